"""The main story: a walk recorded with the server unplugged and the browser killed half-way arrives on the desk, once."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    back_at_the_walk,
    begin,
    big_button,
    end,
    next_step,
    status,
    take_photo,
    tap,
    write_note,
)

# A case of the research file with several visits, a queue of an hour, and its own words for two problems.
PROBLEMS = ["第一次被告知须注销，第二次改口不用注销", "转出转入两地互相要求对方先盖章"]
NEED = "希望两地能互认，不用来回盖章"
NOTE = "窗口说要先去对方那里盖章"


def saved(page):
    page.locator(".saved", has_text="已存本机").first.wait_for()


def photo(folder: Path, name: str) -> Path:
    path = folder / name
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(path, "JPEG", exif=exif)
    return path


def write_problem(page, text, with_photo=None):
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill(text)
    if with_photo:
        take_photo(page, with_photo)
        page.get_by_text("已附 1 张").wait_for()
        expect(page.get_by_label("发现了什么"), "the camera costs no words").to_have_value(text)
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    back_at_the_walk(page)


def test_a_walk_without_network_arrives_on_the_desk_once(recorder, server, new_phone, tmp_path):
    server.stop()
    recorder.close()
    page = recorder.open()
    recorder.go()
    begin(page, "单位社保跨区迁移", "一位企业经办人")
    next_step(page, "开始咨询")
    write_note(page, NOTE)
    next_step(page, "取表填表")
    write_problem(page, PROBLEMS[0], photo(tmp_path, "form.jpg"))
    next_step(page, "取号排队")
    write_ticket(page)
    saved(page)

    recorder.kill()  # the battery dies in the queue
    page = recorder.open()
    recorder.go()
    page.get_by_role("link", name=re.compile("单位社保跨区迁移")).first.click()
    page.locator(".hero", has_text="取号排队").wait_for()
    page.get_by_text("A087 号").wait_for()

    tap(page, "离开大厅")
    big_button(page, "再次到场").click()
    amend_the_form_stamp(page)
    next_step(page, "窗口受理")
    write_problem(page, PROBLEMS[1])
    write_need(page)
    take_photo(page, photo(tmp_path, "window.jpg"))
    page.get_by_text("照片已存下").wait_for()
    next_step(page, "等待办理")
    next_step(page, "拿到结果")
    end(page)
    page.get_by_text("回到首页").click()
    status(page, "待传")

    server.start()
    status(page, "服务器已全部收到")  # without a touch
    desk = new_phone(width=1280)
    check_the_desk(desk)
    check_the_journal(recorder)
    check_exactly_two(desk, Path(urlsplit(recorder.page.url).path).name)


def write_ticket(page):
    tap(page, "记排队号和前面人数")
    page.get_by_label("排队号", exact=True).fill("A087")
    page.get_by_label("前面人数").fill("6")
    tap(page, "存下排队号")
    page.get_by_text("前面还有 6 人").wait_for()


def write_need(page):
    tap(page, "记需求")
    page.get_by_text("企业", exact=True).click()
    page.get_by_label("希望什么").fill(NEED)
    tap(page, "存下")
    page.get_by_text("需求已存下").wait_for()


def amend_the_form_stamp(page):
    page.get_by_role("link", name=re.compile("取表填表")).first.click()
    field = page.get_by_label("改为时间")
    expect(field).not_to_have_value("")
    field.fill(re.sub(r"T.*", "T00:01", field.input_value()))
    page.get_by_label("原因", exact=True).fill("忘了按")
    tap(page, "存下更正")
    big_button(page, "窗口受理").wait_for()


def check_the_desk(desk: Phone):
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    page.goto(f"{desk.url}/problems?q=盖章")
    expect(page.get_by_text(PROBLEMS[1])).not_to_have_count(0)
    page.goto(f"{desk.url}/problems?q=注销")
    newly_found = page.locator("tr, li").filter(has_text="新发现")
    newly_found.get_by_role("link", name=re.compile(re.escape(PROBLEMS[0]))).first.click()
    page.locator("img").first.wait_for()
    assert page.locator("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def check_the_journal(recorder: Phone):
    """Every entry once, and the walk page shows every stage and time."""
    page = recorder.page
    walks = page.evaluate(
        """async () => (await (await fetch('/api/v1/changes?limit=1000')).json()).entries.map(e => JSON.parse(e.body))"""
    )
    mine = [b for b in walks if b["kind"] == "open" and b["data"].get("companions") == "一位企业经办人"]
    assert len(mine) == 1
    walk = mine[0]["walk"]
    kinds = [b["kind"] for b in walks if b["walk"] == walk]
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "open": 1, "stage": 6, "note": 1, "problem": 2, "photo": 2, "ticket": 1, "leave": 1, "return": 1,
        "amend": 1, "need": 1, "finish": 1,
    }  # fmt: skip
    journal = json.loads(page.evaluate(f"fetch('/api/v1/walks/{walk}/journal').then(r => r.text())"))
    assert len(journal["entries"]) == len(kinds)
    page.goto(f"{recorder.url}/walks/{walk}?entries=1")
    steps = ("咨询", "取表填表", "取号排队", "窗口受理", "等待办理", "拿到结果")
    for words in (*steps, "陪同办", NOTE, NEED, *PROBLEMS, "已收 2 张", "忘了按", "00:01", "发现的问题 2"):
        expect(page.locator("main")).to_contain_text(words, use_inner_text=True)


def check_exactly_two(desk: Phone, walk: str):
    """On the coordinator's list stand two problems of this walk, and no third."""
    page = desk.page
    page.goto(f"{desk.url}/problems?q=单位社保跨区迁移")
    of_this_walk = page.locator(f"tr:has(a[href*='/walks/{walk}'])")
    expect(of_this_walk).to_have_count(2)
    for text in PROBLEMS:
        expect(of_this_walk.filter(has_text=text).first).to_be_visible()
