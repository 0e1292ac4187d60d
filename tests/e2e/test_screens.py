"""Every screen and page: 0 violations of axe, big targets, legible words, nothing cut off, at both ends of size."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.bench.pictures import pictures
from tests.e2e.inspection import Inspection
from tests.e2e.phone import Phone
from tests.e2e.recorded import Recorded, give_to_recorder
from tests.e2e.servers import PASSWORD, Server
from tests.e2e.sharing import picture, share
from tests.e2e.thumb import leave_app

WIDTHS = (320, 390)
SIZES = {"标准": "normal", "大字": "large", "特大": "huge"}
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/98 Mobile Safari/537.36 MicroMessenger/8.0.47"


PICTURE = {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": pictures(1).popitem()[1]}


@pytest.fixture(scope="module")
def world(playwright: Playwright, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Recorded]]:
    """One server for all: looking changes nothing."""
    folder = tmp_path_factory.mktemp("screens")
    server = Server(folder / "server", template)
    give_to_recorder(server.folder)
    server.start()
    phone = Phone(playwright, folder / "profile", server.url)
    phone.log_in("recorder", PASSWORD, "/problems")
    recorded = Recorded(phone.context, server.url)
    recorded.send_a_photo(PICTURE["buffer"])
    phone.close()
    yield server, recorded
    server.stop()


@pytest.fixture
def take(playwright: Playwright, tmp_path: Path, world: tuple[Server, Recorded]) -> Iterator[Callable[..., Phone]]:
    """take(width) is another phone or desk in front of that server."""
    taken: list[Phone] = []

    def make(width: int, **options: object) -> Phone:
        taken.append(Phone(playwright, tmp_path / f"profile-{len(taken)}", world[0].url, width, **options))
        return taken[-1]

    yield make
    for phone in taken:
        phone.close()


TURN_TO = """hash => location.hash === hash || new Promise((done) => {
  addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(done)), { once: true });
  location.hash = hash;
})"""


def show(page: Page, screen: str, title: str) -> None:
    page.evaluate(TURN_TO, f"#/{screen}")
    page.locator("h1, dialog h2").filter(has_text=title).first.wait_for()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def choose_size(page: Page, word: str) -> None:
    show(page, "settings", "设置")
    page.get_by_text(word, exact=True).click()
    page.locator(f"html[data-size={SIZES[word]}]").wait_for(state="attached")


# What is done on a screen before it is looked at: it must not be recorded, the next size looks at it again.
def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")


def ask_for_the_ticket(page: Page) -> None:
    press(page, "更新排队号和人数")
    page.get_by_label("前面人数").wait_for()


def mark_a_material(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^标注 ")).first.click()
    page.get_by_label("别的单位").wait_for()


def leave_it_empty(page: Page) -> None:
    press(page, "存下")
    page.locator("[aria-invalid=true]").first.wait_for()


def write_a_private_number(page: Page) -> None:
    page.get_by_label("记什么").fill("经办人电话 13812345678")
    page.get_by_text("像是有手机号").wait_for()


def delegate(page: Page) -> None:
    page.get_by_text("代理办", exact=True).click()
    page.get_by_label("授权依据").wait_for()


def ask_for_the_reason(page: Page) -> None:
    press(page, "暂停")
    page.get_by_label("其他原因").wait_for()


def wait_for_pictures(page: Page) -> None:
    page.get_by_text("2 张，已存在本机").wait_for()


def show_all_cases(page: Page) -> None:
    page.get_by_role("button", name=re.compile("看其余")).click()


def correct_without_a_reason(page: Page) -> None:
    press(page, "存下更正")
    page.locator("[aria-invalid=true]").wait_for()


def choose_to_cover(page: Page, file: dict[str, Any]) -> None:
    page.get_by_text("先遮挡、画箭头", exact=True).check()
    page.locator("#album").set_input_files(file)


def cover_a_part(page: Page) -> None:
    choose_to_cover(page, PICTURE)
    page.locator(".board svg").press("Enter")
    page.get_by_text("加说明条", exact=True).check()
    page.get_by_text("已遮挡 1 处").wait_for()


def choose_what_cannot_be_shown(page: Page) -> None:
    choose_to_cover(page, {**PICTURE, "name": "hall.heic", "buffer": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"})
    page.get_by_text("这张照片在这里不能遮挡").wait_for()


def open_again(page: Page, name: str) -> None:
    """What was typed is a draft, and would be there the next time; a picture that was being covered is gone, and that is said."""
    page.reload()
    if name.endswith("cover"):
        page.get_by_text("没有留下").wait_for()


def make_it_larger(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('.stage img')?.naturalWidth > 0")
    press(page, "放大")


def screens(recorded: Recorded) -> list[tuple]:
    """(what it is, hash, its heading, what to do first)."""
    walk = f"walk/{recorded.queueing}"
    session = {name: f"walk/{walk}" for name, walk in recorded.counter.items()}
    return [
        ("home", "", "走流程"), ("settings", "settings", "设置", unfold), ("past", "past", "以前的走流程", unfold),
        ("start", "start", "开始走流程"), ("delegate", "start", "开始走流程", delegate),
        ("counter", "counter", "开始坐窗口"), ("before", f"walk/{recorded.fresh}", "企业基本养老保险"),
        ("in", walk, "灵活就业人员"), ("ticket", walk, "灵活就业人员", ask_for_the_ticket),
        ("more", f"{walk}/more", "更多"), ("later", f"{walk}/later", "补记漏掉的"), ("photo", f"{walk}/photo", "拍照"),
        ("ending", f"{walk}/finish", "全程结束"), ("an element's problem", f"{walk}/problem/element/{recorded.check}", "记问题"),
        ("marking", f"{walk}/particulars/materials", "材料要素", mark_a_material), ("paper", f"{walk}/paper", "授权材料"),
        ("cover", f"{walk}/photo", "拍照", cover_a_part), ("not to cover", f"{walk}/photo", "拍照", choose_what_cannot_be_shown),
        ("view", f"{walk}/view/{recorded.photo}", "照片", make_it_larger),
        ("entry", f"{walk}/entry/{recorded.stage}", "取号排队", correct_without_a_reason),
        ("opening", f"{walk}/entry/{recorded.opening}", "开始"), ("judgement", f"{walk}/entry/{recorded.problem}", "问题"),
        ("record", f"{walk}/record", "全部记录"), ("conflict", f"{walk}/record/{recorded.torn}", "离开大厅"),
        ("problem", f"{walk}/problem", "记问题", leave_it_empty), ("need", f"{walk}/need", "记需求"),
        ("note", f"{walk}/note", "记一笔", write_a_private_number),
        *((tab, f"{walk}/particulars/{tab}", "材料要素") for tab in ("materials", "outcome", "checklist", "broker", "rating")),
        ("summary", f"walk/{recorded.done}", "灵活就业人员"), ("idle", session["new"], "社保综合"),
        ("reason", session["new"], "社保综合", ask_for_the_reason), ("serving", session["serving"], "社保综合"),
        ("paused", session["paused"], "社保综合"), ("over", session["over"], "社保综合"),
        ("busy", session["busy"], "社保综合", show_all_cases),
        *((f"case {name}", f"{session[name]}/case/{recorded.cases[name]}", "B012 号") for name in ("serving", "over")),
        ("note in a case", f"{session['serving']}/case/{recorded.cases['serving']}/note", "记一笔"),
        ("unknown", "walk/unknown", "没有这次记录"), ("mine", "mine", "我的整改"), ("one of mine", f"mine/{recorded.mine}", "我的整改"),
        ("progress", f"mine/{recorded.mine}/progress", "记进展", leave_it_empty),
        ("submission", f"mine/{recorded.mine}/submission", "报完成", leave_it_empty), ("evidence", f"mine/{recorded.mine}/photo", "拍照"),
        ("none of mine", "mine/unknown", "我的整改"),
        *((f"pictures {end}", f"shared{end}", "分享来的照片", wait_for_pictures) for end in ("", "/failed")),
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_of_the_app(width, world, take):
    page = take(width).log_in("recorder", PASSWORD)
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    page.get_by_text("就绪", exact=True).wait_for()
    share(page, picture(10), picture(200))
    inspection = Inspection(page)
    for word, size in SIZES.items():
        choose_size(page, word)
        for name, hash_, title, *first in screens(world[1]):
            show(page, hash_, title)
            for act in first:
                act(page)
            inspection.look(f"{name} {size}", big=size != "normal", dark=size != "large")
            if first:
                open_again(page, name)
    inspection.assert_none()


def test_every_screen_in_discreet_mode(world, take):
    page = take(390).log_in("recorder", PASSWORD)
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    show(page, "settings", "设置")
    page.get_by_text("屏幕变暗，不震动").click()
    inspection = Inspection(page)
    for name, hash_, title, *first in screens(world[1]):
        if not name.startswith("pictures"):  # there are none on this phone
            show(page, hash_, title)
            for act in first:
                act(page)
            inspection.look(name)
            if first:
                open_again(page, name)
    inspection.assert_none()


@pytest.mark.parametrize("width", [820, 1280])
def test_a_counter_session_where_there_is_room(width, world, take):
    page = take(width, has_touch=width < 1000).log_in("recorder", PASSWORD)
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    inspection = Inspection(page)
    sessions = {name: f"walk/{walk}" for name, walk in world[1].counter.items()}
    for size in SIZES:
        choose_size(page, size)
        for name, hash_ in sessions.items():
            show(page, hash_, "社保综合")
            inspection.look(f"{name} {size}", big=size != "标准", dark=True)
        show(page, f"{sessions['over']}/case/{world[1].cases['over']}", "B012 号")
        inspection.look(f"case {size}", big=size != "标准", dark=True)
    inspection.assert_none()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_app_when_something_is_in_the_way(width, take):
    """Nobody has logged in, somebody else has, the app is locked, superseded, cannot open, cannot save."""
    phone = take(width)
    page = phone.go()
    inspection = Inspection(page)
    page.get_by_text("这台手机第一次使用").wait_for()
    inspection.look_in_both_sizes("new", app=True)

    phone.log_in("recorder", PASSWORD)
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    phone.lose_login()
    page.get_by_text("未登录，记录照常，登录后上传").wait_for()
    inspection.look_in_both_sizes("logged out", app=True)

    phone.log_in("clerk", PASSWORD)
    page.get_by_text("改用现在登录的人").wait_for()
    inspection.look_in_both_sizes("wrong person", app=True)

    show(page, "start", "开始走流程")
    page.get_by_label("要办的事项").fill("参保")
    page.evaluate("() => { IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => { throw new Error('full') } }")
    press(page, "开始")
    page.get_by_role("alert").filter(has_text="没有存上").wait_for()
    inspection.look_in_both_sizes("not saved", app=True)

    page.reload()
    show(page, "", "走流程")
    leave_app(page)
    inspection.look_in_both_sizes("locked", app=True)
    inspection.assert_none()


def test_the_app_superseded_unopened_and_in_wechat(take):
    phone = take(320, user_agent=WECHAT)
    page = phone.log_in("recorder", PASSWORD)
    inspection = Inspection(page)
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    page.get_by_role("heading", name="请在浏览器中打开").wait_for()
    inspection.look_in_both_sizes("wechat", app=True)

    page.evaluate(OPEN_NEWER)
    page.get_by_text("请用新打开的页面").wait_for()
    inspection.look_in_both_sizes("superseded", app=True)

    page.add_init_script("indexedDB.open = () => { throw new Error('broken') }")
    page.reload()
    page.get_by_text("没有打开").wait_for()
    inspection.look_in_both_sizes("failed", app=True)
    inspection.assert_none()


# What a tab with a later version of the app does to this one.
OPEN_NEWER = """async () => {
  const mine = (await indexedDB.databases()).find(({ name }) => name.startsWith('zlc-'));
  indexedDB.open(mine.name, 99);
}"""


def desk_pages(recorded: Recorded) -> list[tuple[str, str]]:
    sessions = [(f"session {name}", f"/walks/{walk}") for name, walk in recorded.counter.items()]
    return [
        ("mine", "/mine"), ("problems", "/problems"), ("nothing found", "/problems?q=没有这样的问题"),
        ("problem", f"/problems/{recorded.problem}"),
        ("needs", "/needs"), ("nothing asked for", "/needs?q=没有这样的需求"), ("registering", "/problems/new"),
        ("requests", "/requests"), ("devices", "/devices"), ("held", "/held"), ("rescue", "/rescue"),
        ("walks", "/walks"), ("walk", f"/walks/{recorded.queueing}"), ("finished walk", f"/walks/{recorded.done}"),
        ("photos", f"/walks/{recorded.queueing}/photos"), ("no photos", f"/walks/{recorded.done}/photos"),
        ("photo", f"/walks/{recorded.queueing}/photos/{recorded.photo}"),
        ("missing photo", f"/walks/{recorded.queueing}/photos/{recorded.missing_photo}"),
        *sessions, ("password", "/password"), ("refusal", "/walks/unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize("width", [*WIDTHS, 1280])
def test_every_page_of_the_desk(width, world, take):
    desk = take(width)
    page = desk.go("/login")
    inspection = Inspection(page)
    inspection.look_in_both_sizes("login")
    page.get_by_label("用户名").fill("nobody")
    page.get_by_label("密码", exact=True).fill("wrong")
    press(page, "登录")
    page.get_by_role("alert").wait_for()
    inspection.look_in_both_sizes("login refused")

    desk.log_in("coordinator", PASSWORD, "/problems")
    for name, path in desk_pages(world[1]):
        desk.go(path)
        inspection.look_in_both_sizes(name)
    desk.go(f"/walks/{world[1].queueing}/comparison")
    unfold(page)
    inspection.look_in_both_sizes("comparison")
    for name, query in (("sessions to choose", ""), ("together", f"?other={world[1].counter['over']}")):
        desk.go(f"/walks/{world[1].done}/together{query}")
        inspection.look_in_both_sizes(name)
    desk.go("/problems")
    confirmed = page.locator("tr, li, article").filter(has_text="已确认").get_by_role("link").first
    confirmed.click()
    page.wait_for_url(re.compile("/problems/."))
    inspection.look_in_both_sizes("confirmed problem")

    look_at_what_was_registered(desk, inspection)
    look_at_what_is_held(desk, inspection)
    look_at_a_file_taken_in(desk, inspection, world[1])

    page.context.clear_cookies()
    desk.log_in("auditor", PASSWORD, "/audit")
    inspection.look_in_both_sizes("audit")
    page.context.clear_cookies()
    desk.log_in("office", PASSWORD, "/overview")
    inspection.look_in_both_sizes("overview")
    page.context.clear_cookies()
    desk.log_in("admin", PASSWORD, "/people")
    inspection.look_in_both_sizes("people")
    look_at_units(desk, inspection)
    inspection.assert_none()


def look_at_units(desk: Phone, inspection: Inspection) -> None:
    page = desk.go("/units")
    inspection.look_in_both_sizes("units")
    page.get_by_role("link", name="市人社局", exact=True).click()
    page.get_by_role("heading", name="主要负责人").wait_for()
    unit = page.url
    for name, path in {"unit": "", "unit to correct": "/correction", "head to register": "/headships"}.items():
        page.goto(f"{unit}{path}")
        inspection.look_in_both_sizes(name)
    for words in ("更正", "登记离任"):
        page.goto(unit)
        page.get_by_role("link", name=words, exact=True).first.click()
        page.locator("#ends_on").wait_for()
        inspection.look_in_both_sizes(words)
    desk.go("/units/new")
    inspection.look_in_both_sizes("unit to add")


def look_at_what_was_registered(desk: Phone, inspection: Inspection) -> None:
    page = desk.go("/problems/new")
    page.get_by_label("发现的问题").fill("座谈会上三家餐饮店说，办证要跑两个窗口")
    page.get_by_label("从哪里来").select_option(label="座谈会")
    press(page, "登记")
    page.get_by_text("已登记，编号").wait_for()
    unfold(page)
    inspection.look_in_both_sizes("registered problem")


def look_at_what_is_held(desk: Phone, inspection: Inspection) -> None:
    page = desk.go("/held")
    unfold(page)
    inspection.look_in_both_sizes("held unfolded")
    page.get_by_role("button", name="采用", exact=True).first.click()
    page.get_by_role("alert").filter(has_text="现在还不能采用").wait_for()
    inspection.look_in_both_sizes("held refused")
    desk.go("/devices")
    unfold(page)
    inspection.look_in_both_sizes("devices unfolded")


def look_at_a_file_taken_in(desk: Phone, inspection: Inspection, recorded: Recorded) -> None:
    """First refused because it is another server's, then taken as a ferry, with lines that are cut."""
    entries = [{"entry": entry} for entry in recorded.first.entries[:3]]
    lines = [json.dumps(line) for line in ({"rescue": {"v": 2, "server": "x", "person": recorded.first.person}}, *entries)]
    file = {"name": "a.jsonl", "mimeType": "text/plain", "buffer": "\n".join([*lines, lines[1][:50]]).encode()}
    page = desk.go("/rescue")
    for tick in (False, True):
        page.get_by_label("手机导出的文件").set_input_files(file)
        if tick:
            page.get_by_label("这是从另一台服务器的手机转运来的").check()
        page.get_by_role("button", name="导入", exact=True).click()
        page.get_by_text("第 5 行" if tick else "另一台服务器的手机导出的").wait_for()
        inspection.look_in_both_sizes(f"rescue {'taken' if tick else 'refused'}")
