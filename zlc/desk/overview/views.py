"""单位一览: the first page of the office, open to supervision too."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.accounts.models import UNIT_KINDS
from zlc.desk.asking import begin_reading
from zlc.desk.overview.figures import overview
from zlc.desk.units.listing import UnitFilter
from zlc.errors import NotFound


def units_overview() -> ResponseReturnValue:
    who = begin_reading()
    if not who.reads_all_units:
        raise NotFound
    wanted = UnitFilter.read(request.args)
    return render_template("desk/overview/overview.html", wanted=wanted, page=overview(who, wanted), kinds=list(UNIT_KINDS.items()))
