"""The state of one walk, as the fold gives it: one JSON shape here and on the phone
(static/client/journal/state.ts). Instants are unix ms, lengths ms."""

from typing import Any, Literal

from msgspec import Struct, ValidationError, field, json

Certainty = Literal["checked", "estimated", "doubtful"]
Status = Literal["waiting_open", "under_way", "finished", "void"]
Reached = Literal["end", "going", "short"]
Fields = dict[str, Any]
RESULT_STEP = "result"  # the step 拿到结果, in whichever edition


class EntryState(Struct, gc=False):
    """`recorded_at` is the raw `at` of the device; `amended` names the fields whose shown value came from an
    amendment, `at` and `void` among them; `waits_for` is the walk's own id while its open has not come;
    `flagged` says that it depended on an entry that was struck out."""

    kind: str
    by: str
    how: str
    time: int
    recorded_at: int
    certainty: Certainty
    void: bool
    undone: bool
    fields: Fields
    amended: list[str]
    waits_for: str | None
    flagged: bool


class AmendmentState(Struct, gc=False):
    """`effective`: at least one of its values is the one that shows."""

    target: str
    set: dict[str, Any]
    reason: str
    time: int
    by: str
    effective: bool


class Conflict(Struct, gc=False):
    """`heads` with the greatest (at_server, id) first, `values` in the same order."""

    target: str
    field: str
    shown: str
    heads: list[str]
    values: list[Any]


class Span(Struct, gc=False):
    """`entry` is the stage entry, or the leave of an `away` span; `ends` None: still running; `flagged`: it
    runs over a stamp that was struck out. The result in hand is an instant: it ends where it begins."""

    entry: str
    stage: str | None
    step: str | None
    visit: int
    kind: Literal["served", "own_work", "waiting", "office", "away"]
    begins: int
    ends: int | None
    certainty: Certainty
    flagged: bool

    @property
    def instant(self) -> bool:
        return self.step == RESULT_STEP


class Totals(Struct):
    served: int = 0
    own_work: int = 0
    waiting: int = 0
    office: int = 0
    away: int = 0


class Stopped(Struct):
    """`entries`: those that say why, the first of which began it."""

    begins: int
    ends: int | None
    why: Literal["supplement", "suspended"]
    entries: list[str] = field(default_factory=list)


class Pause(Struct):
    begins: int
    ends: int | None
    reason: str | None


class CaseState(Struct):
    """`handled` is the length without pauses, None while running or without a call."""

    case: str
    ticket: str | int | float | None = None
    matter: str | None = None
    begins: int | None = None
    ends: int | None = None
    result: str | None = None
    handled: int | None = None
    paused: int = 0
    events: list[str] = field(default_factory=list)


class CounterState(Struct):
    """`count`: the cases that have a result, 未记 among them."""

    cases: list[CaseState]
    idle: int
    unobserved: int
    pauses: list[Pause]
    count: int

    @property
    def called(self) -> list[tuple[int, CaseState]]:
        """The cases that were called, each with the instant, in the order of their calls."""
        return sorted(((case.begins, case) for case in self.cases if case.begins is not None), key=lambda call: call[0])


class OpenState(Struct):
    entry: str
    by: str
    fields: Fields


class WalkState(Struct):
    """`running` is the index into `spans` of the one still running; `away` says that the hall was left; `reached`: 走到底,
    在走 or 未到底."""

    walk: str
    status: Status
    as_: Literal["applicant", "counter"] | None = field(name="as")
    open: OpenState | None
    order: list[str]
    entries: dict[str, EntryState]
    amendments: dict[str, AmendmentState]
    conflicts: list[Conflict]
    spans: list[Span]
    totals: Totals
    trips: int
    visit: int
    away: bool
    running: int | None
    begins: int | None
    ends: int | None
    result: str | None
    reached: Reached | None
    stopped: list[Stopped]
    problems: list[str]
    needs: list[str]
    photos: list[str]
    materials: list[str]
    notes: list[str]
    counter: CounterState | None

    @property
    def opening(self) -> Fields:
        """What the opening entry says; nothing while it has not come."""
        return self.open.fields if self.open else {}

    @property
    def cases(self) -> list[CaseState]:
        """Those of a counter session."""
        return self.counter.cases if self.counter else []

    @classmethod
    def read(cls, kept: bytes) -> "WalkState | None":
        """From the JSON that a walk's row keeps. What a later release said besides is passed over; None where an earlier
        one did not say all yet."""
        try:
            state: WalkState = _reader.decode(kept)
        except ValidationError:
            return None
        return state if all(one.entries for one in state.stopped) else None  # of before the papers' way was followed


_reader = json.Decoder(WalkState)  # made here, before there is more than one thread: zlc/shapes.py says why
