"""Several ticked problems of the list at once: confirmed, assigned, rejected, given another day.

Each goes by the verb of its own page, for what this person may do with it and as they were shown it. Those that it refuses are
named with the reason and stay ticked; the others stand.
"""

from collections.abc import Callable
from urllib.parse import parse_qsl

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.database import db
from zlc.desk.acting import seen
from zlc.desk.asking import begin_change
from zlc.desk.problems.account import Account
from zlc.desk.problems.forms import AssignForm, DeadlineForm, RejectForm
from zlc.desk.problems.views import Forms, show_list
from zlc.errors import NotFound, Refusal
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.versions import UNSAVED

GONE = "没有找到，或者已经不归您处理。"
Verb = Callable[[Problem, Person], None]


def confirm_all() -> ResponseReturnValue:
    return _act("confirm", "确认", None, lambda one, who: one.confirm(who))


def assign_all() -> ResponseReturnValue:
    form = AssignForm()
    colleagues = access.person().colleagues()
    form.offer(colleagues)
    return _act(
        "assign", "分派", form,
        lambda one, who: one.assign(who, form.chosen(colleagues), form.due_on.data, form.department.data or ""),
    )  # fmt: skip


def reject_all() -> ResponseReturnValue:
    form = RejectForm()
    return _act("reject", "退回", form, lambda one, who: one.reject(who, form.as_.data, form.reason.data or ""))


def change_days() -> ResponseReturnValue:
    """Whoever is responsible stays so."""
    form = DeadlineForm()

    def verb(one: Problem, who: Person) -> None:
        try:
            one.change_day(who, form.day.data)
        except Refusal as refusal:
            if refusal.field == "due_on":
                refusal.field = "day"
            elif refusal.status == 422:  # of this row alone: whoever is responsible is of another unit now
                raise Refusal(refusal.message, status=409) from refusal
            raise

    return _act("deadline", "改时限", form, verb)


def _act(name: str, word: str, form: FlaskForm | None, verb: Verb) -> ResponseReturnValue:
    who = begin_change()
    account = Account(word, list(dict.fromkeys(request.form.getlist("problem"))))
    try:
        _check(account, form)
        _drive(who, account, "assign" if name == "deadline" else name, verb)
    except Refusal as refusal:  # of all of them alike: what was filled in, or nothing was ticked
        if form is not None and refusal.field and refusal.field in form:
            form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]
        access.note_refusal(refusal)
        return _again(account.refused(refusal.message), {name: form}, refusal.status)
    if account.undone and not account.done:
        access.note_refusal(account.undone[0].refusal)
        return _again(account, {name: form}, 409)
    db.session.commit()
    if account.undone:
        return _again(account, {name: form}, 200)
    flash(f"已{word} {account.done} 条。")
    return redirect(_back(), 303)


def _check(account: Account, form: FlaskForm | None) -> None:
    if not account.chosen:
        raise Refusal(f"没有勾选问题，没有{account.word}。请勾选后再{account.word}。", status=422)
    if len(account.chosen) > PAGE:
        raise Refusal(f"一次最多 {PAGE} 条，这次勾选了 {len(account.chosen)} 条，一条都没有{account.word}。请分几次。", status=422)
    if form is not None and not form.validate_on_submit():
        faults = "".join(fault for faults in form.errors.values() for fault in faults)
        raise Refusal(f"{faults}一条都没有{account.word}，勾选的都还在。", status=422)


def _drive(who: Person, account: Account, name: str, verb: Verb) -> None:
    for problem_id in account.chosen:
        try:
            one = Problem.of(who, problem_id)
        except NotFound as refusal:
            account.leave(problem_id, "", GONE, refusal)
            continue
        try:
            one.check_seen(who, seen(problem_id))
            verb(one, who)
        except Refusal as refusal:
            if refusal.status == 422:
                raise
            account.leave(problem_id, one.number_said(who.reads_all_units), refusal.message.removesuffix(UNSAVED), refusal)
            continue
        access.note(f"problem.{name}", about=one.id, number=one.full_number)
        account.done += 1


def _again(account: Account, filled: Forms, status: int) -> ResponseReturnValue:
    """The list as it is now, with the account, what was filled in, and still ticked what has not been done."""
    return show_list(access.person(), _wanted(), account, {name: form for name, form in filled.items() if form}), status


def _wanted() -> ProblemFilter:
    """The list as it was filtered."""
    query = request.form.get("back", "").partition("?")[2].partition("#")[0]
    return ProblemFilter.read(MultiDict(parse_qsl(query)))


def _back() -> str:
    """Only ever to our own list, and nothing in it that a header cannot hold."""
    wanted, here = _wanted(), url_for("problems.problem_list")
    return wanted.url(here, after=wanted.after) if wanted.after else wanted.url(here)
