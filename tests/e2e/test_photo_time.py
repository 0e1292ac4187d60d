"""Whose time stands under a photo: the picture's own where it has one, else only its file's, with the year."""

import json
import re

import pytest
from PIL import Image

from tests.e2e.on_disk import own_entries
from tests.e2e.thumb import begin, choose_from_album, tap

MATTER = "单位社保跨区迁移"
TAKEN = "2020:01:02 03:04:05"


@pytest.mark.parametrize(
    ("taken", "words", "recorded"),
    [
        (TAKEN, r"照片自带时间 2020年1月2日 周四 03:04 · 单位社保", 1577905445000),
        (None, r"文件时间 20\d\d年\d+月\d+日 周. \d\d:\d\d · 单位社保", None),
    ],
)
def test_an_album_photo_has_the_time_in_it_or_its_files(recorder, tmp_path, taken, words, recorded):
    path, exif = tmp_path / "saved.jpg", Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    Image.new("RGB", (800, 600), (90, 90, 120)).save(path, exif=exif.tobytes())
    page = recorder.page
    begin(page, MATTER, "老照片")
    tap(page, "拍照")
    for wish in ("先遮挡、画箭头", "加说明条"):
        page.get_by_text(wish, exact=True).click()
    choose_from_album(page, path)
    page.get_by_text(re.compile(words)).wait_for()
    tap(page, "存下")
    page.locator(".undo", has_text="照片已存下").wait_for()
    (photo,) = [body for body in map(json.loads, (row["body"] for row in own_entries(page))) if body["kind"] == "photo"]
    assert photo["data"]["taken_at"] == recorded
