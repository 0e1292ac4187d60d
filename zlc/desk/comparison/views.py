"""公示与实走 of one walk, and what becomes of what it proposes as problems."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading, check_arrived
from zlc.desk.comparison import page as comparison_page
from zlc.errors import NotFound, NotNow, Overtaken, Refusal
from zlc.problems import gaps
from zlc.problems.drafts.draft import Draft
from zlc.walks.models import Walk
from zlc.walks.times import timeline


def comparison(walk_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return _show(who, _walk(who, walk_id))


def _walk(who: Person, walk_id: str) -> Walk:
    walk = Walk.of(who, walk_id)
    if walk.counter:
        raise NotFound("坐窗口没有公示与实走可比。请从走流程记录里选一次走流程。")
    check_arrived(walk, "比较")
    return walk


def _show(
    who: Person, walk: Walk, said: str = "", status: int = 200, about: str = "", typed: str = ""
) -> ResponseReturnValue:
    """`about` is the decision that was refused (of the ticked ones: `<verb> ticked`), `typed` what was written for it."""
    page = comparison_page.page_of(who, walk, request.args.get("beside", ""))
    shown = render_template(
        "desk/comparison/comparison.html", page=page, walk=walk, said=said, overtaken=status == Overtaken.status, about=about, typed=typed,
        ticked=_ticked(), all_ticked=request.args.get("ticked") == "all", texts=_edited(_ticked()), swatch=timeline.swatch,
    )  # fmt: skip
    return shown, status


def acceptance(walk_id: str, code: str) -> ResponseReturnValue:
    """It becomes a problem of the walk, in the words of whoever accepts it."""
    text = request.form.get("text", "")
    return _decide(
        walk_id, code, "accept", text, lambda walk, who: gaps.accept(walk, code, who, text),
        "已记为问题，手机和问题清单里都有。",
    )  # fmt: skip


def dismissal(walk_id: str, code: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")
    return _decide(
        walk_id, code, "drop", reason, lambda walk, who: gaps.drop(walk, code, who, reason),
        "这一项不记为问题，谁定的、什么时候定的都留着。",
    )  # fmt: skip


def _decide(
    walk_id: str, code: str, verb: str, typed: str, change: Callable[[Walk, Person], object], words: str
) -> ResponseReturnValue:
    who = begin_change()
    walk = _walk(who, walk_id)
    drafts: list[Draft] = []

    def decide() -> Done:
        change(walk, who)
        _note(walk, verb, drafts[0])
        return Done(words, _back(walk))

    return act(
        decide, lambda said, status: _show(who, walk, said, status, f"{verb} {code}", typed),
        check=lambda: drafts.append(gaps.check_seen(walk, code, who, seen())),
    )  # fmt: skip


def acceptances(walk_id: str) -> ResponseReturnValue:
    """The ticked ones become problems, each in its own words."""
    edited = _edited(_ticked())

    def change(walk: Walk, who: Person, draft: Draft) -> None:
        gaps.accept(walk, draft.code, who, edited.get(draft.code, draft.text))

    return _decide_ticked(walk_id, "accept", "记", "已记为问题 {} 条，手机和问题清单里都有。", change)


def dismissals(walk_id: str) -> ResponseReturnValue:
    reason = request.form.get("reason", "")

    def change(walk: Walk, who: Person, draft: Draft) -> None:
        gaps.drop(walk, draft.code, who, reason)

    return _decide_ticked(walk_id, "drop", "定", "{} 条不记为问题，谁定的、什么时候定的都留着。", change)


def _decide_ticked(
    walk_id: str, verb: str, word: str, words: str, change: Callable[[Walk, Person, Draft], None]
) -> ResponseReturnValue:
    """All of them or none: whoever is told that one has changed finds the others as they were, still ticked."""
    who = begin_change()
    walk = _walk(who, walk_id)
    codes = _ticked()
    drafts: list[Draft] = []

    def check() -> None:
        if not codes:
            raise Refusal(f"没有勾选，没有{word}。请勾选后再{word}。", status=422)
        if len(codes) > PAGE:
            raise Refusal(f"一次最多 {PAGE} 条，这次勾选了 {len(codes)} 条，一条都没有{word}。请分几次。", status=422)
        for text in _edited(codes).values():
            gaps.checked_text(text)
        for code in codes:
            try:
                drafts.append(gaps.check_seen(walk, code, who, seen(code)))
            except NotNow as refusal:
                refusal.message += f"勾选的 {len(codes)} 条都没有{word}，还能定的仍勾着。"
                raise

    def decide() -> Done:
        for draft in drafts:
            change(walk, who, draft)
            _note(walk, verb, draft)
        return Done(words.format(len(drafts)), _back(walk))

    typed = request.form.get("reason", "")
    return act(decide, lambda said, status: _show(who, walk, said, status, f"{verb} ticked", typed), check=check)


def _ticked() -> list[str]:
    return list(dict.fromkeys(request.form.getlist("gap")))


def _edited(codes: list[str]) -> dict[str, str]:
    """By code, the words of those that were rewritten before they were ticked."""
    return {code: request.form[f"text-{code}"] for code in codes if f"text-{code}" in request.form}


def _note(walk: Walk, verb: str, draft: Draft) -> None:
    if draft.entries:
        access.note(f"gap.{verb}", about=walk.id, name=draft.item)
    else:
        access.note(f"gap.{verb}", about=walk.id, code=draft.code)


def _back(walk: Walk) -> str:
    return url_for("problems.comparison", walk_id=walk.id, _anchor="gaps-h")
