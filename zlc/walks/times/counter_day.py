"""A counter session laid out on the day's hours, and drawn: the same rules as static/client/facts/counter_day.ts."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from zlc import clock
from zlc.documents.patterns import FACE, INK, QUIET, filled, patterns
from zlc.walks.fold.state import CaseState, Pause, WalkState
from zlc.walks.times.minutes import session_minutes

USES = {"handled": "办理", "idle": "空闲", "pause": "暂停", "unobserved": "未观察"}
# Which kind of time lends its hue and pattern: being served, waiting, the office's, away.
LOOK = {"handled": "served", "idle": "free", "pause": "pause", "unobserved": "away"}
HOUR = 3_600_000
MOST_ROWS, MOST_HOURS = 48, 31 * 24
MOST_IN_A_ROW = 150  # of a drawing 700 units wide; an hour with 75 cases has as many
# A row's height and where its bar begins, in units of the drawing, by its width; type as in timeline.py.
SCREENS, PAPER = (360, 720), 960
SIZES = {360: (34, 78, 21), 720: (30, 66, 18), PAPER: (26, 60, 17)}


class Piece(NamedTuple):
    """From `begins` to `ends` (ms) the window was used so; `case` is the case of a handled piece."""

    use: str
    begins: int
    ends: int
    case: CaseState | None = None


class Hours(NamedTuple):
    begins: int
    ends: int
    parts: list[Piece]


def pieces_of(state: WalkState) -> list[Piece]:
    """In the order of time. What still runs is told up to the last entry; what comes after the last case,
    only when the session is over. The sums are the fold's."""
    counter, begins, ends = state.counter, state.begins, state.ends
    if counter is None:
        return []
    last_known = max((entry.time for entry in state.entries.values()), default=0)
    called, pauses, over = counter.called, counter.pauses, None
    pieces: list[Piece] = []
    if begins is not None:
        first = called[0][0] if called else ends
        pieces.append(Piece("unobserved", begins, begins if first is None else first))
    for begun, case in called:
        if over is not None:
            pieces += _around(pauses, Piece("idle", over, begun), last_known)
        over = case.ends
        pieces += _around(pauses, Piece("handled", begun, last_known if over is None else over, case), last_known)
    if over is not None and ends is not None:
        pieces.append(Piece("unobserved", over, ends))
    return [piece for piece in pieces if piece.ends > piece.begins]


def _around(pauses: list[Pause], whole: Piece, now: int) -> Iterator[Piece]:
    done = whole.begins
    for pause in pauses:
        first = max(pause.begins, whole.begins)
        # A pause still going on is taken from nothing that is over: the fold waits for its end as well.
        running = now if whole.case and whole.case.ends is None else first
        last = min(running if pause.ends is None else pause.ends, whole.ends)
        if last > first:
            yield whole._replace(begins=done, ends=first)
            yield Piece("pause", first, last)
            done = last
    yield whole._replace(begins=done)


def length_of(pieces: list[Piece], use: str) -> int:
    return sum(piece.ends - piece.begins for piece in pieces if piece.use == use)


def hours_of(pieces: list[Piece]) -> list[Hours]:
    """The hours these pieces lie in, each with its parts; hours in which nobody was served stand together.
    Where a wrong clock makes years of a day, a row is as long as it must be for MOST_ROWS."""
    if not pieces:
        return []
    step, first, last = HOUR, pieces[0].begins, pieces[-1].ends
    while True:
        rows = _rows(pieces, step) if last - first <= MOST_HOURS * step else []
        if 0 < len(rows) <= MOST_ROWS:
            return rows
        step *= 2


def _rows(pieces: list[Piece], step: int) -> list[Hours]:
    rows: list[Hours] = []
    first = pieces[0].begins // step * step
    touching: list[list[Piece]] = [[] for _ in range(first, pieces[-1].ends, step)]
    for piece in pieces:
        for n in range(max(0, (piece.begins - first) // step), min(len(touching), -(-(piece.ends - first) // step))):
            touching[n].append(piece)
    for n, parts in enumerate(touching):
        begins = first + n * step
        row = _within(parts, begins, begins + step)
        if rows and _empty(row) and _empty(rows[-1]):
            row = _joined(rows.pop(), row)
        rows.append(row)
    return rows


def _joined(before: Hours, after: Hours) -> Hours:
    """Two neighbours as one; what was cut between them is whole again."""
    parts = list(before.parts)
    for piece in after.parts:
        if parts and parts[-1].ends == piece.begins and parts[-1].use == piece.use and parts[-1].case is piece.case:
            piece = parts.pop()._replace(ends=piece.ends)
        parts.append(piece)
    return Hours(before.begins, after.ends, parts)


def _within(pieces: list[Piece], begins: int, ends: int) -> Hours:
    cut = (piece._replace(begins=max(piece.begins, begins), ends=min(piece.ends, ends)) for piece in pieces)
    return Hours(begins, ends, [piece for piece in cut if piece.ends > piece.begins])


def _empty(row: Hours) -> bool:
    return all(piece.use != "handled" for piece in row.parts)


def sums_of(state: WalkState) -> list[tuple[str, str, str]]:
    """(kind of time that lends its look, word, how long in words), those that occur."""
    pieces, said = pieces_of(state), session_minutes(state).uses
    since = _running_since(state)
    running = [piece for piece in pieces if since is not None and piece.begins >= since]
    found = [(use, said.get(use, 0) + length_of(running, use)) for use in USES]
    return [(LOOK[use], USES[use], clock.spoken_length(length)) for use, length in found if length]


def _running_since(state: WalkState) -> int | None:
    """When the case was called that is still at the window, which no sum has in it yet."""
    called = state.counter.called if state.counter else []
    return called[-1][0] if called and called[-1][1].ends is None else None


def both(state: WalkState) -> Markup:
    """The drawing for a phone and for a desk; the style sheet shows one. Empty before the first case."""
    return Markup("").join(draw(state, width) for width in SCREENS)


def draw(state: WalkState, width: int) -> Markup:
    """One SVG as wide as asked, one of SIZES. Empty before the first case."""
    rows, sums = hours_of(pieces_of(state)), sums_of(state)
    if not rows:
        return Markup("")
    high, _, type_ = SIZES[width]
    key = f"cd{width}"
    body = "".join(_row(_legible(row), n * high, key, width) for n, row in enumerate(rows))
    said = "，".join(f"{word} {words}" for _, word, words in sums)
    return Markup(
        f'<svg class="timeline timeline-{width}" viewBox="0 0 {width} {len(rows) * high}" width="{width}"'
        f' height="{len(rows) * high}" role="img" aria-label="按小时画的时间去向：{escape(said)}" font-size="{type_}"'
        f' font-family="{FACE}" fill="{INK}">{patterns(key)}{body}</svg>'
    )


def _legible(row: Hours) -> Hours:
    """Where the pieces would be hairs, one stretch for each use, as long as they are together."""
    if len(row.parts) <= MOST_IN_A_ROW:
        return row
    parts, at = [], row.parts[0].begins
    for use in USES:
        if length := length_of(row.parts, use):
            parts.append(Piece(use, at, at + length))
            at += length
    return Hours(row.begins, row.ends, parts)


def _row(row: Hours, y: int, key: str, width: int) -> str:
    high, left, type_ = SIZES[width]
    scale = (width - left - 1) / (row.ends - row.begins)
    label = f'<text class="quiet" fill="{QUIET}" x="0" y="{y + high / 2 + type_ * 0.36 - 2:.1f}">{_label(row)}</text>'
    bars = (
        filled(
            key, LOOK[piece.use],
            f'x="{left + (piece.begins - row.begins) * scale:.1f}" y="{y + 1}"'
            f' width="{max((piece.ends - piece.begins) * scale, 0.5):.1f}" height="{high - 7}"',
            # Nobody noted how it ended: a broken outline.
            ' stroke-dasharray="4 3"' if piece.case and piece.case.result == "unrecorded" else "",
        )
        for piece in row.parts
    )  # fmt: skip
    return label + "".join(bars)


def _label(row: Hours) -> str:
    """「09」, 「12–14」, and the day where a row is longer than one."""
    begins, ends = clock.local(row.begins), clock.local(row.ends)
    if row.ends - row.begins > 24 * HOUR:
        return f"{begins:%m-%d}"
    return f"{begins:%H}" + (f"–{ends:%H}" if row.ends - row.begins > HOUR else "")
