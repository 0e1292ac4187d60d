"""A table that goes on over a page says its day again, below its head: else its rows would stand there without one.

WeasyPrint repeats a table's head and nothing below it. Where a table is resumed in the midst of a day, the row that names the
day (`tr.day`) is laid out once more at the end of the head. One private function of exactly one version is wrapped; under any
other version the day is not repeated.
"""

from importlib.metadata import version
from typing import Any

FITS = "70.0"


def install() -> bool:
    """Teach WeasyPrint; False when its version is another one and nothing was touched."""
    if version("weasyprint") != FITS:
        return False
    from weasyprint.layout import block

    block.table_layout = _with_day(block.table_layout)
    return True


def _with_day(original: Any) -> Any:
    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *rest: Any) -> Any:
        day = _day_of(table, skip_stack)
        if day is None:
            return original(context, table, bottom_space, skip_stack, *rest)
        head, *groups = table.children
        longer = table.copy_with_children([head.copy_with_children([*head.children, day.deepcopy()]), *groups])
        laid, *more = original(context, longer, bottom_space, skip_stack, *rest)
        if laid is not None:
            laid.skipped_rows -= 1  # by which the borders of the rows are found: the day's is none of the table's own
        return (laid, *more)

    return table_layout


def _day_of(table: Any, skip_stack: Any) -> Any:
    """The row that names the day of the row with which the table goes on; None where that one says its day itself."""
    if not skip_stack or not table.children or not table.children[0].is_header:
        return None
    ((group, within),) = skip_stack.items()
    if not within:
        return None
    ((reached, _),) = within.items()
    for row in reversed(table.children[group].children[: reached + 1]):
        classes = (row.element.get("class") or "").split()
        if "dated" in classes:
            return None
        if "day" in classes:
            return None if row is table.children[group].children[reached] else row
    return None
