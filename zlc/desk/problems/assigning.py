"""分派所选: several problems of the list to one person with one day."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.asked import PAGE
from zlc.database import db
from zlc.desk.acting import seen
from zlc.desk.asking import begin_change
from zlc.desk.problems.forms import AssignForm
from zlc.errors import NotNow, Refusal
from zlc.problems.models import Problem


def assign_all() -> ResponseReturnValue:
    """Each is assigned by the same verb as on its own page; those it refuses are named, the others stand."""
    who = begin_change()
    colleagues = who.colleagues()
    form = AssignForm().offer(colleagues)
    chosen = request.form.getlist("problem")[:PAGE]
    if not chosen:
        raise Refusal("没有勾选问题，没有分派。请返回清单勾选后再分派。", status=422)
    if not form.validate_on_submit():
        faults = "".join(fault for faults in form.errors.values() for fault in faults)
        raise Refusal(f"{faults}没有分派任何问题，请返回清单填好后再分派。", status=422)
    form.chosen(colleagues)
    done, refused = _assign(who, [Problem.of(who, one) for one in dict.fromkeys(chosen)], form, colleagues)
    db.session.commit()
    if done:
        flash(f"已分派 {done} 条。")
    for sentence in refused:
        flash(sentence)
    return redirect(_back(), 303)


def _assign(
    who: Person, problems: list[Problem], form: AssignForm, colleagues: list[Person]
) -> tuple[int, list[str]]:
    done, refused = 0, []
    for one in problems:
        try:
            one.check_seen(who, seen(one.id))
            one.assign(who, form.chosen(colleagues), form.due_on.data, form.department.data or "")
        except NotNow as refusal:
            refused.append(f"{one.number_said()} 没有分派：{refusal.message}")
            continue
        access.note("problem.assign", about=one.id, number=one.full_number)
        done += 1
    return done, refused


def _back() -> str:
    """To the list as it was filtered; only ever to our own list."""
    query = request.form.get("back", "").partition("?")[2].partition("#")[0]
    return url_for("problems.problem_list") + (f"?{query}" if query else "")
