"""Walks nobody would make on purpose: any kinds in any order, wild clocks, amendments of anything that saw anything."""

from random import Random
from typing import Any

WALK = "01956a00-0000-7000-8000-000000000000"
START = 1_772_413_200_000
STAGES = ["consult", "form", "queue", "acceptance", "result"]
RESULTS = ["accepted", "supplement", "refused", "referred", "done"]
EVENTS = ["call", "call", "accept", "supplement", "refuse", "refer", "done"]

Entry = dict[str, Any]


def entry_id(number: int) -> str:
    return f"01956a00-0000-7000-8000-{number:012d}"


def random_walk(choose: Random, size: int, counter: bool) -> list[Entry]:
    """`size` entries in the order they were made; amendments may name entries that never come."""
    entries: list[Entry] = []
    for number in range(size):
        kind = choose.choice(COUNTER_KINDS if counter else HALL_KINDS)
        entries.append(_entry(choose, number, kind, _data(choose, kind, number, counter)))
    return entries


def _entry(choose: Random, number: int, kind: str, data: Entry) -> Entry:
    at = START + choose.randint(0, 20) * 60_000
    clock = {
        "offset": choose.choice([0, 0, -90_000, 60_000.5, None]),
        "age": choose.choice([60, 21_600, 21_601, None]),
        "mono": choose.choice([number * 10, number * 10, choose.randint(0, 100), None]),
        "page": choose.choice(["a", "a", "b", None]),
    }
    how = choose.choice(["tap", "tap", "tap", "later", "import"])
    body = {"v": 1, "walk": WALK, "kind": kind, "by": choose.choice(["zhao", "qian"]), "at": at, "tz": 480}
    told = choose.choice([None, START, START + choose.randint(0, 5)])
    return {"id": entry_id(number), "at_server": told, "body": {**body, "clock": clock, "how": how, "data": data}}


HALL_KINDS = [
    "open", "stage", "stage", "stage", "leave", "return", "outcome", "suspended", "resumed", "problem", "need",
    "note", "photo", "material", "amend", "amend", "amend", "finish",
]
COUNTER_KINDS = ["open", "case", "case", "case", "case", "pause", "continue", "amend", "amend", "finish"]


def _data(choose: Random, kind: str, number: int, counter: bool) -> Entry:
    visit: Entry = choose.choice([{}, {"visit": choose.randint(1, 3)}])
    some = entry_id(choose.randint(0, number + 1))
    if kind == "amend":
        return _amend(choose, number)
    if kind == "case":
        return {"case": entry_id(900 + choose.randint(0, 4)), "event": choose.choice(EVENTS), "ticket": number}
    return {
        "open": {"as": "counter" if counter else "applicant", "channel": choose.choice(["hall", "hall", "online"])},
        "stage": {"stage": choose.choice(STAGES), "step": choose.choice(["ticket", "result", None]), **visit},
        "leave": visit,
        "return": visit,
        "outcome": {"result": choose.choice(RESULTS)},
        "finish": choose.choice([{}, {"result": choose.choice(RESULTS)}]),
        "problem": {"text": "问题", "stage": choose.choice(["queue", some])},
        "need": {"text": "需求"},
        "note": {"text": choose.choice(["一", "二"])},
        "photo": {"sha256": "a" * 64, "bytes": 1, "of": choose.choice([None, some])},
        "material": {"name": "身份证"},
    }.get(kind, {"reason": "原因"} if kind in ("suspended", "pause") else {})


def _amend(choose: Random, number: int) -> Entry:
    saw = [entry_id(choose.randint(0, number + 5)) for _ in range(choose.randint(0, 3))]
    values = {
        "at": START + choose.randint(0, 20) * 60_000,
        "void": choose.choice([True, True, False]),
        "stage": choose.choice([*STAGES, "lunch"]),
        "visit": choose.choice([1, 2, None, "三"]),
        "result": choose.choice(RESULTS),
        "event": choose.choice(EVENTS),
        "text": choose.choice(["一", "二"]),
        "as": choose.choice(["applicant", "counter"]),
    }
    fields = choose.sample(sorted(values), choose.randint(1, 3))
    changes = {field: {"value": values[field], "saw": saw} for field in fields}
    # Few targets, so that amendments meet; sometimes one that is an amendment itself or never comes.
    target = entry_id(choose.choice([choose.randint(0, 5), choose.randint(0, number + 3)]))
    return {"target": target, "set": changes, "reason": choose.choice(["undo", "记错了"])}
