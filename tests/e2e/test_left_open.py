"""What nobody answered stays unanswered: no kind of a problem and no place in a list is presumed."""

import re

from playwright.sync_api import expect

from tests.e2e.on_server import told
from tests.e2e.servers import PASSWORD
from tests.e2e.test_delegate import data_of
from tests.e2e.thumb import big_button, go_home, next_step, status, tap

MATTER, FOUND, PROOF = "一件目录里没有的事", "说不清是哪一类的一件事", "居住证明"


def test_neither_a_kind_nor_a_list_is_presumed(recorder, new_phone, server):
    page = recorder.page
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill(MATTER)
    page.get_by_text("陪同办", exact=True).click()
    page.get_by_label("陪同谁（不写姓名）").fill("一位没有清单的人")
    tap(page, "开始")
    big_button(page, "开始咨询").wait_for()
    next_step(page, "开始咨询")

    tap(page, "记问题")
    page.get_by_label("发现了什么").fill(FOUND)
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    tap(page, "材料要素")
    page.get_by_label("材料名称").fill(PROOF)
    expect(page.get_by_role("radio", name="清单外")).not_to_be_checked()
    tap(page, "存下")
    page.get_by_text("材料已存下").wait_for()

    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    said = {one["kind"]: data_of(one) for one in told(page, walk)}
    assert "category" not in said["problem"] and said["problem"]["text"] == FOUND
    assert "listed" not in said["material"] and said["material"]["name"] == PROOF

    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, f"/walks/{walk}")
    assert "比公示的多" not in desk.content()
    desk.goto(f"{server.url}/problems?category=unclassified")
    desk.get_by_role("link", name=FOUND).wait_for()
