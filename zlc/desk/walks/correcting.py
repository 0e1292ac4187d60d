"""更正 of what a walk was opened with: what was typed on its page becomes an amendment, as a phone would make it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.texts import checked_reason
from zlc.versions import done_by, overtaken
from zlc.walks.entries.entry import read_body
from zlc.walks.fold import WalkState
from zlc.walks.latest import latest_amendment
from zlc.walks.models import Entry, Walk
from zlc.walks.names import names_in
from zlc.walks.opening import Opening, corrected, fills, opening_of
from zlc.walks.words import value_words

MOVED_ON = "这次走流程刚才又有了别的更正。"
WHY = "请写一句为什么改；原来的记录会保留。"
ADDED = "补填"  # the reason where nothing that stood there is changed; the phone's too


def opening_shown(walk: Walk, state: WalkState) -> Opening:
    """The opening as the form has it: a matter by its name."""
    named = walk.matter_id or walk.matter_text
    return opening_of(state.opening) | {"matter": walk.matter_name if named else ""}


def seen_of(state: WalkState) -> str:
    """Which amendments of the opening entry whoever looks at it is shown."""
    about = state.open.entry if state.open else None
    return ",".join(sorted(id_ for id_, one in state.amendments.items() if one.target == about))


def check_seen(walk: Walk, state: WalkState, seen: str) -> None:
    """Raises Overtaken, with who and when, where the opening entry is not what the person was shown."""
    if state.open is not None and seen == seen_of(state):
        return
    last = latest_amendment(walk.id, state.open.entry) if state.open else None
    raise overtaken(f"{done_by(last.by, last.at, '更正过')}，{MOVED_ON}" if last else MOVED_ON)


def check_values_seen(walk: Walk, state: WalkState, target: str, field: str, seen: str) -> None:
    """Raises Overtaken where there are other values to choose from by now, or nothing (more) to decide."""
    heads = next((one.heads for one in state.conflicts if (one.target, one.field) == (target, field)), [])
    if heads and seen == ",".join(heads):
        return
    last = latest_amendment(walk.id, target)
    told = f"{done_by(last.by, last.at, '更正过这一处')}，" if last else ""
    raise overtaken(f"{told}{'又有了新的更正' if heads else f'这一处已经定过，现在是：{_shown_now(walk, state, target, field)}'}。")


def _shown_now(walk: Walk, state: WalkState, target: str, field: str) -> str:
    entry = state.entries.get(target)
    value = entry.fields.get(field) if entry else None
    return value_words(field, entry.time if entry and field == "at" else value, names_in(state))


def caught_up(walk: Walk, state: WalkState, typed: Opening, seen: str) -> tuple[Opening, Opening]:
    """What was typed, over what stands now: whatever was left as the person was shown it is what others made of it since, so
    that saving once more takes nothing back. And what stands now, of what was typed over by the person and others since."""
    if state.open is None:
        return typed, {}
    then, now = _opening_shown_then(state, seen.split(",")), opening_shown(walk, state)
    caught = {key: now[key] if text == then[key] else text for key, text in typed.items()}
    return caught, {key: now[key] for key, text in caught.items() if now[key] not in (then[key], text)}


def _opening_shown_then(state: WalkState, seen: Collection[str]) -> Opening:
    about = state.open.entry if state.open else ""
    body = db.session.scalar(select(Entry.body).where(Entry.id == about))
    fields = dict(read_body(body).data) if body else {}
    for id_, one in sorted(state.amendments.items(), key=lambda pair: (pair[1].time, pair[0])):
        if one.target == about and id_ in seen:
            fields |= {name: change["value"] for name, change in one.set.items()}
    matter = db.session.get(Matter, fields.get("matter") or "")
    return opening_of(fields) | {"matter": matter.name if matter else str(fields.get("matter_text") or "")}


def amendment_of(who: Person, walk: Walk, state: WalkState, typed: Opening, reason: str) -> dict[str, Any]:
    """The amendment's data, where the opening entry is what the person was shown (check_seen). Raises NotNow before it has
    come, and Refusal where nothing is changed, or no reason is given for a change."""
    if state.open is None:
        raise NotNow(MOVED_ON)
    fields, target = state.open.fields, state.open.entry
    changes = corrected(fields, _opening(who, walk, state, typed))
    if not changes:
        raise Refusal("还没有改动什么。", status=422)
    reason = checked_reason(reason, "" if fills(fields, changes) else WHY) or ADDED
    return {"target": target, "set": {key: _change(state, target, key, new) for key, new in changes.items()}, "reason": reason}


def _change(state: WalkState, target: str, field: str, value: Any) -> dict[str, Any]:
    saw = [id_ for id_, one in state.amendments.items() if one.target == target and field in one.set]
    return {"value": value, "saw": saw}


def _opening(who: Person, walk: Walk, state: WalkState, typed: Opening) -> Opening:
    """What was typed over what is recorded. A matter is named by its name: the unit's own, another unit's, or in words."""
    recorded, shown = opening_of(state.opening), opening_shown(walk, state)["matter"]
    name = typed.get("matter", shown).strip()
    if name == shown:
        return recorded | typed | {"matter": recorded["matter"]}
    own = Matter.unit_id == who.unit_id
    wanted = select(Matter.id).where(Matter.name == name, Matter.active).order_by(own.desc(), Matter.id).limit(1)
    matter = db.session.scalar(wanted) or ""
    return recorded | typed | {"matter": matter, "query": "" if matter else name}
