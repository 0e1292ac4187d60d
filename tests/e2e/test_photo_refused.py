"""What is no picture is refused where it was chosen; what only the server can tell is said once, and can be ended."""

import re

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_disk import own_entries, pictures
from tests.e2e.sharing import picture, share
from tests.e2e.thumb import back_at_the_walk, becomes, begin, go_home, send, status, take_photo, tap

MATTER = "单位社保跨区迁移"
NO_PICTURE = "这个文件不是照片"


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "list.jpg"
    path.write_text("材料清单：身份证、户口簿\n", encoding="utf-8")
    return path


def photos_of(page):
    return [row for row in own_entries(page) if '"kind":"photo"' in row["body"]]


def test_a_text_named_like_a_photo_is_refused_at_once_and_the_home_page_stays_as_it_was(recorder, text):
    page = recorder.page
    begin(page, MATTER, "不是照片")
    take_photo(page, text)
    page.get_by_role("dialog").get_by_role("alert").filter(has_text=NO_PICTURE).wait_for()
    assert photos_of(page) == [] and pictures(page) == []
    tap(page, "关闭")
    page.get_by_role("dialog").wait_for(state="detached")
    go_home(page)
    status(page, "服务器已全部收到")


def test_of_several_chosen_the_pictures_are_kept_and_the_other_is_named(recorder, text, tmp_path):
    page = recorder.page
    whole = [tmp_path / f"{shade}.jpg" for shade in (10, 200)]
    for path, shade in zip(whole, (10, 200), strict=True):
        Image.new("RGB", (800, 600), (shade, 90, 120)).save(path)
    begin(page, MATTER, "混着选")
    tap(page, "拍照")
    page.locator("#album").set_input_files([whole[0], text, whole[1]])
    page.get_by_role("alert").filter(has_text=f"选了 3 个，有 1 个没有存。{NO_PICTURE}").first.wait_for()
    becomes(lambda: len(photos_of(page)), 2)


def test_of_several_shared_the_pictures_are_taken_and_the_other_can_be_thrown_away(recorder):
    page = recorder.page
    begin(page, MATTER, "分享来的")
    share(page, "JVBERi0xLjc=", picture(10))
    page.locator(".list .item", has_text=MATTER).click()
    page.get_by_role("alert").filter(has_text=NO_PICTURE).wait_for()
    page.get_by_text("1 张，已存在本机。").wait_for()
    becomes(lambda: len(photos_of(page)), 1)
    tap(page, "不要这些照片")
    page.get_by_role("heading", name="走流程", exact=True).wait_for()


def test_a_heic_that_has_not_gone_yet_is_said_to_be_here(recorder, server, tmp_path):
    pillow_heif.register_heif_opener()
    path = tmp_path / "hall.heic"
    Image.new("RGB", (640, 480), (90, 120, 10)).save(path)
    server.stop()
    page = recorder.page
    begin(page, MATTER, "还没传")
    take_photo(page, path)
    page.locator(".undo", has_text="照片已存下").wait_for()
    back_at_the_walk(page)
    page.evaluate("location.hash = `${location.hash}/record`")
    page.locator("figure", has_text="照片在本机").wait_for()
    expect(page.get_by_text("照片不在本机")).to_have_count(0)
    server.start()
    page.evaluate("history.go(-2)")
    page.get_by_role("heading", name="走流程", exact=True).wait_for()
    send(page)
    page.evaluate("history.go(2)")
    page.locator("figure img").wait_for()


def test_half_a_heic_is_refused_by_the_server_once_and_striking_it_ends_the_waiting(recorder, tmp_path):
    pillow_heif.register_heif_opener()
    path = tmp_path / "half.heic"
    Image.effect_noise((640, 480), 60).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    page = recorder.page
    begin(page, MATTER, "半张")
    take_photo(page, path)
    page.locator(".undo", has_text="照片已存下").wait_for()
    go_home(page)
    status(page, "1 张待传")
    status(page, "这个文件不是完整的照片，服务器没有收。")
    expect(page.locator(".card [role=status]").first).not_to_contain_text("稍后自动再传", use_inner_text=True)
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    back_at_the_walk(page)
    page.evaluate("location.hash = `${location.hash}/record`")
    page.get_by_role("heading", name="全部记录").wait_for()
    page.get_by_role("link", name=re.compile(r"^照片\s+\d+月")).click()  # its line, not its picture
    page.locator("#amend-reason").fill("只有半张")
    tap(page, "划去这一条")
    page.get_by_text("已划去", exact=True).first.wait_for()
    page.evaluate("location.hash = '#/'")
    status(page, "服务器已全部收到")
