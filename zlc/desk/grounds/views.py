"""情形提示: open to the office and to supervision, who say what is to be made of it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.asked import text_of
from zlc.desk.asking import begin_reading
from zlc.desk.grounds.page import grounds_in, quarters
from zlc.errors import NotFound


def grounds() -> ResponseReturnValue:
    who = begin_reading()
    if not who.samples:
        raise NotFound
    known = quarters()
    asked = text_of(request.args, "quarter")
    quarter = asked if asked in dict(known) else known[0][0]
    return render_template("desk/grounds/grounds.html", quarter=quarter, quarters=known, shown=grounds_in(who, quarter))
