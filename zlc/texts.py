"""What comes from outside as text: what of it can be stored, what is an id, how long a reason may be."""

import re
from typing import Any

from zlc.errors import Refusal

LONGEST_REASON = 500  # characters
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def clean_text(text: str) -> str:
    """`text` without NUL and lone surrogates."""
    return _UNSTORABLE.sub("", text)


def is_uuid(value: Any) -> bool:
    return isinstance(value, str) and UUID.fullmatch(value) is not None


def checked_reason(reason: str, missing: str = "请写明理由，以后查得到。") -> str:
    """Why something was done, as it is kept. `missing` is said when there is none; where it is empty, none is needed. Raises
    Refusal (422)."""
    reason = clean_text(reason).strip()
    if not reason and missing:
        raise Refusal(missing, status=422, field="reason")
    if len(reason) > LONGEST_REASON:
        said = f"理由请不超过 {LONGEST_REASON} 字，现在有 {len(reason)} 字。"
        raise Refusal(said, status=422, field="reason")
    return reason
