"""代理办: a request of the pool is taken and its authorisation photographed without network; the paper is for two alone."""

import json
import re

from playwright.sync_api import expect

from tests.e2e.on_server import told
from tests.e2e.servers import PASSWORD
from tests.e2e.test_one_walk import photo, saved
from tests.e2e.thumb import big_button, go_home, status, tap

TEXT, WHOSE, REF = "补领食品经营许可证（门店转让）", "一家转让门店的餐饮户", "11 月 20 日当面委托"


def collect(page, url):
    page.goto(f"{url}/requests")
    page.get_by_text("收一件", exact=True).click()
    page.get_by_label("要办的事").fill(TEXT)
    page.get_by_label("代谁办（不写姓名）").fill(WHOSE)
    page.get_by_role("button", name="收进待办事项").click()
    page.get_by_role("status").filter(has_text="已收进待办事项").wait_for()


def take_it(page):
    tap(page, "开始走流程")
    page.get_by_text("代理办", exact=True).click()
    page.get_by_role("button", name=re.compile(re.escape(TEXT))).click()
    page.get_by_role("group", name="待办事项").get_by_text("号").wait_for()
    expect(page.get_by_label("代谁办（不写姓名）")).to_have_value(WHOSE)
    page.get_by_label("授权依据").fill(REF)
    tap(page, "开始")
    big_button(page, "开始咨询").wait_for()


def photograph_the_paper(page, path):
    tap(page, "更多")
    tap(page, "拍授权材料")
    page.get_by_text("只有您和本单位联络员能打开").wait_for()
    page.locator("#album").set_input_files(path)
    page.get_by_text("照片已存下").wait_for()


def data_of(entry):
    return json.loads(entry["body"])["data"]


def fetched(page, path):
    """The status that the server answers this page's person with."""
    return page.evaluate("path => fetch(path).then(reply => reply.status)", path)


def test_a_request_is_taken_offline_and_its_paper_is_for_the_recorder_and_the_coordinator(recorder, server, new_phone, tmp_path):
    desk = new_phone(width=1280)
    office = desk.log_in("coordinator", PASSWORD, "/requests")
    collect(office, desk.url)

    page = recorder.page
    page.reload()
    status(page, "服务器已全部收到")
    tap(page, "开始走流程")
    page.get_by_text("代理办", exact=True).click()
    page.get_by_role("button", name=re.compile(re.escape(TEXT))).wait_for()  # so this phone has been told of it
    go_home(page)
    server.stop()
    take_it(page)
    photograph_the_paper(page, photo(tmp_path, "paper.jpg"))
    saved(page)
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    go_home(page)
    tap(page, "开始走流程")
    page.get_by_text("代理办", exact=True).click()
    page.get_by_label("代谁办（不写姓名）").wait_for()
    expect(page.get_by_text(TEXT), "what this phone has taken is not offered again").to_have_count(0)
    go_home(page)
    server.start()
    status(page, "服务器已全部收到")

    opened, paper = (next(one for one in told(page, walk) if one["kind"] == kind) for kind in ("open", "photo"))
    delegation = data_of(opened)["delegation"]
    assert delegation["for"] == WHOSE and delegation["ref"] == REF and delegation["request"]
    assert data_of(paper)["restricted"] is True and data_of(paper)["of"] == opened["id"]

    office.goto(f"{desk.url}/requests")
    line = office.get_by_role("row").filter(has_text=TEXT)
    line.get_by_text("在办", exact=True).wait_for()
    line.get_by_role("link").first.click()
    office.get_by_role("heading", level=1).wait_for()
    picture = f"/api/v1/photos/{paper['id']}"
    for size in ("full", "page", "thumb"):
        assert fetched(office, f"{picture}?size={size}") == 200
    assert fetched(page, picture) == 200

    for username in ("recorder2", "clerk2", "clerk", "supervisor"):
        other = new_phone(width=1280)
        their = other.log_in(username, PASSWORD, "/problems")
        assert [fetched(their, f"{picture}?size={size}") for size in ("full", "page", "thumb")] == [404] * 3, username
        their.goto(f"{other.url}/walks/{walk}")
        expect(their.locator(f"img[src*='{paper['id']}']"), username).to_have_count(0)
        other.close()
