"""What may happen to a phone in a hall: no network, a portal, a dead battery, a new version, a slip of the thumb."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.on_disk import until_draft_kept
from tests.e2e.on_server import kinds, walk_id, walk_of
from tests.e2e.recorded import Recorded
from tests.e2e.releases import next_release
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    begin,
    box_of,
    choose_size,
    go_home,
    next_step,
    open_settings,
    status,
    tap,
    write_note,
)

MATTER, OTHER = "单位社保跨区迁移", "灵活就业人员参保登记"


def test_a_captive_portal_neither_loses_nor_receives_anything(recorder):
    page = recorder.page
    portal = "<!doctype html><title>WiFi</title><h1>欢迎使用大厅免费 WiFi</h1>"
    recorder.context.route(
        re.compile("/api/"), lambda route: route.fulfill(status=200, content_type="text/html", body=portal)
    )
    begin(page, MATTER, "门户后面")
    next_step(page, "开始咨询")
    write_note(page, "网页认证没有过")
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    go_home(page)
    status(page, "已存本机 · 3 条待传")
    page.reload()
    status(page, "已存本机 · 3 条待传")

    recorder.context.unroute(re.compile("/api/"))
    status(page, "服务器已全部收到")
    assert kinds(page, "门户后面") == ["note", "open", "stage"]


def test_a_problem_half_written_survives_a_dead_battery(recorder, server):
    recorder.close()  # Chromium writes a new login to the disk after half a minute, or when it is closed
    page = recorder.open()
    server.stop()
    recorder.go()
    begin(page, MATTER, "电池没电")
    tap(page, "记问题")
    page.get_by_text("重", exact=True).click()
    page.get_by_label("发现了什么").fill("综合窗口 5 个只开 2 个，叫号很")
    until_draft_kept(page, "叫号很")
    recorder.kill()

    page = recorder.open()
    recorder.go()
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    tap(page, "记问题")
    field = page.get_by_label("发现了什么")
    expect(field).to_have_value("综合窗口 5 个只开 2 个，叫号很")
    expect(page.get_by_label("重", exact=True)).to_be_checked()
    field.fill("综合窗口 5 个只开 2 个，叫号很慢")
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    tap(page, "记问题")
    expect(page.get_by_label("发现了什么"), "a draft that was stored is gone").to_have_value("")

    server.start()
    page.reload()
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    found = [data for kind, data in walk_of(page, "电池没电") if kind == "problem"]
    assert [(one["text"], one["severity"]) for one in found] == [("综合窗口 5 个只开 2 个，叫号很慢", 3)]


def test_two_walks_under_way_at_once_keep_apart(recorder):
    page = recorder.page
    begin(page, MATTER, "第一件")
    next_step(page, "开始咨询")
    go_home(page)
    begin(page, OTHER, "第二件")
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    write_note(page, "第二件的话")
    go_home(page)

    for matter, step in ((MATTER, "咨询"), (OTHER, "取表填表")):
        page.get_by_role("link", name=re.compile(f"{matter}.*{step} \\d\\d:\\d\\d", re.S)).first.wait_for()
    page.get_by_role("link", name=re.compile(f"{MATTER}.*咨询 \\d\\d:\\d\\d", re.S)).first.click()
    page.locator(".hero", has_text="咨询").wait_for()
    write_note(page, "第一件的话")
    go_home(page)
    status(page, "服务器已全部收到")
    assert kinds(page, "第一件") == ["note", "open", "stage"]
    assert kinds(page, "第二件") == ["note", "open", "stage", "stage"]
    assert [data["text"] for kind, data in walk_of(page, "第二件") if kind == "note"] == ["第二件的话"]


def test_the_offline_check_tells_the_truth(new_phone, server):
    ready, bare = new_phone(), new_phone(service_workers="block")
    for phone in (ready, bare):
        phone.log_in("recorder", PASSWORD)
        status(phone.page, "服务器已全部收到")
        open_settings(phone.page)
        phone.page.get_by_text("离线就绪").click()
        phone.page.get_by_text("未放到桌面，也能用").wait_for()
        phone.page.get_by_text(re.compile("周. \\d\\d:\\d\\d 更新")).wait_for()
        phone.page.get_by_text(re.compile("周. \\d\\d:\\d\\d 全部收到")).wait_for()
    ready.page.get_by_text("没有网络也能打开", exact=True).wait_for()
    ready.page.get_by_text("就绪", exact=True).wait_for()
    bare.page.get_by_text("断网后打不开").wait_for()
    bare.page.get_by_text("还差一点").wait_for()
    for phone, words in ((ready, "就绪"), (bare, "还差一点")):
        go_home(phone.page)
        phone.page.get_by_text(words, exact=True).wait_for()

    server.stop()
    ready.page.reload()
    ready.page.get_by_text("本机记录人").wait_for()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        bare.page.reload()


def test_the_type_size_is_kept_by_the_phone(recorder, server):
    page = recorder.page
    choose_size(page, "特大")
    page.locator("html[data-size=huge]").wait_for(state="attached")
    server.stop()
    recorder.close()
    page = recorder.open()
    recorder.go()
    page.locator("html[data-size=huge]").wait_for(state="attached")
    assert box_of(page.get_by_role("button", name="开始走流程"))["height"] >= 60
    open_settings(page)
    page.get_by_label("特大").and_(page.locator(":checked")).wait_for(state="attached")


def test_a_stamp_taken_back_is_struck_out_and_the_desk_says_so(recorder):
    page = recorder.page
    begin(page, MATTER, "按错了")
    next_step(page, "开始咨询")
    tap(page, "撤销")
    page.locator(".hero", has_text="准备好了").wait_for()
    page.get_by_role("button", name="撤销").wait_for(state="detached")
    go_home(page)
    status(page, "服务器已全部收到")
    assert kinds(page, "按错了") == ["amend", "open", "stage"]

    walk = walk_id(page, "按错了")
    stage = json.loads(page.evaluate(f"fetch('/api/v1/walks/{walk}/journal').then((reply) => reply.text())"))
    assert len(stage["entries"]) == 3
    page.goto(f"{recorder.url}/walks/{walk}?entries=1")
    struck = page.locator(".struck")
    expect(struck).to_have_count(1)
    for words in ("咨询", "撤销"):
        expect(struck).to_contain_text(words, use_inner_text=True)


def test_a_new_version_waits_until_it_is_asked_for_and_keeps_what_is_unsent(recorder, server, tmp_path):
    page = recorder.page
    server.stop()
    begin(page, MATTER, "更新时")
    next_step(page, "开始咨询")
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("写到一半来了新版本")
    until_draft_kept(page, "写到一半")

    server.tree = next_release(tmp_path / "next")
    page.route(re.compile("/api/"), lambda route: route.abort())
    server.start()
    page.reload()
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => true)")
    expect(page.get_by_label("发现了什么")).to_have_value("写到一半来了新版本")
    expect(page.get_by_text("有新版本"), "in a walk nobody is asked to load a page anew").to_have_count(0)
    page.get_by_role("link", name="返回").click()
    go_home(page)
    expect(page.locator("meta[name=release]"), "nothing changes by itself").to_have_count(0)
    tap(page, "有新版本，点此更新")
    page.locator("meta[name=release]").wait_for(state="attached")
    status(page, "2 条待传")

    page.unroute(re.compile("/api/"))
    status(page, "服务器已全部收到")
    page.get_by_role("link", name=re.compile(f"{MATTER}.*咨询 \\d\\d:\\d\\d", re.S)).first.click()
    tap(page, "记问题")
    expect(page.get_by_label("发现了什么")).to_have_value("写到一半来了新版本")


def test_a_new_version_taken_on_another_tab_is_taken_here_with_a_tap_as_well(recorder, server, tmp_path):
    recorder.wait_until_ready_for_offline()
    page, other = recorder.go(), recorder.context.new_page()
    other.goto(page.url)
    server.tree = next_release(tmp_path / "next")
    server.stop()
    server.start()
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => true)")
    for tab in (page, other):
        tab.get_by_role("button", name="有新版本，点此更新").wait_for()
    for tab in (page, other):
        tab.get_by_role("button", name="有新版本，点此更新").click()
        tab.locator("meta[name=release]").wait_for(state="attached")
        tab.get_by_text("开始走流程", exact=True).wait_for()


def test_a_photo_of_another_phone_is_received_only_when_the_server_shows_it(phone):
    page = phone.log_in("recorder", PASSWORD, "/problems")
    walk = Recorded(phone.context, phone.url).queueing
    phone.go(f"/field/#/walk/{walk}/record")
    figure = page.locator("figure")
    figure.get_by_text("照片不在本机").wait_for()
    expect(figure).not_to_contain_text("服务器已收")
