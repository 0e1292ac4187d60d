"""The program that cleans one file and ends (zlc/apart.py). Started by path with the memory it may take (MB)."""

import ctypes
import json
import resource
import signal
import sys
import types
from pathlib import Path
from typing import Any

SIGNAL_PARENT_DEATH = 1  # PR_SET_PDEATHSIG, prctl(2)


def main(megabytes: int) -> int:
    ctypes.CDLL(None).prctl(SIGNAL_PARENT_DEATH, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from zlc.apart import OUT_OF_MEMORY
    from zlc.files import office, pdf
    from zlc.files.refused import NotTaken

    order = json.loads(sys.stdin.buffer.readline())
    source, target, format_ = Path(order["source"]), Path(order["target"]), order["format"]
    try:
        answer: dict[str, Any] = {"notes": pdf.clean(source, target) if format_ == "pdf" else office.clean(source, target, format_)}
    except NotTaken as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    # A bare `zlc`, so that its __init__, the whole server, is not loaded.
    bare = types.ModuleType("zlc")
    bare.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["zlc"] = bare
    sys.path.pop(0)  # this folder: its modules are zlc.files.…
    sys.exit(main(int(sys.argv[1])))
