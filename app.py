"""The server: `python app.py` serves on PORT (8000); `flask --app app …` runs the commands of zlc/cli/."""

from zlc import create_app

app = create_app()

if __name__ == "__main__":
    from zlc.cli.serve import serve

    serve(app)
