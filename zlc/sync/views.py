"""The endpoints of /api/v1 (docs/sync.md)."""

from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, request, send_file
from flask.typing import ResponseReturnValue
from flask_login import current_user

from zlc import clock, database, sql
from zlc.accounts import access, audit, logins, noting, quotas
from zlc.accounts.models import Person
from zlc.catalogue.payload import catalogue_for, version_of
from zlc.database import db
from zlc.errors import LoginRequired, NotFound
from zlc.problems.duty import duty_of
from zlc.problems.models import Problem
from zlc.rectifications import arrived, mine, ties
from zlc.sync import gate, intake, journal_page, lull, pull
from zlc.sync.envelope import LIMITS, Leaving, Missing, Secret, TooLarge, answer, read, read_push
from zlc.walks.brought import brought, seals
from zlc.walks.journal import commits, devices, folding, journal, restricted
from zlc.walks.models import Device, Walk
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos, visible

api = Blueprint("api", __name__, url_prefix="/api/v1")
api.before_request(gate.check_origin)


def _folder() -> Path:
    return Path(current_app.config["DATA"])


def _named(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name, "unit": person.unit_id}


def _duty(person: Person) -> dict[str, Any]:
    """Of a head alone; as far as everything that has come is folded."""
    if not person.leads:
        return {}
    folding.catch_up(None if person.reads_all_units else person.unit_id)
    return {"duty": duty_of(person)}


def _mine(person: Person) -> dict[str, Any]:
    """Of a phone that shows it, where it is told anything new."""
    has = request.args.get("mine")
    if has is None:
        return {}
    arrived.catch_up()
    told = mine.told(person, has)
    return {} if told is None else {"mine": told}


@api.post("/devices")
def register() -> ResponseReturnValue:
    person = access.person()
    gate.check_records(person)
    quotas.use("device", person)
    device = Device(person_id=person.id, label=(request.user_agent.string or "")[:200])
    db.session.add(device)
    db.session.flush()
    access.note("device", about=device.id)
    server = commits.this_server()
    body = {
        "device": device.id, "server": server.server_id, "epoch": server.epoch,
        "person": _named(person), "limits": LIMITS, "secret": seals.give(device), **_duty(person),
    }  # fmt: skip
    db.session.commit()
    return answer(body, 201)


@api.post("/devices/<device_id>/secret")
def keep_secret(device_id: str) -> ResponseReturnValue:
    """A phone registered before there were secrets has made one for itself."""
    given, device = read(Secret).secret, devices.device_of(access.person(), device_id)
    if seals.keep(device, given):
        access.note("device.secret", about=device_id)
    db.session.commit()
    return answer({"sealed": True})


@api.get("/hello")
@access.without_login
def hello() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        raise LoginRequired
    person, server = access.person(), commits.this_server()
    body = {
        "server": server.server_id, "epoch": server.epoch,
        "person": _named(person), "time": clock.now_ms(), "login": access.login_word(),
    }  # fmt: skip
    if device_id := request.args.get("device"):
        device = devices.device_of(person, device_id)
        body |= {"acked": device.acked, "chain": devices.chain_word(device), "sealed": seals.has(device)}
        body |= {"unverified": brought.waiting_count(person), **_duty(person)}
    return answer(body)


@api.post("/logout")
def log_out() -> ResponseReturnValue:
    """What 退出 on the phone asks for: the app is locked already, this ends the login behind it. It may have waited for the
    network while somebody logged in anew: a login that was not the one left goes on. What this browser shows as the word of
    its login is the one left, also where it no longer is that of the session: whoever left is not still logged in."""
    if read(Leaving).login in ("", access.login_word(), request.cookies.get(access.WORD_COOKIE)):
        access.end_login()
    return answer({"ok": True})


@api.post("/entries")
@access.asks_itself
def push() -> ResponseReturnValue:
    with lull.push():
        received_at = clock.now_ms()
        envelope = read_push()
        drafts = journal.read(envelope.entries)
        receipt = intake.take_in(
            intake.Push(
                *access.login_said(), access.address(), envelope.device, envelope.sent_at, received_at, drafts
            )
        )
        if any(one.at is not None and not one.duplicate for one in receipt.results):  # somebody is recording
            access.stay()
        walks = {draft.walk for draft in drafts if draft.walk}
        lull.fold(walks, current_app.app_context if current_app.config.get("LULLS") else None)
    return answer(receipt)


@api.get("/changes")
def changes() -> ResponseReturnValue:
    person = access.person()
    folding.catch_up(None if person.reads_all_units else person.unit_id)
    if device_id := request.args.get("device"):
        devices.device_of(person, device_id)
    limit = request.args.get("limit", pull.PAGE, type=int)
    page = pull.changes(person, request.args.get("cursor", ""), limit)
    return answer(page if page["more"] else page | _mine(person))


@api.put("/photos/<sha256>")
@access.starts_reading
@access.asks_itself
def put_photo(sha256: str) -> ResponseReturnValue:
    login_id, seen_at = access.login_said()
    with sql.transaction():  # which ends here: none stays open while a slow phone sends its photo
        known, received, used = sql.ask(
            logins.query([login_id]), photos.received_by(login_id, sha256), quotas.query("photo", login_id)
        )
        person = logins.resolve(login_id, seen_at, known)
    if person is None:
        raise LoginRequired
    gate.check_records(person)
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise photos.HashMismatch("照片编号不对，请再传一次。")
    if (request.content_length or 0) > photos.MOST_BYTES:
        raise TooLarge("照片超过 8 MB，没有上传，仍在手机里。")
    if received and photo_disk.is_sound(_folder(), held := photos.Held(*received[0])):
        return answer({"sha256": sha256, "bytes": held.bytes})
    quotas.check("photo", request.content_length or 0, used)
    kept = photos.receive(_folder(), request.stream, sha256)
    line = audit.line("photo", person.id, person.username, access.address(), sha256, True, {})
    count = quotas.counted("photo", person.id, kept.bytes)
    database.read_only(False)
    with sql.transaction():
        photos.acknowledge(person.id, sha256, kept, line, count)
    return answer({"sha256": sha256, "bytes": kept.bytes}, 201)


@api.post("/photos/missing")
@access.starts_reading
def missing_photos() -> ResponseReturnValue:
    asked = read(Missing).sha256
    held = photos.received_from(access.person(), asked)
    db.session.rollback()  # reading files takes its time; no transaction stays open meanwhile
    sound = {one.sha256: photo_disk.is_sound(_folder(), one) for one in held}
    _mark_lost([sha256 for sha256, well in sound.items() if not well])
    return answer({"missing": [sha256 for sha256 in asked if not sound.get(sha256)]})


def _mark_lost(hashes: list[str]) -> None:
    if hashes:
        database.write()
        photos.mark_lost(hashes, lambda held: not photo_disk.is_sound(_folder(), held))
        db.session.commit()


@api.get("/photos/<entry_id>")
def get_photo(entry_id: str) -> ResponseReturnValue:
    size = request.args.get("size", "full")
    if size != "full" and size not in photos.SIZES:
        raise NotFound
    folding.catch_up()  # an amendment may have restricted it
    person = access.person()
    held = arrived.visible_photo(person, entry_id) or visible.visible_photo(person, entry_id, Problem.shows)
    db.session.rollback()  # a smaller size may be made now, which takes its time
    try:
        content = photo_disk.content_of(_folder(), held, size)
    except photo_disk.Lost:
        _mark_lost([held.sha256])
        raise
    reply = send_file(BytesIO(content), mimetype="image/jpeg", conditional=True, etag=f"{held.sha256}-{size}")
    reply.headers["Cache-Control"] = "private, no-cache"  # kept, but asked again: rights may change
    if size != "thumb" and reply.status_code != 304 and restricted.is_restricted(entry_id):
        noting.download("download.photo", entry_id, size=size)
    return reply


@api.get("/catalogue")
def catalogue() -> ResponseReturnValue:
    person = access.person()
    payload = catalogue_for(person, ties.asked_of(person))
    reply = answer(payload)
    reply.set_etag(version_of(payload))
    reply.headers["Cache-Control"] = "private, no-cache"
    return reply.make_conditional(request)


@api.get("/walks/<walk_id>/journal")
def walk_journal(walk_id: str) -> ResponseReturnValue:
    folding.catch_up()
    walk = Walk.of(access.person(), walk_id)
    whole = answer(journal_page.journal_of(access.person(), walk))
    noting.download("download.journal", walk_id)
    return whole


@api.route("/", defaults={"path": ""}, methods=["GET", "POST", "PUT"])
@api.route("/<path:path>", methods=["GET", "POST", "PUT"])
def unknown(path: str) -> Response:
    raise NotFound
