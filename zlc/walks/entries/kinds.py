"""What each kind's data may hold. The same table as static/client/journal/kinds.ts; tests/sync/bodies.json
keeps them equal. A key the table lacks comes from a newer phone: it is kept, whatever it holds."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from zlc.texts import is_uuid

Test = Callable[[Any], bool]


class Rule(NamedTuple):
    fits: Test
    required: bool


SHA256 = re.compile(r"[0-9a-f]{64}")
GREATEST_EXACT = 2**53 - 1  # what a phone can count exactly
GREATEST_COUNT = 2**31 - 1  # what an INTEGER column holds


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_instant(value: Any) -> bool:
    """Any whole number a device can count exactly, whatever year it names."""
    return is_whole(value) and -GREATEST_EXACT <= value <= GREATEST_EXACT


def is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _filled(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _amount(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= GREATEST_EXACT


def _sha256(value: Any) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _texts(value: Any) -> bool:
    return _text(value) or (isinstance(value, list) and all(map(_text, value)))


def _label(value: Any) -> bool:
    return _text(value) or _amount(value)


def _whole(least: int, greatest: int = GREATEST_COUNT) -> Test:
    return lambda value: is_whole(value) and least <= value <= greatest


def _one_of(*choices: str) -> Test:
    return lambda value: isinstance(value, str) and value in choices


def _some_of(*choices: str) -> Test:
    fits = _one_of(*choices)
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _must(fits: Test) -> Rule:
    return Rule(fits, required=True)


def _may(fits: Test) -> Rule:
    return Rule(lambda value: value is None or fits(value), required=False)


def _fits_everywhere(field: str, value: Any) -> bool:
    if field == "at":
        return is_instant(value)
    return field != "void" or _flag(value)


def _changes(value: Any) -> bool:
    """`at` and `void` may be amended in every kind, so their values are known without the target."""
    return is_object(value) and len(value) > 0 and all(
        is_object(change) and "value" in change and isinstance(change.get("saw"), list)
        and all(map(_text, change["saw"])) and _fits_everywhere(field, change["value"])
        for field, change in value.items()
    )


_COUNT = _whole(0)
_REASON = {"reason": _may(_text)}
_VISIT = {"visit": _may(_COUNT)}
# In a counter session: the case it was noted in.
_IN_CASE = {"case": _may(is_uuid)}
# By which plan it was written (docs/decisions/0044).
_SAW = {"saw": _may(_text)}
_STAGES = _one_of("consult", "form", "queue", "acceptance", "result")
_RESULTS = _one_of("accepted", "supplement", "refused", "referred", "done")

RULES: dict[str, dict[str, Rule]] = {
    "open": {
        "as": _must(_one_of("applicant", "counter")), "mode": _may(_one_of("self", "delegate", "accompany")),
        "channel": _may(_one_of("hall", "online")), "unit": _may(_text), "matter": _may(_text),
        "matter_text": _may(_text), "place": _may(_text), "window": _may(_label), "head": _may(_text),
        "companions": _may(_texts), "delegation": _may(is_object), "plan": _may(_text), "rewalk": _may(_text),
    },
    "stage": {"stage": _must(_STAGES), "step": _may(_text), **_VISIT},
    "leave": _VISIT,
    "return": _VISIT,
    "ticket": {"number": _may(_label), "ahead": _may(_COUNT)},
    "material": {
        "name": _must(_text), "listed": _may(_flag), "copies": _may(_COUNT),
        "tags": _may(_some_of("strange", "circular", "repeated")), "shareable_from": _may(_text),
        "note": _may(_text),
    },
    "intermediary": {
        "name": _must(_text), "fee": _may(_amount), "days": _may(_amount),
        "tags": _may(_some_of("poor", "monopoly", "overcharge")), "note": _may(_text),
    },
    "outcome": {"result": _must(_RESULTS), **_REASON},
    "suspended": _REASON,
    "resumed": _REASON,
    "check": {
        "item": _must(_text), "verdict": _must(_one_of("good", "problem", "absent", "na")),
        "note": _may(_text),
    },
    "problem": {
        "text": _must(_text), "category": _may(_text), "stage": _may(_text), "check": _may(_text),
        "severity": _may(_whole(1, 3)), **_IN_CASE,
    },
    "need": {"text": _must(_text), "from": _may(_one_of("enterprise", "public", "staff")), **_IN_CASE},
    "note": {"text": _must(_text), **_IN_CASE},
    "photo": {
        "sha256": _must(_sha256), "bytes": _must(_COUNT), "width": _may(_COUNT), "height": _may(_COUNT),
        "taken_at": _may(is_instant), "caption": _may(_text), "of": _may(is_uuid), "redacted": _may(_flag),
        "restricted": _may(_flag),
    },
    "rating": {"level": _must(_whole(1, 5)), "aspects": _may(is_object)},
    "case": {
        "case": _must(is_uuid),
        "event": _must(_one_of("call", "accept", "supplement", "refuse", "refer", "done")),
        "ticket": _may(_label), "matter": _may(_text), "note": _may(_text),
    },
    "pause": _REASON,
    "continue": _REASON,
    "finish": {"result": _may(_text), "summary": _may(_text)},
    "amend": {"target": _must(is_uuid), "set": _must(_changes), "reason": _must(_filled)},
    "claim": _SAW,
    "progress": {"text": _must(_text), **_SAW},
    "evidence": {
        "sha256": _must(_sha256), "bytes": _must(_COUNT), "width": _may(_COUNT), "height": _may(_COUNT),
        "taken_at": _may(is_instant), "caption": _may(_text), "redacted": _may(_flag), **_SAW,
    },
    "submission": {"effect": _must(_text), "text": _may(_text), **_SAW},
}
# Of a rectification: `walk` is its id, and no walk has them.
OF_RECTIFICATION = frozenset({"claim", "progress", "evidence", "submission"})


def fits(kind: str, field: str, value: Any) -> bool:
    """Whether an amendment may give this value to this field of its target's data; `at` and `void` are known to
    fit since the amendment was read, and a field of a newer phone takes any value."""
    rule = RULES[kind].get(field)
    return rule is None or rule.fits(value)


def bad_field(kind: str, data: dict[str, Any]) -> str | None:
    """The first field of the data that is missing or does not fit, or None."""
    for field, rule in RULES[kind].items():
        if not rule.fits(data[field]) if field in data else rule.required:
            return field
    return None
