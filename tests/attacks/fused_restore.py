"""`database restore FILE`, killed at a named point: `python -m tests.attacks.fused_restore FILE 'link after 1'`. Without a
point it runs through and tells which points it passed."""

import os
import shutil
import subprocess
import sys
from collections import Counter

from sqlalchemy.engine.default import DefaultDialect

from tests.attacks.fused import here, watched
from zlc import create_app

POINTS = {
    "commit": (DefaultDialect, "do_commit"), "fsync": (os, "fsync"), "link": (os, "link"), "move": (shutil, "move"),
    "replace": (os, "replace"), "tool": (subprocess, "run"),
}  # fmt: skip


def main() -> None:
    file, fuse = sys.argv[1], (sys.argv[2:] or [""])[0]
    here.fuse, here.passed = fuse, Counter()
    for name, (owner, attribute) in POINTS.items():
        setattr(owner, attribute, watched(name, getattr(owner, attribute)))
    done = create_app().test_cli_runner().invoke(args=["database", "restore", file])
    print(done.output)
    print("points", ",".join(f"{name}={count}" for name, count in here.passed.items()))
    sys.exit(done.exit_code)


if __name__ == "__main__":
    main()
