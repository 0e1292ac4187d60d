"""公示与实走 of one walk, and what becomes of its gaps."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading, check_arrived
from zlc.desk.comparison import page as comparison_page
from zlc.errors import NotFound
from zlc.problems import gaps
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
    """`about` is the figure whose decision was refused, `typed` what was written for it."""
    page = comparison_page.page_of(who, walk, request.args.get("beside", ""))
    shown = render_template(
        "desk/comparison/comparison.html", page=page, walk=walk, said=said, about=about, typed=typed,
        swatch=timeline.swatch,
    )  # fmt: skip
    return shown, status


def acceptance(walk_id: str, code: str) -> ResponseReturnValue:
    """The gap becomes a problem of the walk, in the words of whoever accepts it."""
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

    def decide() -> Done:
        change(walk, who)
        access.note(f"gap.{verb}", about=walk.id, code=code)
        return Done(words, url_for("problems.comparison", walk_id=walk.id, _anchor="gaps-h"))

    return act(
        decide, lambda said, status: _show(who, walk, said, status, f"{verb} {code}", typed),
        check=lambda: gaps.check_seen(walk, code, who, seen()),
    )  # fmt: skip
