"""人员 and 单位 by a list: hand it in, see line by line what it would do, confirm. Nothing is kept before that, not even the list:
the page of the preview carries it, signed, and what is confirmed is judged anew."""

import io
from typing import Any

from flask import current_app, make_response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

from zlc import database, versions
from zlc.accounts import access, audit, noting, quotas
from zlc.accounts.keeping import Keeper
from zlc.accounts.links import DAYS
from zlc.accounts.models import Person
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.kinds import MOST_BYTES
from zlc.database import db
from zlc.desk.acting import seen
from zlc.desk.people import judging, list_files, lists
from zlc.desk.people.judging import Judged
from zlc.desk.people.lists import PEOPLE, Line, Listed
from zlc.desk.people.views import keeper
from zlc.errors import NotFound, NotNow, Refusal

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHY = "按名单导入"


@access.starts_reading
@access.takes_up_to(4 * MOST_BYTES)
def list_import() -> ResponseReturnValue:
    who = keeper()
    if request.method == "GET":
        return _begin_page()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _refuse(Refusal("还没有选文件。请选一个 .xlsx 或 .csv 文件。", status=422))
    data = file.stream.read(MOST_BYTES + 1)
    database.write()
    quotas.use("import", who, len(data))
    db.session.commit()
    try:
        listed = lists.read(data)
    except NotReadable as fault:
        return _refuse(Refusal(str(fault), status=422))
    return _preview(listed, file.filename)


def list_confirmation() -> ResponseReturnValue:
    keeping, (listed, name) = _keeping(), _handed_in()
    judged = judging.judge(keeping, listed, WHY)
    if judging.version_of(judged) != seen():
        refusal = versions.overtaken("名册在预览以后改过了，下面是现在会怎样。")
        access.note_refusal(refusal)
        return _preview(listed, name, refusal)
    new = _of(judged, "new")
    if not new:
        raise NotNow("没有可以导入的行，没有改动。")
    audit.record(
        "list imported", person=keeping.by, address=keeping.address, about=list_files.NAMES[listed.kind], file=name[:200],
        counts={"new": len(new)}, lines=len(judged) - len(new),
    )  # fmt: skip
    people = [(one, keeping.give_link(one)[1]) for one in (db.session.get_one(Person, each.who) for each in new if each.who)]
    db.session.commit()
    return render_template(
        "desk/people/imported.html", count=len(new), days=DAYS,
        people=[(one, url_for("accounts.link", secret=secret, _external=True)) for one, secret in people],
    )  # fmt: skip


def list_faulty() -> ResponseReturnValue:
    """The lines that are not taken, with what is wrong with each."""
    keeping, (listed, name) = _keeping(), _handed_in()
    judged = judging.judge(keeping, listed, WHY)
    db.session.rollback()
    noting.download("download.faulty", "", file=name[:200])
    return _workbook(list_files.faulty_file(listed.kind, judged), f"有误的行-{list_files.NAMES[listed.kind]}.xlsx")


def list_sample(kind: str) -> ResponseReturnValue:
    keeper()
    if kind not in list_files.NAMES:
        raise NotFound
    return _workbook(list_files.sample_file(kind), f"样表-{list_files.NAMES[kind]}.xlsx")


def _workbook(content: bytes, name: str) -> ResponseReturnValue:
    reply = send_file(io.BytesIO(content), SHEET, as_attachment=True, download_name=name)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def _begin_page(said: str = "", status: int = 200) -> ResponseReturnValue:
    return render_template("desk/people/import.html", said=said), status


def _refuse(refusal: Refusal) -> ResponseReturnValue:
    access.note_refusal(refusal)
    return _begin_page(refusal.message, refusal.status)


def _preview(listed: Listed, name: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    database.write()
    judged = judging.judge(_keeping(), listed, WHY)
    db.session.rollback()
    shown = render_template(
        "desk/people/preview.html", kind=listed.kind, what=list_files.NAMES[listed.kind], name=name,
        said=refusal.message if refusal else "",
        faulty=_of(judged, "faulty"), new=_of(judged, "new"), same=_of(judged, "same"), version=judging.version_of(judged),
        carried=_signer().dumps([listed.kind, name, listed.lines]), PEOPLE=PEOPLE,
    )  # fmt: skip
    return make_response(shown, refusal.status if refusal else 200)


def _of(judged: list[Judged], outcome: str) -> list[Judged]:
    return [one for one in judged if one.outcome == outcome]


def _keeping() -> Keeper:
    return Keeper(keeper(), access.address())


def _handed_in() -> tuple[Listed, str]:
    try:
        kind, name, lines = _signer().loads(request.form.get("list", ""))
    except BadData as fault:
        raise Refusal("名单没有传完整，没有改动。请重新上传文件。", status=422) from fault
    return Listed(kind, [Line(*one) for one in lines]), name


def _signer() -> URLSafeSerializer:
    key: Any = current_app.config["SECRET_KEY"]
    return URLSafeSerializer(key, salt="people-list")
