"""走流程记录 and the page of one walk."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from zlc import clock
from zlc.accounts import access
from zlc.accounts.models import OUTSIDE, Person, Unit
from zlc.catalogue.requests import suggested
from zlc.database import db
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading, data_folder, units_to_choose
from zlc.desk.held import listing as held_list
from zlc.desk.walks import correcting, listing, parts
from zlc.desk.walks import page as gathering
from zlc.desk.walks.forms import CorrectionForm, DecisionForm
from zlc.desk.walks.listing import WAYS, WalkFilter
from zlc.errors import Forbidden, NotNow, Overtaken
from zlc.needs.listing import of_walk as needs_of_walk
from zlc.rectifications.ties import made_for
from zlc.walks.fold import WalkState
from zlc.walks.journal import folding, journal, restricted
from zlc.walks.journal import seen as held_seen
from zlc.walks.models import Entry, Walk
from zlc.walks.times import timeline
from zlc.walks.words import RESULTS, field_name


def walk_list() -> ResponseReturnValue:
    who = begin_reading()
    wanted = WalkFilter.read(request.args)
    return render_template(
        "desk/walks/list.html",
        wanted=wanted,
        page=listing.page_of(who, wanted),
        units=units_to_choose(who),
        statuses=list(listing.STATES.items()),
        waiting=listing.waiting_count(who),
        ways=list(WAYS.items()),
        held=held_list.undecided(who),
    )


def walk(walk_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return show(who, Walk.of(who, walk_id))


def show(
    who: Person, one: Walk, form: DecisionForm | None = None, said: str = "", status: int = 200,
    typed: dict[str, str] | None = None, correction: CorrectionForm | None = None, stands: dict[str, str] | None = None,
) -> ResponseReturnValue:  # fmt: skip
    """The walk's page; `said` is why a decision was not taken, `typed` what was filled in to ask for a handover, `correction`
    what was filled in to correct what it was opened with, `stands` what others made of that since."""
    state = one.read_state()  # folded anew at each look, where it is large
    asked = parts.read(request.args, gathering.ON_SCREEN, gathering.OTHERS)
    gathered = gathering.page_of(who, one, state, asked, data_folder()) if one.folded else None
    page = render_template(
        "desk/walks/walk.html", walk=one, page=gathered, form=form or DecisionForm(formdata=None), said=said,
        swatch=timeline.swatch, overtaken=status == Overtaken.status, stands=stands or {}, typed=typed or {},
        other_units=_other_units(who, one, state),
        moves_asked=held_seen.moves_asked(one),
        title=one.matter_name,
        correction=correction or CorrectionForm.showing(one, state), offered=_offered(who, one, state),
        result=RESULTS.get(state.result or ""), needs=needs_of_walk(one.id) if state.needs else {},
        made_for=made_for(who, one) if state.opening.get("rewalk") else [],
    )  # fmt: skip
    return page, status


def _offered(who: Person, one: Walk, state: WalkState) -> dict[str, list[str]]:
    """What may be chosen instead of typed, by the form's field, for those who may correct."""
    if not one.takes_entries_of(who) or not state.open:
        return {}
    day = clock.local(state.begins or clock.now_ms()).date()
    return {"matter": suggested(who), "head": [head.name for head in one.unit.heads_on(day)]}


def _other_units(who: Person, one: Walk, state: WalkState) -> list[tuple[str, str]]:
    """To which it may be handed over, for those who may ask for it."""
    if not one.takes_entries_of(who) or not state.open:
        return []
    rows = db.session.execute(select(Unit.id, Unit.name).where(Unit.id != one.unit_id, Unit.kind.not_in(OUTSIDE)).order_by(Unit.name))
    return [(row.id, row.name) for row in rows]


UNCHOSEN = "没有选择采用哪一个，没有保存。"
WAITS = "已记下，等联络员定；定下之前照原样。"
TAKEN = "已按所选的值更正，其他值仍可在更正记录里看到。"


def decision(walk_id: str) -> ResponseReturnValue:
    """Two people amended one field differently: the chosen value is written down as an amendment that saw
    all of them, so that phones agree."""
    who = begin_change()
    one = Walk.of(who, walk_id)
    if not one.takes_entries_of(who):
        raise Forbidden("更正由本单位的人裁定，您可以查看。没有改动任何内容。")
    form = DecisionForm()

    def change() -> Done:
        data = _amendment(restricted.seen_by(who, one.unit_id, one.read_state()), form)
        entry_id = journal.write_down(who, one.id, "amend", data)
        folding.fold_marked([walk_id])
        access.note("walk.decide", about=walk_id, entry=entry_id, field=form.field.data)
        waits = db.session.get_one(Entry, entry_id).status == "held"
        return Done(WAITS if waits else TAKEN, url_for("problems.walk", walk_id=walk_id))

    def check() -> None:
        state = restricted.seen_by(who, one.unit_id, one.read_state())
        correcting.check_values_seen(one, state, form.target.data or "", form.field.data or "", seen())

    return act(change, lambda said, status: show(who, one, form, said, status), form, UNCHOSEN, check)


def _amendment(state: WalkState, form: DecisionForm) -> dict[str, Any]:
    """The data of the amendment that decides. Raises NotNow when there is nothing (more) to decide."""
    conflict = next(
        (c for c in state.conflicts if (c.target, c.field) == (form.target.data, form.field.data)),
        None,
    )
    if conflict is None or form.chosen.data not in conflict.heads:
        raise NotNow("这一处已经定过，或者又有了新的更正，没有重复登记。请看最新内容。")
    value = conflict.values[conflict.heads.index(form.chosen.data)]
    change = {"value": value, "saw": conflict.heads}
    reason = (form.reason.data or "").strip() or "几处更正不一致，采用其中一处"
    return {"target": conflict.target, "set": {conflict.field: change}, "reason": reason}


def correction(walk_id: str) -> ResponseReturnValue:
    """What a walk was opened with is corrected by an amendment of its opening entry."""
    who = begin_change()
    one = Walk.of(who, walk_id)
    if not one.takes_entries_of(who):
        raise Forbidden("更正由本单位的人做，您可以查看。没有改动任何内容。")
    form = CorrectionForm()

    def change() -> Done:
        data = correcting.amendment_of(who, one, one.read_state(), form.said(), form.reason.data or "")
        entry_id = journal.write_down(who, one.id, "amend", data)
        folding.fold_marked([walk_id])
        fields = "、".join(dict.fromkeys(map(field_name, data["set"])))
        access.note("walk.correct", about=walk_id, entry=entry_id, field=fields)
        return Done("已更正，原来的说法保留在更正记录里。", url_for("problems.walk", walk_id=walk_id))

    def again(said: str, status: int) -> ResponseReturnValue:
        state = one.read_state()
        caught, stands = correcting.caught_up(one, state, form.said(), form.seen.data or "")
        for key, text in caught.items():
            form[key].data = text
        form.seen.data = correcting.seen_of(state)
        return show(who, one, said=said, status=status, correction=form, stands=form.words_of(stands))

    return act(change, again, form, check=lambda: correcting.check_seen(one, one.read_state(), seen()))
