"""登记问题: the form for what no walk found, and what becomes of it."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access
from zlc.database import db, uuid7
from zlc.desk.acting import Done, act
from zlc.desk.asking import begin_change, reader
from zlc.desk.problems.forms import RegisterForm
from zlc.problems import registering


def problem_new() -> ResponseReturnValue:
    registering.check_may(reader())
    return _show(RegisterForm(formdata=None, found_on=clock.today()))


def registration() -> ResponseReturnValue:
    who = begin_change()
    registering.check_may(who)
    form = RegisterForm()

    def register() -> Done:
        one = registering.register(who, form.said(), form.found_on.data, form.key.data or "")
        db.session.flush()
        access.note("problem.register", about=one.id, number=one.full_number)
        return Done(f"已登记，编号 {one.full_number}。", url_for("problems.problem", problem_id=one.id))

    return act(register, lambda said, status: _show(form, said, status), form)


def _show(form: RegisterForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    form.key.data = uuid7()  # of the next one
    matters = registering.matters_of(access.person().unit_id)
    return render_template("desk/problems/new.html", form=form, said=said, matters=matters), status
