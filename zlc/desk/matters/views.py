"""事项目录 and the page of one matter: what is published, whether it agrees with itself, and how it came to be so."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.catalogue import correcting
from zlc.catalogue.models import Matter
from zlc.catalogue.rules import RULES
from zlc.database import db
from zlc.desk.asking import all_units, reader
from zlc.desk.matters import listing
from zlc.desk.matters.forms import SwitchForm
from zlc.desk.matters.listing import ONLY, MatterFilter
from zlc.desk.matters.page import page_of
from zlc.errors import NotFound


def matter_list() -> ResponseReturnValue:
    who = reader()
    wanted = MatterFilter.read(request.args)
    return render_template(
        "desk/matters/list.html", wanted=wanted, page=listing.page_of(wanted), units=all_units(), only=list(ONLY.items()),
        doubtful=listing.doubtful_count(wanted.unit or None), rules=RULES, imports=who.imports_matters,
    )  # fmt: skip


def matter(matter_id: str) -> ResponseReturnValue:
    return show(matter_id)


def show(matter_id: str, said: str = "", status: int = 200, form: SwitchForm | None = None) -> ResponseReturnValue:
    """`form`: what was filled in to stop or start it, when that was refused for `said`."""
    who, found = reader(), db.session.get(Matter, matter_id)
    if found is None:
        raise NotFound
    shown = render_template(
        "desk/matters/matter.html", matter=found, page=page_of(found), rules=RULES, said=said, refused=form is not None,
        keeps=correcting.keeps(who, found) and not found.taken_back, form=form or SwitchForm(formdata=None, day=clock.today()),
    )  # fmt: skip
    return shown, status
