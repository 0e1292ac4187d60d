"""What an opening entry says, as a form holds it: what of it is corrected later, and what it lacks still. Pure.

The phone has the same rules in static/client/facts/opening.ts; tests/sync/openings.json is read by both.
"""

from collections.abc import Mapping
from typing import Any

Fields = Mapping[str, Any]
Opening = dict[str, str]

# How the opening entry is called in a form, in the order in which it is asked. `site`: a website's address is not the
# hall's, and each stays its own; `query`: the name of a matter that the catalogue does not have.
SAID = (
    "matter", "query", "mode", "channel", "place", "site", "window", "head", "companions", "behalf", "ref",
)  # fmt: skip
MATTER = ("matter", "matter_text")
OF_A_WALK = ("mode", "channel", "place", "head", "companions")
OF_A_SESSION = (*MATTER, "window", "place", "head")


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def opening_of(fields: Fields) -> Opening:
    """Every key of SAID; empty where nothing is said."""
    said = {key: _words(fields.get(key)) for key in SAID}
    delegation = fields.get("delegation") or {}
    online = said["channel"] == "online"
    return said | {
        "query": "" if said["matter"] else _words(fields.get("matter_text")),
        "place": "" if online else said["place"], "site": said["place"] if online else "",
        "behalf": _words(delegation.get("for")), "ref": _words(delegation.get("ref")),
    }  # fmt: skip


def _data(said: Opening) -> dict[str, Any]:
    """The fields of an `open` that says this."""
    said = {key: value.strip() for key, value in said.items()}
    return {
        "matter": said["matter"], "matter_text": "" if said["matter"] else said["query"],
        "place": said["site" if said["channel"] == "online" else "place"],
        "delegation": {"for": said["behalf"], "ref": said["ref"]} if said["mode"] == "delegate" else None,
        **{key: said[key] for key in ("mode", "channel", "window", "head", "companions")},
    }  # fmt: skip


def corrected(fields: Fields, said: Opening) -> dict[str, Any]:
    """The fields of the opening entry that become other ones; None where nothing is said any more. A walk keeps its matter
    until another is named; and what an authorisation said stays when it is no 代理办 any more: nobody reads it then."""
    before, after = _data(opening_of(fields)), _data(said)
    counter, given = fields.get("as") == "counter", after["delegation"]
    named = after["matter"] or after["matter_text"]
    asked = OF_A_SESSION if counter else (*(MATTER if named else ()), *OF_A_WALK)
    changed = {key: after[key] or None for key in asked if before[key] != after[key]}
    if given and given != before["delegation"] and not counter:
        changed["delegation"] = {**(fields.get("delegation") or {}), **given}
    return changed


def fills(fields: Fields, changes: Fields) -> bool:
    """Whether these changes only say what was not said yet: nobody is asked why."""
    return all(
        _adds(fields.get(key) or {}, value) if key == "delegation" else value is not None and not _words(fields.get(key)).strip()
        for key, value in changes.items()
    )


def _adds(was: Fields, now: Fields) -> bool:
    return all(not _words(was.get(key)).strip() or was.get(key) == value for key, value in now.items())


def lacking(fields: Fields) -> list[str]:
    """还缺: what a record is expected to say and does not, in words; never a reason to refuse it."""
    said = {key: value.strip() for key, value in opening_of(fields).items()}
    hall = said["channel"] != "online"
    if fields.get("as") == "counter":
        expected = {"窗口": said["window"], "地点": said["place"]}
    else:
        expected = {"事项": said["matter"] or said["query"], "地点": said["place"] if hall else "-", "主要负责人": said["head"]}
        if said["mode"] == "delegate":
            expected |= {"代谁办": said["behalf"], "授权依据": said["ref"]}
        if said["mode"] == "accompany":
            expected |= {"陪同谁": said["companions"]}
    return [word for word, found in expected.items() if not found]
