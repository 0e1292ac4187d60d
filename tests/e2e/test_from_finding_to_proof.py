"""The long story of one problem, by those whose it is, on two phones and at a desk: found without network, handed over and back, taken,
planned, put off, put right without network through a dead battery, sent back, closed, come back, closed again."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.days import due_in
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import press
from tests.e2e.test_handed_over import hand_over, open_of
from tests.e2e.test_one_walk import photo, write_problem
from tests.e2e.test_owners_phone import cards, die
from tests.e2e.thumb import begin, go_home, next_step, send, status, tap

TEXT = "两个窗口各要一份同样的证明"
OWNER, CAPTION, EFFECT = "黄敏仪", "台面上的新清单", "同一张清单，证明只收一份"


class Desk:
    """One computer, at which one after another sits down."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def sit(self, who: str, path: str) -> Page:
        self.phone.page.goto("about:blank")
        assert self.phone.context is not None
        self.phone.context.clear_cookies()
        self.phone.log_in(who, PASSWORD, "/problems")
        return self.phone.go(path)


@pytest.fixture
def desk(new_phone):
    return Desk(new_phone(width=1280))


def said(page: Page, words: str) -> None:
    expect(page.get_by_text(words)).to_be_visible()


def stands(page: Page, state: str) -> None:
    expect(page.locator(".head .tag").first).to_have_text(state)


def found_without_network(recorder, server, folder) -> None:
    server.stop()
    recorder.close()
    page = recorder.open()
    recorder.go()
    begin(page, "单位社保跨区迁移", "一位企业经办人")
    next_step(page, "开始咨询")
    write_problem(page, TEXT, photo(folder, "before.jpg"))
    go_home(page)
    status(page, "待传")
    server.start()
    send(page)
    recorder.close()


def to_and_fro_until_it_is_taken(desk) -> str:
    """Its address."""
    page = desk.sit("coordinator", f"/problems?q={TEXT}")
    page.locator("a.title").first.click()
    press(page, "确认这条问题")
    said(page, "已确认。")
    address = page.url.removeprefix(desk.phone.url)
    hand_over(page, "市自然资源局")
    page = desk.sit("coordinator2", "/problems?passing=in")
    page.get_by_role("link", name=re.compile(TEXT)).first.click()
    expect(page.locator(".photos img")).to_have_count(1)
    open_of(page, "不归本单位")
    page.get_by_label("退回的理由").fill("一份是人社局收的")
    press(page, "退回原单位")
    said(page, "已退回原单位，理由对方看得到。")
    page = desk.sit("coordinator", address)
    expect(page.locator(".story")).to_contain_text("一份是人社局收的")
    hand_over(page, "市自然资源局")
    page = desk.sit("coordinator2", address)
    press(page, "接收这条问题")
    said(page, "已接收，问题已归到本单位，编号不变。")
    return address


def given_out_and_planned(desk, problem: str) -> str:
    """The rectification's address."""
    page = desk.sit("coordinator2", problem)
    page.get_by_label("责任人", exact=True).select_option(label=OWNER)
    page.get_by_label("整改时限（不填就按难度定）", exact=True).fill(due_in(9).isoformat())
    press(page, "立项")
    said(page, "已立项。")
    page.locator("main a", has_text=re.compile("-整改-")).first.click()
    page.get_by_role("heading", name="经过").wait_for()
    address = page.url.removeprefix(desk.phone.url)
    page = desk.sit("clerk2", address)
    press(page, "认领")
    page.get_by_label("原因").select_option(label="流程")
    page.get_by_role("textbox", name="措施", exact=True).fill("两个窗口用同一张清单")
    page.get_by_label("看哪个指标").select_option(label="材料")
    page.get_by_label("要达到多少").fill("1 份")
    press(page, "保存措施")
    said(page, "措施已定。")
    open_of(page, "申请延期")
    page.locator("#ask-due").fill(due_in(20).isoformat())
    page.locator("#ask-reason").fill("等清单印好")
    press(page, "申请延期")
    page = desk.sit("coordinator2", address)
    page.get_by_role("button", name=re.compile("^同意延期")).click()
    expect(page.locator(".story")).to_contain_text("同意延期")
    return address


def put_right_without_network(owner, server, folder) -> None:
    """Through a dead battery, and submitted once."""
    owner.log_in("clerk2", PASSWORD)
    status(owner.page, "服务器已全部收到")
    owner.page.get_by_text("就绪", exact=True).wait_for()
    owner.close()  # Chromium writes a new login to the disk after half a minute, or when it is closed
    owner.open()
    page = owner.go()
    server.stop()
    open_mine(page)
    expect(page.get_by_role("region", name="情况")).to_contain_text("材料 1 份")
    tap(page, "拍照")
    page.get_by_label("照片说明（可不填）").fill(CAPTION)
    page.locator("#album").set_input_files(photo(folder, "after.jpg"))
    page.get_by_role("region", name="佐证照片").get_by_text(f"{CAPTION} 本机").wait_for()
    page = die(owner)
    open_mine(page)
    tap(page, "报完成")
    page.get_by_label("整改成效").fill(EFFECT)
    tap(page, "存下")
    page.get_by_role("region", name="刚写的").get_by_text(EFFECT).wait_for()
    page = die(owner)
    server.start()
    send(page)
    owner.close()


def open_mine(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^我的整改")).click()
    cards(page).filter(has_text=TEXT).click()
    page.get_by_role("region", name="情况").wait_for()


def sent_back_and_submitted_again(desk, address: str) -> None:
    page = desk.sit("office", address)
    stands(page, "待核验")
    expect(page.locator(".story strong", has_text="报完成")).to_have_count(1)
    expect(page.get_by_role("img", name=re.compile(CAPTION))).to_have_js_property("complete", True)
    open_of(page, "退回重改")
    page.locator("#fail-due").fill(due_in(9).isoformat())
    page.locator("#fail-reason").fill("二楼的窗口还在收两份")
    press(page, "退回重改")
    stands(page, "整改中")
    submit(desk.sit("clerk2", address), "二楼也换了")


def submit(page: Page, evidence: str) -> None:
    form = page.locator("form[action$='/submission']")
    form.get_by_label("整改成效").fill(EFFECT)
    form.get_by_label("说明（改了什么、哪里看得到、文号）").fill(evidence)
    form.get_by_label("写的是").select_option(label="文字说明")
    form.get_by_role("button", name="报完成").click()
    said(page, "已报完成，等核验。")


def verify(page: Page, seen: str) -> None:
    page.get_by_label("核验了什么").fill(seen)
    press(page, "核验通过，销号")
    said(page, "核验通过，已销号。")
    stands(page, "已销号")


def weeks_go_by(server) -> None:
    with sqlite3.connect(server.folder / "zlc.sqlite3", timeout=20) as kept:
        kept.execute("update rectifications set recheck_on = '2026-01-05' where recheck_on is not null")
    kept.close()


def come_back_and_closed_for_good(desk, server, address: str) -> None:
    weeks_go_by(server)
    page = desk.sit("coordinator2", address)
    open_of(page, "反弹")
    page.locator("#relapse-due").fill(due_in(9).isoformat())
    page.locator("#relapse-reason").fill("新来的人又收两份")
    press(page, "反弹，重新整改")
    stands(page, "整改中")
    submit(desk.sit("clerk2", address), "新来的人培训过了")
    verify(desk.sit("office", address), "又去看了一次")


def test_one_problem_from_the_phone_to_its_end_and_back(recorder, server, new_phone, desk, tmp_path):
    found_without_network(recorder, server, tmp_path)
    problem = to_and_fro_until_it_is_taken(desk)
    rectification = given_out_and_planned(desk, problem)
    put_right_without_network(new_phone(), server, tmp_path)
    sent_back_and_submitted_again(desk, rectification)
    page = desk.sit("coordinator2", rectification)
    expect(page.get_by_role("button", name="核验通过，销号")).to_have_count(0)
    verify(desk.sit("office", rectification), "两层楼都看过")
    stands(desk.sit("coordinator2", problem), "已销号")
    come_back_and_closed_for_good(desk, server, rectification)
    stands(desk.sit("coordinator2", problem), "已销号")
    recorder.open()
    page = recorder.go()
    page.get_by_role("link", name=re.compile("单位社保跨区迁移")).first.click()
    page.get_by_role("link", name=re.compile(TEXT)).filter(has_text="已移交 市自然资源局，已销号").wait_for()
