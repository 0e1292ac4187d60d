"""A walk's state told in rows: its stages, entries, amendments, conflicts and photos. No table is read
here; names behind ids come in with `names`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from zlc import clock
from zlc.documents.masking import shortened
from zlc.problems import entry_words as words
from zlc.walks.durations import measured
from zlc.walks.photos import is_restricted
from zlc.walks.timeline import KINDS

State = dict[str, Any]
Names = Mapping[str, str]
# What the page lists under a head of its own, in this order.
LISTED = {
    "need": "需求", "material": "材料", "check": "体验要素", "intermediary": "中介服务", "note": "记一笔",
    "rating": "评价",
}  # fmt: skip


class StageRow(NamedTuple):
    span: dict[str, Any]
    stage: str
    step: str
    kind: str
    certainty: str
    marks: list[str]

    @property
    def length_words(self) -> str:
        begins, ends = self.span["begins"], self.span["ends"]
        return "进行中" if ends is None else clock.spoken_length(measured(begins, ends))

    @property
    def ends_words(self) -> str:
        """The day is said again only when it is another one."""
        begins, ends = self.span["begins"], self.span["ends"]
        if ends is None:
            return "进行中"
        same_day = clock.local(begins).date() == clock.local(ends).date()
        return f"{clock.local(ends):%H:%M}" if same_day else clock.spoken(ends)


class EntryRow(NamedTuple):
    id: str
    entry: dict[str, Any]
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


def stage_rows(state: State, names: Names) -> list[StageRow]:
    rows = []
    for span in state["spans"]:
        entry = state["entries"].get(span["entry"])
        away = span["kind"] == "away"
        stage = "" if away else words.STAGES.get(span["stage"], "其他")
        step = KINDS["away"] if away else names.get(span["step"] or "", stage)
        marks = _marks(entry) if entry else []
        if span["flagged"]:
            marks.append("其间有划去的记录")
        certainty = words.CERTAINTIES[span["certainty"]]
        rows.append(StageRow(span, stage, step, KINDS[span["kind"]], certainty, marks))
    return rows


def entry_rows(state: State, names: Names, kinds: tuple[str, ...] = ()) -> list[EntryRow]:
    """In order; amendments have a list of their own. `kinds` narrows, and then leaves struck ones out."""
    rows = []
    for entry_id in state["order"]:
        entry = state["entries"][entry_id]
        if entry["kind"] == "amend" or (kinds and (entry["kind"] not in kinds or entry["void"])):
            continue
        kind = words.KINDS.get(entry["kind"], entry["kind"])
        text = _words(entry, names)
        who = names.get(entry["by"], "未知人员")
        why = _why_struck(state, entry_id) if entry["void"] else ""
        rows.append(EntryRow(entry_id, entry, kind, text, who, _marks(entry), why))
    return rows


def listed(state: State, names: Names) -> list[tuple[str, list[EntryRow]]]:
    """The needs, materials, checks … of the walk, each under its head; heads without a line left out."""
    found = [(head, entry_rows(state, names, (kind,))) for kind, head in LISTED.items()]
    return [(head, rows) for head, rows in found if rows]


def about(state: State, entry_id: str, names: Names) -> str:
    """An entry named for people: 「取号 · 号码 A017」, 「13:52 取号排队」."""
    entry = state["entries"].get(entry_id)
    if entry is None:
        return "还没有收到的记录"
    kind = words.KINDS.get(entry["kind"], entry["kind"])
    text = _words(entry, names)
    return f"{clock.local(entry['time']):%H:%M} {kind}{'：' if text else ''}{shortened(text, 40)}"


def _words(entry: dict[str, Any], names: Names) -> str:
    """A restricted photo's are not told, whatever has been amended since."""
    fields = entry["fields"]
    if entry["kind"] == "photo" and is_restricted(entry):
        fields = {**fields, "restricted": True}
    return words.describe(entry["kind"], fields, names)


def amendment_rows(state: State, originals: Mapping[str, dict[str, Any]], names: Names) -> list[AmendmentRow]:
    """Every amendment, oldest first, with what stood before. `originals`: entry id → its first data."""
    rows = []
    for amend_id, one in sorted(state["amendments"].items(), key=lambda pair: (pair[1]["time"], pair[0])):
        changes = [
            Change(
                words.field_name(field),
                words.value_words(
                    field, _before(state, originals, one["target"], field, change["saw"]), names
                ),
                words.value_words(field, change["value"], names),
            )
            for field, change in one["set"].items()
        ]
        who, what = names.get(one["by"], "未知人员"), about(state, one["target"], names)
        rows.append(
            AmendmentRow(
                amend_id, one["target"], what, who, one["time"], one["reason"], one["effective"], changes
            )
        )
    return rows


def without_words(row: AmendmentRow) -> AmendmentRow:
    """Of a restricted photo: that it was amended, not what it says."""
    changes = [change if change.field in ("时间", "是否划去") else change._replace(old="受限", new="受限") for change in row.changes]
    return row._replace(changes=changes)


def conflict_rows(state: State, names: Names) -> list[ConflictRow]:
    rows = []
    for one in state["conflicts"]:
        choices = [
            Choice(
                head,
                words.value_words(one["field"], value, names),
                names.get(state["amendments"][head]["by"], "未知人员"),
                state["amendments"][head]["time"],
                state["amendments"][head]["reason"],
                head == one["shown"],
            )
            for head, value in zip(one["heads"], one["values"], strict=True)
        ]
        what = about(state, one["target"], names)
        rows.append(ConflictRow(one["target"], one["field"], what, words.field_name(one["field"]), choices))
    return rows


def _marks(entry: dict[str, Any]) -> list[str]:
    marks = [words.HOW[entry["how"]]] if words.HOW.get(entry["how"]) else []
    changed = [words.field_name(field) for field in entry["amended"] if field != "void"]
    if changed:
        marks.append(f"更正过{'、'.join(changed)}")
    if entry["flagged"]:
        marks.append("所依据的记录已划去")
    if entry["waits_for"]:
        marks.append("所属的记录还没有收到")
    return marks


def _why_struck(state: State, entry_id: str) -> str:
    for one in sorted(state["amendments"].values(), key=lambda one: one["time"], reverse=True):
        if one["target"] == entry_id and one["effective"] and "void" in one["set"]:
            return "当场撤销" if one["reason"] == "undo" else str(one["reason"])
    return ""


def _before(
    state: State, originals: Mapping[str, dict[str, Any]], target: str, field: str, saw: list[str]
) -> Any:
    """The value its author was shown: of the amendment they saw, else the first one."""
    for seen in saw:
        change = state["amendments"].get(seen, {}).get("set", {}).get(field)
        if change is not None:
            return change["value"]
    entry = state["entries"].get(target)
    if field == "at":
        return entry["recorded_at"] if entry else None
    return False if field == "void" else originals.get(target, {}).get(field)
