"""编号: counted per unit and quarter, as real ledgers do (research: 「年份+季度+流水号」)."""

from collections.abc import Collection
from datetime import date

QUARTERS = "一二三四"


def quarter_of(day: date) -> str:
    """「2026Q4」, which sorts by time as text."""
    return f"{day.year:04d}Q{(day.month + 2) // 3}"


def quarter_begins(day: date) -> date:
    """The first day of the quarter that this day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_given(found: date, arrived: date, submitted: Collection[str] = ()) -> str:
    """In which a line is counted: the quarter it was found in; once its unit has submitted that one (`submitted`: those that it
    has), the quarter it arrived in, as 补报. No quarter can be submitted yet: whoever makes that possible passes them, and marks it."""
    quarter = quarter_of(found)
    return max(quarter, quarter_of(arrived)) if quarter in submitted else quarter


def is_quarter(text: str) -> bool:
    return (
        len(text) == 6 and text[:4].isascii() and text[:4].isdigit() and text[4:] in ("Q1", "Q2", "Q3", "Q4")
    )


def quarter_name(quarter: str) -> str:
    """「2026 年四季度」."""
    return f"{quarter[:4]} 年{QUARTERS[int(quarter[5]) - 1]}季度"


def full_number(quarter: str, unit_short: str, number: int, called: str) -> str:
    """「〔2026〕四季度-人社局-问题-003」, nobody else's; `called`: of which list."""
    return f"〔{quarter[:4]}〕{QUARTERS[int(quarter[5]) - 1]}季度-{unit_short}-{called}-{number:03d}"


def short_number(quarter: str, number: int) -> str:
    """「四季-003」, enough inside one unit and year."""
    return f"{QUARTERS[int(quarter[5]) - 1]}季-{number:03d}"
