"""A photo can be looked at where it is met, without network; and more can be added to what was recorded."""

import json
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_disk import own_entries
from tests.e2e.thumb import back_at_the_walk, becomes, begin, big_button, box_of, next_step, tap

MATTER = "单位社保跨区迁移"


@pytest.fixture
def three(tmp_path):
    paths = [tmp_path / f"{shade}.jpg" for shade in (10, 120, 230)]
    for path, shade in zip(paths, (10, 120, 230), strict=True):
        Image.new("RGB", (1600, 1200), (shade, 90, 120)).save(path)
    return paths


def choose(page, paths):
    tap(page, "拍照")
    page.locator("#album").set_input_files(paths)
    page.locator(".undo", has_text="照片已存下").wait_for()


def look(page):
    """The photo on the whole screen: its red, how far it is grown, and its width; nothing until it is there."""
    return page.evaluate("""() => {
      const image = document.querySelector('.stage img');
      if (!image?.naturalWidth) return [null, null, null];
      const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0, 1, 1);
      return [context.getImageData(0, 0, 1, 1).data[0], new DOMMatrix(getComputedStyle(image).transform).a, image.naturalWidth];
    }""")


def stage_of(page):
    """Where the photo lies, once it is the photo that lies there."""
    return box_of(page.locator(".stage:has(img)"))


def pinch(page, apart):
    """Two fingers that go from 100 px apart to `apart`."""
    touches = page.context.new_cdp_session(page)
    box = stage_of(page)
    across, down = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def send(kind, gap):
        points = [{"x": across + side * gap / 2, "y": down, "id": number} for number, side in enumerate((-1, 1))]
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points if gap else []})

    send("touchStart", 100)
    for gap in range(100, apart, 20):
        send("touchMove", gap)
    send("touchMove", apart)
    send("touchEnd", 0)


def photographed(page):
    """What each photo on the phone's disk is of."""
    made = [json.loads(row["body"]) for row in own_entries(page)]
    return [one["data"]["of"] for one in made if one["kind"] == "photo"]


def open_the_earliest(page):
    """Of the three; on the walk's screen the latest stands first."""
    expect(page.get_by_role("link", name="打开照片")).to_have_count(3)
    page.get_by_role("link", name="打开照片").last.click()


def test_from_the_walk_whole_without_network_and_on_to_the_next_by_button_swipe_and_key(recorder, server, three):
    page = recorder.page
    begin(page, MATTER, "看照片")
    choose(page, three)
    server.stop()
    open_the_earliest(page)
    page.get_by_role("heading", name="照片 1 / 3").wait_for()
    becomes(lambda: look(page), [pytest.approx(10, abs=3), 1, 1600])
    tap(page, "下一张")
    page.get_by_role("heading", name="照片 2 / 3").wait_for()
    becomes(lambda: look(page)[0], pytest.approx(120, abs=3))
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="照片 3 / 3").wait_for()
    expect(page.get_by_role("button", name="下一张")).to_be_disabled()
    box = stage_of(page)
    page.mouse.move(box["x"] + 60, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 90, steps=4)
    page.mouse.up()
    page.get_by_role("heading", name="照片 2 / 3").wait_for()
    page.go_back()
    big_button(page, "开始咨询").wait_for()
    expect(page.get_by_role("dialog")).to_have_count(0)
    tap(page, "更多")
    page.go_back()
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_role("link", name="打开照片").first.click()
    tap(page, "关闭")
    page.get_by_role("dialog").wait_for(state="detached")


def test_two_fingers_make_it_larger_and_the_next_one_is_whole_again(recorder, three):
    page = recorder.page
    begin(page, MATTER, "放大")
    choose(page, three)
    open_the_earliest(page)
    page.get_by_role("heading", name="照片 1 / 3").wait_for()
    pinch(page, 300)
    becomes(lambda: look(page)[1], pytest.approx(3, abs=0.1))
    tap(page, "缩小")
    becomes(lambda: look(page)[1], 1)
    tap(page, "放大")
    becomes(lambda: look(page)[1], 2.5)
    tap(page, "下一张")
    page.get_by_role("heading", name="照片 2 / 3").wait_for()
    becomes(lambda: look(page)[1], 1)


def test_more_photos_are_added_to_a_recorded_problem_and_its_sheet_shows_them(recorder, three):
    page = recorder.page
    begin(page, MATTER, "后来再拍")
    next_step(page, "开始咨询")
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("叫号屏前排到门口")
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    back_at_the_walk(page)
    page.evaluate("location.hash = `${location.hash}/record`")
    page.get_by_role("link", name=re.compile("^问题")).click()
    tap(page, "加照片")
    page.locator("#album").set_input_files(three[:2])
    page.get_by_role("button", name="再加照片").wait_for()
    expect(page.get_by_role("dialog").locator("figure img")).to_have_count(2)
    (problem,) = [row["id"] for row in own_entries(page) if '"kind":"problem"' in row["body"]]
    becomes(lambda: photographed(page), [problem, problem])
    page.get_by_role("dialog").get_by_role("link", name="打开照片").last.click()
    page.get_by_role("heading", name="照片 2 / 2").wait_for()
    page.get_by_text("叫号屏前排到门口").last.wait_for()
    tap(page, "关闭")
    page.get_by_role("button", name="再加照片").wait_for()


@pytest.mark.parametrize("kind", ["记需求", "材料"])
def test_needs_and_materials_take_photos_too(recorder, three, kind):
    page = recorder.page
    begin(page, MATTER, "都能加")
    if kind == "记需求":
        tap(page, "记需求")
        page.get_by_label("希望什么").fill("想要一张流程图")
        tap(page, "存下")
    else:
        back_at_the_walk(page)
        page.evaluate("location.hash = `${location.hash}/particulars/materials`")
        page.get_by_label("材料名称").fill("户口簿")
        tap(page, "存下")
    walk = re.search(r"walk/([^/]+)", page.url)[1]
    page.locator(".undo").wait_for()
    if kind == "记需求":
        back_at_the_walk(page)
    page.evaluate(f"location.hash = '#/walk/{walk}/record'")
    page.get_by_role("link", name=re.compile("^(需求|材料)")).click()
    tap(page, "加照片")
    page.locator("#album").set_input_files(three[0])
    page.get_by_role("button", name="再加照片").wait_for()


def test_several_chosen_at_once_are_counted_and_taken_back_together(recorder, three):
    page = recorder.page
    begin(page, MATTER, "一起撤销")
    choose(page, three)
    page.locator(".undo", has_text="3 张照片已存下").wait_for()
    tap(page, "撤销")
    page.locator(".undo").wait_for(state="detached")
    back_at_the_walk(page)
    page.evaluate("location.hash = `${location.hash}/record`")
    expect(page.locator(".mark", has_text="已撤销")).to_have_count(3)
    expect(page.locator("figure")).to_have_count(0)
