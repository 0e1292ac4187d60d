"""整改清单 and the page of one rectification."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.acting import Done, act, holds, in_json, seen, stands_now
from zlc.desk.asking import begin_change, begin_reading, data_folder, units_to_choose
from zlc.desk.fields import ConfirmForm
from zlc.desk.problems.owner_forms import ReassignForm
from zlc.desk.rectifications import story
from zlc.desk.rectifications.arrivals import arrivals_of
from zlc.desk.rectifications.before_after import Again, again
from zlc.desk.rectifications.forms import (
    CheckedForm,
    DayForm,
    EvidenceForm,
    NoteForm,
    PlanForm,
    ReasonForm,
    RescheduleForm,
    RewalkForm,
    SeenForm,
    SubmitForm,
)
from zlc.desk.rectifications.shown import cards_of
from zlc.problems import numbers, paged
from zlc.problems.models import Problem
from zlc.rectifications import links, listing, publishing, records, recurring
from zlc.rectifications.listing import RectificationFilter
from zlc.rectifications.models import Rectification, RectificationLink
from zlc.rectifications.offered import is_fresh
from zlc.rectifications.states import KINDS, SET_ASIDE, STATES, VERBS
from zlc.rectifications.who import verifiers_of_the_unit, why_the_office
from zlc.walks.words import Names

Forms = dict[str, FlaskForm]
Verb = Callable[[Rectification, Person], None]


def rectification_list() -> ResponseReturnValue:
    who, wanted = begin_reading(), RectificationFilter.read(request.args)
    page = listing.page_of(who, wanted)
    return render_template(
        "desk/rectifications/list.html",
        wanted=wanted,
        page=page,
        whole_numbers=any(one.number_said(page.units) == one.full_number for one in page.lines),
        choices=choices(who, wanted),
        recurred=recurring.among(who, page.lines),
    )


def choices(who: Person, wanted: RectificationFilter) -> dict[str, Any]:
    """What the filters offer, as (value, words), and the tabs: as the list of problems has them."""
    counts = paged.tally(Rectification, who, wanted)
    return {
        "counts": counts,
        "listed": paged.listed_in(Rectification, counts),
        "said": paged.said,
        "states": list(STATES.items()),
        "quarters": [(quarter, numbers.quarter_name(quarter)) for quarter in paged.quarters(Rectification, who)],
        "kinds": list(KINDS.items()),
        "followups": list(listing.FOLLOWUPS.items()),
        "units": units_to_choose(who),
        "sorts": list(listing.SORTS.items()),
        "set_aside": SET_ASIDE,
    }


def rectification(rectification_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return show(who, Rectification.of(who, rectification_id))


def show(who: Person, one: Rectification, filled: Forms | None = None, said: str = "", status: int = 200) -> ResponseReturnValue:
    """The rectification's page. `filled` is the form with the input that was refused, `said` why nothing was done."""
    events, evidence = one.history(), records.all_of(one.id)
    names = story.names_of(one, events, evidence)
    late, beside = arrivals_of(one)
    verbs = one.open_verbs(who)
    walked = again(who, one)
    forms = _forms(who, one, walked)
    _offer(who, one, verbs, {**forms, **(filled or {})})
    shown = holds(forms)
    page = render_template(
        "desk/rectifications/rectification.html",
        one=one,
        problems=_problems(who, one),
        recurred=recurring.found_again(who, one),
        behind=publishing.behind_of(one) if one.state == "submitted" or one.guide == publishing.BEHIND else [],
        evidence=cards_of(who, evidence, names, data_folder()),
        moments=story.moments_of(events, names, beside),
        late=late,
        asked=_asked(one, names),
        again=walked,
        fresh=is_fresh(one),
        submitted_before=any(event.verb == "submitted" for event in events),
        verifiers=[person.name for person in verifiers_of_the_unit(one)], why_the_office=why_the_office(one),
        verbs=verbs,
        to={verb.name: url_for(f"problems.rectification_{verb.noun}", rectification_id=one.id) for verb in verbs},
        stands=stands_now(forms, shown, filled or {}, status),
        forms=forms | (filled or {}),
        shown=in_json(shown),
        said=said,
        refused=next(iter(filled or {}), ""),
    )
    return page, status


def _problems(who: Person, one: Rectification) -> list[Problem]:
    """Those that this person may know of: one may have gone to another unit since."""
    rows = Problem.visible_to(who).join(RectificationLink, RectificationLink.problem_id == Problem.id)
    return list(db.session.scalars(rows.where(RectificationLink.rectification_id == one.id).order_by(RectificationLink.n)))


def _asked(one: Rectification, names: Names) -> dict[str, Any] | None:
    if not one.extension:
        return None
    return {
        "who": names.get(one.extension["by"], "未知人员"), "due_on": date.fromisoformat(one.extension["due_on"]),
        "reason": one.extension["reason"],
    }  # fmt: skip


def _forms(who: Person, one: Rectification, walked: Again) -> dict[str, Any]:
    """As they are before anything is filled in."""
    colleagues = who.colleagues() if who.coordinates(one.unit_id) else []
    return {
        **{name: ReasonForm(formdata=None) for name in ("decline", "refuse", "keep_up", "cancel", "reopen", "waive", "withdraw_rewalk")},
        "verify": CheckedForm(formdata=None), "fail": DayForm(formdata=None), "uphold": SeenForm(formdata=None),
        "relapse": DayForm(formdata=None), "ask_extension": DayForm(formdata=None), "note": NoteForm(formdata=None),
        "attach": EvidenceForm(formdata=None), "submit": SubmitForm(formdata=None, effect=walked.effect, walk=walked.shown),
        "plan": PlanForm.of(one), "plan_rewalk": RewalkForm.of(one),
        "reschedule": RescheduleForm(formdata=None, due_on=one.due_on),
        "reassign": ReassignForm(formdata=None, obj=one, assignee=one.owner_id).offer(colleagues, one.owner),
    }  # fmt: skip


def _offer(who: Person, one: Rectification, verbs: list[Any], forms: Forms) -> None:
    """What evidence can be chosen from, where any can be given."""
    if not any(verb.name in ("attach", "submit") for verb in verbs):
        return
    walks = {walk.id: links.walk_words(walk) for walk in links.walks_for(one, who)}
    guides = {guide.code: guide.words for guide in links.guides_for(one)}
    for form in forms.values():
        if isinstance(form, EvidenceForm):
            form.offer(walks, guides)


def act_on(rectification_id: str, name: str, form: FlaskForm, verb: Verb, words: str) -> ResponseReturnValue:
    who = begin_change()
    one = Rectification.of(who, rectification_id)

    def change() -> Done:
        verb(one, who)
        access.note(f"rectification.{name}", about=one.id, number=one.full_number)
        return Done(words, url_for("problems.rectification", rectification_id=one.id))

    return act(
        change, lambda said, status: show(who, one, {name: form}, said, status), form,
        check=lambda: one.check_seen(who, seen(), VERBS[name]),
    )  # fmt: skip


def _with_reason(rectification_id: str, name: str, words: str) -> ResponseReturnValue:
    form = ReasonForm()
    return act_on(rectification_id, name, form, lambda one, who: getattr(one, name)(who, form.reason.data or ""), words)


def claim(rectification_id: str) -> ResponseReturnValue:
    return act_on(rectification_id, "claim", ConfirmForm(), lambda one, who: one.claim(who), "已认领，请定措施。")


def refusal(rectification_id: str) -> ResponseReturnValue:
    return _with_reason(rectification_id, "decline", "已说明不认领，由联络员改派。")


def plan(rectification_id: str) -> ResponseReturnValue:
    form = PlanForm()
    return act_on(rectification_id, "plan", form, lambda one, who: one.plan(who, form.plan()), "措施已定。")


def progress(rectification_id: str) -> ResponseReturnValue:
    form = NoteForm()
    return act_on(rectification_id, "note", form, lambda one, who: one.note(who, form.text.data or ""), "进展已记。")


def extension(rectification_id: str) -> ResponseReturnValue:
    form = DayForm()
    return act_on(
        rectification_id, "ask_extension", form, lambda one, who: one.ask_extension(who, form.due_on.data, form.reason.data or ""),
        "已申请延期，等别人定。",
    )  # fmt: skip


def grant(rectification_id: str) -> ResponseReturnValue:
    return act_on(rectification_id, "grant", ConfirmForm(), lambda one, who: one.grant(who), "已同意延期。")


def denial(rectification_id: str) -> ResponseReturnValue:
    return _with_reason(rectification_id, "refuse", "没有同意延期，时限不变。")


def verification(rectification_id: str) -> ResponseReturnValue:
    form = CheckedForm()
    return act_on(rectification_id, "verify", form, lambda one, who: one.verify(who, form.reason.data or ""), "核验通过，已销号。")


def failure(rectification_id: str) -> ResponseReturnValue:
    form = DayForm()
    return act_on(
        rectification_id, "fail", form, lambda one, who: one.fail(who, form.due_on.data, form.reason.data or ""), "已退回重改。"
    )


def reassignment(rectification_id: str) -> ResponseReturnValue:
    form, colleagues = ReassignForm(), access.person().colleagues()
    form.offer(colleagues)
    return act_on(
        rectification_id, "reassign", form,
        lambda one, who: one.reassign(who, form.chosen(colleagues), *form.given), "已改派。",
    )  # fmt: skip


def rescheduling(rectification_id: str) -> ResponseReturnValue:
    form = RescheduleForm()
    return act_on(
        rectification_id, "reschedule", form, lambda one, who: one.reschedule(who, form.due_on.data, form.reason.data or ""),
        "时限已改。",
    )  # fmt: skip


def continuation(rectification_id: str) -> ResponseReturnValue:
    return _with_reason(rectification_id, "keep_up", "已转为长期坚持。")


def cancellation(rectification_id: str) -> ResponseReturnValue:
    return _with_reason(rectification_id, "cancel", "已撤销。")


def reopening(rectification_id: str) -> ResponseReturnValue:
    return _with_reason(rectification_id, "reopen", "已重开。")
