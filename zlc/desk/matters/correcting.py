"""更正一个事项、停办、恢复: its form, and what becomes of it."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import clock, database
from zlc.accounts import access
from zlc.catalogue import changes, correcting
from zlc.catalogue.correcting import BY_HAND, SWITCHES, Unreadable
from zlc.catalogue.fields import field_name
from zlc.catalogue.further import FURTHER
from zlc.catalogue.models import Matter
from zlc.catalogue.published import published_of
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import reader
from zlc.desk.matters.forms import SwitchForm
from zlc.desk.matters.views import show

LONG = ("materials", "fee", "place", "aliases")
HINTS = {
    "materials": "一行一份，例如：身份证（原件 1 份）", "channels": "窗口办理、网上办理", "aliases": "用顿号隔开",
    "statutory": "例如：20 个工作日、30 天、即办", "promised": "例如：5 个工作日、30 天、即办",
}  # fmt: skip


def correction(matter_id: str) -> ResponseReturnValue:
    """GET shows the matter to be corrected; POST makes the next edition of it."""
    who = reader()
    if request.method == "GET":
        one = correcting.to_change(who, matter_id)
        return _form_page(one, correcting.shown(published_of(one)), {}, {})
    one = _alone(matter_id)
    typed = {field: request.form[f"field-{field}"] for field in (*BY_HAND, *FURTHER) if f"field-{field}" in request.form}
    reasons = {field: request.form.get(f"reason-{field}", "") for field in typed} | {"": request.form.get("reason", "")}
    faults: dict[str, str] = {}

    def correct() -> Done:
        try:
            done = correcting.correct(access.person(), one, typed, reasons)
        except Unreadable as refusal:
            faults.update(refusal.faults)
            raise
        access.note("matter.corrected", about=matter_id, field="、".join(done), version=one.version)
        words = f"已更正{'、'.join(done)}。以前的走流程仍按当时公布的比。"
        return Done(words, url_for("catalogue.matter", matter_id=matter_id))

    def again(said: str, status: int) -> ResponseReturnValue:
        """What the person had not touched is shown as it is now: sent again, it would take back what somebody else did."""
        now = correcting.to_change(reader(), matter_id)
        before = correcting.shown(correcting.as_seen(now, seen()))
        touched = {field: text for field, text in typed.items() if text.replace("\r\n", "\n").strip() != before[field]}
        stands = correcting.shown(published_of(now))
        apart = {field: stands[field] for field, text in touched.items() if text.replace("\r\n", "\n").strip() != stands[field]}
        return _form_page(now, {**stands, **touched}, reasons, faults, said, status, apart)

    return act(correct, again, check=lambda: correcting.check_seen(one, seen()))


def _alone(matter_id: str) -> Matter:
    """The matter, and nobody else changing any."""
    database.write()
    changes.alone()
    return correcting.to_change(access.person(), matter_id)


def _form_page(
    one: Matter, typed: dict[str, str], reasons: dict[str, str], faults: dict[str, str], said: str = "", status: int = 200,
    stands: dict[str, str] | None = None,
) -> ResponseReturnValue:
    """`stands`: what is published now, of the fields in which something else is filled in."""
    recorded = published_of(one).further
    further = sorted(FURTHER, key=lambda code: code not in recorded)
    shown = render_template(
        "desk/matters/correction.html", matter=one, typed=typed, reasons=reasons, faults=faults, said=said, hints=HINTS, switches=SWITCHES,
        long=LONG, core=[(field, field_name(field)) for field in BY_HAND], further=[(code, field_name(code)) for code in further],
        further_open=bool(set(faults) & set(FURTHER)), stands=stands or {},
    )  # fmt: skip
    return shown, status


def stopping(matter_id: str) -> ResponseReturnValue:
    return _switch(matter_id, active=False)


def starting(matter_id: str) -> ResponseReturnValue:
    return _switch(matter_id, active=True)


def _switch(matter_id: str, active: bool) -> ResponseReturnValue:
    reader()
    one = _alone(matter_id)
    form = SwitchForm()

    def switch() -> Done:
        correcting.switch(access.person(), one, active, form.reason.data or "", form.day.data)
        day = form.day.data or clock.today()
        access.note("matter.started" if active else "matter.stopped", about=matter_id, reason=form.reason.data, day=day.isoformat())
        words = "已恢复，手机下次联网又能选到。" if active else "已停办。手机下次联网不再提供，以前的走流程照旧。"
        return Done(words, url_for("catalogue.matter", matter_id=matter_id))

    return act(
        switch, lambda said, status: show(matter_id, said, status, form), form, check=lambda: correcting.check_seen(one, seen())
    )
