"""A number that is none is pointed out where it was typed; nothing of it is left out without a word."""

import re

from playwright.sync_api import expect

from tests.e2e.on_server import told
from tests.e2e.test_delegate import data_of
from tests.e2e.thumb import begin, go_home, next_step, status, tap


def told_at_once(page, field, bad, button, words, good, done):
    """First as no number, then as one."""
    page.get_by_label(field).fill(bad)
    tap(page, button)
    page.get_by_text(words).wait_for()
    page.get_by_label(field).fill(good)
    tap(page, button)
    page.get_by_text(done).wait_for()


def test_what_is_no_number_is_said_and_stored_only_when_it_is_one(recorder):
    page = recorder.page
    begin(page, "灵活就业人员", "一位找了中介的人")
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    next_step(page, "取号排队")
    tap(page, "记排队号和前面人数")
    told_at_once(page, "前面人数", "十二人", "存下排队号", "只写数字，例如 12。", "12", "已记下排队号")

    tap(page, "材料要素")
    page.get_by_label("材料名称").fill("无犯罪证明")
    told_at_once(page, "几份", "两份", "存下", "只写数字，例如 2。", "2", "材料已存下")
    expect(page.get_by_text("请写材料名称")).to_have_count(0)

    page.get_by_role("link", name="中介", exact=True).click()
    page.get_by_label("机构或服务").fill("一家测绘公司")
    page.get_by_label("用时（天）").fill(" 3 ")
    told_at_once(page, "费用（元）", "约300", "存下", "只写数字，例如 300", "300", "中介服务已存下")

    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    page.get_by_role("link", name="返回").click()
    go_home(page)
    status(page, "服务器已全部收到")
    said = {one["kind"]: data_of(one) for one in told(page, walk)}
    assert said["ticket"]["ahead"] == 12 and said["material"]["copies"] == 2
    assert (said["intermediary"]["fee"], said["intermediary"]["days"]) == (300, 3)
    assert len([one for one in told(page, walk) if one["kind"] in ("ticket", "material", "intermediary")]) == 3
