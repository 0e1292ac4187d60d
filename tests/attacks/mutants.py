"""Faults planted in the server, each of which a named test must find."""

from pathlib import Path
from typing import IO, Any

from zlc import database
from zlc.accounts import access
from zlc.database import db
from zlc.walks.photos import photos


def row_before_file() -> None:
    """The receipt is committed, and then the file is written."""
    whole = photos.receive

    def receive(folder: Path, stream: IO[bytes], sha256: str) -> Any:
        database.write()
        db.session.add(photos.PhotoFile(sha256=sha256, bytes=1, width=1, height=1, rewritten=True))
        db.session.flush()
        db.session.add(photos.PhotoReceipt(sha256=sha256, person_id=access.person().id))
        db.session.commit()
        return whole(folder, stream, sha256)

    photos.receive = receive


MUTANTS = {"row_before_file": row_before_file}


def apply(name: str) -> None:
    if name:
        MUTANTS[name]()
