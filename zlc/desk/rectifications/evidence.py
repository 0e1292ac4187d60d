"""佐证 of a rectification: what comes with a form (receiving.py), and what was taken in, for whoever may read the rectification
(serving.py)."""

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from zlc import database
from zlc.accounts import access
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.asking import data_folder, reader
from zlc.desk.rectifications import serving, shown
from zlc.desk.rectifications.forms import EvidenceForm, SubmitForm
from zlc.desk.rectifications.receiving import MOST_AT_ONCE, Received, receive
from zlc.desk.rectifications.views import act_on
from zlc.errors import NotFound
from zlc.files import keeping, taking
from zlc.files.taking import Taken
from zlc.rectifications import records, who
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import is_fresh
from zlc.rectifications.records import RectificationEvidence
from zlc.rectifications.states import VERBS, Step
from zlc.walks.names import people_named


@access.starts_reading
@access.takes_up_to(MOST_AT_ONCE)
def evidence(rectification_id: str) -> ResponseReturnValue:
    came, form = _receive(rectification_id, VERBS["attach"]), EvidenceForm()
    form.held = came.held

    def attach(one: Rectification, by: Person) -> None:
        came.check()
        one.attach(by, form.offered())

    return act_on(rectification_id, "attach", form, attach, "".join(["佐证已添加。", *came.notes]))


@access.starts_reading
@access.takes_up_to(MOST_AT_ONCE)
def submission(rectification_id: str) -> ResponseReturnValue:
    came, form = _receive(rectification_id, VERBS["submit"]), SubmitForm()
    form.held, form.has_fresh = came.held, came.has_fresh

    def submit(one: Rectification, by: Person) -> None:
        came.check()
        one.submit(by, form.done())

    return act_on(rectification_id, "submit", form, submit, "".join(["已报完成，等核验。", *came.notes]))


def _receive(rectification_id: str, verb: Step) -> Received:
    """Whoever may not do it sends nothing here."""
    by = reader()
    one = Rectification.of(by, rectification_id)
    who.check_may(one, by, verb)
    has_fresh = is_fresh(one)
    db.session.rollback()
    return receive(_take, has_fresh)


def _take(file: FileStorage) -> Taken:
    taken = taking.take(data_folder(), file.stream)
    database.write()
    keeping.acknowledge(access.person(), taken)
    access.note("photo" if taken.is_photo else "paper", about=taken.sha256, bytes=taken.kept.bytes)
    db.session.commit()
    database.read_only()
    return taken


# -- what was taken in, served -------------------------------------------------------------------


def _of(person: Person, rectification_id: str, evidence_id: str, kind: str) -> tuple[Rectification, RectificationEvidence]:
    one = Rectification.of(person, rectification_id)
    row = next((row for row in records.all_of(one.id) if row.id == evidence_id and row.kind == kind), None)
    if row is None:
        raise NotFound
    return one, row


def evidence_page(rectification_id: str, evidence_id: str) -> ResponseReturnValue:
    """One photo large, and on to the one before and after it."""
    person = reader()
    one, row = _of(person, rectification_id, evidence_id, "photo")
    rows = records.all_of(one.id)
    cards = [card for card in shown.cards_of(person, rows, people_named(one.by for one in rows), data_folder()) if card.is_photo]
    at = next(n for n, card in enumerate(cards) if card.row.id == row.id)
    return render_template(
        "desk/rectifications/photo.html", one=one, card=cards[at], n=at + 1, count=len(cards),
        before=cards[at - 1] if at else None, after=cards[at + 1] if at + 1 < len(cards) else None,
    )  # fmt: skip


def evidence_photo(rectification_id: str, evidence_id: str) -> ResponseReturnValue:
    serving.size_asked()
    return serving.photo_of(_of(reader(), rectification_id, evidence_id, "photo")[1])


def evidence_file(rectification_id: str, evidence_id: str) -> ResponseReturnValue:
    return serving.file_of(_of(reader(), rectification_id, evidence_id, "file")[1])
