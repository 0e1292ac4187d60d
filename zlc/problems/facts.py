"""From a problem entry, as the fold shows it, to the columns of its row."""

from typing import Any

from zlc.catalogue.step_templates import STAGES
from zlc.texts import clean_text
from zlc.walks.fold import WalkState

LONGEST_CODE = 40


def columns_of(state: WalkState, fields: dict[str, Any]) -> dict[str, Any]:
    """The columns that these fields of an entry say something about, and no others.

    A value of the wrong type reads as not recorded: an amendment may set anything.
    """
    columns: dict[str, Any] = {}
    if "text" in fields:
        columns["text"] = text_of(fields["text"])
    if "category" in fields:
        columns["category"] = _code(fields["category"])
    if "severity" in fields:
        value = fields["severity"]
        columns["severity"] = value if value in (1, 2, 3) and not isinstance(value, bool) else None
    if "stage" in fields:
        columns["stage"], columns["stage_entry"] = _stage(state, fields["stage"])
    if "check" in fields:
        columns["check_item"] = _check(state, fields["check"])
    return columns


def facts_of(state: WalkState, entry_id: str) -> dict[str, Any]:
    """Everything a row takes from its entry while 新发现."""
    absent = dict.fromkeys(("text", "category", "severity", "stage", "check"))
    return columns_of(state, absent | state.entries[entry_id].fields)


def text_of(value: Any) -> str:
    """Never empty: a row has to be told from others."""
    return _text(value) or "（没有写内容）"


def _stage(state: WalkState, value: Any) -> tuple[str | None, str | None]:
    """(stage, the stage entry): the field holds a stage's code or the id of a stage entry."""
    if not isinstance(value, str):
        return None, None
    if value in STAGES:
        return value, None
    entry = state.entries.get(value)
    if entry is None or entry.kind != "stage":
        return None, None
    stage = entry.fields.get("stage")
    return (stage if stage in STAGES else None), value


def _check(state: WalkState, value: Any) -> str | None:
    entry = state.entries.get(value) if isinstance(value, str) else None
    return _code(entry.fields.get("item") if entry else value)


def _text(value: Any) -> str:
    return clean_text(value).strip() if isinstance(value, str) else ""


def _code(value: Any) -> str | None:
    """A code of the catalogue, or of a later one; what is too long to be one is not."""
    code = _text(value)
    return code if 0 < len(code) <= LONGEST_CODE else None
