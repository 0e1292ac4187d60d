"""佐证 of a rectification: files are taken in before the verb is asked, so that none has to be sent twice; and they are served to
whoever may read the rectification."""

import re
from io import BytesIO
from typing import NamedTuple

from flask import Response, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from zlc import database
from zlc.accounts import access, noting, quotas
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.asking import data_folder, reader
from zlc.desk.rectifications import shown
from zlc.desk.rectifications.forms import EvidenceForm, SubmitForm
from zlc.desk.rectifications.views import act_on
from zlc.errors import NotFound, Refusal
from zlc.files import disk, keeping, taking
from zlc.files.models import PaperFile
from zlc.files.refused import NotTaken
from zlc.rectifications import records, who
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import Sent, is_fresh, tidy
from zlc.rectifications.records import RectificationEvidence, photos_of
from zlc.rectifications.states import VERBS, Step
from zlc.walks.names import people_named
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos

MOST_FILES = 10  # with one form
MOST_AT_ONCE = (MOST_FILES + 1) * taking.MOST_BYTES
HELD = re.compile(r"([0-9a-f]{64}) (.*)", re.S)
MIMES = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"


class Received(NamedTuple):
    """What came with a form: `held`: files that are here, also from before; `refused` and `notes`: what is to be said of others;
    `has_fresh`: whether something was shown before that counts."""

    held: tuple[Sent, ...]
    refused: list[str]
    notes: list[str]
    has_fresh: bool

    def check(self) -> None:
        """Raises Refusal (422): nothing is done, and what is here need not be sent again."""
        if self.refused:
            kept = f"其余 {len(self.held)} 份已收下，列在下面，不用再选。" if self.held else ""
            kept += "还没有添加，改好后再提交一次。"
            raise Refusal("".join(self.refused) + kept, status=422, field="files")


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
    """The slow part, outside any transaction: whoever may not do it sends nothing here."""
    by = reader()
    one = Rectification.of(by, rectification_id)
    who.check_may(one, by, verb)
    has_fresh = is_fresh(one)
    db.session.rollback()
    held = [Sent(found[1], found[2]) for one in request.form.getlist("held")[:MOST_FILES] if (found := HELD.fullmatch(one))]
    refused: list[str] = []
    notes: list[str] = []
    for file in [file for file in request.files.getlist("files") if file.filename]:
        name = tidy(file.filename or "")
        try:
            if len(held) + len(refused) >= MOST_FILES:
                raise NotTaken(f"一次最多 {MOST_FILES} 份，请分几次添加。")
            sent, said = _take(file, name)
            held.append(sent)
            notes += said
        except (NotTaken, quotas.OverQuota) as fault:
            refused.append(f"「{name}」没有收：{fault}")
    return Received(tuple(dict.fromkeys(held)), refused, notes, has_fresh)


def _take(file: FileStorage, name: str) -> tuple[Sent, list[str]]:
    taken = taking.take(data_folder(), file.stream)
    database.write()
    keeping.acknowledge(access.person(), taken)
    access.note("photo" if taken.is_photo else "paper", about=taken.sha256, bytes=taken.kept.bytes)
    db.session.commit()
    database.read_only()
    return Sent(taken.sha256, name), [f"「{name}」{note}。" for note in taken.notes]


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
    size = request.args.get("size", "full")
    if size != "full" and size not in photos.SIZES:
        raise NotFound
    _, row = _of(reader(), rectification_id, evidence_id, "photo")
    file = photos_of([row]).get(row.id)
    if file is None:
        raise NotFound("这张照片还没有传到服务器。")
    if file.lost_at:
        raise disk.Gone
    held = file.held
    db.session.rollback()  # a smaller size may be made now, which takes its time
    try:
        content = photo_disk.content_of(data_folder(), held, size)
    except photo_disk.Lost as fault:
        database.write()
        photos.mark_lost([held.sha256], lambda one: not photo_disk.is_sound(data_folder(), one))
        db.session.commit()
        raise disk.Gone from fault
    reply = send_file(BytesIO(content), mimetype="image/jpeg", conditional=True, etag=f"{held.sha256}-{size}")
    reply.headers["Cache-Control"] = "private, no-cache"  # kept, but asked again: rights may change
    return _inert(reply)


def evidence_file(rectification_id: str, evidence_id: str) -> ResponseReturnValue:
    one, row = _of(reader(), rectification_id, evidence_id, "file")
    file = db.session.get(PaperFile, row.sha256)
    if file is None or file.lost_at:
        raise disk.Gone
    held, name, about = file.held, _named(row.name, file.format), one.id
    db.session.rollback()
    try:
        content = disk.content_of(data_folder(), held)
    except disk.Gone:
        database.write()
        keeping.mark_lost(data_folder(), [held.sha256])
        db.session.commit()
        raise
    reply = send_file(BytesIO(content), MIMES[held.format], as_attachment=True, download_name=name)
    reply.headers["Cache-Control"] = "private, no-store"
    noting.download("download.evidence", about, file=name)
    return _inert(reply)


def _named(name: str, format_: str) -> str:
    """As it was called, but by what it is: a name may say otherwise."""
    return name if name.lower().endswith(f".{format_}") else f"{name or '佐证'}.{format_}"


def _inert(reply: Response) -> Response:
    reply.headers["Content-Security-Policy"] = NOTHING_RUNS
    return reply
