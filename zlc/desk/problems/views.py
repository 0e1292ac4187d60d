"""问题清单 and the page of one problem."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.catalogue.categories import CATEGORIES, SEVERITIES, category_name
from zlc.catalogue.step_templates import STAGES
from zlc.desk.acting import Done, act, holds, in_json, seen, stands_now
from zlc.desk.asking import begin_change, begin_reading, data_folder, units_to_choose
from zlc.desk.held import listing as held_list
from zlc.desk.held import wishes as wish_rows
from zlc.desk.problems import passing_page
from zlc.desk.problems import story as problem_story
from zlc.desk.problems.account import Account
from zlc.desk.problems.forms import (
    AcceptForm,
    CategoryForm,
    CorrectForm,
    DeadlineForm,
    FixForm,
    KeepForm,
    LeaveForm,
    MustForm,
    RejectForm,
    ReopenForm,
    SuggestForm,
)
from zlc.desk.problems.owner_forms import BeginForm, ReassignForm, SeveralForm
from zlc.desk.problems.sources import sources_of
from zlc.desk.walks.photos import photo_cards
from zlc.problems import listing, musts, numbers, paged, registering
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.problems.said import UNKNOWN_MATTER
from zlc.problems.sources import SOURCES
from zlc.problems.states import ACCEPT, STATES, VERBS
from zlc.problems.tasking import wanted_of
from zlc.rectifications import following, recurring
from zlc.rectifications.beginning import begin
from zlc.rectifications.beginning import fix as fix_at_once
from zlc.rectifications.models import Rectification
from zlc.rectifications.reopening import reopen
from zlc.walks.fold import fold

Forms = dict[str, FlaskForm]


def problem_list() -> ResponseReturnValue:
    return show_list(begin_reading(), ProblemFilter.read(request.args))


def show_list(
    who: Person, wanted: ProblemFilter, account: Account | None = None, filled: Forms | None = None, used: str = ""
) -> str:
    """The list. `account`: what became of the ticked ones, where more is to be said of it; `filled`: what was filled in; `used`: of
    which panel nothing is left to do."""
    page = listing.page_of(who, wanted)

    def typed(name: str) -> dict[str, Any]:
        """All panels are one form: what stands in the others was sent along, and stands there again."""
        return {} if account and name != used else {"formdata": None}

    colleagues = who.colleagues() if who.decides else []
    forms: Forms = {
        "begin": SeveralForm(**typed("begin")).offer(colleagues),
        "reassign": ReassignForm(prefix="reassign-", **typed("reassign")).offer(colleagues),
        "reject": RejectForm(**typed("reject")), "deadline": DeadlineForm(prefix="deadline-", **typed("deadline")), **(filled or {}),
    }  # fmt: skip
    return render_template(
        "desk/problems/list.html",
        wanted=wanted,
        page=page,
        whole_numbers=any(one.number_said(page.units) == one.full_number for one in page.lines),
        choices=choices(who, wanted),
        forms=forms,
        account=account,
        opened=next(iter(filled or {}), "") or (account.unused if account else ""),
        drives=who.decides,
        held=held_list.undecided(who),
        sources=sources_of(page.lines),
        passed=listing.waiting(who),
        gone=0 if wanted.narrowed else listing.gone(who),
    )


def choices(who: Person, wanted: ProblemFilter) -> dict[str, Any]:
    """What the filters offer, as (value, words); `set_aside`: the states that are left out unless they are asked for;
    `counts`: how many of what the rest of the filter lets through stand in each state."""
    counts = paged.tally(Problem, who, wanted)
    return {
        "counts": counts,
        "listed": paged.listed_in(Problem, counts),
        "said": paged.said,
        "states": list(STATES.items()),
        "quarters": [(quarter, numbers.quarter_name(quarter)) for quarter in paged.quarters(Problem, who)],
        "categories": [(listing.UNCLASSIFIED, category_name(None)), *CATEGORIES.items()],
        "stages": list(STAGES.items()),
        "severities": [(str(code), word) for code, word in SEVERITIES.items()],
        "sources": list(SOURCES.items()),
        "people": listing.responsible(who, wanted),
        "units": units_to_choose(who),
        "sorts": list(listing.SORTS.items()),
        "set_aside": listing.SET_ASIDE,
        "passing": [(code, word) for code, word in listing.PASSING.items() if who.oversees or code == "in"],
    }


def problem(problem_id: str) -> ResponseReturnValue:
    who = begin_reading()
    return show(who, Problem.of(who, problem_id))


def show(who: Person, one: Problem, filled: Forms | None = None, said: str = "", status: int = 200) -> ResponseReturnValue:
    """The problem's page. `filled` is the form with the input that was refused, `said` why nothing was done."""
    walk, opened = passing_page.walk_of(who, one)
    state = walk.read_state() if walk else fold([])
    wishes = [row for row in wish_rows.of_walk(who, opened) if row.problem is one] if opened else []
    story = problem_story.story_of(one, walk, state, wishes)
    drives = one.may_be_driven_by(who)
    verbs = one.open_verbs(who)
    forms = _forms(who, one) if drives or verbs else {}
    passing_page.offer_again(filled or {}, forms)
    shown = holds(forms)
    stands = stands_now(forms, shown, filled or {}, status)
    page = render_template(
        "desk/problems/problem.html",
        problem=one,
        walk=opened,
        story=story,
        passing=passing_page.facts_of(who, one),
        photos=photo_cards(who, walk, state, story.names, of=one.id, folder=data_folder()) if walk else [],
        verbs=verbs,
        ground=musts.ground_of(one),
        rectifications=following.of_problem(one.id) if one.rectification_count else [],
        opens=lambda row: who.reads_all_units or row.unit_id == who.unit_id,
        before=recurring.put_right_before(who, one),
        forms=forms | (filled or {}),
        shown=in_json(shown),
        stands=stands,
        said=said,
        refused=next(iter(filled or {}), ""),
        matters=registering.matters_of(one.unit_id) if drives and not walk else [],
        wishes=[row for row in wishes if not row.decision],
    )
    return page, status


def _forms(who: Person, one: Problem) -> dict[str, Any]:
    """As they are before anything is filled in."""
    return {
        "confirm": CategoryForm(formdata=None),
        "begin": BeginForm(formdata=None, due_on=wanted_of(one)).offer(who.colleagues()),
        "fix": FixForm(formdata=None),
        "classify": CategoryForm(formdata=None, category=one.category),
        "correct": CorrectForm(
            formdata=None, obj=one, matter="" if one.matter_name == UNKNOWN_MATTER else one.matter_name, severity=str(one.severity or "")
        ),
        "keep": KeepForm(formdata=None),
        "reject": RejectForm(formdata=None),
        "suggest": SuggestForm(formdata=None, data=one.suggestion),
        "require": MustForm(formdata=None),
        "lift": MustForm(formdata=None),
        "reopen": ReopenForm(formdata=None),
        **passing_page.forms(one),
        "accept": AcceptForm(formdata=None),
        "leave": LeaveForm(formdata=None),
    }


def act_on(
    problem_id: str, name: str, form: FlaskForm, verb: Callable[[Problem, Person], None], words: str, back: str = ""
) -> ResponseReturnValue:
    """`back`: where to go on, if not to its page."""
    who = begin_change()
    one = Problem.of(who, problem_id)

    def change() -> Done:
        verb(one, who)
        access.note(f"problem.{name}", about=one.id, number=one.full_number)
        return Done(words, back or url_for("problems.problem", problem_id=one.id))

    return act(
        change, lambda said, status: show(who, one, {name: form}, said, status), form,
        check=lambda: one.check_seen(who, seen(), VERBS.get(name, ACCEPT)),
    )  # fmt: skip


def confirmation(problem_id: str) -> ResponseReturnValue:
    form = CategoryForm()
    return act_on(problem_id, "confirm", form, lambda one, who: one.confirm(who, form.category.data or ""), "已确认。")


def classification(problem_id: str) -> ResponseReturnValue:
    form = CategoryForm()
    return act_on(problem_id, "classify", form, lambda one, who: one.classify(who, form.category.data or ""), "已定类别。")


def rectifications(problem_id: str) -> ResponseReturnValue:
    """立项 for this one alone."""
    form, colleagues = BeginForm(), access.person().colleagues()
    form.offer(colleagues)
    return act_on(problem_id, "begin", form, lambda one, who: _begun(begin(who, [one], form.order(colleagues))), "已立项。")


def fix(problem_id: str) -> ResponseReturnValue:
    form = FixForm()
    return act_on(
        problem_id, "fix", form, lambda one, who: _begun(fix_at_once(one, who, *form.said(), *form.owner)), "已记为当场改好，等别人核验。"
    )


def _begun(one: Rectification) -> None:
    access.note("rectification.begin", about=one.id, number=one.full_number)


def rewording(problem_id: str) -> ResponseReturnValue:
    form = CorrectForm()
    return act_on(
        problem_id, "correct", form,
        lambda one, who: one.correct(who, form.said(), form.reason.data or ""), "已更正，原来的内容保留在经过里。",
    )  # fmt: skip


def rejection(problem_id: str) -> ResponseReturnValue:
    form = RejectForm()
    return act_on(
        problem_id, "reject", form,
        lambda one, who: one.reject(who, form.as_.data, form.reason.data or ""), "已退回，可以重新打开。",
    )  # fmt: skip


def keeping(problem_id: str) -> ResponseReturnValue:
    form = KeepForm()
    return act_on(
        problem_id, "keep", form, lambda one, who: one.keep(who, form.reason.data or ""), "照常整改，重新计入。"
    )


def reopening(problem_id: str) -> ResponseReturnValue:
    form = ReopenForm()
    return act_on(
        problem_id, "reopen", form, lambda one, who: reopen(one, who, form.reason.data or ""), "已重新打开。"
    )
