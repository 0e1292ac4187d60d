"""Five thousand matters with two hundred faulty rows: exactly those are told, in time, with true progress, and nothing before."""

import io
import os
import random
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.catalogue.lists import Desk, matters, workbook

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("cold")]  # what its processes take is counted

HEADINGS = [
    "责任单位", "事项名称", "实施编码", "办理形式", "法定办结时限", "承诺办结时限", "到办事现场次数", "办理环节",
    "申请材料", "收费标准", "是否高频", "办理地点", "服务对象", "办件类型",
]  # fmt: skip
UNITS = ["云岭市人力资源和社会保障局", "青溪街道", "市营商办"]
TOTAL, WRONG = 5000, 200
# What is done to a good row to make a faulty one: the column and what stands in it then.
FAULTS = [(0, "没有的局"), (0, ""), (1, ""), (4, "二十来天"), (5, "很快"), (6, "多次"), (7, "若干"), (10, "也许"), (2, "1.2E+17")]


def taken() -> float:
    """Seconds of work, our own and that of the processes that read the file; what else the machine does is not ours."""
    mine = os.times()
    return mine.user + mine.system + mine.children_user + mine.children_system


def row(number: int) -> list[object]:
    return [
        UNITS[number % 3], f"事项{number:04d}", f"YL-{number:05d}", "窗口办理、网上办理", "20个工作日", "5个工作日", number % 3,
        4, "身份证（原件1份）；申请表×2；承诺书", "不收费", "是" if number % 7 == 0 else "否", "市政务服务中心二楼", "自然人", "承诺件",
    ]  # fmt: skip


def list_of(total: int, wrong: int) -> tuple[bytes, dict[int, str]]:
    """The workbook, and the faulty lines with the heading at fault."""
    rows = [row(number) for number in range(total)]
    chosen = random.Random(7).sample(range(total), wrong)
    told = {}
    for turn, number in enumerate(chosen):
        column, value = FAULTS[turn % len(FAULTS)]
        rows[number][column] = value
        told[number + 2] = HEADINGS[column]
    return workbook(HEADINGS, *rows), told


def told_faults(desk: Desk) -> dict[int, str]:
    """Line and heading of every faulty row, from all pages of the preview."""
    found, address = {}, f"{desk.path}?show=faulty"
    while address:
        page = desk.browser.get(address).text
        for line in re.findall(r"<tr role=\"row\">\s*<td.*?</tr>", page, re.S):
            number, heading = re.search(r"第 (\d+) 行", line), re.search(r"<p><strong>([^<]+)</strong>", line)
            assert number and heading
            found[int(number[1])] = heading[1]
        more = re.search(r'href="([^"]+)">下一页', page)
        address = more[1].replace("&amp;", "&") if more else ""
    return found


def test_exactly_the_faulty_rows_are_told_in_time_and_nothing_changes_until_confirmed(app, world, desk):
    data, wrong = list_of(TOTAL, WRONG)
    office = desk("office")
    began = taken()
    office.hand_in(data)
    seconds = taken() - began
    assert office.figures() == {"新增": TOTAL - WRONG, "变更": 0, "未变": 0, "有误": WRONG}
    assert told_faults(office) == wrong
    assert seconds < 30, f"{seconds:.1f} s until the preview"
    assert len(matters(app)) == 1
    began = taken()
    assert office.confirm().status_code == 303
    assert taken() - began < 10
    assert len(matters(app)) == 1 + TOTAL - WRONG
    assert len(matters(app)["事项0000"].materials) == 3


def test_progress_is_told_line_by_line_and_a_closed_page_goes_on_where_it_was(app, world, visit, desk):
    data, _ = list_of(6000, 10)
    office = desk("office")
    office.browser.get("/imports")
    office.path = office.browser.post("/imports", {"file": (io.BytesIO(data), "大表.xlsx")}).headers["Location"]
    seen = []
    page = office.browser.get(office.path)
    while again := page.headers.get("Refresh"):
        seen.append(re.search(r"(已读|已核对) (\d+) 行，共 6001 行", page.text).groups())
        if len(seen) == 2:  # the page is closed here; another browser of the same person finds it in the list
            office.browser = visit("office")
            assert office.path in office.browser.get("/imports").text
            page = office.browser.get(office.path)
            assert re.search(r"已读 (\d+) 行", page.text)[1] == seen[-1][1]
        page = office.browser.get(again.partition("url=")[2])
        if page.status_code == 303:
            page = office.browser.get(office.path)
    read = [int(count) for word, count in seen if word == "已读"]
    assert read == sorted(set(read)) and len(read) == 3 and "已核对" in {word for word, _ in seen}
    office.page = page
    assert office.figures()["新增"] == 5990


def test_two_pages_driving_one_import_at_once_do_nothing_twice(app, world, visit, desk):
    data, _ = list_of(3000, 3)
    office = desk("office")
    office.path = office.browser.post("/imports", {"file": (io.BytesIO(data), "表.xlsx")}).headers["Location"]
    pages = [Desk(visit("office")) for _ in range(2)]
    for page in pages:
        page.path = office.path
    with ThreadPoolExecutor(2) as at_once:
        figures = [done.result().figures() for done in [at_once.submit(page.follow) for page in pages]]
    assert figures == [{"新增": 2997, "变更": 0, "未变": 0, "有误": 3}] * 2
