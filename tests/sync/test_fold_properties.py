"""What holds for every set of entries, however it arrived."""

import json
import time
from itertools import pairwise
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sync.random_walks import WALK, Entry, random_walk
from zlc.walks.entries.entry import Known, read_body
from zlc.walks.entries.kinds import fits
from zlc.walks.fold import WalkState, fold
from zlc.walks.fold.state import AmendmentState

# Plain seeds: drawing every choice through Hypothesis takes a hundred times as long, and a seed is enough to look at.
RANDOM = st.integers(0, 2**32).map(Random)
SIZE = st.integers(0, 40)


def known(entry: Entry) -> Known:
    return Known(entry["id"], entry["at_server"], read_body(json.dumps(entry["body"]).encode()))


def folded(entries: list[Entry]) -> WalkState:
    return fold([known(entry) for entry in entries], WALK)


@settings(deadline=None)
@given(RANDOM, SIZE, st.booleans())
def test_the_order_of_arrival_changes_nothing(choose: Random, size: int, counter: bool) -> None:
    entries = random_walk(choose, size, counter)
    first = msgspec.json.encode(folded(entries))
    choose.shuffle(entries)
    assert msgspec.json.encode(folded(entries + entries[:3])) == first


@settings(deadline=None)
@given(RANDOM, SIZE)
def test_spans_follow_one_another_and_are_never_negative(choose: Random, size: int) -> None:
    state = folded(random_walk(choose, size, counter=False))
    if state.as_ == "counter":
        return
    for number, (span, following) in enumerate(pairwise(state.spans)):
        begun = any(earlier.kind != "away" for earlier in state.spans[: number + 1])
        assert span.ends is not None
        if begun and not answered(state, following.begins):
            assert span.ends == following.begins
        assert span.ends <= following.begins
    assert all(span.ends is None or span.ends >= span.begins for span in state.spans)
    assert [n for n, span in enumerate(state.spans) if span.ends is None] == (
        [] if state.running is None else [state.running]
    )
    lengths = [span.ends - span.begins for span in state.spans if span.ends is not None]
    assert sum(msgspec.structs.asdict(state.totals).values()) == sum(lengths)
    assert not (state.away and state.status == "finished")


@settings(deadline=None)
@given(RANDOM, SIZE)
def test_a_session_is_accounted_for_to_the_millisecond(choose: Random, size: int) -> None:
    state = folded(random_walk(choose, size, counter=True))
    counter = state.counter
    if counter is None:
        return
    called = [case for case in counter.cases if case.begins is not None]
    assert all(case.handled is None or case.handled >= 0 for case in counter.cases)
    assert counter.idle >= 0
    assert counter.unobserved >= 0
    assert sum(case.ends is None for case in called) <= 1
    if state.ends is None or state.begins is None or not called:
        return
    lengths = sum(case.handled + case.paused for case in called)  # type: ignore[operator]
    first, last = called[0].begins, called[-1].ends
    between = sum(
        overlap((case.ends, following.begins), (pause.begins, pause.ends))
        for case, following in pairwise(called)
        for pause in counter.pauses
    )
    assert lengths + counter.idle + between == last - first  # type: ignore[operator]
    assert counter.unobserved == max(0, first - state.begins) + state.ends - last  # type: ignore[operator]


def answered(state: WalkState, before: int) -> bool:
    """Whether there was a result by then: with it the office's time ends, and none need run on."""
    standing = [entry for entry in state.entries.values() if not entry.void and entry.time <= before]
    return any(entry.fields.get("result") in ("done", "refused") or entry.fields.get("step") == "result" for entry in standing)


def overlap(one: Any, other: Any) -> int:
    return max(0, int(min(one[1], other[1]) - max(one[0], other[0])))


def reached(amendments: dict[str, AmendmentState], field: str, start: str) -> set[str]:
    """What an amendment saw of a field, directly or through others: the rule as it is written, step by step."""
    found: set[str] = set()
    todo = [start]
    while todo:
        for id_ in amendments[todo.pop()].set[field]["saw"]:
            if id_ in amendments and id_ not in found:
                found.add(id_)
                todo.append(id_)
    return found


@settings(deadline=None)
@given(RANDOM, SIZE)
def test_heads_are_those_nobody_reaches(choose: Random, size: int) -> None:
    state = folded(random_walk(choose, size, counter=False))
    conflicts = {(conflict.target, conflict.field): conflict for conflict in state.conflicts}
    for target, entry in state.entries.items():
        of_target = {id_: a for id_, a in state.amendments.items() if a.target == target}
        for field in entry.amended:
            amendments = {
                id_: a for id_, a in of_target.items()
                if field in a.set and fits(entry.kind, field, a.set[field]["value"])
            }
            seen = {id_: reached(amendments, field, id_) for id_ in amendments}
            heads = {id_ for id_ in amendments if not any(id_ in seen[other] for other in seen if other != id_)}
            values = [amendments[id_].set[field]["value"] for id_ in heads or amendments]
            conflict = conflicts.pop((target, field), None)
            assert (conflict is not None) == any(value != values[0] for value in values)
            if conflict is not None:
                assert set(conflict.heads) == heads or not heads
    assert conflicts == {}


@pytest.mark.parametrize("counter", [False, True])
def test_two_thousand_entries_fold_at_once(counter: bool) -> None:
    """Ten times as many entries take ten times as long, not a hundred times: whatever machine this is."""
    few, many = ([known(entry) for entry in random_walk(Random(7), size, counter)] for size in (200, 2000))
    assert min(timed(many) for _ in range(5)) < 40 * min(timed(few) for _ in range(15))


def timed(entries: list[Known]) -> float:
    begun = time.thread_time()  # of our own work, however many others have the processor in between
    fold(entries, WALK)
    return time.thread_time() - begun
