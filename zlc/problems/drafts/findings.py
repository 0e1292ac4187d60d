"""What else a walk recorded that is a problem: proofs and intermediaries with a tag, a bad rating, 补正 more than once."""

from collections.abc import Callable
from typing import Any

from zlc import clock
from zlc.catalogue.checklist import INTERMEDIARY, PROOF, Group
from zlc.problems.drafts.draft import Draft, named, stage_at, worded
from zlc.walks.fold import WalkState
from zlc.walks.words import RATINGS

BAD, WORST = 2, 1  # 不满意, 非常不满意
SUPPLEMENTS = "supplements"
ONE_NOTICE = "one_notice"
LISTED = 3  # of the notices of 补正 that a draft tells
Fields = dict[str, Any]


def drafts_of(state: WalkState, by_hand: set[str]) -> list[Draft]:
    """`by_hand`: elements of which a person has recorded a problem."""
    return [
        *_tagged(state, "material", PROOF, "strange_proof", _proof), *_tagged(state, "intermediary", INTERMEDIARY, "fee", _agency),
        *_rating(state), *_supplements(state, by_hand),
    ]  # fmt: skip


def _standing(state: WalkState, kind: str) -> list[str]:
    return [one for one in state.order if state.entries[one].kind == kind and not state.entries[one].void]


Worded = Callable[[Fields, str], tuple[str, str, list[Any]]]


def _tagged(state: WalkState, kind: str, group: Group, category: str, said: Worded) -> list[Draft]:
    """One for each, whatever number of tags it has."""
    drafts = []
    for entry_id in _standing(state, kind):
        entry = state.entries[entry_id]
        tags = [tag for tag in group.tags if tag.tag in (entry.fields.get("tags") or ())]
        if tags:
            item, head, details = said(entry.fields, "、".join(tag.name for tag in tags))
            drafts.append(
                Draft(
                    code=entry_id, item=item, text=worded(head, state, details), category=category, stage=stage_at(state, entry.time),
                    entries=(entry_id,), fact=tuple(tag.tag for tag in tags),
                )
            )  # fmt: skip
    return drafts


def _proof(fields: Fields, tags: str) -> tuple[str, str, list[Any]]:
    name, shared = named(fields.get("name")), fields.get("shareable_from")
    listed = "指南没有列" if fields.get("listed") is False else ""
    return f"证明{name}", f"要的证明{name}是{tags}", [listed, f"可向{shared}共享取得" if shared else "", fields.get("note")]


def _agency(fields: Fields, tags: str) -> tuple[str, str, list[Any]]:
    name, fee, days = named(fields.get("name")), fields.get("fee"), fields.get("days")
    told = [None if fee is None else f"收费 {fee} 元", None if days is None else f"用时 {days} 天", fields.get("note")]
    return f"中介{name}", f"中介{name}{tags}", told


def _rating(state: WalkState) -> list[Draft]:
    """The latest one: it is given anew, not beside the first. What was said of the worst holds for the lesser one too."""
    ratings = _standing(state, "rating")
    level = state.entries[ratings[-1]].fields["level"] if ratings else None
    if level not in (BAD, WORST):
        return []
    text = worded(f"这次办事的评价是「{RATINGS[level]}」", state)
    ids = tuple(one for one in state.order if state.entries[one].kind == "rating")
    fact = tuple(str(one) for one in (BAD, WORST) if one >= level)
    return [Draft(ratings[-1], "评价", text, "other", entries=(ratings[-1],), fact=fact, known_as=ids)]


def _supplements(state: WalkState, by_hand: set[str]) -> list[Draft]:
    """疑点 of 一次告知: what was lacking was not said at once."""
    ids = [one for one in _standing(state, "outcome") if state.entries[one].fields["result"] == "supplement"]
    if len(ids) < 2:
        return []
    told = [_notice(state.entries[one].time, state.entries[one].fields.get("reason")) for one in ids[:LISTED]]
    if len(ids) > LISTED:
        told.append(f"另有 {len(ids) - LISTED} 次")
    text = worded(f"补正 {len(ids)} 次，可能没有一次告知", state, told)
    stage = "acceptance"
    return [Draft(SUPPLEMENTS, "补正", text, ONE_NOTICE, stage, ONE_NOTICE, tuple(ids), recorded=ONE_NOTICE in by_hand)]


def _notice(at: int, reason: Any) -> str:
    day = clock.spoken_date(clock.local(at).date())
    return f"{day}，{str(reason).strip().rstrip('。')[:200]}" if reason else day
