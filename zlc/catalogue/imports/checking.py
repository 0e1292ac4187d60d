"""Checking the rows of an import against the catalogue, some at a time, and applying what was seen, all at once."""

import time
from collections.abc import Callable
from itertools import islice

from sqlalchemy import func, select, update

from zlc import clock
from zlc.catalogue import changes
from zlc.catalogue.imports.judging import Catalogue, Judge, Judged
from zlc.catalogue.imports.models import Import, ImportRow
from zlc.catalogue.imports.steps import begin_change, check_anew
from zlc.catalogue.imports.units import all_units
from zlc.catalogue.published import all_published, store
from zlc.catalogue.sheets.cells import Row
from zlc.database import db
from zlc.errors import NotNow, Refusal

PIECE = 1000  # rows
SECONDS = 1.0
GOOD = ("new", "changed", "same")
MOVED = "预览之后目录有了变动，{rows}和您看到的不一样了。没有导入任何内容，已按现在的目录重新核对，请看过再确认。"
STALE = "您看的预览不是最新的，没有导入任何内容。请看过现在的预览再确认。"


class Moved(NotNow):
    code = "catalogue_moved"


def check_some(one: Import, keep: Callable[[], None]) -> None:
    """Judge the next rows, for about a second, and keep the results. Whoever comes second changes nothing."""
    import_id, reached, mark = one.id, one.checked_to, one.mark
    judged, last, done = _judged_next(one)
    found = begin_change(import_id)
    if (found.stage, found.checked_to, found.mark) == ("checking", reached, mark):
        _keep_judged(import_id, judged)
        found.checked_to = last
        if done:
            found.stage = "ready"
    keep()


def _judged_next(one: Import) -> tuple[list[Judged], int, bool]:
    """(what was judged, the last line of it, whether that was all)."""
    judge = _judge(one)
    for row in db.session.execute(
        select(ImportRow.number, ImportRow.unit_id, ImportRow.name, ImportRow.code, ImportRow.matter_id)
        .where(ImportRow.import_id == one.id, ImportRow.number <= one.checked_to, ImportRow.outcome.in_(GOOD))
        .order_by(ImportRow.number)
    ):
        judge.remember(row.number, row.unit_id, row.name, row.code, row.matter_id)
    judged: list[Judged] = []
    last, until = one.checked_to, time.monotonic() + SECONDS
    for group in judge.groups(_rows(one.id, last)):
        judged += judge.judge(group)
        last = group[-1][0]
        if time.monotonic() > until and len(judged) >= PIECE:
            return judged, last, False
    return judged, last, True


def _judge(one: Import) -> Judge:
    return Judge(one, all_units(), Catalogue(all_published(one.unit_id)))


def _rows(import_id: str, after: int) -> list[Row]:
    wanted = select(ImportRow.number, ImportRow.cells).where(ImportRow.import_id == import_id, ImportRow.number > after)
    return [(row.number, row.cells) for row in db.session.execute(wanted.order_by(ImportRow.number))]


def _keep_judged(import_id: str, judged: list[Judged]) -> None:
    columns = ("outcome", "head", "unit_id", "matter_id", "name", "code", "values", "changes", "faults", "notes", "findings")
    lines = [
        {"import_id": import_id, "number": one.number, **{name: getattr(one, name) for name in columns}} for one in judged
    ]
    some = iter(lines)
    while piece := list(islice(some, PIECE)):
        db.session.execute(update(ImportRow), piece)


def counts_of(one: Import) -> dict[str, int]:
    """How many rows of each outcome."""
    counted = select(ImportRow.outcome, func.count()).where(ImportRow.import_id == one.id).group_by(ImportRow.outcome)
    return dict(db.session.execute(counted).all())


def untouched(one: Import) -> int:
    """How many matters of the same scope the list does not speak of: they stay as they are."""
    met = {*db.session.scalars(select(ImportRow.matter_id).where(ImportRow.import_id == one.id, ImportRow.outcome.in_(GOOD)))}
    return len(all_published(one.unit_id).keys() - met)


def confirm(one: Import, mark: str) -> dict[str, int] | None:
    """Store every new and changed matter, in the caller's transaction. Returns how many of each, None when it was done before.

    Everything is judged once more: when the catalogue has moved, the import goes back to be checked and Moved is raised.
    """
    if one.stage == "applied":
        return None
    if one.stage != "ready" or one.mark != mark:
        raise NotNow(STALE if one.open else "这次导入已经放弃，没有导入任何内容。请重新上传。")
    changes.alone()
    judge = _judge(one)
    judged = [found for group in judge.groups(_rows(one.id, -1)) for found in judge.judge(group)]
    if moved := _different(one, judged):
        check_anew(one)
        raise Moved(MOVED.format(rows=_which(one, moved)))
    new = [found.after for found in judged if found.outcome == "new" and found.after]
    changed = {found.matter_id: found.after for found in judged if found.outcome == "changed" and found.matter_id and found.after}
    if not new and not changed:
        raise Refusal("没有可以导入的内容：没有新增，也没有变更。", status=422)
    one.stage, one.file, one.ended_at = "applied", None, clock.now_ms()
    import_id, by, before = one.id, one.person_id, judge.catalogue.published
    ids = store(new, changed)
    changes.keep(by, changes.IMPORTED, ids, {key: (before[key], after) for key, after in changed.items()}, import_id=import_id)
    return {"new": len(new), "changed": len(changed)}


def _which(one: Import, rows: list[int]) -> str:
    first = f"第 {rows[0]} {one.line_word}"
    return first if len(rows) == 1 else f"{first}等 {len(rows)} {one.line_word}"


def _different(one: Import, judged: list[Judged]) -> list[int]:
    """The rows that would do something else than what was shown."""
    wanted = select(ImportRow.number, ImportRow.outcome, ImportRow.matter_id, ImportRow.changes, ImportRow.values)
    seen = {
        row.number: (row.outcome, row.matter_id, row.changes, row.values)
        for row in db.session.execute(wanted.where(ImportRow.import_id == one.id))
    }
    now = {one.number: (one.outcome, one.matter_id, one.changes, one.values) for one in judged}
    return sorted(number for number in seen if seen[number] != now.get(number))
