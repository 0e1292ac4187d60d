"""Android shares pictures into the app: kept by the phone's worker without network, and asked where they belong."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.on_server import counted, walk_of
from tests.e2e.sharing import SHARE, picture, share
from tests.e2e.thumb import begin, go_home, next_step, send, status, tap
from zlc.walks.photos.pictures.sizes import LONG_EDGE


def test_shared_without_network_killed_and_taken_into_the_running_walk(recorder, server):
    recorder.close()
    page = recorder.open()
    server.stop()
    recorder.go()
    begin(page, "灵活就业人员参保登记", "先开始的")
    go_home(page)
    begin(page, "单位社保跨区迁移", "正在走的")
    next_step(page, "开始咨询")
    share(page, picture(10), picture(200), picture(200))
    recorder.kill()  # nobody has said anything yet

    page = recorder.open()
    recorder.go()
    page.get_by_role("button", name="分享来的照片 3 张，还没有放好").click()
    page.get_by_text("3 张，已存在本机。").wait_for()
    choices = page.locator(".list .item strong")
    expect(choices).to_have_text(["单位社保跨区迁移", "灵活就业人员参保登记"])
    choices.first.dblclick()
    page.locator(".undo", has_text="照片已存下").wait_for()
    page.locator(".hero", has_text="咨询").wait_for()
    recorder.kill()

    page = recorder.open()
    recorder.go()
    status(page, "已存本机 · 6 条 2 张待传")
    server.start()
    send(page)
    assert counted(page, "正在走的") == {"open": 1, "stage": 1, "photo": 3}
    assert counted(page, "先开始的") == {"open": 1}
    made = [data for kind, data in walk_of(page, "正在走的") if kind == "photo"]
    assert {(one["width"], one["height"]) for one in made} == {(LONG_EDGE, round(LONG_EDGE * 2 / 3))}
    kept = [path.read_bytes() for path in (server.folder / "photos").rglob("*") if path.is_file()]
    assert not any(b"SecretCamera" in one for one in kept)
    page.evaluate("location.hash = '#/shared'")
    page.get_by_text("没有等着放的照片").wait_for()


def test_shared_while_no_walk_runs_it_stays_until_it_is_thrown_away(recorder, server):
    recorder.close()
    page = recorder.open()
    server.stop()
    recorder.go()
    share(page, picture(10))
    page.get_by_text("照片会一直留着").wait_for()
    recorder.close()
    page = recorder.open()
    recorder.go()
    page.get_by_role("button", name="分享来的照片 1 张，还没有放好").click()
    tap(page, "不要这些照片")
    page.get_by_role("heading", name="走流程", exact=True).wait_for()
    page.evaluate("location.hash = '#/shared'")
    page.get_by_text("没有等着放的照片").wait_for()


def test_what_cannot_be_kept_is_said(recorder):
    page = recorder.page
    page.evaluate(SHARE, [""])
    page.get_by_role("alert").filter(has_text="有照片没有收下").wait_for()
    page.get_by_text("没有等着放的照片").wait_for()


def test_a_phone_that_is_not_ready_for_it_is_told_so(server):
    form = urllib.request.Request(f"{server.url}/field/share/", data=b"photos=x", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(form)
    assert refused.value.code == 409
    assert "照片都还在手机相册里" in refused.value.read().decode()
