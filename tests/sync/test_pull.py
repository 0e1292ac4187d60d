"""GET /changes: everything in one's scope, nothing twice, nothing of others."""

import pytest

from tests.phones import Phone
from zlc.accounts.models import Person
from zlc.database import db, uuid7


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def test_a_colleague_receives_every_entry_once_in_pages(phone, visit):
    for _ in range(3):
        phone.a_walk()
        phone.push()
    other = Phone.of(visit("colleague"))
    for limit in (1, 4, 7, 1000):
        got = other.pull_all(limit)
        assert [e["id"] for e in got] == [e["id"] for e in phone.entries]
        assert [e["body"] for e in got] == [e["body"] for e in phone.entries]
        assert all(isinstance(e["at_server"], int) and isinstance(e["commit"], int) for e in got)


@pytest.mark.parametrize("others", [0, 3, 30, 120], ids=lambda count: f"{count}_pages_of_others")
def test_a_few_entries_among_many_of_others_come_in_full_and_in_order(phone, visit, others, monkeypatch):
    limit, stranger = 4, Phone.of(visit("stranger"))
    monkeypatch.setattr("zlc.sync.pull.STRETCHES", (1, 4, 16))

    def much_of_others():
        walk = stranger.a_walk()
        for number in range(others * limit // 2):
            stranger.make(walk, "note", {"text": f"别的单位的第 {number} 条"})
        stranger.push()
        stranger.entries.clear()
        stranger.device = Phone.of(stranger.browser).device

    for _ in range(3):
        much_of_others()
        phone.a_walk()
        phone.push(phone.entries[-11:])
    much_of_others()
    whole = phone.pull(limit=1000).json
    assert [e["id"] for e in whole["entries"]] == [e["id"] for e in phone.entries] and not whole["more"]
    cursor, entries, problems, pages = "", [], [], 0
    while True:
        page = phone.pull(cursor, limit=limit).json
        assert len(page["entries"]) + len(page["problems"]) <= limit
        entries, problems, cursor, pages = entries + page["entries"], problems + page["problems"], page["cursor"], pages + 1
        if not page["more"]:
            break
    assert entries == whole["entries"] and problems == whole["problems"] and len(problems) == 3
    assert pages < 3 * len(entries)


def test_a_later_pull_brings_only_what_is_new(phone):
    phone.a_walk()
    phone.push()
    first = phone.pull().json
    assert len(first["entries"]) == 11 and len(first["problems"]) == 1
    assert phone.pull(first["cursor"]).json["entries"] == []
    phone.a_walk()
    phone.push(phone.entries[11:])
    assert len(phone.pull(first["cursor"]).json["entries"]) == 11


def test_a_desk_verb_sends_the_problem_again(phone, visit):
    phone.a_walk()
    phone.push()
    first = phone.pull().json
    problem = first["problems"][0]["id"]
    desk = visit("coordinator")
    desk.get(f"/problems/{problem}")
    assert desk.post(f"/problems/{problem}/confirmation").status_code == 303
    second = phone.pull(first["cursor"]).json
    assert [(p["id"], p["state"]) for p in second["problems"]] == [(problem, "confirmed")]


def test_strangers_receive_nothing_office_and_supervisor_everything(phone, visit):
    phone.a_walk()
    phone.push()
    assert Phone.of(visit("stranger")).pull_all() == []
    assert Phone.reader(visit("admin")).pull_all() == []
    assert len(Phone.of(visit("office")).pull_all()) == 11
    assert len(Phone.reader(visit("supervisor")).pull_all()) == 11


@pytest.mark.parametrize(
    "cursor",
    ["nonsense", "1.2", "1.1.zzzzzzzz.00000000", "9" * 40 + ".1.a.b", "99.1.abcdefab.x", "-1.0.a.b", "1.--1.a.b", "².1.a.b",
     "1.².a.b"],
)
def test_a_cursor_of_another_history_is_reset(phone, cursor):
    told = phone.pull(cursor).json
    assert told["reset"] is True and told["cursor"] == "" and told["entries"] == []


@pytest.mark.parametrize("place", ["0.2147483648.", "0.-999999999999999999.", "999999999999999999.0.", "7.0."])
def test_a_place_that_was_never_given_is_reset(phone, place):
    scope = phone.pull().json["cursor"].rpartition(".")[2]
    told = phone.pull(f"{place}.{scope}")
    assert told.status_code == 200 and told.json["reset"] is True


def test_a_changed_unit_is_reset(app, world, phone):
    cursor = phone.pull().json["cursor"]
    assert phone.pull(cursor).json["reset"] is False
    with app.app_context():
        db.session.get(Person, world.people["recorder"]).unit_id = world.units["other"]
        db.session.commit()
    assert phone.pull(cursor).json["reset"] is True


@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_whoever_records_nothing_receives_nothing_of_their_own_unit_either(app, world, phone, visit, username):
    with app.app_context():
        db.session.get(Person, world.people[username]).unit_id = world.units["home"]
        db.session.commit()
    phone.a_walk()
    phone.push()
    assert Phone.reader(visit(username)).pull_all() == []


def test_a_walk_handed_to_another_unit_is_gone_here_and_whole_there(world, phone, visit):
    walk = phone.a_walk()
    phone.push()
    cursor = phone.pull().json["cursor"]
    there = Phone.of(visit("stranger"))
    there_cursor = there.pull().json["cursor"]
    opened = phone.entries[0]["id"]
    wish = phone.make(
        walk,
        "amend",
        {"target": opened, "set": {"unit": {"value": world.units["other"], "saw": []}}, "reason": "单位选错"},
    )
    phone.push(phone.entries[11:])
    assert phone.pull(cursor).json["gone"] == [] and there.pull(there_cursor).json["entries"] == []
    for username, verb in (("coordinator", "letting-go"), ("coordinator2", "taking")):
        desk = visit(username)
        desk.get("/held")
        assert desk.post(f"/handovers/{wish['id']}/{verb}").status_code == 303
    assert phone.pull(cursor).json["gone"] == [walk]
    assert len(there.pull(there_cursor).json["entries"]) == 12


def test_what_is_held_is_not_sent_to_others(phone, visit):
    phone.make(uuid7(), "teleport", {})
    phone.push()
    assert Phone.of(visit("colleague")).pull_all() == []
