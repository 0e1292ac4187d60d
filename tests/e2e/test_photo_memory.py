"""A cheap phone ends a page that takes too much memory, and with it the photo: 12 and 48 million pixels stay under 500 MB."""

import pytest

from tests.e2e.on_disk import pictures
from tests.e2e.phone import Phone
from tests.e2e.snapshots import hall, opened
from tests.e2e.thumb import begin, drag, open_to_draw, take_photo, tap
from zlc.walks.photos.pictures.sizes import LONG_EDGE

MATTER = "单位社保跨区迁移"
MOST_MB = 500
SLOWER = 4


@pytest.fixture
def slow(recorder: Phone) -> Phone:
    recorder.page.context.new_cdp_session(recorder.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return recorder


def most_memory(phone):
    """Read before the test itself looks at the pictures, in the same page."""
    phone.page.get_by_role("dialog").wait_for(state="detached")
    most = phone.most_memory()
    print(f"{most} MB")
    return most


def sizes(page):
    return [opened(data).size for data in pictures(page)]


@pytest.mark.parametrize("size", [(4000, 3000), (8064, 6048)], ids=["12 MP", "48 MP"])
@pytest.mark.parametrize("orientation", [1, 6], ids=["lying", "upright"])
def test_a_photo_stored_at_once(slow, tmp_path, size, orientation):
    picture = hall(tmp_path / "hall.jpg", size if orientation == 1 else size[::-1], orientation)
    begin(slow.page, MATTER, "大照片")
    take_photo(slow.page, picture)
    assert most_memory(slow) < MOST_MB
    kept, thumb = (LONG_EDGE, LONG_EDGE * 3 // 4), (240, 180)
    assert sizes(slow.page) == ([kept, thumb] if orientation == 1 else [kept[::-1], thumb[::-1]])


def test_three_of_the_largest_photos_one_after_another_each_covered(slow, tmp_path):
    page = slow.page
    begin(page, MATTER, "三张大照片")
    open_to_draw(page, [hall(tmp_path / f"hall-{number}.jpg", (8064, 6048)) for number in range(3)])
    for number in range(3):
        page.get_by_text("按住拖出一块").wait_for()
        drag(page, (0.2, 0.2), (0.6, 0.3 + number / 10))
        page.get_by_text("已遮挡 1 处").wait_for()
        tap(page, "存下")
    assert most_memory(slow) < MOST_MB
    assert sizes(page) == [(LONG_EDGE, LONG_EDGE * 3 // 4)] * 3 + [(240, 180)] * 3
