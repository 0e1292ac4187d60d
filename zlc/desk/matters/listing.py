"""事项目录: which matters the desk's list shows, and what the checks of rules.py find in them."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from zlc.asked import PAGE, Args, ListFilter, text_of
from zlc.catalogue.models import Matter
from zlc.catalogue.published import all_published, published_of
from zlc.catalogue.rules import Finding, findings_of
from zlc.database import db

ONLY = {"findings": "自查有疑问", "frequent": "高频", "blocked": "堵点", "inactive": "已停办"}


@dataclass(frozen=True)
class MatterFilter(ListFilter):

    q: str = ""
    unit: str = ""
    only: str = ""

    @classmethod
    def read(cls, args: Args) -> "MatterFilter":
        text = partial(text_of, args)
        only = text("only")
        return cls(q=" ".join(text("q").split()), unit=text("unit"), only=only if only in ONLY else "", after=text("after"))

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [Matter.active.is_(self.only != "inactive"), Matter.taken_back.is_(False)]
        if self.q:
            columns = Matter.name, Matter.code
            found += [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in self.q.split()]
        if self.unit:
            found.append(Matter.unit_id == self.unit)
        if self.only in ("frequent", "blocked"):
            found.append(getattr(Matter, self.only).is_(True))
        return found


@dataclass(frozen=True)
class MattersPage:
    rows: list[tuple[Matter, list[Finding]]]
    total: int
    next_after: str | None


def page_of(wanted: MatterFilter) -> MattersPage:
    """Fifty matters by name."""
    found = select(Matter).where(*wanted.conditions())
    if wanted.only == "findings":
        found = found.where(Matter.id.in_(_doubtful(wanted.unit or None)))
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    last = db.session.get(Matter, wanted.after) if wanted.after else None
    if last is not None:
        found = found.where(or_(Matter.name > last.name, (Matter.name == last.name) & (Matter.id > last.id)))
    page = found.order_by(Matter.name, Matter.id).limit(PAGE + 1)
    matters = list(db.session.scalars(page.options(joinedload(Matter.unit), selectinload(Matter.materials))))
    rows = [(matter, findings_of(published_of(matter))) for matter in matters[:PAGE]]
    return MattersPage(rows, total, matters[PAGE - 1].id if len(matters) > PAGE else None)


def _doubtful(unit_id: str | None) -> list[str]:
    return [key for key, one in all_published(unit_id).items() if one.active and findings_of(one)]


def doubtful_count(unit_id: str | None = None) -> int:
    """How many matters in use the checks find something in."""
    return len(_doubtful(unit_id))
