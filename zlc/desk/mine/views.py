"""等我办的: the first page of whoever works at the desk."""

from flask import render_template
from flask.typing import ResponseReturnValue

from zlc.desk.asking import begin_reading
from zlc.desk.mine import waiting


def mine() -> ResponseReturnValue:
    return render_template("desk/mine/mine.html", waits=waiting.all_for(begin_reading()))
