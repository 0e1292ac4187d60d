"""An applicant's walk and a counter session on one axis."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.desk.asking import reader
from zlc.desk.together import page as together_page
from zlc.errors import NotNow
from zlc.walks.journal import folding
from zlc.walks.models import Walk
from zlc.walks.times import timeline


def together(walk_id: str) -> ResponseReturnValue:
    who = reader()
    folding.catch_up()
    one = Walk.of(who, walk_id)
    if not one.folded:
        raise NotNow("这次走流程的内容还没有收到，现在没有可对照的。手机联网上传后再看。")
    page = together_page.page_of(who, one, request.args.get("other", ""))
    return render_template("desk/together/together.html", page=page, walk=one, swatch=timeline.swatch)
