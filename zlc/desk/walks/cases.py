"""The cases of a counter session in rows, with what was noted in each."""

from typing import NamedTuple

from zlc import clock
from zlc.walks.fold.state import CaseState, WalkState
from zlc.walks.times.minutes import session_minutes
from zlc.walks.words import CASE_EVENTS, KINDS, Names

# What may be noted in a case, in the order in which it is named.
NOTED = ("problem", "need", "note", "photo")


class Noted(NamedTuple):
    kind: str
    word: str
    entries: list[str]


class CaseRow(NamedTuple):
    """`handled` and `paused` are as they are said, None and 0 of one that is not over. `matter` is empty, and
    `result` 「办理中」, while nobody has said. The day is said only where it is not the session's own."""

    n: int
    case: CaseState
    handled: int | None
    paused: int
    matter: str
    result: str
    called: str
    ended: str
    noted: list[Noted]


def case_rows(state: WalkState, names: Names) -> list[CaseRow]:
    """In the order of their first entry; none for a walk that is no counter session."""
    noted, said = _noted(state), session_minutes(state)
    return [
        CaseRow(
            n, case, said.handled.get(case.case), said.paused.get(case.case, 0), names.get(case.matter or "", case.matter or ""),
            CASE_EVENTS.get(case.result or "", "办理中"), clock.spoken_near(case.begins, state.begins),
            "办理中" if case.result is None else clock.spoken_near(case.ends, state.begins),
            _named(noted.get(case.case, {})),
        )
        for n, case in enumerate(state.cases, 1)
    ]  # fmt: skip


def result_counts(state: WalkState) -> list[tuple[str, int]]:
    """How many cases ended how, those that occur, in the order of CASE_EVENTS."""
    found = [case.result for case in state.cases]
    return [(word, found.count(code)) for code, word in CASE_EVENTS.items() if code in found]


def case_of(state: WalkState, entry_id: str) -> str | None:
    """The case an entry was noted in; a photo in that of the entry it hangs on."""
    entry = state.entries.get(entry_id)
    if entry is None:
        return None
    of = entry.fields.get("of")
    if entry.kind == "photo" and isinstance(of, str):
        about = state.entries.get(of)
        return case_of(state, of) if about and about.kind != "photo" else None
    case = entry.fields.get("case")
    return case if isinstance(case, str) else None


def case_name(row: CaseRow) -> str:
    """「第 3 件（A012 号）」"""
    ticket = f"（{row.case.ticket} 号）" if row.case.ticket not in (None, "") else ""
    return f"第 {row.n} 件{ticket}"


def _noted(state: WalkState) -> dict[str, dict[str, list[str]]]:
    """Case → kind → its entries, struck ones left out."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry_id in state.order:
        entry = state.entries[entry_id]
        case = case_of(state, entry_id) if entry.kind in NOTED and not entry.void else None
        if case is not None:
            found.setdefault(case, {}).setdefault(entry.kind, []).append(entry_id)
    return found


def _named(noted: dict[str, list[str]]) -> list[Noted]:
    return [Noted(kind, KINDS[kind], noted[kind]) for kind in NOTED if kind in noted]
