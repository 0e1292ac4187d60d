"""What depended on an entry that was struck out: it stays, and a person is told."""

from dataclasses import dataclass

from zlc.walks.fold.line import Line

# Fields that may name another entry. A code in their place names none.
REFERENCES = {"photo": ("of",), "problem": ("stage", "check")}
# What an entry closes; it depends on an opener since the last closing.
CLOSES = {"return": "leave", "resumed": "suspended", "continue": "pause"}


@dataclass(slots=True)
class _Seen:
    standing: bool = False
    struck: bool = False

    def note(self, line: Line) -> None:
        self.standing |= not line.void
        self.struck |= line.void

    @property
    def orphans(self) -> bool:
        return self.struck and not self.standing


def _closers(lines: list[Line]) -> set[str]:
    flagged = set()
    openers = {kind: _Seen() for kind in CLOSES.values()}
    for line in lines:
        kind = line.kind
        if kind in openers:
            openers[kind].note(line)
        if kind not in CLOSES or line.void:
            continue
        if openers[CLOSES[line.kind]].orphans:
            flagged.add(line.id)
        openers[CLOSES[line.kind]] = _Seen()
    return flagged


def _case_events(lines: list[Line]) -> set[str]:
    events = [line for line in lines if line.kind == "case"]
    calls: dict[str, _Seen] = {}
    for line in events:
        if line.fields["event"] == "call":
            calls.setdefault(line.fields["case"], _Seen()).note(line)
    return {
        line.id for line in events
        if line.fields["event"] != "call" and calls.get(line.fields["case"], _Seen()).orphans
    }


def _referrers(lines: list[Line]) -> set[str]:
    struck = {line.id for line in lines if line.void}
    if not struck:
        return set()
    return {
        line.id for line in lines
        if any(line.fields.get(name) in struck for name in REFERENCES.get(line.kind, ()))
    }


def flagged_of(lines: list[Line]) -> set[str]:
    """Ids of the entries that depended on a struck one; `lines` in order."""
    return _referrers(lines) | _closers(lines) | _case_events(lines)
