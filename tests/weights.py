"""How much JavaScript a phone is sent by the field app: its script, the page's own, and the service worker's."""

import json
from pathlib import Path

from zlc.config import ROOT

LIMIT = 90 * 1024


def weights(tree: Path = ROOT) -> dict[str, int]:
    """Bytes of each file as it goes out, gzipped by the build; FileNotFoundError when that tree is not built."""
    dist = tree / "static/dist"
    files = json.loads((dist / "manifest.json").read_bytes())["files"]
    names = [files[name].rpartition("/")[2] for name in ("field.js", "shell.js")]
    return {name: (dist / f"{name}.gz").stat().st_size for name in (*names, "sw.js")}
