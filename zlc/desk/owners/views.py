"""/o/<secret>: the page of one rectification for an owner without an account, and what they do there. It opens nothing else, and logs
nobody in."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, g, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage

from zlc import database
from zlc.accounts import access, audit
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.desk.acting import Done, act, holds, in_json, keep_what_was_written, seen, stands_now
from zlc.desk.asking import data_folder
from zlc.desk.fields import ConfirmForm
from zlc.desk.owners import page as owners_page
from zlc.desk.owners.letting_in import is_forged, let_in
from zlc.desk.rectifications import serving
from zlc.desk.rectifications.forms import DayForm, EvidenceForm, NoteForm, PlanForm, ReasonForm, SubmitForm
from zlc.desk.rectifications.receiving import MOST_AT_ONCE, receive
from zlc.errors import NotFound
from zlc.files import taking
from zlc.files.taking import Taken
from zlc.rectifications import by_link, link_files, records
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import is_fresh
from zlc.rectifications.states import VERBS, Step
from zlc.rectifications.verbs import ENDS_LINK
from zlc.walks.journal import commits

pages = Blueprint("owners", __name__)
STALE = "页面放得太久，或者这个浏览器没有留 Cookie，这次没有登记。填的都还在，请再提交一次。"
# Verb → its form, and what is done with it.
FORMS: dict[str, type[FlaskForm]] = {
    "claim": ConfirmForm, "decline": ReasonForm, "plan": PlanForm, "note": NoteForm, "attach": EvidenceForm, "submit": SubmitForm,
    "ask_extension": DayForm,
}  # fmt: skip
DOES: dict[str, Callable[[Rectification, OwnerLink, Any], None]] = {
    "claim": lambda one, by, form: one.claim(by),
    "decline": lambda one, by, form: one.decline(by, form.reason.data or ""),
    "plan": lambda one, by, form: one.plan(by, form.plan()),
    "note": lambda one, by, form: one.note(by, form.text.data or ""),
    "attach": lambda one, by, form: one.attach(by, form.offered()),
    "submit": lambda one, by, form: one.submit(by, form.done()),
    "ask_extension": lambda one, by, form: one.ask_extension(by, form.due_on.data, form.reason.data or ""),
}
WORDS = {
    "claim": "已认领，请定措施。", "decline": "已说明不认领，联络员会改派。谢谢。", "plan": "措施已定。", "note": "进展已记。",
    "attach": "佐证已添加。", "submit": "已报完成，由别人核验。谢谢。", "ask_extension": "已申请延期，由联络员定。",
}  # fmt: skip
NOUNS = {VERBS[name].noun: VERBS[name] for name in FORMS}


@pages.after_request
def _told_to_nobody(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get(f"{access.OWNER_LINK}<secret>/thanks")
@access.without_login
def thanks(secret: str) -> ResponseReturnValue:
    """Where a link leads that has done what it was for; it opens nothing any more."""
    return render_template("desk/owners/thanks.html", me=None)


@pages.get(f"{access.OWNER_LINK}<secret>")
@access.without_login
def page(secret: str) -> ResponseReturnValue:
    return let_in(secret, lambda link, one: _show(secret, _noted(link, one), one))


@pages.post(f"{access.OWNER_LINK}<secret>/<noun>")
@access.without_login
@access.starts_reading
@access.by_link
@access.takes_up_to(MOST_AT_ONCE)
def deed(secret: str, noun: str) -> ResponseReturnValue:
    return let_in(secret, lambda link, one: _do(secret, link, one, NOUNS.get(noun)))


@pages.get(f"{access.OWNER_LINK}<secret>/photos/<entry_id>")
@access.without_login
def photo(secret: str, entry_id: str) -> ResponseReturnValue:
    """One that hangs on what this rectification serves."""

    def answer(_link: OwnerLink, one: Rectification) -> ResponseReturnValue:
        shots = [shot for found in owners_page.problems_of(one, data_folder()) for shot in found.shots]
        shot = next((shot for shot in shots if shot.id == entry_id), None)
        if shot is None:
            raise NotFound
        return serving.photo(shot.held)

    return let_in(secret, answer)


@pages.get(f"{access.OWNER_LINK}<secret>/evidence/<evidence_id>")
@access.without_login
def evidence(secret: str, evidence_id: str) -> ResponseReturnValue:
    def answer(_link: OwnerLink, one: Rectification) -> ResponseReturnValue:
        row = next((row for row in records.all_of(one.id) if row.id == evidence_id and row.sha256), None)
        if row is None:
            raise NotFound
        return serving.photo_of(row) if row.kind == "photo" else serving.file_of(row)

    return let_in(secret, answer)


def _noted(link: OwnerLink, one: Rectification) -> OwnerLink:
    session.setdefault(access.BY_LINK, True)
    if link.opened_at is None:
        database.write()
        commits.lock()
        if by_link.note_opened(link, one):
            _audit("owner link opened", link, one)
        db.session.commit()
        database.read_only()
    return link


def _audit(verb: str, link: OwnerLink, one: Rectification) -> None:
    audit.record(verb, username=link.said_name, address=access.address(), about=one.id, number=one.full_number)


def _do(secret: str, link: OwnerLink, one: Rectification, verb: Step | None) -> ResponseReturnValue:
    if verb is None:
        raise NotFound
    if is_forged():
        g.refused = "stale_form"
        keep_what_was_written()
        return _show(secret, link, one, {verb.name: FORMS[verb.name]()}, STALE, 400)
    form: Any = FORMS[verb.name]()
    notes: list[str] = []
    came = None
    if isinstance(form, EvidenceForm) and one.state in verb.states:
        has_fresh = is_fresh(one)
        db.session.rollback()
        came = receive(lambda file: _take(secret, file), has_fresh)
        form.held, form.has_fresh, notes = came.held, has_fresh, came.notes
    database.write()
    commits.lock()
    link, one = by_link.opened_by(secret)

    def change() -> Done:
        if came is not None:
            came.check()
        if current_user.is_authenticated:
            by_link.note_helped(one, access.person())
        DOES[verb.name](one, link, form)
        _audit(f"rectification.{verb.name}", link, one)
        back = url_for("owners.thanks", secret=secret) if verb.name in ENDS_LINK else url_for("owners.page", secret=secret)
        return Done("".join([WORDS[verb.name], *notes]), back)

    def again(said: str, status: int) -> ResponseReturnValue:
        return _show(secret, *by_link.opened_by(secret), {verb.name: form}, said, status)

    return act(change, again, form, check=lambda: one.check_seen(link, seen(), verb))


def _take(secret: str, file: FileStorage) -> Taken:
    taken = taking.take(data_folder(), file.stream)
    database.write()
    link, one = by_link.opened_by(secret)
    link_files.acknowledge(link, taken)
    audit.record(
        "photo" if taken.is_photo else "paper", username=link.said_name, address=access.address(), about=taken.sha256,
        bytes=taken.kept.bytes, number=one.full_number,
    )  # fmt: skip
    db.session.commit()
    database.read_only()
    return taken


def _show(
    secret: str, link: OwnerLink, one: Rectification, filled: dict[str, Any] | None = None, said: str = "", status: int = 200
) -> ResponseReturnValue:
    verbs, filled = one.open_verbs(link), filled or {}
    forms = {"plan": PlanForm(formdata=None, obj=one), "submit": SubmitForm(formdata=None, effect=one.effect)}
    forms |= {name: form(formdata=None) for name, form in FORMS.items() if name not in forms}
    shown = holds(forms)
    body = render_template(
        "desk/owners/page.html",
        one=one,
        link=link,
        secret=secret,
        found=owners_page.problems_of(one, data_folder()),
        evidence=records.all_of(one.id),
        steps=owners_page.steps_of(one, link),
        fresh=is_fresh(one),
        submitted_before=any(event.verb == "submitted" for event in one.history()),
        asked=date.fromisoformat(one.extension["due_on"]) if one.extension else None,
        verbs=verbs,
        to={verb.name: url_for("owners.deed", secret=secret, noun=verb.noun) for verb in verbs},
        stands=stands_now(forms, shown, filled, status),
        forms=forms | filled,
        shown=in_json(shown),
        said=said,
        refused=next(iter(filled), ""),
        me=None,
    )
    return body, status
