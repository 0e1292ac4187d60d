"""走流程全过程记录: what the page of a walk shows, as plain data for paper."""

from typing import Any

from zlc import clock
from zlc.catalogue.categories import category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk.record import rows
from zlc.desk.record.counter import counter_of
from zlc.desk.walks import story as walk_story
from zlc.desk.walks.page import WalkPage
from zlc.desk.walks.parts import AskedParts
from zlc.documents import imprint
from zlc.documents.masking import shortened
from zlc.walks.models import CHANNELS, Walk
from zlc.walks.times import timeline
from zlc.walks.times.stops import late_notice
from zlc.walks.words import RESULTS

Data = dict[str, Any]
PAPER_WIDTH = 720
# How many rows of each list are printed. A walk of 300 entries is printed whole; one of 20,000 within the press's limits.
ON_PAPER = AskedParts({"entries": 600, "stages": 300, "cases": 600, "problems": 300, "photos": 120}, 200, {})


def template_of(page: WalkPage) -> str:
    if page.walk.status == "void":
        return "void.html"
    return "counter.html" if page.state.counter else "record.html"


def title_of(page: WalkPage) -> str:
    return "坐窗口记录表" if page.state.counter else "走流程全过程记录"


def day_of(page: WalkPage) -> str:
    """「20260305」, for the file's name; empty when nobody knows."""
    begins = page.state.begins
    return "" if begins is None else f"{clock.local(begins):%Y%m%d}"


def record_of(page: WalkPage) -> Data:
    """Everything on the sheet. The same walk gives the same data on the same day."""
    with clock.year_said():
        return _void(page) if page.walk.status == "void" else _record(page)


def number_of(page: WalkPage) -> str:
    """The end of the walk's id, which nothing changes and no other walk has, makes it the walk's own."""
    year = clock.local(_year_of(page)).year
    return imprint.number_of(year, page.walk.unit.short, "坐窗口" if page.walk.counter else "走流程", page.walk.id[-8:].upper())


def _year_of(page: WalkPage) -> int:
    times = [entry.time for entry in page.state.entries.values()]
    return page.state.begins or min(times, default=clock.now_ms())


def _record(page: WalkPage) -> Data:
    walk, state = page.walk, page.state
    with clock.year_unsaid(_year_of(page)):  # a drawing has no room for it, and stands below the facts, which say it
        drawn = str(timeline.draw(state, PAPER_WIDTH, page.names))
    data = _head(page) | {
        "standing": _standing(walk), "until": _until(page),
        "facts": facts(page), "figures": figures(page), "stages": rows.stages(page),
        "kinds": timeline.KINDS, "visits": rows.visits(page), "totals": rows.totals(page), "lengths": rows.lengths(page),
        "stops": rows.stops(page), "late_notice": late_notice(state),
        "timeline": drawn,
        "comparison": [rows.compared(row) for row in page.comparison], "proposed": rows.proposed(page),
        "problems": [_named(problem) for problem in rows.problems(page)], "uncounted": rows.uncounted(page),
        "listed": rows.listed(page), "unsaid": rows.unsaid(page), "photos": rows.photos(page),
        "amendments": rows.amendments(page), "conflicts": rows.conflicts(page),
        "entries": rows.entries(page), "held": page.held.total + len(page.open_wishes), "counts": rows.counts(page),
        "origins": [(one.brought_by, clock.spoken(one.at), one.many, one.words) for one in page.origin_rows],
        "unverified": len(page.unverified),
    }  # fmt: skip
    return data | {"counter": counter_of(page)} if state.counter else data


def _head(page: WalkPage) -> Data:
    named = {"title": title_of(page), "matter": page.walk.matter_name}
    return named | imprint.imprint(number_of(page), page.walk.unit.name)


def _void(page: WalkPage) -> Data:
    """One that was struck out: what it was, who struck it out and why; the rest stays in the system."""
    struck: list[tuple[str, str]] = []
    for amend_id in walk_story.amended(page.state):
        one = page.state.amendments[amend_id]
        if one.effective and "void" in one.set and page.state.entries[one.target].kind == "open":
            row = walk_story.amendment_row(page.state, {}, page.names, amend_id)
            struck = [("划去", f"{row.who} {clock.spoken(row.time)}"), ("理由", shortened(rows.reason_of(row), 200))]
    known = [(label, shortened(value, 60)) for label, value in facts(page)]
    return _head(page) | {"facts": [*known, *struck], "entries": page.entries.total, "problems": page.problems.total}


def facts(page: WalkPage) -> list[tuple[str, str]]:
    walk, fields, state = page.walk, page.fields, page.state
    known = [
        ("单位", "" if walk.counter else walk.unit.name),  # the sheet's head and its title say it there
        ("事项", walk.matter_name if walk.matter_id or walk.matter_text or not walk.counter else ""),
        ("体验方式", "" if walk.counter else f"{walk.mode_name}{_channel(page)}"),
        ("地点", walk.place or ("" if walk.channel == "online" else "未记")),
        ("窗口", _text(fields.get("window"))),
        ("主要负责人", _text(fields.get("head")) or "未记"),
        ("陪同谁" if walk.mode == "accompany" else "同行人员", _text(fields.get("companions"))),
        *_delegation(fields.get("delegation") if walk.mode == "delegate" else None),
        ("记录员", page.who(walk.recorder_id) if walk.recorder_id else "未记"),
        ("开始", clock.spoken(state.begins)),
        ("结束", clock.spoken(state.ends) if state.ends else "没有结束"),
        ("结果", RESULTS.get(state.result or "", "" if walk.counter else "未记")),
    ]
    return [(label, value) for label, value in known if value]


def figures(page: WalkPage) -> list[tuple[str, str]]:
    """The few numbers that stand large at the top."""
    state = page.state
    whole = page.lengths[0][1]
    steps = len({(s.stage, s.step) for s in state.spans if s.kind != "away"})
    return [
        ("全程", clock.spoken_length(whole.calendar) if whole else "未记" if state.ends else "没有结束"),
        ("等候", clock.spoken_length(page.minutes.kinds["waiting"] or None)),
        ("到场", f"{state.trips} 次" if state.spans else "未记"),
        ("步骤", f"{steps} 个" if steps else "未记"),
        ("问题", f"{page.problems.total} 个"),
        ("照片", f"{page.photos.total} 张"),
    ]


def _standing(walk: Walk) -> str:
    """Nothing of one that has ended, and came to its result if there was one to reach."""
    return "" if walk.status == "finished" and walk.reached != "short" else walk.status_name


def _named(problem: Data) -> Data:
    return problem | {"stage": STAGES.get(problem["stage"], "未记"), "category": category_name(problem["category"])}


def _channel(page: WalkPage) -> str:
    name = CHANNELS.get(page.walk.channel or "")
    return f"（{name}）" if name and not page.walk.counter else ""


def _delegation(given: Any) -> list[tuple[str, str]]:
    if not isinstance(given, dict):
        return []
    return [("代谁办", _text(given.get("for")) or "未记"), ("授权依据", _text(given.get("ref")) or "未记")]


def _text(value: Any) -> str:
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value or "")


def _until(page: WalkPage) -> str:
    """Up to which entry this record goes."""
    last = max((entry.time for entry in page.state.entries.values()), default=None)
    return clock.spoken(last)
