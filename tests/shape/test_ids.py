"""Ids sort as they were made: within a millisecond, between threads, and after the clock was set back."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from zlc import database
from zlc.database import uuid7

SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def instant(id_):
    return int(id_.replace("-", "")[:12], 16)


def test_many_of_one_millisecond_sort_as_they_were_made(monkeypatch):
    now = time.time_ns() + 10**12
    monkeypatch.setattr(database, "_counted", [0])
    monkeypatch.setattr(database.time, "time_ns", lambda: now)
    made = [uuid7() for _ in range(10_000)]  # more than the count of one millisecond holds
    assert made == sorted(made) and len(set(made)) == len(made)
    assert all(SHAPE.fullmatch(one) for one in made)
    assert {instant(one) - now // 1_000_000 for one in made} <= {0, 1, 2}


def test_a_clock_set_back_changes_nothing_of_it(monkeypatch):
    monkeypatch.setattr(database, "_counted", [0])
    clocks = iter([5_000_000_000, 4_000_000_000, 4_999_000_000, 5_000_000_000, 9_000_000_000])
    monkeypatch.setattr(database.time, "time_ns", lambda: next(clocks))
    made = [uuid7() for _ in range(5)]
    assert made == sorted(made) and [instant(one) for one in made] == [5000] * 4 + [9000]


def test_threads_do_not_get_the_same_place():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: [uuid7() for _ in range(500)], range(8)))
    places = {one[:18] for some in made for one in some}
    assert len(places) == 4000 and all(some == sorted(some) for some in made)


def test_of_a_given_instant_they_carry_that_and_leave_the_others_alone():
    before = uuid7()
    past, future = uuid7(1_772_700_672_123), uuid7(4_000_000_000_000)
    assert (instant(past), instant(future)) == (1_772_700_672_123, 4_000_000_000_000)
    assert SHAPE.fullmatch(past) and SHAPE.fullmatch(future)
    assert before < uuid7() < future
