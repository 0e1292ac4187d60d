"""需求清单 and the page of one need."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.catalogue.step_templates import STAGES
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, begin_reading, data_folder, units_to_choose
from zlc.desk.fields import ConfirmForm
from zlc.desk.needs import story as need_story
from zlc.desk.needs.forms import AcceptForm, AnswerForm, DeclineForm, KeepForm, LeaveForm
from zlc.desk.problems.owner_forms import BeginForm
from zlc.desk.problems.sources import sources_of
from zlc.desk.walks.photos import photo_cards
from zlc.needs import listing
from zlc.needs.listing import NeedFilter
from zlc.needs.models import Need
from zlc.needs.states import SET_ASIDE, STATES
from zlc.problems import numbers, paged
from zlc.rectifications import following
from zlc.rectifications.needed import begin_for
from zlc.walks.models import Walk
from zlc.walks.words import NEEDS

Forms = dict[str, FlaskForm]


def need_list() -> ResponseReturnValue:
    who, wanted = begin_reading(), NeedFilter.read(request.args)
    page = listing.page_of(who, wanted)
    return render_template(
        "desk/needs/list.html",
        wanted=wanted,
        page=page,
        whole_numbers=any(one.number_said(page.units) == one.full_number for one in page.lines),
        choices=choices(who, wanted),
        sources=sources_of(page.lines),
    )


def choices(who: Person, wanted: NeedFilter) -> dict[str, Any]:
    """What the filters offer, as (value, words), and the tabs: as the list of problems has them."""
    counts = paged.tally(Need, who, wanted)
    return {
        "counts": counts,
        "listed": paged.listed_in(Need, counts),
        "said": paged.said,
        "states": list(STATES.items()),
        "quarters": [(quarter, numbers.quarter_name(quarter)) for quarter in paged.quarters(Need, who)],
        "whose": list(NEEDS.items()),
        "stages": list(STAGES.items()),
        "units": units_to_choose(who),
        "sorts": list(listing.SORTS.items()),
        "set_aside": SET_ASIDE,
    }


def need(need_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return show(who, Need.of(who, need_id))


def show(who: Person, one: Need, filled: Forms | None = None, said: str = "", status: int = 200) -> ResponseReturnValue:
    """The need's page. `filled` is the form with the input that was refused, `said` why nothing was done."""
    walk = Walk.of(who, one.walk_id or "")
    state = walk.read_state()
    story = need_story.story_of(one, walk, state)
    page = render_template(
        "desk/needs/need.html",
        need=one,
        walk=walk,
        story=story,
        photos=photo_cards(who, walk, state, story.names, of=one.id, folder=data_folder()),
        verbs=one.open_verbs(who),
        rectifications=following.of_need(one.id),
        forms=(_forms(who, filled or {}) if one.may_be_driven_by(who) else None),
        said=said,
        refused=next(iter(filled or {}), ""),
    )
    return page, status


def _forms(who: Person, filled: Forms) -> Forms:
    empty: dict[str, type[FlaskForm]] = {"decline": DeclineForm, "keep": KeepForm, "answer": AnswerForm, "leave": LeaveForm}
    begin = BeginForm(formdata=None).offer(who.colleagues())
    return {"begin": begin, **{name: form(formdata=None) for name, form in empty.items()}, **filled}


def _act(
    need_id: str, name: str, form: FlaskForm, verb: Callable[[Need, Person], None], words: str
) -> ResponseReturnValue:
    who = begin_change()
    one = Need.of(who, need_id)

    def change() -> Done:
        verb(one, who)
        access.note(f"need.{name}", about=one.id, number=one.full_number)
        return Done(words, url_for("problems.need", need_id=one.id))

    return act(
        change, lambda said, status: show(who, one, {name: form}, said, status), form, check=lambda: one.check_seen(who, seen())
    )


def study(need_id: str) -> ResponseReturnValue:
    return _act(need_id, "study", ConfirmForm(), lambda one, who: one.study(who), "已开始研究。")


def adoption(need_id: str) -> ResponseReturnValue:
    return _act(need_id, "adopt", ConfirmForm(), lambda one, who: one.adopt(who), "已采纳。要办的请立项；定下来的请记得回应。")


def decline(need_id: str) -> ResponseReturnValue:
    form = DeclineForm()
    return _act(
        need_id, "decline", form, lambda one, who: one.decline(who, form.reason.data or ""), "已定为不予采纳，请记得回应。"
    )


def keeping(need_id: str) -> ResponseReturnValue:
    form = KeepForm()
    return _act(need_id, "keep", form, lambda one, who: one.keep(who, form.reason.data or ""), "照常办，重新计入。")


def rectifications(need_id: str) -> ResponseReturnValue:
    """立项 for an adopted one."""
    form, colleagues = BeginForm(), access.person().colleagues()
    form.offer(colleagues)

    def begin(one: Need, who: Person) -> None:
        made = begin_for(who, one, form.order(colleagues))
        access.note("rectification.begin", about=made.id, number=made.full_number)

    return _act(need_id, "begin", form, begin, "已立项。")


def answer(need_id: str) -> ResponseReturnValue:
    form = AnswerForm()

    def verb(one: Need, who: Person) -> None:
        one.answer(who, form.text.data or "", form.to.data or "", form.how.data or "", form.answered_on.data)

    return _act(need_id, "answer", form, verb, "已登记回应。")


def acceptance(need_id: str) -> ResponseReturnValue:
    form = AcceptForm()
    return _act(
        need_id, "accept", form, lambda one, who: one.accept_amendment(who, form.amendment.data or ""), "已采用这处更正。"
    )


def leaving(need_id: str) -> ResponseReturnValue:
    form = LeaveForm()
    return _act(
        need_id, "leave", form,
        lambda one, who: one.leave_amendment(who, form.amendment.data or "", form.reason.data or ""), "没有采用这处更正，经过里写着。",
    )  # fmt: skip
