"""导出未上传数据, taken in: by whom, how often, and whatever has happened to the file on its way."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.phones import MINUTE, Phone
from tests.rescues import file_of, lines_of, send
from tests.sync.test_photos import picture
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.walks.models import Device, Entry

GOLDEN = Path(__file__).parent / "rescue"


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def counted(reply):
    assert reply.status_code == 200, reply.text
    return reply.json["entries"], reply.json["photos"]


def joined(lines):
    return ("\n".join(lines) + "\n").encode()


def rows(app):
    with app.app_context():
        return {row.id: row for row in db.session.scalars(select(Entry))}


@pytest.mark.parametrize("username", ["recorder", "coordinator"])
def test_the_owner_and_the_units_coordinator_may_take_it_in(app, world, phone, visit, username):
    walk = phone.a_walk()
    entries, _ = counted(send(visit(username), file_of(phone)))
    assert entries == {"new": 11, "known": 0, "held": 0}
    kept = rows(app)
    assert len(kept) == 11
    assert {row.author_id for row in kept.values()} == {world.people["recorder"]}, "they keep their author"
    assert {row.device_id for row in kept.values()} == {phone.device}
    assert {row.walk_id for row in kept.values()} == {walk}


@pytest.mark.parametrize(
    "username", ["colleague", "head", "stranger", "coordinator2", "office", "supervisor", "admin"]
)
def test_others_may_not_and_are_told_who_may(app, phone, visit, username):
    phone.a_walk()
    reply = send(visit(username), file_of(phone))
    assert reply.status_code == 403
    assert "记录人本人或本单位联络员" in reply.json["error"]["message"]
    assert rows(app) == {}
    assert not list((app.config["DATA"] / "rescues").iterdir()), "nor is the file kept"


def test_without_login_nothing_is_taken(app, phone, visit):
    assert send(visit(None), file_of(phone)).status_code == 401


def test_twice_is_once(app, phone, visit):
    phone.a_walk()
    shot = picture()
    photo = phone.make(uuid7(), "photo", {"sha256": hashlib.sha256(shot).hexdigest(), "bytes": len(shot), "of": None})
    content = file_of(phone, [shot])
    coordinator = visit("coordinator")
    assert counted(send(coordinator, content)) == ({"new": 12, "known": 0, "held": 0}, {"new": 1, "known": 0, "held": 0})
    first = {key: (row.commit, row.n, row.at_server) for key, row in rows(app).items()}
    assert counted(send(coordinator, content)) == ({"new": 0, "known": 12, "held": 0}, {"new": 0, "known": 1, "held": 0})
    assert {key: (row.commit, row.n, row.at_server) for key, row in rows(app).items()} == first
    # The photo's receipt is its author's: it opens for the unit, and is not asked for again.
    assert phone.browser.api("GET", f"/photos/{photo['id']}").data == shot
    assert phone.browser.api("POST", "/photos/missing", {"sha256": [hashlib.sha256(shot).hexdigest()]}).json == {"missing": []}


def test_the_phone_that_syncs_afterwards_finds_its_entries_there(app, phone, visit):
    phone.a_walk()
    send(visit("coordinator"), file_of(phone))
    later = phone.make(uuid7(), "note", {"text": "之后记的"})
    answer = phone.push().json
    assert [(r["status"], r["duplicate"]) for r in answer["results"]] == [("stored", True)] * 11 + [("stored", False)]
    assert (answer["acked"], answer["chain"], answer["forked"]) == (12, "ok", False)
    assert len(rows(app)) == 12 and later["id"] in rows(app)


def test_what_was_pushed_before_is_known(app, phone, visit):
    phone.a_walk()
    phone.push(phone.entries[:5])
    entries, _ = counted(send(visit("recorder"), file_of(phone)))
    assert entries == {"new": 6, "known": 5, "held": 0}


def test_weeks_on_a_shelf_do_not_move_the_time(app, phone, visit):
    """The phone's clock is ten minutes slow. Only that counts, not how long the file lay about."""
    at = clock.now_ms() - 30 * 24 * 60 * MINUTE
    entry = phone.make(uuid7(), "note", {"text": "上个月"}, at)
    send(visit("recorder"), file_of(phone, offset=10 * MINUTE, made_at=at + MINUTE))
    assert rows(app)[entry["id"]].at_server == at + 10 * MINUTE


def test_without_a_measured_clock_the_phones_own_time_holds(app, phone, visit):
    at = clock.now_ms() - 60 * MINUTE
    entry = phone.make(uuid7(), "note", {"text": "没有对过时"}, at)
    future = phone.make(uuid7(), "note", {"text": "手机快了一年"}, at + 365 * 24 * 60 * MINUTE)
    before = clock.now_ms()
    send(visit("recorder"), file_of(phone, offset=None))
    assert rows(app)[entry["id"]].at_server == at
    assert before <= rows(app)[future["id"]].at_server <= clock.now_ms(), "never later than its arrival"


def test_a_time_once_told_stays(app, phone, visit):
    at = clock.now_ms() - MINUTE
    entry = {**phone.make(uuid7(), "note", {"text": "说过的"}, at), "at_server": at - MINUTE}
    lines = lines_of(phone, entries=[])
    lines.insert(1, json.dumps({"entry": entry}))
    send(visit("recorder"), joined(lines))
    assert rows(app)[entry["id"]].at_server == at - MINUTE


def test_bad_lines_are_told_by_number_and_the_good_ones_taken(app, world, phone, visit):
    phone.a_walk()
    lines = lines_of(phone, [picture()])
    lines[2] = lines[2].replace('"kind', '"kynd')  # the body is no longer what was hashed
    lines[4] = lines[4][: len(lines[4]) // 2]
    lines[6] = json.dumps({"entry": {"id": "x"}})
    lines[12] = lines[12].replace("base64,", "base64,!")
    reply = send(visit("coordinator"), joined(lines))
    entries, photos = counted(reply)
    assert (entries["new"], photos["new"]) == (8, 0)
    assert [line["line"] for line in reply.json["lines"]] == [3, 5, 7, 13]
    assert all("没有收" in line["message"] or "读不出" in line["message"] for line in reply.json["lines"])


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_short_gives_its_whole_lines(app, phone, visit, tenth):
    phone.a_walk()
    content = file_of(phone, [picture(size=(64, 48))])
    cut = content[: len(content) * tenth // 10]
    whole = [line for line in cut.split(b"\n")[:-1] if b'"entry"' in line]
    reply = send(visit("recorder"), cut)
    if b"\n" not in cut:
        assert reply.status_code == 422
        return
    entries, _ = counted(reply)
    assert entries["new"] == len(whole)
    assert any("再导出一次" in note for note in reply.json["notes"])


def test_a_lost_header_is_found_in_the_last_line(app, phone, visit):
    phone.a_walk()
    lines = lines_of(phone)
    entries, _ = counted(send(visit("coordinator"), joined(lines[1:])))
    assert entries["new"] == 11


def test_with_neither_copy_of_the_header_the_author_is_who_wrote_everything(app, world, phone, visit):
    phone.a_walk()
    middle = joined(lines_of(phone)[1:-1])
    assert send(visit("recorder"), middle).json["error"]["code"] == "other_server"
    entries, _ = counted(send(visit("recorder"), middle, ferry=True))
    assert entries["new"] == 11
    assert {row.author_id for row in rows(app).values()} == {world.people["recorder"]}
    assert send(visit("stranger"), middle, ferry=True).status_code == 403


def test_somebody_elses_entry_in_the_file_is_not_taken(app, world, phone, visit):
    phone.make(uuid7(), "note", {"text": "自己的"})
    phone.make(uuid7(), "note", {"text": "别人的"}, by=world.people["stranger"])
    reply = send(visit("recorder"), file_of(phone))
    assert reply.json["entries"]["new"] == 1
    assert reply.json["lines"][0]["line"] == 3 and "别人记的" in reply.json["lines"][0]["message"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe" * 50, b"[]\n{}\n", b'{"rescue": {"v": 1}}\n', b"PK\x03\x04" + bytes(2000)])
def test_what_is_no_such_file_is_refused_in_words(app, visit, content):
    reply = send(visit("recorder"), content)
    assert reply.status_code == 422 and "导出未上传数据" in reply.json["error"]["message"]


def test_a_file_of_another_server_wants_a_clear_word(app, phone, visit):
    phone.a_walk()
    content = file_of(phone, server="0190aaaa-0000-7000-8000-000000000000", device=uuid7())
    reply = send(visit("coordinator"), content)
    assert (reply.status_code, reply.json["error"]["code"]) == (409, "other_server")
    assert "勾选" in reply.json["error"]["message"] and rows(app) == {}
    entries, _ = counted(send(visit("coordinator"), content, ferry=True))
    assert entries == {"new": 11, "known": 0, "held": 11} and rows(app) == {}, "no secret of that phone is known here"
    entries, _ = counted(send(visit("recorder"), content, ferry=True))
    assert entries == {"new": 11, "known": 0, "held": 0}
    with app.app_context():
        device = db.session.get_one(Device, next(iter(rows(app).values())).device_id)
        assert device.person_id == phone.person and device.acked == 11
    assert counted(send(visit("coordinator"), content, ferry=True))[0]["known"] == 11


def test_a_person_unknown_here_cannot_be_ferried(app, phone, visit):
    reply = send(visit("coordinator"), file_of(phone, person=uuid7()), ferry=True)
    assert reply.status_code == 422 and "没有账号" in reply.json["error"]["message"]


def test_a_device_of_somebody_else_is_not_written_to(app, phone, visit):
    other = Phone.of(visit("stranger"))
    phone.a_walk()
    counted(send(visit("recorder"), file_of(phone, device=other.device)))
    assert other.device not in {row.device_id for row in rows(app).values()}


def test_numbers_of_an_earlier_device_id_make_no_fork(app, phone, visit):
    """An entry put aside before the phone took another device id still has its old number."""
    phone.make(uuid7(), "note", {"text": "新编号"})
    phone.push()
    old = {**phone.freeze(json.dumps(json.loads(phone.entries[0]["body"]) | {"data": {"text": "旧编号"}})), "seq": 1}
    lines = lines_of(phone, entries=[], series=1)
    lines.insert(1, json.dumps({"entry": {**old, "series": 0}}))
    assert counted(send(visit("recorder"), joined(lines)))[0]["new"] == 1
    with app.app_context():
        assert db.session.get_one(Device, phone.device).forked_at is None


def test_a_revoked_phone_can_still_be_rescued(app, phone, visit):
    phone.a_walk()
    with app.app_context():
        db.session.get_one(Device, phone.device).revoked_at = clock.now_ms()
        db.session.commit()
    assert phone.push().status_code == 403
    assert counted(send(visit("coordinator"), file_of(phone)))[0]["new"] == 11


def test_a_later_version_is_taken_as_far_as_it_is_understood(app, phone, visit):
    phone.make(uuid7(), "note", {"text": "一"})
    lines = lines_of(phone, v=7, shape="other")
    lines.insert(1, json.dumps({"sound": {"sha256": "x"}, "more": [1]}))
    reply = send(visit("recorder"), joined(lines))
    assert reply.json["entries"]["new"] == 1 and reply.json["lines"] == []
    assert any("更新版本" in note for note in reply.json["notes"])


def test_what_cannot_be_applied_is_held_not_lost(app, phone, visit):
    phone.make(uuid7(), "hologram", {"depth": 3})
    content = file_of(phone)
    assert counted(send(visit("recorder"), content))[0] == {"new": 1, "known": 0, "held": 1}
    assert counted(send(visit("recorder"), content))[0] == {"new": 0, "known": 1, "held": 1}


def test_an_entry_too_long_for_a_push_is_rescued(app, phone, visit):
    phone.make(uuid7(), "note", {"text": "长" * 60_000})
    assert phone.push().status_code == 413
    assert counted(send(visit("recorder"), file_of(phone)))[0]["new"] == 1


def test_an_edited_files_bom_and_line_ends_do_no_harm(app, phone, visit):
    phone.a_walk()
    content = b"\xef\xbb\xbf" + file_of(phone).replace(b"\n", b"\r\n")
    reply = send(visit("recorder"), content)
    assert reply.json["entries"]["new"] == 11 and reply.json["lines"] == []


def test_photos_that_are_none_are_told_and_leave_nothing(app, phone, visit):
    shot = picture()
    reply = send(visit("recorder"), file_of(phone, [b"text, no photo", shot[: len(shot) // 2], shot]))
    assert counted(reply)[1]["new"] == 1
    assert ["打不开" in line["message"] for line in reply.json["lines"]] == [True, True]
    assert not list(app.config["DATA"].rglob("*.part"))


def test_the_file_is_kept_and_the_log_says_who_brought_it(app, world, phone, visit):
    phone.a_walk()
    content = file_of(phone)
    send(visit("coordinator"), content)
    sha256 = hashlib.sha256(content).hexdigest()
    assert (app.config["DATA"] / "rescues" / f"{sha256}.jsonl").read_bytes() == content
    with app.app_context():
        line = db.session.scalar(select(AuditLine).where(AuditLine.verb == "rescue"))
        assert (line.about, line.person_id) == (sha256, world.people["coordinator"])
        assert line.detail["owner"] == world.people["recorder"]


def test_a_file_larger_than_any_form_goes_through_both_doors(app, phone, visit):
    """Twenty megabytes: more than MAX_CONTENT_LENGTH lets anything else send."""
    phone.make(uuid7(), "note", {"text": "一"})
    padding = json.dumps({"later": "x" * 1_000_000}) + "\n"
    content = file_of(phone) + padding.encode() * 20
    assert len(content) > app.config["MAX_CONTENT_LENGTH"]
    assert counted(send(visit("recorder"), content))[0]["new"] == 1
    desk = visit("coordinator")
    desk.get("/rescue")
    reply = desk.post("/rescue", {"file": (io.BytesIO(content), "a.jsonl")})
    assert reply.status_code == 200 and "1 条早已收到" in reply.text
    desk.get("/rescue")
    assert desk.post("/password", {"current": "x" * 17_000_000}).status_code == 413, "elsewhere the limit stands"


def test_a_file_beyond_the_cap_is_refused(app, phone, visit, monkeypatch):
    monkeypatch.setattr("zlc.sync.rescue_store.MOST_BYTES", 1000)
    phone.a_walk()
    reply = send(visit("recorder"), file_of(phone))
    assert reply.status_code == 413 and "手机里的数据没有变" in reply.json["error"]["message"]
    assert not list((app.config["DATA"] / "rescues").iterdir())


def test_the_desks_page_tells_the_counts(app, phone, visit):
    phone.a_walk()
    phone.make(uuid7(), "hologram", {})
    lines = lines_of(phone, [picture()])
    lines[3] = lines[3][:40]
    desk = visit("coordinator")
    assert "导出未上传数据" in desk.get("/rescue").text
    page = desk.post("/rescue", {"file": (io.BytesIO(joined(lines)), "走流程未上传.jsonl")}).text
    for words in ("记录员甲的文件已导入", "11 条新收", "0 条早已收到", "1 条待核对", "1 张新收", "第 4 行"):
        assert words in page, words
    page = desk.post("/rescue", {"file": (io.BytesIO(joined(lines)), "again.jsonl")}).text
    assert "0 条新收" in page and "11 条早已收到" in page and "1 张早已收到" in page


def test_the_desks_page_refuses_in_place(app, phone, visit):
    phone.a_walk()
    content = file_of(phone, server="0190aaaa-0000-7000-8000-000000000000")
    for username, status, words in (("stranger", 403, "联络员"), ("coordinator", 409, "另一台服务器")):
        desk = visit(username)
        desk.get("/rescue")
        reply = desk.post("/rescue", {"file": (io.BytesIO(content), "a.jsonl")})
        assert reply.status_code == status and words in reply.text
    ticked = desk.post("/rescue", {"file": (io.BytesIO(content), "a.jsonl"), "ferry": "y"})
    assert "11 条新收" in ticked.text
    assert desk.post("/rescue").status_code == 422
    assert visit("auditor").get("/rescue").status_code == 404


def test_a_rescue_is_not_the_phone_being_seen(app, phone, visit):
    phone.a_walk()
    content = file_of(phone)
    with app.app_context():
        seen = db.session.get_one(Device, phone.device).seen_at
    with clock.frozen_at(clock.now_ms() + 60 * MINUTE):
        assert send(visit("recorder"), content).status_code == 200
    with app.app_context():
        assert db.session.get_one(Device, phone.device).seen_at == seen


def test_a_fault_half_way_keeps_what_was_taken(app, phone, visit, monkeypatch):
    phone.a_walk()
    content = file_of(phone, [picture()])
    monkeypatch.setattr("zlc.sync.rescue_lines.BATCH", 4)

    def full(*_):
        from zlc.walks.photos.photos import DiskFull

        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr("zlc.walks.photos.photos.receive", full)
        assert send(visit("recorder"), content).status_code == 507
    entries, photos = counted(send(visit("recorder"), content))
    assert (entries["new"] + entries["known"], entries["known"] >= 8, photos["new"]) == (11, True, 1)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Entry)) == 11


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.jsonl")), ids=lambda p: p.stem)
def test_files_of_every_released_version_are_taken(app, world, visit, path):
    """Their server is another one by now, and their persons are those of tests/worlds.py."""
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    reply = send(visit("coordinator"), path.read_bytes(), ferry=True)
    told = reply.json
    assert {key: told[key] for key in ("entries", "photos", "lines", "unverified")} == expected
    assert counted(send(visit("coordinator"), path.read_bytes(), ferry=True))[0]["new"] == 0


def test_there_is_a_golden_file():
    assert list(GOLDEN.glob("v1*.jsonl"))
