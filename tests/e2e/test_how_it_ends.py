"""How a walk goes on and ends: the result in hand, a walk without one, and who comes back to the hall."""

import re

from playwright.sync_api import expect

from tests.e2e.test_counter import COUNT_TAPS
from tests.e2e.thumb import back_at_the_walk, begin, big_button, end, go_home, next_step, tap

MATTER = "单位社保跨区迁移"


def enter(page, step):
    """By 「更多」, however far the walk is."""
    tap(page, "更多")
    page.get_by_role("dialog").get_by_role("button", name=step, exact=True).click()
    page.locator(".hero", has_text=step).wait_for()


def card_of(page, companions):
    return page.locator(".cards a").filter(has_text=MATTER).filter(has_text=companions)


def test_the_result_stops_the_clock_and_the_phone_asks_once_whether_all_is_done(recorder):
    page = recorder.page
    begin(page, MATTER, "一位等结果的人")
    enter(page, "等待办理")
    expect(page.get_by_role("timer")).to_be_visible()
    next_step(page, "拿到结果")
    expect(page.get_by_role("timer")).to_have_count(0)
    expect(page.locator(".hero")).to_contain_text("等结果的时间算到这里")
    question = page.get_by_role("region", name="都办完了吗")
    expect(question).to_be_visible()
    tap(page, "还有事")
    expect(question).to_have_count(0)
    page.reload()
    big_button(page, "全程结束").wait_for()
    expect(question).to_have_count(0)
    go_home(page)
    page.locator(".cards").get_by_text("走到底", exact=True).first.wait_for()
    page.get_by_role("link").filter(has_text="走到底").first.click()
    end(page)
    summary = page.get_by_role("region", name="小结")
    expect(summary).to_contain_text("走到底")


def test_all_is_done_with_one_tap_and_a_walk_without_a_result_is_not_walked_to_the_end(recorder):
    page = recorder.page
    begin(page, MATTER, "一位办完的人")
    enter(page, "拿到结果")
    tap(page, "都办完了")
    big_button(page, "就这样结束").click()
    expect(page.get_by_role("region", name="小结")).to_contain_text("走到底")
    go_home(page)
    begin(page, MATTER, "一位没办成的人")
    enter(page, "窗口受理")
    tap(page, "更多")
    page.get_by_role("dialog").get_by_role("button", name="全程结束").click()
    big_button(page, "就这样结束").click()
    summary = page.get_by_role("region", name="小结")
    expect(summary).to_contain_text("未到底")
    expect(summary).to_contain_text("办理结果未记")
    go_home(page)
    page.locator(".cards").get_by_text("未到底", exact=True).first.wait_for()


def test_what_is_still_empty_is_shown_in_one_look_and_each_line_leads_there_and_back(recorder):
    page = recorder.page
    begin(page, MATTER, "一位没填完的人")
    enter(page, "窗口受理")
    tap(page, "更多")
    tap(page, "全程结束")
    sheet = page.get_by_role("dialog", name="全程结束")
    empty = sheet.get_by_role("list", name="还空着的")
    expect(empty.get_by_role("button")).to_have_text([re.compile(words) for words in (
        "结果未记", r"材料0/\d", "要素0/20", "评价未评",
    )])  # fmt: skip
    empty.get_by_role("button", name="评价").click()
    page.get_by_text("满意", exact=True).click()
    page.get_by_text("评价已存下").wait_for()
    page.get_by_role("link", name="返回").click()
    expect(empty.get_by_role("button", name="评价")).to_have_count(0)
    empty.get_by_role("button", name="结果").click()
    page.get_by_role("link", name="要素", exact=True).click()
    tap(page, "其余不涉及")
    page.get_by_role("link", name="结果补正").click()
    page.get_by_text("办结", exact=True).click()
    tap(page, "存下")
    page.get_by_text("办理结果已存下").wait_for()
    page.get_by_role("link", name="材料", exact=True).click()
    page.get_by_role("button", name=re.compile("^收了 ")).first.click()
    page.get_by_text("已记 1 份").wait_for()
    page.get_by_role("link", name="返回").click()
    sheet.get_by_text("都齐了。").wait_for()
    big_button(page, "就这样结束").click()
    expect(page.get_by_role("region", name="小结")).to_contain_text("走到底")
    tap(page, "撤销")
    big_button(page, "拿到结果").click()
    end(page)


def test_the_main_job_takes_thirteen_taps_at_most_with_a_problem_and_much_left_empty(recorder):
    recorder.page.context.add_init_script(COUNT_TAPS)
    page = recorder.go()
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill(MATTER)
    page.get_by_role("button", name=re.compile(f"^{MATTER}")).first.click()
    tap(page, "开始")
    for step in ("开始咨询", "取表填表", "取号排队", "窗口受理"):
        next_step(page, step)
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("两地互相要求对方先盖章")
    tap(page, "存下")
    for step in ("等待办理", "拿到结果"):
        next_step(page, step)
    big_button(page, "全程结束").click()
    big_button(page, "就这样结束").click()
    page.get_by_role("region", name="小结").wait_for()
    assert page.evaluate("window.taps") <= 13


def test_back_in_the_hall_one_queues_again_or_goes_on_with_what_was_left(recorder):
    page = recorder.page
    begin(page, MATTER, "一位再来的人")
    ways = {"取号排队": big_button(page, "再次到场 · 取号排队"), "窗口受理": page.get_by_role("button", name="接着窗口受理")}
    for now, button in ways.items():
        enter(page, "窗口受理")
        tap(page, "离开大厅")
        button.click()
        page.locator(".hero .step", has_text=now).wait_for()
    page.get_by_text("第 3 次到场").wait_for()


def add_later(page, what):
    tap(page, "更多")
    tap(page, "补记漏掉的")
    page.get_by_role("dialog").get_by_text(what, exact=True).click()


def test_leaving_coming_back_and_a_ticket_that_were_forgotten_are_added_later(recorder):
    page = recorder.page
    begin(page, MATTER, "一位忘了按的人")
    enter(page, "取号排队")
    add_later(page, "排队号")
    tap(page, "补记")
    page.get_by_role("alert").filter(has_text="请写排队号或前面人数").wait_for()
    page.get_by_label("排队号", exact=True).last.fill("B012")
    tap(page, "补记")
    page.locator(".hero", has_text="B012 号").wait_for()
    add_later(page, "离开大厅")
    tap(page, "补记")
    page.get_by_text("已补记「离开大厅」").wait_for()
    big_button(page, "再次到场").wait_for()
    add_later(page, "再次到场")
    tap(page, "补记")
    page.get_by_text("第 2 次到场").wait_for()
    page.locator(".hero .step", has_text="取号排队").wait_for()
    expect(page.locator(".rail .mark", has_text="补记")).not_to_have_count(0)


def test_striking_the_beginning_out_says_that_the_walk_goes_and_is_taken_back_with_one_tap(recorder):
    page = recorder.page
    begin(page, MATTER, "一位点错的人")
    enter(page, "取号排队")
    page.goto(f"{back_at_the_walk(page)}/record")
    page.get_by_role("link", name=re.compile("^开始")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("整次走流程作废").wait_for()
    tap(page, "按错了")
    tap(page, "作废这次走流程")
    page.get_by_role("status").filter(has_text="已作废这次走流程").wait_for()
    tap(page, "撤销")
    page.get_by_role("link", name="返回").click()
    page.locator(".hero", has_text="取号排队").wait_for()
    tap(page, "更多")
    tap(page, "作废这次走流程")
    tap(page, "按错了")
    tap(page, "作废这次走流程")
    expect(page.get_by_role("region", name="小结")).to_contain_text("已作废")
    tap(page, "撤销")
    page.locator(".hero", has_text="取号排队").wait_for()
