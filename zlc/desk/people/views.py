"""人员: where whoever keeps the accounts begins."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from zlc.accounts import access, roster
from zlc.desk.asking import all_units
from zlc.errors import Forbidden


def people() -> ResponseReturnValue:
    """Accounts of all units, and no walk of any. They are changed on the server, by command."""
    if not access.person().keeps_accounts:
        raise Forbidden("人员名册由系统管理员查看。")
    wanted = roster.RosterFilter.read(request.args)
    rows, next_after = roster.page_of(wanted)
    return render_template(
        "desk/people/people.html", rows=rows, wanted=wanted, next_after=next_after, total=roster.count(wanted),
        units=all_units(), states=list(roster.STATES.items()), state_of=roster.state_of,
    )  # fmt: skip
