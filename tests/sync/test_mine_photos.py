"""Photos as evidence from the owner's phone: a record at once, a picture when its bytes come, and kept where it came too late."""

import hashlib

import pytest
from sqlalchemy import select

from tests.phones import Phone
from tests.sync.test_mine import PHOTO, PLAN, outcomes
from tests.sync.test_photos import picture as jpeg
from tests.sync.test_photos import put as put_photo
from zlc.database import db
from zlc.rectifications.records import RectificationEvidence


@pytest.fixture
def picture():
    return jpeg()


@pytest.fixture
def phone(visit):
    return Phone.of(visit("clerk"))


def photo_of(content, **more):
    return {**PHOTO, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), **more}


def put(phone, content):
    return put_photo(phone.browser, content).status_code


def test_a_photo_is_evidence_once_and_shown_when_its_bytes_come(app, given, phone, desk, stands, visit, picture):
    desk("clerk", "claim")
    desk("clerk", "plan", **PLAN)
    phone.make(given, "evidence", photo_of(picture, caption="贴在台面上的新清单"))
    phone.make(given, "submission", {"effect": "少交一份"})
    phone.push(), phone.push()
    assert stands(given)[0] == "submitted", "the record waits for no photo"
    with app.app_context():
        [row] = db.session.scalars(select(RectificationEvidence)).all()
        assert (row.kind, row.text, row.by) == ("photo", "贴在台面上的新清单", phone.person)
        address = f"/rectifications/{given}/evidence/{row.id}/photo"
    head, entry = visit("head"), phone.entries[0]["id"]
    assert head.get(f"{address}?size=thumb").status_code == 404
    assert "照片还没传到：有 1 张" in head.get(f"/rectifications/{given}").text, "who verifies is told what they do not see"
    assert put(phone, picture) == 201
    assert head.get(f"{address}?size=thumb").status_code == 200
    assert "照片还没传到" not in head.get(f"/rectifications/{given}").text
    assert head.api("GET", f"/photos/{entry}?size=thumb").status_code == 200
    assert visit("stranger").api("GET", f"/photos/{entry}?size=thumb").status_code == 404


def test_knowing_a_hash_opens_nothing(given, phone, visit, desk, picture):
    other = Phone.of(visit("colleague"))
    assert put(other, picture) == 201
    desk("clerk", "claim")
    phone.make(given, "evidence", photo_of(picture))
    phone.push()
    assert phone.browser.api("GET", f"/photos/{phone.entries[0]['id']}?size=thumb").status_code == 404


def test_a_photo_that_comes_too_late_can_be_looked_at(given, phone, desk, visit, picture):
    desk("clerk", "claim")
    desk("coordinator", "cancellation", reason="并到另一项里办")
    phone.make(given, "evidence", photo_of(picture, caption="换好的屏幕"))
    phone.push()
    put(phone, picture)
    [(_, outcome, message)] = outcomes(phone)
    assert outcome == "kept" and "现在是「已撤销」" in message
    page, entry = visit("coordinator").get(f"/rectifications/{given}").text, phone.entries[0]["id"]
    assert "换好的屏幕" in page and f"/api/v1/photos/{entry}?size=thumb" in page
    assert visit("coordinator").api("GET", f"/photos/{entry}?size=page").status_code == 200
    assert visit("stranger").api("GET", f"/photos/{entry}?size=page").status_code == 404
