"""The figures of a walk, a session and a summary, counted again from the journal by hand: no rule of zlc/ is used here, only what
docs/sync.md and docs/decisions/0030 say. Instants are unix ms; what is given back are the words that page, paper and phone must say.

Enough for what is recorded as it should be: one amendment of a field, none that contradict; working days of weeks without holidays.
"""

import itertools
import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

Entry = dict[str, Any]
KINDS = {"served": "咨询受理", "own_work": "自己填办", "waiting": "等候", "office": "等结果", "away": "离开大厅"}
KIND_OF = {"consult": "served", "acceptance": "served", "form": "own_work", "queue": "waiting", "result": "office"}
STAGES = {"consult": "咨询", "form": "填表", "queue": "排队", "acceptance": "受理", "result": "结果"}
USES = {"handled": "办理", "idle": "空闲", "pause": "暂停", "unobserved": "未观察"}


def read(journal: dict[str, Any]) -> list[Entry]:
    """The entries that stand, in order: {id, kind, time, …data}, struck ones left out."""
    bodies = {line["id"]: json.loads(line["body"]) for line in journal["entries"]}
    changes: dict[str, dict[str, Any]] = defaultdict(dict)
    for body in bodies.values():
        if body["kind"] == "amend":
            changes[body["data"]["target"]].update({key: one["value"] for key, one in body["data"]["set"].items()})
    found = []
    for entry_id, body in bodies.items():
        changed = changes[entry_id]
        if body["kind"] != "amend" and not changed.get("void"):
            time = changed.get("at", body["at"] + body["clock"]["offset"])
            found.append({"id": entry_id, "kind": body["kind"], "time": time, **body["data"], **changed})
    return sorted(found, key=lambda one: (one["time"], one["id"]))


def said(minutes: int, length: int) -> str:
    """`minutes` of what took `length` ms."""
    if minutes == 0:
        return "不到 1 分" if length else "0 分"
    days, hours = minutes // 1440, minutes % 1440 // 60
    return " ".join(f"{n} {word}" for n, word in ((days, "天"), (hours, "小时"), (minutes % 60, "分")) if n)


def alone(length: int) -> str:
    return said(length // 60_000, length)


def divided(parts: list[int], minutes: int) -> list[int]:
    """So many minutes among the parts: one at a time to whichever is the furthest below its length."""
    exact = [Fraction(part, 60_000) for part in parts]
    given = [int(one) for one in exact]
    while sum(given) < minutes:
        n = max(range(len(parts)), key=lambda n: (exact[n] - given[n], -n))
        given[n] += 1
    return given


def day_of(ms: int) -> date:
    return (datetime.fromtimestamp(ms / 1000, UTC) + timedelta(hours=8)).date()


def weekdays(begins: int, ends: int) -> int:
    """The first day not counted."""
    first, last = day_of(begins), day_of(ends)
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


def spans_of(entries: list[Entry]) -> list[dict[str, Any]]:
    """What ran from each stamp to the next one that ends it."""
    spans: list[dict[str, Any]] = []
    step: Entry | None = None
    answered = away = False
    for one in entries:
        running = spans[-1] if spans and spans[-1]["ends"] is None else None
        kind = one["kind"]
        if kind == "outcome" and one["result"] in ("done", "refused") and step and step["stage"] == "result":
            answered = True
            if running and not away:
                running["ends"] = one["time"]
        if kind not in ("stage", "leave", "return", "finish"):
            continue
        if running:
            running["ends"] = one["time"]
        if kind == "finish":
            break
        away = kind == "leave"
        if kind == "stage":
            step, answered = one, one.get("step") == "result"
        if kind == "leave":
            spans.append({"kind": "away", "stage": None, "step": None, "begins": one["time"], "ends": None, "visit": one["visit"]})
        elif step and (kind == "stage" or not answered):
            instant = one["time"] if answered else None
            spans.append({
                "kind": KIND_OF[step["stage"]], "stage": step["stage"], "step": step.get("step"), "begins": one["time"],
                "ends": instant, "visit": one["visit"],
            })  # fmt: skip
    return spans


def stops_of(entries: list[Entry], ends: int | None, online: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in entries:
        what = one.get("stage") if one["kind"] == "stage" else one.get("result") if one["kind"] == "outcome" else None
        standing = {stop["why"]: stop for stop in found if stop["ends"] is None}
        back = what in ("acceptance", "result", "accepted", "refused", "done") or (online and what == "queue")
        if "补正" in standing and back:
            standing["补正"]["ends"] = one["time"]
        if "特别程序" in standing and one["kind"] == "resumed":
            standing["特别程序"]["ends"] = one["time"]
        why = "特别程序" if one["kind"] == "suspended" else "补正" if what == "supplement" else None
        if why and why not in standing:
            found.append({"why": why, "begins": one["time"], "ends": None, "reason": one.get("reason", "")})
    for stop in found:
        stop["ends"] = ends if stop["ends"] is None else stop["ends"]
    return found


def of_walk(entries: list[Entry]) -> dict[str, Any]:
    """Of one that was ended, and whose acceptance was written down."""
    opened = next(one for one in entries if one["kind"] == "open")
    spans, ends = spans_of(entries), next(one["time"] for one in entries if one["kind"] == "finish")
    begins, online = spans[0]["begins"], opened["channel"] == "online"
    lengths = {kind: sum(span["ends"] - span["begins"] for span in spans if span["kind"] == kind) for kind in KINDS}
    rest = ends - begins - sum(lengths.values())
    kinds = dict(zip((*KINDS, "rest"), divided([*lengths.values(), rest], (ends - begins) // 60_000), strict=True))
    for kind in KINDS:
        mine = [span for span in spans if span["kind"] == kind]
        given = divided([span["ends"] - span["begins"] for span in mine], kinds[kind])
        for span, minutes in zip(mine, given, strict=True):
            span["minutes"] = minutes
    for span in spans:
        span["words"] = "—" if span["step"] == "result" else said(span["minutes"], span["ends"] - span["begins"])
    stops = stops_of(entries, ends, online)
    accepted = next(one["time"] for one in entries if one["kind"] == "outcome" and one["result"] == "accepted")
    answered = max(one["time"] for one in entries if one["kind"] == "outcome" and one["result"] in ("done", "refused"))
    totals = [(KINDS[kind], said(kinds[kind], lengths[kind])) for kind in KINDS if lengths[kind]]
    visits: dict[int, int] = defaultdict(int)
    for span in spans:
        if span["kind"] != "away" and span["step"] != "result" and day_of(span["begins"]) == day_of(span["ends"]):
            visits[span["visit"]] += span["minutes"]
    return {
        "whole": alone(ends - begins), "begins": begins, "kinds": kinds, "spans": spans,
        "totals": dict(totals) | ({"未记": alone(kinds["rest"] * 60_000)} if kinds["rest"] else {}),
        "waited": said(kinds["waiting"], lengths["waiting"]),
        "trips": 0 if online else len({span["visit"] for span in spans}),
        "steps": len({(span["stage"], span["step"]) for span in spans if span["kind"] != "away"}),
        "problems": sum(one["kind"] == "problem" for one in entries),
        "lengths": {
            "全程": in_three_ways(begins, ends, stops), "受理到结果": in_three_ways(accepted, answered, stops),
        },
        "stops": [
            {**stop, "words": alone(stop["ends"] - stop["begins"]), "days": weekdays(stop["begins"], stop["ends"]),
             "before": stop["ends"] <= accepted}
            for stop in stops
        ],
        "visits": [said(minutes, 1) for _, minutes in sorted(visits.items())] if len(visits) > 1 else [],
    }  # fmt: skip


def in_three_ways(begins: int, ends: int, stops: list[dict[str, Any]]) -> dict[str, Any]:
    """In all, stopped, and what is left; none of the stops overlap."""
    within = [(max(begins, one["begins"]), min(ends, one["ends"])) for one in stops]
    within = [(start, stop) for start, stop in within if stop > start]
    stopped = sum((stop - start) // 60_000 for start, stop in within)
    days, stood = weekdays(begins, ends), sum(weekdays(*part) for part in within)
    minutes = (ends - begins) // 60_000
    return {
        "calendar": said(minutes, 1), "days": days, "net": said(minutes - stopped, 1), "net_days": days - stood,
        "stopped": said(stopped, 1) if within else "", "stopped_days": stood,
    }  # fmt: skip


def of_session(entries: list[Entry]) -> dict[str, Any]:
    """Of one that was ended."""
    begins, ends = entries[0]["time"], entries[-1]["time"]
    assert (entries[0]["kind"], entries[-1]["kind"]) == ("open", "finish")
    cases: dict[str, dict[str, Any]] = {}
    pauses: list[list[int]] = []
    at_window: dict[str, Any] | None = None
    pausing = False
    for one in entries:
        kind, time = one["kind"], one["time"]
        if pausing and (kind in ("continue", "finish") or one.get("event") == "call"):
            pauses[-1].append(time)
            pausing = False
        if at_window and (kind == "finish" or one.get("event") == "call"):
            at_window |= {"ends": time, "result": "未记结果"}
            at_window = None
        if kind == "pause" and not pausing:
            pauses.append([time])
            pausing = True
        if kind == "case" and one["event"] == "call":
            at_window = cases[one["case"]] = {"begins": time}
        elif kind == "case":
            cases[one["case"]]["result"] = one["event"]
            if at_window is cases[one["case"]]:
                at_window |= {"ends": time}
                at_window = None
    order = [*cases.values()]
    for case in order:
        case["paused"] = overlap(case["begins"], case["ends"], pauses)
        case["handled"] = case["ends"] - case["begins"] - case["paused"]
    gaps = [(one["ends"], other["begins"]) for one, other in itertools.pairwise(order)]
    beside = sum(overlap(*gap, pauses) for gap in gaps)
    sums = {
        "handled": sum(case["handled"] for case in order), "idle": sum(stop - start for start, stop in gaps) - beside,
        "pause": sum(case["paused"] for case in order) + beside,
        "unobserved": order[0]["begins"] - begins + ends - order[-1]["ends"],
    }  # fmt: skip
    uses = dict(zip(sums, divided([*sums.values()], (ends - begins) // 60_000), strict=True))
    handled = divided([case["handled"] for case in order], uses["handled"])
    paused = divided([*(case["paused"] for case in order), beside], uses["pause"])
    for case, minutes, stood in zip(order, handled, paused, strict=False):
        case["minutes"], case["words"] = minutes, said(minutes, case["handled"])
        case["paused_words"] = said(stood, case["paused"]) if case["paused"] else ""
    ordered = sorted(order, key=lambda case: (case["minutes"], case["handled"]))
    middle = ordered[len(order) // 2]["minutes"] + ordered[(len(order) - 1) // 2]["minutes"]
    each = "、".join(case["words"] for case in ordered)
    return {
        "whole": alone(ends - begins), "uses": {USES[use]: said(uses[use], sums[use]) for use in USES if sums[use]},
        "middle": ("中位用时", said(middle // 2, 1)) if len(order) >= 5 else ("各件用时", each),
        "longest": ordered[-1]["words"], "cases": order, "pauses": len(pauses), "count": len(order), "begins": begins,
        "idle": said(uses["idle"], sums["idle"]), "unobserved": said(uses["unobserved"], sums["unobserved"]),
    }  # fmt: skip


def overlap(begins: int, ends: int, pauses: list[list[int]]) -> int:
    return sum(max(0, min(ends, stop) - max(begins, start)) for start, stop in pauses)


def of_summary(walks: list[dict[str, Any]], sessions: list[dict[str, Any]]) -> dict[str, Any]:
    """`walks` and `sessions` as counted here."""
    stages: dict[str, list[int]] = defaultdict(list)
    for walk in walks:
        mine: dict[str, int] = defaultdict(int)
        for span in walk["spans"]:
            if span["stage"] and span["ends"] > span["begins"]:
                mine[span["stage"]] += span["minutes"]
        for stage, minutes in mine.items():
            stages[stage].append(minutes)
    lines = {}
    for stage, minutes in stages.items():
        minutes.sort()
        many, middle = len(minutes), minutes[len(minutes) // 2] + minutes[(len(minutes) - 1) // 2]
        words = f"中位 {said(middle // 2, 1)}" if many >= 5 else "、".join(said(one, 1) for one in minutes)
        lines[STAGES[stage]] = (f"{many} 次", words, said(minutes[-1], 1))
    return {
        "stages": lines, "walks": len(walks), "sessions": len(sessions), "cases": sum(one["count"] for one in sessions),
        "problems": sum(walk["problems"] for walk in walks),
    }  # fmt: skip
