"""整改时限: working days, from today to a year on."""

from datetime import date

import pytest

from zlc.problems.deadlines import fault_of, last_day

MONDAY = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("day", "offered", "said"),
    [
        (date(2026, 9, 21), None, ""),  # today
        (date(2026, 10, 10), None, ""),  # a Saturday that is worked
        (date(2026, 9, 20), date(2026, 9, 21), "不能早于今天"),
        (date(2027, 9, 22), date(2027, 9, 21), "最晚到一年以后（2027年9月21日 周二）"),
        (date(2026, 11, 21), date(2026, 11, 20), "11月21日 周六是休息日"),  # Friday is nearer
        (date(2026, 11, 22), date(2026, 11, 23), "也可以选 11月20日 周五"),
        (date(2026, 10, 1), date(2026, 9, 30), "也可以选 10月8日 周四"),  # of a week of holidays
        (date(2026, 10, 6), date(2026, 10, 8), "是休息日"),
        (date(2027, 1, 2), date(2027, 1, 4), "2027年1月2日 周六是休息日"),  # no notice yet, and 元旦 is free all the same
        (date(2027, 5, 3), None, ""),  # what is made up for a weekend, only a notice says
    ],
)
def test_a_day_that_will_not_do_is_said_with_the_nearest_that_will(day, offered, said):
    fault = fault_of(day, MONDAY)
    assert (fault.offered if fault else None) == offered
    assert fault is None or said in fault.said


def test_on_a_rest_day_nothing_before_it_is_offered():
    saturday = date(2026, 11, 21)
    assert fault_of(saturday, saturday).offered == date(2026, 11, 23)
    assert "也可以选" not in fault_of(saturday, saturday).said


def test_a_year_from_the_29th_of_february_is_the_28th():
    assert last_day(date(2028, 2, 29)) == date(2029, 2, 28)


def test_every_day_of_two_years_is_good_or_answered_by_a_good_one():
    for number in range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal()):
        fault = fault_of(date.fromordinal(number), MONDAY)
        assert fault is None or fault_of(fault.offered, MONDAY) is None, fault
