"""What the preview shows of an import: the rows of one kind, some at a time, and how many there are of each."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Text, cast, func, select

from zlc.accounts.models import Unit
from zlc.asked import Args, ListFilter, text_of
from zlc.catalogue.fields import field_name
from zlc.catalogue.imports.checking import counts_of, untouched
from zlc.catalogue.imports.models import OUTCOMES, Import, ImportRow
from zlc.catalogue.sheets.workbook import LAST_ROW
from zlc.database import db

PAGE = 100
SHOWN = {**{code: name for code, name in OUTCOMES.items() if code != "joined"}, "findings": "自查有疑问", "notes": "请留意"}


@dataclass(frozen=True)
class RowFilter(ListFilter):
    """The rows of one kind; of no kind, those that most need looking at. `after` is a row's number."""

    show: str = ""

    @classmethod
    def read(cls, args: Args) -> "RowFilter":
        show, after = text_of(args, "show"), text_of(args, "after")
        return cls(show=show if show in SHOWN else "", after=after if after.isdecimal() else "")

    @property
    def reached(self) -> int:
        """No database counts further than this."""
        return min(int(self.after), LAST_ROW) if self.after else -1


@dataclass(frozen=True)
class Preview:
    """`wanted` says which kind is shown, also where nobody asked for one; `kinds`: (code, words, how many) of those there are;
    `columns` (heading, field or "" where left out)."""

    rows: list[ImportRow]
    wanted: RowFilter
    kinds: list[tuple[str, str, int]]
    counts: dict[str, int]
    next_after: str | None
    columns: list[tuple[str, str]]
    units: dict[str, str]
    untouched: int

    @property
    def good(self) -> int:
        return self.counts.get("new", 0) + self.counts.get("changed", 0)


def preview_of(one: Import, wanted: RowFilter) -> Preview:
    """A hundred rows."""
    counts = counts_of(one)
    for kind in ("findings", "notes"):
        counts[kind] = db.session.scalar(select(func.count()).where(*_of_kind(one, kind))) or 0
    kinds = [(code, words, counts[code]) for code, words in SHOWN.items() if counts.get(code)]
    first = next((code for code in ("faulty", "changed", "new") if counts.get(code)), "same")
    wanted = wanted if counts.get(wanted.show) else replace(wanted, show=first)
    found = select(ImportRow).where(*_of_kind(one, wanted.show), ImportRow.number > wanted.reached)
    rows = list(db.session.scalars(found.order_by(ImportRow.number).limit(PAGE + 1)))
    return Preview(
        rows=rows[:PAGE], wanted=wanted, kinds=kinds, counts=counts,
        next_after=str(rows[PAGE - 1].number) if len(rows) > PAGE else None,
        columns=columns_of(one), units=dict(db.session.execute(select(Unit.id, Unit.short)).all()),
        untouched=untouched(one),
    )  # fmt: skip


def _of_kind(one: Import, kind: str) -> list[ColumnElement[bool]]:
    mine: list[ColumnElement[bool]] = [ImportRow.import_id == one.id]
    if kind == "findings":
        return [*mine, cast(ImportRow.findings, Text) != "[]"]
    if kind == "notes":
        return [*mine, cast(ImportRow.notes, Text) != "[]", ImportRow.outcome != "aside"]
    return [*mine, ImportRow.outcome == kind]


def columns_of(one: Import) -> list[tuple[str, str]]:
    named = ((heading, one.mapping.get(str(place), "")) for place, heading in enumerate(one.headers) if heading)
    return [(heading, field_name(field) if field else "") for heading, field in named]


def samples_of(one: Import) -> list[list[str]]:
    """The first three values of each column, to recognise it by."""
    near = select(ImportRow.cells).where(ImportRow.import_id == one.id, ImportRow.number >= one.first_row)
    samples: list[list[str]] = [[] for _ in one.headers]
    for cells in db.session.scalars(near.order_by(ImportRow.number).limit(50)):
        for place, cell in enumerate(cells[: len(samples)]):
            text = cell if isinstance(cell, str) else cell[0]
            if text and len(samples[place]) < 3 and text not in samples[place]:
                samples[place].append(text)
    return samples
