"""导入事项: hand in a list, see what it would do, confirm. The page itself drives the long steps: each look at it does the next."""

import hashlib
from collections.abc import Callable
from io import BytesIO

from flask import Response, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from zlc import database
from zlc.accounts import access, noting, quotas
from zlc.accounts.models import Person, Unit
from zlc.catalogue.fields import CORE, field_name
from zlc.catalogue.further import FURTHER
from zlc.catalogue.imports import checking, preview, steps
from zlc.catalogue.imports.faulty_file import faulty_file
from zlc.catalogue.imports.models import KEPT_DAYS, Import, scope_of
from zlc.catalogue.sheets import reading
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.kinds import MOST_BYTES, kind_of_file
from zlc.database import db
from zlc.desk.acting import Done, act, seen
from zlc.desk.matters.forms import BeginForm, ColumnsForm, HeadForm, SheetForm
from zlc.desk.matters.fulfilled import fulfilled_by
from zlc.errors import NotNow, Refusal

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = "还没有选文件，也没有粘贴文字。请选一个 .xlsx 或 .csv 文件，或把指南的文字粘贴进来。"
BOTH = "既选了文件，又粘贴了文字。请只用一种，分两次导入。"


# A little more than a file may have, so that whoever brings a large one is told so in our words.
@access.starts_reading
@access.takes_up_to(4 * MOST_BYTES)
def import_list() -> ResponseReturnValue:
    who = access.person()
    scope_of(who)
    form = BeginForm()
    if not form.validate_on_submit():
        return _begin_page(who, form)
    try:
        one = _begin(form)
    except NotReadable as fault:
        return _begin_page(access.person(), form, str(fault), 422)
    access.note("import.begun", about=one.id, file=one.file_name, sha256=one.sha256)
    db.session.commit()
    return redirect(url_for("catalogue.import_page", import_id=one.id), 303)


def _begin(form: BeginForm) -> Import:
    """What was handed in, looked at outside any transaction, then kept."""
    file, pasted = request.files.get("file"), (form.pasted.data or "").strip()
    chosen = bool(file and file.filename)
    if chosen == bool(pasted):
        raise NotReadable(BOTH if chosen else NOTHING)
    name, data = ((file.filename or ""), file.stream.read(MOST_BYTES + 1)) if file and chosen else ("粘贴的文字", pasted.encode())
    database.write()
    quotas.use("import", access.person(), len(data))  # before it is read: what cannot be read takes the longest
    db.session.commit()
    kind = kind_of_file(data) if chosen else "text"
    survey = reading.survey(kind, data)
    database.write()
    by = access.person()
    return steps.begin(by, kind, data, name, hashlib.sha256(data).hexdigest(), survey)


def _begin_page(who: Person, form: BeginForm, said: str = "", status: int = 200) -> ResponseReturnValue:
    mine = list(db.session.scalars(Import.visible_to(who).limit(30)))
    shown = render_template(
        "desk/matters/imports.html", form=form, said=said, mine=mine, counts={one.id: checking.counts_of(one) for one in mine},
        days=KEPT_DAYS, all_units=scope_of(who) is None,
    )  # fmt: skip
    return shown, status


def import_page(import_id: str) -> ResponseReturnValue:
    who = access.person()
    one = Import.of(who, import_id)
    if one.stage in ("reading", "checking") and "go" in request.args:
        (steps.read_some if one.stage == "reading" else checking.check_some)(one, _keep)
        one = Import.of(who, import_id)
        if one.stage not in ("reading", "checking"):
            return redirect(url_for("catalogue.import_page", import_id=import_id), 303)
    return _show(one)


def _keep() -> None:
    """Commit, and let others write until there is something more to store."""
    db.session.commit()
    database.read_only()


def _show(one: Import, said: str = "", status: int = 200) -> ResponseReturnValue:
    if one.stage in ("reading", "checking"):
        on = url_for("catalogue.import_page", import_id=one.id, go=max(one.read_to, one.checked_to) + 1)
        reply = make_response(render_template("desk/matters/import_progress.html", one=one, on=on, said=said), status)
        reply.headers["Refresh"] = f"0; url={on}"
        return reply
    if one.stage == "mapping":
        return _columns_page(one, said, status)
    if one.stage == "ready" or one.stage == "applied":
        page = preview.preview_of(one, preview.RowFilter.read(request.args))
        fulfilled = fulfilled_by(access.person(), one)
        return render_template("desk/matters/import_preview.html", one=one, page=page, said=said, fulfilled=fulfilled), status
    return render_template("desk/matters/import_ended.html", one=one, said=said), status


def columns(import_id: str) -> ResponseReturnValue:
    one = Import.of(access.person(), import_id)
    if one.stage not in ("mapping", "ready"):
        return redirect(url_for("catalogue.import_page", import_id=import_id))
    return _columns_page(one)


def _columns_page(one: Import, said: str = "", status: int = 200) -> ResponseReturnValue:
    units = db.session.execute(select(Unit.id, Unit.name).order_by(Unit.name)).all() if one.unit_id is None else []
    chosen = _chosen_columns() or one.mapping
    form = ColumnsForm(default_unit=one.default_unit_id or "")
    form.default_unit.choices = [("", "不指定，每行写明单位"), *((unit, name) for unit, name in units)]
    unknown = [heading for place, heading in enumerate(one.headers) if heading and str(place) not in chosen]
    shown = render_template(
        "desk/matters/import_columns.html", one=one, said=said, form=form, chosen=chosen, unknown=unknown, samples=preview.samples_of(one),
        core=[(field, field_name(field)) for field in CORE], further=[(field, field_name(field)) for field in FURTHER],
        units=units, head=HeadForm(formdata=None, row=one.header_row), others=[sheet for sheet in one.sheets if sheet["name"] != one.sheet],
    )  # fmt: skip
    return shown, status


def _chosen_columns() -> dict[str, str]:
    """By column: a field, "" for 不导入; a column for which nothing is chosen is absent."""
    asked = {key.removeprefix("column-"): value for key, value in request.form.items() if key.startswith("column-")}
    return {place: "" if value == "-" else value for place, value in asked.items() if value}


def mapping(import_id: str) -> ResponseReturnValue:
    form = ColumnsForm()
    chosen, unit, rest = _chosen_columns(), form.default_unit.data or None, bool(form.leave_rest.data)
    return change_import(import_id, lambda one: steps.map_columns(one, chosen, unit, rest), columns_again=True)


def head(import_id: str) -> ResponseReturnValue:
    form = HeadForm()
    row = form.row.data or 0
    return change_import(import_id, lambda one: steps.move_head(one, row), columns_again=True)


@access.starts_reading
def sheet(import_id: str) -> ResponseReturnValue:
    form, one = SheetForm(), Import.of(access.person(), import_id)
    name = form.sheet.data or ""
    if one.file is None or name not in [sheet["name"] for sheet in one.sheets]:
        raise NotNow(steps.OVER)
    data = one.file
    db.session.rollback()
    try:
        survey = reading.survey("xlsx", data, name)
    except NotReadable as fault:
        return _columns_page(Import.of(access.person(), import_id), str(fault), 422)
    return change_import(import_id, lambda found: steps.take_sheet(found, survey), columns_again=True)


def confirmation(import_id: str) -> ResponseReturnValue:
    mark = seen()
    return change_import(import_id, lambda one: _confirm(one, mark))


def _confirm(one: Import, mark: str) -> None:
    stored = checking.confirm(one, mark)
    if stored is None:
        flash("这次导入已经确认过，没有重复导入。")
        return
    access.note("import.confirmed", about=one.id, file=one.file_name, sha256=one.sha256, counts=stored)
    flash(f"已导入：新增 {stored['new']} 个事项，更新 {stored['changed']} 个。手机下次联网会取到新的目录。")


def cancellation(import_id: str) -> ResponseReturnValue:
    return change_import(import_id, _cancel)


def _cancel(one: Import) -> None:
    if steps.cancel(one):
        access.note("import.cancelled", about=one.id, file=one.file_name)
    flash("已放弃这次导入，目录没有改动。")


def change_import(import_id: str, step: Callable[[Import], None], columns_again: bool = False) -> ResponseReturnValue:
    Import.of(access.person(), import_id)
    one = steps.begin_change(import_id)
    columns_shown = columns_again and one.stage in ("mapping", "ready")

    def change() -> Done:
        try:
            step(one)
        except Refusal as refusal:
            if refusal.code == "catalogue_moved":  # what was previewed is to be looked at again: that much is kept
                access.note("import.moved", about=one.id, success=False)
                db.session.commit()
            raise
        return Done("", url_for("catalogue.import_page", import_id=import_id))

    def again(said: str, status: int) -> ResponseReturnValue:
        return (_columns_page if columns_shown else _show)(Import.of(access.person(), import_id), said, status)

    return act(change, again, check=lambda: one.check_seen(seen()))


def faulty(import_id: str) -> ResponseReturnValue:
    one = Import.of(access.person(), import_id)
    if not checking.counts_of(one).get("faulty"):
        raise NotNow("没有有误的行，不用下载。")
    name = " ".join((one.file_name.rpartition(".")[0] or one.file_name).split())  # no header holds a line break
    reply = workbook(faulty_file(one), f"有误的行-{name}.xlsx")
    noting.download("download.faulty", import_id, file=name)
    return reply


def workbook(content: bytes, name: str) -> Response:
    """An XLSX to take away, of which neither the browser's cache nor a proxy keeps a copy."""
    reply = send_file(BytesIO(content), SHEET, as_attachment=True, download_name=name)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply
