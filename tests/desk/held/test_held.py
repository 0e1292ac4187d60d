"""收下未用的记录: seen by whom, released by today's rules, set aside with a reason, never thrown away."""

import json

import pytest
from sqlalchemy import select

from tests.phones import Phone
from zlc.database import db, uuid7
from zlc.problems.models import Problem
from zlc.walks.entries import kinds
from zlc.walks.journal import folding, held
from zlc.walks.journal.held import HeldDecision
from zlc.walks.models import Entry, Walk

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def push_held(phone, entry):
    result = phone.push([entry]).json["results"][0]
    assert result["status"] == "held", result
    return entry["id"]


@pytest.fixture
def unknown(phone):
    """A kind of a newer phone, in a walk that is under way."""
    walk = phone.a_walk()
    phone.push()
    return push_held(phone, phone.make(walk, "hologram", {"text": HOSTILE}))


@pytest.fixture
def misplaced(phone, visit, world):
    """The recorder wrote into a walk of another unit."""
    walk = Phone.of(visit("stranger")).a_walk()
    other = Phone.of(visit("stranger"))
    other.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    other.push()
    return push_held(phone, phone.make(walk, "note", {"text": "记错了地方"}))


def understand(monkeypatch, kind="hologram"):
    """The server is upgraded and knows this kind now."""
    monkeypatch.setitem(kinds.RULES, kind, kinds.RULES["note"])


def row(app, entry_id):
    with app.app_context():
        entry = db.session.get_one(Entry, entry_id)
        db.session.expunge(entry)
        return entry


def test_the_units_coordinator_reads_what_who_when_and_why(coordinator, unknown):
    page = coordinator.get("/held").text
    for words in ("待核对 1 条", "服务器还不认识这一类记录", "记录员甲", "收到", "看原文", "采用", "搁置"):
        assert words in page, words
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "{{ 7*7 }}" in page


@pytest.mark.parametrize("username", ["office", "supervisor"])
def test_who_reads_all_units_only_reads(visit, unknown, username):
    browser = visit(username)
    page = browser.get("/held").text
    assert "待核对 1 条" in page and "采用</button>" not in page and "搁置</button>" not in page
    browser.get("/password")
    assert browser.post(f"/held/{unknown}/release").status_code == 403
    assert browser.post(f"/held/{unknown}/dismissal", {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("username", ["recorder", "colleague", "head", "stranger", "admin", "auditor"])
def test_others_are_told_who_deals_with_it(visit, unknown, username):
    browser = visit(username)
    refused = browser.get("/held")
    assert refused.status_code == 403 and "联络员" in refused.text
    browser.get("/password")
    assert browser.post(f"/held/{unknown}/release").status_code == 403


def test_another_units_coordinator_does_not_know_it_exists(visit, unknown):
    browser = visit("coordinator2")
    assert unknown not in browser.get("/held").text
    browser.get("/password")
    for verb in ("release", "dismissal"):
        assert browser.post(f"/held/{unknown}/{verb}", {"reason": "x"}).status_code == 404


def test_without_login_one_is_asked_to_log_in(visit, unknown):
    assert "/login" in visit(None).get("/held").location


def test_what_is_still_not_understood_is_not_released(app, coordinator, unknown):
    coordinator.get("/held")
    reply = coordinator.post(f"/held/{unknown}/release")
    assert reply.status_code == 422 and "现在还不能采用" in reply.text
    assert row(app, unknown).status == "held"


def test_released_it_is_applied_and_every_phone_hears_of_it(app, phone, coordinator, unknown, monkeypatch):
    cursor = phone.pull().json["cursor"]
    assert unknown not in {entry["id"] for entry in phone.pull_all()}
    understand(monkeypatch)
    coordinator.get("/held")
    before = row(app, unknown)
    assert coordinator.post(f"/held/{unknown}/release").status_code == 303
    assert "没有待核对的记录" in coordinator.get("/held").text
    after = row(app, unknown)
    assert (after.status, after.why, after.message) == ("stored", None, None)
    assert after.commit > before.commit
    assert (after.id, after.hash, after.body, after.at_server) == (before.id, before.hash, before.body, before.at_server)
    assert [entry["id"] for entry in phone.pull(cursor).json["entries"]] == [unknown]
    with app.app_context():
        assert unknown in db.session.get_one(Walk, after.walk_id).read_state().entries
    result = phone.push([phone.entries[-1]]).json["results"][0]
    assert (result["status"], result["duplicate"]) == ("stored", True)


def test_a_released_problem_is_on_the_list(app, phone, coordinator, monkeypatch):
    walk = phone.a_walk()
    phone.push()
    entry = phone.make(walk, "problem", {"text": "释放后才看得到的问题", "category": "queue", "severity": "最重"})
    held_id = push_held(phone, entry)
    assert held_id not in coordinator.get("/problems").text
    monkeypatch.setitem(kinds.RULES, "problem", kinds.RULES["note"])
    coordinator.get("/held")
    coordinator.post(f"/held/{held_id}/release")
    with app.app_context():
        folding.catch_up()
        assert db.session.get(Problem, held_id) is not None


def test_a_second_click_releases_nothing_twice(app, coordinator, unknown, monkeypatch):
    understand(monkeypatch)
    coordinator.get("/held")
    coordinator.post(f"/held/{unknown}/release")
    commit = row(app, unknown).commit
    assert coordinator.post(f"/held/{unknown}/release").status_code == 404
    assert row(app, unknown).commit == commit


def test_not_yours_is_seen_by_its_authors_coordinator_and_not_released(app, visit, coordinator, misplaced):
    page = coordinator.get("/held").text
    assert "记录的人不属于这个单位" in page and "采用</button>" not in page and "搁置</button>" in page
    reply = coordinator.post(f"/held/{misplaced}/release")
    assert reply.status_code == 422 and "不能采用" in reply.text
    assert row(app, misplaced).status == "held"
    assert misplaced not in visit("coordinator2").get("/held").text


def test_dismissed_it_stays_with_the_reason(app, phone, coordinator, unknown):
    coordinator.get("/held")
    assert coordinator.post(f"/held/{unknown}/dismissal", {"reason": "  "}).status_code == 422
    assert coordinator.post(f"/held/{unknown}/dismissal", {"reason": "长" * 501}).status_code == 422
    assert coordinator.post(f"/held/{unknown}/dismissal", {"reason": "测试机误传"}).status_code == 303
    page = coordinator.get("/held").text
    assert "已搁置" in page and "测试机误传" in page and "联络员甲" in page and "没有待核对的记录" in page
    for said in (page, coordinator.get(f"/walks/{row(app, unknown).walk_id}").text):
        assert "升级后会自动采用" not in said and "以后升级也不会自动采用" in said, "no upgrade takes up what somebody set aside"
    kept = row(app, unknown)
    assert kept.status == "held" and HOSTILE in kept.body.decode()
    again = coordinator.post(f"/held/{unknown}/dismissal", {"reason": "再来"})
    assert again.status_code == 409 and "搁置过" in again.text
    result = phone.push([phone.entries[-1]]).json["results"][0]
    assert (result["status"], result["duplicate"]) == ("held", True)


def test_what_was_typed_comes_back_when_it_is_refused(coordinator, unknown):
    coordinator.get("/held")
    reply = coordinator.post(f"/held/{unknown}/dismissal", {"reason": "很长的理由" * 101})
    assert reply.status_code == 422 and "很长的理由" * 100 in reply.text


def test_an_upgrade_applies_what_it_now_understands(app, phone, unknown, misplaced, monkeypatch):
    dismissed = push_held(phone, phone.make(uuid7(), "hologram", {"text": "不要的"}))
    with app.app_context():
        db.session.add(HeldDecision(entry_id=dismissed, n=1, verb="dismiss", why="unknown_kind", reason="误传"))
        db.session.commit()
        assert held.release_what_is_understood() == 0
        understand(monkeypatch)
        assert held.release_what_is_understood() == 1
        folding.fold_marked()
        db.session.commit()
        decision = db.session.get_one(HeldDecision, unknown)
        assert (decision.verb, decision.by, decision.why) == ("release", None, "unknown_kind")
    assert [row(app, one).status for one in (unknown, misplaced, dismissed)] == ["stored", "held", "held"]


def test_a_walk_begun_by_a_released_entry_belongs_to_its_author(app, world, phone, coordinator, monkeypatch):
    entry_id = push_held(phone, phone.make(uuid7(), "hologram", {"text": "第一条"}))
    understand(monkeypatch)
    coordinator.get("/held")
    coordinator.post(f"/held/{entry_id}/release")
    with app.app_context():
        walk = db.session.get_one(Walk, row(app, entry_id).walk_id)
        assert (walk.unit_id, walk.marked) == (world.units["home"], False)


def test_what_is_no_json_at_all_is_shown_and_can_be_set_aside(coordinator, phone):
    entry_id = push_held(phone, phone.freeze("\x00 {半句 \ud83d</p>".encode("utf-8", "replace").decode()))
    page = coordinator.get("/held").text
    assert "内容读不懂" in page and "半句" in page
    assert coordinator.post(f"/held/{entry_id}/dismissal", {"reason": "乱码"}).status_code == 303


def test_what_is_nested_too_deep_to_read_does_not_close_the_list_to_those_who_read_all(visit, phone):
    push_held(phone, phone.freeze('{"data":{"set":' + "[" * 20_000 + "]" * 20_000 + "}}"))
    push_held(phone, phone.freeze('{"data":{"set":' + "[" * 900 + "]" * 900 + "}}"))
    for username in ("office", "supervisor", "coordinator"):
        assert visit(username).get("/held").status_code == 200


def test_the_walk_page_leads_to_it(app, coordinator, unknown):
    page = coordinator.get(f"/walks/{row(app, unknown).walk_id}").text
    assert "收下未用的记录 1 条" in page and 'href="/held"' in page


def test_every_decision_is_in_the_log(app, world, coordinator, unknown):
    from zlc.accounts.audit import AuditLine

    coordinator.get("/held")
    coordinator.post(f"/held/{unknown}/dismissal", {"reason": "误传"})
    with app.app_context():
        line = db.session.scalar(select(AuditLine).where(AuditLine.verb == "held.dismiss"))
        assert (line.about, line.person_id) == (unknown, world.people["coordinator"])
        assert json.dumps(line.detail) == "{}"


def test_a_release_that_keeps_its_old_place_is_found_out(app, phone, coordinator, unknown, monkeypatch):
    """Seeded: a phone whose cursor has passed the place would never hear of it."""
    whole = held.apply

    def apply(entry, *rest):
        place = entry.commit, entry.n
        whole(entry, *rest)
        entry.commit, entry.n = place

    monkeypatch.setattr(held, "apply", apply)
    with pytest.raises(AssertionError):
        test_released_it_is_applied_and_every_phone_hears_of_it(app, phone, coordinator, unknown, monkeypatch)


@pytest.mark.parametrize("stood", ["problem", "walk"])
def test_a_button_said_to_have_stood_where_none_stands_still_decides(phone, coordinator, app, stood):
    entry = push_held(phone, phone.freeze('{"v":1}'))
    coordinator.get("/held")
    reply = coordinator.post(f"/held/{entry}/dismissal", {"reason": "读不懂", "back": stood})
    assert reply.status_code == 303 and reply.headers["Location"].endswith("/held")
    with app.app_context():
        assert db.session.get_one(HeldDecision, entry).verb == "dismiss"
