"""The owner's phone: 「我的整改」 without network, through a dead battery, once; and what came too late is told and kept."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.on_disk import own_entries, until_draft_kept
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, leave_app, send, status, tap

PLANNED, UNCLAIMED = "中午", "证明"  # of the demo's two that are the clerk's: what their problems say


@pytest.fixture
def owner(phone):
    phone.log_in("clerk", PASSWORD)
    status(phone.page, "服务器已全部收到")
    phone.page.get_by_text("就绪", exact=True).wait_for()
    phone.close()  # Chromium writes a new login to the disk after half a minute, or when it is closed
    phone.open()
    phone.go()
    return phone


def cards(page: Page):
    return page.locator("a.card")


def open_mine(page: Page, state: str) -> str:
    """The one in this state; its id."""
    tap(page, "我的整改 2")
    cards(page).filter(has_text=state).click()
    page.get_by_role("region", name="情况").wait_for()
    return page.url.rpartition("/")[2]


def die(phone) -> Page:
    phone.kill()
    phone.open()
    phone.go()
    return phone.page


def story_on_the_desk(new_phone, id_: str) -> Page:
    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, f"/rectifications/{id_}")
    page.get_by_role("heading", name="经过").wait_for()
    return page


def test_written_without_network_through_a_dead_battery_it_is_submitted_once(owner, server, new_phone, tmp_path):
    page = owner.page
    server.stop()
    id_ = open_mine(page, "整改中")
    expect(page.get_by_role("region", name="情况")).to_contain_text("高峰不超过 20 分钟")
    tap(page, "记进展")
    page.get_by_label("进展", exact=True).fill("又加了一个人")
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").get_by_text("又加了一个人").wait_for()
    expect(page.locator(".bar .saved")).to_have_text("已存本机")

    page = die(owner)
    status(page, "已存本机 · 1 条待传")
    open_mine(page, "整改中")
    picture = tmp_path / "screen.jpg"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(picture, "JPEG")
    tap(page, "拍照")
    page.get_by_label("照片说明（可不填）").fill("新的叫号屏")
    page.locator("#album").set_input_files(picture)
    shown = page.get_by_role("region", name="佐证照片")
    shown.get_by_text("新的叫号屏 本机").wait_for()

    page = die(owner)
    status(page, "已存本机 · 2 条 1 张待传")
    open_mine(page, "整改中")
    expect(page.get_by_role("region", name="佐证照片").get_by_role("img")).to_be_visible()
    tap(page, "报完成")
    page.get_by_label("整改成效").fill("高峰等候 18 分钟")
    until_draft_kept(page, "高峰等候 18 分钟")
    page = die(owner)
    open_mine(page, "整改中")
    tap(page, "报完成（接着写）")
    expect(page.get_by_label("整改成效")).to_have_value("高峰等候 18 分钟")
    page.get_by_label("佐证（有照片、文件，可不写）").wait_for()
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").get_by_text("高峰等候 18 分钟").wait_for()
    expect(page.get_by_role("button", name=re.compile("报完成|记进展|拍照"))).to_have_count(0)
    page = die(owner)
    tap(page, "我的整改 1")
    assert [row["seq"] for row in own_entries(page)] == [1, 2, 3]
    page.get_by_role("link", name="返回").click()

    server.start()
    send(page)
    tap(page, "我的整改 1")
    cards(page).filter(has_text="待核验").click()
    expect(page.locator(".bar .saved")).to_have_text("服务器已收")
    expect(page.get_by_role("region", name="刚写的")).to_have_count(0)
    told = story_on_the_desk(new_phone, id_)
    for words in ("又加了一个人", "高峰等候 18 分钟", "写在手机上"):
        expect(told.locator(".story")).to_contain_text(words)
    expect(told.locator(".story strong", has_text="报完成")).to_have_count(2)  # the one that was sent back, and this
    expect(told.locator(".head .tag").first).to_have_text("待核验")
    expect(told.get_by_role("img", name=re.compile("新的叫号屏"))).to_have_count(1)
    becomes(lambda: told.get_by_role("img", name=re.compile("新的叫号屏")).evaluate("one => one.naturalWidth > 0"), True)


def test_a_claim_opens_the_rest_at_once_and_what_a_rule_refuses_is_told_and_written_anew(owner, server, new_phone):
    page = owner.page
    server.stop()
    id_ = open_mine(page, "待认领")
    tap(page, "认领")
    tap(page, "报完成")
    page.get_by_text("还没有定措施").wait_for()
    page.get_by_label("整改成效").fill("不再要证明")
    tap(page, "存下")
    page.get_by_text("请写佐证：改了什么、哪里看得到、文号；或者先拍照。").wait_for()
    page.get_by_label("佐证", exact=True).fill("新清单")
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").get_by_text("不再要证明").wait_for()
    server.start()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="返回").click()
    send(page)
    tap(page, "我的整改 2")
    cards(page).filter(has_text="有 1 条没有算进去").click()
    late = page.get_by_role("region", name="没有算进去的")
    expect(late).to_contain_text("还没有定措施")

    desk = new_phone(width=1280)
    told = desk.log_in("coordinator", PASSWORD, f"/rectifications/{id_}")
    expect(told.get_by_role("region", name=re.compile("后到的"))).to_contain_text("不再要证明")
    told.get_by_label("原因").select_option(label="流程")
    told.get_by_role("textbox", name="措施", exact=True).fill("窗口不再收这张证明")
    told.get_by_label("达到什么算改好（有指标的可不写）").fill("清单上没有它")
    told.get_by_role("button", name="保存措施").click()
    told.get_by_text("措施已定。").wait_for()

    late.get_by_role("button", name="照着再写一次").click()
    expect(page.get_by_label("整改成效")).to_have_value("不再要证明")
    expect(page.get_by_label("佐证", exact=True)).to_have_value("新清单")
    tap(page, "存下")
    page.get_by_role("region", name="情况").wait_for()
    page.goto(f"{owner.url}/field/")
    status(page, "服务器已全部收到")
    tap(page, "我的整改 1")
    cards(page).filter(has_text="待核验").wait_for()


def test_given_to_another_meanwhile_the_owner_is_told_and_the_words_stay(owner, server, new_phone):
    page = owner.page
    id_ = open_mine(page, "整改中")
    server.stop()
    tap(page, "记进展")
    page.get_by_label("进展", exact=True).fill("屏幕换好了")
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").wait_for()
    owner.page.goto("about:blank")
    server.start()
    desk = new_phone(width=1280)
    told = desk.log_in("coordinator", PASSWORD, f"/rectifications/{id_}")
    told.locator("summary", has_text="改派").click()
    form = told.locator("form[action$=reassignment]")
    form.get_by_label("责任人").select_option(label="周晓岚")
    form.get_by_label("理由").fill("轮岗了")
    form.get_by_role("button").click()
    told.get_by_text("已改派。").wait_for()
    page = owner.go()
    status(page, "服务器已全部收到")
    page.goto(f"{owner.url}/field/#/mine/{id_}")
    page.get_by_text("这项整改现在归").first.wait_for()
    expect(page.get_by_role("region", name="没有算进去的")).to_contain_text("屏幕换好了")
    expect(page.get_by_role("button", name="记进展")).to_have_count(0)
    told.reload()
    expect(told.get_by_role("region", name=re.compile("后到的"))).to_contain_text("屏幕换好了")


def test_another_person_on_the_same_phone_neither_sees_nor_sends_it(owner, server):
    page = owner.page
    open_mine(page, "整改中")
    server.stop()
    tap(page, "记进展")
    page.get_by_label("进展", exact=True).fill("只有我知道")
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").wait_for()
    owner.go()
    leave_app(owner.page)
    server.start()
    page = owner.log_in("recorder", PASSWORD)
    status(page, "服务器已全部收到")
    expect(page.get_by_role("button", name=re.compile("我的整改"))).to_have_count(0)
    leave_app(page)
    page = owner.log_in("clerk", PASSWORD)
    status(page, "服务器已全部收到")
    tap(page, "我的整改 2")
    cards(page).filter(has_text="整改中").click()
    expect(page.get_by_role("region", name="经过")).to_contain_text("只有我知道")
