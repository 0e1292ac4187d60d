"""单位: the list, the page of one, and how one is added and corrected. Nothing of their walks stands here."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import database
from zlc.accounts import access, units
from zlc.accounts.models import UNIT_KINDS, Unit
from zlc.accounts.unit_changes import Values
from zlc.accounts.units import check_keeps, unit_of
from zlc.desk.acting import Done, act, seen
from zlc.desk.units import listing
from zlc.desk.units.forms import UnitCorrectionForm, UnitForm
from zlc.desk.units.listing import ONLY, UnitFilter
from zlc.desk.units.page import page_of, words_of
from zlc.errors import Forbidden


def unit_list() -> ResponseReturnValue:
    who = access.person()
    if not who.opens_units:
        raise Forbidden(units.ASKED)
    wanted = UnitFilter.read(request.args)
    return render_template(
        "desk/units/list.html", wanted=wanted, page=listing.page_of(who, wanted), kinds=list(UNIT_KINDS.items()), only=list(ONLY.items()),
    )  # fmt: skip


def unit(unit_id: str) -> ResponseReturnValue:
    one = unit_of(access.person(), unit_id)
    return render_template("desk/units/unit.html", unit=one, page=page_of(one))


def unit_new() -> ResponseReturnValue:
    check_keeps(access.person())
    form = UnitForm()
    if request.method == "GET":
        return _new_page(form)
    alone()

    def add() -> Done:
        one = units.add(access.person(), form.name.data or "", form.short.data or "", form.kind.data or "", form.parent_id.data or "")
        access.note("unit added", about=one.id, name=one.name)
        return Done(f"已添加{one.short}。", url_for("problems.unit", unit_id=one.id))

    return act(add, lambda said, status: _new_page(form, said, status), form)


def _new_page(form: UnitForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    form.offer()
    return render_template("desk/units/new.html", form=form, said=said), status


def alone() -> None:
    """What a change begins with: nobody else makes one, and what was read before is read again."""
    database.write()
    units.alone()


def unit_correction(unit_id: str) -> ResponseReturnValue:
    who = access.person()
    if request.method == "GET":
        one = units.to_change(who, unit_id)
        return _correction_page(one, UnitCorrectionForm(formdata=None, obj=one))
    alone()
    one = units.to_change(access.person(), unit_id)
    form = UnitCorrectionForm()

    def correct() -> Done:
        done = units.correct(
            access.person(), one, form.name.data or "", form.short.data or "", form.kind.data or "", form.parent_id.data or "",
            form.reason.data or "",
        )  # fmt: skip
        access.note("unit.corrected", about=one.id, field="、".join(done), reason=form.reason.data)
        return Done(f"已更正{'、'.join(done)}。", url_for("problems.unit", unit_id=one.id))

    def again(said: str, status: int) -> ResponseReturnValue:
        now = units.to_change(access.person(), unit_id)
        apart = form.catch_up(units.as_seen(now, seen()), units.values_of(now))
        return _correction_page(now, form, said, status, apart)

    return act(correct, again, form, check=lambda: units.check_seen(one, seen()))


def _correction_page(
    one: Unit, form: UnitCorrectionForm, said: str = "", status: int = 200, apart: set[str] | None = None
) -> ResponseReturnValue:
    """`apart`: the fields in which something else is filled in than what stands, where somebody was quicker."""
    form.offer(but=one.id)
    stands = words_now(units.values_of(one), apart or set(), {one.parent.id: one.parent.short} if one.parent else {})
    shown = render_template(
        "desk/units/correction.html", unit=one, form=form, said=said, stands=stands, version=units.version_of(one)
    )  # fmt: skip
    return shown, status


def words_now(values: Values, apart: set[str], names: dict[str, str]) -> dict[str, str]:
    """What stands in these fields, in words."""
    return {field: words_of(field, values[field], names) for field in apart}
