"""来源: what the page of brought files shows, and how the page of a walk tells which entries came by file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Select, false, func, select

from zlc.accounts.models import Person
from zlc.catalogue.editions import editions
from zlc.database import db
from zlc.walks.brought import brought
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.brought.origins import BroughtFile, Origin
from zlc.walks.entries.entry import BadBody, read_body
from zlc.walks.models import Walk
from zlc.walks.names import matters_named, people_named
from zlc.walks.words import KINDS, Names, check_key, describe, field_name, value_words

MOST = 1000  # lines on one page; the next are shown when these are decided
MOST_FILES = 200


class LineRow(NamedTuple):
    """One entry in plain words; `at` is None when nobody can read it."""

    kind: str
    text: str
    at: int | None


@dataclass
class WalkGroup:
    """What one file says of one walk: `known` if this person may open it. `verdict`, `reason` of what was refused."""

    walk_id: str
    title: str
    known: bool
    verdict: str | None
    reason: str
    version: str
    rows: list[LineRow] = field(default_factory=list)


@dataclass
class FileGroup:
    file: str
    brought_by: str
    at: int
    owner: str
    version: str
    walks: list[WalkGroup] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        return sum(len(walk.rows) for walk in self.walks if walk.verdict is None)


class FileRow(NamedTuple):
    """A brought file in numbers, for who coordinates or audits: what became of its entries."""

    row: BroughtFile
    brought_by: str
    owner: str
    counts: dict[str, int]


@dataclass(frozen=True)
class OriginPage:
    mine: list[FileGroup]
    others: list[FileGroup]
    files: list[FileRow]

    @property
    def cut(self) -> int:
        """How many lines are shown when there are more; 0 if all are."""
        shown = sum(len(walk.rows) for file in self.mine for walk in file.walks)
        return shown if shown >= MOST else 0


def page_of(person: Person) -> OriginPage:
    lines = brought.undecided().union(_refused()).subquery()
    found = select(BroughtLine).where(BroughtLine.id.in_(select(lines.c.id)))
    mine = _groups(person, found.where(BroughtLine.person_id == person.id))
    unit = select(Person.id).where(Person.unit_id == person.unit_id, Person.id != person.id)
    others = found.where(BroughtLine.person_id.in_(unit) if person.decides else false())
    return OriginPage(mine, _groups(person, others), _files(person))


def _refused() -> Select[BroughtLine]:
    return select(BroughtLine).where(BroughtLine.verdict == "refused")


def _groups(person: Person, lines: Select[BroughtLine]) -> list[FileGroup]:
    came = (BroughtFile.sha256 == BroughtLine.file) & (BroughtFile.brought_by == BroughtLine.brought_by)
    lines = lines.outerjoin(BroughtFile, came)
    order = (BroughtFile.n.desc(), BroughtLine.seq, BroughtLine.entry_id, BroughtLine.hash)
    rows = list(db.session.scalars(lines.order_by(*order).limit(MOST)))
    if not rows:
        return []
    names = _names(rows)
    wanted = {row.walk_id for row in rows if row.walk_id}
    seen = {walk.id: walk for walk in db.session.scalars(Walk.visible_to(person).where(Walk.id.in_(wanted)))}
    titles = {walk_id: walk.matter_name for walk_id, walk in seen.items()} | _titles(rows, names)
    standing = brought.standing_of(person)
    files: dict[tuple[str, str], FileGroup] = {}
    walks: dict[tuple[str, str, str | None], WalkGroup] = {}
    for row in rows:
        who, walk_id = names.get(row.person_id, "未知人员"), row.walk_id or ""
        by = names.get(row.brought_by, "未知人员")
        version = brought.version_of(standing, row.file, None)
        group = files.setdefault((row.file, row.person_id), FileGroup(row.file, by, row.at, who, version))
        key = (row.file, walk_id, row.verdict)
        if key not in walks:
            title = titles.get(walk_id, "未记事项") if walk_id else "看不出属于哪一次"
            version = brought.version_of(standing, row.file, walk_id)
            walks[key] = WalkGroup(walk_id, title, walk_id in seen, row.verdict, row.reason, version)
            group.walks.append(walks[key])
        walks[key].rows.append(_row(row, names))
    return list(files.values())


def _titles(rows: Iterable[BroughtLine], names: Names) -> dict[str, str]:
    """Walk → the matter that its opening line names."""
    found = {}
    for row in rows:
        data = _data(row) if row.kind == "open" else {}
        if row.walk_id and row.kind == "open":
            matter = str(data.get("matter") or "")
            counter = "坐窗口" if data.get("as") == "counter" else "未记事项"
            found[row.walk_id] = names.get(matter) or str(data.get("matter_text") or counter)
    return found


def _data(row: BroughtLine) -> dict[str, Any]:
    try:
        return read_body(row.body).data
    except BadBody:
        return {}


def _names(rows: Sequence[BroughtLine]) -> dict[str, str]:
    """Behind the ids that the lines mention: people, matters, steps, checklist items."""
    known = editions()
    values = [value for row in rows for value in _data(row).values()]
    ids = {value for value in values if isinstance(value, str) and len(value) == 36}
    people = {row.person_id for row in rows} | {row.brought_by for row in rows}
    items = {check_key(item): name for item, name in known.item_names(None).items()}
    return {**known.step_names(None, None), **items, **matters_named(ids), **people_named(people | ids)}


def _row(row: BroughtLine, names: Names) -> LineRow:
    try:
        body = read_body(row.body)
    except BadBody:
        return LineRow(KINDS.get(row.kind or "", "") or "读不出是哪一类", row.body.decode("utf-8", "replace"), None)
    kind, data = KINDS.get(body.kind, body.kind), body.data
    if body.kind != "amend":
        return LineRow(kind, describe(body.kind, data, names), body.at)
    changes = (f"{field_name(name)}改为 {value_words(name, one.get('value'), names)}" for name, one in data["set"].items())
    return LineRow(kind, f"{'；'.join(changes)}（{data.get('reason') or '没有写原因'}）", body.at)


def _files(person: Person) -> list[FileRow]:
    """Every file for the auditor, those of the unit's people for its coordinator, one's own else."""
    rows = select(BroughtFile).order_by(BroughtFile.n.desc()).limit(MOST_FILES)
    if not person.reads_log:
        unit = select(Person.id).where(Person.unit_id == person.unit_id)
        rows = rows.where(BroughtFile.person_id.in_(unit) if person.decides else false())
    files = list(db.session.scalars(rows))
    names = people_named({row.person_id for row in files} | {row.brought_by for row in files})
    counts = _counts({row.sha256 for row in files})
    return [FileRow(row, names[row.brought_by], names[row.person_id], counts[row.sha256]) for row in files]


def _counts(files: set[str]) -> Mapping[str, dict[str, int]]:
    """File → how many entries are sealed, person, agreed, refused, waiting."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    marked = select(Origin.file, Origin.vouched, func.count()).where(Origin.file.in_(files))
    for file, vouched, many in db.session.execute(marked.group_by(Origin.file, Origin.vouched)):
        counted[file][vouched] = many
    for rows, word in ((brought.undecided(), "waiting"), (_refused(), "refused")):
        beside = rows.where(BroughtLine.file.in_(files)).subquery()
        for file, many in db.session.execute(select(beside.c.file, func.count()).group_by(beside.c.file)):
            counted[file][word] = many
    return counted
