"""要素表: two taps from a walk, a word and a photo on each element, nothing compulsory; the desk shows what hangs on what."""

import re
from collections import Counter

from playwright.sync_api import expect

from tests.e2e.on_server import told
from tests.e2e.servers import PASSWORD
from tests.e2e.test_delegate import data_of
from tests.e2e.test_one_walk import photo
from tests.e2e.thumb import becomes, begin, go_home, next_step, status, tap

ELEMENT, WORDS = "一次告知", "说了两遍，每遍都不一样"


def test_an_element_takes_a_word_and_a_photo_without_network_and_the_desk_says_which(recorder, server, new_phone, tmp_path):
    page = recorder.page
    server.stop()
    begin(page, "灵活就业人员", "一位看要素的人")
    next_step(page, "开始咨询")
    tap(page, "材料要素")
    page.get_by_role("link", name="要素", exact=True).click()
    card = page.locator(".card", has=page.get_by_role("group", name=ELEMENT))
    expect(card.get_by_role("button", name="拍照"), "nothing is asked before there is a judgement").to_have_count(0)
    card.get_by_text("好", exact=True).click()
    card.get_by_role("button", name="写说明").click()
    card.get_by_label("说明").fill(WORDS)
    card.get_by_role("button", name="存下说明").click()
    card.get_by_role("button", name="存下说明").wait_for(state="detached")
    card.get_by_role("button", name="拍照").click()
    page.locator("#album").set_input_files(photo(tmp_path, "element.jpg"))
    page.get_by_text("照片已存下").wait_for()
    card.locator("figure").wait_for()
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    page.get_by_role("link", name="返回").click()
    go_home(page)
    server.start()
    status(page, "服务器已全部收到")

    entries = told(page, walk)
    check, picture = (next(one for one in entries if one["kind"] == kind) for kind in ("check", "photo"))
    assert data_of(picture)["of"] == check["id"] and data_of(check)["verdict"] == "good"

    desk = new_phone(width=1280)
    office = desk.log_in("coordinator", PASSWORD, f"/walks/{walk}")
    office.get_by_text(WORDS).first.wait_for()
    office.locator("figure", has_text=f"要素「{ELEMENT}」").wait_for()


def open_the_checklist(page):
    tap(page, "材料要素")
    page.get_by_role("link", name="要素", exact=True).click()
    page.get_by_text("已看").wait_for()


def card_of(page, element):
    return page.locator(".card", has=page.get_by_role("group", name=element))


def test_the_rest_concerns_nobody_in_one_tap_and_is_taken_back_in_one_tap(recorder):
    page = recorder.page
    begin(page, "灵活就业人员", "一位只看一项的人")
    next_step(page, "开始咨询")
    open_the_checklist(page)
    expect(page.get_by_text("已看 0/20")).to_be_visible()
    expect(page.get_by_role("region", name="事项流程")).to_contain_text(re.compile("办理环节"))
    expect(page.get_by_role("region", name="事项流程")).not_to_contain_text(re.compile("办理环节.* 个"))  # asking is none of the office's
    expect(page.get_by_role("region", name="事项流程")).to_contain_text(re.compile("跑动次数.*1 次"))
    expect(page.get_by_role("group", name=ELEMENT)).to_have_accessible_description("要补要改的一次说全，不用多跑")
    card_of(page, ELEMENT).get_by_text("好", exact=True).click()
    page.get_by_role("button", name="其余不涉及").dblclick()
    expect(page.get_by_text("已看 20/20")).to_be_visible()
    expect(page.locator("input[value=na]:checked")).to_have_count(19)
    page.locator(".undo", has_text="其余 19 项不涉及").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("已看 1/20")).to_be_visible()
    expect(card_of(page, ELEMENT).get_by_label("好", exact=True)).to_be_checked()
    tap(page, "其余不涉及")
    expect(page.get_by_text("已看 20/20")).to_be_visible()
    card_of(page, "热线服务").get_by_text("没有", exact=True).click()
    expect(page.get_by_role("button", name="撤销")).to_have_count(0)
    page.reload()
    expect(card_of(page, "热线服务").get_by_label("没有", exact=True)).to_be_checked()
    expect(page.locator("input[value=na]:checked")).to_have_count(18)


# Faster than the disk: both in the same breath.
BOTH = "(card, values) => values.forEach((value) => card.querySelector(`input[value='${value}']`).click())"


def test_two_quick_taps_on_one_choice_are_one_judgement_and_its_correction(recorder):
    page = recorder.page
    begin(page, "灵活就业人员", "一位点得快的人")
    next_step(page, "开始咨询")
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    open_the_checklist(page)
    card_of(page, ELEMENT).evaluate(BOTH, ["good", "problem", "absent"])
    expect(card_of(page, ELEMENT).get_by_label("没有", exact=True)).to_be_checked()
    page.get_by_role("link", name="评价", exact=True).click()
    page.get_by_role("group", name="这次办事，满意吗").evaluate(BOTH, ["5", "2"])
    expect(page.get_by_label("不满意", exact=True)).to_be_checked()
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    entries = told(page, walk)
    assert Counter(one["kind"] for one in entries)["check"] == Counter(one["kind"] for one in entries)["rating"] == 1
    amended = [data_of(one) for one in entries if one["kind"] == "amend"]
    assert [one["set"].get("verdict", one["set"].get("level"))["value"] for one in amended] == ["problem", "absent", 2]
    assert amended[1]["set"]["verdict"]["saw"], "the third tap had seen the second"


def test_what_is_wrong_with_an_element_becomes_one_problem(recorder, new_phone):
    page = recorder.page
    begin(page, "灵活就业人员", "一位记成问题的人")
    for step in ("开始咨询", "取表填表", "取号排队", "窗口受理", "等待办理"):
        next_step(page, step)
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    open_the_checklist(page)
    card = card_of(page, ELEMENT)
    expect(card.get_by_role("button", name="记为问题")).to_have_count(0)
    card.get_by_text("有问题", exact=True).click()
    card.get_by_label("说明").fill(WORDS)
    card.get_by_role("button", name="记为问题").click()  # with its words, stored or not
    text = page.get_by_label("发现了什么")
    expect(text).to_have_value(f"{ELEMENT}：{WORDS}")
    expect(page.locator("header.bar")).to_contain_text("窗口受理")
    page.get_by_role("link", name="返回").click()
    expect(card.get_by_label("说明")).to_have_value(WORDS)
    card.get_by_role("button", name="记为问题").click()
    expect(text).to_have_value(f"{ELEMENT}：{WORDS}")
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    card.get_by_role("button", name="已记为问题").wait_for()
    expect(card.get_by_role("button", name="记为问题", exact=True)).to_have_count(0)
    page.go_forward()
    card.get_by_role("button", name="已记为问题").click()
    page.get_by_role("dialog", name="问题").get_by_role("button", name="关闭").click()
    card.get_by_role("button", name="已记为问题").wait_for()
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    entries = told(page, walk)
    (check,) = [one for one in entries if one["kind"] == "check"]
    (problem,) = [data_of(one) for one in entries if one["kind"] == "problem"]
    assert (problem["text"], problem["check"], problem["stage"]) == (f"{ELEMENT}：{WORDS}", check["id"], "acceptance")


def scrolled(page):
    return page.locator("main").evaluate("content => content.scrollTop")


def test_a_tab_begins_at_its_top_wherever_the_other_one_had_been_scrolled_to(recorder):
    page = recorder.page
    begin(page, "灵活就业人员", "一位往下看过的人")
    next_step(page, "开始咨询")
    tap(page, "材料要素")
    page.get_by_role("button", name="存下", exact=True).scroll_into_view_if_needed()
    becomes(lambda: scrolled(page), lambda top: top > 0)
    page.get_by_role("link", name="要素", exact=True).click()
    page.get_by_text("已看").wait_for()
    becomes(lambda: scrolled(page), 0)


def test_back_from_a_problem_of_an_element_one_is_at_the_element(recorder):
    page = recorder.page
    begin(page, "灵活就业人员", "一位看到后面的人")
    next_step(page, "开始咨询")
    open_the_checklist(page)
    card = card_of(page, "投诉监督")
    card.get_by_text("有问题", exact=True).click()
    card.get_by_role("button", name="记为问题").click()
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    expect(card).to_be_in_viewport()
