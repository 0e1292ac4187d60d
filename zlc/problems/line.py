"""What every row of a list is, whatever the list: a problem, a need."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, joinedload

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.errors import Moved, NotFound
from zlc.problems import numbers
from zlc.problems.states import Verb
from zlc.texts import clean_text
from zlc.walks.journal import commits
from zlc.walks.models import Walk


class Line:
    """A mixin of models. `CALLED`: the word for one; `TABLE`: the module with its states and verbs (states.py); `LOADED`: what a
    page of one shows besides; `EVENT`: the model of its history, whose rows name it by `OF`.

    A number is given once: `full_number` is what the line was called when it came, `numbered_by` the unit that counted it. Both stay
    whatever becomes of its walk, its unit and that unit's name."""

    CALLED: ClassVar[str]
    OF: ClassVar[str]
    TABLE: ClassVar[Any]
    EVENT: ClassVar[Any]
    LOADED: ClassVar[tuple[str, ...]] = ("unit",)

    if TYPE_CHECKING:
        id: Mapped[str]
        walk_id: Mapped[Any]
        unit_id: Mapped[str]
        unit: Mapped[Unit]
        quarter: Mapped[str]
        number: Mapped[int]
        numbered_by: Mapped[str]
        source: Mapped[str]
        full_number: Mapped[str]
        state: Mapped[str]
        frozen: Mapped[bool]
        struck: Mapped[bool]
        found_at: Mapped[int]
        settled: Mapped[list[str]]
        waiting: Mapped[list[dict[str, Any]]]

        def touch(self) -> None: ...

    @classmethod
    def visible_to(cls, person: Person) -> Select[Self]:
        return person.bounded(select(cls), cls.unit_id)

    @classmethod
    def open_to(cls, person: Person) -> Select[Self]:
        """What this person may open: what their list has."""
        return cls.visible_to(person)

    @classmethod
    def where_it_went(cls, person: Person, id_: str) -> str:
        """Told to a unit that had it; empty where there is nothing to tell."""
        return ""

    @classmethod
    def of(cls, person: Person, id_: str) -> Self:
        """Raises NotFound for an unknown one and for another unit's alike; a unit that had it is told that it moved."""
        wanted = cls.open_to(person).where(cls.id == clean_text(id_))
        found = db.session.scalar(wanted.options(*(joinedload(getattr(cls, name)) for name in cls.LOADED)))
        if found is None:
            if went := cls.where_it_went(person, clean_text(id_)):
                raise Moved(went)
            if walk_id := db.session.scalar(select(cls.walk_id).where(cls.id == clean_text(id_))):
                Walk.of(person, walk_id)
            raise NotFound
        return found

    @hybrid_property
    def counts(self) -> bool:
        """Whether it is one of those that any figure counts: on a page, in a list, on paper. Its record stands, which is all
        that the phone and the walk's fold know of; and the desk has not set it aside."""
        return not self.struck and self.state not in self.TABLE.SET_ASIDE

    @counts.inplace.expression
    @classmethod
    def _counts(cls) -> ColumnElement[bool]:
        return and_(~cls.struck, cls.state.not_in(cls.TABLE.SET_ASIDE))

    @property
    def short_number(self) -> str:
        return numbers.short_number(self.quarter, self.number)

    def number_said(self, units: bool = False) -> str:
        """As a list says it; `units`: it has several. The short one would be another's too there, and of another year, and
        where another unit counted it."""
        several = units or self.numbered_by != self.unit_id or clock.says_year(int(self.quarter[:4]))
        return self.full_number if several else self.short_number

    @property
    def found_on(self) -> date:
        return clock.local(self.found_at).date()

    @property
    def state_name(self) -> str:
        return str(self.TABLE.STATES[self.state])

    @property
    def uncounted_as(self) -> str:
        """Why it counts nowhere, in a word; empty for one that does."""
        return "" if self.counts else self.state_name if self.state in self.TABLE.SET_ASIDE else f"{self.state_name}，记录已划去"

    @property
    def tint(self) -> str:
        return str(self.TABLE.TINTS.get(self.state, ""))

    def may_be_driven_by(self, person: Person) -> bool:
        """The lists are driven by the unit's own coordinator; office and supervisor read."""
        return person.coordinates(self.unit_id)

    def may_be_done_by(self, verb: Verb, person: Person) -> bool:
        return ("coordinator" in verb.by and self.may_be_driven_by(person)) or ("office" in verb.by and person.oversees)

    def open_verbs(self, person: Person) -> list[Verb]:
        """What this person may do with it now, the likely thing first."""
        found = [verb for verb in self.TABLE.VERBS.values() if self.state in verb.states and verb.suits(self.struck)]
        return [verb for verb in found if self.may_be_done_by(verb, person)]

    def happened(self, verb: str, by: str | None, reason: str = "", **detail: Any) -> None:
        """Add to the history. `by` is a person's id; None when the walk itself moved."""
        kind = self.EVENT
        waiting = sum(isinstance(one, kind) and one.about is self for one in db.session.new)
        n = commits.following(kind.__tablename__, self.OF, self.id) + waiting
        db.session.add(kind(about=self, n=n, verb=verb, by=by, reason=reason, detail=detail))

    def history(self) -> list[Any]:
        """Everything that happened to it on the desk, in the order in which it happened, whatever the clock said."""
        events = select(self.EVENT).where(getattr(self.EVENT, self.OF) == self.id)
        return list(db.session.scalars(events.order_by(self.EVENT.n)))

    def last_event(self) -> int:
        """The number of what happened to it last; 0 before anything has."""
        last = select(func.max(self.EVENT.n)).where(getattr(self.EVENT, self.OF) == self.id)
        return db.session.scalar(last) or 0
