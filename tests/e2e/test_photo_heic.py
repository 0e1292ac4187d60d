"""A photo that this browser cannot show is not lost, and not taken for one that was covered."""

import io

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_disk import pictures
from tests.e2e.on_server import walk_of
from tests.e2e.snapshots import MAKER, hall
from tests.e2e.thumb import begin, choose_from_album, go_home, status, take_photo, tap

MATTER = "单位社保跨区迁移"
UNCOVERABLE = "这张照片在这里不能遮挡"


@pytest.fixture
def heic(tmp_path):
    pillow_heif.register_heif_opener()
    path = hall(tmp_path / "hall.heic", (1200, 800))
    assert MAKER.encode() in path.read_bytes()
    return path


def ask_to_cover(page, path):
    tap(page, "拍照")
    page.get_by_text("先遮挡、画箭头", exact=True).click()
    choose_from_album(page, path)
    page.get_by_role("alert").filter(has_text=UNCOVERABLE).wait_for()


def arrived(server, page, companions):
    """The one photo entry of that walk, and its file on the server."""
    go_home(page)
    status(page, "服务器已全部收到")
    (photo,) = [data for kind, data in walk_of(page, companions) if kind == "photo"]
    sha256 = photo["sha256"]
    return photo, (server.folder / "photos" / sha256[:2] / sha256[2:4] / f"{sha256}.jpg").read_bytes()


def test_it_goes_as_it_came_and_the_server_makes_a_clean_jpeg_of_it(recorder, server, heic):
    page = recorder.page
    begin(page, MATTER, "原样")
    take_photo(page, heic)
    page.locator(".undo", has_text="照片已存下").wait_for()
    assert pictures(page) == [heic.read_bytes()]
    photo, kept = arrived(server, page, "原样")
    assert photo["redacted"] is False and MAKER.encode() not in kept
    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size) == ("JPEG", (1200, 800)) and not picture.getexif()


def test_who_wants_to_cover_it_is_told_that_this_cannot_be_done_and_may_drop_it(recorder, heic):
    page = recorder.page
    begin(page, MATTER, "不要")
    ask_to_cover(page, heic)
    tap(page, "不要这张")
    page.locator("label[for=album]").wait_for()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert pictures(page) == []


def test_or_keep_it_uncovered_knowingly(recorder, server, heic):
    page = recorder.page
    begin(page, MATTER, "照存")
    ask_to_cover(page, heic)
    tap(page, "不遮挡，原样存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    photo, kept = arrived(server, page, "照存")
    assert photo["redacted"] is False and MAKER.encode() not in kept


def test_a_strip_that_cannot_be_written_is_said_to_be_missing(recorder, heic):
    page = recorder.page
    begin(page, MATTER, "没有说明条")
    tap(page, "拍照")
    page.get_by_text("加说明条", exact=True).click()
    choose_from_album(page, heic)
    page.locator(".undo", has_text="照片已存下，这种格式加不上说明条").wait_for()
    assert pictures(page) == [heic.read_bytes()]
