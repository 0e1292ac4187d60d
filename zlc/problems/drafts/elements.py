"""体验要素 that were judged 有问题 or 没有. The latest judgement of an element counts, as on the phone (static/client/facts/checklist.ts):
a second one corrects the first."""

from zlc.catalogue.checklist import INTERMEDIARY, PROOF, VERDICTS, Item
from zlc.catalogue.editions import Editions
from zlc.problems.drafts.draft import Draft, named, stage_at, stages, worded
from zlc.walks.fold import WalkState

FAILED = ("problem", "absent")
# The category that a problem with an element begins with; 定类别 changes it. One that may be several things has none.
CATEGORIES = {
    "hotline": "guidance", "online_query": "guidance", "guidance": "guidance", "guide": "guidance", "self_service": "facilities",
    "fallback": "buck_passing", "first_asked": "buck_passing", "one_notice": "one_notice", "one_chain": "materials",
    "tolerant": "materials", "appointment": "facilities", "order": "queue",
}  # fmt: skip
OF_A_GROUP = {INTERMEDIARY.group: "fee", PROOF.group: "strange_proof"}


def drafts_of(state: WalkState, known: Editions, unpublished: set[str], by_hand: set[str]) -> list[Draft]:
    """`unpublished`: figures that nobody published; `by_hand`: elements of which a person has recorded a problem."""
    names = known.item_names(state.begins)
    about = {item.item: (item, group.group) for group in known.at(state.begins).checklist for item in group.items}
    drafts = []
    for item, ids in _judged(state).items():
        standing = [one for one in ids if not state.entries[one].void]
        verdict = str(state.entries[standing[-1]].fields["verdict"]) if standing else ""
        if verdict in FAILED and item not in unpublished:
            element, group = about.get(item, (Item(item, item), ""))
            latest = standing[-1]
            drafts.append(
                Draft(
                    code=latest, item=names.get(item, item), text=_text(state, latest, names.get(item, item), verdict),
                    category=CATEGORIES.get(item) or OF_A_GROUP.get(group), stage=_stage(state, latest, element), check=latest,
                    entries=(latest,), fact=(f"{item} {verdict}",), known_as=tuple(ids), recorded=item in by_hand,
                )
            )  # fmt: skip
    return drafts


def elements_with_problems(state: WalkState, made_here: set[str]) -> set[str]:
    """The elements of which a problem stands, but for the problems that were `made_here`, on the desk."""
    found = set()
    for problem in state.problems:
        check = state.entries[problem].fields.get("check")
        if problem not in made_here and isinstance(check, str):
            judged = state.entries.get(check)
            found.add(str(judged.fields.get("item")) if judged else check)
    return found


def _judged(state: WalkState) -> dict[str, list[str]]:
    """Element → its judgements in order, struck ones too."""
    found: dict[str, list[str]] = {}
    for entry_id in state.order:
        entry = state.entries[entry_id]
        if entry.kind == "check":
            found.setdefault(str(entry.fields["item"]), []).append(entry_id)
    return found


def _text(state: WalkState, entry_id: str, name: str, verdict: str) -> str:
    word = VERDICTS[verdict]
    head = f"{named(name)}{word}" if verdict == "problem" else f"{word}{named(name)}"
    return worded(head, state, [state.entries[entry_id].fields.get("note")])


def _stage(state: WalkState, entry_id: str, item: Item) -> str | None:
    """Where one meets it, if the walk was there, else where it was judged."""
    met = item.stage is not None and any(span.stage == item.stage for span in stages(state))
    return item.stage if met else stage_at(state, state.entries[entry_id].time)
