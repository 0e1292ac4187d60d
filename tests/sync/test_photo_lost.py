"""The disk is asked: a photo's file that is gone, emptied or changed is never served, never confirmed, and asked for again."""

import hashlib
import json
import os
import shutil

import pytest

from tests import rescues
from tests.documents.conftest import fetched, text_of
from tests.phones import Phone
from tests.sync.test_photos import entry_for, get, picture, put, with_exif
from zlc.backups.making import make
from zlc.backups.store import store_at
from zlc.database import db
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos
from zlc.walks.photos.disk import GONE
from zlc.walks.photos.photos import PhotoFile


def removed(path):
    path.unlink()


def emptied(path):
    path.write_bytes(b"")


def cut(path):
    path.write_bytes(path.read_bytes()[:-700])


def flipped(path):
    """One bit, in the middle of the picture: size, name and beginning stay."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def piped(path):
    """Whoever opens it waits for somebody to write."""
    path.unlink()
    os.mkfifo(path)


def housed(path):
    """A folder in its place, as a careless copy leaves one."""
    path.unlink()
    path.mkdir()
    (path / "found").write_text("something")


def shut_out(path):
    """A file where the folder was that it lay in."""
    shutil.rmtree(path.parent)
    path.parent.write_text("something")


HARMS = [removed, emptied, cut, flipped, piped, housed, shut_out]
KINDS = {"kept as it came": picture, "rewritten here": with_exif}


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


@pytest.fixture(params=HARMS, ids=lambda harm: harm.__name__)
def harm(request):
    return request.param


@pytest.fixture(params=KINDS)
def data(request):
    return KINDS[request.param]()


def name_of(data):
    return hashlib.sha256(data).hexdigest()


def hurt(app, harm, data):
    harm(photos.path_of(app.config["DATA"], name_of(data)))


def missing(browser, data):
    return browser.api("POST", "/photos/missing", {"sha256": [name_of(data)]}).json["missing"] == [name_of(data)]


def test_the_daily_question_reads_the_file(app, phone, data, harm):
    put(phone.browser, data)
    assert not missing(phone.browser, data)
    hurt(app, harm, data)
    assert missing(phone.browser, data)


def test_sent_again_it_is_stored_again(app, phone, data, harm):
    put(phone.browser, data)
    entry = entry_for(phone, data)
    before = get(phone.browser, entry).data
    hurt(app, harm, data)
    assert put(phone.browser, data).status_code == 201, "a receipt without its file is none"
    assert get(phone.browser, entry).data == before and not missing(phone.browser, data)
    assert put(phone.browser, data).status_code == 200


@pytest.mark.parametrize("size", ["full", "thumb", "page"])
def test_it_is_not_served_and_is_asked_for(app, phone, data, harm, size):
    put(phone.browser, data)
    entry = entry_for(phone, data)
    hurt(app, harm, data)
    reply = get(phone.browser, entry, size)
    assert reply.status_code == 404 and GONE in reply.json["error"]["message"]
    with app.app_context():
        assert db.session.get(PhotoFile, name_of(data)).lost_at
    assert missing(phone.browser, data)
    assert put(phone.browser, data).status_code == 201 and get(phone.browser, entry, size).status_code == 200


def test_every_sender_of_a_lost_file_is_asked(app, phone, visit):
    data = picture()
    colleague = visit("colleague")
    for browser in (phone.browser, colleague):
        put(browser, data)
    hurt(app, removed, data)
    assert missing(colleague, data) and missing(phone.browser, data)
    assert put(colleague, data).status_code == 201 and not missing(phone.browser, data)


def test_a_smaller_size_that_changed_is_made_again(app, phone):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    before = get(phone.browser, entry, "thumb").data
    for harm in HARMS:
        if harm is shut_out:
            continue  # it takes the photo itself along
        harm(photos.path_of(app.config["DATA"], name_of(data), "thumb"))
        assert get(phone.browser, entry, "thumb").data == before, harm.__name__


def test_a_file_carried_to_the_desk_puts_a_lost_photo_back(app, phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    hurt(app, removed, data)
    reply = rescues.send(phone.browser, rescues.file_of(phone, [data]))
    assert reply.json["photos"]["new"] == 1
    assert get(phone.browser, entry).data == data


def test_pages_and_paper_say_it_in_the_photos_place(app, phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data, caption="门口的队伍")
    walk = json.loads(phone.entries[0]["body"])["walk"]
    hurt(app, removed, data)
    desk = visit("coordinator")
    page = desk.get(f"/walks/{walk}").text
    assert GONE in page and "database verify" in page and "?size=thumb" not in page
    assert GONE in desk.get(f"/walks/{walk}/photos").text
    assert GONE in desk.get(f"/walks/{walk}/photos/{entry}").text
    assert GONE in said_on_paper(desk, walk)


def test_paper_does_not_print_a_photo_that_changed(app, phone, visit):
    data = picture()
    put(phone.browser, data)
    entry_for(phone, data)
    walk = json.loads(phone.entries[0]["body"])["walk"]
    hurt(app, flipped, data)
    assert GONE in said_on_paper(visit("coordinator"), walk)


def said_on_paper(desk, walk):
    return "".join(text_of(fetched(desk, f"/walks/{walk}/record.pdf").data).split())


def test_the_desk_counts_a_lost_photo_among_those_it_waits_for(app, phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data, caption="门口的队伍")
    desk = visit("coordinator")
    assert "门口的队伍" not in desk.get("/devices").text
    hurt(app, flipped, data)
    get(phone.browser, entry)
    assert "门口的队伍" in desk.get("/devices").text


def test_a_backup_takes_no_file_that_is_not_what_was_stored(app, phone, data, harm, tmp_path_factory):
    """Put in place again it would take the place of a whole one."""
    put(phone.browser, data)
    hurt(app, harm, data)
    store = store_at(app.config["SQLALCHEMY_DATABASE_URI"], app.config["DATA"])
    made = make(tmp_path_factory.mktemp("backups") / "backup.zlc", store, app.config["DATA"], say=lambda _: None)
    assert made.missing == [name_of(data)]


def test_one_that_is_sent_again_while_it_is_looked_for_is_not_marked_as_lost(app, phone, visit, monkeypatch):
    data, again, look = picture(), Phone.of(visit("recorder")), photo_disk.is_sound
    put(phone.browser, data)
    hurt(app, removed, data)

    def sent_meanwhile(folder, held):
        monkeypatch.setattr(photo_disk, "is_sound", look)
        found = look(folder, held)
        assert put(again.browser, data).status_code == 201
        return found

    monkeypatch.setattr(photo_disk, "is_sound", sent_meanwhile)
    missing(phone.browser, data)
    with app.app_context():
        assert db.session.get(PhotoFile, name_of(data)).lost_at is None
    assert not missing(phone.browser, data)
