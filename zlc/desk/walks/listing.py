"""走流程记录: the list of walks and what narrows it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from zlc import clock
from zlc.accounts.models import Person
from zlc.asked import PAGE, Args, ListFilter, day_of, days_words, text_of, within
from zlc.catalogue.calendar import is_working_day
from zlc.catalogue.editions import Editions, editions
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.ordered import Order, Rows, Way, aside, way_by
from zlc.problems import gaps
from zlc.problems.gaps import Undecided
from zlc.texts import clean_text
from zlc.typed_days import read_month
from zlc.walks.models import MODES, Walk
from zlc.walks.names import matter_of, matters_named, people_named
from zlc.walks.standing import REACHED, STATUSES
from zlc.walks.times.middle import middle_name, middle_words
from zlc.walks.times.minutes import kinds_of, session_minutes
from zlc.walks.times.published import Published, published_to_all
from zlc.walks.times.timeline import KINDS
from zlc.walks.times.waiting import Waiting, waiting

MOST_FOUND = 1000  # of what a search finds no more are counted
WAITS = "waits"
STATES = {WAITS: "等结果", **REACHED, **STATUSES}
LATEST = Order((Walk.begins_at, Walk.id), descending=True, gaps=True)
WAYS = {**MODES, "counter": "坐窗口"}
ONLY = {"walks": "走流程，作废的不在内", "sessions": "坐窗口，作废的不在内"}  # what a summary counts


@dataclass(frozen=True)
class WalkFilter(ListFilter):
    """`q` are words of the matter, of who recorded it and of the place, in any order; `month` is 「2026-11」, of the walk's
    beginning, and so are the days `first` and `last`."""

    UNSEEN = frozenset({"from", "to", "only"})

    q: str = ""
    unit: str = ""
    status: str = ""
    way: str = ""
    month: str = ""
    first: date | None = field(default=None, metadata={"key": "from"})
    last: date | None = field(default=None, metadata={"key": "to"})
    only: str = ""

    @classmethod
    def read(cls, args: Args) -> "WalkFilter":
        text = partial(text_of, args)
        month = read_month(text("month"))
        return cls(
            q=text("q") or text("matter"),  # what links of before call it
            unit=text("unit"),
            status=text("status") if text("status") in STATES else "",
            way=text("way") if text("way") in WAYS else "",
            month=f"{month:%Y-%m}" if month else "",
            first=day_of(args, "from"),
            last=day_of(args, "to"),
            only=text("only") if text("only") in ONLY else "",
            after=text("after"),
        )

    def conditions(self) -> list[ColumnElement[bool]]:
        """What narrows the list, but for the unit whose walks alone a person may know of."""
        ways = (or_(*way.branches) for way in self._ways())
        return [*ways, *self._rest()]

    def rows(self, person: Person) -> Rows:
        """The walks that this person may know of and that the filter lets through, for whoever reads them in an order."""
        bound = () if person.reads_all_units else (way_by(Walk.unit_id, person.unit_id if person.records else None),)
        return Rows(Walk, Walk.id, LATEST, (*bound, *self._ways()), self._rest())

    def _ways(self) -> list[Way]:
        found = [_with(word) for word in clean_text(self.q).split()]
        if self.unit:
            found.append(way_by(Walk.unit_id, self.unit))
        if self.status == WAITS:
            found.append(Way((Walk.waits_since.is_not(None),), aside(Walk.waits_since).is_not(None), ordered=False))
        elif self.status in REACHED:
            found.append(way_by(Walk.reached, self.status))
        elif self.status:
            found.append(way_by(Walk.status, self.status, known=True))
        if self.way == "counter":
            found.append(way_by(Walk.counter, True, known=True))
        elif self.way:
            applicant = and_(Walk.mode == self.way, Walk.counter == false())
            found.append(Way((applicant,), and_(aside(Walk.mode) == self.way, aside(Walk.counter) == false()), known=True))
        return found

    def _rest(self) -> list[ColumnElement[bool]]:
        bounds = _month(self.month)
        found = [Walk.begins_at >= bounds[0], Walk.begins_at < bounds[1]] if bounds else []
        found += within(Walk.begins_at, self.first, self.last)
        if self.only:
            found += [Walk.status != "void", Walk.counter == (true() if self.only == "sessions" else false())]
        return found

    @property
    def unseen_words(self) -> str:
        days = days_words(self.first, self.last)
        return "，".join(filter(None, (f"{days}开始" if days else "", ONLY.get(self.only, ""))))


def _with(word: str) -> Way:
    """Walks with this word in the name of their matter, in a matter that was typed (which an index of its own has together),
    in the name of who recorded them or in the place."""
    named = select(Matter.id).where(Matter.name.icontains(word, autoescape=True))
    people = select(Person.id).where(Person.name.icontains(word, autoescape=True))
    where = aliased(Walk)
    places = select(where.place).where(where.place.icontains(word, autoescape=True)).distinct()
    typed = Walk.matter_text.icontains(word, autoescape=True)
    of_another = or_(Walk.matter_id.is_(None), aside(Walk.matter_id).not_in(named))
    not_by_matter = and_(of_another, or_(Walk.matter_text.is_(None), not_(typed)))
    elsewhere = or_(Walk.place.is_(None), aside(Walk.place).not_in(places))
    branches = (
        Walk.matter_id.in_(named),
        and_(Walk.matter_text.is_not(None), typed, of_another),
        and_(Walk.place.in_(places), not_by_matter),
        and_(Walk.recorder_id.in_(people), not_by_matter, elsewhere),
    )
    said = aside(Walk.matter_id).in_(named), typed, aside(Walk.place).in_(places), aside(Walk.recorder_id).in_(people)
    return Way(branches, or_(*said), ordered=False)


@dataclass(frozen=True)
class WalkRow:
    walk: Walk
    matter: str
    recorder: str
    step: str
    cases: str
    gaps: Undecided
    waiting: Waiting | None

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """(kind of time, how long in words), those that occur."""
        said = kinds_of(self.walk.totals or {}, self.walk.begins_at, self.walk.ends_at)
        return [(word, clock.spoken_length(said[kind])) for kind, word in KINDS.items() if said[kind]]


@dataclass(frozen=True)
class WalksPage:
    """`total_words`: how many there are in all, of those that a search finds no more than can be wanted."""

    rows: list[WalkRow]
    total_words: str
    next_after: str | None


def page_of(person: Person, wanted: WalkFilter) -> WalksPage:
    """Fifty walks, the latest first; one that has not begun yet stands at the end."""
    rows, last = wanted.rows(person), None
    if wanted.after:
        place = Walk.visible_to(person).where(Walk.id == wanted.after).with_only_columns(*LATEST.columns)
        last = db.session.execute(place).first()
    total = rows.count(MOST_FOUND if wanted.q else None)
    ids = rows.page(LATEST, last, PAGE + 1, None if wanted.q and total == MOST_FOUND else total)
    found = Walk.visible_to(person).where(Walk.id.in_(ids[:PAGE])).options(joinedload(Walk.unit))
    shown = sorted(db.session.scalars(found), key=lambda walk: ids.index(walk.id))
    words = f"{total} 次以上" if wanted.q and total == MOST_FOUND else f"共 {total} 次" if total else ""
    return WalksPage(_rows(shown), words, ids[PAGE - 1] if len(ids) > PAGE else None)


def _rows(walks: list[Walk]) -> list[WalkRow]:
    names = matters_named(walk.matter_id for walk in walks)
    published = published_to_all(walks)
    people = people_named(walk.recorder_id for walk in walks)
    known = editions()
    undecided = gaps.undecided_counts(walks, published, known)
    return [
        WalkRow(
            walk=walk,
            matter=matter_of(walk, names),
            recorder=people.get(walk.recorder_id or "", "未记"),
            step=current_step(walk, known),
            cases=cases_served(walk),
            gaps=undecided[walk.id],
            waiting=_waiting(walk, published[walk.id]),
        )
        for walk in walks
    ]


def current_step(walk: Walk, known: Editions) -> str:
    """Where a walk under way stands now: 「取号排队」, 「离开大厅」; empty for any other."""
    if walk.status != "under_way" or walk.counter:
        return ""
    state = walk.read_state()
    if state.running is None:
        return "没有结束" if state.reached == "end" else ""
    span = state.spans[state.running]
    names = known.step_names(walk.channel, walk.begins_at)
    return (
        "离开大厅" if span.kind == "away" else names.get(span.step or "", names.get(span.stage or "", ""))
    )


def _waiting(walk: Walk, published: Published) -> Waiting | None:
    if walk.waits_since is None:
        return None
    return waiting(walk.read_state(), published.limit, clock.now_ms(), is_working_day)


def waiting_count(person: Person) -> int:
    """How many walks this person may know of wait for their result."""
    found = Walk.visible_to(person).where(Walk.waits_since.is_not(None))
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def cases_served(walk: Walk) -> str:
    """「5 件，中位用时 10 分」 of a counter session, of a short one 「2 件，各件用时 10 分、12 分」; empty for a walk."""
    state = walk.read_state() if walk.counter else None
    if state is None or state.counter is None:
        return ""
    lengths = session_minutes(state).lengths
    return f"{state.counter.count} 件，{middle_name(lengths)} {middle_words(lengths)}"


def _month(text: str) -> tuple[int, int] | None:
    """The first instant of the month and of the next one, in ms; None for what is no month."""
    first = read_month(text)
    if first is None:
        return None
    years, month = divmod(first.month, 12)
    return clock.bounds(first, first.replace(year=first.year + years, month=month + 1) - timedelta(days=1))
