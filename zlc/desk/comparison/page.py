"""公示与实走: everything the page of one walk's comparison shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.catalogue.editions import editions
from zlc.desk.comparison import lines, proposed
from zlc.desk.comparison.lines import LineRow
from zlc.desk.comparison.proposed import Proposed
from zlc.documents import axis
from zlc.documents.axis import Piece, Row
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.times import together
from zlc.walks.times.acceptance import accepted_of, held_before
from zlc.walks.times.durations import working_days
from zlc.walks.times.handling import Length, handling, running, whole
from zlc.walks.times.pairs import Pair, pair_of, walks_of_the_matter
from zlc.walks.times.stops import Stop, heads, late_notice, stops_of
from zlc.walks.times.timeline import end_of, name_of


class Time(NamedTuple):
    """`length` and `days` None: not recorded; `known` False: 「未含调休」."""

    name: str
    length: int | None
    days: int | None
    known: bool


@dataclass(frozen=True)
class ComparisonPage:
    walk: Walk
    state: WalkState
    may_decide: bool
    proposed: Proposed
    others: list[Walk]
    pair: Pair | None

    @cached_property
    def comparison(self) -> list[LineRow]:
        return lines.rows_of(self.walk, self.state)

    @cached_property
    def handled(self) -> Length | None:
        """From the first acceptance to the result."""
        return handling(self.state, is_working_day)

    @property
    def times(self) -> list[Time]:
        """The whole walk, and the office's part of it taken apart."""
        begun_to_end, handled = whole(self.state, is_working_day), self.handled
        return [
            _time("全程", begun_to_end, "calendar", "working_days"),
            _time("受理到结果，总共", handled, "calendar", "working_days"),
            _time("其中办理机关", handled, "net_said", "net_working_days"),
            _time("其中停表", handled, "stopped_said", "stopped_working_days"),
            *_looked_through(self.state),
        ]

    @cached_property
    def stops(self) -> list[Stop]:
        return stops_of(self.state)

    @cached_property
    def stop_heads(self) -> list[tuple[str, list[Stop]]]:
        return heads(self.stops)

    @cached_property
    def late_notice(self) -> str:
        """When the papers count as accepted because 补正 was told too late; empty where nothing was late."""
        return late_notice(self.state)

    @property
    def drawing(self) -> str:
        """The applicant's time, the office's clock and its standing still, on one axis; empty when it never stood."""
        if not self.stops:
            return ""
        return axis.both("ax", "办事人的时间、办理机关的时间和停表", self._rows())

    def _rows(self) -> list[Row]:
        last = together.last_of(self.state)
        names = editions().step_names(self.walk.channel, self.state.begins)
        applicant = [
            Piece(span.kind, span.begins, end_of(span, last), name_of(span, names))
            for span in self.state.spans
        ]
        ran = running(self.handled, self.state) if self.handled else []
        office = [Piece("office", *part, "计时") for part in ran]
        stopped, before = (
            [Piece("stopped", one.begins, end_of(one, last), one.word) for one in self.stops if one.before is was]
            for was in (False, True)
        )
        rows = [
            Row("办事人", applicant), Row("办理机关（受理到结果，停表不计）", office), Row("停表", stopped), Row("受理前补正", before),
        ]  # fmt: skip
        return [row for row in rows if row.pieces]


def _time(name: str, of: Length | None, length: str, days: str) -> Time:
    return Time(name, None, None, True) if of is None else Time(name, getattr(of, length), getattr(of, days), of.known)


def _looked_through(state: WalkState) -> list[Time]:
    """The office's own days before the acceptance; nothing where there were none."""
    accepted = accepted_of(state, is_working_day)
    parts = held_before(state, accepted)
    days = [working_days(*part, is_working_day) for part in parts]
    if not parts:
        return []
    length = sum(ends - begins for begins, ends in parts)
    return [Time("受理前预审，材料在办理机关", length, sum(one.days for one in days), all(one.known for one in days))]


def page_of(person: Person, walk: Walk, other: str = "") -> ComparisonPage:
    """`walk` must be one that this person may see (Walk.of), and no counter session; `other` names the walk it is set
    beside, else the one before it, or the next."""
    others = walks_of_the_matter(person, walk)
    return ComparisonPage(
        walk=walk,
        state=walk.read_state(),
        may_decide=walk.takes_entries_of(person),
        proposed=proposed.proposed_of(walk),
        others=others,
        pair=pair_of(walk, others, other),
    )
