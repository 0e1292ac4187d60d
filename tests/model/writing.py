"""What people write on the phones of the model: entries of every kind, amendments, and what nobody can apply."""

import json
from typing import Any

from tests.model.disk import Row

Data = dict[str, Any]
CASE = "01956a00-0000-7000-8000-00000000ca5e"

APPLIES: list[tuple[str, Data]] = [
    ("open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "灵活就业人员参保登记"}),
    ("open", {"as": "counter", "window": "3"}),
    ("stage", {"stage": "consult", "step": "consult", "visit": 1}),
    ("stage", {"stage": "form", "step": "form", "visit": 1}),
    ("stage", {"stage": "queue", "step": "ticket", "visit": 1}),
    ("stage", {"stage": "acceptance", "step": "window", "visit": 2}),
    ("stage", {"stage": "result", "step": "result", "visit": 2}),
    ("leave", {"visit": 1}),
    ("return", {"visit": 2}),
    ("ticket", {"number": "A087", "ahead": 6}),
    ("material", {"name": "户口簿", "listed": False, "tags": ["strange"]}),
    ("intermediary", {"name": "某代办", "fee": 300, "tags": ["overcharge"]}),
    ("outcome", {"result": "supplement", "reason": "缺一份材料"}),
    ("outcome", {"result": "accepted"}),
    ("suspended", {"reason": "公示"}),
    ("resumed", {"reason": "公示期满"}),
    ("check", {"item": "guidance", "verdict": "problem"}),
    ("problem", {"category": "queue", "text": "综合窗口只开两个", "stage": "queue", "severity": 2}),
    ("need", {"from": "enterprise", "text": "希望中午不休息"}),
    ("note", {"text": "大厅里有人引导👍"}),
    ("photo", {"sha256": "a" * 64, "bytes": 1, "width": 1, "height": 1, "of": None}),
    ("rating", {"level": 4}),
    ("case", {"case": CASE, "event": "call", "ticket": "A001"}),
    ("case", {"case": CASE, "event": "accept"}),
    ("pause", {"reason": "系统故障"}),
    ("continue", {"reason": "恢复"}),
    ("finish", {"result": "done"}),
]
HELD: list[tuple[str, Data]] = [
    ("teleport", {"to": "home"}),
    ("stage", {"stage": "lunch"}),
    ("note", {"text": 5}),
]
# A value of each field that somebody would correct; fields of every kind are `at` and `void`.
CORRECTED: dict[str, tuple[str, Any]] = {
    "open": ("place", "二楼"), "stage": ("step", "改过"), "ticket": ("number", "B"), "material": ("name", "材料"),
    "problem": ("text", "改过的问题"), "need": ("text", "改过的诉求"), "note": ("text", "改过的话"),
    "outcome": ("reason", "另一原因"), "finish": ("summary", "小结"), "photo": ("caption", "说明"),
}  # fmt: skip


def body_of(walk: str, kind: str, by: str, at: int, clock: Data, data: Data, **more: Any) -> str:
    body = {"v": 1, "walk": walk, "kind": kind, "by": by, "at": at, "tz": 480, "clock": clock, "how": "tap"}
    return json.dumps({**body, "data": data, **more}, ensure_ascii=False)


def parsed(row: Row) -> Data | None:
    """The body of a row that is shown and folded; None for what is not."""
    if row.state == "held":
        return None
    try:
        body = json.loads(row.body)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("data"), dict) else None


def seen(rows: list[Row], target: str, name: str) -> list[str]:
    """Every value of a field that this phone shows: what its person saw (walk_facts.ts, changeOf)."""
    found = []
    for row in rows:
        body = parsed(row)
        if body and body["kind"] == "amend" and body["data"].get("target") == target and name in body["data"]["set"]:
            found.append(row.id)
    return sorted(found)
