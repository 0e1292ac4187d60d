"""The first page is what one came for: the walk under way and how to begin one; the rest is one tap away, and found again."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    becomes,
    begin,
    choose_size,
    go_home,
    leave_app,
    next_step,
    open_settings,
    see,
    status,
    tap,
)
from tests.phones import MINUTE
from zlc import clock
from zlc.database import uuid7

MATTER = "灵活就业人员参保登记"
SMALL = {"width": 320, "height": 640}
SIZES = ["标准", "大字", "特大"]


@pytest.mark.parametrize("size", SIZES)
def test_on_a_small_phone_the_walk_under_way_and_the_way_to_begin_are_on_the_first_screen(new_phone, size):
    phone = new_phone(viewport=SMALL)
    page = phone.log_in("recorder", PASSWORD)
    status(page, "服务器已全部收到")
    choose_size(page, size)
    begin(page, MATTER, "一位老人")
    next_step(page, "开始咨询")
    go_home(page)
    card = page.locator("a.card").first
    expect(card.locator("strong")).to_have_text(MATTER)
    for part in (card.locator("strong"), card.locator(".tag"), page.get_by_role("button", name="开始走流程")):
        see(part)
    tap(page, "开始坐窗口")
    page.get_by_role("heading", name="开始坐窗口").wait_for()


def test_what_is_set_once_is_behind_one_place_and_whose_phone_it_is_stands_on_the_first_page(recorder):
    page = recorder.page
    for words in ("字号", "低调模式", "使用手册", "离线就绪", "退出"):
        expect(page.get_by_text(words, exact=True)).to_have_count(0)
    page.get_by_label("保存与上传").get_by_text("周晓岚").wait_for()
    open_settings(page)
    for words in ("字号", "低调模式", "使用手册", "离线就绪", "退出"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    go_home(page)
    leave_app(page)
    expect(page.get_by_role("button", name="再试一次"), "nothing was tried and failed").to_have_count(0)


def test_a_head_sees_the_half_year_offline_too_and_each_figure_leads_to_what_it_counts(new_phone, server):
    phone = new_phone(viewport=SMALL)
    page = phone.log_in("head", PASSWORD)
    status(page, "服务器已全部收到")
    phone.wait_until_ready_for_offline()
    duty = page.evaluate("fetch('/api/v1/hello?device=').then((answer) => answer.json())")
    assert "duty" not in duty, "only a phone that is known is told"
    card = page.get_by_role("region", name="本半年")
    figures = card.get_by_role("link")
    shapes = [re.compile(rf"^{words}$") for words in (r"走到底 \d+ 次", r"待我看 \d+ 件", r"逾期 \d+ 条")]
    expect(figures).to_have_text(shapes, use_inner_text=True)
    said = figures.all_inner_texts()
    counts = [int(re.search(r"\d+", words)[0]) for words in said]
    assert counts[0] > 0 and counts[1] > 0, "the demo has both"

    server.stop()
    page.reload()
    card.get_by_text(re.compile(r"\d+月\d+日 周. \d\d:\d\d 的数")).wait_for()
    expect(figures).to_have_text(said, use_inner_text=True)

    server.start()
    pages = [f"走到底{counts[0]}次", f"共{counts[1]}条", f"共{counts[2]}条" if counts[2] else "没有符合条件"]
    for place, words in enumerate(pages):
        phone.go()
        figures.nth(place).click()
        page.get_by_role("heading", level=1).filter(has_text="汇总" if place == 0 else "问题清单").wait_for()
        expect(page.locator("main")).to_contain_text(re.compile(r"\s*".join(words)), use_inner_text=True)


@pytest.mark.parametrize("username", ["recorder", "clerk"])
def test_whoever_leads_no_unit_has_no_such_card(new_phone, username):
    page = new_phone().log_in(username, PASSWORD)
    status(page, "服务器已全部收到")
    expect(page.get_by_role("region", name="本半年")).to_have_count(0)


def sixty_walks(phone: Phone) -> None:
    """One a day backwards, each with a place of its own; the tenth was struck out."""
    other, day = phone_of(phone.context, phone.url), 24 * 60 * MINUTE
    for number in range(60):
        walk, at = uuid7(), clock.now_ms() - number * day - MINUTE
        data = {"as": "applicant", "mode": "accompany", "channel": "hall", "matter_text": f"事项{number:02}", "place": f"{number} 号厅",
                "companions": f"第{number:02}位"}  # fmt: skip
        opened = other.make(walk, "open", data, at)
        other.make(walk, "finish", {"result": "done"}, at + MINUTE // 2)
        if number == 10:
            other.make(walk, "amend", {"target": opened["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "试用"})
    assert {line["status"] for line in other.push().json["results"]} == {"stored"}


def months(page):
    """(year, month) of each heading that names one, from above."""
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    return [tuple(map(int, re.findall(r"\d+", text))) for text in headings if text.endswith("月")]


def test_what_is_over_is_found_offline_by_matter_place_or_company_and_stands_by_month(recorder, server):
    page = recorder.page
    sixty_walks(recorder)
    page.reload()
    page.get_by_role("link", name=re.compile("事项00")).wait_for()
    recent = page.locator("h2", has_text="最近").locator("xpath=following-sibling::ul[1]")
    expect(recent.get_by_role("link"), "the first page shows the latest").to_have_count(5)
    server.stop()
    page.reload()
    tap(page, "查找以前的走流程")
    cards = page.locator("a.card:visible", has_text="事项")
    page.get_by_role("link", name=re.compile("事项59")).wait_for()
    expect(cards).to_have_count(59)
    becomes(lambda: months(page), lambda found: len(found) > 1 and found == sorted(set(found), reverse=True))
    for query, found in (("事项37", "事项37"), ("41 号厅", "事项41"), ("第52位", "事项52"), ("事项 8 号厅 第08位", "事项08")):
        page.get_by_label("查找").fill(query)
        page.get_by_role("status").filter(has_text="找到 1 次").wait_for()
        expect(cards.locator("strong")).to_have_text([found])
    page.get_by_label("查找").fill("没有这样的")
    page.get_by_role("status").filter(has_text="没有找到").wait_for()
    page.get_by_label("查找").fill("事项10")
    page.get_by_text("已作废的 1 次").click()
    cards.filter(has_text="已作废").click()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_label("查找"), "one comes back to what was found").to_have_value("事项10")
    page.get_by_role("button", name="不找了").click()
    page.get_by_role("link", name=re.compile("事项59")).wait_for()


def test_a_walk_under_way_that_the_first_page_has_no_place_for_is_found_among_the_earlier_ones(recorder, server):
    page = recorder.page
    other, at, walk = phone_of(recorder.context, recorder.url), clock.now_ms() - 61 * 24 * 60 * MINUTE, uuid7()
    data = {"as": "applicant", "mode": "accompany", "channel": "hall", "matter_text": "等了很久的事项", "companions": "等结果的人"}
    other.make(walk, "open", data, at)
    other.make(walk, "stage", {"stage": "result", "step": "wait", "visit": 1}, at + MINUTE)
    other.push()
    sixty_walks(recorder)
    page.reload()
    page.get_by_role("link", name=re.compile("事项00")).wait_for()
    expect(page.get_by_role("link", name=re.compile("等了很久的事项"))).to_have_count(0)
    server.stop()
    tap(page, "查找以前的走流程")
    page.get_by_label("查找").fill("等结果的人")
    page.get_by_role("status").filter(has_text="找到 1 次").wait_for()
    page.get_by_role("link", name=re.compile("等了很久的事项")).click()
    page.locator(".hero", has_text="等待办理").wait_for()


def test_what_was_begun_and_not_started_waits_on_the_first_page(recorder):
    page = recorder.page
    for button, label in (("开始走流程", "要办的事项"), ("开始坐窗口", "窗口")):
        begun = page.get_by_role("button", name=f"没写完的：{button}")
        expect(begun).to_have_count(0)
        tap(page, button)
        page.get_by_label(label).first.fill("写到一半")
        page.get_by_role("link", name="返回").click()
        begun.click()
        page.get_by_text("接着上次没写完的").wait_for()
        page.get_by_role("button", name="不记了").first.click()
        page.get_by_text("已清空，没有记").wait_for()
        page.get_by_role("link", name="返回").click()
        begun.wait_for(state="detached")


def test_what_was_left_unfinished_says_which_record_it_is_about(recorder):
    page = recorder.page
    begin(page, MATTER, "一位老人")
    next_step(page, "开始咨询")
    page.get_by_role("link", name=re.compile("咨询")).first.click()
    page.get_by_label("原因", exact=True).fill("按晚")
    page.get_by_role("button", name="关闭").click()
    page.get_by_role("region", name="没写完的").get_by_role("link", name="更正：咨询 按晚").wait_for()
    go_home(page)
    page.locator("a.card", has_text=MATTER).first.get_by_text("有没写完的").wait_for()


def test_a_session_without_a_window_has_no_dot_before_its_day(recorder):
    page = recorder.page
    other = phone_of(recorder.context, recorder.url)
    other.make(uuid7(), "open", {"as": "counter", "matter_text": "没写窗口的"})
    assert other.push().json["results"][0]["status"] == "stored"
    page.reload()
    line = page.get_by_role("link", name=re.compile("没写窗口的")).locator(".quiet")
    expect(line).to_have_text(re.compile(r"^\d+月\d+日"), use_inner_text=True)
