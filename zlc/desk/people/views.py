"""人员: where whoever keeps the accounts begins."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.accounts import access, roster
from zlc.accounts.models import Person
from zlc.accounts.roles import ROLES
from zlc.database import db
from zlc.desk.asking import all_units
from zlc.desk.people.forms import PersonForm
from zlc.desk.people.page import page_of
from zlc.errors import Forbidden, NotFound


def people() -> ResponseReturnValue:
    """Accounts of all units, and no walk of any."""
    keeper()
    wanted = roster.RosterFilter.read(request.args)
    rows, next_after = roster.page_of(wanted)
    return render_template(
        "desk/people/people.html", rows=rows, wanted=wanted, next_after=next_after, total=roster.count(wanted),
        units=all_units(), states=list(roster.STATES.items()), state_of=roster.state_of,
    )  # fmt: skip


def person(person_id: str) -> ResponseReturnValue:
    keeper_of_one()
    return show(person_id)


def keeper() -> Person:
    """Raises Forbidden."""
    who = access.person()
    if not who.keeps_accounts:
        raise Forbidden("人员名册由系统管理员查看。")
    return who


def keeper_of_one() -> Person:
    """To everybody else no account is there. Raises NotFound."""
    who = access.person()
    if not who.keeps_accounts:
        raise NotFound
    return who


def show(
    person_id: str, said: str = "", status: int = 200, form: PersonForm | None = None, about: str = "", **more: Any
) -> ResponseReturnValue:
    """The page of one. `form` was filled in at the noun `about`, and was refused."""
    one = db.session.get(Person, person_id)
    if one is None:
        raise NotFound
    stands = PersonForm.of(one)
    units = all_units()
    for each in (stands, form):
        if each is not None:
            each.unit.choices = units
    shown = render_template(
        "desk/people/person.html", page=page_of(one), person=one, stands=stands, form=form, about=about, said=said,
        roles=ROLES, **more,
    )  # fmt: skip
    return shown, status
