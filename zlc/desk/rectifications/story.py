"""A rectification's story from top to bottom: begun, claimed, planned, submitted, verified, as one timeline."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zlc import clock
from zlc.desk.problems.moments import Moment, happened, people_in
from zlc.problems.suggestions import FIGURES
from zlc.rectifications.models import Rectification
from zlc.rectifications.records import RectificationEvidence
from zlc.rectifications.states import CAUSES, EVENTS, EVIDENCE, KINDS
from zlc.walks.names import people_named
from zlc.walks.words import Names

TINTS = {"begun": "waiting", "claimed": "office", "planned": "office", "submitted": "blue", "verified": "green"}
# What the detail of an event says, in this order, and what stands before it.
SAID = (
    ("kind", ""), ("to", "责任："), ("was", "原来："), ("due_on", "时限 "), ("until", "有效到 "), ("cause", "原因："),
    ("measure", "措施："), ("figure", "指标："), ("criterion", "改好的标准："), ("effect", "成效："), ("text", ""),
    ("shown", "佐证："), ("number", ""),
)  # fmt: skip


def names_of(one: Rectification, events: Iterable[Any], evidence: Iterable[RectificationEvidence]) -> Names:
    asked = (one.extension or {}).get("by")
    return people_named([*people_in(events), *(row.by for row in evidence), asked])


def moments_of(events: Iterable[Any], names: Names, beside: Mapping[int, Sequence[str]]) -> list[Moment]:
    """`beside`: event → what is known of how it came."""
    return [
        happened(one, names, EVENTS[one.verb], [*lines_of(one), *beside.get(one.n, ())], TINTS.get(one.verb, "")) for one in events
    ]  # fmt: skip


def lines_of(event: Any, without: Sequence[str] = ()) -> list[str]:
    said = [(lead, _words(event, key)) for key, lead in SAID if key not in without]
    return [f"{lead}{words}" for lead, words in said if words]


def _words(event: Any, key: str) -> str:
    value = event.detail.get(key) or ""
    if key == "kind":
        return KINDS.get(value) or EVIDENCE.get(value, value)
    if key == "cause":
        return CAUSES.get(value, value)
    if key == "figure":
        return f"{FIGURES.get(value, value)} {event.detail.get('target', '')}" if value else ""
    if key in ("due_on", "until") or (key == "was" and event.verb in ("rescheduled", "kept_up")):
        return clock.spoken_day(date.fromisoformat(value)) if value else ""
    return str(value)
