"""交办: the office's form, and what becomes of it; 签收 by the unit that leads."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.database import db, uuid7
from zlc.desk.acting import Done, act
from zlc.desk.asking import begin_change, reader
from zlc.desk.fields import ConfirmForm
from zlc.desk.problems.forms import TaskForm
from zlc.desk.problems.passing_page import units_here
from zlc.desk.problems.views import act_on
from zlc.problems import tasking

VERBS = frozenset({"sign"})


def task_new() -> ResponseReturnValue:
    tasking.check_may_give(reader())
    return _show(TaskForm(formdata=None))


def tasks() -> ResponseReturnValue:
    who = begin_change()
    tasking.check_may_give(who)
    form = TaskForm().offer(units_here())

    def give() -> Done:
        one = tasking.give(who, form.task(), form.key.data or "")
        db.session.flush()
        access.note("problem.task", about=one.id, number=one.full_number)
        return Done(f"已交办{one.unit.short}，编号 {one.full_number}。", url_for("problems.problem", problem_id=one.id))

    return act(give, lambda said, status: _show(form, said, status), form)


def signing(problem_id: str) -> ResponseReturnValue:
    return act_on(problem_id, "sign", ConfirmForm(), lambda one, who: one.sign(who), "已签收。")


def _show(form: TaskForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    form.offer(units_here())
    form.key.data = uuid7()  # of the next one
    return render_template("desk/problems/task.html", form=form, said=said), status
