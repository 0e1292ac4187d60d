"""What an owner writes on the phone about a rectification: done once, in order, by the desk's verbs; what comes too late is kept."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, select

from tests.days import due_in
from tests.phones import MINUTE, Phone
from tests.rescues import file_of, send
from zlc import clock, database, sql
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person
from zlc.database import db, uuid7
from zlc.rectifications import arrived
from zlc.rectifications import mine as told
from zlc.rectifications.models import Rectification
from zlc.walks.entries import kinds
from zlc.walks.entries.entry import read_body
from zlc.walks.journal import held
from zlc.walks.models import Entry, Walk

PLAN = {"cause": "process", "measure": "收件清单减一份", "figure": "materials", "target": "2 份"}
PHOTO = {"sha256": "ab" * 32, "bytes": 40_000, "width": 1600, "height": 1200, "taken_at": None, "caption": "新清单", "redacted": False}
DONE = {"effect": "少交一份材料", "text": "新清单贴在每个窗口"}


@pytest.fixture
def phone(visit):
    return Phone.of(visit("clerk"))


def mine(phone, has=""):
    return phone.pull(mine=has).json.get("mine")


def shape(line):
    """Which fields it has, and those of what is in it."""
    inside = {name: sorted({field for one in line[name] for field in one}) for name in ("history", "entries")}
    return sorted(line), sorted(line["light"]), inside


def line(phone):
    [one] = mine(phone)["lines"]
    return one


def outcomes(phone):
    return [(one["kind"], one["outcome"], one["message"]) for one in line(phone)["entries"]]


def test_it_comes_down_whole_and_only_when_it_differs(given, phone, world, desk):
    first = mine(phone)
    [one] = first["lines"]
    assert (one["id"], one["state"], one["state_name"], one["owned"]) == (given, "unclaimed", "待认领", True)
    assert one["number"].endswith("整改-001") and "叫号" in one["text"] and one["due_on"] == due_in(9).isoformat()
    assert set(one["light"]) == {"soon_on", "tint", "word"} and one["may"] == ["claim"] and not one["planned"]
    assert [moment["word"] for moment in one["history"]] == ["立项"]
    assert mine(phone, first["mark"]) is None
    desk("clerk", "claim")
    desk("clerk", "plan", **PLAN)
    [one] = mine(phone, first["mark"])["lines"]
    assert one["planned"] and one["criterion"] == "材料 2 份" and one["may"] == ["progress", "evidence", "submission"]
    assert "mine" not in phone.pull().json, "an app that does not show it is not told"


@pytest.mark.parametrize("who", ["recorder", "colleague", "coordinator", "stranger", "office", "supervisor"])
def test_nobody_else_is_told(given, visit, who):
    browser = visit(who)
    phone = Phone.of(browser) if who != "supervisor" else Phone.reader(browser)
    assert browser.api("GET", "/changes", query_string={"mine": "", "cursor": ""}).json.get("mine") is None
    assert [one["text"] for one in (mine(phone, "old") or {"lines": []})["lines"]] == []


def test_who_owns_nothing_costs_one_query_by_indexes(app, phone, monkeypatch):
    with app.app_context():
        person, asked, rows = db.session.get_one(Person, phone.person), [], sql.rows
        monkeypatch.setattr(sql, "rows", lambda *query: asked.append(query) or rows(*query))
        event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        assert told.told(person, "") is None
        [query] = asked
        if db.engine.name == "sqlite":
            plan = " ".join(str(row) for row in rows("explain query plan " + query[0], *query[1:]))
            assert "SCAN rectif" not in plan and plan.count("SEARCH rectif") == 2, plan


def test_claim_progress_and_submission_are_done_once_in_their_order(given, phone, desk, stands, world):
    phone.make(given, "claim", {}, clock.now_ms() - 90 * MINUTE)
    phone.make(given, "progress", {"text": "已和窗口说好"}, clock.now_ms() - 80 * MINUTE)
    phone.push()
    desk("coordinator", "plan", **PLAN)
    phone.make(given, "submission", {**DONE, "saw": line(phone)["plan"]})
    for _ in range(3):
        receipt = phone.push().json
    assert {one["status"] for one in receipt["results"]} == {"stored"} and all(one["duplicate"] for one in receipt["results"])
    assert receipt["acked"] == 3 and receipt["chain"] == "ok"
    clerk = world.people["clerk"]
    state, history = stands(given)
    assert state == "submitted"
    assert history[1:] == [("claimed", clerk), ("noted", clerk), ("planned", world.people["coordinator"]), ("submitted", clerk)]
    assert outcomes(phone) == [("claim", "done", ""), ("progress", "done", ""), ("submission", "done", "")]
    page = phone.browser.get(f"/rectifications/{given}").text
    assert "写在手机上" in page and "后到的" not in page and "不是这一版" not in page
    assert page.count("新清单贴在每个窗口") == 2


def test_pushed_in_any_order_and_by_fifty_twins_it_is_one(app, given, phone, desk, stands):
    desk("clerk", "claim")
    desk("clerk", "plan", **PLAN)
    for number in range(4):
        phone.make(given, "progress", {"text": f"第 {number} 步"})
    mixed = random.Random(3).sample(phone.entries, 4)
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: phone.push(mixed).status_code, range(24)))
    assert set(answers) == {200}
    assert [verb for verb, _ in stands(given)[1]].count("noted") == 4
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Walk.id)).where(Walk.id == given)) == 0
        assert db.session.scalar(db.select(db.func.count(AuditLine.id)).where(AuditLine.verb == "rectification.note")) == 4


def test_a_server_killed_between_receipt_and_doing_does_it_later(app, given, phone, desk, stands, monkeypatch):
    def killed():
        raise SystemError("power")

    phone.make(given, "claim", {})
    with monkeypatch.context() as without:
        without.setattr(arrived, "take_in", killed)
        assert phone.push().json["results"][0]["status"] == "stored"
    with app.app_context():
        assert db.session.scalars(select(arrived.RectificationEntry.outcome)).all() == [None]
        assert db.session.get_one(Rectification, given).state == "unclaimed"
    phone.browser.get(f"/rectifications/{given}")
    assert stands(given)[0] == "working"


def test_one_that_breaks_stops_no_other(given, phone, stands, monkeypatch):
    def broken(one, by, said):
        one.state = "closed"
        raise ZeroDivisionError

    monkeypatch.setitem(arrived.VERBS, "progress", broken)
    for kind, data in (("claim", {}), ("progress", {"text": "一"}), ("claim", {})):
        phone.make(given, kind, data)
    phone.push()
    assert stands(given)[0] == "working"
    assert outcomes(phone) == [("claim", "done", ""), ("progress", "kept", arrived.BROKEN), ("claim", "done", "")]


LATE = {
    "cancelled": ([("coordinator", "cancellation", {"reason": "并到另一项里办"})], "现在是「已撤销」"),
    "reassigned": ([("coordinator", "reassignment", {"department": "信息科", "reason": "归信息科"})], "这项整改现在归信息科"),
    "submitted": ([("coordinator", "submission", {"effect": "好了", "evidence_kind": "words", "evidence": "看过"})], "待核验"),
    "closed": (
        [
            ("coordinator", "submission", {"effect": "好了", "evidence_kind": "words", "evidence": "看过"}),
            ("head", "verification", {"reason": "去看了"}),
        ],
        "已销号",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LATE)
def test_what_comes_too_late_is_kept_and_told(app, given, phone, desk, stands, visit, what):
    desk("clerk", "claim")
    desk("coordinator", "plan", **PLAN)
    has = mine(phone)["mark"]
    phone.make(given, "progress", {"text": "窗口换了新清单"}, clock.now_ms() - 50 * MINUTE)
    phone.make(given, "submission", DONE, clock.now_ms() - 40 * MINUTE)
    verbs, said = LATE[what]
    for who, noun, filled in verbs:
        desk(who, noun, **filled)
    before = stands(given)
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}
    assert stands(given) == before, "nothing of what was decided is changed"
    [one] = mine(phone, has)["lines"]
    assert [each["outcome"] for each in one["entries"]] == ["kept", "kept"]
    assert all(said in each["message"] for each in one["entries"]), one["entries"]
    assert one["entries"][1]["effect"] == DONE["effect"] and one["entries"][1]["text"] == DONE["text"]
    assert one["owned"] is (what != "reassigned")
    for who in ("coordinator", "head", "supervisor"):
        page = visit(who).get(f"/rectifications/{given}").text
        assert "后到的 2 条" in page and "窗口换了新清单" in page and DONE["text"] in page and said in page
    with app.app_context():
        refused = db.session.scalars(select(AuditLine).where(AuditLine.verb == "rectification.submit", ~AuditLine.success)).all()
        assert [row.about for row in refused] == [given]


def test_the_phones_tests_read_what_is_sent(given, phone):
    for kind, data in (("evidence", PHOTO), ("claim", {}), ("submission", DONE)):
        phone.make(given, kind, data)
    phone.push()
    assert shape(line(phone)) == shape(json.loads(Path(__file__).with_name("mine.json").read_text("utf-8")))


def test_without_a_plan_it_is_not_done_and_not_lost(given, phone, stands, desk):
    for kind, data in (("claim", {}), ("submission", DONE)):
        phone.make(given, kind, data)
    phone.push()
    assert stands(given)[0] == "working"
    [_, (_, outcome, message)] = outcomes(phone)
    assert outcome == "kept" and "还没有定措施" in message
    desk("coordinator", "plan", **PLAN)
    assert stands(given)[0] == "working", "never done later by itself"
    phone.make(given, "submission", DONE)
    phone.push()
    assert stands(given)[0] == "submitted"


def test_another_plan_than_the_one_seen_is_said_beside_it(given, phone, desk, stands):
    desk("clerk", "claim")
    desk("clerk", "plan", **PLAN)
    phone.make(given, "submission", {**DONE, "saw": line(phone)["plan"]})
    desk("coordinator", "plan", **PLAN | {"target": "1 份"})
    phone.push()
    assert stands(given)[0] == "submitted"
    assert "手机上看到的措施、标准或时限不是这一版" in phone.browser.get(f"/rectifications/{given}").text


@pytest.mark.parametrize("who", ["stranger", "office"])
def test_of_another_unit_it_is_held_for_a_person(given, visit, stands, who):
    phone = Phone.of(visit(who))
    before = stands(given)
    for id_ in (given, uuid7()):
        phone.make(id_, "progress", {"text": "别的单位写的"})
    receipt = phone.push().json
    assert [(one["status"], one["why"]) for one in receipt["results"]] == [("held", "not_yours")] * 2
    assert "不在您的单位" in receipt["results"][0]["message"]
    assert stands(given) == before
    assert "别的单位写的" not in visit("coordinator").get(f"/rectifications/{given}").text


def test_a_colleague_who_does_not_own_it_changes_nothing(given, visit, stands, desk):
    desk("clerk", "claim")
    phone = Phone.of(visit("colleague"))
    before = stands(given)
    for kind, data in (("claim", {}), ("progress", {"text": "顺手写的"}), ("submission", DONE)):
        phone.make(given, kind, data)
    phone.push()
    assert stands(given) == before
    assert [one["outcome"] for one in line(phone)["entries"]] == ["kept"] * 3
    assert "顺手写的" in visit("coordinator").get(f"/rectifications/{given}").text


HOSTILE = [
    ("progress", {"text": ""}, "请写进展"), ("progress", {"text": "长" * 1001}, "请不超过 1000 字"),
    ("progress", {"text": "找 13800138000"}, "手机号"), ("submission", {"effect": " ", "text": "一"}, "请写整改成效"),
    ("progress", {"text": "<script>alert(1)</script>", "saw": "x" * 9000}, None), ("claim", {"text": ["一"], "by": "admin"}, None),
    ("progress", {"text": "\x00\ud800好"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "said"), HOSTILE)
def test_hostile_bodies_break_nothing(given, phone, desk, visit, kind, data, said):
    desk("clerk", "claim")
    frozen = {
        "v": 1, "walk": given, "kind": kind, "by": phone.person, "at": clock.now_ms(), "tz": 480, "clock": {}, "how": "tap", "data": data,
    }  # fmt: skip
    phone.freeze(json.dumps(frozen))
    assert phone.push().json["results"][0]["status"] == "stored"
    [(_, outcome, message)] = outcomes(phone)
    assert outcome == ("kept" if said else "done") and (said or "") in message
    page = visit("coordinator").get(f"/rectifications/{given}")
    assert page.status_code == 200 and "<script>alert" not in page.text


def test_what_cannot_be_read_is_held_and_joins_when_it_can(app, given, phone, stands, monkeypatch):
    rule = kinds.RULES["claim"]
    with monkeypatch.context() as older:
        older.delitem(kinds.RULES, "claim")
        phone.make(given, "claim", {"saw": "older"})
        assert phone.push().json["results"][0]["why"] == "unknown_kind"
    assert kinds.RULES["claim"] is rule
    with app.app_context():
        read_body.cache_clear()
        database.write()
        assert held.release_what_is_understood() == 1
        db.session.commit()
        assert db.session.scalars(select(Entry.walk_id).where(Entry.kind == "claim")).all() == [None]
    assert stands(given)[0] == "working"


def test_carried_by_file_it_is_the_same_and_the_phone_repeats_it_in_vain(given, phone, stands, visit):
    phone.make(given, "claim", {})
    reply = send(phone.browser, file_of(phone))
    assert reply.status_code == 200, reply.text
    assert stands(given)[0] == "working"
    assert [one["duplicate"] for one in phone.push().json["results"]] == [True]
    assert [verb for verb, _ in stands(given)[1]].count("claimed") == 1


def test_no_phone_mirrors_it(given, phone, visit):
    phone.make(given, "progress", {"text": "只在整改里"})
    phone.push()
    for who in ("clerk", "office", "coordinator"):
        assert "只在整改里" not in str(Phone.of(visit(who)).pull_all())
