"""移交: asked for on a walk's page, let go and taken on the desk."""

from collections.abc import Callable

from flask import request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change
from zlc.desk.fields import DismissForm
from zlc.desk.handovers.forms import HandoverForm
from zlc.desk.held import wishes as wish_rows
from zlc.desk.held.views import show
from zlc.desk.walks.views import show as show_walk
from zlc.walks.journal import folding, handovers, held
from zlc.walks.journal import seen as held_seen
from zlc.walks.models import Entry, Walk

ASKED = "已提出移交，等本单位联络员同意。定下之前照原样。"
LET_GO = "已同意移交，等对方联络员接收。对方接收之前，走流程仍在本单位。"
TAKEN = "已接收，走流程和问题已归到本单位。"


def asking(walk_id: str) -> ResponseReturnValue:
    """Whoever asks and is the coordinator lets it go with the same button."""
    who = begin_change()
    walk = Walk.of(who, walk_id)
    form = HandoverForm()
    unit, reason = form.unit.data or "", form.reason.data or ""

    def ask() -> Done:
        entry = db.session.get_one(Entry, handovers.ask(walk, who, unit, reason))
        access.note("handover.asked", about=walk_id, **wish_rows.log_detail(entry))
        if who.decides:
            handovers.let_go(entry, who)
            access.note("handover.let_go", about=walk_id, **wish_rows.log_detail(entry))
        return Done(LET_GO if who.decides else ASKED, url_for("problems.walk", walk_id=walk_id))

    def again(said: str, status: int) -> ResponseReturnValue:
        return show_walk(who, Walk.of(who, walk_id), said=said, status=status, typed={"unit": unit, "reason": reason})

    def check() -> None:
        handovers.check_may_ask(walk, who)
        held_seen.check_moves_seen(walk, seen())

    return act(ask, again, check=check)


def letting_go(entry_id: str) -> ResponseReturnValue:
    return _act(entry_id, "let_go", handovers.let_go, LET_GO)


def taking(entry_id: str) -> ResponseReturnValue:
    return _act(entry_id, "take", handovers.take, TAKEN)


def declining(entry_id: str) -> ResponseReturnValue:
    reason = DismissForm().reason.data or ""
    return _act(
        entry_id, "decline", lambda entry, by: handovers.decline(entry, by, reason),
        "没有接收，走流程仍在原单位，理由对方看得到。", reason,
    )  # fmt: skip


def _act(
    entry_id: str, verb: str, change: Callable[[Entry, Person], object], words: str, typed: str = ""
) -> ResponseReturnValue:
    who = begin_change()
    entry = handovers.of(who, entry_id)
    walk = handovers.walk_of(entry)

    def decide() -> Done:
        change(entry, who)
        access.note(f"handover.{verb}", about=walk.id, **wish_rows.log_detail(entry))
        folding.fold_marked([walk.id])
        back = url_for("problems.walk", walk_id=walk.id) if verb == "take" else url_for("problems.held_list")
        return Done(words, back)

    def check() -> None:
        (held.check if verb == "let_go" else handovers.check_offered)(entry, who)
        held_seen.check_seen(entry, seen())

    return act(decide, lambda said, status: show(who, said, status, entry_id, typed, request.endpoint or ""), check=check)
