"""A counter session in figures: the page and the paper say the same, in the phone's words (screens/counter/counter.tsx)."""

from typing import NamedTuple

from zlc import clock
from zlc.desk.walks.cases import result_counts
from zlc.walks.fold.state import WalkState
from zlc.walks.times import counter_day
from zlc.walks.times.middle import middle_name, middle_words
from zlc.walks.times.minutes import session_minutes

Figures = list[tuple[str, str]]


class Session(NamedTuple):
    state: WalkState

    @property
    def figures(self) -> Figures:
        """Of the fewer than five cases of a short session each is said in place of a median."""
        counter = self.state.counter
        if counter is None:
            return []
        said = session_minutes(self.state)
        lengths = said.lengths
        return [
            ("坐窗口时长", self._whole()),
            ("办件", f"{counter.count} 件"),
            (middle_name(lengths), middle_words(lengths)),
            ("最长", clock.spoken_length(max(lengths, default=None))),
            ("空闲", clock.spoken_length(said.uses["idle"])),
            ("未观察", clock.spoken_length(said.uses["unobserved"])),
            ("暂停", f"{len(counter.pauses)} 次"),
        ]

    @property
    def results(self) -> list[tuple[str, int]]:
        return result_counts(self.state)

    @property
    def drawn(self) -> tuple[str, list[tuple[str, str, str]]]:
        """The session drawn, and (kind of time, word, how long) of each use of the window."""
        return counter_day.both(self.state), counter_day.sums_of(self.state)

    def _whole(self) -> str:
        begins, ends = self.state.begins, self.state.ends
        return "进行中" if begins is None or ends is None else clock.spoken_length(ends - begins)
