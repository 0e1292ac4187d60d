"""What a thumb covered is nowhere: not on the phone, not on the server, in no size."""

import pytest
from playwright.sync_api import expect

from tests.e2e.on_disk import pictures
from tests.e2e.on_server import walk_of
from tests.e2e.snapshots import MAKER, PAPER, brightest_on_paper, colour, hall, opened
from tests.e2e.thumb import (
    becomes,
    begin,
    choose_from_album,
    drag,
    go_home,
    next_step,
    open_to_draw,
    send,
    status,
    take_photo,
    tap,
)
from zlc.walks.photos.pictures.sizes import LONG_EDGE

MATTER = "单位社保跨区迁移"
# JPEG mixes what lies in one block of 16 pixels: the grey around comes in. The paper has a colour of 255, and is 105 light.
COLOURED, LIGHT = 30, 60
FETCH = """ids => Promise.all(ids.flatMap((id) => ['thumb', 'page', 'full'].map(async (size) => {
  const answer = await fetch(`/api/v1/photos/${id}?size=${size}`);
  if (!answer.ok) throw new Error(answer.status);
})))"""
PHOTO_IDS = """async () => (await (await fetch('/api/v1/changes?limit=1000')).json()).entries
  .filter((entry) => JSON.parse(entry.body).kind === 'photo').map((entry) => entry.id)"""


def cover_the_paper(page):
    left, top, right, bottom = PAPER
    drag(page, (left, top), (0.4, 0.5), (right, bottom))
    page.get_by_text("已遮挡 1 处，箭头 0 个").wait_for()


def assert_covered(data):
    assert b"Exif" not in data and MAKER.encode() not in data
    picture = opened(data)
    assert colour(picture) < COLOURED, f"of the paper something is left at {picture.size}"
    assert brightest_on_paper(picture) < LIGHT, f"what was covered is not black at {picture.size}"


def on_the_server(server, page):
    """Every photo file that came with this story, in each size that anybody can ask for."""
    page.evaluate(FETCH, page.evaluate(PHOTO_IDS))
    return [path.read_bytes() for path in (server.folder / "photos").rglob("*") if path.is_file()]


def test_the_picture_of_these_stories_shows_what_is_to_be_covered(tmp_path):
    data = hall(tmp_path / "hall.jpg").read_bytes()
    assert MAKER.encode() in data and colour(opened(data)) > 200


@pytest.mark.parametrize("orientation", [1, 6])
def test_what_was_covered_is_in_no_size_on_the_phone_or_the_server(recorder, server, tmp_path, orientation):
    before = {path for path in (server.folder / "photos").rglob("*") if path.is_file()}
    picture = hall(tmp_path / "hall.jpg", orientation=orientation)
    server.stop()
    page = recorder.page
    begin(page, MATTER, "遮挡")
    open_to_draw(page, picture)
    cover_the_paper(page)
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    becomes(lambda: len(pictures(page)), 2)
    for data in pictures(page):
        assert_covered(data)

    server.start()
    go_home(page)
    send(page)
    (photo,) = [data for kind, data in walk_of(page, "遮挡") if kind == "photo"]
    assert photo["redacted"] is True
    on_the_server(server, page)
    arrived = [path for path in (server.folder / "photos").rglob("*") if path.is_file() and path not in before]
    mine = [path for path in arrived if path.name.startswith(photo["sha256"])]
    assert len(mine) == 3, "full, page and thumb"
    for path in mine:
        assert_covered(path.read_bytes())


def test_the_uncovered_picture_never_touches_the_phones_disk(recorder, server, tmp_path):
    """Not while it is drawn on, not after the browser was killed over it, not once it is stored."""
    picture = hall(tmp_path / "hall.jpg")
    server.stop()
    page = recorder.page
    begin(page, MATTER, "没有存下")
    open_to_draw(page, picture)
    cover_the_paper(page)
    assert pictures(page) == [] and holding(recorder.profile) == []
    recorder.kill()
    assert holding(recorder.profile) == []

    page = recorder.open()
    recorder.go()
    page.get_by_role("dialog").get_by_text("刚才有 1 张照片还没有存下，页面就关了，没有留下。").wait_for()
    page.get_by_text("先遮挡、画箭头", exact=True).check()  # the browser keeps it a moment later than the rest
    choose_from_album(page, picture)
    cover_the_paper(page)
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    recorder.kill()
    assert holding(recorder.profile) == []


def holding(profile):
    """The files of the browser's profile with the camera's own bytes in them."""
    return [path for path in profile.rglob("*") if path.is_file() and MAKER.encode() in path.read_bytes()]


def test_leaving_and_coming_back_finds_the_picture_and_what_was_drawn(recorder, tmp_path):
    page = recorder.page
    begin(page, MATTER, "滑出了边")
    open_to_draw(page, hall(tmp_path / "hall.jpg"))
    cover_the_paper(page)
    page.go_back()
    page.get_by_role("alert").filter(has_text="刚拍的照片还没有存下").wait_for()
    assert pictures(page) == []
    tap(page, "拍照")
    page.get_by_text("已遮挡 1 处，箭头 0 个").wait_for()
    expect(page.get_by_role("alert")).to_have_count(0)
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    for data in pictures(page):
        assert_covered(data)


FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
  IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
}"""


def test_a_full_phone_loses_neither_the_picture_nor_what_was_drawn(recorder, tmp_path):
    page = recorder.page
    begin(page, MATTER, "满了")
    open_to_draw(page, hall(tmp_path / "hall.jpg"))
    cover_the_paper(page)
    page.evaluate(FULL)
    tap(page, "存下")
    page.get_by_role("dialog").get_by_role("alert").filter(has_text="手机空间不足").wait_for()
    page.get_by_text("已遮挡 1 处，箭头 0 个").wait_for()
    page.evaluate("window.makeRoom()")
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    becomes(lambda: len(pictures(page)), 2)
    for data in pictures(page):
        assert_covered(data)


def test_marks_are_undone_one_by_one_and_an_unwanted_picture_is_not_kept(recorder, tmp_path):
    page = recorder.page
    begin(page, MATTER, "撤销")
    open_to_draw(page, hall(tmp_path / "hall.jpg"))
    cover_the_paper(page)
    page.get_by_text("箭头", exact=True).click()
    drag(page, (0.1, 0.9), (0.3, 0.6))
    page.get_by_text("已遮挡 1 处，箭头 1 个").wait_for()
    tap(page, "撤销一处")
    page.get_by_text("已遮挡 1 处，箭头 0 个").wait_for()
    tap(page, "撤销一处")
    page.get_by_text("按住拖出一块").wait_for()
    tap(page, "不要这张")
    page.locator(".sheet #shoot").wait_for()
    assert pictures(page) == []


PLACE = "rect => ['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)))"


def test_without_a_pointer_a_mark_is_set_moved_and_stretched(recorder, tmp_path):
    page = recorder.page
    begin(page, MATTER, "键盘")
    open_to_draw(page, hall(tmp_path / "hall.jpg"))
    expect(page.locator(".board svg")).to_be_focused()
    page.keyboard.press("Enter")
    rect = page.locator(".board rect")
    x, y, width, height = rect.evaluate(PLACE)
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight"):
        page.keyboard.press(key)
    becomes(lambda: rect.evaluate(PLACE), lambda now: now[0] < x and now[1] < y and now[2] > width and now[3] == height)


def test_an_arrow_and_the_strip_are_drawn_and_only_if_wished(recorder, server, tmp_path):
    page = recorder.page
    begin(page, MATTER, "说明条")
    next_step(page, "开始咨询")
    open_to_draw(page, hall(tmp_path / "hall.jpg"))
    cover_the_paper(page)
    page.get_by_text("箭头", exact=True).click()
    drag(page, (0.1, 0.9), (0.3, 0.7))
    page.get_by_text("加说明条", exact=True).click()
    page.get_by_text("咨询 · 单位社保跨区迁移").wait_for()
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    drawn = opened(pictures(page)[0])
    assert drawn.width == LONG_EDGE and drawn.height > round(LONG_EDGE * 2 / 3) + 100, "the strip lies below, not over the picture"
    red, green, blue = drawn.getpixel((round(0.2 * LONG_EDGE), round(0.8 * LONG_EDGE * 2 / 3)))
    assert red > 150 and green < 80 and blue < 80
    strip = drawn.crop((0, drawn.height - 60, drawn.width, drawn.height)).convert("L")
    assert strip.getextrema()[0] < 40 and strip.getextrema()[1] > 200, "white words on black"


def test_who_wishes_nothing_has_the_photo_stored_as_soon_as_it_is_taken(recorder, tmp_path):
    page = recorder.page
    begin(page, MATTER, "直接存")
    take_photo(page, hall(tmp_path / "hall.jpg"))
    page.locator(".undo", has_text="照片已存下").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    (photo,) = [data for kind, data in walk_of(page, "直接存") if kind == "photo"]
    assert photo["redacted"] is False and (photo["width"], photo["height"]) == (LONG_EDGE, round(LONG_EDGE * 2 / 3))
