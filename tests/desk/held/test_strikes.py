"""划去: what somebody else recorded, and a walk, are struck out by their recorder or the coordinator alone; what others ask
for waits beside. The attack that this answers: a window clerk struck out others' problems and made a walk 作废."""

import json

import pytest
from sqlalchemy import select

from tests.phones import Phone
from zlc.accounts.audit import AuditLine
from zlc.database import db, uuid7
from zlc.problems.models import Problem
from zlc.walks.journal import folding
from zlc.walks.journal.held import HeldDecision
from zlc.walks.models import Entry, Walk


def strike(phone, walk, target, value=True, reason="不想留", **more):
    """Push a strike-out; returns (entry, result)."""
    data = {"target": target, "set": {"void": {"value": value, "saw": []}, **more}, "reason": reason}
    entry = phone.make(walk, "amend", data)
    return entry["id"], phone.push([entry]).json["results"][0]


@pytest.fixture
def clerk(visit):
    return Phone.of(visit("clerk"))


def walk_of(app, walk):
    with app.app_context():
        folding.catch_up()
        db.session.remove()
        return db.session.get_one(Walk, walk)


def post(browser, path, page="/held", **data):
    browser.get("/password")
    browser.get(page)
    return browser.post(path, data)


def test_a_clerks_strike_out_of_anothers_problem_waits(recording, clerk, kept, coordinator, visit):
    problem = recording.problem()
    entry, result = strike(clerk, recording.walk, problem)
    assert (result["status"], result["why"]) == ("held", "strikes_out") and "联络员定" in result["message"]
    assert (kept(problem).state, kept(problem).struck) == ("new", False)
    for path in (f"/problems/{problem}", f"/walks/{recording.walk}", "/held"):
        page = coordinator.get(path).text
        assert "窗口甲" in page and "要求划去，等联络员定" in page and "不想留" in page, path
    assert "要求划去，等联络员定" in recording.phone.browser.get(f"/problems/{problem}").text
    assert entry not in {one["id"] for one in Phone.of(visit("colleague")).pull_all()}


@pytest.mark.parametrize("username", ["clerk", "colleague", "head"])
def test_a_walk_is_not_voided_by_who_did_not_open_it(app, recording, visit, username):
    opened = recording.phone.entries[0]["id"]
    _, result = strike(Phone.of(visit(username)), recording.walk, opened)
    assert (result["status"], result["why"]) == ("held", "strikes_out")
    assert walk_of(app, recording.walk).status == "under_way"
    page = visit("coordinator").get(f"/walks/{recording.walk}").text
    assert "要求划去，等联络员定" in page and "整次走流程（划去后作废）" in page


def test_a_walk_is_not_voided_by_way_of_a_second_open(app, recording, clerk):
    """Somebody's own opening entry, dated before the other, is theirs to strike out; the walk goes on by the first."""
    at = json.loads(recording.phone.entries[0]["body"])["at"]
    second = clerk.make(recording.walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"}, at - 9)
    assert clerk.push([second]).json["results"][0]["status"] == "stored"
    _, result = strike(clerk, recording.walk, second["id"])
    assert result["status"] == "stored", "one's own"
    walk = walk_of(app, recording.walk)
    assert walk.status == "under_way" and walk.read_state().open.entry == recording.phone.entries[0]["id"]


@pytest.mark.parametrize("username", ["recorder", "coordinator"])
def test_its_recorder_and_the_coordinator_strike_out_at_once(app, recording, kept, visit, username):
    problem = recording.problem()
    phone = recording.phone if username == "recorder" else Phone.of(visit(username))
    assert strike(phone, recording.walk, problem)[1]["status"] == "stored"
    assert kept(problem).state == "withdrawn"
    assert strike(phone, recording.walk, recording.phone.entries[0]["id"], reason="undo")[1]["status"] == "stored"
    assert walk_of(app, recording.walk).status == "void"


def test_undo_of_ones_own_in_one_push_is_at_once_in_either_order(clerk, recording, kept):
    for turned in (False, True):
        problem = clerk.make(recording.walk, "problem", {"text": "按错了"})
        data = {"target": problem["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "undo"}
        pair = [problem, clerk.make(recording.walk, "amend", data)]
        results = clerk.push(pair[::-1] if turned else pair).json["results"]
        assert {one["status"] for one in results} == {"stored"}
        assert kept(problem["id"]).state == "withdrawn"


def test_what_is_struck_out_before_it_came_is_judged_when_it_comes(app, recording, clerk, visit, kept):
    own = clerk.make(recording.walk, "problem", {"text": "我自己的"})
    entry, result = strike(clerk, recording.walk, own["id"])
    assert result["status"] == "held", "nobody knows yet whose it is"
    cursor = clerk.pull().json["cursor"]
    assert clerk.push([own]).json["results"][0]["status"] == "stored"
    assert kept(own["id"]).state == "withdrawn"
    assert {one["id"] for one in clerk.pull(cursor).json["entries"]} == {own["id"], entry}
    others = recording.phone.make(recording.walk, "problem", {"text": "别人的"})
    entry, result = strike(clerk, recording.walk, others["id"])
    assert result["status"] == "held"
    recording.phone.push([others])
    assert kept(others["id"]).state == "new"
    with app.app_context():
        assert db.session.get_one(Entry, entry).status == "held"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("note", {"text": "记一笔"}), ("need", {"text": "要求"}), ("finish", {"result": "done"}),
        ("photo", {"sha256": "a" * 64, "bytes": 1}),
    ],
)  # fmt: skip
def test_other_kinds_and_corrections_of_words_do_not_wait(recording, clerk, kept, kind, data):
    entry = recording.add(kind, data)
    assert strike(clerk, recording.walk, entry)[1]["status"] == "stored"
    problem = recording.problem()
    change = {"target": problem, "set": {"text": {"value": "改过", "saw": []}}, "reason": "写错"}
    reply = clerk.push([clerk.make(recording.walk, "amend", change)])
    assert reply.json["results"][0]["status"] == "stored"
    assert strike(clerk, recording.walk, problem, False)[1]["status"] == "stored", "it strikes nothing out"
    assert kept(problem).text == "改过"


def test_the_coordinator_lets_it_take_effect_and_the_story_says_who(app, recording, clerk, kept, coordinator, world):
    problem = recording.problem()
    entry, _ = strike(clerk, recording.walk, problem)
    cursor = recording.phone.pull().json["cursor"]
    reply = post(coordinator, f"/held/{entry}/release", f"/problems/{problem}", back="problem")
    assert reply.status_code == 303 and reply.location.endswith(f"/problems/{problem}")
    row = kept(problem)
    assert (row.state, row.struck) == ("withdrawn", True)
    event = row.events[-1]
    assert (event.verb, event.by, event.detail["agreed_by"]) == (
        "withdrawn", world.people["clerk"], world.people["coordinator"]
    )  # fmt: skip
    page = coordinator.get(f"/problems/{problem}").text
    assert "窗口甲（联络员甲 同意）已把这条问题划去" in page and "等联络员定" not in page
    assert entry in {one["id"] for one in recording.phone.pull(cursor).json["entries"]}
    with app.app_context():
        line = db.session.scalars(select(AuditLine).where(AuditLine.verb == "strike.release")).one()
        assert (line.username, line.detail["asked_by"]) == ("coordinator", "窗口甲")
        asked = db.session.scalars(select(AuditLine).where(AuditLine.verb == "strike.asked")).one()
        assert (asked.username, asked.about, asked.detail["target"]) == ("clerk", recording.walk, problem)


@pytest.mark.parametrize(("verb", "said"), [("release", "同意划去过"), ("dismissal", "不同意划去过")])
def test_a_second_click_is_told_what_was_decided_about_it(recording, clerk, coordinator, verb, said):
    entry, _ = strike(clerk, recording.walk, recording.problem())
    assert post(coordinator, f"/held/{entry}/{verb}", reason="核过").status_code == 303
    reply = coordinator.post(f"/held/{entry}/{verb}", {"reason": "核过"})
    assert reply.status_code == 409 and f" {said}，" in reply.text and "采用过" not in reply.text


def test_dismissed_it_never_counts_and_the_reason_stays(recording, clerk, kept, coordinator):
    problem = recording.problem()
    entry, _ = strike(clerk, recording.walk, problem)
    assert post(coordinator, f"/held/{entry}/dismissal", reason="  ").status_code == 422
    assert post(coordinator, f"/held/{entry}/dismissal", reason="问题属实").status_code == 303
    assert (kept(problem).state, kept(problem).struck) == ("new", False)
    page = coordinator.get(f"/problems/{problem}").text
    for words in ("要求划去", "不划去", "问题属实", "窗口甲"):
        assert words in page, words
    again = post(coordinator, f"/held/{entry}/release")
    assert again.status_code == 409 and "联络员甲已在" in again.text
    assert kept(problem).state == "new"


def test_granted_twice_says_who_was_first(recording, clerk, coordinator):
    problem = recording.problem()
    entry, _ = strike(clerk, recording.walk, problem)
    post(coordinator, f"/held/{entry}/release")
    again = post(coordinator, f"/held/{entry}/release")
    assert again.status_code == 409 and "联络员甲已在" in again.text


@pytest.mark.parametrize(
    "username", ["recorder", "colleague", "head", "clerk", "stranger", "coordinator2", "office", "supervisor", "admin", "auditor"]
)
@pytest.mark.parametrize("verb", ["release", "dismissal"])
def test_nobody_but_the_units_coordinator_decides(app, recording, clerk, visit, username, verb):
    entry, _ = strike(clerk, recording.walk, recording.problem())
    browser = visit(username)
    browser.get("/password")
    assert browser.post(f"/held/{entry}/{verb}", {"reason": "试试"}).status_code in (403, 404)
    with app.app_context():
        assert db.session.get(HeldDecision, entry) is None


def test_two_who_disagree_over_a_strike_out_do_not_settle_it_past_the_coordinator(recording, clerk, kept, visit):
    """The coordinator's and the recorder's word stand against one another; a clerk who chooses 划去 only asks for it."""
    problem = recording.problem()
    recording.strike(problem, False)
    assert strike(Phone.of(visit("coordinator")), recording.walk, problem)[1]["status"] == "stored"
    assert kept(problem).struck is True
    recording.strike(problem, False)
    before = kept(problem).struck
    browser = visit("clerk")
    page = browser.get(f"/walks/{recording.walk}").text
    assert "更正不一致" in page
    with recording.phone.browser.client.application.app_context():
        conflict = db.session.get_one(Walk, recording.walk).read_state().conflicts[0]
    chosen = conflict.heads[conflict.values.index(True)]
    reply = browser.post(
        f"/walks/{recording.walk}/decisions", {"target": problem, "field": "void", "chosen": chosen}
    )
    assert reply.status_code == 303 and kept(problem).struck == before
    assert "等联络员定" in browser.get(f"/walks/{recording.walk}").text


def test_a_newer_phones_wish_waits_too_when_the_server_learns_to_read_it(app, recording, clerk, coordinator, monkeypatch):
    from zlc.walks.entries import kinds
    from zlc.walks.journal import held

    problem = recording.problem()
    rules = kinds.RULES.pop("amend")
    try:
        entry, result = strike(clerk, recording.walk, problem)
        assert result["why"] == "unknown_kind"
    finally:
        kinds.RULES["amend"] = rules
        from zlc.walks.entries.entry import read_body

        read_body.cache_clear()
    with app.app_context():
        assert held.release_what_is_understood() == 0
        db.session.commit()
        assert db.session.get_one(Entry, entry).why == "strikes_out"
        folding.catch_up()
        assert db.session.get_one(Problem, problem).state == "new"


def test_a_strike_out_in_another_walks_name_changes_nothing(recording, clerk, kept, record):
    other = record("colleague")
    problem = recording.problem()
    assert strike(clerk, other.walk, problem)[1]["status"] == "stored"
    assert kept(problem).struck is False


def test_a_push_without_a_wish_asks_nothing_more(app, recording, clerk, monkeypatch):
    from zlc import sql

    asked, ask = [], sql.ask
    monkeypatch.setattr(sql, "ask", lambda *queries: asked.extend(query[0] for query in queries) or ask(*queries))
    clerk.push([clerk.make(recording.walk, "note", {"text": "一笔"})])
    assert not [query for query in asked if "author_id from entries where id" in query or "from units" in query]
    strike(clerk, recording.walk, recording.problem())
    assert [query for query in asked if "author_id from entries where id" in query]


def test_a_walk_begun_by_somebody_elses_entry_is_its_openers_to_strike(app, clerk, visit):
    """Whoever opened it is its recorder, whichever entry came first."""
    walk, recorder = uuid7(), Phone.of(visit("recorder"))
    assert clerk.push([clerk.make(walk, "note", {"text": "先到"})]).json["results"][0]["status"] == "stored"
    opened = recorder.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    recorder.push([opened])
    assert strike(clerk, walk, opened["id"])[1]["status"] == "held"
    assert strike(recorder, walk, opened["id"])[1]["status"] == "stored"
    assert walk_of(app, walk).status == "void"
