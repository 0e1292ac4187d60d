"""Several ticked problems of the list at once: confirmed, rejected, given to somebody until a day, and
to another, or until another day.

Each goes by the verb of its own page, for what this person may do with it and as they were shown it. Those that it refuses are
named with the reason and stay ticked; the others stand.
"""

from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.database import db
from zlc.desk.acting import seen, tell_the_rest
from zlc.desk.asking import begin_change
from zlc.desk.problems.account import Account
from zlc.desk.problems.forms import DeadlineForm, RejectForm
from zlc.desk.problems.owner_forms import ReassignForm, SeveralForm
from zlc.desk.problems.views import Forms, show_list
from zlc.errors import NotFound, NotNow, Refusal
from zlc.problems.listing import ProblemFilter
from zlc.problems.models import Problem
from zlc.rectifications import following
from zlc.rectifications.beginning import begin, join
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import OPEN
from zlc.versions import UNSAVED

# Where one writes in one's own words, by the panel.
WRITTEN = {
    "begin": ("owner_name", "department", "due_on"), "reject": ("reason",),
    "reassign": ("reassign-owner_name", "reassign-department", "reassign-reason"),
    "deadline": ("deadline-day", "deadline-reason"),
}  # fmt: skip
# What the audit log calls what is done with the rectification of each.
NOTED = {"reassign": "rectification.reassign", "deadline": "rectification.reschedule"}
UNCHANGED = "没有改动任何内容。"  # is said of the whole of what was asked, not beside what was done with others
GONE = "没有找到，或者已经不归您处理。"
Verb = Callable[[Problem, Person], Iterable[str] | None]  # → the ids of other problems that it was done for as well


def confirm_all() -> ResponseReturnValue:
    return _act("confirm", "确认", None, lambda one, who: one.confirm(who))


def begin_all() -> ResponseReturnValue:
    """Each a rectification of its own, or all of them one. What has one already is left: its owner and day are changed."""
    form = SeveralForm()
    colleagues = access.person().colleagues()
    form.offer(colleagues)
    made: list[Rectification] = []

    def verb(one: Problem, who: Person) -> None:
        if one.state == "rectifying":
            raise NotNow("已经立项，没有重复登记。换人、改时限用旁边的「改派」「改时限」；要再立一项，请打开这条问题。")
        if made and form.together.data:
            join(made[0], one, who)
            return
        made.append(begin(who, [one], form.order(colleagues)))
        access.note("rectification.begin", about=made[-1].id, number=made[-1].full_number)

    return _act("begin", "立项", form, verb, lambda: made[0].full_number if form.together.data else "")


def reassign_all() -> ResponseReturnValue:
    """The rectification of each; whoever gets it claims it."""
    form = ReassignForm(prefix="reassign-")  # all panels are one form, and two have a department
    colleagues = access.person().colleagues()
    form.offer(colleagues)

    def give(one: Rectification, who: Person) -> None:
        one.reassign(who, form.chosen(colleagues), *form.given)

    return _act("reassign", "改派", form, _each_once("改派", give))


def reject_all() -> ResponseReturnValue:
    form = RejectForm()
    return _act("reject", "退回", form, lambda one, who: one.reject(who, form.as_.data, form.reason.data or ""))


def change_days() -> ResponseReturnValue:
    """Whoever is responsible stays so."""
    form = DeadlineForm(prefix="deadline-")

    def put(one: Rectification, who: Person) -> None:
        try:
            one.reschedule(who, form.day.data, form.reason.data or "")
        except Refusal as refusal:
            if refusal.field == "due_on":
                refusal.field = "day"
            raise

    return _act("deadline", "改时限", form, _each_once("改时限", put))


def _each_once(word: str, act: Callable[[Rectification, Person], None]) -> Verb:
    """Of several problems that one rectification serves, the first one that is ticked does it for all."""
    acted: set[str] = set()

    def verb(problem: Problem, who: Person) -> Iterable[str]:
        one = _of(problem, word)
        if one.id not in acted:
            act(one, who)
            acted.add(one.id)
        return [other.id for other in one.problems]

    return verb


def _of(problem: Problem, word: str) -> Rectification:
    """The one that is under way."""
    found = [one for one in following.of_problem(problem.id) if one.state in OPEN]
    if not found:
        raise NotNow(f"这条问题现在是「{problem.state_name}」，没有在改的整改可{word}。")
    if len(found) > 1:
        raise NotNow(f"这条问题有 {len(found)} 项整改在改，请打开要{word}的那一项。")
    return found[0]


def _act(name: str, word: str, form: FlaskForm | None, verb: Verb, as_one: Callable[[], str] = str) -> ResponseReturnValue:
    """`as_one`: the number of what was made of all of them, once they are done; empty of each for itself."""
    who = begin_change()
    account = Account(word, list(dict.fromkeys(request.form.getlist("problem"))))
    try:
        _check(account, form)
        _drive(who, account, NOTED.get(name, f"problem.{name}"), verb)
    except Refusal as refusal:  # of all of them alike: what was filled in, or nothing was ticked
        if form is not None and refusal.field and refusal.field in form:
            form[refusal.field].errors = [*form[refusal.field].errors, refusal.message]
        access.note_refusal(refusal)
        none = f"一条都没有{word}，勾选的都还在。" if refusal.field else ""
        return _again(account.refused(refusal.message + none), {name: form}, refusal.status)
    if account.undone and not account.done:
        access.note_refusal(account.undone[0].refusal)
        return _again(account, {name: form}, 409)
    account.as_one = as_one() if account.done > 1 else ""
    db.session.commit()
    if account.undone:
        return _again(account, {name: form}, 200)
    account.unused = next((panel for panel in WRITTEN if panel != name and _wrote_in(panel)), "")
    if account.unused:  # the browser asks before; one without a script finds it where it was
        return show_list(access.person(), _wanted(), account, used=name), 200
    flash(f"{account.did}。")
    return redirect(_back(), 303)


def _check(account: Account, form: FlaskForm | None) -> None:
    if not account.chosen:
        raise Refusal(f"没有勾选问题，没有{account.word}。请勾选后再{account.word}。", status=422)
    if len(account.chosen) > PAGE:
        raise Refusal(f"一次最多 {PAGE} 条，这次勾选了 {len(account.chosen)} 条，一条都没有{account.word}。请分几次。", status=422)
    if form is not None and not form.validate_on_submit():
        tell_the_rest(form)
        faults = "".join(fault for faults in form.errors.values() for fault in faults)
        raise Refusal(f"{faults}一条都没有{account.word}，勾选的都还在。", status=422)


def _drive(who: Person, account: Account, name: str, verb: Verb) -> None:
    """As all of them were shown: what is done with one may be another's new state too."""
    for one in _as_seen(who, account):
        try:
            carried = verb(one, who) or ()
        except Refusal as refusal:
            _leave(account, one, who, refusal)
            continue
        account.carried |= set(carried).difference(account.chosen)
        access.note(name, about=one.id, number=one.full_number)
        account.done += 1


def _as_seen(who: Person, account: Account) -> list[Problem]:
    """Those of the chosen that are still as this person was shown them; the others are left."""
    found = []
    for problem_id in account.chosen:
        try:
            one = Problem.of(who, problem_id)
        except NotFound as refusal:
            account.leave(problem_id, "", GONE, refusal)
            continue
        try:
            one.check_seen(who, seen(problem_id))
        except Refusal as refusal:
            _leave(account, one, who, refusal)
            continue
        found.append(one)
    return found


def _leave(account: Account, one: Problem, who: Person, refusal: Refusal) -> None:
    """What was filled in is wrong for all of them alike: raised again."""
    if refusal.status == 422:
        raise refusal
    account.leave(one.id, one.number_said(who.reads_all_units), refusal.message.removesuffix(UNSAVED).removesuffix(UNCHANGED), refusal)


def _wrote_in(panel: str) -> bool:
    return any(request.form.get(field, "").strip() for field in WRITTEN[panel])


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
