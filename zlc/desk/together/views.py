"""An applicant's walk and a counter session on one axis."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.desk.asking import begin_reading, check_arrived
from zlc.desk.together import page as together_page
from zlc.walks.models import Walk
from zlc.walks.times import timeline


def together(walk_id: str) -> ResponseReturnValue:
    who = begin_reading()
    one = Walk.of(who, walk_id)
    check_arrived(one, "对照")
    page = together_page.page_of(who, one, request.args.get("other", ""))
    return render_template("desk/together/together.html", page=page, walk=one, swatch=timeline.swatch)
