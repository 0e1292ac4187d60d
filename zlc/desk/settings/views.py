"""设置: what the lists of all units go by, set by the office, edition by edition."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change, reader
from zlc.desk.settings.forms import SettingsForm
from zlc.errors import Forbidden, NotFound
from zlc.problems import relighting
from zlc.settings import editions
from zlc.settings.editions import NOT_YOURS, Stood
from zlc.settings.settings import GROUPS, values_of


def settings() -> ResponseReturnValue:
    who, known = reader(), editions.editions()
    return _page(known, known[0], who.sets_settings)


def settings_edition(number: str) -> ResponseReturnValue:
    who, known = reader(), editions.editions()
    return _page(known, _numbered(known, number), who.sets_settings)


def _numbered(known: list[Stood], number: str) -> Stood:
    shown = next((one for one in known if str(one.number) == number), None)
    if shown is None:
        raise NotFound
    return shown


def _page(known: list[Stood], shown: Stood, sets: bool) -> ResponseReturnValue:
    return render_template(
        "desk/settings/settings.html", one=shown, current=known[0].number, sets=sets, groups=GROUPS, values=values_of(shown.settings),
        past=[one.stored for one in known if one.stored], changes={one.number: one.changes for one in known},
    )  # fmt: skip


def settings_new() -> ResponseReturnValue:
    """GET shows the current edition to be changed, or the one asked for with `of`, to be taken again."""
    if not reader().sets_settings:
        raise Forbidden(NOT_YOURS)
    if request.method == "GET":
        known = editions.editions()
        of = _numbered(known, request.args["of"]) if "of" in request.args else known[0]
        return _form_page(SettingsForm(formdata=None, data=values_of(of.settings)))
    who, form = begin_change(), SettingsForm()

    def change() -> Done:
        before = editions.in_force()
        stored = editions.change(who, seen(), form.typed(), form.reason.data or "")
        relighting.tell_phones(before, editions.in_force())
        access.note("settings.changed", about=str(stored.number), reason=stored.reason, changes=editions.editions()[0].changes)
        return Done(f"第 {stored.number} 版已生效（{clock.spoken(stored.at)} 起）。已经定下的时限没有改动。", url_for("problems.settings"))

    return act(change, lambda said, status: _form_page(form, said, status), form, check=lambda: editions.check_seen(who, seen()))


def _form_page(form: SettingsForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    last = editions.editions()[0]
    page = render_template(
        "desk/settings/new.html", form=form, said=said, groups=GROUPS, stale=status == 409, current=values_of(last.settings),
        version=str(last.number),  # what `said` tells of has been seen with this page
    )  # fmt: skip
    return page, status
