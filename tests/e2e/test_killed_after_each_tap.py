"""SIGKILL to the browser after each tap of a whole walk: what the screen had shown is there, once."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.on_disk import own_entries, until_draft_kept
from tests.e2e.on_server import assert_one_order, counted, walk_id
from tests.e2e.phone import Phone
from tests.e2e.thumb import begin, big_button, end, next_step, send, status, take_photo, tap

MATTER = "单位社保跨区迁移"
OFFLINE = "现在连不上服务器。记录都已存在本机，连上后自动上传。"


class Walker:
    """Taps, is killed, comes back: `entries` and `photos` are what the screens have shown as saved."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.entries, self.photos = phone, 0, 0

    @property
    def page(self) -> Page:
        return self.phone.page

    def saved(self, said: str = "") -> None:
        """The screen says so, and the phone dies at once."""
        expect(self.page.locator(".bar .saved").first).to_have_text("已存本机")
        if said:
            self.page.locator(".undo", has_text=said).wait_for()
        self.entries += 1
        self.dies()

    def dies(self) -> None:
        self.phone.kill()
        self.phone.open()
        self.phone.go()
        photos = f" {self.photos} 张" if self.photos else ""
        status(self.page, f"已存本机 · {self.entries} 条{photos}待传")
        status(self.page, OFFLINE)
        assert [row["seq"] for row in own_entries(self.page)] == list(range(1, self.entries + 1))
        self.page.get_by_role("link", name=re.compile(MATTER)).first.click()

    def stamps(self, words: str, step: str) -> None:
        next_step(self.page, words)
        self.saved(f"已记下「{step}」")
        self.page.locator(".hero", has_text=step).wait_for()


@pytest.fixture
def walker(recorder, server):
    recorder.close()  # Chromium writes a new login to the disk after half a minute, or when it is closed
    recorder.open()
    server.stop()
    recorder.go()
    return Walker(recorder)


def test_a_walk_killed_after_each_tap_arrives_whole_and_once(walker, server, tmp_path):
    begin(walker.page, MATTER, "每按一下")
    walker.saved()
    walker.stamps("开始咨询", "咨询")
    write(walker, "记一笔", "记什么", "窗口说要先去对方那里盖章", "已记一笔")
    walker.stamps("取表填表", "取表填表")
    write_a_problem_with_a_photo(walker, tmp_path)
    walker.stamps("取号排队", "取号排队")
    write_the_ticket(walker)
    leave_and_return(walker)
    walker.stamps("窗口受理", "窗口受理")
    write(walker, "记需求", "希望什么", "希望两地能互认", "需求已存下")
    strike_the_form_out(walker)
    walker.stamps("等待办理", "等待办理")
    walker.stamps("拿到结果", "拿到结果")
    end(walker.page)
    walker.page.get_by_role("button", name="回到首页").wait_for()
    walker.saved("已记下「全程结束」")
    walker.page.get_by_role("button", name="回到首页").click()

    server.start()
    send(walker.page)
    assert counted(walker.page, "每按一下") == {
        "open": 1, "stage": 6, "note": 1, "photo": 1, "problem": 1, "ticket": 1, "leave": 1, "return": 1, "need": 1,
        "amend": 1, "finish": 1,
    }  # fmt: skip
    assert_one_order(server, walk_id(walker.page, "每按一下"))


def write(walker, action, label, text, said):
    tap(walker.page, action)
    walker.page.get_by_label(label).fill(text)
    if action == "记需求":
        walker.page.get_by_text("企业", exact=True).click()
    tap(walker.page, "存下")
    walker.page.locator(".undo", has_text=said).wait_for()
    walker.saved(said)


def write_a_problem_with_a_photo(walker, folder):
    tap(walker.page, "记问题")
    walker.page.get_by_label("发现了什么").fill("转出转入两地互相要求对方先盖章")
    picture = folder / "form.jpg"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(picture, "JPEG")
    take_photo(walker.page, picture)
    walker.page.get_by_text("已附 1 张").wait_for()
    walker.entries, walker.photos = walker.entries + 1, 1
    until_draft_kept(walker.page, "先盖章")
    walker.dies()
    tap(walker.page, "记问题")
    walker.page.get_by_text("已附 1 张").wait_for()
    expect(walker.page.get_by_label("发现了什么")).to_have_value("转出转入两地互相要求对方先盖章")
    tap(walker.page, "存下")
    walker.page.locator(".undo", has_text="问题已存下").wait_for()
    walker.saved("问题已存下")


def write_the_ticket(walker):
    tap(walker.page, "记排队号和前面人数")
    walker.page.get_by_label("排队号", exact=True).fill("A087")
    tap(walker.page, "存下排队号")
    walker.page.locator(".hero", has_text="A087 号").wait_for()
    walker.saved("已记下排队号")
    walker.page.locator(".hero", has_text="A087 号").wait_for()


def leave_and_return(walker):
    tap(walker.page, "离开大厅")
    big_button(walker.page, "再次到场").wait_for()
    walker.saved("已记下「离开大厅」")
    big_button(walker.page, "再次到场").click()
    big_button(walker.page, "窗口受理").wait_for()
    walker.saved("已记下「再次到场」")


def strike_the_form_out(walker):
    walker.page.get_by_role("link", name=re.compile("取表填表")).first.click()
    tap(walker.page, "按错了")
    tap(walker.page, "划去这一条")
    walker.page.get_by_role("dialog").wait_for(state="detached")
    walker.saved()


def test_a_tap_cut_off_by_the_battery_is_there_once_or_not_at_all(walker, server):
    begin(walker.page, MATTER, "按到一半")
    walker.saved()
    for step in ("咨询", "取表填表", "取号排队", "窗口受理"):
        words = "开始咨询" if step == "咨询" else step
        big_button(walker.page, words).wait_for()
        # The tap and nothing more: whether the disk was quicker is not known.
        walker.page.evaluate("document.querySelector('.button.big').click()")
        walker.phone.kill()
        walker.phone.open()
        walker.phone.go()
        status(walker.page, OFFLINE)
        kept = len(own_entries(walker.page))
        assert kept in (walker.entries, walker.entries + 1)
        walker.page.get_by_role("link", name=re.compile(MATTER)).first.click()
        if kept == walker.entries:
            next_step(walker.page, words)
        walker.page.locator(".hero", has_text=step).wait_for()
        walker.entries += 1
    walker.dies()

    server.start()
    walker.phone.go()
    status(walker.page, "服务器已全部收到")
    assert counted(walker.page, "按到一半") == {"open": 1, "stage": 4}
