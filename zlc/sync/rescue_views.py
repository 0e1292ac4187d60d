"""导入手机导出的文件: the phone's door and the desk's page do the same."""

from pathlib import Path
from typing import IO

import msgspec
from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField

from zlc import database
from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import LoginRequired, NotFound, Refusal
from zlc.sync import gate, lull, rescue, rescue_lines, rescue_quota, rescue_store
from zlc.sync.envelope import answer
from zlc.sync.rescue_file import MOST_BYTES, known_of
from zlc.sync.views import api
from zlc.walks.brought import origins
from zlc.walks.journal import commits

pages = Blueprint("rescue", __name__)


class RescueForm(FlaskForm):
    file = FileField("手机导出的文件")
    ferry = BooleanField("这是从另一台服务器的手机转运来的，我已核对记录人")


@api.post("/rescue")
@access.starts_reading
@access.takes_up_to(MOST_BYTES)
def rescue_file() -> ResponseReturnValue:
    access.person()
    told = _take(request.stream, ferry=request.args.get("ferry") == "1")
    return answer(msgspec.to_builtins(told))


@pages.route("/rescue", methods=["GET", "POST"])
@access.starts_reading
@access.takes_up_to(MOST_BYTES + 1024 * 1024)
def page() -> ResponseReturnValue:
    who = access.person()
    if not who.records:
        raise NotFound
    form = RescueForm()
    if not form.validate_on_submit():
        return _show(form, said="页面放得太久，没有收。请再选一次文件。" if form.errors else "")
    file = request.files.get("file")
    if file is None or not file.filename:
        return _show(form, said="还没有选文件。请选手机导出的 .jsonl 文件。", status=422)
    try:
        told = _take(file.stream, ferry=bool(form.ferry.data))
    except LoginRequired:
        raise
    except Refusal as refusal:
        access.note_refusal(refusal)
        return _show(form, said=refusal.message, status=refusal.status, ask=refusal.code == "other_server")
    return _show(RescueForm(formdata=None), told=told)


def _show(
    form: RescueForm, *, told: rescue.Told | None = None, said: str = "", status: int = 200, ask: bool = False
) -> ResponseReturnValue:
    owner = db.session.get(Person, told.person) if told else None
    return render_template("sync/rescue.html", form=form, told=told, owner=owner, said=said, ask=ask), status


def _take(stream: IO[bytes], *, ferry: bool) -> rescue.Told:
    """Receive, check whose it is, keep the file, take in what it holds, fold."""
    db.session.rollback()  # no transaction stays open while a slow line sends 256 MB
    folder = Path(current_app.config["DATA"])
    with rescue_store.arriving(folder, stream) as arrived:
        known = known_of(arrived.path)
        who, server = access.person(), commits.server_id()
        owner, size = rescue.owner_of(known, who, server, ferry=ferry), arrived.path.stat().st_size
        gate.check_records(who)
        owner_id, who_id = owner.id, who.id
        rescue_quota.check(who, arrived.sha256, size)
        arrived.keep()
        database.write()
        commits.lock()  # the same file, or the same lines in another one, brought twice at once
        at = origins.note_file(arrived.sha256, who_id, owner_id, size).at
        access.note("rescue", about=arrived.sha256, owner=owner_id, bytes=size, ferry=ferry)
        _keep()
        taking = rescue.Taking.of(arrived.sha256, known, owner, who, server, folder, _keep, at)
        told = rescue_lines.take_in(arrived.path, taking)
    database.write()
    origins.note_file(told.sha256, who_id, owner_id, size).wrong = told.wrong
    _note_taken(told, owner_id)
    db.session.commit()
    lull.now()
    return told


def _note_taken(told: rescue.Told, owner_id: str) -> None:
    """The line by which the auditor sees how much of it nobody vouches for."""
    counts = {
        "entries": told.entries.new, "held": told.entries.held, "photos": told.photos.new,
        "sealed": told.sealed, "unverified": told.unverified, "wrong": told.wrong,
    }  # fmt: skip
    access.note("rescue.taken", about=told.sha256, owner=owner_id, lines=len(told.lines), counts=counts)


def _keep() -> None:
    """Commit, and let others write until there is something more to store."""
    db.session.commit()
    database.read_only()
