"""POST /entries: once, unaltered, never refused."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.browser import Browser
from tests.databases import settings_for
from tests.phones import Phone, sha256
from tests.rescues import file_of, send
from tests.worlds import build_world
from zlc import clock, create_app
from zlc.database import db, uuid7
from zlc.walks.models import Device, Entry, Walk


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def journal(browser, walk):
    return browser.api("GET", f"/walks/{walk}/journal")


def rows(app):
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(Entry.id)))


def test_what_is_pushed_is_stored_with_identical_bytes(app, phone):
    phone.a_walk()
    told = phone.push().json
    assert told["acked"] == 11 and told["chain"] == "ok" and told["forked"] is False
    assert {r["status"] for r in told["results"]} == {"stored"}
    assert not any(r["duplicate"] for r in told["results"])
    with app.app_context():
        for entry in phone.entries:
            assert db.session.get(Entry, entry["id"]).body == entry["body"].encode()


def test_the_journal_says_of_each_amendment_whether_it_counts(phone):
    walk = phone.a_walk()
    target = phone.entries[2]["id"]
    ids = []
    for text in ("一", "二"):
        change = {"step": {"value": text, "saw": ids[:]}}
        ids.append(phone.make(walk, "amend", {"target": target, "set": change, "reason": "记错"})["id"])
    phone.push()
    told = {one["id"]: one.get("effective") for one in journal(phone.browser, walk).json["entries"]}
    assert [told[id_] for id_ in ids] == [False, True]
    assert {told[one["id"]] for one in phone.entries} == {None, False, True}, "the others are no amendments"


def test_twice_and_in_shuffled_batches_gives_the_same_journal(store, tmp_path, world, phone):
    """The same set of entries, whatever its order of arrival, is the same walk to the byte."""
    now = clock.now_ms()
    walk = phone.a_walk(world.matter)
    opened, consult, form = (phone.entries[n]["id"] for n in range(3))
    phone.make(walk, "amend", {"target": form, "set": {"at": {"value": now, "saw": []}}, "reason": "记错"})
    phone.make(
        walk, "amend", {"target": form, "set": {"at": {"value": now - 9, "saw": []}}, "reason": "也记错"}
    )
    phone.make(
        walk, "amend", {"target": consult, "set": {"void": {"value": True, "saw": []}}, "reason": "undo"}
    )
    phone.make(
        walk, "amend", {"target": opened, "set": {"place": {"value": "一楼", "saw": []}}, "reason": "补"}
    )
    seen = set()
    for seed in range(5):
        folder = tmp_path / str(seed)
        folder.mkdir()
        with clock.frozen_at(now + 60_000):
            seen.add(_pushed_in_disorder(store, folder, phone.entries, walk, seed))
    assert len(seen) == 1


def _pushed_in_disorder(store, folder, entries, walk, seed):
    """The journal and the state after pushing everything twice in small shuffled batches."""
    app = create_app(settings_for(store.fresh(folder), folder))
    with app.app_context():
        build_world()
    browser = Browser(app)
    browser.log_in("recorder")
    twin = Phone.of(browser)
    order = entries * 2
    random.Random(seed).shuffle(order)
    for start in range(0, len(order), 5):
        assert twin.push(order[start : start + 5]).status_code == 200
    page = journal(browser, walk).data.replace(twin.device.encode(), b"device")
    with app.app_context():
        state = db.session.get(Walk, walk).state_json
        db.session.remove()
        db.engine.dispose()
    return page, state


def test_pushing_everything_again_changes_no_byte_of_the_journal(phone):
    walk = phone.a_walk()
    phone.push()
    before = journal(phone.browser, walk).data
    for _ in range(2):
        told = phone.push().json
        assert all(r["duplicate"] and r["status"] == "stored" for r in told["results"])
    assert journal(phone.browser, walk).data == before


def test_a_changed_body_under_an_old_id_is_refused_and_changes_nothing(app, phone):
    walk = phone.a_walk()
    phone.push()
    before = journal(phone.browser, walk).data
    old = phone.entries[6]
    body = old["body"].replace("有人引导", "没人引导")
    told = phone.push([{**old, "body": body, "hash": sha256(body)}]).json
    assert told["results"][0]["status"] == "id_reused"
    assert journal(phone.browser, walk).data == before


def test_a_wrong_hash_stores_nothing_and_leaves_room_for_the_right_one(app, phone):
    phone.a_walk()
    entry = phone.entries[0]
    told = phone.push([{**entry, "hash": "0" * 64}]).json
    assert told["results"][0]["status"] == "bad_hash" and told["acked"] == 0
    assert rows(app) == 0
    told = phone.push([entry]).json
    assert told["results"][0] == {
        "id": entry["id"],
        "status": "stored",
        "duplicate": False,
        "at": told["results"][0]["at"],
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "teleport"}, "unknown_kind"),
        ({"v": 2}, "unknown_kind"),
        ({"walk": "not-a-uuid"}, "bad_body"),
        ({"data": {"stage": "lunch", "visit": 1}}, "bad_field"),
        ({"data": "text"}, "bad_field"),
    ],
)
def test_what_cannot_be_applied_is_held_and_the_queue_goes_on(phone, change, why):
    walk = uuid7()
    model = json.loads(phone.make(walk, "stage", {"stage": "queue", "visit": 1})["body"])
    phone.freeze(json.dumps(model | change))
    phone.make(walk, "note", {"text": "之后的一条"})
    told = phone.push().json
    assert [r["status"] for r in told["results"]] == ["stored", "held", "stored"]
    assert told["results"][1]["why"] == why and told["results"][1]["message"]
    assert told["acked"] == 3, "held counts as arrived"


@pytest.mark.parametrize(
    "body", ["", "not json", "[]", "null", "{}", '{"v":1}', '{"a":' * 5000, "\\ud800", '{"v":NaN}']
)
def test_a_body_that_cannot_be_read_is_kept_as_it_is(app, phone, body):
    entry = phone.freeze(body)
    told = phone.push().json
    assert told["results"][0]["status"] == "held" and told["results"][0]["why"] == "bad_body"
    with app.app_context():
        assert db.session.get(Entry, entry["id"]).body == body.encode()


def test_another_persons_entry_stops_the_whole_push(app, world, phone):
    phone.a_walk()
    phone.make(uuid7(), "note", {"text": "别人的"}, by=world.people["colleague"])
    reply = phone.push()
    assert reply.status_code == 403 and reply.json["error"]["code"] == "wrong_person"
    assert rows(app) == 0


def test_another_units_walk_takes_nothing_from_a_stranger(app, phone, visit):
    walk = phone.a_walk()
    phone.push()
    before = journal(phone.browser, walk).data
    thief = Phone.of(visit("stranger"))
    thief.make(walk, "note", {"text": "我来过"})
    thief.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"}, at=0)
    told = thief.push().json
    assert [r["why"] for r in told["results"]] == ["not_yours", "not_yours"]
    assert json.loads(journal(phone.browser, walk).data)["entries"] == json.loads(before)["entries"]


def test_nobody_opens_a_walk_in_another_units_name(world, phone):
    phone.make(
        uuid7(), "open", {"as": "applicant", "mode": "self", "channel": "hall", "unit": world.units["other"]}
    )
    assert phone.push().json["results"][0]["why"] == "not_yours"


def test_an_unknown_kind_of_any_length_is_held(phone):
    """PostgreSQL refuses what a column cannot hold, and with it the whole push."""
    phone.make(uuid7(), "k" * 500, {})
    assert phone.push().json["results"][0]["why"] == "unknown_kind"


@pytest.mark.parametrize("role", ["supervisor", "admin", "auditor"])
def test_roles_that_record_nothing_store_nothing(app, world, phone, visit, role):
    """No device, no entry, no photo, also by a device of the time when they did record; and a word that says so."""
    reader = Phone.of(visit("colleague"))
    reader.make(uuid7(), "note", {"text": "督导"})
    with app.app_context():
        world.person("colleague").roles = [role]
        db.session.commit()
    for reply in (
        send(reader.browser, file_of(reader)), reader.push(), reader.browser.api("POST", "/devices", {}),
        reader.browser.api("PUT", f"/photos/{'0' * 64}", data=b"x", headers={"Content-Type": "image/jpeg"}),
    ):  # fmt: skip
        assert (reply.status_code, reply.json["error"]["code"]) == (403, "records_nothing")
        assert "都还在" in reply.json["error"]["message"]
    assert rows(app) == 0
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Device)) == 2


def test_a_gap_holds_the_watermark_until_it_is_filled(phone):
    phone.a_walk()
    first, middle, rest = phone.entries[:3], phone.entries[3], phone.entries[4:]
    assert phone.push(first + rest).json["acked"] == 3
    told = phone.push([middle]).json
    assert told["acked"] == 11 and told["chain"] == "ok"


def test_a_broken_chain_is_noted_and_the_entries_are_kept(phone):
    phone.a_walk()
    entries = [dict(entry) for entry in phone.entries]
    entries[4]["chain"] = "f" * 64
    told = phone.push(entries).json
    assert told["chain"] == "broken" and {r["status"] for r in told["results"]} == {"stored"}


def test_a_cloned_phone_is_told_to_take_a_new_device(phone):
    walk = phone.a_walk()
    phone.push()
    twin = Phone(phone.browser, phone.person, phone.device, phone.epoch, phone.entries[:5])
    twin.make(walk, "note", {"text": "同一编号，另一部手机"})
    told = twin.push(twin.entries[5:]).json
    assert told["forked"] is True and told["results"][0]["status"] == "stored"
    assert phone.push().json["forked"] is False


def test_the_same_entry_twice_in_one_push_is_one_row(app, phone):
    entry = phone.make(uuid7(), "note", {"text": "一次"})
    told = phone.push([entry, entry]).json
    assert [r["duplicate"] for r in told["results"]] == [False, True]
    assert rows(app) == 1


def test_fifty_parallel_twins_make_one_row(app, phone):
    phone.a_walk()
    cookie = phone.browser.client.get_cookie("zlc").value

    def twin(_):
        browser = Browser(app)
        browser.client.set_cookie("zlc", cookie)
        return Phone(browser, phone.person, phone.device, phone.epoch, phone.entries).push()

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(twin, range(50)))
    assert {r.status_code for r in replies} == {200}
    assert rows(app) == 11
    fresh = [r for reply in replies for r in reply.json["results"] if not r["duplicate"]]
    assert len(fresh) == 11


def test_a_reoffered_entry_keeps_the_time_it_was_told(phone):
    entry = phone.make(uuid7(), "note", {"text": "早"})
    told = phone.push([{**entry, "at_server": 1_700_000_000_000}]).json
    assert told["results"][0]["at"] == 1_700_000_000_000


def test_server_time_is_corrected_by_the_senders_clock_and_never_in_the_future(phone):
    now = clock.now_ms()
    slow = phone.make(uuid7(), "note", {"text": "手机慢一小时"}, at=now - 3_600_000)
    fast = phone.make(uuid7(), "note", {"text": "手机快十年"}, at=now + 10 * 365 * 86_400_000)
    told = phone.push(sent_at=now - 3_600_000).json["results"]
    assert abs(told[0]["at"] - now) < 5_000
    assert told[1]["at"] <= clock.now_ms()
    assert [slow["id"], fast["id"]] == [r["id"] for r in told]


@pytest.mark.parametrize("at", [0, -62_000_000_000_000, 4_070_908_800_000, 2**52])
def test_any_date_is_stored(phone, at):
    phone.make(uuid7(), "stage", {"stage": "queue", "visit": 1}, at=at)
    assert phone.push().json["results"][0]["status"] == "stored"


@pytest.mark.parametrize(
    "text",
    [
        "长" * 10_000,
        "👨‍👩‍👧‍👦🇨🇳",
        "\u202eabc\u200b",
        "\x00\x07\x1b",
        "=cmd()",
        "<script>{{7*7}}</script>",
        "喆堃珺晞赟镕彧",
    ],
)
def test_any_text_arrives_unaltered(phone, text):
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": text})
    phone.make(walk, "problem", {"category": "other", "text": text, "severity": 1})
    assert {r["status"] for r in phone.push().json["results"]} == {"stored"}
    sent = {entry["id"]: entry["body"] for entry in phone.entries}
    assert {line["id"]: line["body"] for line in journal(phone.browser, walk).json["entries"]} == sent
    assert phone.browser.get(f"/walks/{walk}").status_code == 200
