"""What a walk that was made again shows: the same figures of the walk before and the one after, and which difference may be claimed.

Less is claimed only of a walk that came to its result: who gave up on the way did not wait for less, was only not asked for more. What
one of the two did not write down is compared with nothing."""

from collections.abc import Callable
from typing import NamedTuple

from zlc.walks.fold import WalkState
from zlc.walks.times.comparison import NOT_RECORDED, steps_of
from zlc.walks.times.pairs import MEASURES

NOT_COMPARED, SAME = "不比", "一样"
_IN_A_PAIR = {item: (measure, spoken) for item, measure, spoken in MEASURES}


class Change(NamedTuple):
    """One figure; `before` and `after` are lengths in ms or counts, None: not recorded. `claimed`: whether the difference is one."""

    item: str
    before: int | None
    after: int | None
    spoken: Callable[[int], str]
    claimed: bool

    @property
    def said_before(self) -> str:
        return NOT_RECORDED if self.before is None else self.spoken(self.before)

    @property
    def said_after(self) -> str:
        return NOT_RECORDED if self.after is None else self.spoken(self.after)

    @property
    def words(self) -> str:
        """「少 24 分」, 「一样」, 「不比」."""
        if not self.claimed or self.before is None or self.after is None:
            return NOT_COMPARED
        more = self.after - self.before
        return f"{'多' if more > 0 else '少'} {self.spoken(abs(more))}" if more else SAME

    @property
    def whole(self) -> str:
        """「等候 42 分 → 18 分，少 24 分」"""
        if self.words == SAME:
            return f"{self.item}一样，{self.said_after}"
        return f"{self.item} {self.said_before} → {self.said_after}，{self.words}"


def changes(before: WalkState, after: WalkState) -> list[Change]:
    found = []
    for item, measure, spoken in _FIGURES:
        values = measure(before), measure(after)
        found.append(Change(item, *values, spoken, _may_claim(before, after, *values)))
    return found


def _may_claim(before: WalkState, after: WalkState, was: int | None, now: int | None) -> bool:
    """A walk that did not come to its result would have come to more."""
    if was is None or now is None:
        return False
    return (now > was or after.reached == "end") and (now < was or before.reached == "end")


# (what it is called in a criterion, too; how it is had from a walk; how it is said)
_FIGURES: tuple[tuple[str, Callable[[WalkState], int | None], Callable[[int], str]], ...] = (
    ("等候", *_IN_A_PAIR["等候"]),
    ("材料", *_IN_A_PAIR["要件"]),
    ("环节", steps_of, lambda count: f"{count} 个"),
    ("跑动", *_IN_A_PAIR["跑动"]),
    ("办理用时", *_IN_A_PAIR["其中办理机关"]),
)
