"""The files of evidence, served to whoever has been let in."""

from io import BytesIO

from flask import Response, request, send_file

from zlc import database
from zlc.accounts import noting
from zlc.database import db
from zlc.desk.asking import data_folder
from zlc.errors import NotFound
from zlc.files import disk, keeping
from zlc.files.models import PaperFile
from zlc.rectifications.records import RectificationEvidence, photos_of
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos
from zlc.walks.photos.disk import Held

MIMES = {
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"


def size_asked() -> str:
    size = request.args.get("size", "full")
    if size != "full" and size not in photos.SIZES:
        raise NotFound
    return size


def photo_of(row: RectificationEvidence) -> Response:
    file = photos_of([row]).get(row.id)
    if file is None:
        raise NotFound("这张照片还没有传到服务器。")
    if file.lost_at:
        raise disk.Gone
    return photo(file.held)


def photo(held: Held) -> Response:
    size = size_asked()
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


def file_of(row: RectificationEvidence) -> Response:
    file = db.session.get(PaperFile, row.sha256)
    if file is None or file.lost_at:
        raise disk.Gone
    held, name, about = file.held, _named(row.name, file.format), row.rectification_id
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
