"""Evidence as a rectification's page shows it: photos in a grid, the rest as lines; where the same file stands for another one too."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.database import db
from zlc.files import disk as paper_disk
from zlc.files.models import PaperFile
from zlc.rectifications.links import walk_words
from zlc.rectifications.models import Rectification
from zlc.rectifications.records import FILES, RectificationEvidence, photos_of
from zlc.walks.models import Walk
from zlc.walks.photos import disk as photo_disk
from zlc.walks.words import Names

LOST, COMING = "照片文件不在服务器上，有原件的请再添加一次", "照片还没有传到服务器，在记录人的手机里"
MEGABYTE, KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True)
class Card:
    """`there`: whether its file can be opened, and `why` not; `walk`: the one it names, for whoever may read it; `elsewhere`: other
    rectifications that the same file stands for, of those that this person may read."""

    row: RectificationEvidence
    who: str
    there: bool = True
    why: str = ""
    size: str = ""
    format: str = ""
    walk: tuple[str, str] | None = None
    elsewhere: list[Rectification] = field(default_factory=list)

    @property
    def is_photo(self) -> bool:
        return self.row.kind == "photo"

    @property
    def coming(self) -> bool:
        """A phone has recorded it, and not sent its bytes."""
        return not self.there and self.why == COMING

    @property
    def again(self) -> str:
        return "同一张照片也用在" if self.is_photo else "同一个文件也用在"


def cards_of(person: Person, rows: list[RectificationEvidence], names: Names, folder: Path) -> list[Card]:
    hashes = [row.sha256 for row in rows if row.sha256]
    photos = photos_of(rows)
    papers = {one.sha256: one for one in db.session.scalars(select(PaperFile).where(PaperFile.sha256.in_(hashes)))}
    elsewhere, walks = _elsewhere(person, rows, hashes), _walks(person, rows)
    cards = []
    for row in rows:
        who, again = names.get(row.by, "未知人员"), elsewhere.get(row.sha256 or "", [])
        if row.kind == "photo":
            photo = photos.get(row.id)
            there = photo is not None and not photo.lost_at and photo_disk.is_there(folder, photo.held)
            cards.append(Card(row, who, there, why=LOST if photo else COMING, elsewhere=again))
        elif row.kind == "file":
            paper = papers.get(row.sha256 or "")
            there = paper is not None and not paper.lost_at and paper_disk.is_there(folder, paper.held)
            size, format_ = (_size(paper.bytes), paper.format.upper()) if paper else ("", "")
            cards.append(Card(row, who, there, size, format_, elsewhere=again))
        else:
            cards.append(Card(row, who, walk=walks.get(row.walk_id or "")))
    return cards


def _elsewhere(person: Person, rows: list[RectificationEvidence], hashes: list[str]) -> dict[str, list[Rectification]]:
    """Hash → the others, each once."""
    if not hashes:
        return {}
    here = rows[0].rectification_id
    wanted = Rectification.visible_to(person).join(RectificationEvidence, RectificationEvidence.rectification_id == Rectification.id)
    wanted = wanted.where(RectificationEvidence.sha256.in_(hashes), Rectification.id != here, RectificationEvidence.kind.in_(FILES))
    found: dict[str, list[Rectification]] = {}
    for one, sha256 in db.session.execute(wanted.add_columns(RectificationEvidence.sha256).order_by(Rectification.serial)):
        found.setdefault(sha256, []).append(one)
    return found


def _walks(person: Person, rows: list[RectificationEvidence]) -> dict[str, tuple[str, str]]:
    ids = [row.walk_id for row in rows if row.walk_id]
    found = db.session.scalars(Walk.visible_to(person).where(Walk.id.in_(ids))) if ids else ()
    return {walk.id: (walk.id, walk_words(walk)) for walk in found}


def _size(count: int) -> str:
    return f"{count / MEGABYTE:.1f} MB" if count >= MEGABYTE else f"{max(1, count // KILOBYTE)} KB"
