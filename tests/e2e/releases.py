"""The next release: the same tree with one small change to page and script, built as any release is."""

import shutil
import subprocess
import sys
from pathlib import Path

from zlc.config import ROOT

PARTS = ("app.py", "zlc", "templates", "static", "service-worker")
MARK = '<meta name="release" content="next">'


def next_release(folder: Path) -> Path:
    """Makes it in `folder`, which a Server can run from. Its shell carries MARK."""
    folder.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy(ROOT / part, folder / part)
    (folder / "static/client/node_modules").symlink_to(ROOT / "static/client/node_modules")
    shell = folder / "templates/field/shell.html"
    shell.write_text(shell.read_text().replace("</head>", f"  {MARK}\n</head>"))
    with (folder / "static/client/screens/main.tsx").open("a") as script:
        script.write("document.documentElement.dataset['release'] = 'next';\n")
    node = Path(sys.executable).with_name("node")
    subprocess.run([node, folder / "static/client/build.mjs"], check=True, capture_output=True)
    return folder
