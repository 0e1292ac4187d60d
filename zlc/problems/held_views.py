"""收下未用的记录: looked at, released, or set aside with a reason."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import Forbidden, Refusal
from zlc.problems import held_list
from zlc.problems.forms import ConfirmForm, DismissForm
from zlc.problems.problem_views import begin_change
from zlc.walks import folding, held
from zlc.walks.models import Entry


def reader() -> Person:
    who = access.person()
    if not who.is_a("coordinator", "office", "supervisor"):
        raise Forbidden("收下未用的记录由单位联络员处理。内容都保存着，没有丢；有疑问请问本单位联络员。")
    return who


def held_list_page() -> ResponseReturnValue:
    return _show(reader())


def _show(
    who: Person, said: str = "", status: int = 200, about: str = "", typed: str = ""
) -> ResponseReturnValue:
    """`about` is the entry whose decision was refused, `typed` the reason that was written for it."""
    page = held_list.page_of(who)
    template = render_template("problems/held.html", page=page, said=said, about=about, typed=typed)
    return template, status


def release(entry_id: str) -> ResponseReturnValue:
    return _decide(entry_id, "release", held.release, "已采用，内容已归入这次走流程。")


def dismissal(entry_id: str) -> ResponseReturnValue:
    reason = DismissForm().reason.data or ""
    return _decide(
        entry_id, "dismiss",
        lambda entry, by: held.dismiss(entry, by=by, reason=reason), "已搁置，内容和理由都留着。", reason,
    )  # fmt: skip


def _decide(
    entry_id: str, verb: str, act: Callable[[Entry, Person], None], done: str, typed: str = ""
) -> ResponseReturnValue:
    reader()
    who = begin_change()
    entry = held.of(who, entry_id)
    if not ConfirmForm().validate_on_submit():
        return _show(who, "页面放得太久，没有保存。请再点一次。", 422, entry_id, typed)
    try:
        act(entry, who)
    except Forbidden:
        raise
    except Refusal as refusal:
        access.note_refusal(refusal)
        return _show(who, refusal.message, refusal.status, entry_id, typed)
    if entry.status == "stored" and entry.walk_id:
        folding.fold_marked([entry.walk_id])
    access.note(f"held.{verb}", about=entry_id)
    db.session.commit()
    flash(done)
    return redirect(url_for("problems.held_list"), 303)
