"""A phone that cannot reach the server: its file is carried to the desk, and nothing is lost or doubled."""

import json
import re

from playwright.sync_api import expect

from tests.e2e.on_server import kinds
from tests.e2e.servers import PASSWORD
from tests.e2e.test_one_walk import photo, saved, write_problem
from tests.e2e.thumb import (
    begin,
    export,
    go_home,
    leave_app,
    next_step,
    open_settings,
    send,
    status,
    take_photo,
    tap,
)

WHOM = "一位没有信号的老人"
TEXT = "地下大厅没有信号，也没有人引导"


def exported(page, folder):
    """By way of 设置, and back on the first page."""
    open_settings(page)
    path = folder / "exported.jsonl"
    name = export(page, path)
    go_home(page)
    return name, path


def take_in(page, url, path):
    page.goto(f"{url}/rescue")
    page.get_by_label("手机导出的文件").set_input_files(path)
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_role("heading", name=re.compile("文件已导入")).wait_for()
    return page.get_by_role("status")


def test_a_file_carried_to_the_desk_arrives_once_and_the_phone_follows(recorder, server, new_phone, tmp_path):
    # Held up as in a cellar: the page stands, and no request of it arrives.
    page = recorder.page
    page.route("**/api/v1/**", lambda route: route.abort())
    begin(page, "灵活就业人员", WHOM)
    next_step(page, "开始咨询")
    write_problem(page, TEXT, photo(tmp_path, "cellar.jpg"))
    take_photo(page, photo(tmp_path, "hall.jpg"))
    page.get_by_text("照片已存下").wait_for()
    saved(page)
    go_home(page)
    status(page, "5 条 2 张待传")

    name, path = exported(page, tmp_path)
    assert re.fullmatch(r"走流程未上传-.+-\d{4}-\d\d-\d\d\.jsonl", name), name
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [next(iter(line)) for line in lines] == ["rescue", *["entry"] * 5, *["photo"] * 2, "end"]
    status(page, "5 条 2 张待传")

    desk = new_phone(width=1280)
    office = desk.log_in("coordinator", PASSWORD, "/devices")
    office.get_by_role("link", name="导入手机导出的文件").click()
    told = take_in(office, desk.url, path)
    for words in ("5 条新收", "2 张新收"):
        expect(told).to_contain_text(words, use_inner_text=True)
    expect(told, "the phone's seals hold").not_to_contain_text("来源未核实", use_inner_text=True)
    told = take_in(office, desk.url, path)
    for words in ("0 条新收", "5 条早已收到", "2 张早已收到"):
        expect(told).to_contain_text(words, use_inner_text=True)

    office.goto(f"{desk.url}/problems?q=地下大厅")
    link = office.get_by_role("link", name=re.compile(re.escape(TEXT)))
    expect(link).to_have_count(1)
    link.click()
    office.locator("figure img").first.wait_for()
    assert office.locator("figure img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

    page.unroute("**/api/v1/**")
    send(page)
    assert kinds(page, WHOM) == ["open", "photo", "photo", "problem", "stage"]
    open_settings(page)
    page.get_by_role("link", name="使用手册").wait_for()
    expect(page.get_by_role("button", name="导出未上传数据")).to_have_count(0)


def test_it_can_be_exported_with_the_server_unplugged_and_the_login_lost(recorder, server, tmp_path):
    server.stop()
    recorder.close()
    page = recorder.open()
    recorder.go()
    begin(page, "灵活就业人员", WHOM)
    go_home(page)
    status(page, "1 条待传")
    _, path = exported(page, tmp_path)
    assert path.read_text().count('"entry"') == 1

    page.goto("about:blank")  # else it would send as soon as there is a server
    server.start()
    recorder.lose_login()
    status(page, "未登录，记录照常，登录后上传")
    _, path = exported(page, tmp_path)
    assert path.read_text().count('"entry"') == 1


def test_when_the_app_itself_does_not_open_the_data_still_come_out(recorder, server, tmp_path):
    page = recorder.page
    page.route("**/api/v1/**", lambda route: route.abort())
    begin(page, "灵活就业人员", WHOM)
    # The person's own database cannot be opened, as on a phone short of memory; after a while it can.
    recorder.context.add_init_script("""
      const open = indexedDB.open.bind(indexedDB);
      window.broken = true;
      indexedDB.open = (name, ...more) => {
        if (name.startsWith('zlc-') && window.broken) throw new Error('broken');
        return open(name, ...more);
      };
    """)
    page.goto("about:blank")
    recorder.go()
    page.get_by_text("没有打开").wait_for()
    tap(page, "导出未上传数据")
    page.get_by_role("status").filter(has_text="没有导出，已存在本机的都在").wait_for()
    page.evaluate("window.broken = false")
    path = tmp_path / "exported.jsonl"
    export(page, path)
    assert path.read_text().count('"entry"') == 1


def test_whoever_left_by_log_out_exports_nothing(recorder, server):
    page = recorder.page
    page.route("**/api/v1/**", lambda route: route.abort())
    begin(page, "灵活就业人员", WHOM)
    go_home(page)
    leave_app(page)
    expect(page.get_by_role("button", name="导出未上传数据")).to_have_count(0)
