"""上传核对: which phones have sent everything, and which have not."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Unit
from zlc.database import db
from zlc.desk.asking import all_units
from zlc.desk.devices import listing as device_list
from zlc.desk.held import listing as held_list
from zlc.errors import Forbidden
from zlc.walks.journal import folding


def devices() -> ResponseReturnValue:
    """The coordinator's unit; office, supervisor and admin choose one of all. Who keeps accounts sees no walks."""
    who = access.person()
    if not who.reads_devices:
        raise Forbidden("上传核对由单位联络员查看。您自己的记录是否都已上传，请看手机首页。")
    folding.catch_up()
    chooses = who.reads_all_devices
    rows = all_units() if chooses else []
    asked = request.args.get("unit", "")
    unit = asked if asked in dict(rows) else who.unit_id
    return render_template(
        "desk/devices/devices.html",
        rows=device_list.rows_of([unit], who),
        units=[(one, short) for one, short in rows if one != who.unit_id],
        unit=db.session.get_one(Unit, unit),
        chosen=unit,
        held=held_list.waiting_count(who),
    )
