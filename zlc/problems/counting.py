"""Numbers are given once, and none comes again: what a list counts while it follows the journal."""

from typing import Any

from zlc import sql
from zlc.search.index import next_serial


class Counter:
    """The next number of a unit's quarter in one list, and the next serial. Folding holds the commit lock, so nobody else is
    counting. None comes again: the unit that gave a number counts it, wherever its line went."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._last: dict[tuple[str, str], int] = {}
        self._serial = 0

    def next(self, unit_id: str, quarter: str) -> int:
        key = unit_id, quarter
        if key not in self._last:
            used = f"select max(number) from {self._model.__tablename__} where numbered_by = ? and quarter = ?"
            self._last[key] = sql.rows(used, unit_id, quarter)[0][0] or 0
        self._last[key] += 1
        return self._last[key]

    def serial(self) -> int:
        self._serial = self._serial + 1 if self._serial else next_serial(self._model)
        return self._serial
