"""Asking the worker: what a file is, and some of its lines. Blocks; no transaction should be open meanwhile."""

from typing import Any, NamedTuple

from zlc.apart import Apart, Broke, Crowded, TooBig, TooSlow
from zlc.catalogue.sheets import worker
from zlc.catalogue.sheets.cells import NotReadable, Row
from zlc.catalogue.sheets.heads import Head
from zlc.catalogue.sheets.workbook import Sheet
from zlc.errors import Refusal

SECONDS = 60
_apart = Apart(worker.__file__, megabytes=1024, seconds=SECONDS)

TOO_SLOW = f"读了 {SECONDS} 秒还没有读完，已停下，没有改动目录。请只留事项那张表，去掉格式和图片，另存一份再导入。"
TOO_BIG = "文件展开后太大，读不下，没有改动目录。请只留事项那张表，另存一份再导入。"
BROKE = "文件读到一半出了错，没有改动目录。请用 Excel 或 WPS 打开，另存为新的 .xlsx 再导入；还不行请联系系统管理员。"


class Busy(Refusal):
    status, code = 503, "busy"

    def __init__(self) -> None:
        super().__init__("服务器正在读别的清单，这一份没有读，也没有改动目录。请过一分钟再试。", headers={"Retry-After": "60"})


class Survey(NamedTuple):
    """`total`: the number of the last line that holds anything. `head`: where its heading stands."""

    sheets: list[Sheet]
    sheet: str
    total: int
    head: Head


def survey(kind: str, data: bytes, sheet: str | None = None) -> Survey:
    """Raises NotReadable, Busy."""
    found = _ask({"kind": kind, "sheet": sheet}, data)
    return Survey([Sheet(**one) for one in found["sheets"]], found["sheet"], found["total"], Head(**found["head"]))


def rows(kind: str, data: bytes, sheet: str, first: int, last: int) -> list[Row]:
    """The lines `first` to `last` that are not empty. Raises NotReadable, Busy."""
    found = _ask({"kind": kind, "sheet": sheet, "first": first, "last": last}, data)
    return [(number, cells) for number, cells in found["rows"]]


def _ask(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    try:
        answer = _apart.ask(order, data)
    except Crowded as fault:
        raise Busy from fault
    except TooSlow as fault:
        raise NotReadable(TOO_SLOW) from fault
    except TooBig as fault:
        raise NotReadable(TOO_BIG) from fault
    except Broke as fault:
        raise NotReadable(BROKE) from fault
    if "refused" in answer:
        raise NotReadable(answer["refused"])
    return answer
