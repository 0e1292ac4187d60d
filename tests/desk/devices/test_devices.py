"""上传核对: what has come from each phone, and what is known to be missing."""

import hashlib
import json

import pytest
from sqlalchemy import event

from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc.database import db, uuid7
from zlc.walks.known import fold_known
from zlc.walks.models import STATE_LEFT_OUT, Device, Walk


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def photo_entry(phone, walk, data, **more):
    return phone.make(walk, "photo", {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "of": None, **more})


def test_a_phone_that_has_sent_all_says_so(phone, coordinator):
    phone.a_walk()
    phone.push()
    page = coordinator.get("/devices").text
    assert "记录员甲" in page and "11 条" in page and "前 11 条连续收到" in page and "齐全" in page


def test_gaps_are_listed_as_ranges(phone, coordinator):
    phone.a_walk()
    phone.push([entry for entry in phone.entries if entry["seq"] not in (3, 5, 6, 7)])
    page = coordinator.get("/devices").text
    assert "第 3、5–7 条" in page and "4 条" in page and "前 2 条连续收到" in page and "还差一些" in page
    phone.push()
    assert "第 3、5–7 条" not in coordinator.get("/devices").text


def test_a_gap_at_the_very_beginning_counts(phone, coordinator):
    phone.a_walk()
    phone.push(phone.entries[2:])
    assert "第 1–2 条" in coordinator.get("/devices").text


def test_a_broken_chain_and_a_shared_number_are_said(phone, coordinator):
    phone.a_walk()
    phone.entries[4]["chain"] = "f" * 64
    phone.push()
    twin = phone.freeze('{"v":1}')
    phone.push([{**twin, "seq": 2}])
    page = coordinator.get("/devices").text
    assert "前后不一致" in page and "两台手机用过同一编号" in page


def test_a_caption_cut_inside_an_emoji_does_not_close_the_page(phone, coordinator):
    walk = phone.a_walk()
    cut = json.loads(photo_entry(phone, walk, b"x", caption="排队的人")["body"])
    cut["data"]["caption"] += "\ud83d"  # as browsers write it: an escape
    phone.entries.pop()
    phone.freeze(json.dumps(cut))
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}
    reply = coordinator.get("/devices")
    assert reply.status_code == 200 and "排队的人" in reply.text


def test_photos_that_have_not_come_are_listed_with_their_walk(phone, coordinator):
    walk = phone.a_walk()
    here, missing, struck = (picture(size=(64 + n, 48)) for n in range(3))
    photo_entry(phone, walk, here, caption="已来的窗口")
    photo_entry(phone, walk, missing, caption="等着的窗口")
    gone = photo_entry(phone, walk, struck, caption="划去的")
    phone.make(walk, "amend", {"target": gone["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "重了"})
    phone.push()
    put(phone.browser, here)
    page = coordinator.get("/devices").text
    assert "等着的窗口" in page and f'href="/walks/{walk}"' in page and "1 张" in page
    assert "已来的窗口" not in page and "划去的" not in page
    shown = coordinator.get(f"/walks/{walk}").text
    assert "2 张照片，已收 1 张" in shown
    still = shown.partition("还没有收到：")[2].partition("</ul>")[0]
    assert "等着的窗口" in still and "已来的窗口" not in still and "记录员甲" in still
    put(phone.browser, missing)
    assert "等着的窗口" not in coordinator.get("/devices").text
    assert "还没有收到：" not in coordinator.get(f"/walks/{walk}").text


def test_somebody_elses_bytes_do_not_make_a_photo_arrive(phone, visit, coordinator):
    data = picture()
    photo_entry(phone, phone.a_walk(), data, caption="同一张")
    phone.push()
    put(visit("colleague"), data)
    assert "同一张" in coordinator.get("/devices").text


def test_a_restricted_photos_caption_is_not_told(phone, coordinator):
    photo_entry(phone, phone.a_walk(), picture(), caption="张三的授权书", restricted=True)
    phone.push()
    page = coordinator.get("/devices").text
    assert "1 张" in page and "张三的授权书" not in page


def test_a_coordinator_sees_the_phones_of_the_own_unit_only(visit, phone, world):
    Phone.of(visit("stranger"))
    assert "记录员丙" not in visit("coordinator").get(f"/devices?unit={world.units['other']}").text
    assert "记录员甲" not in visit("coordinator2").get("/devices").text
    assert "记录员丙" in visit("coordinator2").get("/devices").text


@pytest.mark.parametrize("username", ["office", "supervisor", "admin"])
def test_the_office_and_who_keeps_accounts_choose_a_unit(visit, phone, world, username):
    browser = visit(username)
    assert "还没有手机登录过" in browser.get("/devices").text
    assert "记录员甲" in browser.get(f"/devices?unit={world.units['home']}").text
    assert browser.get("/devices?unit=nothing").status_code == 200


def test_who_keeps_accounts_reads_no_walks_there(visit, phone, world):
    walk = phone.a_walk()
    photo_entry(phone, walk, picture(), caption="不给管理员看")
    phone.push()
    page = visit("admin").get(f"/devices?unit={world.units['home']}").text
    assert "12 条" in page and walk not in page and "不给管理员看" not in page and 'href="/held"' not in page


@pytest.mark.parametrize("username", ["recorder", "colleague", "head", "clerk", "stranger", "auditor"])
def test_others_are_told_where_to_look(visit, username):
    reply = visit(username).get("/devices")
    assert reply.status_code == 403 and "手机首页" in reply.text


def test_without_login_one_is_asked_to_log_in(visit):
    assert "/login" in visit(None).get("/devices").location


def test_held_entries_are_counted_and_linked(phone, coordinator):
    phone.make(uuid7(), "hologram", {})
    phone.push()
    page = coordinator.get("/devices").text
    assert "待核对 1 条" in page and "1 条未用" in page and 'href="/held"' in page and 'href="/rescue"' in page


def test_what_is_written_on_the_desk_is_no_phone(app, coordinator, world):
    with app.app_context():
        db.session.add(Device(person_id=world.people["recorder"], desk=True, label="电脑"))
        db.session.commit()
    assert "还没有手机登录过" in coordinator.get("/devices").text


def test_a_large_walk_is_folded_once_for_all_the_photos_that_it_misses(phone, coordinator, app, monkeypatch):
    walk = phone.a_walk()
    for n in range(30):
        photo_entry(phone, walk, b"%d" % n, caption=f"第 {n} 张")
    phone.push()
    coordinator.get("/devices")
    with app.app_context():
        db.session.get_one(Walk, walk).state_json = STATE_LEFT_OUT
        db.session.commit()
    folds = []
    monkeypatch.setattr("zlc.walks.models.fold_known", lambda id_: folds.append(id_) or fold_known(id_))
    page = coordinator.get("/devices").text
    assert "第 29 张" in page and folds == [walk]


def test_as_many_photos_may_be_missing_as_there_are(phone, coordinator, app):
    """PostgreSQL takes 65,535 values in a statement, SQLite as it comes 32,766: one for each walk, not for each photo."""
    walk = phone.a_walk()
    for n in range(40):
        photo_entry(phone, walk, b"%d" % n)
    phone.push()
    coordinator.get("/devices")
    asked = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(len(call[3] or ())))
    assert coordinator.get("/devices").status_code == 200
    assert asked and max(asked) < 30
