"""主要负责人: one registered, corrected, and the end of their office."""

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access, headships, units
from zlc.accounts.headships import account_of, headship_of
from zlc.accounts.models import Headship, Unit
from zlc.desk.acting import Done, act, seen
from zlc.desk.units.forms import EndingForm, HeadshipCorrectionForm, HeadshipForm
from zlc.desk.units.views import alone, words_now


def headship(unit_id: str) -> ResponseReturnValue:
    """GET shows what to fill in; POST registers a head."""
    if request.method == "GET":
        one = units.to_change(access.person(), unit_id)
        return _page(one, HeadshipForm(formdata=None, ends_before=True))
    alone()
    one = units.to_change(access.person(), unit_id)
    form = HeadshipForm()

    def register() -> Done:
        assert form.begins_on.data
        left = headships.take_office(
            access.person(), one, form.name.data or "", form.title.data or "", form.begins_on.data, form.ends_on.data,
            account_of(one, form.person_id.data or ""), ends_before=form.ends_before.data, may_overlap=form.may_overlap.data,
        )  # fmt: skip
        access.note("head", about=one.id, name=form.name.data)
        told = "".join(f"{other.name}的任期到{headships.spoken(other.ends_on)}为止。" for other in left if other.ends_on)
        return Done(f"已登记{form.name.data}。{told}", _back(one))

    def again(said: str, status: int) -> ResponseReturnValue:
        return _page(units.to_change(access.person(), unit_id), form, said, status)

    return act(register, again, form, check=lambda: headships.check_seen(one, seen()))


def headship_correction(unit_id: str, headship_id: str) -> ResponseReturnValue:
    if request.method == "GET":
        one = headship_of(units.to_change(access.person(), unit_id), headship_id)
        return _page(one.unit, HeadshipCorrectionForm(formdata=None, obj=one), of=one)
    alone()
    one = headship_of(units.to_change(access.person(), unit_id), headship_id)
    form = HeadshipCorrectionForm()

    def correct() -> Done:
        assert form.begins_on.data
        done = headships.correct(
            access.person(), one, form.name.data or "", form.title.data or "", form.begins_on.data, form.ends_on.data,
            account_of(one.unit, form.person_id.data or "", one), form.reason.data or "", may_overlap=form.may_overlap.data,
        )  # fmt: skip
        access.note("head.corrected", about=one.unit_id, name=one.name, field="、".join(done), reason=form.reason.data)
        return Done(f"已更正{one.name}的{'、'.join(done)}。", _back(one.unit))

    def again(said: str, status: int) -> ResponseReturnValue:
        now = headship_of(units.to_change(access.person(), unit_id), headship_id)
        apart = form.catch_up(headships.as_seen(now, seen()), headships.values_of(now))
        return _page(now.unit, form, said, status, now, apart)

    return act(correct, again, form, check=lambda: headships.check_seen(one.unit, seen()))


def headship_ending(unit_id: str, headship_id: str) -> ResponseReturnValue:
    if request.method == "GET":
        one = headship_of(units.to_change(access.person(), unit_id), headship_id)
        return _ending_page(one, EndingForm(formdata=None, ends_on=clock.today()))
    alone()
    one = headship_of(units.to_change(access.person(), unit_id), headship_id)
    form = EndingForm()

    def end() -> Done:
        assert form.ends_on.data
        headships.end(access.person(), one, form.ends_on.data, form.reason.data or "")
        access.note("head.ended", about=one.unit_id, name=one.name, day=form.ends_on.data.isoformat(), reason=form.reason.data)
        return Done(f"{one.name}的任期到{headships.spoken(form.ends_on.data)}为止。", _back(one.unit))

    def again(said: str, status: int) -> ResponseReturnValue:
        return _ending_page(headship_of(units.to_change(access.person(), unit_id), headship_id), form, said, status)

    return act(end, again, form, check=lambda: headships.check_seen(one.unit, seen()))


def _back(unit: Unit) -> str:
    return url_for("problems.unit", unit_id=unit.id)


def _page(
    unit: Unit, form: HeadshipForm, said: str = "", status: int = 200, of: Headship | None = None, apart: set[str] | None = None
) -> ResponseReturnValue:
    """`of`: the office that is corrected; without one it is new."""
    form.offer(unit, of)
    names = {of.person.id: of.person.name} if of and of.person else {}
    shown = render_template(
        "desk/units/headship.html", unit=unit, form=form, said=said, of=of, version=headships.version_of(unit),
        stands=words_now(headships.values_of(of), apart or set(), names) if of else {},
        leaving=[] if of else headships.still_in_office(unit), asks_overlap=form.may_overlap.data or _overlaps(unit, form, of),
    )  # fmt: skip
    return shown, status


def _overlaps(unit: Unit, form: HeadshipForm, of: Headship | None) -> bool:
    """Whether what is filled in is refused unless it is meant."""
    begins_on: date | None = form.begins_on.data
    if begins_on is None or not form.is_submitted():
        return False
    before = of is None and form.ends_before.data
    return bool(headships.in_the_way(unit, begins_on, form.ends_on.data, ends_before=before, of=of))


def _ending_page(one: Headship, form: EndingForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    shown = render_template(
        "desk/units/ending.html", unit=one.unit, one=one, days=headships.days_of(one), form=form, said=said,
        version=headships.version_of(one.unit),
    )  # fmt: skip
    return shown, status
