"""A walk's state of which a test says only what matters to it."""

from typing import Any

import msgspec

from zlc.walks.fold import WalkState, fold

ENTRY = {
    "kind": "note", "by": "zhao", "how": "tap", "time": 0, "recorded_at": 0, "certainty": "checked", "void": False,
    "undone": False, "fields": {}, "amended": [], "waits_for": None, "flagged": False,
}  # fmt: skip
AMENDMENT = {"target": "", "set": {}, "reason": "记错了", "time": 0, "by": "zhao", "effective": True}
SPAN = {
    "entry": "", "stage": None, "step": None, "visit": 1, "kind": "away", "begins": 0, "ends": None,
    "certainty": "checked", "flagged": False,
}  # fmt: skip
COUNTER = {"cases": [], "idle": 0, "unobserved": 0, "pauses": [], "count": 0}


def state_saying(**said: Any) -> WalkState:
    """Plain values as in the fold's JSON, and parts of another state; what is not said is as in a walk that nobody began."""
    if said.get("open") is not None:
        said["open"] = {"entry": "", "by": "zhao", **said["open"]}
    if said.get("counter") is not None:
        said["counter"] = COUNTER | said["counter"]
    said["entries"] = {id_: _whole(ENTRY, one) for id_, one in said.get("entries", {}).items()}
    said["amendments"] = {id_: _whole(AMENDMENT, one) for id_, one in said.get("amendments", {}).items()}
    said["spans"] = [_whole(SPAN, one) for one in said.get("spans", [])]
    return msgspec.convert(msgspec.to_builtins(fold(())) | said, WalkState)


def _whole(usual: dict[str, Any], said: Any) -> Any:
    return usual | said if isinstance(said, dict) else said
