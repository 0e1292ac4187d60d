"""证明清单 and 中介清单, and the page of one of each."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.demands import listing, tags
from zlc.demands.listing import DemandFilter, IntermediaryFilter, ProofFilter
from zlc.demands.models import Demand, Intermediary, Proof
from zlc.demands.proof_states import DECISIONS, MEANT, STATES
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading, data_folder, units_to_choose
from zlc.desk.demands import story as demand_story
from zlc.desk.demands.forms import JudgeForm
from zlc.desk.walks.photos import photo_cards
from zlc.problems import numbers, paged
from zlc.walks.models import Walk
from zlc.walks.names import people_named


def proof_list() -> ResponseReturnValue:
    return _list("desk/demands/proofs.html", ProofFilter.read(request.args))


def intermediary_list() -> ResponseReturnValue:
    return _list("desk/demands/intermediaries.html", IntermediaryFilter.read(request.args))


def _list(template: str, wanted: DemandFilter) -> ResponseReturnValue:
    who = begin_reading()
    page = listing.page_of(who, wanted)
    whole = any(one.number_said(page.units) == one.full_number for one in page.lines)
    times = listing.times_named(wanted.MODEL, who, page.lines)
    return render_template(
        template, wanted=wanted, page=page, whole_numbers=whole, choices=choices(who, wanted), times=times
    )


def choices(who: Person, wanted: DemandFilter) -> dict[str, Any]:
    """What the filters offer, as (value, words), and the tabs: as the list of problems has them."""
    model = wanted.MODEL
    counts = paged.tally(model, who, wanted)
    return {
        "counts": counts,
        "listed": paged.listed_in(model, counts),
        "said": paged.said,
        "states": list(model.TABLE.STATES.items()),
        "tags": tags.choices(model.GROUP),
        "quarters": [(quarter, numbers.quarter_name(quarter)) for quarter in paged.quarters(model, who)],
        "units": units_to_choose(who),
        "sorts": list(listing.SORTS.items()),
        "set_aside": model.TABLE.SET_ASIDE,
    }


def proof(proof_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return show(who, Proof.of(who, proof_id))


def intermediary(intermediary_id: str) -> ResponseReturnValue:
    who = begin_reading()
    one = Intermediary.of(who, intermediary_id)
    return render_template("desk/demands/intermediary.html", one=one, **_shown(who, one))


def show(who: Person, one: Proof, form: JudgeForm | None = None, said: str = "", status: int = 200) -> ResponseReturnValue:
    """The proof's page. `form` has the input that was refused, `said` why nothing was done."""
    page = render_template(
        "desk/demands/proof.html",
        one=one,
        verbs=one.open_verbs(who),
        form=form or JudgeForm(formdata=None),
        decisions=[(code, STATES[code], MEANT[code]) for code in DECISIONS],
        decider=people_named([one.decided_by]).get(one.decided_by or "", ""),
        said=said,
        **_shown(who, one),
    )
    return page, status


def _shown(who: Person, one: Demand) -> dict[str, Any]:
    walk = Walk.of(who, one.walk_id)
    state = walk.read_state()
    story = demand_story.story_of(one, walk, state)
    photos = photo_cards(who, walk, state, story.names, of=one.id, folder=data_folder())
    return {"walk": walk, "story": story, "photos": photos, "times": listing.times_named(type(one), who, [one])}


def decision(proof_id: str) -> ResponseReturnValue:
    who = begin_change()
    one, form = Proof.of(who, proof_id), JudgeForm()

    def change() -> Done:
        one.judge(who, request.form.get("decision", ""), form.reason.data or "", form.basis.data or "")
        access.note("proof.judge", about=one.id, number=one.full_number, decision=one.state_name)
        return Done(f"已定为「{one.state_name}」。", url_for("problems.proof", proof_id=one.id))

    return act(change, lambda said, status: show(who, one, form, said, status), form, check=lambda: one.check_seen(who, seen()))
