"""The rows of a printed record: plain text and numbers, grouped by day, nothing shortened."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from zlc import clock
from zlc.desk.comparison.lines import LineRow
from zlc.desk.walks.page import WalkPage
from zlc.desk.walks.parts import Part
from zlc.desk.walks.photos import PhotoCard
from zlc.desk.walks.story import LISTED, AmendmentRow, EntryRow, StageRow
from zlc.problems.answers import refusals
from zlc.walks.photos import photos as photo_files
from zlc.walks.times.stops import Stop, heads, stops_of
from zlc.walks.times.timeline import swatch

Row = dict[str, Any]
NAMED = 20  # of what is not counted


def by_day(rows: Iterable[tuple[int, Row]]) -> list[Row]:
    """(instant, row) pairs → a line for each new day before its rows; a row that is alone on its day says it itself (`on`)."""
    lines: list[Row] = []
    for day, group in groupby(rows, lambda pair: clock.local(pair[0]).date()):
        of_day = list(group)
        alone = len(of_day) == 1
        if not alone:
            lines.append({"day": clock.spoken_day(day)})
        on = clock.spoken_date(day) if alone else ""
        weekday = f"周{clock.WEEKDAYS[day.weekday()]} " if alone else ""
        lines += [{"day": "", "on": on, "at": f"{weekday}{clock.local(at):%H:%M}", **row} for at, row in of_day]
    return lines


def stages(page: WalkPage) -> list[Row]:
    return by_day((row.span.begins, _stage(row)) for row in page.stages.rows)


def _stage(row: StageRow) -> Row:
    span = row.span
    with clock.year_unsaid(span.begins):  # which stands before it
        ends = row.ends_words
    return {
        "stage": row.stage or "—", "step": row.step, "visit": span.visit or 0, "ends": ends,
        "length": row.length_words, "kind": row.kind, "certainty": row.certainty, "marks": row.marks,
    }  # fmt: skip


def totals(page: WalkPage) -> list[Row]:
    """Each kind of time that occurs, with its swatch and words; the promise of reading needs no colour."""
    return [{"swatch": str(swatch(kind)) if kind else "", "kind": word, "words": words} for kind, word, words in page.totals]


def visits(page: WalkPage) -> list[Row]:
    """What each trip to the hall was spent on; empty for a single one, which the timeline shows well enough."""
    spent: dict[int, dict[str, int]] = {}
    begun: dict[int, int] = {}
    for span, minutes in zip(page.state.spans, page.minutes.spans, strict=True):
        if span.kind == "away" or span.ends is None or minutes is None or not span.visit or _overnight(span.begins, span.ends):
            continue
        parts = spent.setdefault(span.visit, {})
        parts[span.kind] = parts.get(span.kind, 0) + minutes
        begun.setdefault(span.visit, span.begins)
    if len(spent) < 2:
        return []
    return [
        {
            "label": f"第 {visit} 次　{clock.local(begun[visit]).month}月{clock.local(begun[visit]).day}日",
            "parts": parts, "words": clock.spoken_length(sum(parts.values()) or None),
        }
        for visit, parts in sorted(spent.items())
    ]  # fmt: skip


def _overnight(begins: int, ends: int) -> bool:
    """What lasts into another day is no waiting in the hall."""
    return clock.local(begins).date() != clock.local(ends).date()


def lengths(page: WalkPage) -> list[Row]:
    rows: list[Row] = []
    for name, one in page.lengths:
        row: Row = {"name": name, "known": one is not None}
        if one is not None:
            days = f"{one.working_days} 个" + ("" if one.known else "（未含调休）")
            net = f"{clock.spoken_length(one.net_said)}（{one.net_working_days} 个工作日）"
            row |= {"calendar": clock.spoken_length(one.calendar), "days": days, "net": net}
        rows.append(row)
    return rows


def stops(page: WalkPage) -> list[Row]:
    """When the office's clock stood, and when the papers were with the applicant before it ran: each, and why."""
    return [{"head": head, "stops": [_stop(one) for one in some]} for head, some in heads(stops_of(page.state))]


def _stop(one: Stop) -> Row:
    days = one.days
    worked = f"，{days.days} 个工作日" + ("" if days.known else "（未含调休）") if days else ""
    with clock.year_unsaid(one.begins):
        ends = "" if one.ends is None else clock.spoken_near(one.ends, one.begins)
    begins = clock.spoken(one.begins)
    return {"word": one.word, "reason": one.reason, "begins": begins, "length": one.words + worked, "ends": ends}


def compared(row: LineRow) -> Row:
    """A line of 公示与实走, with what was decided about its gap."""
    said = {"item": row.line.item, "stands_out": row.stands_out, "decided": row.decided_words}
    return said | {key: getattr(row.line, key) for key in ("published", "measured", "words")}


def proposed(page: WalkPage) -> list[Row]:
    """拟记的问题 but for the figures, each with who decided what and why."""
    return [
        {
            "text": row.said,
            "decided": "；".join(one.words for one in row.past), "since": row.since, "waits": row.gap.open,
        }
        for row in page.proposed.recorded
    ]  # fmt: skip


def problems(page: WalkPage) -> list[Row]:
    pictures, why = _figures(page.cards), refusals(page.problems.rows)
    return [
        {
            "number": one.full_number, "text": one.text, "stage": one.stage or "",
            "category": one.category or "", "severity": one.severity_name, "state": one.told_as,
            "responsible": "" if one.away else one.responsible, "due": clock.spoken_day(one.due_on) if one.due_on and not one.away else "",
            "why": why.get(one.id, ""), "figures": pictures.get(one.id, []),
            "suggestion": one.suggested, "must": one.must_since is not None,
            "source": one.source_name if one.source == "proposal" else "",
        }
        for one in page.problems.rows
    ]  # fmt: skip


def uncounted(page: WalkPage) -> str:
    """「〔2026〕四季度-人社局-问题-003（已撤回）」: what was withdrawn or struck out."""
    named = "、".join(f"{one.full_number}（{one.uncounted_as}）" for one in page.uncounted[:NAMED])
    return named + (f" 等 {len(page.uncounted)} 个" if len(page.uncounted) > NAMED else "")


def photos(page: WalkPage) -> list[Row]:
    """Those that may be shown carry their `file`; of the others the reason is said."""
    numbers = {one.id: n for n, one in enumerate((one for one in page.found if one.counts), 1)}
    rows = []
    for n, card in enumerate(page.photos.rows, 1):
        why = card.why if card.visible else "受限照片，不在此显示"
        about = f"问题 {numbers[card.of]}" if card.of in numbers else f"要素：{card.element}" if card.element else ""
        file = str(photo_files.place_of(card.sha256)) if card.opened else ""
        rows.append(
            {
                "n": n, "caption": card.caption, "by": card.by, "time": clock.spoken(card.time),
                "about": about, "file": file, "why": why, "restricted": card.restricted,
            }
        )  # fmt: skip
    return rows


def _figures(cards: list[PhotoCard]) -> dict[str, list[int]]:
    """Entry id → the numbers of its photos."""
    found: dict[str, list[int]] = {}
    for n, card in enumerate(cards, 1):
        if card.of:
            found.setdefault(card.of, []).append(n)
    return found


def listed(page: WalkPage) -> list[Row]:
    return [
        {"head": head, "rows": [_entry(row) for row in part.rows], "total": part.total, "left": part.left}
        for head, part in page.listed
    ]


def entries(page: WalkPage) -> list[Row]:
    return by_day((row.entry.time, _entry(row)) for row in page.entries.rows)


def _entry(row: EntryRow) -> Row:
    entry = row.entry
    certainty = {"checked": "已核对", "estimated": "估计", "doubtful": "存疑"}[entry.certainty]
    raw = (
        clock.spoken_near(entry.recorded_at, entry.time)
        if abs(entry.time - entry.recorded_at) >= 60_000
        else ""
    )
    return {
        "kind": row.kind, "text": row.text, "who": row.who, "time": clock.spoken(entry.time),
        "certainty": certainty, "raw": raw, "marks": row.marks, "struck": entry.void,
        "struck_because": row.struck_because,
    }  # fmt: skip


def counts(page: WalkPage) -> Row:
    """Of each list how many rows there are, and how many are left to the system."""
    parts: list[Part[Any]] = [
        page.stages, page.entries, page.problems, page.photos, page.amendments, page.conflicts,
    ]  # fmt: skip
    parts += [page.case_rows, page.pauses] if page.state.counter else []
    return {part.name: {"total": part.total, "left": part.left} for part in parts}


def amendments(page: WalkPage) -> list[Row]:
    return [_amendment(row) for row in page.amendments.rows]


def reason_of(row: AmendmentRow) -> str:
    return "当场撤销" if row.reason == "undo" else str(row.reason or "未写理由")


def _amendment(row: AmendmentRow) -> Row:
    return {
        "about": row.about, "who": row.who, "time": clock.spoken(row.time),
        "reason": reason_of(row),
        "effective": row.effective,
        "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in row.changes],
    }  # fmt: skip


def conflicts(page: WalkPage) -> list[Row]:
    return [
        {
            "about": one.about, "field": one.field_name,
            "choices": [{"value": c.value, "who": c.who, "shown": c.shown} for c in one.choices],
        }
        for one in page.conflicts.rows
    ]  # fmt: skip


def unsaid(page: WalkPage) -> list[str]:
    """The heads under which nobody noted anything: said as 未记, never left to guess."""
    said = {head for head, _ in page.listed}
    return [head for head in LISTED.values() if head not in said and head != "记一笔"]
