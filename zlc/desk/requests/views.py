"""待办事项: collected on the desk, taken on the phone by 代理办."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.catalogue.requests import CollectedRequest, suggested
from zlc.database import db
from zlc.desk.asking import begin_change
from zlc.desk.fields import ConfirmForm
from zlc.desk.requests.forms import RequestForm
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.walks import takings
from zlc.walks.journal import folding

STALE = "页面放得太久，没有保存。请再点一次。"


def request_list() -> ResponseReturnValue:
    who = access.person()
    if not who.sees_walks:
        raise Forbidden("待办事项由本单位走流程的人查看。")
    folding.catch_up()
    if request.method == "GET":
        return _show(who, RequestForm())
    who = begin_change()
    form = RequestForm()
    if not form.validate_on_submit():
        return _show(who, form, STALE if form.csrf_token.errors else "", 422)
    try:
        one = CollectedRequest.collect(who, form.whose.data or "", form.text.data or "")
        db.session.flush()
    except Refusal as refusal:
        if refusal.field is None:
            raise
        form[refusal.field].errors = [refusal.message]
        return _show(who, form, "", refusal.status)
    access.note("request.collected", about=one.id)
    db.session.commit()
    flash("已收进待办事项。手机重新打开，或一小时之内，代理办时就能取用。")
    return redirect(url_for("problems.request_list"), 303)


def withdrawal(request_id: str) -> ResponseReturnValue:
    access.person()
    who = begin_change()
    one = CollectedRequest.of(who, request_id)
    form = ConfirmForm()
    typed = request.form.get("reason", "")
    if not form.validate_on_submit():
        return _show(who, RequestForm(formdata=None), STALE, 422, request_id, typed)
    try:
        one.withdraw(who, typed)
    except (NotNow, Refusal) as refusal:
        db.session.rollback()
        return _show(access.person(), RequestForm(formdata=None), refusal.message, refusal.status, request_id, typed)
    access.note("request.withdrawn", about=one.id)
    db.session.commit()
    flash("已撤下，内容和理由都留着。")
    return redirect(url_for("problems.request_list"), 303)


def _show(
    who: Person, form: RequestForm, said: str = "", status: int = 200, about: str = "", typed: str = ""
) -> ResponseReturnValue:
    """`about` is the request whose withdrawal was refused, `typed` the reason that was written for it."""
    state = request.args.get("state", "")
    page = render_template(
        "desk/requests/requests.html", rows=takings.rows_for(who, state if state in takings.STATES else ""), form=form,
        said=said, about=about, typed=typed, states=list(takings.STATES.items()), state=state,
        matters=suggested(who) if who.records else [],
    )  # fmt: skip
    return page, status
