"""A row's story from top to bottom, for every list that follows the journal: found, amended, and what the desk did, as one timeline."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.desk.held.wishes import WishRow
from zlc.desk.walks.cases import case_name, case_of, case_rows
from zlc.desk.walks.story import AmendmentRow, amended, amendment_row
from zlc.problems.line import Line
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.models import Entry, Walk
from zlc.walks.times.noticed import noticed_at
from zlc.walks.words import Names

# (column, its value, names) → the value in words.
Shown = Callable[[str, Any, Names], str]


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


def moments_of(
    line: Any, walk: Walk | None, state: WalkState, names: Names, done: Sequence[Moment], wishes: Iterable[WishRow] = (),
    found: str = "发现", proposed: bool = False,
) -> list[Moment]:  # fmt: skip
    """`done`: what the desk did, in its order, which it keeps among what phones and others add, whatever its clock said.
    `proposed`: nobody wrote it down on the way; whoever walked found it there all the same."""
    first = _shown_by(line, walk, state, names, found) if walk and proposed else None
    came = [first or _found(line, walk, state, names, found), *_amended(line, state, names)] if walk else []
    placed = [(moment.at, moment) for moment in came]
    placed += zip(accumulate((moment.at for moment in done), max), done, strict=True)
    placed += [(moment.at, moment) for row in wishes for moment in _wished(row)]
    return [moment for _, moment in sorted(placed, key=itemgetter(0))]


def people_in(events: Iterable[Any]) -> list[str | None]:
    return [person for event in events for person in (event.by, event.detail.get("agreed_by"))]


def happened(event: Any, names: Names, title: str, lines: list[str], tint: str) -> Moment:
    agreed = event.detail.get("agreed_by")
    said = [*lines, f"{names.get(agreed, '联络员')} 同意"] if agreed else lines
    who = names.get(event.by, "未知人员") if event.by else "系统"
    return Moment(event.at, title, who, said, "当场撤销" if event.reason == "undo" else event.reason, tint)


def change_lines(event: Any, names: Names, columns: Mapping[str, str], shown: Shown) -> list[str]:
    """What became another by it; what was to and did not says so."""
    return [
        f"{columns[column]}：{shown(column, old, names)} {sign} {shown(column, new, names)}"
        for part, sign in (("changes", "→"), ("left", "没有改为"))
        for column, (old, new) in event.detail.get(part, {}).items() if column in columns
    ]  # fmt: skip


def waiting_of(line: Any, names: Names, columns: Mapping[str, str], shown: Shown) -> list[Waiting]:
    return [
        Waiting(one["id"], names.get(one["by"], "未知人员"), one["time"], one["reason"], [
            (columns[column], shown(column, getattr(line, column), names), shown(column, value, names))
            for column, value in one["set"].items() if column in columns
        ])
        for one in line.waiting
    ]  # fmt: skip


def struck_by(line: Any, events: Iterable[Any], names: Names) -> str:
    last = next((one for one in reversed(list(events)) if one.verb in ("withdrawn", "struck")), None)
    if last is None or last.by == line.recorder_id:
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


def _shown_by(line: Any, walk: Walk, state: WalkState, names: Names, title: str) -> Moment:
    lines = [f"{walk.mode_name} · {line.matter_name}"]
    return Moment(noticed_at(state, line.id), title, names.get(walk.recorder_id or "", "未知人员"), lines, tint="waiting")


def _found(line: Any, walk: Walk, state: WalkState, names: Names, title: str) -> Moment:
    lines = [f"{walk.mode_name} · {line.matter_name}"]
    case = case_of(state, line.id)
    lines += [
        " · ".join(filter(None, (case_name(row), row.matter)))
        for row in case_rows(state, names) if row.case.case == case
    ]  # fmt: skip
    if line.arrived_at - line.found_at > 60_000:
        lines.append(f"{clock.spoken(line.arrived_at)} 收到")
    return Moment(line.found_at, title, names.get(line.recorder_id, "未知人员"), lines, tint="waiting")


def _amended(line: Line, state: WalkState, names: Names) -> list[Moment]:
    """Amendments that are in the values; those that wait stand beside, accepted ones are events."""
    waiting = {one["id"] for one in line.waiting}
    body = db.session.scalar(select(Entry.body).where(Entry.id == line.id))
    originals = {line.id: read_body(body).data} if body else {}
    mine = [one for one in amended(state) if state.amendments[one].target == line.id and one not in waiting]
    rows = [amendment_row(state, originals, names, one) for one in mine]
    return [
        Moment(row.time, "更正", row.who, _changes(row), row.reason)
        for row in rows
        if any(c.field != "是否划去" for c in row.changes)
    ]


def _changes(row: AmendmentRow) -> list[str]:
    return [f"{change.field}：{change.old} → {change.new}" for change in row.changes]
