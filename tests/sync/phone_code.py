"""The phone's code, run here: a TypeScript file bundled for Node."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zlc.config import ROOT

ESBUILD = ROOT / "static/client/node_modules/esbuild/bin/esbuild"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")


def bundled(source: str, folder: Path) -> list[str]:
    """The command that runs `source` (a path from the root of the tree), bundled into `folder`."""
    if NODE is None or not ESBUILD.exists():
        pytest.skip("the client's packages are not installed; ./run.sh test installs them")
    bundle = folder / Path(source).with_suffix(".mjs").name
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=error", f"--outfile={bundle}"]
    # The file lies outside the client's folder, and uses its packages.
    packages = {"NODE_PATH": str(ROOT / "static/client/node_modules"), "PATH": ""}
    subprocess.run([NODE, str(ESBUILD), str(ROOT / source), *options], check=True, env=packages)
    return [NODE, str(bundle)]
