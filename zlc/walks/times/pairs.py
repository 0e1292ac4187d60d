"""前后对照: two walks of the same matter side by side, the earlier one first."""

from collections.abc import Callable
from typing import NamedTuple

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.database import db
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.times.comparison import NOT_RECORDED
from zlc.walks.times.handling import handling, whole
from zlc.walks.times.minutes import rounded, walk_minutes
from zlc.walks.times.timeline import KINDS

MOST_OTHERS = 12


class Figure(NamedTuple):
    """One figure of both walks; `words` say the difference."""

    item: str
    before: str
    after: str
    words: str


class Pair(NamedTuple):
    before: Walk
    after: Walk
    figures: list[Figure]

    @property
    def heads(self) -> list[tuple[Walk, str, str]]:
        """(walk, 前 or 后, its day, and that it did not come to a result: then less is no better)."""
        named = ((self.before, "前"), (self.after, "后"))
        return [(one, word, _day(one) + ("" if one.reached == "end" else f"（{one.status_name}）")) for one, word in named]


def walks_of_the_matter(person: Person, walk: Walk) -> list[Walk]:
    """The unit's other walks of this matter, in the order in which they were begun; at most MOST_OTHERS, the latest."""
    same = Walk.matter_id == walk.matter_id if walk.matter_id else Walk.matter_text == walk.matter_text
    if not walk.matter_id and not walk.matter_text:
        return []
    rows = Walk.visible_to(person).where(
        same, Walk.unit_id == walk.unit_id, Walk.id != walk.id, ~Walk.counter, Walk.begins_at.is_not(None),
        Walk.status.in_(("under_way", "finished")),
    )  # fmt: skip
    found = list(db.session.scalars(rows.order_by(Walk.begins_at.desc(), Walk.id.desc()).limit(MOST_OTHERS)))
    return found[::-1]


def pair_of(walk: Walk, others: list[Walk], wanted: str = "") -> Pair | None:
    """`walk` beside the other one that is wanted, else the last before it, else the first after it."""
    if walk.begins_at is None or not others:
        return None
    earlier = [one for one in others if _place(one) < _place(walk)]
    chosen = next((one for one in others if one.id == wanted), None) or (earlier[-1] if earlier else others[0])
    before, after = sorted((walk, chosen), key=_place)
    return Pair(before, after, _figures(before.read_state(), after.read_state()))


def _day(walk: Walk) -> str:
    return clock.spoken_day(clock.local(walk.begins_at or 0).date())


def _place(walk: Walk) -> tuple[int, str]:
    return walk.begins_at or 0, walk.id


def _figures(before: WalkState, after: WalkState) -> list[Figure]:
    """What changed, what did not, what cannot be compared."""
    found = [_figure(item, measure(before), measure(after), spoken) for item, measure, spoken in MEASURES]
    return sorted(found, key=lambda figure: ("一样", "不比").index(figure.words) + 1 if figure.words in ("一样", "不比") else 0)


def _figure(item: str, before: int | None, after: int | None, spoken: Callable[[int], str]) -> Figure:
    if before is None or after is None:
        words = "不比"
    else:
        words = f"{'少' if after < before else '多'} {spoken(abs(after - before))}" if after != before else "一样"
    said = [NOT_RECORDED if value is None else spoken(value) for value in (before, after)]
    return Figure(item, said[0], said[1], words)


def _kind(state: WalkState, kind: str) -> int | None:
    return walk_minutes(state).kinds[kind] or None


def _whole(state: WalkState) -> int | None:
    length = whole(state, is_working_day)
    return rounded(length.calendar) if length else None


def _handled(state: WalkState) -> int | None:
    length = handling(state, is_working_day)
    return rounded(length.calendar) if length else None


def _net(state: WalkState) -> int | None:
    length = handling(state, is_working_day)
    return length.net_said if length else None


def _counted(unit: str) -> Callable[[int], str]:
    return lambda count: f"{count} {unit}"


# (figure, how it is had from a walk's state, how it is said); lengths in ms, None: not recorded.
MEASURES: tuple[tuple[str, Callable[[WalkState], int | None], Callable[[int], str]], ...] = (
    ("等候", lambda state: _kind(state, "waiting"), clock.spoken_length),
    (KINDS["served"], lambda state: _kind(state, "served"), clock.spoken_length),
    ("受理到结果", _handled, clock.spoken_length),
    ("其中办理机关", _net, clock.spoken_length),
    ("全程", _whole, clock.spoken_length),
    ("要件", lambda state: len(state.materials) or None, _counted("份")),
    ("跑动", lambda state: state.trips if state.spans else None, _counted("次")),
    ("发现的问题", lambda state: len(state.problems), _counted("个")),
)
