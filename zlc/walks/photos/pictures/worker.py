"""The process in which pictures are decoded that might cost much: a hostile one takes no more than its time and its
memory, and takes nothing along.

Started by path with the memory one picture may take (MB beyond what is loaded), the seconds of processor and the seconds
of the clock. Each line of its input is an order, in JSON; each is done by a fork, which costs three milliseconds where a
start costs half a second; each answer is one line of JSON. It ends when its input does, or when nothing was asked for long.
"""

import ctypes
import json
import os
import resource
import select
import signal
import sys
import traceback
import types
import warnings
from pathlib import Path
from typing import Any

SIGNAL_PARENT_DEATH = 1  # PR_SET_PDEATHSIG, prctl(2)
IDLE = 120  # seconds, then the memory is given back
TOO_COSTLY, NOT_AN_IMAGE, NO_TIME = "too_costly", "not_an_image", "no_time"


def main(megabytes: int, processor: int, clock: int) -> None:
    from PIL import Image

    from zlc.walks.photos.pictures import developing

    Image.init()
    Image.MAX_IMAGE_PIXELS = None  # what is too much is said by developing.py, of every kind alike
    warnings.simplefilter("ignore")  # what Pillow warns of (odd EXIF, size) is no proof of half a picture
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while select.select([0], [], [], IDLE)[0] and (line := sys.stdin.buffer.readline()):
        answer = _forked(json.loads(line), (megabytes, processor, clock), developing)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def _forked(order: dict[str, Any], bounds: tuple[int, int, int], developing: Any) -> dict[str, Any]:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _bind(*bounds)
            os.write(theirs, json.dumps(_developed(order, developing)).encode())
            code = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as told:
        said = told.read()
    ended = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGALRM:
        return {"refused": NO_TIME, "why": "the machine was too busy"}  # it had not used up its own time of the processor
    # Without memory, libraries abort rather than raise; without time the kernel ends it.
    return json.loads(said) if ended == 0 and said else {"refused": TOO_COSTLY, "why": f"ended with {ended}"}


def _bind(megabytes: int, processor: int, clock: int) -> None:
    ctypes.CDLL(None).prctl(SIGNAL_PARENT_DEATH, signal.SIGKILL)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = taken + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    signal.alarm(clock)


def _developed(order: dict[str, Any], developing: Any) -> dict[str, Any]:
    try:
        if order["edge"]:
            return {"size": developing.redraw(Path(order["source"]), Path(order["target"]), order["edge"])}
        return {"look": developing.take(Path(order["source"]), Path(order["target"]))}
    except developing.NotAnImage as fault:
        return {"refused": NOT_AN_IMAGE, "why": str(fault)}
    except (developing.TooCostly, MemoryError) as fault:
        return {"refused": TOO_COSTLY, "why": repr(fault)}
    except OSError as fault:
        return {"errno": fault.errno or 0, "why": str(fault)}


if __name__ == "__main__":
    # A bare `zlc`, so that its __init__, the whole server, is not loaded, and nothing that changes how Pillow decodes:
    # WeasyPrint lets half a picture pass for one, for the whole process.
    bare = types.ModuleType("zlc")
    bare.__path__ = [str(Path(__file__).resolve().parents[3])]
    sys.modules["zlc"] = bare
    sys.path.pop(0)  # this folder: its modules are zlc.walks.pictures.…
    main(*map(int, sys.argv[1:4]))
