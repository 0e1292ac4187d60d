"""What a walk or a session is opened with: offered, filled in, corrected later; nothing chosen is lost by choosing something else."""

import re

from playwright.sync_api import expect

from tests.e2e.on_disk import until_draft_kept
from tests.e2e.on_server import journal
from tests.e2e.servers import PASSWORD
from tests.e2e.test_delegate import TEXT, WHOSE, collect
from tests.e2e.thumb import back_at_the_walk, big_button, status, tap

MATTER, HALL, HEAD = "灵活就业人员参保登记", "政务服务中心", "梁文慧"


def choose(page, matter=MATTER):
    page.get_by_label("要办的事项").fill(matter)
    page.get_by_role("button", name=re.compile(f"^{re.escape(matter)}")).first.click()
    page.get_by_role("button", name="换一个").wait_for()


def choice(page, words):
    page.get_by_text(words, exact=True).click()


def begin(page):
    tap(page, "开始")
    big_button(page, "开始咨询|注册登录").wait_for()
    return page.evaluate("location.hash").rpartition("/")[2]


def told(page, walk, kind):
    """The data of this walk's entries of that kind, as the server has them."""
    page.evaluate("location.hash = '#/'")
    page.reload()
    status(page, "服务器已全部收到")
    return [one["data"] for one in journal(page) if one["walk"] == walk and one["kind"] == kind]


def go_to(page, walk):
    page.evaluate("walk => { location.hash = `#/walk/${walk}`; }", walk)


def test_an_online_walk_never_carries_the_halls_address(recorder):
    page = recorder.page
    tap(page, "开始走流程")
    choice(page, "网办")
    choose(page)
    expect(page.get_by_label("网站或应用"), "the hall is no website").to_have_value("")
    page.get_by_label("网站或应用").fill("省政务服务网")
    choice(page, "现场")
    expect(page.get_by_label("地点")).to_have_value(re.compile(HALL))
    choice(page, "网办")
    expect(page.get_by_label("网站或应用"), "each keeps what belongs to it").to_have_value("省政务服务网")
    page.get_by_label("网站或应用").fill("")
    walk = begin(page)
    (opened,) = told(page, walk, "open")
    assert opened["channel"] == "online" and "place" not in opened


def test_the_place_of_a_matter_goes_with_the_matter(recorder):
    page = recorder.page
    tap(page, "开始走流程")
    choose(page)
    expect(page.get_by_label("地点")).to_have_value(re.compile(HALL))
    tap(page, "换一个")
    page.get_by_label("要办的事项").fill("目录里没有的事")
    expect(page.get_by_label("地点")).to_have_value("")
    page.get_by_label("地点").fill("我自己写的")
    choose(page)
    expect(page.get_by_label("地点")).to_have_value("我自己写的")


def test_what_a_walk_was_opened_with_is_filled_in_and_corrected_later(recorder, new_phone):
    page = recorder.page
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill("写错的事项")
    choice(page, "代理办")
    walk = begin(page)
    lacking = page.get_by_text("还缺：")
    page.get_by_text("还缺：地点、代谁办、授权依据").wait_for()
    tap(page, "补上")
    page.get_by_label("地点").fill("二楼大厅")
    page.get_by_label("代谁办").fill("一家个体户")
    tap(page, "存下更正")  # what is only added wants no reason
    page.get_by_text("还缺：授权依据").wait_for()

    tap(page, "更多")
    tap(page, "更正事项、方式、地点等")
    page.get_by_label("要办的事项").fill("")
    choose(page)
    choice(page, "网办")
    choice(page, "陪同办")
    page.get_by_label("走流程的主要负责人").fill("副局长")
    page.get_by_label("陪同谁").fill("一位市民")
    tap(page, "存下更正")
    page.get_by_text("请写一句为什么改").wait_for()
    page.get_by_label("原因", exact=True).fill("选错了")
    tap(page, "存下更正")
    page.get_by_role("heading", name=re.compile(MATTER)).wait_for()
    page.get_by_text(re.compile("陪同办 · 网办")).wait_for()
    expect(lacking).to_have_count(0)
    first, second = told(page, walk, "amend")
    assert first["reason"] == "补填" and first["set"]["place"]["value"] == "二楼大厅"
    assert second["reason"] == "选错了" and second["set"]["place"]["value"] is None, "the hall's address went with the hall"
    assert set(second["set"]) == {"matter", "matter_text", "mode", "channel", "place", "head", "companions"}

    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, f"/walks/{walk}")
    facts = desk.get_by_role("region", name="情况")
    for words in (MATTER, "陪同办", "副局长", "一位市民"):
        facts.get_by_text(words).first.wait_for()
    expect(facts.locator("dl")).not_to_contain_text("二楼大厅", use_inner_text=True)
    desk.get_by_text("选错了").first.wait_for()

    facts.get_by_text("更正这些情况").click()
    facts.get_by_label("网站或应用").fill("省政务服务网")
    facts.get_by_label("主要负责人").fill(HEAD)
    facts.get_by_label("更正的原因").fill("会上核对")
    facts.get_by_role("button", name="存下更正").click()
    desk.get_by_text("已更正").wait_for()
    page.reload()
    status(page, "服务器已全部收到")
    go_to(page, walk)
    page.get_by_text(re.compile("陪同办 · 网办 · 省政务服务网")).wait_for()


def test_what_is_lacking_is_said_where_a_walk_ends_and_never_stops_it(recorder):
    page = recorder.page
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill("没写地点的事")
    begin(page)
    tap(page, "更多")
    tap(page, "全程结束")
    page.get_by_role("dialog").get_by_role("button", name="还缺 地点").click()
    page.get_by_label("地点").wait_for()
    tap(page, "关闭")
    big_button(page, "就这样结束").click()
    page.get_by_role("region", name="小结").wait_for()
    page.get_by_text("还缺：地点").wait_for()
    tap(page, "补上")
    page.get_by_label("地点").fill("三楼")
    tap(page, "存下更正")
    page.get_by_text("还缺：").wait_for(state="detached")


def test_the_head_of_a_session_is_named_with_a_tap_and_corrected(recorder):
    page = recorder.page
    tap(page, "开始坐窗口")
    page.get_by_label("窗口", exact=True).fill("5 号窗口")
    page.get_by_label("地点").fill("一楼")
    tap(page, HEAD)
    expect(page.get_by_label("主要负责人")).to_have_value(HEAD)
    tap(page, "开始")
    page.locator(".hero", has_text="还没有叫号").wait_for()
    walk = page.evaluate("location.hash").rpartition("/")[2]
    tap(page, "更正窗口、地点等")
    page.get_by_label("主要负责人").fill("副局长")
    tap(page, "写错了")
    tap(page, "存下更正")
    page.get_by_role("dialog").wait_for(state="detached")
    (opened,), (amended,) = told(page, walk, "open"), told(page, walk, "amend")
    assert opened["head"] == HEAD and amended["set"] == {"head": {"value": "副局长", "saw": []}}


def test_a_time_left_as_it_is_is_not_refused_before_the_screens_clock_has_ticked(recorder):
    page = recorder.page
    page.add_init_script("window.setInterval = () => 0")
    page.reload()
    tap(page, "开始坐窗口")
    page.evaluate("new Promise((done) => setTimeout(done, 1_100))")
    page.get_by_label("窗口", exact=True).fill("5 号窗口")
    tap(page, "开始")
    tap(page, "更正窗口、地点等")
    page.get_by_label("地点").fill("二楼")
    tap(page, "写错了")
    tap(page, "存下更正")
    page.get_by_role("dialog").wait_for(state="detached")


def test_a_request_not_taken_after_all_gives_back_what_was_chosen(recorder, new_phone):
    desk = new_phone(width=1280)
    collect(desk.log_in("coordinator", PASSWORD, "/requests"), desk.url)
    page = recorder.page
    page.reload()
    status(page, "服务器已全部收到")
    tap(page, "开始走流程")
    choose(page)
    choice(page, "代理办")
    page.get_by_label("代谁办").fill("我自己写的")
    page.get_by_role("button", name=re.compile(re.escape(TEXT))).click()
    expect(page.get_by_label("代谁办")).to_have_value(WHOSE)
    until_draft_kept(page, '"before":{')
    page.reload()
    tap(page, "不取了")
    expect(page.get_by_label("代谁办")).to_have_value("我自己写的")
    page.get_by_role("group", name="要办的事项").get_by_text(MATTER).wait_for()


def test_the_kind_and_the_weight_of_a_problem_are_corrected(recorder):
    page = recorder.page
    tap(page, "开始走流程")
    choose(page)
    walk = begin(page)
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("叫号很慢")
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    back_at_the_walk(page)
    tap(page, "更多")
    tap(page, "查看全部记录")
    page.get_by_role("link", name=re.compile("叫号很慢")).click()
    tap(page, "更多……")
    choice(page, "排队等候久")
    choice(page, "重")
    tap(page, "写错了")
    tap(page, "存下更正")
    page.get_by_role("dialog").wait_for(state="detached")
    (amended,) = told(page, walk, "amend")
    assert {field: change["value"] for field, change in amended["set"].items()} == {"category": "queue", "severity": 3}

