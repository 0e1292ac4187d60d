"""The process that reads one file and ends: a hostile or broken one takes no more than its time and its memory, and no other
request waits for it.

Started by path with the memory it may take (MB). Its input is a line of JSON, the order, and then the file; its output JSON.
"""

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
    from zlc.catalogue.sheets.cells import NotReadable

    order = json.loads(sys.stdin.buffer.readline())
    try:
        answer = _answer(order, sys.stdin.buffer.read())
    except NotReadable as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(answer))
    return 0


def _answer(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    if order["kind"] == "xlsx":
        return _of_workbook(order, data)
    return _of_text(order, data)


def _of_workbook(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    from zlc.catalogue.sheets.workbook import Workbook

    book = Workbook(data)
    if "last" in order:
        return {"rows": list(book.rows(order["sheet"], order["first"], order["last"]))}
    sheet = order["sheet"] or book.best_sheet()
    head = book.head(sheet)
    return {
        "sheets": [one._asdict() for one in book.sheets()], "sheet": sheet, "total": book.scan(sheet).last,
        "head": head._asdict(),
    }  # fmt: skip


def _of_text(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    from zlc.catalogue.sheets.cells import NotReadable
    from zlc.catalogue.sheets.delimited import decoded, rows_of
    from zlc.catalogue.sheets.heads import find_head, head_at
    from zlc.catalogue.sheets.kinds import EMPTY
    from zlc.catalogue.sheets.portal import rows_of_text

    pasted = order["kind"] == "text"
    rows = rows_of_text(data.decode()) if pasted else list(rows_of(decoded(data)))
    if not rows:
        raise NotReadable(EMPTY)
    if "last" in order:
        return {"rows": [row for row in rows if order["first"] <= row[0] <= order["last"]]}
    head = head_at(rows, 0) if pasted else find_head(rows)
    return {"sheets": [], "sheet": "", "total": max(number for number, _ in rows), "head": head._asdict()}


if __name__ == "__main__":
    # A bare `zlc`, so that its __init__, the whole server, is not loaded.
    bare = types.ModuleType("zlc")
    bare.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["zlc"] = bare
    sys.path.pop(0)  # this folder: its modules are zlc.catalogue.sheets.…
    sys.exit(main(int(sys.argv[1])))
