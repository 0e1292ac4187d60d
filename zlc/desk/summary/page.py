"""A summary as plain data: the page and the paper show the same."""

from typing import Any

from zlc import clock
from zlc.catalogue.categories import category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk.problems.sources import Source, sources_of
from zlc.desk.summary.figures import StageTime, Summary
from zlc.documents import imprint
from zlc.problems.answers import refusals
from zlc.problems.models import Problem
from zlc.problems.states import STATES
from zlc.walks.models import MODES, Walk
from zlc.walks.names import matter_of, matters_named, people_named
from zlc.walks.times.middle import MEDIAN, marked_words, median_of, says_median
from zlc.walks.times.minutes import kinds_of, session_minutes
from zlc.walks.times.timeline import KINDS, swatch

Data = dict[str, Any]
# So many rows are printed within the press's limits; the figures and drawings count all, the lists on screen hold all.
MOST_WALKS, MOST_PROBLEMS = 300, 1000
IN_THE_HALL = {kind: KINDS[kind] for kind in ("waiting", "served", "own_work")}


def paper_of(summary: Summary) -> Data:
    """Everything the sheet shows."""
    with clock.year_said():
        return _paper(summary) | imprint.imprint(number_of(summary), summary.unit.name)


def number_of(summary: Summary) -> str:
    """One of each period there can be."""
    first, last = summary.period.first, summary.period.last
    until = f"{last:%m%d}" if first.year == last.year else f"{last:%Y%m%d}"
    return imprint.number_of(first.year, summary.unit.short, "汇总", f"{first:%m%d}-{until}")


def _paper(summary: Summary) -> Data:
    walks, sessions = summary.walks, summary.sessions
    matters = matters_named(walk.matter_id for walk in [*walks, *sessions])
    people = people_named(walk.recorder_id for walk in [*walks, *sessions])
    return {
        "title": f"{summary.unit.short}走流程工作汇总", "matter": summary.period.spoken,
        "figures": figures(summary), "void": summary.void,
        "set_aside": summary.set_aside, "modes": _modes(walks),
        "walks": [_walk(walk, matters, people) for walk in walks[:MOST_WALKS]], "walk_count": len(walks),
        "sessions": [_session(walk, people) for walk in sessions[:MOST_WALKS]], "session_count": len(sessions),
        "stages": (stages := _stages(summary)), "stage_bars": [bar for one in stages for bar in one["bars"]],
        "hall": [_hall(walk, matters) for walk in walks if _measured(walk)][:MOST_WALKS],
        "kinds": IN_THE_HALL, "key": [(str(swatch(kind)), word) for kind, word in IN_THE_HALL.items()],
        "states": [_bar(STATES[state], count) for state, count in summary.states],
        "categories": [_bar(category_name(code), n) for code, n in summary.categories],
        "groups": _groups(summary),
    }  # fmt: skip


def figures(summary: Summary) -> list[tuple[str, str]]:
    done = sum(problem.state in ("solved", "closed") for problem in summary.problems)
    return [
        ("走流程", f"{len(summary.walks)} 次"),
        *((word, f"{count} 次") for word, count in summary.reached),
        ("坐窗口", f"{len(summary.sessions)} 次"),
        ("窗口办件", f"{summary.cases} 件"),
        ("发现问题", f"{len(summary.problems)} 个"),
        ("解决、销号", f"{done} 个"),
    ]


def _modes(walks: list[Walk]) -> str:
    counts = [(name, sum(walk.mode == mode for walk in walks)) for mode, name in MODES.items()]
    counts.append(("方式未记", sum(walk.mode not in MODES for walk in walks)))
    return "，".join(f"{name} {count} 次" for name, count in counts if count)


def _walk(walk: Walk, matters: dict[str, str], people: dict[str, str]) -> Data:
    return {
        "day": _day(walk), "matter": matter_of(walk, matters), "mode": walk.mode_name,
        "status": walk.status_name, "who": people.get(walk.recorder_id or "", "未记"),
        "waited": clock.spoken_length(_kinds(walk)["waiting"] or None),
        "whole": clock.spoken_length(walk.ends_at - walk.begins_at) if walk.ends_at and walk.begins_at else "没有结束",
        "trips": f"{walk.trips} 次" if walk.trips else "—", "problems": walk.problem_count,
    }  # fmt: skip


def _session(walk: Walk, people: dict[str, str]) -> Data:
    state = walk.read_state()
    counter, lengths = state.counter, session_minutes(state).lengths
    return {
        "day": _day(walk), "window": str(state.opening.get("window") or walk.place or "未记"),
        "who": people.get(walk.recorder_id or "", "未记"), "cases": counter.count if counter else 0,
        "middle": marked_words(lengths), "longest": clock.spoken_length(max(lengths, default=None)),
        "problems": walk.problem_count,
    }  # fmt: skip


def _stages(summary: Summary) -> list[Data]:
    return [
        {
            "label": STAGES[one.stage], "words": marked_words(one.lengths), "bars": _stage_bars(one),
            "walks": len(one.lengths), "longest": clock.spoken_length(one.lengths[-1]),
        }
        for one in summary.stage_times
    ]  # fmt: skip


def _stage_bars(one: StageTime) -> list[Data]:
    """One bar for the median, which says so; where there is none, one for each walk."""
    name, middle = STAGES[one.stage], median_of(one.lengths)
    bars = [(f"{name}（{MEDIAN}）", middle)] if says_median(one.lengths) else [(name, length) for length in one.lengths]
    return [{"label": label, "value": value, "words": clock.spoken_length(value)} for label, value in bars]


def _kinds(walk: Walk) -> dict[str, int]:
    return kinds_of(walk.totals or {}, walk.begins_at, walk.ends_at)


def _measured(walk: Walk) -> bool:
    return any((walk.totals or {}).get(kind) for kind in IN_THE_HALL)


def _hall(walk: Walk, matters: dict[str, str]) -> Data:
    said = _kinds(walk)
    parts = {kind: said[kind] for kind in IN_THE_HALL}
    with clock.year_unsaid(walk.begins_at or 0):  # a drawing has no room for it: the table above says it
        day = _day(walk)
    return {
        "label": f"{day}　{matter_of(walk, matters)}", "parts": parts,
        "words": clock.spoken_length(sum(parts.values())),
    }  # fmt: skip


def _groups(summary: Summary) -> list[Data]:
    """The problems by state, each with where it was found."""
    sources, room = sources_of(summary.problems), MOST_PROBLEMS
    why = refusals(summary.problems[:room])
    groups = []
    for state, count in summary.states:
        rows = [_problem(one, sources) | {"why": why.get(one.id, "")} for one in summary.in_state(state)[:room]]
        groups.append({"state": STATES[state], "code": state, "count": count, "problems": rows})
        room -= len(rows)
    return groups


def _problem(problem: Problem, sources: dict[str, Source]) -> Data:
    source = f"{clock.spoken_date(problem.found_on)} {sources[problem.id]}"
    return {
        "number": problem.full_number, "text": problem.text, "stage": STAGES.get(problem.stage or "", "未记"),
        "category": category_name(problem.category),
        "severity": problem.severity_name, "source": source, "matter": problem.matter_name,
        "responsible": problem.responsible or ("未定" if problem.under_way else "无"),
        "due": clock.spoken_day(problem.due_on) if problem.due_on else "",
    }  # fmt: skip


def _bar(label: str, count: int) -> Data:
    return {"label": label, "value": count, "words": f"{count} 个"}


def _day(walk: Walk) -> str:
    return "未记" if walk.begins_at is None else clock.spoken_date(clock.local(walk.begins_at).date())
