"""The server: `python app.py` serves on PORT (8000); `flask --app app …` runs the commands of zlc/cli/."""

import sys

from zlc import create_app
from zlc.errors import NotReady

try:
    app = create_app()
except NotReady as refusal:
    sys.exit(refusal.message)

if __name__ == "__main__":
    from zlc.cli.serve import serve

    serve(app)
