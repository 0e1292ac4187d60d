"""What becomes of each row of an import, against the catalogue as it stands: new, changed field by field, the same, or faulty.

Pure: nothing is stored. Checking (checking.py) keeps what is judged, confirming judges once more and compares.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zlc.catalogue.further import FURTHER
from zlc.catalogue.imports.models import Import
from zlc.catalogue.imports.reading_rows import LineReader, ReadRow
from zlc.catalogue.imports.spoken import changes_between
from zlc.catalogue.imports.units import Units
from zlc.catalogue.published import Published
from zlc.catalogue.rules import findings_of
from zlc.catalogue.sheets.cells import Row, at, kind_of, text_of
from zlc.catalogue.values import narrow

Group = list[Row]


@dataclass
class Judged:
    """The columns of an ImportRow that checking fills, and the matter as it would be published."""

    number: int
    outcome: str
    head: int | None = None
    unit_id: str | None = None
    matter_id: str | None = None
    name: str = ""
    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, str]] = field(default_factory=list)
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    after: Published | None = None


def name_key(name: str) -> str:
    """Names are the same whatever their spaces and the width of their brackets."""
    return narrow(unicodedata.normalize("NFKC", name)).lower()


class Catalogue:
    """What is published now, to find the matter a row speaks of."""

    def __init__(self, published: dict[str, Published]) -> None:
        self.published = published
        self.by_code: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, one in published.items():
            if one.code:
                self.by_code[one.unit_id, name_key(one.code)].append(key)
            self.by_name[one.unit_id, name_key(one.name)].append(key)

    def matter_of(self, unit: str, name: str, code: str) -> tuple[str | None, str, str]:
        """(the matter's id if it is there, what is wrong, what to know)."""
        same_name = self.by_name.get((unit, name_key(name)), [])
        if code:
            if same_code := self.by_code.get((unit, name_key(code)), []):
                return (same_code[0], "", "") if len(same_code) == 1 else (None, _several("编码", len(same_code)), "")
            bare = [key for key in same_name if not self.published[key].code]
            if len(bare) == 1:
                return bare[0], "", ""
            other = [self.published[key].code for key in same_name if self.published[key].code]
            return None, "", f"目录里已有同名事项，编码是 {'、'.join(other)}；编码不同，按另一个事项新增" if other else ""
        if len(same_name) > 1:
            return None, f"{_several('名称', len(same_name))}请填上编码。", ""
        return (same_name[0] if same_name else None), "", ""


def _several(what: str, count: int) -> str:
    return f"目录里有 {count} 个{what}相同的事项，分不出是哪一个。"


class Judge:
    """Judges the rows of one import in order; it remembers the matters already met, a second row of one is faulty."""

    def __init__(self, one: Import, units: Units, catalogue: Catalogue) -> None:
        self.one, self.units, self.catalogue = one, units, catalogue
        self.reader = LineReader(one.headers, one.field_columns)
        self.name_column = one.field_columns.get("name", -1)
        self.codes: dict[tuple[str, str], int] = {}
        self.names: dict[tuple[str, str], tuple[int, str]] = {}
        self.matters: dict[str, int] = {}

    def groups(self, rows: Iterable[Row]) -> Iterator[Group]:
        """Rows whose name is one merged cell are one matter."""
        group: Group = []
        for row in rows:
            below = bool(group) and group[0][0] >= self.one.first_row  # a heading takes no matter with it
            if group and not (below and kind_of(at(row[1], self.name_column)) == "merged"):
                yield group
                group = []
            group.append(row)
        if group:
            yield group

    def judge(self, group: Group) -> list[Judged]:
        (number, cells), *others = group
        if not others and (aside := self._aside(number, cells)):
            return [Judged(number, "aside", notes=[aside])]
        line = self.reader.read(number, cells)
        for row in others:
            self._join(line, self.reader.read(*row))
        joined = [Judged(row, "joined", head=number) for row, _ in others]
        return [self._judged(line), *joined]

    def _aside(self, number: int, cells: list[Any]) -> str:
        """Why the line is no matter; "" for one that is."""
        filled = [(place, cell) for place, cell in enumerate(cells) if text_of(cell)]
        if number < self.one.header_row:
            return "表头上面的文字"
        if number < self.one.first_row:
            return "表头"
        if len(filled) == 1 and kind_of(filled[0][1]).startswith("wide:"):
            return "整行合并的小标题"
        again = [place for place, cell in filled if text_of(cell) == at(self.one.headers, place)]
        return "重复的表头" if len(again) >= 2 and len(again) == len(filled) else ""

    def _join(self, line: ReadRow, other: ReadRow) -> None:
        """A line under the same merged name adds its materials; what else it says must not differ."""
        line.faults += other.faults
        line.notes += [note for note in other.notes if note not in line.notes]
        for name, value in other.values.items():
            if name == "materials":
                line.values["materials"] = [*(line.values.get("materials") or []), *(value or [])]
            elif name == "further":
                for code, text in value.items():
                    self._same(line, other, code, line.values.setdefault("further", {}), text)
            else:
                self._same(line, other, name, line.values, value)

    def _same(self, line: ReadRow, other: ReadRow, name: str, there: dict[str, Any], value: Any) -> None:
        if there.setdefault(name, value) != value:
            line.faults.append({
                "row": other.number, "column": self.reader.heading(name), "value": str(value)[:200],
                "message": f"和第 {line.number} 行是同一个事项，这一列却写得不一样，请核对。",
            })  # fmt: skip

    def _judged(self, line: ReadRow) -> Judged:
        unit_id = self._unit(line)
        name, code = line.values.get("name", ""), line.values.get("code") or ""
        if "name" in line.blanks:
            line.wrong(self.reader.heading("name"), "", "没有写事项名称。")
        found = Judged(line.number, "faulty", None, unit_id, None, name, code, faults=line.faults, notes=line.notes)
        if not line.faults and unit_id:
            self._compare(found, line, unit_id)
        return found

    def _unit(self, line: ReadRow) -> str | None:
        own = self.one.unit_id or self.one.default_unit_id
        if not line.unit:
            if own is None and "unit" in line.blanks:
                line.wrong(self.reader.heading("unit"), "", "没有写单位。")
            return own
        unit, wrong = self.units.named(line.unit)
        if unit and self.one.unit_id and unit != self.one.unit_id:
            wrong = "这是别的单位的事项，您只能导入本单位的。请交给那个单位或营商办导入。"
        if wrong:
            line.wrong(self.reader.heading("unit"), line.unit, wrong)
        return unit

    def _compare(self, found: Judged, line: ReadRow, unit_id: str) -> None:
        matter_id, wrong, note = self.catalogue.matter_of(unit_id, found.name, found.code)
        wrong = wrong or self._met(found, unit_id, matter_id)
        if wrong:
            line.wrong(self.reader.heading("code" if found.code else "name"), found.code or found.name, wrong)
            return
        before = self.catalogue.published[matter_id] if matter_id else Published(unit_id)
        values = self._completed(line, before)
        after = before.with_values(values)
        found.matter_id, found.values, found.after = matter_id, values, after
        found.notes += [note] if note else []
        found.changes = changes_between(before, after) if matter_id else []
        found.outcome = "new" if matter_id is None else "changed" if found.changes else "same"
        if matter_id and not after.active and "active" not in values:
            found.notes.append("这个事项在目录里已停办，导入后仍是停办")
        found.findings = [finding.message for finding in findings_of(after)]

    def _completed(self, line: ReadRow, before: Published) -> dict[str, Any]:
        """With what blanks mean: a further column left empty is published as empty, unless something is known."""
        values = dict(line.values)
        blank = {name: "" for name in line.blanks if name in FURTHER and name not in before.further}
        if blank or "further" in values:
            values["further"] = {**blank, **values.get("further", {})}
        charges = values.get("further", {}).get("charges", "")
        if narrow(charges) in ("否", "不收费") and "fee" not in self.reader.columns and before.fee is None:
            values["fee"] = "不收费"
        return values

    def _met(self, found: Judged, unit_id: str, matter_id: str | None) -> str:
        """That an earlier row of this list speaks of the same matter; else it is remembered."""
        code, name = name_key(found.code), name_key(found.name)
        earlier = self.matters.get(matter_id or "") or (self.codes.get((unit_id, code)) if code else None)
        same = self.names.get((unit_id, name))
        if earlier is None and same and not (code and same[1]):
            earlier = same[0]
        if earlier is not None:
            return f"和第 {earlier} {self.one.line_word}是同一个事项，只能留一{self.one.line_word}。"
        self.remember(found.number, unit_id, found.name, found.code, matter_id)
        return ""

    def remember(self, number: int, unit_id: str, name: str, code: str, matter_id: str | None) -> None:
        self.names[unit_id, name_key(name)] = (number, name_key(code))
        if code:
            self.codes[unit_id, name_key(code)] = number
        if matter_id:
            self.matters[matter_id] = number
