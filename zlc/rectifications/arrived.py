"""What owners write on their phones: each entry is done once, in the order of arrival, by the verb that the desk calls, and what
became of it is kept beside it (docs/decisions/0044)."""

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, String, Text, false, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from zlc import database, sql
from zlc.accounts import audit
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import Forbidden, NotFound, Refusal
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import Offered, Sent
from zlc.versions import mark_of
from zlc.walks.entries.entry import read_body
from zlc.walks.journal import commits
from zlc.walks.models import Entry
from zlc.walks.photos.disk import Held
from zlc.walks.photos.visible import sent_by

# An entry's kind → the verb (states.py) that does it.
VERB_OF = {"claim": "claim", "progress": "note", "evidence": "attach", "submission": "submit"}
DONE, KEPT = "done", "kept"
BROKEN = "系统没能处理这一条，内容都在，请联络员看原文后在电脑上补记。"
WAITING = text("outcome IS NULL")
log = logging.getLogger(__name__)


class RectificationEntry(Model):
    """An entry of a rectification. `outcome` is None until somebody has looked: then it is done, by the event of this number in the
    history (none where all was so already), or kept, for the reason in `message`. `other_plan`: it was written by another plan
    than the one that stood when it was done."""

    __tablename__ = "rectification_entries"
    __table_args__ = (
        Index("ix_rectification_entries_waiting", "entry_id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_rectification_entries_author", "author_id", "received_at"),
    )

    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    rectification_id: Mapped[str] = mapped_column(ForeignKey("rectifications.id"), index=True)
    author_id: Mapped[str] = mapped_column(String(36))
    received_at: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str | None] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text, default="")
    event: Mapped[int | None]
    other_plan: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


def plan_mark(one: Rectification) -> str:
    """What an entry says that it saw: by what it will be judged, and until when."""
    return mark_of(one.cause, one.measure, one.figure, one.target, one.criterion, one.due_on)


def catch_up() -> None:
    """Before anybody reads rectifications: do what came. Costs one index look when there is nothing."""
    if sql.rows("select 1 from rectification_entries where outcome is null limit 1"):
        database.write()
        take_in()
        db.session.commit()
        database.read_only()


def take_in() -> None:
    """Do everything that came and waits, in the caller's transaction."""
    commits.lock()  # nobody else does the same, and none slips in between
    db.session.flush()
    waiting = select(RectificationEntry, Entry).join(Entry, Entry.id == RectificationEntry.entry_id)
    rows = db.session.execute(waiting.where(RectificationEntry.outcome.is_(None)).order_by(Entry.commit, Entry.n))
    for row, entry in rows.all():
        try:
            with db.session.begin_nested():
                _do(row, entry)
        except OperationalError:
            raise  # the database's trouble, not this entry's
        except Exception:
            log.exception("entry %s of a rectification cannot be done", entry.id)
            _keep(row, BROKEN)
    db.session.flush()


def visible_photo(person: Person, entry_id: str) -> Held | None:
    """The file of a photo that was written about a rectification this person may read, done or kept; None for other entries. Raises
    NotFound, Lost."""
    row = db.session.get(RectificationEntry, entry_id)
    if row is None:
        return None
    Rectification.of(person, row.rectification_id)
    entry = db.session.get_one(Entry, entry_id)
    if entry.kind != "evidence" or entry.body is None:
        raise NotFound
    return sent_by(entry.author_id, read_body(entry.body).data["sha256"])


def _do(row: RectificationEntry, entry: Entry) -> None:
    one = db.session.get_one(Rectification, row.rectification_id, populate_existing=True)
    by, said = db.session.get_one(Person, row.author_id), read_body(entry.body or b"").data
    saw, before = plan_mark(one), one.last_event()
    try:
        with db.session.begin_nested():
            VERBS[entry.kind or ""](one, by, said)
            db.session.flush()
    except Refusal as refusal:
        db.session.refresh(one)
        _keep(row, _in_words(one, by, refusal))
        _note(entry, one, by, success=False, why=row.message)
        return
    after = one.last_event()
    row.outcome, row.event = DONE, after if after != before else None
    row.other_plan = said.get("saw") not in (None, saw)
    if row.event:
        _note(entry, one, by)


def _keep(row: RectificationEntry, message: str) -> None:
    row.outcome, row.message = KEPT, message


def _in_words(one: Rectification, by: Person, refusal: Refusal) -> str:
    """Whoever it was taken from meanwhile is told that, rather than whose such verbs are."""
    if isinstance(refusal, Forbidden) and one.owner_id != by.id:
        return f"这项整改现在归{one.responsible or '联络员改派'}，没有算进去。"
    return refusal.message


def _note(entry: Entry, one: Rectification, by: Person, *, success: bool = True, **detail: Any) -> None:
    verb = f"rectification.{VERB_OF[entry.kind or '']}"
    audit.record(verb, person=by, about=one.id, success=success, number=one.full_number, entry=entry.id, **detail)


def _claim(one: Rectification, by: Person, said: dict[str, Any]) -> None:
    """Nothing to do where they have claimed it on the desk meanwhile, or were given it as theirs."""
    if one.state != "working" or one.owner_id != by.id:
        one.claim(by)


def _progress(one: Rectification, by: Person, said: dict[str, Any]) -> None:
    one.note(by, said["text"])


def _evidence(one: Rectification, by: Person, said: dict[str, Any]) -> None:
    """A photo, whose bytes may come later: it is shown once they have."""
    one.attach(by, Offered(text=said.get("caption") or "", files=(Sent(said["sha256"], "", coming=True),)))


def _submission(one: Rectification, by: Person, said: dict[str, Any]) -> None:
    text = (said.get("text") or "").strip()
    one.submit(by, Done(said["effect"], "words" if text else "", text))


VERBS: dict[str, Callable[[Rectification, Person, dict[str, Any]], None]] = {
    "claim": _claim, "progress": _progress, "evidence": _evidence, "submission": _submission,
}  # fmt: skip
