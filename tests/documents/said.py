"""What page, paper and phone say of a walk's or a session's time, each in one shape: lengths in words, as they stand there."""

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.sync.phone_code import bundled

Said = dict[str, Any]
TAG = re.compile(r"<[^>]*>")


def plain(markup: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", re.sub(r"<svg.*?</svg>", "", markup, flags=re.S))).split())


def rows_of(page: str, caption: str) -> list[list[str]]:
    """The cells of the table with this caption, below its head."""
    table = re.search(rf"<table[^>]*><caption[^>]*>{caption}</caption>.*?</table>", page, re.S)
    body = table[0].partition("<tbody>")[2] if table else ""
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in body.split("</tr>")[:-1]]


def on_page(page: str) -> Said:
    """Of the walk's page on the desk."""
    figures = {plain(name): plain(words) for name, words in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S)}
    uses = re.search(r'<p class="num uses">(.*?)</p>', page, re.S)
    return {
        "totals": dict(rows_of(page, "各类时间合计")),
        "spans": [row[4] for row in rows_of(page, "各环节用时")],
        "lengths": {row[0]: row[1:] for row in rows_of(page, "三种算法的用时")},
        "figures": figures,
        "uses": [plain(one) for one in re.findall(r"<span>(.*?)</span>", uses[1], re.S)] if uses else [],
        "cases": [tuple(f"{row[5]} 另暂停 ".split(" 另暂停 ")[:2]) for row in rows_of(page, "办件")],
    }


def on_paper(data: dict[str, Any]) -> Said:
    """Of the plain data that the sheet is made of."""
    counter = data.get("counter") or {}
    return {
        "totals": {row["kind"]: row["words"] for row in data["totals"]},
        "spans": [row["length"] for row in data["stages"] if not row["day"]],
        "lengths": {row["name"]: (row["calendar"], row["days"], row["net"]) for row in data["lengths"] if row["known"]},
        "figures": dict(counter.get("figures") or data["figures"]),
        "uses": [f"{one['word']} {one['words']}" for one in counter.get("uses", [])],
        "cases": [_case(one["length"]) for one in counter.get("cases", [])],
        "visits": [row["words"] for row in data["visits"]],
        "stops": [one for group in data["stops"] for one in group["stops"]],
    }


def _case(words: str) -> tuple[str, str]:
    length, _, paused = words.partition("（停 ")
    return length, paused.rstrip("）")


def on_phones(walks: list[tuple[str, list[dict[str, Any]]]], folder: Path) -> list[Said]:
    """Of many walks at once: (id, its entries in any order)."""
    sent = "\n".join(
        json.dumps({"walk": walk, "entries": [{"id": one["id"], "body": one["body"]} for one in entries]}) for walk, entries in walks
    )
    command = bundled("tests/sync/minutes_said.ts", folder)
    answer = subprocess.run(command, input=sent, capture_output=True, text=True, check=True, timeout=60)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def minutes(words: str) -> int:
    """Of a length in words; what is less than a minute, or not said, adds nothing."""
    units = {"天": 1440, "小时": 60, "分": 1}
    return 0 if "不到" in words else sum(int(n) * units[unit] for n, unit in re.findall(r"(\d+) (天|小时|分)", words))
