"""A photo chosen and not yet kept: said while it is so, kept after a kill, or said to be gone where nothing of it may be kept."""

import pytest
from playwright.sync_api import expect

from tests.e2e.on_disk import own_entries, pictures
from tests.e2e.phone import Phone
from tests.e2e.snapshots import hall
from tests.e2e.thumb import begin, open_to_draw, status, tap

MATTER = "单位社保跨区迁移"
NOT_YET = "还没有存下"
# A phone that takes its time over twelve million pixels.
NEVER_DECODED = "() => { window.createImageBitmap = () => new Promise(() => {}); }"


def photos_of(page):
    return [row for row in own_entries(page) if '"kind":"photo"' in row["body"]]


@pytest.fixture
def halls(tmp_path):
    return [hall(tmp_path / f"{number}.jpg", (4000, 3000 + number)) for number in range(2)]


def choose_and_kill(phone: Phone, paths):
    """Before a pixel of them is decoded."""
    page = phone.page
    page.evaluate(NEVER_DECODED)
    tap(page, "拍照")
    page.get_by_label("照片说明（可不填）").fill("门口的队伍")
    page.locator("#album").set_input_files(paths)
    page.get_by_role("dialog").get_by_text(f"{NOT_YET}：正在存第 1 张，共 {len(paths)} 张").wait_for()
    assert photos_of(page) == []
    phone.kill()


def test_photos_chosen_and_killed_over_are_kept_at_the_next_start_with_their_words(recorder, server, halls):
    recorder.close()
    page = recorder.open()
    server.stop()
    recorder.go()
    begin(page, MATTER, "选了就关")
    choose_and_kill(recorder, halls)

    page = recorder.open()
    recorder.go()
    expect(page.locator(".undo")).to_contain_text("2 张照片已存下")
    assert [row["body"].count("门口的队伍") for row in photos_of(page)] == [1, 1]
    assert len(pictures(page)) == 4, "each with its small one"
    page.evaluate("location.hash = '#/'")
    status(page, "3 条 2 张待传")
    page.reload()
    status(page, "3 条 2 张待传")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_reload_while_a_photo_is_covered_says_that_it_is_gone(recorder, halls):
    page = recorder.page
    begin(page, MATTER, "遮挡时刷新")
    tap(page, "拍照")
    page.get_by_text("先遮挡、画箭头", exact=True).click()
    page.locator("#album").set_input_files(halls)
    page.locator(".board canvas").wait_for()
    page.get_by_role("dialog").get_by_text(NOT_YET).wait_for()
    page.reload()
    page.get_by_role("dialog").get_by_text("刚才有 2 张照片还没有存下，页面就关了，没有留下。").wait_for()
    assert photos_of(page) == []
    page.reload()
    page.get_by_label("照片说明（可不填）").wait_for()
    expect(page.get_by_text("没有留下"), "once it was told, it is not told again").to_have_count(0)


def test_of_what_was_covered_and_kept_nothing_is_missed(recorder, halls):
    page = recorder.page
    begin(page, MATTER, "存好了")
    open_to_draw(page, halls[0])
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    expect(page.get_by_role("dialog")).to_have_count(0)  # a reload in the middle of a step back is no reload
    page.reload()
    page.locator(".hero").wait_for()
    expect(page.get_by_text("没有留下")).to_have_count(0)
    assert len(photos_of(page)) == 1


