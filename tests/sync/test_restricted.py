"""A restricted photo's words and hash reach its author and the coordinator of its walk's unit; everybody else's chain
still verifies. withheld.json is what the phone's tests are given of it."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, text

from tests.phones import Phone, sha256
from tests.sync.test_photos import picture, put
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person
from zlc.database import db, uuid7
from zlc.walks.journal.restricted import RestrictedPhoto
from zlc.walks.models import STATE_LEFT_OUT, Walk

PAGE = json.loads(Path(__file__).with_name("withheld.json").read_text("utf-8"))
WORDS, HASH = "张某的委托书", "ab" * 32
OTHERS = ["colleague", "head", "clerk", "office", "supervisor"]


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def photo_of(phone, restricted=True, caption=WORDS):
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    data = {"sha256": HASH, "bytes": 1, "caption": caption, "of": None, "redacted": False, "restricted": restricted}
    return walk, phone.make(walk, "photo", data)


def amend(phone, walk, target, reason="写错了", **values):
    changes = {field: {"value": value, "saw": []} for field, value in values.items()}
    return phone.make(walk, "amend", {"target": target["id"], "set": changes, "reason": reason})


def pulled(visit, username):
    phone = Phone.reader(visit(username))
    return {entry["id"]: entry for entry in phone.pull_all()}


def told_to(visit, username, walk):
    """Everything that this person can be told of the walk, as one text."""
    browser = visit(username)
    pages = [f"/walks/{walk}", f"/walks/{walk}/photos", f"/walks/{walk}/comparison"]
    return (
        json.dumps([*pulled(visit, username).values()], ensure_ascii=False)
        + json.dumps(browser.api("GET", f"/walks/{walk}/journal").json, ensure_ascii=False)
        + "".join(browser.get(page).text for page in pages)
    )


def a_story(phone):
    walk, photo = photo_of(phone)
    caption = amend(phone, walk, photo, caption=WORDS + "，已改", reason="是张某的")
    phone.make(walk, "note", {"text": "大家都能看"})
    assert [one["status"] for one in phone.push().json["results"]] == ["stored"] * 4
    return walk, photo, caption


@pytest.mark.parametrize("username", OTHERS)
def test_others_are_told_that_it_is_there_and_their_chain_verifies(phone, visit, username):
    walk, photo, caption = a_story(phone)
    told = told_to(visit, username, walk)
    assert "张某" not in told and HASH not in told and "大家都能看" in told
    entries = pulled(visit, username)
    assert [entries[one["id"]]["restricted"] for one in (photo, caption)] == [True, True]
    previous = ""
    for entry in sorted(entries.values(), key=lambda entry: entry["seq"]):
        assert entry["chain"] == sha256(previous + entry["hash"])
        previous = entry["chain"]


@pytest.mark.parametrize("username", ["recorder", "coordinator"])
def test_its_author_and_the_units_coordinator_are_told_all(phone, visit, username):
    walk, photo, caption = a_story(phone)
    entries = pulled(visit, username)
    assert [entries[one["id"]]["body"] for one in (photo, caption)] == [photo["body"], caption["body"]]
    assert "restricted" not in entries[photo["id"]]
    assert WORDS in str(visit(username).api("GET", f"/walks/{walk}/journal").json)


def test_one_restricted_afterwards_is_sent_again_without_its_body(phone, visit):
    walk, photo = photo_of(phone, restricted=False)
    phone.push()
    other = Phone.of(visit("colleague"))
    first = other.pull().json
    assert [one["body"] for one in first["entries"]] == [one["body"] for one in phone.entries]
    amend(phone, walk, photo, restricted=True)
    phone.push(phone.entries[2:])
    second = {one["id"]: one for one in other.pull(first["cursor"]).json["entries"]}
    assert second[photo["id"]]["body"] is None and second[photo["id"]]["restricted"] is True


def test_nobody_reads_it_by_amending_or_deciding_it(phone, visit):
    walk, photo = photo_of(phone)
    left, right = (amend(phone, walk, photo, caption=f"{WORDS}{side}") for side in "左右")
    phone.push()
    colleague = Phone.of(visit("colleague"))
    colleague.make(walk, "amend", {"target": photo["id"], "set": {"restricted": {"value": False, "saw": []}}, "reason": "看"})
    assert colleague.push().json["results"][0]["status"] == "stored"
    colleague.browser.get(f"/walks/{walk}")
    chosen = {"target": photo["id"], "field": "caption", "chosen": left["id"]}
    assert colleague.browser.post(f"/walks/{walk}/decisions", chosen).status_code == 409
    assert "张某" not in told_to(visit, "colleague", walk)
    coordinator = visit("coordinator")
    assert WORDS in coordinator.get(f"/walks/{walk}").text
    assert coordinator.post(f"/walks/{walk}/decisions", chosen).status_code == 303
    assert "张某" not in told_to(visit, "colleague", walk) and right["id"] in pulled(visit, "colleague")


def test_an_amendment_before_its_photo_keeps_to_itself_until_the_photo_says_what_it_is(phone, visit):
    walk, photo = photo_of(phone, restricted=False)
    change = amend(phone, walk, photo, caption="后改的说明")
    phone.push([phone.entries[0], change])
    other = Phone.of(visit("colleague"))
    first = other.pull().json
    assert [one["body"] is None for one in first["entries"]] == [False, True]
    phone.push([photo])
    second = {one["id"]: one["body"] for one in other.pull(first["cursor"]).json["entries"]}
    assert second == {photo["id"]: photo["body"], change["id"]: change["body"]}


def test_a_pull_between_a_push_and_its_fold_tells_no_more(app, phone, visit, monkeypatch):
    """The table follows the fold: an entry that came after it is judged by a fold of its own."""
    walk, photo = photo_of(phone, restricted=False)
    amend(phone, walk, photo, restricted=True)
    monkeypatch.setattr("zlc.sync.lull.now", lambda *_: None)
    phone.push()
    monkeypatch.setattr("zlc.walks.journal.folding.catch_up", lambda *_: None)
    assert pulled(visit, "colleague")[photo["id"]]["body"] is None
    assert pulled(visit, "recorder")[photo["id"]]["body"] == photo["body"]


def test_a_walk_that_cannot_be_folded_keeps_its_photos_to_itself(app, phone, visit, monkeypatch):
    _walk, photo = photo_of(phone, restricted=False)

    def fails(*_):
        raise ValueError

    monkeypatch.setattr("zlc.walks.journal.folding.fold_of", fails)
    monkeypatch.setattr("zlc.walks.journal.restricted.fold_known", fails)
    phone.push()
    assert pulled(visit, "colleague")[photo["id"]]["body"] is None


def test_who_becomes_coordinator_is_reset_and_told(app, phone, visit, world):
    _walk, photo, _caption = a_story(phone)
    other = Phone.of(visit("colleague"))
    cursor = other.pull().json["cursor"]
    for roles, body in ((["coordinator"], photo["body"]), (["recorder"], None)):
        with app.app_context():
            db.session.get_one(Person, world.people["colleague"]).roles = roles
            db.session.commit()
        assert other.pull(cursor).json["reset"]
        page = other.pull().json
        assert {one["id"]: one["body"] for one in page["entries"]}[photo["id"]] == body
        cursor = page["cursor"]


def test_a_held_one_is_shown_raw_to_the_coordinator_who_decides_and_to_no_reader(phone, visit):
    _walk, photo = photo_of(phone)
    body = json.loads(photo["body"]) | {"v": 2}
    phone.entries.pop()
    phone.freeze(json.dumps(body, ensure_ascii=False))
    phone.freeze('{"restricted": true, "caption": "' + WORDS + '"')
    assert [one["status"] for one in phone.push().json["results"]] == ["stored", "held", "held"]
    assert visit("coordinator").get("/held").text.count(WORDS) == 2
    for username in ("office", "supervisor"):
        page = visit(username).get("/held").text
        assert WORDS not in page and page.count("受限，只给本人和联络员看") == 2


def test_the_page_of_the_phones_tests_is_what_is_sent(phone, visit):
    """By its shape: which keys stand there, and which of them are empty."""
    a_story(phone)
    other = Phone.of(visit("colleague"))
    page = other.pull().json
    shape = [{key: value is None for key, value in entry.items()} for entry in page["entries"]]
    assert shape == [{key: value is None for key, value in entry.items()} for entry in PAGE["entries"]]
    assert page.keys() == PAGE.keys()
    marks = [(entry.get("restricted"), entry.get("kind")) for entry in page["entries"]]
    assert marks == [(entry.get("restricted"), entry.get("kind")) for entry in PAGE["entries"]]


def test_who_opens_one_is_in_the_log_and_who_opens_another_photo_is_not(app, phone, visit):
    for restricted in (True, False):
        out = io.BytesIO()
        Image.effect_noise((640, 480 + restricted), 40).convert("RGB").save(out, "JPEG")
        walk, photo = uuid7(), out.getvalue()
        digest = hashlib.sha256(photo).hexdigest()
        phone.browser.api("PUT", f"/photos/{digest}", data=photo, headers={"Content-Type": "image/jpeg"})
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
        entry = phone.make(walk, "photo", {"sha256": digest, "bytes": 1, "restricted": restricted})
        phone.push(phone.entries[-2:])
        coordinator = visit("coordinator")
        for size in ("thumb", "page", "full", "full"):
            assert coordinator.api("GET", f"/photos/{entry['id']}?size={size}").status_code == 200
    with app.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.verb == "download.photo")).all()
        (line,) = lines
        assert (line.username, line.about, line.success) == ("coordinator", phone.entries[1]["id"], True)


def test_the_table_says_what_the_fold_says(app, phone):
    walk, photo, _caption = a_story(phone)
    with app.app_context():
        db.session.execute(text("delete from restricted_photos"))
        db.session.execute(text("update walks set marked = true"))
        db.session.commit()
    phone.make(walk, "note", {"text": "再记一笔"})
    phone.push()
    with app.app_context():
        (row,) = db.session.scalars(select(RestrictedPhoto))
        assert (row.walk_id, row.entry_id, row.author_id) == (walk, photo["id"], phone.person)


def test_while_its_walk_cannot_be_folded_a_photo_keeps_to_itself(phone, visit, app):
    """An amendment may have restricted it; the pull withholds its body for the same reason."""
    data = picture()
    put(phone.browser, data)
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    photo = phone.make(walk, "photo", {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "caption": WORDS})
    amend(phone, walk, photo, restricted=True)
    phone.push()
    assert visit("colleague").api("GET", f"/photos/{photo['id']}").status_code == 404
    with app.app_context():
        one = db.session.get_one(Walk, walk)
        one.state_json, one.fault, one.marked = STATE_LEFT_OUT, "a rule that fails", False
        db.session.commit()
    seen = {who: visit(who).api("GET", f"/photos/{photo['id']}").status_code for who in ("colleague", "recorder", "coordinator")}
    assert seen == {"colleague": 404, "recorder": 200, "coordinator": 200}
