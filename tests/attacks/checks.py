"""What must be true of the server's disk after any kill, whoever asks."""

import hashlib
from pathlib import Path

from flask import Flask
from PIL import Image
from sqlalchemy import select

from zlc.database import db
from zlc.walks.journal import folding
from zlc.walks.models import Entry, Walk
from zlc.walks.photos import photos
from zlc.walks.photos.photos import PhotoFile, PhotoReceipt


def entries(app: Flask) -> dict[str, bytes]:
    with app.app_context():
        return {row.id: row.body for row in db.session.execute(select(Entry.id, Entry.body))}


def receipts(app: Flask) -> set[tuple[str, str]]:
    with app.app_context():
        rows = db.session.execute(select(PhotoReceipt.sha256, PhotoReceipt.person_id))
        return {(row.sha256, row.person_id) for row in rows}


def no_half_photo(folder: Path, sha256: str = "") -> None:
    """Every file that bears a photo's name (or this one's) is a whole picture."""
    for path in (folder / "photos").rglob(f"{sha256}*.jpg"):
        with Image.open(path) as image:
            image.load()


def no_orphan_row(app: Flask, sha256: str = "") -> None:
    """Every photo's row (or this one's) has its file, which is what was received unless it was rewritten."""
    with app.app_context():
        for row in db.session.scalars(select(PhotoFile).where(PhotoFile.sha256.startswith(sha256))):
            path = photos.path_of(app.config["DATA"], row.sha256)
            assert path.exists(), f"{row.sha256} has a row and no file"
            if not row.rewritten:
                assert hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256


def folded(app: Flask, walks: list[str]) -> None:
    """The kept state is what the entries say."""
    with app.app_context():
        folding.catch_up()
        for walk in db.session.scalars(select(Walk).where(Walk.id.in_(walks))):
            assert not walk.marked and walk.fault is None
            assert walk.read_state() == folding.fold_of(walk)


def marked(app: Flask) -> list[str]:
    """The walks whose state is older than their entries."""
    with app.app_context():
        return list(db.session.scalars(select(Walk.id).where(Walk.marked)))
