"""In each of many processes that know a shape and have read none yet: eight threads at once. Arguments: the shape's module
and name, and what is read, in JSON."""

import contextlib
import importlib
import os
import sys
import threading

import msgspec

PROCESSES, READERS = 60, 8


def read(shape: type, raw: bytes, together: threading.Barrier) -> None:
    together.wait()
    with contextlib.suppress(msgspec.DecodeError):
        msgspec.json.decode(raw, type=shape)


def main(named: str, raw: str) -> None:
    module, _, name = named.rpartition(".")
    shape = getattr(importlib.import_module(module), name)
    for _ in range(PROCESSES):
        child = os.fork()
        if not child:
            sys.setswitchinterval(1e-6)
            together = threading.Barrier(READERS)
            threads = [threading.Thread(target=read, args=(shape, raw.encode(), together)) for _ in range(READERS)]
            [one.start() for one in threads]
            [one.join() for one in threads]
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"ended by signal {status & 0x7f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
