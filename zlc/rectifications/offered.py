"""佐证 as somebody offers it: words, photos and papers that they have sent, a walk, a change of what is published. Knows no request:
a page of the desk and a phone offer alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.files.models import PaperReceipt
from zlc.problems.said import typed
from zlc.rectifications import link_files, links
from zlc.rectifications.planning import LONGEST_WORDS
from zlc.rectifications.records import LONGEST_NAME, RectificationEvidence, count_of
from zlc.rectifications.states import EVIDENCE, TYPED_EVIDENCE
from zlc.rectifications.who import Doer
from zlc.texts import clean_text
from zlc.walks.photos.photos import PhotoReceipt

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

WHAT = "请写佐证：改了什么、哪里看得到、文号。"
WHICH_KIND = "请选佐证是哪一种：没有照片、文件的，「写的是」请选「文字说明」或「制度成果登记」；有的请先选上。"
NOTHING = "报完成要有新的佐证：照片、文件，或者写明改了什么、哪里看得到、文号。"
NOT_SENT = "有文件没有收到，请再选一次。填的都还在。"
AGAIN = "选的照片、文件已经是这项整改的佐证，没有重复登记。"


@dataclass(frozen=True)
class Sent:
    """A file that somebody has sent before (zlc/files/taking.py), by its hash, and what they call it. `coming`: a photo that a phone
    has recorded and may send later; it is shown once whoever says so has sent it."""

    sha256: str
    name: str
    coming: bool = False


@dataclass(frozen=True)
class Offered:
    """Words of a `kind` are a record of their own; without one, `text` is what is said of the rest. `guide`: see links.py."""

    kind: str = ""
    text: str = ""
    files: tuple[Sent, ...] = ()
    walk_id: str = ""
    guide: str = ""

    def check_something(self, has_fresh: bool) -> None:
        """Raises Refusal (422) where neither this is anything nor, `has_fresh`, something that was shown before."""
        if not (has_fresh or self.kind or self.text.strip() or self.files or self.walk_id or self.guide):
            raise Refusal(NOTHING, status=422, field="evidence")

    def records(self, one: Rectification, by: Doer) -> list[dict[str, Any]]:
        """The columns of each record. Raises Refusal (422) naming the field at fault, NotNow."""
        if self.kind and self.kind not in TYPED_EVIDENCE:
            raise Refusal("请选佐证是哪一种。", status=422, field="evidence_kind")
        text = typed(self.text, LONGEST_WORDS, "evidence", WHAT if self.kind else "", lines=True)
        others = self._of_files(one, by)
        if isinstance(by, Person):  # walks and guides are not opened by a link
            others += [*links.of_walk(one, by, self.walk_id), *links.of_guide(one, self.guide)]
        if text and not (self.kind or others):
            raise Refusal(WHICH_KIND, status=422, field="evidence_kind")
        if self.kind:
            return [{"kind": self.kind, "text": text}, *({"text": "", **other} for other in others)]
        return [{**other, "text": "\n".join(filter(None, (other.get("text"), text)))} for other in others]

    def _of_files(self, one: Rectification, by: Doer) -> list[dict[str, Any]]:
        """Only what they have sent: whoever knows a hash has nothing by it."""
        named = {file.sha256: file.name for file in self.files}
        photos, papers = _sent("photo", by, list(named)), _sent("file", by, list(named))
        photos |= {file.sha256 for file in self.files if file.coming}
        if set(named) - photos - papers:
            raise Refusal(NOT_SENT, status=422, field="files")
        new = [sha256 for sha256 in named if sha256 not in _held(one)]
        if named and not new:
            raise NotNow(AGAIN)
        return [{"kind": "photo" if key in photos else "file", "sha256": key, "name": tidy(named[key])} for key in new]


def _sent(kind: str, by: Doer, hashes: list[str]) -> set[str]:
    if isinstance(by, OwnerLink):
        return {sha256 for sha256, of in link_files.sent_by(by, hashes).items() if of == kind}
    receipts: Any = PhotoReceipt if kind == "photo" else PaperReceipt
    return set(db.session.scalars(select(receipts.sha256).where(receipts.person_id == by.id, receipts.sha256.in_(hashes))))


def _held(one: Rectification) -> set[str | None]:
    return set(db.session.scalars(select(RectificationEvidence.sha256).where(RectificationEvidence.rectification_id == one.id)))


def tidy(name: str) -> str:
    """What a file is called, without the folders it lay in; the end of a long name stays, as it says what the file is."""
    last = " ".join(clean_text(name).replace("\\", "/").rpartition("/")[2].split())
    last = "".join(one for one in last if one.isprintable())
    return last if len(last) <= LONGEST_NAME else f"{last[: LONGEST_NAME - 10]}…{last[-9:]}"


def keep(one: Rectification, by: Doer, records: list[dict[str, Any]]) -> dict[str, Any]:
    """Write them down. What the history is to say of it."""
    first = count_of(one.id) + 1
    for n, columns in enumerate(records, first):
        db.session.add(RectificationEvidence(rectification_id=one.id, n=n, by=by.id, **columns))
    words = next((columns for columns in records if columns["kind"] in TYPED_EVIDENCE), None)
    text = words["text"] if words else next((columns["text"] for columns in records), "")
    return {"kind": words["kind"] if words else "", "text": text, "shown": _named(records), "count": first - 1 + len(records)}


def _named(records: list[dict[str, Any]]) -> str:
    """「照片 2 份、文件「清单.pdf」」: what is no words."""
    photos = sum(columns["kind"] == "photo" for columns in records)
    said = [f"{EVIDENCE['photo']} {photos} 份"] if photos else []
    said += [f"{EVIDENCE['file']}「{columns['name']}」" for columns in records if columns["kind"] == "file"]
    said += [EVIDENCE[columns["kind"]] for columns in records if columns["kind"] in ("walk", "guide")]
    return "、".join(said)


def is_fresh(one: Rectification) -> bool:
    """Whether anything was shown since it was last submitted: what did not do then does not do again."""
    submitted = [event for event in one.history() if event.verb == "submitted"]
    before = submitted[-1].detail.get("count", len(submitted)) if submitted else 0
    return count_of(one.id) > before
