"""Which stories in a browser are told once more, alone: `python -m tests.once_more FOLDER` (docs/decisions/0039)."""

import json
import sys
from pathlib import Path

STORIES = "tests/e2e/"
# More than these is no crowded machine.
MOST = 3


def once_more(failed: list[str]) -> list[str]:
    """Of the tests that failed those to run again: all, if they are a few stories; else none, and the run has failed."""
    return sorted(failed) if len(failed) <= MOST and all(one.startswith(STORIES) for one in failed) else []


def failed_in(cache: Path) -> list[str]:
    """What pytest's cache in this folder says of its last run; a file that could not even be read is named there too."""
    return list(json.loads((cache / "v/cache/lastfailed").read_text()))


if __name__ == "__main__":
    print("\n".join(once_more(failed_in(Path(sys.argv[1])))))
