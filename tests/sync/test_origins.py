"""Where a file's entries come from: a hand-written file in the head's name counts for nothing until the head has agreed;
what a phone sealed counts at once; and both say that they came by file."""

import hashlib
import io
import json
import re

import pytest
from sqlalchemy import func, select

from tests.documents.conftest import text_of
from tests.phones import MINUTE, Phone
from tests.rescues import file_of, lines_of, send
from tests.sync.test_photos import picture
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.problems.models import Problem
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.brought.origins import Origin
from zlc.walks.brought.seals import DeviceSecret
from zlc.walks.models import Device, Entry, Walk
from zlc.walks.photos.photos import PhotoReceipt

pytestmark = pytest.mark.long

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


def joined(lines):
    return ("\n".join(lines) + "\n").encode()


def forgery(phone, begins=None):
    """What somebody writes by hand in the name of `phone`'s person, without the phone. Returns the walk and the file."""
    forger = Phone(phone.browser, phone.person, phone.device, phone.epoch)
    walk = forger.a_walk(begins=begins or clock.now_ms() - 30 * 24 * 60 * MINUTE)
    return walk, file_of(forger)


@pytest.fixture
def head(visit):
    return Phone.of(visit("head"))


@pytest.fixture
def forged(head, visit):
    """A back-dated, finished walk of the head's, brought by the coordinator."""
    walk, content = forgery(head)
    reply = send(visit("coordinator"), content)
    assert reply.status_code == 200, reply.text
    return walk, content, reply.json


def count(app, model, *where):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).where(*where))


def decide(browser, verb, file, **fields):
    """As the button does: that of the whole file, where there is one."""
    browser.get("/origins")
    forms = browser.seen.get(f"/origins/{file}/{verb}", [{}])
    hidden = next((form for form in forms if "walk" not in form), forms[0])
    return browser.post(f"/origins/{file}/{verb}", {**hidden, **fields})


def test_a_forged_walk_of_the_head_counts_for_nothing(app, head, forged, visit):
    walk, _, told = forged
    assert told["entries"] == {"new": 11, "known": 0, "held": 11} and told["unverified"] == 11
    assert any("来源未核实" in note for note in told["notes"])
    assert (count(app, Entry), count(app, Walk), count(app, Problem)) == (0, 0, 0)
    for username in ("coordinator", "head", "office", "supervisor"):
        browser = visit(username)
        assert browser.get(f"/walks/{walk}").status_code == 404
        assert walk not in browser.get("/walks").text and "叫号很慢" not in browser.get("/problems").text
        assert browser.api("GET", f"/walks/{walk}/journal").status_code == 404
        assert browser.api("GET", "/changes").json["entries"] == []
        if username != "head":
            assert "叫号很慢" not in browser.get("/summary").text
    with app.app_context():
        device = db.session.get_one(Device, head.device)
        assert (device.acked, device.forked_at, device.chain_broken_at) == (0, None, None), "nor is the phone's count moved"


def test_the_head_finds_it_reads_it_and_agrees(app, world, head, forged, visit):
    walk, content, told = forged
    assert head.browser.api("GET", f"/hello?device={head.device}").json["unverified"] == 11
    desk = visit("head")
    assert "有 11 条以您的名义从文件导入、来源未核实的记录" in desk.get("/walks").text
    page = desk.get("/origins").text
    for words in ("来源未核实", "联络员甲", "灵活就业人员参保登记", "综合窗口 5 个只开 2 个", "是我记的", "不是我记的", "A087"):
        assert words in page, words
    assert decide(desk, "agreement", told["sha256"], walk=walk).status_code == 303
    assert count(app, Entry, Entry.status == "stored", Entry.author_id == head.person) == 11
    assert count(app, Problem) == 1
    with app.app_context():
        assert db.session.get_one(Walk, walk).status == "finished"
        assert {row.vouched for row in db.session.scalars(select(Origin))} == {"agreed"}
        line = db.session.scalar(select(AuditLine).where(AuditLine.verb == "origin.agreed"))
        assert (line.about, line.person_id, line.detail["walks"]) == (told["sha256"], head.person, [walk])
    page = desk.get(f"/walks/{walk}").text
    assert "文件导入" in page and "联络员甲" in page and "登录后确认" in page
    assert decide(desk, "agreement", told["sha256"], walk=walk).status_code == 409, "twice is said, and not done"
    assert head.browser.api("GET", f"/hello?device={head.device}").json["unverified"] == 0
    assert send(visit("coordinator"), content).json["entries"] == {"new": 0, "known": 11, "held": 0}


def test_the_head_refuses_and_may_think_better_of_it(app, head, forged, visit):
    walk, content, told = forged
    desk = visit("head")
    reply = decide(desk, "refusal", told["sha256"], walk=walk, reason="")
    assert reply.status_code == 422 and "为什么不是您记的" in reply.text
    assert decide(desk, "refusal", told["sha256"], walk=walk, reason=HOSTILE).status_code == 303
    assert count(app, Entry) == 0
    assert "您说不是您记的" in desk.get("/origins").text
    page = visit("coordinator").get("/origins").text
    assert "本人说不是自己记的" in page and HOSTILE not in page and "49" not in page.partition("<script>")[2]
    with app.app_context():
        assert db.session.scalar(select(AuditLine).where(AuditLine.verb == "origin.refused")).about == told["sha256"]
    again = send(visit("coordinator"), content).json
    assert (again["entries"], again["unverified"]) == ({"new": 0, "known": 11, "held": 0}, 0)
    assert desk.post(f"/origins/{told['sha256']}/agreement").status_code == 409, "all that waits is not what was refused"
    assert decide(desk, "agreement", told["sha256"], walk=walk).status_code == 303
    assert count(app, Entry, Entry.status == "stored") == 11


@pytest.mark.parametrize("username", ["coordinator", "colleague", "clerk", "office", "stranger", "auditor"])
def test_nobody_else_decides(app, forged, visit, username):
    walk, _, told = forged
    browser = visit(username)
    browser.get("/origins")
    for verb, fields in (("agreement", {}), ("refusal", {"reason": "不是"})):
        assert browser.post(f"/origins/{told['sha256']}/{verb}", {"walk": walk, **fields}).status_code == 409
    assert count(app, Entry) == 0 and count(app, BroughtLine, BroughtLine.verdict.is_(None)) == 11


def test_the_auditor_sees_what_became_of_each_file_and_not_what_it_says(app, head, forged, visit):
    auditor = visit("auditor")
    page = auditor.get("/origins").text
    assert "联络员甲" in page and "局长甲" in page and forged[2]["sha256"][:12] in page
    row = re.search(r"<tr><td class=\"num\">.*?</tr>", page, re.S)[0]
    assert re.findall(r'<td class="num">(\d+)</td>', row) == ["0", "0", "0", "11", "0", "0"]
    assert "叫号很慢" not in page and "灵活就业" not in page
    with app.app_context():
        line = db.session.scalar(select(AuditLine).where(AuditLine.verb == "rescue.taken"))
        assert line.detail["counts"]["unverified"] == 11 and line.detail["counts"]["sealed"] == 0
    assert visit("admin").get("/origins").status_code == 404


def test_the_uploader_is_told_what_counts_and_what_waits(head, visit):
    desk = visit("coordinator")
    desk.get("/rescue")
    page = desk.post("/rescue", {"file": (io.BytesIO(forgery(head)[1]), "a.jsonl")}).text
    assert "11 条新收" in page and "有 11 条来源未核实，等记录人本人登录后确认" in page and "/origins" in page


def test_an_amendment_out_of_a_file_does_not_touch_the_walk_and_its_page_says_so(app, head, visit, world):
    """Back-dating a walk that is there already: the finish amended by a file."""
    walk = head.a_walk()
    head.push()
    finish = head.entries[-1]["id"]
    forger = Phone(head.browser, head.person, head.device, head.epoch)
    forger.make(walk, "amend", {"target": finish, "set": {"void": {"value": True, "saw": []}}, "reason": "重来"})
    assert send(visit("coordinator"), file_of(forger)).json["unverified"] == 1
    with app.app_context():
        assert db.session.get_one(Walk, walk).status == "finished"
    page = visit("colleague").get(f"/walks/{walk}").text
    assert "来源未核实 1 条" in page and "联络员甲" in page and "没有计入" in page
    told = visit("colleague").api("GET", f"/walks/{walk}/journal").json
    assert len(told["entries"]) == 11
    assert [(one["by"], one["brought_by"]) for one in told["unverified"]] == [(head.person, world.people["coordinator"])]


def test_what_the_phone_sealed_counts_at_once_and_is_marked(app, world, head, visit):
    walk = head.a_walk()
    at = clock.now_ms()
    told = send(visit("coordinator"), file_of(head)).json
    assert (told["entries"], told["sealed"], told["unverified"]) == ({"new": 11, "known": 0, "held": 0}, 11, 0)
    page = visit("colleague").get(f"/walks/{walk}").text
    assert "导入 11 条，手机校验相符" in page and "联络员甲" in page and page.count('<span class="mark">文件导入</span>') >= 11
    lines = visit("head").api("GET", f"/walks/{walk}/journal").json["entries"]
    coordinator = world.people["coordinator"]
    assert {(one["origin"]["brought_by"], one["origin"]["vouched"]) for one in lines} == {(coordinator, "sealed")}
    assert all(one["origin"]["at"] >= at for one in lines)
    pdf = visit("head").get(f"/walks/{walk}/record.pdf")
    assert pdf.status_code in (200, 202)
    if pdf.status_code == 200:
        assert "导入11条，手机校验相符" in re.sub(r"\s", "", text_of(pdf.data))


def test_what_came_by_push_is_not_marked(head, visit):
    walk = head.a_walk()
    head.push()
    send(visit("coordinator"), file_of(head))
    assert "文件导入" not in visit("head").get(f"/walks/{walk}").text
    assert all("origin" not in one for one in head.browser.api("GET", f"/walks/{walk}/journal").json["entries"])


def test_what_the_person_brings_is_theirs_and_marked(app, head, visit):
    walk, content = forgery(head)  # a file of before there were seals
    told = send(visit("head"), content).json
    assert (told["entries"]["new"], told["unverified"]) == (11, 0)
    assert "记录人本人导入" in visit("head").get(f"/walks/{walk}").text


def test_the_phones_own_push_needs_nobodys_word(app, head, visit):
    """A file of a phone without a secret, and the phone itself afterwards: its entries are its entries."""
    head.a_walk()
    secret, head.secret = head.secret, ""
    content = file_of(head)
    assert send(visit("coordinator"), content).json["unverified"] == 11
    told = head.push().json
    assert [(r["status"], r["duplicate"]) for r in told["results"]] == [("stored", False)] * 11
    assert (told["acked"], told["chain"], told["forked"]) == (11, "ok", False)
    assert head.browser.api("GET", f"/hello?device={head.device}").json["unverified"] == 0
    assert send(visit("coordinator"), content).json["entries"] == {"new": 0, "known": 11, "held": 0}
    assert count(app, Origin) == 0 and secret


def test_a_doctored_entry_does_not_take_the_id_of_the_real_one(app, head, visit):
    """The coordinator has the real file, changes a word and leaves the seals out."""
    head.a_walk()
    entries = [dict(entry) for entry in head.entries]
    body = entries[5]["body"].replace("很慢", "很快")
    entries[5] |= {"body": body, "hash": hashlib.sha256(body.encode()).hexdigest()}
    secret, head.secret = head.secret, ""
    content = file_of(head, entries=entries)
    head.secret = secret
    told = send(visit("coordinator"), content).json
    assert told["unverified"] == 11
    assert {r["status"] for r in head.push().json["results"]} == {"stored"}
    desk = visit("head")
    page = desk.get("/origins").text
    assert "很快" in page and "等您确认" in page and desk.api("GET", f"/hello?device={head.device}").json["unverified"] == 1
    assert decide(desk, "agreement", told["sha256"]).status_code == 303, "and if it is theirs too, it has another id"
    assert count(app, Entry) == 12


SPOILT = {
    "another secret": lambda head, seal: seal | {"hmac": "0" * 64},
    "another hash said": lambda head, seal: seal | {"of": seal["of"].replace(head.entries[0]["hash"], "0" * 64)},
    "another form": lambda head, seal: seal | {"of": seal["of"].replace("zlc-rescue-1", "zlc-rescue-2")},
    "no JSON": lambda head, seal: seal | {"of": "["},
    "no seal at all": lambda head, seal: {"of": 7},
    "letters that are none": lambda head, seal: seal | {"hmac": "壹" * 64},
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_wrong_seal_waits_and_is_told_as_wrong(app, head, visit, how):
    head.make(uuid7(), "note", {"text": "一"})
    lines = [json.loads(line) for line in lines_of(head)]
    lines[1]["seal"] = SPOILT[how](head, lines[1]["seal"])
    told = send(visit("coordinator"), joined(json.dumps(line) for line in lines)).json
    assert (told["entries"]["new"], told["sealed"], told["unverified"], told["wrong"]) == (1, 0, 1, 1), told
    assert any("可能被改动过" in note for note in told["notes"])
    assert count(app, Entry) == 0


def test_a_seal_does_not_hold_for_another_entry(app, head, visit):
    """The seal of a real entry beside one that somebody wrote."""
    head.make(uuid7(), "note", {"text": "真的"})
    real = json.loads(lines_of(head)[1])
    forger = Phone(head.browser, head.person, head.device, head.epoch)
    forger.make(uuid7(), "note", {"text": "假的"})
    lines = [json.loads(line) for line in lines_of(forger)]
    lines[1]["seal"] = real["seal"]
    told = send(visit("coordinator"), joined(json.dumps(line) for line in lines)).json
    assert (told["sealed"], told["unverified"], told["wrong"]) == (0, 1, 1)


def test_a_seal_of_another_persons_phone_does_not_hold(app, head, visit):
    """The coordinator's own phone seals an entry in the head's name."""
    mine = Phone.of(visit("coordinator"))
    forger = Phone(head.browser, head.person, mine.device, mine.epoch, secret=mine.secret)
    forger.make(uuid7(), "note", {"text": "局长说"})
    for device in (mine.device, head.device):
        told = send(visit("coordinator"), file_of(forger, device=device)).json
        assert (told["sealed"], told["unverified"]) == (0, 1)
    assert count(app, Entry) == 0


def test_a_seal_for_another_server_and_one_of_a_revoked_phone_vouch_for_nothing(app, head, visit):
    head.make(uuid7(), "note", {"text": "一"})
    elsewhere = send(visit("coordinator"), file_of(head, server=uuid7()), ferry=True).json
    assert (elsewhere["sealed"], elsewhere["unverified"], elsewhere["wrong"]) == (0, 1, 0)
    with app.app_context():
        db.session.get_one(Device, head.device).revoked_at = clock.now_ms()
        db.session.commit()
    head.make(uuid7(), "note", {"text": "二"})
    assert send(visit("coordinator"), file_of(head)).json["unverified"] == 2


def test_the_offset_is_the_sealed_one(app, head, visit):
    at = clock.now_ms() - 60 * MINUTE
    entry = head.make(uuid7(), "note", {"text": "一"}, at)
    lines = [json.loads(line) for line in lines_of(head, offset=10 * MINUTE)]
    for line in (lines[0]["rescue"], lines[-1]["end"]):
        line["offset"] = -300 * MINUTE
    send(visit("coordinator"), joined(json.dumps(line) for line in lines))
    with app.app_context():
        assert db.session.get_one(Entry, entry["id"]).at_server == at + 10 * MINUTE


@pytest.mark.parametrize("tenth", range(2, 10, 3))
def test_a_file_cut_short_still_proves_its_whole_lines(app, head, visit, tenth):
    head.a_walk()
    content = file_of(head)
    cut = content[: len(content) * tenth // 10]
    whole = [line for line in cut.split(b"\n")[:-1] if b'"entry"' in line]
    told = send(visit("coordinator"), cut).json
    assert (told["sealed"], told["unverified"]) == (len(whole), 0)
    assert count(app, Entry, Entry.status == "stored") == len(whole)


def test_a_photo_waits_with_its_entry(app, head, visit):
    shot = picture()
    sha256 = hashlib.sha256(shot).hexdigest()
    forger = Phone(head.browser, head.person, head.device, head.epoch)
    walk = forger.a_walk()
    entry = forger.make(walk, "photo", {"sha256": sha256, "bytes": len(shot), "of": None})
    content = file_of(forger, [shot])
    told = send(visit("coordinator"), content).json
    assert told["photos"] == {"new": 1, "known": 0, "held": 1}
    assert count(app, PhotoReceipt) == 0
    assert head.browser.api("POST", "/photos/missing", {"sha256": [sha256]}).json == {"missing": [sha256]}
    assert send(visit("coordinator"), content).json["photos"] == {"new": 0, "known": 1, "held": 1}
    decide(visit("head"), "agreement", told["sha256"])
    assert head.browser.api("GET", f"/photos/{entry['id']}").data == shot


def test_a_photo_of_an_entry_that_was_pushed_before_is_received(app, head, visit):
    """Entries first, photos later: the usual file of a phone on a weak network."""
    shot = picture()
    walk = head.a_walk()
    entry = head.make(walk, "photo", {"sha256": hashlib.sha256(shot).hexdigest(), "bytes": len(shot), "of": None})
    head.push()
    told = send(visit("coordinator"), file_of(head, [shot], entries=[])).json
    assert told["photos"] == {"new": 1, "known": 0, "held": 0}
    assert head.browser.api("GET", f"/photos/{entry['id']}").data == shot


def test_what_is_agreed_and_cannot_be_applied_is_held_for_the_coordinator(app, head, visit):
    forger = Phone(head.browser, head.person, head.device, head.epoch)
    forger.make(uuid7(), "hologram", {"depth": 3})
    told = send(visit("coordinator"), file_of(forger)).json
    assert visit("coordinator").get("/held").text.count("hologram") == 0
    decide(visit("head"), "agreement", told["sha256"])
    assert count(app, Entry, Entry.status == "held", Entry.why == "unknown_kind") == 1


def test_an_old_phone_gives_itself_a_secret_once(app, head, visit):
    with app.app_context():
        db.session.query(DeviceSecret).delete()
        db.session.commit()
    ask = f"/hello?device={head.device}"
    assert head.browser.api("GET", ask).json["sealed"] is False
    for given in ("short", "Z" * 64, None):
        assert head.browser.api("POST", f"/devices/{head.device}/secret", {"secret": given}).status_code == 400
    head.secret = "ab" * 32
    path = f"/devices/{head.device}/secret"
    assert visit("coordinator").api("POST", path, {"secret": "cd" * 32}).json["error"]["code"] == "no_device"
    for _ in range(2):  # the first answer may have been lost
        assert head.browser.api("POST", path, {"secret": head.secret}).json == {"sealed": True}
    other = head.browser.api("POST", path, {"secret": "cd" * 32})
    assert (other.status_code, other.json["error"]["code"]) == (409, "has_secret")
    assert head.browser.api("GET", ask).json["sealed"] is True
    head.make(uuid7(), "note", {"text": "一"})
    assert send(visit("coordinator"), file_of(head)).json["sealed"] == 1
    assert count(app, AuditLine, AuditLine.verb == "device.secret") == 1


def test_the_secret_is_in_no_answer_page_file_or_log(app, head, visit):
    """Told once, when the phone was registered: afterwards every address is asked, by everybody."""
    walk = head.a_walk()
    secret = head.secret
    assert len(secret) == 64 and secret not in file_of(head).decode()
    send(visit("coordinator"), file_of(head))
    ids = {"walk_id": walk, "device_id": head.device, "entry_id": head.entries[0]["id"], "file": "0" * 64}
    for username in ("head", "coordinator", "office", "auditor", "admin"):
        browser = visit(username)
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint in ("accounts.logout", "files.static_file", "problems.record"):
                continue
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids.get(name[1], head.device), rule.rule)
            reply = browser.client.get(path, query_string={"device": head.device}, headers={"X-ZLC": "1"})
            assert secret.encode() not in reply.data, (username, path)
    assert secret not in json.dumps(head.push().json) + json.dumps(head.pull().json)
    with app.app_context():
        for line in db.session.scalars(select(AuditLine)):
            assert secret not in f"{line.about}{line.detail}", line.verb
    stored = [path.read_bytes() for path in (app.config["DATA"] / "rescues").iterdir()]
    assert stored and not any(secret.encode() in content for content in stored)


def test_who_brings_too_much_in_a_day_is_told_and_nothing_is_lost(app, head, visit, monkeypatch):
    monkeypatch.setattr("zlc.sync.rescue_quota.MOST_FILES", 2)
    files = []
    for text in "一二三":
        head.make(uuid7(), "note", {"text": text})
        files.append(file_of(head))
    coordinator = visit("coordinator")
    assert [send(coordinator, content).status_code for content in files] == [200, 200, 429]
    reply = send(coordinator, files[2])
    assert reply.json["error"]["code"] == "quota" and 0 < int(reply.headers["Retry-After"]) <= 24 * 3600
    assert "没有变" in reply.json["error"]["message"] and "2 个" in reply.json["error"]["message"]
    assert send(coordinator, files[0]).status_code == 200, "the same file again is no further one"
    assert len(list((app.config["DATA"] / "rescues").iterdir())) == 2
    coordinator.get("/rescue")
    desk = coordinator.post("/rescue", {"file": (io.BytesIO(files[2]), "a.jsonl")})
    assert desk.status_code == 429 and "到上限" in desk.text
    assert send(visit("head"), files[2]).status_code == 200, "it is a limit for each person"
    with clock.frozen_at(clock.now_ms() + 24 * 60 * MINUTE):
        assert send(visit("coordinator"), files[2]).status_code == 200, "and for each day"
    monkeypatch.setattr("zlc.sync.rescue_quota.MOST_BYTES", 10)
    assert send(visit("head"), files[0]).status_code == 429


