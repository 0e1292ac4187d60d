"""A problem's story from top to bottom: found, amended, confirmed, assigned … as one timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.catalogue.categories import SEVERITIES, category_name
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.desk.held.wishes import WishRow
from zlc.desk.walks.cases import case_name, case_of, case_rows
from zlc.desk.walks.story import AmendmentRow, amended, amendment_row
from zlc.problems.models import Problem, ProblemEvent
from zlc.problems.states import EVENTS, REJECTED, STATES
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.models import Entry, Walk
from zlc.walks.names import names_in, people_named
from zlc.walks.words import Names, check_key

COLUMNS = {
    "text": "内容", "category": "类别", "stage": "环节", "severity": "影响", "check_item": "体验要素",
    "found_at": "发现时间", "matter_name": "事项", "place": "地点", "channel": "从哪里来", "outside_number": "对方编号",
}  # fmt: skip


class Moment(NamedTuple):
    """One point of the story. `lines` say the particulars."""

    at: int
    title: str
    who: str
    lines: list[str]
    reason: str = ""
    tint: str = ""


@dataclass(frozen=True)
class Waiting:
    """An amendment that came after the confirmation."""

    id: str
    who: str
    at: int
    reason: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Story:
    names: Names
    moments: list[Moment]
    waiting: list[Waiting]
    stage: str
    step: str
    category: str
    check: str
    struck_by: str


def story_of(problem: Problem, walk: Walk | None, state: WalkState, wishes: Iterable[WishRow] = ()) -> Story:
    """`state` is its walk's, an empty one where it has none: then its story begins with the desk's own event. `wishes`: who
    wanted it struck out, and what was decided."""
    events = problem.history()
    told = [person for event in events for person in (event.by, event.detail.get("agreed_by"))]
    names = names_in(state) | people_named([*told, problem.recorder_id])
    moments = [_found(problem, walk, state, names), *_amended(problem, state, names)] if walk else []
    placed = [(moment.at, moment) for moment in moments]
    # The desk's own keep their order among what phones and others add, whatever its clock said.
    since = accumulate((event.at for event in events), max)
    placed += [(at, _happened(event, names)) for at, event in zip(since, events, strict=True)]
    placed += [(moment.at, moment) for row in wishes for moment in _wished(row)]
    stage_entry = state.entries.get(problem.stage_entry or "")
    step = names.get(stage_entry.fields.get("step") or "", "") if stage_entry else ""
    return Story(
        names=names,
        moments=[moment for _, moment in sorted(placed, key=itemgetter(0))],
        waiting=[_waiting(problem, one, names) for one in problem.waiting],
        stage=STAGES.get(problem.stage or "", "环节未记"),
        step=step,
        category=category_name(problem.category),
        check=names.get(check_key(problem.check_item), problem.check_item) if problem.check_item else "",
        struck_by=_struck_by(problem, events, names),
    )


def _struck_by(problem: Problem, events: Iterable[ProblemEvent], names: Names) -> str:
    last = next((one for one in reversed(list(events)) if one.verb in ("withdrawn", "struck")), None)
    if last is None or last.by == problem.recorder_id:
        return "记录人"
    agreed = last.detail.get("agreed_by")
    name = names.get(last.by or "", "有人")
    return f"{name}（{names.get(agreed, '联络员')} 同意）" if agreed else name


def _wished(row: WishRow) -> list[Moment]:
    """A strike-out that was asked for and did not come about; one that did is an event of its own."""
    asked = Moment(row.entry.received_at, "要求划去", row.who, [], row.reason, "waiting")
    if row.decision is None:
        return [asked]
    return [asked, Moment(row.decision.at, "不划去", row.decided_by, [], row.decision.reason)]


def _found(problem: Problem, walk: Walk, state: WalkState, names: Names) -> Moment:
    lines = [f"{walk.mode_name} · {problem.matter_name}"]
    case = case_of(state, problem.id)
    lines += [
        " · ".join(filter(None, (case_name(row), row.matter)))
        for row in case_rows(state, names) if row.case.case == case
    ]  # fmt: skip
    if problem.arrived_at - problem.found_at > 60_000:
        lines.append(f"{clock.spoken(problem.arrived_at)} 收到")
    return Moment(problem.found_at, "发现", names.get(problem.recorder_id, "未知人员"), lines, tint="waiting")


def _amended(problem: Problem, state: WalkState, names: Names) -> list[Moment]:
    """Amendments that are in the values; those that wait stand beside, accepted ones are events."""
    waiting = {one["id"] for one in problem.waiting}
    body = db.session.scalar(select(Entry.body).where(Entry.id == problem.id))
    originals = {problem.id: read_body(body).data} if body else {}
    mine = [one for one in amended(state) if state.amendments[one].target == problem.id and one not in waiting]
    rows = [amendment_row(state, originals, names, one) for one in mine]
    return [
        Moment(row.time, "更正", row.who, _change_lines(row), row.reason)
        for row in rows
        if any(c.field != "是否划去" for c in row.changes)
    ]


def _change_lines(row: AmendmentRow) -> list[str]:
    return [f"{change.field}：{change.old} → {change.new}" for change in row.changes]


def _happened(event: ProblemEvent, names: Names) -> Moment:
    lines: list[str] = []
    detail = event.detail
    if event.verb == "assigned":
        lines.append(f"{detail['to']}，时限 {clock.spoken_day(date.fromisoformat(detail['due_on']))}")
    elif event.verb == "rejected":
        lines.append(REJECTED[detail["state"]])
    elif event.verb == "reopened":
        lines.append(f"原为「{STATES[detail['state']]}」")
    elif event.verb == "moved":
        lines.append(f"原编号 {detail['number']}")
    for column, (old, new) in _told(detail.get("changes", {})):
        lines.append(f"{COLUMNS[column]}：{_shown(column, old, names)} → {_shown(column, new, names)}")
    if detail.get("agreed_by"):
        lines.append(f"{names.get(detail['agreed_by'], '联络员')} 同意")
    who = names.get(event.by, "未知人员") if event.by else "系统"
    reason = "当场撤销" if event.reason == "undo" else event.reason
    tint = {"confirmed": "blue", "assigned": "office", "rejected": "", "withdrawn": ""}.get(event.verb, "")
    return Moment(event.at, EVENTS[event.verb], who, lines, reason, tint)


def _waiting(problem: Problem, one: dict[str, Any], names: Names) -> Waiting:
    changes = [
        (COLUMNS[column], _shown(column, getattr(problem, column), names), _shown(column, value, names))
        for column, value in _told(one["set"])
    ]
    return Waiting(one["id"], names.get(one["by"], "未知人员"), one["time"], one["reason"], changes)


def _told(columns: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(column, value) for column, value in columns.items() if column in COLUMNS]


def _shown(column: str, value: Any, names: Names) -> str:
    if column == "category":
        return category_name(value)
    if value in (None, ""):
        return "（空）"
    if column == "severity":
        return SEVERITIES.get(value, str(value))
    if column == "stage":
        return STAGES.get(value, str(value))
    if column == "check_item":
        return names.get(check_key(value), str(value))
    return clock.spoken(value) if column == "found_at" else str(value)
