"""The walk's screen: what was found stands under its stage and opens, what runs is in sight, and every action is near."""

import re

import pytest
from playwright.sync_api import expect

from tests.bench.pictures import pictures
from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    back_at_the_walk,
    becomes,
    begin,
    big_button,
    box_of,
    end,
    next_step,
    see,
    status,
    take_photo,
    tap,
    write_note,
)
from tests.phones import MINUTE
from zlc import clock
from zlc.database import uuid7

MATTER = "单位社保跨区迁移"
DAY = 24 * 60 * MINUTE


def stage_row(page, step):
    """A stage, with what stands under it."""
    rows = page.get_by_role("region", name="走过的环节").locator(".rail > li")
    return rows.filter(has=page.locator(".passed", has_text=re.compile(rf"^{step} ")))


def see_findings(row, *kinds):
    """These, from above, and no others."""
    expect(row.locator(".finding")).to_have_text([re.compile(f"^{kind}") for kind in kinds], use_inner_text=True)


def write_problem(page, text):
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill(text)
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    back_at_the_walk(page)


def recorded_elsewhere(new_phone, lines, begins, **opening):
    """A phone that is given a walk recorded on another one: [(minute, kind, data)]; shows it."""
    phone = new_phone(**opening.pop("phone", {}))
    phone.log_in("recorder", PASSWORD, "/problems")
    other, walk = phone_of(phone.context, phone.url), uuid7()
    other.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "走了很久的一件事", **opening}, begins)
    for minute, kind, data in lines:
        other.make(walk, kind, data, begins + minute * MINUTE)
    assert {line["status"] for line in other.push().json["results"]} == {"stored"}
    page = phone.go()
    status(page, "服务器已全部收到")
    page.goto(f"{phone.url}/field/#/walk/{walk}")
    page.locator(".hero").wait_for()
    return page


def stage(step, code, visit=1):
    return ("stage", {"stage": code, "step": step, "visit": visit})


def problem(text, code=None):
    return ("problem", {"category": "queue", "text": text, "severity": 2, **({"stage": code} if code else {})})


def test_what_was_found_stands_under_its_stage_and_opens_its_own_sheet_without_network(recorder, server, tmp_path):
    page = recorder.page
    path = tmp_path / "hall.jpg"
    path.write_bytes(pictures(1).popitem()[1])
    server.stop()
    begin(page, MATTER, "一位看回来的人")
    next_step(page, "开始咨询")
    write_problem(page, "导办台无人")
    write_note(page, "等了六分钟")
    next_step(page, "取表填表")
    take_photo(page, path)
    page.locator(".undo", has_text="照片已存下").wait_for()
    tap(page, "记需求")
    page.get_by_label("希望什么").fill("想要一张样表")
    page.get_by_text("企业", exact=True).click()
    tap(page, "存下")
    page.locator(".undo", has_text="需求").wait_for()

    see_findings(stage_row(page, "咨询"), "记一笔", "问题")  # the latest first
    see_findings(stage_row(page, "取表填表"), "需求", "照片")
    expect(page.get_by_text("1 个问题")).to_have_count(0)

    page.get_by_role("link", name="打开照片").click()
    page.get_by_role("heading", name="照片", exact=True).wait_for()
    tap(page, "关闭")
    page.get_by_role("link", name=re.compile("^照片 ")).click()
    expect(page.get_by_role("dialog").get_by_label("改照片说明")).to_be_visible()
    tap(page, "关闭")
    page.get_by_role("link", name=re.compile("^问题 .*导办台无人")).click()
    page.get_by_role("button", name="加照片").wait_for()
    tap(page, "按错了")
    tap(page, "划去这一条")
    page.get_by_role("dialog").wait_for(state="detached")
    expect(stage_row(page, "咨询").locator(".finding")).to_have_count(1)
    tap(page, "撤销")
    expect(stage_row(page, "咨询").locator(".finding")).to_have_count(2)


def test_a_finished_walk_names_the_problems_of_each_stage_and_leads_to_them(recorder):
    page = recorder.page
    begin(page, MATTER, "一位办完的人")
    next_step(page, "开始咨询")
    write_problem(page, "说不清要带什么")
    write_problem(page, "让人改天再来")
    page.goto(f"{back_at_the_walk(page)}/more")
    page.get_by_role("dialog").get_by_role("button", name="拿到结果").click()
    end(page)
    see_findings(stage_row(page, "咨询"), "问题", "问题")
    stage_row(page, "咨询").get_by_role("link", name=re.compile("让人改天再来")).click()
    page.get_by_role("dialog").get_by_role("heading", name="问题", exact=True).wait_for()


MANY = [
    (1, *stage("consult", "consult")),
    *((2 + n, *problem(f"第 {n} 个问题，" + "说来话长。" * 40, "consult")) for n in range(18)),
    (30, *stage("form", "form")),
    *((31 + n, "note", {"text": f"第 {n} 笔"}) for n in range(18)),
    (60, *stage("ticket", "queue")),
    (61, "ticket", {"number": "A087", "ahead": 6}),
]


WINDOWS = [(320, 640, "normal"), (360, 640, "normal"), (390, 844, "normal"), (390, 844, "large")]


@pytest.mark.parametrize(("width", "height", "size"), WINDOWS)
def test_what_runs_is_in_sight_however_much_was_recorded_and_the_thumb_stays(width, height, size, new_phone):
    ago = 90 if clock.local(clock.now_ms()).hour >= 2 else 210  # all of it on one day: the days before are folded
    page = recorded_elsewhere(new_phone, MANY, clock.now_ms() - ago * MINUTE, phone={"viewport": {"width": width, "height": height}})
    page.evaluate("size => localStorage.setItem('zlc.size', size)", size)
    page.reload()
    current = page.locator(".passed.now")
    current.wait_for()
    see(current)
    see(page.locator(".hero"))
    page.locator(".content").evaluate("content => content.scrollTo(0, content.scrollHeight)")
    see(current, in_sight=False)
    button = big_button(page, "窗口受理")
    before = box_of(button)
    button.click()
    page.locator(".hero", has_text="窗口受理").wait_for()
    current.filter(has_text="窗口受理").wait_for()
    see(current)
    see(page.locator(".hero"))
    after = box_of(page.locator(".button.big"))
    assert (after["y"], after["height"]) == (before["y"], before["height"])


def test_the_days_before_are_folded_and_a_stage_entered_again_has_its_own(new_phone):
    lines = [
        (1, *stage("ticket", "queue")), (2, *problem("第一天的问题", "queue")),
        (20, *stage("window", "acceptance")), (30, "leave", {"visit": 1}),
        (2880, *stage("ticket", "queue", 2)), (2890, *problem("又排了一次", "queue")),
    ]  # fmt: skip
    page = recorded_elsewhere(new_phone, lines, clock.now_ms() - 2 * DAY - 30 * MINUTE)
    again = page.get_by_role("link", name=re.compile("又排了一次"))
    first = page.get_by_role("link", name=re.compile("第一天的问题"))
    expect(again).to_be_visible()
    expect(first).to_be_hidden()
    page.get_by_text("前几天的 3 个环节").click()
    expect(first).to_be_visible()


def test_the_turn_is_spoken_of_only_where_one_is_called(new_phone):
    now = clock.now_ms() - 60 * MINUTE
    page = recorded_elsewhere(new_phone, [], now)
    turn = page.locator(".hero", has_text="轮到")
    for step in ("开始咨询", "取表填表"):
        expect(turn).to_have_count(0)
        next_step(page, step)
    expect(turn).to_have_count(0)
    next_step(page, "取号排队")
    expect(page.locator(".hero")).to_contain_text("轮到时按「下一步 · 窗口受理」")
    next_step(page, "窗口受理")
    expect(turn).to_have_count(0)
    online = recorded_elsewhere(new_phone, [(1, *stage("precheck", "queue"))], now, channel="online", matter_text="网上办的一件事")
    expect(online.locator(".hero")).to_contain_text("等待预审")
    expect(online.locator(".hero", has_text="轮到")).to_have_count(0)
    expect(online.get_by_role("button", name="记排队号和前面人数")).to_have_count(0)


def test_the_big_button_says_that_it_goes_on_and_more_has_its_sections(recorder):
    page = recorder.page
    begin(page, MATTER, "一位看字的人")
    expect(page.locator(".button.big")).to_have_text("开始咨询")
    next_step(page, "开始咨询")
    expect(page.locator(".button.big")).to_have_text("下一步 · 取表填表")
    tap(page, "更多")
    sheet = page.get_by_role("dialog", name="更多")
    expect(sheet.get_by_role("heading", level=3)).to_have_text(["换环节", "补记", "全部记录", "停表", "结束或作废"])


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844)])
@pytest.mark.parametrize("size", ["normal", "large", "huge"])
def test_a_photo_a_problem_and_a_number_are_at_most_two_taps_away_in_every_size(width, height, size, new_phone):
    page = recorded_elsewhere(new_phone, [(1, *stage("consult", "consult")), (9, *stage("form", "form"))],
        clock.now_ms() - 20 * MINUTE, phone={"viewport": {"width": width, "height": height}})  # fmt: skip
    page.evaluate("size => localStorage.setItem('zlc.size', size)", size)
    page.reload()
    home = page.url
    for words, there in (("拍照", "label[for=album]"), ("记问题", "#text")):
        button = page.get_by_role("button", name=words, exact=True)
        see(button)
        button.click()
        page.locator(there).wait_for()
        page.goto(home)
        page.locator(".hero").wait_for()
    next_step(page, "取号排队")
    tap(page, "记排队号和前面人数")
    page.get_by_label("排队号", exact=True).wait_for()


# What part of the width of its box a text has; what else its line says stands below it.
SHARE = "text => text.getBoundingClientRect().width / text.parentElement.getBoundingClientRect().width"


def test_a_long_title_and_a_long_problem_have_the_whole_width(new_phone):
    long = "既有住宅加装电梯联合审批，含规划许可、施工许可和特种设备告知"
    lines = [(0, *stage("consult", "consult")), (3, *problem(long, "consult"))]
    page = recorded_elsewhere(new_phone, lines, clock.now_ms() - DAY, matter_text=long)
    tap(page, "更多")
    page.get_by_role("dialog").get_by_role("button", name="全程结束").click()
    big_button(page, "就这样结束").click()
    found = page.get_by_role("region", name="发现的问题")
    becomes(lambda: found.locator(".grow", has_text=long).evaluate(SHARE), lambda share: share > 0.85)
    page.get_by_role("button", name="回到首页").click()
    becomes(lambda: page.locator(".cards .grow", has_text=long).evaluate(SHARE), lambda share: share > 0.85)


def test_a_mark_of_direction_is_told_on_the_phone_and_turns_nothing_round(recorder):
    page = recorder.page
    begin(page, MATTER, "一位\u202e倒着写的人")
    next_step(page, "开始咨询")
    write_note(page, "合同\u202e书同")
    expect(page.get_by_role("region", name="走过的环节")).to_contain_text("合同〈U+202E〉书同")
    becomes(lambda: page.evaluate(r"/\p{Bidi_C}/u.test(document.body.innerText)"), False)
    page.goto(f"{back_at_the_walk(page)}/record")
    expect(page.get_by_role("region", name="记录")).to_contain_text("合同〈U+202E〉书同")
