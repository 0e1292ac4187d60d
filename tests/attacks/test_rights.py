"""The whole matrix: every route that names a thing, asked by everybody about what is theirs, another unit's, and nobody's.

What is not yours answers as what does not exist, byte for byte; nobody writes without the right; every refused POST leaves
a line in the log; nothing ends in 500.
"""

import hashlib
import io
import json
import re
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, text

from tests.days import due_in
from tests.phones import Phone
from tests.rescues import file_of, send
from tests.sync.test_photos import picture, put
from zlc.accounts import pace, repeats
from zlc.accounts.audit import AuditLine
from zlc.accounts.logins import DESK_IDLE, Login
from zlc.accounts.models import Person
from zlc.catalogue.imports.models import Import
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db, uuid7
from zlc.rectifications import following
from zlc.rectifications.records import RectificationEvidence
from zlc.walks.journal import folding
from zlc.walks.models import Device

MEMBERS = ("recorder", "head", "clerk", "coordinator")
READERS = ("office", "supervisor")
NEITHER = ("auditor", "admin")
OUT = ("closed", "revoked", "expired", None)
FOR_ALL = ("catalogue.edition", "catalogue.matter", "problems.settings_edition")  # what is published
NOT_COMPARED = {"audit_lines", "logins", "login_failures", "alembic_version", "quota_days"}
DONE_BY_THE_COORDINATOR = {
    "catalogue.import_cancellation", "catalogue.import_head", "problems.rectifications", "problems.confirmation",
    "problems.dismissal", "problems.letting_go",
    "problems.proof_decision", "problems.need_adoption", "problems.need_rectifications", "problems.need_study",
    "problems.rectification_claim", "problems.rectification_continuation",
    "problems.rectification_progress", "problems.requirement", "problems.withdrawal",
}  # fmt: skip
OFFICES = "problems.requirement"  # in any unit; tests/problems/test_musts.py
SAID = {
    "reason": "核对过", "decision": "cancelled",
    "text": "要的材料太多", "as_": "untrue", "department": "综合科", "whose": "一家小店", "row": "1",
    "walk": "", "chosen": "x", "target": "x", "field": "text", "amendment": "x",
}  # fmt: skip


@dataclass
class Side:
    """The things of one unit, by the name that a route gives them."""

    problem: str
    need: str
    proof: str
    intermediary: str
    rectification: str
    evidence: str
    walk: str
    photo: str
    held: str
    move: str
    request: str
    import_: str
    device: str
    file: str

    def fill(self, rule: Any) -> str:
        of_photo = {"api.get_photo", "problems.photo"}
        entry = self.photo if rule.endpoint in of_photo else self.move if "/handovers/" in rule.rule else self.held
        names = {
            "problem_id": self.problem, "need_id": self.need, "proof_id": self.proof, "intermediary_id": self.intermediary,
            "rectification_id": self.rectification,
            "evidence_id": self.evidence,
            "walk_id": self.walk, "entry_id": entry, "request_id": self.request,
            "import_id": self.import_, "device_id": self.device, "file": self.file, "code": "trips", "line_id": self.problem,
            "sha256": self.file, "path": "x", "matter_id": "x", "number": "0", "person_id": self.problem, "secret": "x",
            "noun": "claim", "kind": "people",
            "unit_id": "x", "sample_id": "x", "headship_id": "x",  # tests/desk/units
        }  # fmt: skip
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: names[found[1]], rule.rule)

    @property
    def ids(self) -> list[str]:
        return list(vars(self).values())


NOBODYS = Side(*(uuid7() for _ in range(13)), "ab" * 32)


def side(app: Any, visit: Any, world: Any, recorder: str, coordinator: str) -> Side:
    phone, desk = Phone.of(visit(recorder)), visit(coordinator)
    walk = phone.a_walk(matter=world.matter)
    phone.make(walk, "stage", {"stage": "acceptance", "step": "window", "visit": 2})
    need = phone.make(walk, "need", {"text": "就近办", "from": "public"})["id"]
    proof = phone.make(walk, "material", {"name": "无固定职业证明", "tags": ["strange"]})["id"]
    agency = phone.make(walk, "intermediary", {"name": "测绘公司", "fee": 800})["id"]
    shot = picture(size=(64, 50 + len(recorder)))
    said = {"sha256": hashlib.sha256(shot).hexdigest(), "bytes": len(shot), "restricted": True, "caption": "委托书"}
    photo = phone.make(walk, "photo", said)["id"]
    held = phone.make(walk, "hologram", {"text": "看不懂"})["id"]
    target = {"target": phone.entries[0]["id"], "reason": "走的是别处的事项"}
    move = phone.make(walk, "amend", {**target, "set": {"unit": {"value": world.units["centre"], "saw": []}}})["id"]
    told = {one["id"]: one["status"] for one in phone.push().json["results"]}
    assert put(phone.browser, shot).status_code == 201 and told[held] == told[move] == "held"
    absent = Phone(phone.browser, phone.person, phone.device, phone.epoch)
    absent.a_walk()
    content = file_of(absent)
    assert send(desk, content).json["unverified"]
    desk.get("/requests")
    desk.post("/requests", {"whose": "一家小店", "text": "办证"})
    desk.get("/imports")
    on = desk.post("/imports", {"pasted": "事项名称：新事项\n承诺办结时限：1 个工作日"}).location
    while again := desk.get(on).headers.get("Refresh") or desk.get(on).location:
        on = again.rpartition("url=")[2]
    with app.app_context():
        folding.catch_up()
        unit = db.session.get_one(Person, phone.person).unit_id
        request = db.session.scalar(select(CollectedRequest.id).where(CollectedRequest.unit_id == unit))
        import_ = db.session.scalar(select(Import.id).where(Import.unit_id == unit))
        db.session.commit()
    problem = next(entry["id"] for entry in phone.entries if json.loads(entry["body"])["kind"] == "problem")
    given = phone.make(walk, "problem", {"text": "门口没有指示"})["id"]
    phone.push()
    for noun, said in (("confirmation", {}), ("rectifications", {"department": "综合科", "due_on": due_in(7).isoformat()})):
        desk.get(f"/problems/{given}")
        assert desk.post(f"/problems/{given}/{noun}", said).status_code == 303
    with app.app_context():
        rectification = following.of_problem(given)[0].id
        shown = {"kind": "photo", "sha256": hashlib.sha256(shot).hexdigest(), "text": "改好了", "n": 1, "by": phone.person}
        db.session.add(RectificationEvidence(id=(evidence := uuid7()), rectification_id=rectification, **shown))
        db.session.commit()
    brought = hashlib.sha256(content).hexdigest()
    return Side(problem, need, proof, agency, rectification, evidence, walk, photo, held, move, request, import_, phone.device, brought)


@pytest.fixture
def sides(app, visit, world):
    return side(app, visit, world, "recorder", "coordinator"), side(app, visit, world, "stranger", "coordinator2")


def end(app, person_id, how):
    with app.app_context():
        if how == "closed":
            db.session.get_one(Person, person_id).close()
        elif how == "revoked":
            db.session.scalars(select(Device).where(Device.person_id == person_id, Device.desk.is_(False))).first().revoke()
        else:
            for login in db.session.scalars(select(Login).where(Login.person_id == person_id)):
                login.began_at -= 13 * 3600 * 1000 + DESK_IDLE
        db.session.commit()


@pytest.fixture
def everybody(app, visit, world, sides, monkeypatch):
    """Who asks, with a token for forms; the last of them cannot any more."""
    monkeypatch.setattr(repeats.Repeats, "admits", lambda *_, **__: True)
    monkeypatch.setattr(pace.Pace, "note_refused", lambda *_: None)  # all of them guess at links from one address
    came = {who: visit(who) for who in (*MEMBERS, *READERS, *NEITHER, None)}
    gone = {"closed": "colleague", "revoked": "head", "expired": "clerk"}
    came |= {how: visit(who) for how, who in gone.items()}
    Phone.of(came["revoked"])
    for who in came:
        came[who].get("/login" if who is None else "/password")
    for how, who in gone.items():
        end(app, world.people[who], how)
    for who in gone.values():
        if who in came:
            came[who] = visit(who)
            came[who].get("/password")
    return came


def rules(app, method):
    named = [rule for rule in app.url_map.iter_rules() if method in rule.methods and rule.arguments]
    return [rule for rule in named if rule.endpoint not in ("files.static_file", "api.unknown", "api.put_photo", *FOR_ALL)]


def ask(browser, method, path, api, seen=None):
    if method == "GET":
        return browser.client.get(path, headers={"Sec-Fetch-Site": "same-origin"}, buffered=True)
    if api:
        return browser.api(method, path.removeprefix("/api/v1"), {"secret": "ab" * 32})
    due = due_in(7).isoformat()
    return browser.client.post(path, data={**SAID, **(seen or {}), "due_on": due, "csrf_token": browser.token}, buffered=True)


def look(coordinator, some):
    """What the pages of one side show at the moment: nobody is refused for being late where it is rights that are asked about."""
    walk = f"/walks/{some.walk}"
    lines = f"/problems/{some.problem}", f"/needs/{some.need}", f"/proofs/{some.proof}", f"/rectifications/{some.rectification}"
    for page in (*lines, walk, f"{walk}/comparison", "/held", "/requests", f"/imports/{some.import_}"):
        coordinator.get(page)
    return lambda rule: coordinator.seen_with(some.fill(rule), {})


def shown(reply, some):
    """What somebody is told, whatever it was about."""
    said = _unpacked(reply.get_data()) + reply.headers.get("Location", "").encode()
    for id_ in some.ids:
        said = said.replace(id_.encode(), b"ID")
    return reply.status_code, re.sub(rb'value="[\w.-]{60,}"', b"", said)


def _unpacked(body):
    """A workbook says in it when it was made, and its archive to the nearest two seconds."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(io.BytesIO(body)) as parts:
        return b"".join(name.encode() + parts.read(name) for name in parts.namelist() if name != "docProps/core.xml")


def everything(app):
    """What all tables hold, but for the log and logins."""
    with app.app_context(), db.engine.connect() as connection:
        held = {}
        for table in db.metadata.sorted_tables:
            if table.name not in NOT_COMPARED:
                rows = connection.execute(text(f'select * from "{table.name}"'))
                held[table.name] = sorted(hashlib.sha256(repr(tuple(row)).encode()).hexdigest() for row in rows)
        return held


def lines(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditLine))


def test_what_is_not_yours_answers_as_what_does_not_exist(app, everybody, sides):
    home, other = sides
    before = everything(app)
    for who, browser in everybody.items():
        told_apart = [home, other] if who in (*NEITHER, *OUT) else [other] if who in MEMBERS else []
        for method in ("GET", "POST"):
            for rule in rules(app, method):
                api, what = rule.rule.startswith("/api/"), (who, method, rule.rule)
                unknown = ask(browser, method, NOBODYS.fill(rule), api)
                assert unknown.status_code < 500, what
                for some in told_apart or [home, other] if method == "GET" else told_apart:
                    reply = ask(browser, method, some.fill(rule), api)
                    assert reply.status_code < 500 or reply.status_code == 503, what
                    if some in told_apart:
                        assert shown(reply, some) == shown(unknown, NOBODYS), what
                        assert method == "GET" or reply.status_code >= 300, what
    after = everything(app)
    assert [name for name in before if before[name] != after[name]] == []


def test_nobody_writes_without_the_right_and_each_refusal_is_noted(app, everybody, sides, visit):
    home, other = sides
    seen = {id(some): look(visit(who), some) for some, who in ((home, "coordinator"), (other, "coordinator2"))}
    for who in (*OUT, *NEITHER, *READERS, "head", "clerk", "recorder"):
        for some in (other, home):
            for rule in rules(app, "POST"):
                if who == "office" and rule.endpoint == OFFICES:
                    continue
                api, what = rule.rule.startswith("/api/"), (who, rule.rule)
                before, so_far = everything(app), lines(app)
                reply = ask(everybody[who], "POST", some.fill(rule), api, seen[id(some)](rule))
                asked = reply.status_code == 303 and reply.location.startswith("/login?")  # who is out is asked to log in
                assert asked or reply.status_code in (302, 400, 401, 403, 404, 409, 422), (what, reply.status_code)
                changed = [name for name, held in everything(app).items() if held != before[name]]
                assert not changed, (what, changed)
                assert reply.status_code == 401 or lines(app) > so_far, (what, reply.status_code)
    desk = everybody["coordinator"]
    done = {rule.endpoint: ask(desk, "POST", home.fill(rule), False, look(desk, home)(rule)).status_code for rule in rules(app, "POST")}
    may = {endpoint for endpoint, status in done.items() if status == 303}
    assert may == DONE_BY_THE_COORDINATOR


def test_a_form_without_its_token_and_a_call_from_elsewhere_change_nothing(app, everybody, sides):
    home, browser = sides[0], everybody["coordinator"]
    before = everything(app)
    for rule in [rule for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT"}]:
        method, path = ("POST" if "POST" in rule.methods else "PUT"), home.fill(rule)
        if not path.startswith("/api/"):
            for sent in ({}, {"csrf_token": everybody["recorder"].token}, {"csrf_token": ""}):
                reply = browser.client.post(path, data={**SAID, **sent})
                assert reply.status_code == (409 if rule.endpoint == "field.share" else 400), (path, reply.status_code)
            continue
        for forged in (
            {}, {"X-ZLC": "1", "Origin": "https://elsewhere.example"}, {"X-ZLC": "1", "Origin": "null"},
            {"X-ZLC": "1", "Sec-Fetch-Site": "cross-site"}, {"X-ZLC": "1", "Sec-Fetch-Site": "same-site"},
            {"X-ZLC": "1", "Sec-Fetch-Site": "none"},
        ):  # fmt: skip
            reply = browser.client.open(path, method=method, json={}, headers=forged)
            assert reply.status_code == 403, (path, forged, reply.status_code)
    assert everything(app) == before
    assert browser.client.get("/password").status_code == 200  # the login, too, stands


def test_no_private_answer_is_kept_or_framed(app, everybody, sides):
    for who in ("coordinator", "office", "auditor"):
        for rule in [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]:
            if rule.endpoint.startswith(("files.", "field.", "api.unknown")):
                continue
            headers = ask(everybody[who], "GET", sides[0].fill(rule), False).headers
            kept = headers.get("Cache-Control", "")
            # A page of ours that only redirects says nothing of anybody.
            assert "no-store" in kept or kept == "private, no-cache" or "Location" in headers, (rule.rule, kept)
            assert headers["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in headers["Content-Security-Policy"], rule.rule
