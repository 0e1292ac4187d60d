"""公示与实走: what is promised against what was measured."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from tests.states import state_saying
from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.catalogue.models import Limit
from zlc.catalogue.step_templates import TEMPLATES
from zlc.walks.times.comparison import compare
from zlc.walks.times.handling import handling, length_of
from zlc.walks.times.published import Published

MINUTE = 60_000
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE


def at(month, day, hour=9, year=2026):
    return clock.instant(datetime(year, month, day, hour, tzinfo=clock.SHANGHAI))


def state_of(**changed):
    """A finished walk: queued 28 minutes on 6 November, accepted, done on the 12th."""
    begun = at(11, 6)
    spans = [("queue", "ticket", "waiting", begun, begun + 28 * MINUTE),
             ("acceptance", "window", "served", begun + 28 * MINUTE, begun + HOUR),
             ("result", "wait", "office", begun + HOUR, at(11, 12))]  # fmt: skip
    entries = {
        "a": {"kind": "outcome", "time": begun + HOUR, "void": False, "fields": {"result": "accepted"}},
        "z": {"kind": "outcome", "time": at(11, 12), "void": False, "fields": {"result": "done"}},
    }
    state = {
        "status": "finished", "reached": "end", "result": "done",
        "open": {"fields": {"channel": "hall"}}, "begins": begun, "ends": at(11, 12),
        "spans": [{"stage": s, "step": p, "kind": k, "begins": b, "ends": e} for s, p, k, b, e in spans],
        "totals": {"waiting": 28 * MINUTE}, "trips": 2, "stopped": [], "materials": [], "order": ["a", "z"],
        "entries": entries,
    }  # fmt: skip
    return state_saying(**state | changed)


def line(item, published, state=None):
    return next(row for row in compare(published, state or state_of(), is_working_day) if row.item == item)


def materials(*listed):
    entries = {f"m{n}": {"kind": "material", "time": 0, "void": False, "fields": {"name": f"材料{n}", "listed": yes}}
               for n, yes in enumerate(listed)}  # fmt: skip
    return state_of(materials=list(entries), entries=state_of().entries | entries)


@pytest.mark.parametrize(
    ("published", "verdict", "words"),
    [(None, "open", "不比"), (1, "worse", "多 1 次"), (2, "same", "一致"), (3, "better", "少 1 次")],
)
def test_trips(published, verdict, words):
    row = line("跑动次数", Published(trips=published))
    assert (row.verdict, row.words, row.measured) == (verdict, words, "2 次")
    assert row.published == ("未公布" if published is None else f"{published} 次")


def test_a_walk_under_way_is_only_judged_when_it_is_already_over():
    walking = state_of(status="under_way", reached="going", result="accepted")
    assert line("跑动次数", Published(trips=3), walking).words == "在走"
    assert line("跑动次数", Published(trips=1), walking).verdict == "worse"


def test_who_gave_up_on_the_way_did_not_do_with_less():
    given_up = state_of(reached="short", result="accepted")
    for item, published in [("跑动次数", Published(trips=3)), ("办理环节", Published(steps=1)), ("等候", Published(wait_minutes=28))]:
        row = line(item, published, given_up)
        assert (row.verdict, row.words) == ("open", "未到底")
    assert line("跑动次数", Published(trips=1), given_up).verdict == "worse"
    online = state_of(reached="short", result="accepted", open={"fields": {"channel": "online"}})
    row = line("网上办事", Published(channels=["online"]), online)
    assert (row.measured, row.verdict, row.words) == ("网上未到底", "open", "未到底")


def test_steps_are_counted_once_however_often_they_were_repeated():
    spans = state_of().spans
    inspected = [*spans, replace(spans[1], stage="result", step="inspection", kind="office")]
    row = line("办理环节", Published(steps=2), state_of(spans=inspected + inspected))
    assert (row.measured, row.words) == ("2 个", "一致")
    assert line("办理环节", Published(steps=9)).verdict == "open"
    assert line("办理环节", Published(steps=1), state_of(spans=inspected)).words == "多 1 个"


OWN = [("consult", "consult"), ("form", "form"), ("queue", "ticket"), ("queue", "precheck"), ("form", "supplement"), ("result", "wait")]


@pytest.mark.parametrize("channel", ["hall", "online"])
def test_what_the_applicant_does_is_no_step_of_the_published_list(channel):
    """「公示 5 个，实走 6 个，多 1 个」 was said of filling in, waiting and 补正."""
    template = TEMPLATES[channel]
    walked = [replace(state_of().spans[1], stage=step.stage, step=step.step) for step in template]
    row = line("办理环节", Published(steps=2), state_of(spans=walked))
    assert (row.measured, row.verdict, row.words) == ("2 个", "same", "一致")
    own = [replace(walked[0], stage=stage, step=step) for stage, step in OWN]
    assert line("办理环节", Published(steps=1), state_of(spans=own)).measured == "未记"


def test_materials_that_the_guide_does_not_list_are_named():
    row = line("要件数量", Published(materials=["材料0", "材料1"]), materials(True, True, False))
    assert (row.published, row.measured, row.verdict) == ("2 份", "3 份", "worse")
    assert row.words == "多 1 份，未列入指南：材料2"


def test_nothing_is_beyond_a_list_that_nobody_published():
    row = line("要件数量", Published(), materials(False, None, True))
    assert (row.published, row.measured, row.verdict, row.words) == ("未公布", "3 份", "open", "不比")


def test_no_figure_is_worse_than_what_was_not_published():
    assert {row.verdict for row in compare(Published(), materials(False), is_working_day)} == {"open"}


def test_two_stamps_of_one_instant_measured_nothing():
    """A visit written down afterwards, of which nobody knows how long it took."""
    span = replace(state_of().spans[0], ends=at(11, 6))
    noted = state_of(spans=[span], totals={"waiting": 0})
    assert line("等候", Published(wait_minutes=10), noted).measured == "未记"
    assert length_of(at(11, 6), at(11, 6), noted, is_working_day) is None


def test_nothing_recorded_is_not_zero():
    row = line("要件数量", Published(materials=["一"]))
    assert (row.measured, row.verdict) == ("未记", "open")
    assert line("等候", Published(wait_minutes=10), state_of(spans=[])).measured == "未记"


@pytest.mark.parametrize(
    ("limit", "measured", "verdict", "words"),
    [
        (Limit(5, "working_day"), "4 个工作日", "same", "在时限内"),
        (Limit(3, "working_day"), "4 个工作日", "worse", "超 1 个工作日"),
        (Limit(5, "day"), "6 天", "worse", "超 1 天"),
        (Limit(0, "at_once"), "4 个工作日", "worse", "超 4 个工作日"),
        (None, "4 个工作日", "open", "不比"),
    ],
)
def test_the_limit_is_held_against_the_handling_in_its_own_unit(limit, measured, verdict, words):
    row = line("办理时限", Published(limit=limit))
    assert (row.measured, row.verdict, row.words) == (measured, verdict, words)


def test_what_the_clock_stood_still_is_taken_out():
    stopped = [{"begins": at(11, 6, 12), "ends": at(11, 11, 12), "why": "supplement"},
               {"begins": at(11, 7, 12), "ends": at(11, 8, 12), "why": "suspended"},
               {"begins": at(11, 9, 12), "ends": at(11, 10, 12), "why": "suspended"}]  # fmt: skip
    length = handling(state_of(stopped=stopped), is_working_day)
    assert length.calendar == at(11, 12) - at(11, 6, 10)
    assert length.net == length.calendar - 5 * DAY
    assert (length.working_days, length.net_working_days) == (4, 1)


def test_a_clock_that_still_stands_is_taken_out_to_the_end():
    stopped = [{"begins": at(11, 10), "ends": None, "why": "suspended"}]
    assert handling(state_of(stopped=stopped), is_working_day).net == at(11, 10) - at(11, 6, 10)


def test_a_year_without_a_calendar_is_marked():
    length = length_of(at(11, 6, year=2031), at(11, 12, year=2031), state_of(), is_working_day)
    assert not length.known
    assert "未含调休" in line("办理时限", Published(limit=Limit(1, "working_day")), _moved_to(2031)).measured


def _moved_to(year):
    state = state_of(ends=at(11, 12, year=year))
    entries = state.entries
    entries["a"].time, entries["z"].time = at(11, 6, 10, year=year), at(11, 12, year=year)
    return state


def test_a_walk_that_was_never_accepted_has_no_handling():
    turned_away = state_of(spans=state_of().spans[:1], entries={}, order=[])
    assert handling(turned_away, is_working_day) is None
    assert line("办理时限", Published(limit=Limit(1, "day")), turned_away).measured == "未记"


def test_a_struck_outcome_counts_for_nothing():
    state = state_of(status="under_way", ends=None)
    state.entries["z"].void = True
    assert handling(state, is_working_day) is None


@pytest.mark.parametrize(
    ("minutes", "verdict", "words"), [(15, "worse", "超 13 分"), (28, "same", "在承诺内"), (None, "open", "不比")]
)
def test_the_wait(minutes, verdict, words):
    row = line("等候", Published(wait_minutes=minutes))
    assert (row.verdict, row.words, row.measured) == (verdict, words, "28 分")


@pytest.mark.parametrize(
    ("channels", "channel", "verdict", "words"),
    [
        (["hall", "online"], "hall", "open", "不比"),
        (["hall", "online"], "online", "same", "一致"),
        (["hall"], "online", "better", "公示未列，实际可办"),
        ([], "online", "open", "不比"),
    ],
)
def test_online(channels, channel, verdict, words):
    row = line("网上办事", Published(channels=channels), state_of(open={"fields": {"channel": channel}}))
    assert (row.verdict, row.words) == (verdict, words)
