"""However the phone was held, the photo stands upright; by each of the ways that pictures are decoded."""

import pytest

from tests.e2e.on_disk import pictures
from tests.e2e.snapshots import PAPER, hall, opened, paper_in
from tests.e2e.thumb import becomes, begin, choose_from_album, tap

NEAR = 0.02


@pytest.mark.parametrize("size", [(1600, 1200), (4800, 3600)], ids=["all pixels at once", "by its own decoder"])
@pytest.mark.parametrize("has_decoder", [True, False], ids=["Chromium of today", "an older browser"])
def test_eight_ways_to_hold_a_phone(recorder, tmp_path, size, has_decoder):
    page = recorder.page
    if not has_decoder:
        page.evaluate("delete window.ImageDecoder")
    begin(page, "单位社保跨区迁移", "怎么拿手机")
    tap(page, "拍照")
    choose_from_album(page, [hall(tmp_path / f"{turn}.jpg", size, turn) for turn in range(1, 9)])
    page.get_by_role("dialog").wait_for(state="detached")
    becomes(lambda: len(pictures(page)), 16)
    for picture in map(opened, pictures(page)):
        assert picture.width > picture.height
        assert all(abs(a - b) < NEAR for a, b in zip(paper_in(picture), PAPER, strict=True)), paper_in(picture)
