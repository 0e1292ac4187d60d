"""Who amends what they may not see is not told by that what it says, nor shown what it shows."""

import hashlib

import pytest

from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc.database import db
from zlc.desk.record import page as record_page
from zlc.desk.record import rows as record_rows
from zlc.desk.walks import page as walk_page
from zlc.walks.journal import folding
from zlc.walks.journal.restricted import HIDDEN
from zlc.walks.models import Walk
from zlc.walks.photos import disk as photo_disk

WORDS, PUBLIC = "张某的委托书", "大厅门口的队伍"


def amend(phone, walk, target, field, value):
    change = {"target": target, "set": {field: {"value": value, "saw": []}}, "reason": "写错了"}
    assert phone.push([phone.make(walk, "amend", change)]).json["results"][0]["status"] == "stored"


def shot(recording, colour, **data):
    """A photo of the walk, received. Returns its entry and its hash."""
    raw = picture(size=(64, 40 + len(colour)))
    digest = hashlib.sha256(raw).hexdigest()
    entry = recording.add("photo", {"sha256": digest, "bytes": len(raw), **data})
    assert put(recording.phone.browser, raw).status_code == 201
    return entry, digest


@pytest.fixture
def paper(recording):
    return shot(recording, "red", restricted=True, caption=WORDS)


@pytest.fixture
def clerk(visit):
    return Phone.of(visit("clerk"))


@pytest.mark.parametrize(("field", "value"), [("caption", "别的说明"), ("sha256", "ab" * 32), ("bytes", 7)])
def test_a_restricted_photos_words_and_hash_stay_with_those_who_may_see_it(recording, paper, clerk, visit, field, value):
    entry, digest = paper
    amend(clerk, recording.walk, entry, field, value)
    page = visit("clerk").get(f"/walks/{recording.walk}").text
    assert HIDDEN in page and WORDS not in page and digest not in page
    assert WORDS in visit("coordinator").get(f"/walks/{recording.walk}").text


def test_another_walks_words_are_not_told_as_what_stood_before(recording, record, visit):
    theirs = record("stranger").problem("青溪街道的窗口没有人")
    clerk = Phone.of(visit("clerk"))
    amend(clerk, recording.walk, theirs, "text", "x")
    reply = visit("clerk").get(f"/walks/{recording.walk}")
    assert reply.status_code == 200 and "没有人" not in reply.text


def test_no_amendment_puts_another_file_behind_a_photo(app, world, recording, paper, clerk, settings):
    entry, digest = shot(recording, "green", caption=PUBLIC)
    amend(clerk, recording.walk, entry, "sha256", paper[1])
    with app.app_context():
        folding.catch_up()
        walk = db.session.get_one(Walk, recording.walk)
        person, folder = world.person("clerk"), settings["DATA"]
        page = walk_page.page_of(person, walk, walk.read_state(), record_page.ON_PAPER, folder, whole=True)
        printed = {row["caption"]: row["file"] for row in record_rows.photos(page)}
    assert printed == {"": "", PUBLIC: str(photo_disk.place_of(digest))}
