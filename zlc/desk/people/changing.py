"""What the keeper of accounts does on the desk: one noun for each verb of zlc/accounts/keeping.py."""

from collections.abc import Callable

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import database
from zlc.accounts import access
from zlc.accounts.keeping import Keeper
from zlc.accounts.links import DAYS
from zlc.accounts.models import Person, Unit, person_to_change
from zlc.accounts.roles import ROLES
from zlc.database import db
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import all_units
from zlc.desk.people.forms import PersonForm
from zlc.desk.people.page import check_seen
from zlc.desk.people.views import keeper, keeper_of_one, show
from zlc.errors import NotFound, Refusal
from zlc.texts import checked_reason

# What a verb says when it is done.
Change = Callable[[Keeper, Person, PersonForm, str], str]
PHONES_GO_ON = "要重新登录。手机照常能记，登录后接着上传。"


def person_new() -> ResponseReturnValue:
    """A person, and at once the link by which they choose their password."""
    who, form = keeper(), PersonForm()
    form.unit.choices = [("", "请选择单位"), *all_units()]
    if request.method == "GET":
        return _new(form, "", 200)
    database.write()
    made: list[tuple[str, str]] = []

    def add() -> Done:
        said = {name: form[name].data or "" for name in ("username", "name", "title")}
        one = Person(**said, roles=list(form.roles.data or ()))
        one.unit = _unit(form)
        one.password_hash, one.must_change = "", True
        keeping, why = _keeping(who), _why(form)
        keeping.add(one, why)
        made.append((one.id, keeping.give_link(one)[1]))
        return Done("", url_for("problems.people"))

    reply = act(add, lambda said, status: _new(form, said, status), form)
    return _handed(*made[0], new=True) if made and not isinstance(reply, tuple) else reply


def _new(form: PersonForm, said: str, status: int) -> ResponseReturnValue:
    return render_template("desk/people/new.html", form=form, said=said, roles=ROLES), status


def correction(person_id: str) -> ResponseReturnValue:
    def rename(keeping: Keeper, one: Person, form: PersonForm, why: str) -> str:
        keeping.rename(one, form.name.data or "", form.title.data or "", why)
        return "姓名、职务已改。以前的记录上跟着改。"

    return _change(person_id, "correction", rename)


def roles(person_id: str) -> ResponseReturnValue:
    def take(keeping: Keeper, one: Person, form: PersonForm, why: str) -> str:
        keeping.change_roles(one, form.roles.data or (), why)
        return f"{one.name}现在是{one.role_names}，{PHONES_GO_ON}"

    return _change(person_id, "roles", take)


def transfer(person_id: str) -> ResponseReturnValue:
    def move(keeping: Keeper, one: Person, form: PersonForm, why: str) -> str:
        keeping.move(one, _unit(form), why)
        return f"{one.name}现在属于{one.unit.short}，以前记的留在原单位，以后记的归新单位。{PHONES_GO_ON}"

    return _change(person_id, "transfer", move)


def closing(person_id: str) -> ResponseReturnValue:
    def close(keeping: Keeper, one: Person, _form: PersonForm, why: str) -> str:
        keeping.close(one, why)
        return f"{one.name}已停用，所有登录都已退出，记录和署名都保留。手机里没上传的，请他「导出未上传数据」，由联络员导入。"

    return _change(person_id, "closing", close, "请写明为什么停用，例如：调离。以后查得到。")


def reopening(person_id: str) -> ResponseReturnValue:
    def reopen(keeping: Keeper, one: Person, _form: PersonForm, why: str) -> str:
        keeping.reopen(one, why)
        return f"{one.name}已恢复（{one.role_names}）。用原来的密码登录，先设新密码；忘了的，给他发一个一次性链接。"

    return _change(person_id, "reopening", reopen)


def handing(person_id: str) -> ResponseReturnValue:
    """A one-time link; its secret is in this answer and nowhere else, so that is no redirection."""
    made: list[str] = []

    def give(keeping: Keeper, one: Person, _form: PersonForm, why: str) -> str:
        made.append(keeping.give_link(one, why)[1])
        return ""

    reply = _change(person_id, "handing", give)
    return _handed(person_id, made[0]) if made and not isinstance(reply, tuple) else reply


def revocation(person_id: str) -> ResponseReturnValue:
    def revoke(keeping: Keeper, one: Person, _form: PersonForm, why: str) -> str:
        keeping.revoke_link(one, why)
        return f"{one.name}的链接已作废。要让他设密码，再发一个。"

    return _change(person_id, "revocation", revoke)


def _change(person_id: str, noun: str, change: Change, needed: str = "") -> ResponseReturnValue:
    """`needed`: what is said where there must be a reason."""
    who = keeper_of_one()
    one = person_to_change(person_id)
    if one is None:
        raise NotFound
    form = PersonForm()

    def verb() -> Done:
        said = change(_keeping(who), one, form, _why(form, needed))
        return Done(said, url_for("problems.person", person_id=person_id))

    return act(
        verb, lambda said, status: show(person_id, said, status, form, noun), form, check=lambda: check_seen(one, seen())
    )


def _handed(person_id: str, secret: str, new: bool = False) -> ResponseReturnValue:
    one = db.session.get_one(Person, person_id)
    address = url_for("accounts.link", secret=secret, _external=True)
    [link] = [each for each in one.links if each.stands]
    return render_template("desk/people/handed.html", person=one, address=address, ends_at=link.ends_at, days=DAYS, new=new)


def _keeping(who: Person) -> Keeper:
    return Keeper(who, access.address())


def _why(form: PersonForm, needed: str = "") -> str:
    return checked_reason(form.reason.data or "", needed)


def _unit(form: PersonForm) -> Unit:
    unit = db.session.get(Unit, form.unit.data or "")
    if unit is None:
        raise Refusal("请选择单位。", status=422, field="unit")
    return unit
