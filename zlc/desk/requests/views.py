"""待办事项: collected on the desk, taken on the phone by 代理办."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.catalogue.requests import CollectedRequest, suggested
from zlc.database import db, uuid7
from zlc.desk.acting import Done, act, seen
from zlc.desk.asking import begin_change
from zlc.desk.requests.forms import RequestForm
from zlc.errors import Forbidden
from zlc.walks import takings
from zlc.walks.journal import folding


def request_list() -> ResponseReturnValue:
    who = access.person()
    if not who.sees_walks:
        raise Forbidden("待办事项由本单位走流程的人查看。")
    folding.catch_up()
    if request.method == "GET":
        return _show(who, RequestForm())
    who = begin_change()
    form = RequestForm()

    def collect() -> Done:
        one = CollectedRequest.collect(who, form.whose.data or "", form.text.data or "", form.key.data or "")
        db.session.flush()
        access.note("request.collected", about=one.id)
        words = "已收进待办事项。手机重新打开，或一小时之内，代理办时就能取用。"
        return Done(words, url_for("problems.request_list"))

    return act(collect, lambda said, status: _show(access.person(), form, said, status), form)


def withdrawal(request_id: str) -> ResponseReturnValue:
    who = begin_change()
    one = CollectedRequest.of(who, request_id)
    typed = request.form.get("reason", "")

    def withdraw() -> Done:
        one.withdraw(who, typed)
        access.note("request.withdrawn", about=one.id)
        return Done("已撤下，内容和理由都留着。", url_for("problems.request_list"))

    def check() -> None:
        one.check_may_withdraw(who)
        takings.check_seen(one, seen())

    return act(
        withdraw,
        lambda said, status: _show(access.person(), RequestForm(formdata=None), said, status, request_id, typed),
        check=check,
    )


def _show(
    who: Person, form: RequestForm, said: str = "", status: int = 200, about: str = "", typed: str = ""
) -> ResponseReturnValue:
    """`about` is the request whose withdrawal was refused, `typed` the reason that was written for it."""
    state = request.args.get("state", "")
    form.key.data = uuid7()  # of the next one
    page = render_template(
        "desk/requests/requests.html", rows=takings.rows_for(who, state if state in takings.STATES else ""), form=form,
        said=said, about=about, typed=typed, states=list(takings.STATES.items()), state=state,
        matters=suggested(who) if who.records else [],
    )  # fmt: skip
    return page, status
