"""Lengths as they are said: whole minutes, so rounded that the parts of a walk or a session add up to its whole
(docs/decisions/0030-minutes-that-add-up.md). The phone's facts/minutes.ts does the same; tests/sync/minutes.json is read by both.

A whole is rounded down, its parts by the largest remainder (最大余数法): first the kinds of time, then within each kind the
spans, so that every one is within a minute of the truth. All that is printed of a walk is one of these numbers or a sum of them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zlc.walks.fold.state import WalkState

MINUTE = 60_000
KINDS = ("served", "own_work", "waiting", "office", "away")
LEFT = "rest"  # of the whole walk, what no stamp belongs to


def shares(parts: Sequence[int], whole: int | None = None) -> list[int]:
    """`parts` (ms) to full minutes, adding up to those of `whole`: their sum, or what they have been given of a greater one.

    What comes to no minute is left as 1 ms: it adds nothing, and is said as 「不到 1 分」."""
    minutes = [part // MINUTE for part in parts]
    left = (sum(parts) if whole is None else whole) // MINUTE - sum(minutes)
    most = sorted(range(len(parts)), key=lambda n: -(parts[n] % MINUTE))  # equal ones in their own order
    for n in most[: max(0, left)]:
        minutes[n] += 1
    return [count * MINUTE or min(part, 1) for count, part in zip(minutes, parts, strict=True)]


def rounded(length: int) -> int:
    """A length that is part of nothing, as it is said: in full minutes."""
    return length // MINUTE * MINUTE or min(length, 1)


def taken(whole: int, part: int) -> int:
    """What remains when a part is taken off, both rounded down: the three are said side by side."""
    return (whole // MINUTE - part // MINUTE) * MINUTE or min(max(whole - part, 0), 1)


def kinds_of(totals: Mapping[str, int], begins: int | None, ends: int | None) -> dict[str, int]:
    """Each kind of time of a walk, and `rest`: together the whole walk, of one that has not ended what was measured so far."""
    lengths = [totals.get(kind) or 0 for kind in KINDS]
    rest = 0 if begins is None or ends is None else max(0, ends - begins - sum(lengths))
    return dict(zip((*KINDS, LEFT), shares([*lengths, rest]), strict=True))


class WalkMinutes(NamedTuple):
    """`spans` as the state's, None for the one that still runs."""

    kinds: dict[str, int]
    spans: list[int | None]


def walk_minutes(state: WalkState) -> WalkMinutes:
    spans = [(n, span, span.ends - span.begins) for n, span in enumerate(state.spans) if span.ends is not None]
    totals = {kind: sum(length for _, span, length in spans if span.kind == kind) for kind in KINDS}
    kinds = kinds_of(totals, state.begins, state.ends)
    shown: list[int | None] = [None] * len(state.spans)
    for kind in KINDS:
        of_kind = [(n, length) for n, span, length in spans if span.kind == kind]
        for (n, _), minutes in zip(of_kind, shares([length for _, length in of_kind], kinds[kind]), strict=True):
            shown[n] = minutes
    return WalkMinutes(kinds, shown)


class SessionMinutes(NamedTuple):
    """What the window's time went to, and by case how long it was handled and paused, of all that is over. `lengths`: those of
    the cases, in the order of their calls."""

    uses: dict[str, int]
    handled: dict[str, int]
    paused: dict[str, int]

    @property
    def lengths(self) -> list[int]:
        return [*self.handled.values()]


def session_minutes(state: WalkState) -> SessionMinutes:
    counter = state.counter
    if counter is None:
        return SessionMinutes({}, {}, {})
    called = counter.called
    over = [(case, case.handled, case.ends) for _, case in called if case.handled is not None and case.ends is not None]
    between = sum(following - ends for (_, _, ends), (following, _) in zip(over, called[1:], strict=False))
    lengths, paused = [handled for _, handled, _ in over], [case.paused for case, _, _ in over]
    beside = between - counter.idle  # pauses between two cases
    sums = [sum(lengths), counter.idle, sum(paused) + beside, counter.unobserved]
    uses = dict(zip(("handled", "idle", "pause", "unobserved"), shares(sums), strict=True))
    ids = [case.case for case, _, _ in over]
    return SessionMinutes(
        uses,
        dict(zip(ids, shares(lengths, uses["handled"]), strict=True)),
        dict(zip(ids, shares([*paused, beside], uses["pause"]), strict=False)),
    )
