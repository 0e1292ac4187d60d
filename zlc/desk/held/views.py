"""收下未用的记录: looked at, released, or set aside with a reason."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change
from zlc.desk.fields import DismissForm
from zlc.desk.held import listing as held_list
from zlc.desk.held import wishes as wish_rows
from zlc.errors import Forbidden
from zlc.walks.entries.entry import read_body
from zlc.walks.journal import folding, held
from zlc.walks.journal import seen as held_seen
from zlc.walks.journal.held import WISHES
from zlc.walks.journal.wishes import MOVES, STRIKES
from zlc.walks.models import Entry

DONE = {
    ("release", STRIKES): "已同意，那一条已划去。",
    ("dismiss", STRIKES): "没有划去，理由留着。",
    ("dismiss", MOVES): "没有移交，走流程仍在本单位，理由留着。",
}
UNDERSTOOD = "已读懂：这条要求把走流程移交给别的单位，请在下面定。"


def reader() -> Person:
    who = access.person()
    if not who.reads_held:
        raise Forbidden("收下未用的记录由单位联络员处理。内容都保存着，没有丢；有疑问请问本单位联络员。")
    return who


def held_list_page() -> ResponseReturnValue:
    who = reader()
    folding.catch_up(None if who.reads_all_units else who.unit_id)
    return show(who)


def show(
    who: Person, said: str = "", status: int = 200, about: str = "", typed: str = "", verb: str = ""
) -> ResponseReturnValue:
    """`about` is the entry whose decision was refused, `typed` the reason that was written for it, `verb` the endpoint."""
    page = held_list.page_of(who)
    template = render_template("desk/held/held.html", page=page, said=said, about=about, typed=typed, verb=verb)
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
    entry_id: str, verb: str, change: Callable[[Entry, Person], None], words: str, typed: str = ""
) -> ResponseReturnValue:
    reader()
    who = begin_change()
    entry = held.of(who, entry_id)

    def decide() -> Done:
        why = entry.why or ""
        change(entry, who)
        back, told = _back(entry, why), DONE.get((verb, why), words)
        if entry.status == "stored" and entry.walk_id:
            folding.fold_marked([entry.walk_id])
        elif verb == "release":
            told = UNDERSTOOD
        _note(entry, verb, why)
        return Done(told, back)

    def check() -> None:
        held.check(entry, who)
        held_seen.check_seen(entry, seen())

    return act(decide, lambda said, status: show(who, said, status, entry_id, typed, request.endpoint or ""), check=check)


def _note(entry: Entry, verb: str, why: str) -> None:
    if why == MOVES:
        access.note(f"handover.{verb}", about=entry.walk_id or "", **wish_rows.log_detail(entry))
    elif why == STRIKES:
        access.note(f"strike.{verb}", about=entry.id, **wish_rows.log_detail(entry))
    else:
        access.note(f"held.{verb}", about=entry.id)


def _back(entry: Entry, why: str) -> str:
    """The page on which the button stood: of wishes there is one on others' pages too, and only theirs name a problem."""
    stood = request.form.get("back")
    if stood == "problem" and why in WISHES and entry.body is not None:
        return url_for("problems.problem", problem_id=read_body(entry.body).data["target"])
    if stood == "walk" and entry.walk_id:
        return url_for("problems.walk", walk_id=entry.walk_id)
    return url_for("problems.held_list")
