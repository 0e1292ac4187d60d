"""更正 of what a walk was opened with: what was typed on its page becomes an amendment, as a phone would make it."""

from typing import Any

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.texts import checked_reason
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.opening import Opening, corrected, fills, opening_of

MOVED_ON = "这次走流程刚才又有了别的更正，没有保存。请看最新内容再改。"
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


def amendment_of(who: Person, walk: Walk, state: WalkState, typed: Opening, seen: str, reason: str) -> dict[str, Any]:
    """The amendment's data. Raises NotNow where the opening entry is not what the person was shown, and Refusal where
    nothing is changed, or no reason is given for a change."""
    if state.open is None or seen != seen_of(state):
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
