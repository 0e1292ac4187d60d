"""What a line's history alone says of where it stands. Written from the contract, and asks nothing of the product: rows in, facts out."""

from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]
Facts = dict[str, Any]
LATEST = "9999"


def rectification(events: Iterable[Row], names: dict[str, str]) -> Facts:
    """`names`: of people, by their ids. Who is responsible is told in words: 「综合科 窗口甲」."""
    now: Facts = {
        "state": "", "responsible": "", "due_on": "", "kind": "", "cause": None, "measure": "", "figure": None, "target": "",
        "criterion": "", "effect": "", "extension": None, "note_count": 0, "evidence": 0, "left": 0, "recheck": False,
        "rewalk": None, "guide": None, "link": False,
    }  # fmt: skip
    for event in events:
        RECTIFICATION.get(event["verb"], _nothing)(now, event, names)
    return now


def _nothing(now: Facts, event: Row, names: dict[str, str]) -> None:
    pass


def _named(words: str, names: dict[str, str]) -> str:
    """The person in them, if there is one."""
    last = words.rpartition(" ")[2]
    return last if last in names.values() else ""


def _begun(now: Facts, event: Row, names: dict[str, str]) -> None:
    detail = event["detail"]
    own = _named(detail["to"], names) == names[event["by"]]
    now |= {"state": "working" if own else "unclaimed", "responsible": detail["to"], "due_on": detail["due_on"], "kind": detail["kind"]}


def _reassigned(now: Facts, event: Row, names: dict[str, str]) -> None:
    to = event["detail"]["to"]
    if _named(to, names) == names[event["by"]]:
        now["state"] = "working"
    elif _named(to, names) != _named(now["responsible"], names):
        now["state"] = "unclaimed"
    now |= {"responsible": to, "extension": None, "link": False}


def _planned(now: Facts, event: Row, names: dict[str, str]) -> None:
    now |= {name: event["detail"][name] for name in ("cause", "measure", "figure", "target", "criterion")}


def _asked(now: Facts, event: Row, names: dict[str, str]) -> None:
    now["extension"] = {"by": event["by"], "due_on": event["detail"]["due_on"], "reason": event["reason"]}


def _shown(now: Facts, event: Row, names: dict[str, str]) -> None:
    now["evidence"] = event["detail"]["count"]


def _submitted(now: Facts, event: Row, names: dict[str, str]) -> None:
    _shown(now, event, names)
    now |= {"state": "submitted", "effect": event["detail"]["effect"], "extension": None, "link": False}


def _dated(now: Facts, event: Row, names: dict[str, str]) -> None:
    now |= {"due_on": event["detail"]["due_on"], "extension": None}


def _failed(now: Facts, event: Row, names: dict[str, str]) -> None:
    now |= {"state": "working", "due_on": event["detail"]["due_on"], "recheck": False, "guide": None}


def _verified(now: Facts, event: Row, names: dict[str, str]) -> None:
    now |= {"state": "closed", "recheck": True, "guide": event["detail"].get("guide")}


def _cancelled(now: Facts, event: Row, names: dict[str, str]) -> None:
    """By nobody: what it served went to another unit."""
    now |= {"state": "cancelled", "extension": None, "link": now["link"] and event["by"] is None}


def _noted(now: Facts, event: Row, names: dict[str, str]) -> None:
    now["note_count"] += 1


def _rewalk_planned(now: Facts, event: Row, names: dict[str, str]) -> None:
    now["rewalk"] = (event["detail"]["text"], event["detail"]["due_on"])


def _rewalked(now: Facts, event: Row, names: dict[str, str]) -> None:
    now |= {"rewalk": None, "note_count": now["note_count"] + 1}


def _left(now: Facts, event: Row, names: dict[str, str]) -> None:
    now["left"] += 1


def _become(**facts: Any) -> "Told":
    def told(now: Facts, event: Row, names: dict[str, str]) -> None:
        now |= facts

    return told


Told = Callable[[Facts, Row, dict[str, str]], None]
RECTIFICATION: dict[str, Told] = {
    "begun": _begun, "claimed": _become(state="working"), "declined": _become(responsible="", link=False), "reassigned": _reassigned,
    "planned": _planned, "noted": _noted, "attached": _shown, "submitted": _submitted, "asked": _asked, "granted": _dated,
    "refused": _become(extension=None), "rescheduled": _dated, "verified": _verified, "failed": _failed,
    "kept_up": _become(state="ongoing", kind="lasting", due_on="", extension=None),
    "cancelled": _cancelled, "linked": _become(link=True), "unlinked": _become(link=False),
    "reopened": _become(state="working", recheck=False, guide=None), "left": _left,
    "upheld": _become(recheck=False), "relapsed": _failed, "waived": _become(guide=None), "published": _become(guide="carried"),
    "unpublished": _become(guide="behind"),
    "rewalk_planned": _rewalk_planned, "rewalk_withdrawn": _become(rewalk=None), "rewalked": _rewalked,
}  # fmt: skip


def problem(events: Iterable[Row], unit: str, served: Iterable[Facts], gone: Iterable[Facts], homes: dict[str, str]) -> Facts:
    """`unit`: which had it first, by its short name; `served`: what its rectifications' histories say, each with its `serial`; `gone`:
    of those it parted with, what they said then, each with the instant (`parted`); `homes`: person → their unit."""
    now: Facts = {"state": "new", "unit": unit, "frozen": False, "struck": False, "must": False, "handed_to": "", "sent_back": 0}
    before = ""
    for event in events:
        PROBLEM.get(event["verb"], _nothing_of_problem)(now, event)
        if event["verb"] == "moved":
            then = [one for one in gone if before < one["parted"] < event["id"]]
            _moved(now, homes[event["by"]], then)
        before = event["id"]
    following = now["state"] == "confirmed"
    state, nearest = _follows(served) if following else (now["state"], None)
    told = {name: nearest[name] if nearest else "" for name in ("responsible", "due_on")}
    return now | {"state": state, **told}


def _follows(served: Iterable[Facts]) -> tuple[str, Facts | None]:
    """Some open: 整改中; all submitted: 已解决; all closed: 已销号. It shows the one that is due first."""
    rows = sorted(served, key=lambda one: (one["due_on"] or LATEST, one["serial"]))
    ways = (("rectifying", ("unclaimed", "working", "ongoing")), ("solved", ("submitted",)), ("closed", ("closed",)))
    for state, among in ways:
        if found := next((one for one in rows if one["state"] in among), None):
            return state, found
    return "confirmed", None


def _nothing_of_problem(now: Facts, event: Row) -> None:
    pass


def _back(now: Facts, event: Row) -> None:
    """Nobody is to take it: as it stood before."""
    now |= {"state": "confirmed" if now["frozen"] else "new", "handed_to": ""}


def _taken(now: Facts, event: Row) -> None:
    now |= {"state": "confirmed", "frozen": True, "unit": event["detail"]["to"], "handed_to": ""}
    if event["verb"] == "taken":
        now["sent_back"] = 0


def _moved(now: Facts, unit: str, then: list[Facts]) -> None:
    """It went with its walk. What was closed stays so, and parts with what closed it; what was not begins anew."""
    if now["state"] == "handed":
        now["state"] = "confirmed" if now["frozen"] else "new"
    elif now["state"] == "confirmed":
        now["state"] = "closed" if _follows(then)[0] == "closed" else "confirmed"
    now |= {"unit": unit, "handed_to": ""}


def _returned(now: Facts, event: Row) -> None:
    _back(now, event)
    now["sent_back"] += 1


def _settled(now: Facts, event: Row) -> None:
    _back(now, event)
    if event["detail"]["outcome"] == "closed":
        now |= {"state": "closed", "frozen": True}


def _told(**facts: Any) -> Callable[[Facts, Row], None]:
    def told(now: Facts, event: Row) -> None:
        now |= facts

    return told


CONFIRMED = _told(state="confirmed", frozen=True)
PROBLEM: dict[str, Callable[[Facts, Row], None]] = {
    "confirmed": CONFIRMED, "signed": CONFIRMED, "rejected": lambda now, event: now.update(state=event["detail"]["state"]),
    "handed": lambda now, event: now.update(state="handed", handed_to=event["detail"]["to"]),
    "recalled": _back, "taken": _taken, "returned": _returned, "ruled": _taken, "settled": _settled, "reopened": _back,
    "required": _told(must=True), "lifted": _told(must=False), "struck": _told(struck=True), "unstruck": _told(struck=False),
    "withdrawn": _told(state="withdrawn", struck=True, handed_to=""), "restored": _told(state="new", struck=False),
}  # fmt: skip


def need(events: Iterable[Row]) -> Facts:
    now: Facts = {"state": "new", "struck": False, "decided": None, "answer": ""}
    for event in events:
        now |= NEED.get(event["verb"], {})
        if event["verb"] == "answered":
            now["answer"] = event["detail"]["text"]
    return now


NEED: dict[str, Facts] = {
    "studied": {"state": "studying"}, "adopted": {"state": "adopted", "decided": "adopted"},
    "declined": {"state": "declined", "decided": "declined"}, "answered": {"state": "answered"},
    "struck": {"struck": True}, "unstruck": {"struck": False}, "withdrawn": {"state": "withdrawn", "struck": True},
    "restored": {"state": "new", "struck": False},
}  # fmt: skip


def amended(events: Iterable[Row]) -> dict[str, list[tuple[Any, Any]]]:
    """Column → what it was and became, step by step, as far as the desk changed it."""
    chain: dict[str, list[tuple[Any, Any]]] = {}
    for event in events:
        for column, (old, new) in event["detail"].get("changes", {}).items():
            chain.setdefault(column, []).append((old, new))
    return chain
