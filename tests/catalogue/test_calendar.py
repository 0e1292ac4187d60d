"""Working days by the State Council's notices, and what is said of years without one."""

from datetime import date, timedelta

import pytest

from zlc.catalogue.calendar import is_working_day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 10, 1), False),  # 国庆节, a Thursday
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday made up for
        (date(2026, 9, 20), True),  # a Sunday made up for
        (date(2026, 2, 17), False),  # 春节, a Tuesday
        (date(2026, 11, 21), False),  # a Saturday like others
        (date(2026, 11, 23), True),
    ],
)
def test_holidays_and_make_up_days_are_known(day: date, working: bool) -> None:
    assert is_working_day(day) == (working, True)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2099, 10, 1), False),  # 国庆节: in every year
        (date(2099, 10, 3), False),
        (date(2099, 10, 4), False),
        (date(2099, 10, 5), True),
        (date(2098, 5, 1), False),
        (date(1970, 1, 1), False),
        (date(1970, 1, 2), True),
    ],
)
def test_a_year_without_a_notice_counts_weekends_and_what_is_sure_and_says_so(day: date, working: bool) -> None:
    assert is_working_day(day) == (working, False)


def test_the_last_known_year_ends_and_the_next_begins_without_an_error() -> None:
    days = [date(2026, 12, 28) + timedelta(days=n) for n in range(10)]
    assert {known for day in days for _, known in [is_working_day(day)] if day.year == 2026} == {True}
    assert [is_working_day(day)[0] for day in days[:4]] == [True] * 4
