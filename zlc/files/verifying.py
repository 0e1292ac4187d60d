"""Is each paper still what was stored, and is there any that nobody knows? As walks/photos/verifying.py does for photos."""

import time
from collections.abc import Iterator
from pathlib import Path

from zlc import database, sql
from zlc.database import db
from zlc.files import disk, keeping
from zlc.folder import PART_LASTS
from zlc.walks.photos.verifying import Stretch, pages

AT_ONCE = 200
PAGE = "select sha256, format, bytes, kept_sha256, lost_at from paper_files where sha256 > ? order by sha256 limit ?"


def count() -> int:
    with database.reading():
        ((papers,),) = sql.rows("select count(*) from paper_files")
        db.session.rollback()
    return int(papers)


def papers(folder: Path) -> Iterator[Stretch]:
    for rows in pages(PAGE, AT_ONCE, ("",), 1):
        lost, found, wrong = [], [], []
        for *said, lost_at in rows:
            held = disk.Paper(*said)
            if fault := disk.fault_of(folder, held):
                lost.append(held.sha256)
                wrong.append(f"文件 {held.sha256[:12]}……：{fault}，已记下；有原件的请在整改上再添加一次。")
            elif lost_at:
                found.append(held.sha256)
        if found:
            sql.ask(("update paper_files set lost_at = null where sha256 in ?", found))
        if lost:
            keeping.mark_lost(folder, lost)
        db.session.commit()
        yield Stretch(len(rows), wrong)


def strays(folder: Path) -> list[Path]:
    """Papers on the disk that no row knows, older than a day: a server was killed before it wrote the row, or an older backup was put
    in place. They do no harm, and nobody can open them."""
    there = {path for path in (folder / disk.FOLDER).glob("*/*/*.*") if path.suffix != ".part" and _is_old(path)}
    for rows in pages(PAGE, AT_ONCE, ("",), 1):
        there -= {folder / disk.place_of(row[0], row[1]) for row in rows}
    return sorted(there)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > PART_LASTS
    except OSError:
        return False
