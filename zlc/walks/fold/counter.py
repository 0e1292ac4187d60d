"""A counter session: its cases, pauses, and the time between (docs/sync.md, Counter)."""

from zlc.walks.fold.line import Line
from zlc.walks.fold.state import CaseState, CounterState, Pause

Interval = tuple[int, int]


class _Session:
    def __init__(self) -> None:
        self.cases: dict[str, CaseState] = {}
        self.pauses: list[Pause] = []
        self._current: CaseState | None = None
        self._pause: Pause | None = None

    def take(self, line: Line) -> None:
        if line.kind == "case":
            self._take_case(line)
        elif line.kind == "pause" and self._pause is None:
            self._pause = Pause(line.time, None, line.fields.get("reason"))
            self.pauses.append(self._pause)
        elif line.kind == "continue":
            self._end_pause(line.time)

    def finish(self, time: int) -> None:
        self._end_pause(time)
        self._forget(time)

    def _take_case(self, line: Line) -> None:
        case = self._case(line)
        if line.fields["event"] == "call":
            self._call(case, line.time)
        else:
            self._settle(case, line)

    def _case(self, line: Line) -> CaseState:
        case = self.cases.setdefault(line.fields["case"], CaseState(line.fields["case"]))
        for name in ("ticket", "matter"):
            if line.fields.get(name) is not None:
                setattr(case, name, line.fields[name])
        case.events.append(line.id)
        return case

    def _call(self, case: CaseState, time: int) -> None:
        """Ends a pause, and the case still open; calling the same case a second time adds nothing."""
        self._end_pause(time)
        if case is self._current:
            return
        self._forget(time)
        if case.begins is None and case.result is None:
            case.begins = time
            self._current = case

    def _settle(self, case: CaseState, line: Line) -> None:
        case.result = line.fields["event"]
        if case is self._current:
            case.ends = line.time
            self._current = None

    def _forget(self, time: int) -> None:
        if self._current is not None:
            self._current.ends = time
            self._current.result = "unrecorded"
            self._current = None

    def _end_pause(self, time: int) -> None:
        if self._pause is not None:
            self._pause.ends = time
        self._pause = None


def _covered(intervals: list[Interval], pauses: list[Interval]) -> list[int]:
    """How much of each interval the pauses cover; both lists in order, neither overlapping within itself."""
    covered = []
    first = 0
    for begins, ends in intervals:
        while first < len(pauses) and pauses[first][1] <= begins:
            first += 1
        total = 0
        following = first
        while following < len(pauses) and pauses[following][0] < ends:
            total += min(ends, pauses[following][1]) - max(begins, pauses[following][0])
            following += 1
        covered.append(total)
    return covered


def _unobserved(called: list[CaseState], begins: int | None, ends: int | None) -> int:
    """Before the first call and after the last end; what is not over yet counts nothing."""
    if not called:
        return _between(begins, ends)
    return _between(begins, called[0].begins) + _between(called[-1].ends, ends)


def _between(begins: int | None, ends: int | None) -> int:
    return 0 if begins is None or ends is None else max(0, ends - begins)


def counter_of(lines: list[Line], begins: int | None, ends: int | None) -> CounterState:
    """`lines` in order, up to the finish; `begins` the open's instant, `ends` the finish's."""
    session = _Session()
    for line in lines:
        if not line.void:
            session.take(line)
    if ends is not None:
        session.finish(ends)
    cases = list(session.cases.values())
    pauses = [(pause.begins, pause.ends) for pause in session.pauses if pause.ends is not None]
    called = sorted((case for case in cases if case.begins is not None), key=_begins)
    closed = [(_begins(case), case.ends) for case in called if case.ends is not None]
    # Only the last case can still run, so the closed ones are the first ones.
    for case, (begun, over), paused in zip(called, closed, _covered(closed, pauses), strict=False):
        case.paused = paused
        case.handled = over - begun - paused
    gaps = [(over, _begins(following)) for (_, over), following in zip(closed, called[1:], strict=False)]
    return CounterState(
        cases=cases,
        idle=sum(end - begin for begin, end in gaps) - sum(_covered(gaps, pauses)),
        unobserved=_unobserved(called, begins, ends),
        pauses=session.pauses,
        count=sum(case.result is not None for case in cases),
    )


def _begins(case: CaseState) -> int:
    assert case.begins is not None
    return case.begins
