"""An import and its rows, kept from the moment the file arrived: closing the page, or the server, loses nothing."""

from typing import Any, Self

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, Select, String, Text, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.sheets.cells import Cell, text_of
from zlc.database import Model, db, time_of, uuid7
from zlc.errors import Forbidden, NotFound
from zlc.versions import done_by, overtaken

STAGES = {
    "reading": "正在读取",
    "mapping": "待对应列",
    "checking": "正在核对",
    "ready": "待确认",
    "applied": "已导入",
    "cancelled": "已放弃",
    "failed": "没有读成",
    "taken_back": "已撤回",
}
OPEN = ("reading", "mapping", "checking", "ready")
# Of a row: what confirming does with it. A faulty one is left out, `aside` is no matter (title, heading), `joined` belongs
# to the row it was merged with (`head`).
OUTCOMES = {
    "new": "新增",
    "changed": "变更",
    "same": "未变",
    "faulty": "有误",
    "aside": "标题、表头",
    "joined": "续行",
}
KEPT_DAYS = 30


class Import(Model):
    """One list by one person. `unit_id`: whose matters it may touch, None for all units. `read_to` and `checked_to` are line
    numbers; `mapping` gives a column's place the field it fills, "" for one left out knowingly, nothing while undecided.
    `mark` is new with every check: what is confirmed is what was seen."""

    __tablename__ = "imports"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=uuid7)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"))
    default_unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"))
    stage: Mapped[str] = mapped_column(String(10), default="reading")
    mark: Mapped[str] = mapped_column(String(36), default=uuid7)
    fault: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    sheet: Mapped[str] = mapped_column(Text, default="")
    total: Mapped[int] = mapped_column(default=0)
    read_to: Mapped[int] = mapped_column(default=-1)
    checked_to: Mapped[int] = mapped_column(default=-1)
    header_row: Mapped[int] = mapped_column(default=1)
    header_rows: Mapped[int] = mapped_column(default=1)
    headers: Mapped[list[str]] = mapped_column(JSON, default=list)
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    began_at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    ended_at: Mapped[int | None] = mapped_column(BigInteger)

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        """Each person's own, the newest first."""
        return select(cls).where(cls.person_id == person.id).order_by(cls.began_at.desc(), cls.id.desc())

    @classmethod
    def of(cls, person: Person, import_id: str) -> Self:
        """Raises NotFound for what is unknown or another's, Forbidden for one whose role is no longer what it was."""
        found = db.session.scalar(cls.visible_to(person).where(cls.id == import_id))
        if found is None:
            raise NotFound
        if scope_of(person) != found.unit_id:
            raise Forbidden("您的角色或单位变了，这次导入不能继续，目录没有改动。请用现在的身份重新导入。")
        return found

    def check_seen(self, mark: str) -> None:
        """Raises Overtaken, with when: it is its person's own, so it was on another page of theirs."""
        if self.open and mark != self.mark:
            raise overtaken(f"{done_by('您', time_of(self.mark), '在另一个页面改过这次导入')}。")

    @property
    def stage_name(self) -> str:
        return STAGES[self.stage]

    @property
    def open(self) -> bool:
        return self.stage in OPEN

    @property
    def first_row(self) -> int:
        """The first line below the heading."""
        return self.header_row + self.header_rows

    @property
    def line_word(self) -> str:
        """How its rows are counted: lines of a sheet, or matters of a pasted text."""
        return "个" if self.kind == "text" else "行"

    @property
    def undecided(self) -> list[int]:
        """The places of columns with a heading that nobody has decided about."""
        return [place for place, head in enumerate(self.headers) if head and str(place) not in self.mapping]

    @property
    def field_columns(self) -> dict[str, int]:
        return {field: int(place) for place, field in self.mapping.items() if field}


class ImportRow(Model):
    """One line as it was read (`cells`), and what checking made of it. `values` are those given, in the JSON of Published;
    `faults` are {row, column, value, message}, `changes` {field, before, after} as people read them."""

    __tablename__ = "import_rows"

    import_id: Mapped[str] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cells: Mapped[list[Cell]] = mapped_column(JSON)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    head: Mapped[int | None]
    unit_id: Mapped[str | None] = mapped_column(String(36))
    matter_id: Mapped[str | None] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(Text, default="")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    changes: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    findings: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def outcome_name(self) -> str:
        return OUTCOMES.get(self.outcome, "")

    @property
    def begins(self) -> str:
        """Its first words, to find a row without a name by."""
        return next((text_of(cell) for cell in self.cells if text_of(cell)), "")


def scope_of(person: Person) -> str | None:
    """Whose matters the person keeps: the office all units' (None), a coordinator the own unit's. Raises Forbidden."""
    if person.imports_for_all:
        return None
    if person.imports_matters:
        return person.unit_id
    raise Forbidden("事项目录由营商办和单位联络员导入，您可以查看。没有改动任何内容。")


def forget_rows(import_id: str) -> None:
    db.session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))


def forget_abandoned() -> None:
    """Whoever has not confirmed for a month has forgotten it: the file and its rows go, the line of it stays."""
    before = clock.now_ms() - KEPT_DAYS * 24 * 3600 * 1000
    for old in db.session.scalars(select(Import).where(Import.stage.in_(OPEN), Import.began_at < before)):
        forget_rows(old.id)
        old.stage, old.file, old.ended_at = "cancelled", None, clock.now_ms()
