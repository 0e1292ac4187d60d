"""A walk's state told in rows: its stages, entries, amendments, conflicts and photos. No table is read
here; names behind ids come in with `names`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from zlc import clock
from zlc.desk import naming
from zlc.walks import words
from zlc.walks.fold.state import Conflict, EntryState, Span, WalkState
from zlc.walks.journal.restricted import FLAGS, HIDDEN, Withheld
from zlc.walks.times.durations import length_words
from zlc.walks.times.timeline import KINDS
from zlc.walks.words import Names

# What the page lists under a head of its own, in this order.
LISTED = {
    "need": "需求", "material": "材料", "check": "体验要素", "intermediary": "中介服务", "note": "记一笔",
    "rating": "评价",
}  # fmt: skip


NO_LENGTH = "—"  # of the result in hand


class StageRow(NamedTuple):
    """`minutes`: how long it took, as it is said; None while it runs."""

    span: Span
    minutes: int | None
    stage: str
    step: str
    kind: str
    certainty: str
    marks: list[str]

    @property
    def length_words(self) -> str:
        return NO_LENGTH if self.span.instant else length_words(self.minutes)

    @property
    def ends_words(self) -> str:
        """The day is said again only when it is another one."""
        begins, ends = self.span.begins, self.span.ends
        if self.span.instant:
            return NO_LENGTH
        if ends is None:
            return "进行中"
        same_day = clock.local(begins).date() == clock.local(ends).date()
        return f"{clock.local(ends):%H:%M}" if same_day else clock.spoken(ends)


class EntryRow(NamedTuple):
    id: str
    entry: EntryState
    kind: str
    text: str
    who: str
    marks: list[str]
    struck_because: str


class Change(NamedTuple):
    field: str
    old: str
    new: str


class AmendmentRow(NamedTuple):
    id: str
    target: str
    about: str
    who: str
    time: int
    reason: str
    effective: bool
    changes: list[Change]


class Choice(NamedTuple):
    amendment: str
    value: str
    who: str
    time: int
    reason: str
    shown: bool


class ConflictRow(NamedTuple):
    target: str
    field: str
    about: str
    field_name: str
    choices: list[Choice]

    @property
    def version(self) -> str:
        """Which values there are to choose from."""
        return ",".join(choice.amendment for choice in self.choices)


def stage_row(state: WalkState, names: Names, span: Span, minutes: int | None) -> StageRow:
    entry = state.entries.get(span.entry)
    away = span.kind == "away"
    stage = "" if away else words.STAGES.get(span.stage or "", "其他")
    step = KINDS["away"] if away else names.get(span.step or "", stage)
    marks = _marks(entry) if entry else []
    if span.flagged:
        marks.append("其间有划去的记录")
    kind = NO_LENGTH if span.instant else KINDS[span.kind]
    return StageRow(span, minutes, stage, step, kind, words.CERTAINTIES[span.certainty], marks)


def recorded(state: WalkState) -> list[str]:
    """The entries in order; amendments have a list of their own."""
    return [entry_id for entry_id in state.order if state.entries[entry_id].kind != "amend"]


def entry_row(state: WalkState, names: Names, entry_id: str) -> EntryRow:
    entry = state.entries[entry_id]
    kind = words.KINDS.get(entry.kind, entry.kind)
    text = naming.entry_words(entry, names)
    who = names.get(entry.by, "未知人员")
    why = _why_struck(state, entry_id) if entry.void else ""
    return EntryRow(entry_id, entry, kind, text, who, _marks(entry), why)


def listed(state: WalkState) -> dict[str, list[str]]:
    """The needs, materials, checks … that stand, by kind, in the order of LISTED; kinds without an entry left out."""
    found: dict[str, list[str]] = {kind: [] for kind in LISTED}
    for entry_id in state.order:
        entry = state.entries[entry_id]
        if entry.kind in found and not entry.void:
            found[entry.kind].append(entry_id)
    return {kind: ids for kind, ids in found.items() if ids}


def amended(state: WalkState) -> list[str]:
    """Every amendment, oldest first."""
    return sorted(state.amendments, key=lambda amend_id: (state.amendments[amend_id].time, amend_id))


def amendment_row(
    state: WalkState, originals: Mapping[str, dict[str, Any]], names: Names, amend_id: str
) -> AmendmentRow:
    """An amendment with what stood before. `originals`: entry id → its first data."""
    one = state.amendments[amend_id]
    changes = [
        Change(
            words.field_name(field),
            _before(state, originals, one.target, field, change["saw"], names),
            words.value_words(field, change["value"], names),
        )
        for field, change in one.set.items()
    ]
    who, what = names.get(one.by, "未知人员"), naming.about(state, one.target, names)
    return AmendmentRow(
        amend_id, one.target, what, who, one.time, one.reason, one.effective, changes
    )


def conflict_row(state: WalkState, names: Names, one: Conflict) -> ConflictRow:
    choices = [
        Choice(
            head,
            words.value_words(one.field, value, names),
            names.get(state.amendments[head].by, "未知人员"),
            state.amendments[head].time,
            state.amendments[head].reason,
            head == one.shown,
        )
        for head, value in zip(one.heads, one.values, strict=True)
    ]
    what = naming.about(state, one.target, names)
    return ConflictRow(one.target, one.field, what, words.field_name(one.field), choices)


def _marks(entry: EntryState) -> list[str]:
    marks = [words.HOW[entry.how]] if words.HOW.get(entry.how) else []
    changed = [words.field_name(field) for field in entry.amended if field != "void"]
    if changed:
        marks.append(f"更正过{'、'.join(changed)}")
    if entry.flagged:
        marks.append("所依据的记录已划去")
    if entry.waits_for:
        marks.append("所属的记录还没有收到")
    return marks


def _why_struck(state: WalkState, entry_id: str) -> str:
    for one in (state.amendments[amend_id] for amend_id in reversed(amended(state))):
        if one.target == entry_id and one.effective and "void" in one.set:
            return "当场撤销" if one.reason == "undo" else str(one.reason)
    return ""


def _before(
    state: WalkState, originals: Mapping[str, dict[str, Any]], target: str, field: str, saw: list[str], names: Names
) -> str:
    """What stood before, in words. Whoever amends a restricted photo unseen is not told by that what it says."""
    if isinstance(state.entries.get(target), Withheld) and field not in FLAGS:
        return HIDDEN
    return words.value_words(field, _shown(state, originals, target, field, saw), names)


def _shown(state: WalkState, originals: Mapping[str, dict[str, Any]], target: str, field: str, saw: list[str]) -> Any:
    """The value its author was shown: of the amendment they saw, else the first one."""
    for seen in saw:
        one = state.amendments.get(seen)
        if one is not None and field in one.set:
            return one.set[field]["value"]
    entry = state.entries.get(target)
    if field == "at":
        return entry.recorded_at if entry else None
    return False if field == "void" else originals.get(target, {}).get(field)
