"""Which value of a field counts: the heads of its amendments, their conflicts (docs/sync.md, The fold)."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zlc.walks.entries.entry import Known
from zlc.walks.entries.kinds import fits
from zlc.walks.fold.state import Conflict

Candidates = dict[str, dict[str, list[Known]]]  # by target and field


class Shown(NamedTuple):
    value: Any
    amendment: Known


@dataclass(slots=True)
class Settled:
    """`shown`: the value that shows, by target and field; `effective`: the amendments whose value does."""

    shown: dict[str, dict[str, Shown]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    effective: set[str] = field(default_factory=set)


def _server_order(amendment: Known) -> tuple[float, str]:
    """What the server has not told yet counts as the greatest."""
    return (math.inf if amendment.at_server is None else amendment.at_server, amendment.id)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _heads(candidates: list[Known], name: str) -> list[Known]:
    """What is reached through others was seen directly by the last of them: one pass finds all heads."""
    seen = {id_ for item in candidates for id_ in item.body.data["set"][name]["saw"] if id_ != item.id}
    heads = [item for item in candidates if item.id not in seen]
    # Amendments that claim to have seen one another leave no head; then none of them outranks the others.
    return sorted(heads or candidates, key=_server_order, reverse=True)


def _candidates(entries: Mapping[str, Known], amendments: Iterable[Known]) -> Candidates:
    found: Candidates = {}
    for amendment in amendments:
        target = entries.get(amendment.body.data["target"])
        if target is None or target.body.kind == "amend":
            continue
        fields = found.setdefault(target.id, {})
        for name, change in amendment.body.data["set"].items():
            if fits(target.body.kind, name, change["value"]):
                fields.setdefault(name, []).append(amendment)
    return found


def settle(entries: Mapping[str, Known], amendments: Iterable[Known]) -> Settled:
    """`entries` by id, the walk's only; `amendments` those of kind amend among them."""
    settled = Settled()
    for target, fields in _candidates(entries, amendments).items():
        settled.shown[target] = {
            name: _settle_field(settled, target, name, _heads(candidates, name))
            for name, candidates in fields.items()
        }
    settled.conflicts.sort(key=lambda conflict: (conflict.target, conflict.field))
    return settled


def _settle_field(settled: Settled, target: str, name: str, heads: list[Known]) -> Shown:
    values = [head.body.data["set"][name]["value"] for head in heads]
    first = heads[0]
    if len(heads) > 1:
        texts = [_canonical(value) for value in values]
        settled.effective.update(head.id for head, text in zip(heads, texts, strict=True) if text == texts[0])
        if any(text != texts[0] for text in texts):
            settled.conflicts.append(Conflict(target, name, first.id, [head.id for head in heads], values))
    settled.effective.add(first.id)
    return Shown(values[0], first)
