"""一条时间轴: an applicant's walk and a colleague's counter session of the same time."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import or_

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.editions import editions
from zlc.database import db
from zlc.documents import axis
from zlc.documents.axis import Piece, Row
from zlc.walks.fold import WalkState
from zlc.walks.fold.state import CaseState, Span
from zlc.walks.models import Walk
from zlc.walks.names import people_named
from zlc.walks.times import together
from zlc.walks.times.counter_day import LOOK
from zlc.walks.times.minutes import session_minutes, walk_minutes
from zlc.walks.times.timeline import end_of, name_of
from zlc.walks.times.together import Stretch, Waited
from zlc.walks.words import CASE_EVENTS

MOST_LOOKED_AT, MOST_OFFERED = 60, 20
DRAWN = {"service": LOOK["handled"], "idle": LOOK["idle"], "paused": LOOK["pause"]}
DOING = {"service": "办件", "idle": "空闲", "paused": "暂停"}


class Side(NamedTuple):
    """A walk or session with its state, which is read once."""

    walk: Walk
    state: WalkState


class Candidate(NamedTuple):
    """A session (or walk) that may belong: `why` is 号码相同 or 窗口相同 where it is so."""

    side: Side
    who: str
    why: str


class Both(NamedTuple):
    """One figure as either side has it."""

    item: str
    applicant: str
    window: str
    words: str


@dataclass(frozen=True)
class Laid:
    """Two sides on one axis, `begins` to `ends`; `case` was called by the applicant's number."""

    walk: Side
    session: Side
    applicant: str
    clerk: str
    begins: int
    ends: int
    case: CaseState | None

    @cached_property
    def stretches(self) -> list[Stretch]:
        return together.stretches_of(self.session.state)

    @property
    def waited(self) -> Waited:
        return together.waited(self.walk.state, self.stretches, self.begins, self.ends)

    @property
    def drawing(self) -> str:
        rows = [Row(f"办事人：{self.applicant}", self._applicants()), Row(f"窗口：{self.clerk}", self._windows())]
        return axis.both("tg", "办事人和窗口在同一条时间轴上", rows)

    def _applicants(self) -> list[Piece]:
        names = editions().step_names(self.walk.walk.channel, self.walk.state.begins)
        last = together.last_of(self.walk.state)
        spans = self.walk.state.spans
        return self._within(
            [Piece(span.kind, span.begins, end_of(span, last), name_of(span, names)) for span in spans]
        )

    def _windows(self) -> list[Piece]:
        return self._within([Piece(DRAWN[one.doing], one.begins, one.ends, _words(one)) for one in self.stretches])

    def _within(self, pieces: list[Piece]) -> list[Piece]:
        cut = [
            piece._replace(begins=max(piece.begins, self.begins), ends=min(piece.ends, self.ends))
            for piece in pieces
        ]
        return [piece for piece in cut if piece.ends > piece.begins]

    @property
    def both(self) -> list[Both]:
        """The case that both wrote down: when it began, and how long it took."""
        acceptance = self._acceptance()
        if self.case is None or self.case.begins is None or acceptance is None:
            return []
        length = walk_minutes(self.walk.state).spans[self.walk.state.spans.index(acceptance)]
        handled = session_minutes(self.session.state).handled.get(self.case.case)
        arrived, called = acceptance.begins, self.case.begins
        return [
            Both("到窗口、叫号", _time(arrived), _time(called), _apart(arrived, called)),
            Both("受理、办件用时", clock.spoken_length(length), clock.spoken_length(handled), _apart(length, handled)),
        ]

    @property
    def result(self) -> str:
        return CASE_EVENTS.get((self.case.result if self.case else None) or "", "办理中")

    def _acceptance(self) -> Span | None:
        """The applicant's time at the window nearest to the call."""
        spans = [s for s in self.walk.state.spans if s.stage == "acceptance" and s.kind != "away"]
        called = (self.case.begins if self.case else None) or 0
        return min(spans, key=lambda span: abs(span.begins - called), default=None)


@dataclass(frozen=True)
class TogetherPage:
    one: Walk
    candidates: list[Candidate]
    laid: Laid | None


def _words(stretch: Stretch) -> str:
    return str(stretch.case.ticket or DOING["service"]) if stretch.case else DOING[stretch.doing]


def _time(instant: int) -> str:
    return f"{clock.local(instant):%H:%M}"


def _apart(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return "不比"
    return f"相差 {clock.spoken_length(abs(one - other))}" if abs(one - other) >= 1000 else "一样"


def page_of(person: Person, one: Walk, other: str = "") -> TogetherPage:
    """`one` is a walk or a session that this person may see; `other` names the one to lay beside it, else that with the
    applicant's number, else that of the same window."""
    mine = Side(one, one.read_state())
    found = [Side(walk, walk.read_state()) for walk in _of_the_time(person, mine)]
    meeting = [side for side in found if _shared(mine, side)]
    people = people_named(side.walk.recorder_id for side in [mine, *meeting])
    candidates = sorted(
        (Candidate(side, people.get(side.walk.recorder_id or "", "未记"), _why(mine, side)) for side in meeting),
        key=lambda candidate: (RANKS.index(candidate.why), candidate.side.walk.begins_at or 0),
    )[:MOST_OFFERED]
    chosen = next((c.side for c in candidates if c.side.walk.id == other), None)
    if chosen is None and candidates and candidates[0].why:
        chosen = candidates[0].side
    return TogetherPage(one, candidates, _laid(mine, chosen, people) if chosen else None)


RANKS = ("号码相同", "窗口相同", "")


def _of_the_time(person: Person, mine: Side) -> list[Walk]:
    """The unit's sessions during a walk, or walks during a session, the latest first."""
    one = mine.walk
    if one.begins_at is None:
        return []
    rows = Walk.visible_to(person).where(
        Walk.counter.is_(not one.counter), Walk.unit_id == one.unit_id, Walk.begins_at <= together.last_of(mine.state),
        or_(Walk.ends_at.is_(None), Walk.ends_at >= one.begins_at), Walk.status.in_(("under_way", "finished")),
    )  # fmt: skip
    return list(db.session.scalars(rows.order_by(Walk.begins_at.desc(), Walk.id).limit(MOST_LOOKED_AT)))


def _sides(mine: Side, other: Side) -> tuple[Side, Side]:
    """(walk, session)"""
    return (other, mine) if mine.walk.counter else (mine, other)


def _shared(mine: Side, other: Side) -> tuple[int, int] | None:
    walk, session = _sides(mine, other)
    return together.shared(walk.state, session.state)


def _why(mine: Side, other: Side) -> str:
    walk, session = _sides(mine, other)
    if together.case_of_ticket(walk.state, session.state):
        return "号码相同"
    window = _window(walk)
    return "窗口相同" if window and window == _window(session) else ""


def _window(side: Side) -> str:
    return together.plain_label(side.state.opening.get("window"))


def _laid(mine: Side, other: Side, people: dict[str, str]) -> Laid:
    walk, session = _sides(mine, other)
    reach = together.shared(walk.state, session.state)
    assert reach is not None, "only those who met are offered"
    window = str(session.state.opening.get("window") or session.walk.place or "")
    clerk = " ".join(filter(None, (window, people.get(session.walk.recorder_id or "", ""))))
    applicant = people.get(walk.walk.recorder_id or "", "未记")
    return Laid(walk, session, applicant, clerk, *reach, together.case_of_ticket(walk.state, session.state))
