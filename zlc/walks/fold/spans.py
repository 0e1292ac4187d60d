"""The applicant's time cut into spans (docs/sync.md, Spans)."""

from typing import Literal

from zlc.walks.fold.line import Line
from zlc.walks.fold.reached import answers, in_hand
from zlc.walks.fold.state import Certainty, Span, Totals

KindOfTime = Literal["served", "own_work", "waiting", "office", "away"]

STAMPS = {"stage", "leave", "return", "finish"}
WORST: list[Certainty] = ["checked", "estimated", "doubtful"]
KIND_OF_STAGE: dict[str, KindOfTime] = {
    "consult": "served", "acceptance": "served", "form": "own_work", "queue": "waiting", "result": "office",
}


def _worse(a: Certainty, b: Certainty) -> Certainty:
    return max(a, b, key=WORST.index)


class Course:
    """The walk as its stamps tell it. Give it the lines in order by `take`, and the finish by `finish`."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.visits: set[int] = set()
        self.visit = 1
        self.away = False
        self._step: Line | None = None
        self._answered = False  # whether the step that was begun last has nothing more to wait for
        self._current: Span | None = None

    @property
    def running(self) -> int | None:
        return None if self._current is None else len(self.spans) - 1

    def take(self, line: Line) -> None:
        if answers(line) and not line.void:
            self._answer(line)
        if line.kind not in STAMPS:
            return
        if line.void:
            self._strike(line)
        elif line.kind == "stage":
            self._begin_stage(line)
        elif line.kind == "leave":
            self._leave(line)
        elif line.kind == "return":
            self._come_back(line)

    def finish(self, line: Line) -> None:
        self._close(line)
        self.away = False

    def _strike(self, line: Line) -> None:
        """A struck stamp lets the span before it run on; one taken back at once was never meant."""
        if self._current is not None and not line.undone:
            self._current.flagged = True

    def _begin_stage(self, line: Line) -> None:
        self._close(line)
        self._arrive(line)
        self._step, self._answered = line, in_hand(line)
        self._begin(line, line)
        if self._answered:
            self._close(line)

    def _answer(self, line: Line) -> None:
        """It ends the office's time, whether or not 全程结束 follows."""
        if self._step is None or KIND_OF_STAGE[self._step.fields["stage"]] != "office":
            return
        self._answered = True
        if not self.away:
            self._close(line)

    def _leave(self, line: Line) -> None:
        if self.away:
            return
        self._close(line)
        self._count(line, self.visit)
        self.away = True
        self._push(line, line.id, None, None, "away")

    def _come_back(self, line: Line) -> None:
        was_away = self.away
        if was_away:
            self._close(line)
        self._arrive(line)
        if was_away and self._step is not None and not self._answered:
            self._begin(line, self._step)

    def _arrive(self, line: Line) -> None:
        """Back in the hall: the next visit, unless the entry says a later one."""
        self._count(line, self.visit + 1 if self.away else self.visit)
        self.away = False

    def _count(self, line: Line, least: int) -> None:
        """An entry says the visit that its phone knew of: what was added later lies before it, and moves it on."""
        visit = line.fields.get("visit")
        self.visit = least if visit is None else max(visit, least)
        self.visits.add(self.visit)

    def _begin(self, line: Line, step: Line) -> None:
        stage = step.fields["stage"]
        self._push(line, step.id, stage, step.fields.get("step"), KIND_OF_STAGE[stage])

    def _push(self, line: Line, entry: str, stage: str | None, step: str | None, kind: KindOfTime) -> None:
        self._current = Span(entry, stage, step, self.visit, kind, line.time, None, line.certainty, False)
        self.spans.append(self._current)

    def _close(self, line: Line) -> None:
        if self._current is None:
            return
        self._current.ends = line.time
        self._current.certainty = _worse(self._current.certainty, line.certainty)
        self._current = None


def totals_of(spans: list[Span]) -> Totals:
    totals = Totals()
    for span in spans:
        if span.ends is not None:
            setattr(totals, span.kind, getattr(totals, span.kind) + span.ends - span.begins)
    return totals
