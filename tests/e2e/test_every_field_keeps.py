"""Nothing typed is lost: every field of every screen holds what was put into it, whichever way one leaves the screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.fields import QUEUEING, SETTINGS, check_all, fill, holds, open_
from tests.e2e.on_disk import MINE, drafts_held_up, until_draft_kept
from tests.e2e.phone import Phone
from tests.e2e.recorded import Recorded, give_to_recorder
from tests.e2e.servers import PASSWORD, Server
from tests.e2e.sharing import picture, share
from tests.e2e.test_screens import show
from tests.e2e.thumb import leave_app, status, tap
from zlc.config import ROOT

CLIENT = ROOT / "static/client"
KEYS = f"() => ({MINE})(async (all) => (await all('drafts')).map((row) => row.key))"


def screens(recorded: Recorded) -> dict[str, str]:
    """hash: heading, of every screen and sheet that the code has. A new one that is not here fails below."""
    walk, session = f"walk/{recorded.queueing}", f"walk/{recorded.counter['new']}"
    case = f"walk/{recorded.counter['serving']}/case/{recorded.cases['serving']}"
    over, paused = (f"walk/{recorded.counter[name]}/case/{recorded.cases[name]}" for name in ("over", "paused"))
    return {
        "": "走流程", "settings": "设置", "past": "以前的走流程",
        "mine": "我的整改", f"mine/{recorded.mine}/progress": "记进展", f"mine/{recorded.mine}/submission": "报完成",
        f"mine/{recorded.mine}/photo": "拍照",
        "start": "开始走流程", "counter": "开始坐窗口", "shared": "分享来的照片", walk: QUEUEING,
        **{f"{walk}/{form}": title for form, title in FORMS.items()}, f"{walk}/check/{recorded.check}": "拍照",
        f"{walk}/finish": "全程结束", f"{walk}/problem/element/{recorded.check}": "记问题",
        f"{walk}/problem/photo/{recorded.problem}": "拍照", f"{walk}/entry/{recorded.problem}": "问题",
        f"{walk}/entry/{recorded.opening}": "开始",
        f"{walk}/entry/{recorded.problem}/photo": "拍照", f"{walk}/record/{recorded.problem}/photo": "拍照",
        f"{walk}/record": "全部记录", f"{walk}/record/{recorded.torn}": "离开大厅",
        **{f"{walk}/particulars/{tab}": "材料要素" for tab in ("materials", "outcome", "checklist", "broker", "rating")},
        f"walk/{recorded.delegated}/photo": "拍照", f"walk/{recorded.delegated}/more": "更多",
        session: "社保综合", f"{session}/pause": "为什么暂停",
        case: "B012 号", **{f"{case}/{form}": title for form, title in FORMS.items() if form in ("problem", "need", "note", "photo")},
        paused: "B012 号", over: "B012 号",
    }  # fmt: skip


FORMS = {
    "problem": "记问题", "need": "记需求", "note": "记一笔", "photo": "拍照", "paper": "授权材料", "more": "更多",
    "later": "补记漏掉的",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(playwright: Playwright, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Phone, Recorded]]:
    """One server and one phone for all that is told here; each story has a walk of its own."""
    folder = tmp_path_factory.mktemp("fields")
    server = Server(folder / "server", template)
    give_to_recorder(server.folder)
    server.start()
    phone = Phone(playwright, folder / "profile", server.url)
    phone.log_in("recorder", PASSWORD, "/problems")
    recorded = Recorded(phone.context, server.url)
    status(phone.go(), "服务器已全部收到")
    phone.page.get_by_text("就绪", exact=True).wait_for()
    yield phone, recorded
    phone.close()
    server.stop()


def leave_by_its_own_button(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    before = page.url
    (dialog.get_by_role("button", name="关闭") if dialog.count() else page.get_by_role("link", name="返回")).click()
    page.wait_for_function("before => location.href !== before", arg=before)


def test_every_field_of_every_screen_holds_what_was_typed_whichever_way_one_leaves(world):
    phone, recorded = world
    page, titles = phone.page, screens(recorded)
    share(page, picture(10))
    filled = {}
    for hash_, title in titles.items():
        filled[hash_] = fill(page, hash_, title)
        if not filled[hash_]:
            del filled[hash_]
            continue
        if hash_:
            leave_by_its_own_button(page)
            open_(page, hash_, title)
            holds(page, filled[hash_], f"{hash_} after its own way back")
            page.go_back()
            open_(page, hash_, title)
            holds(page, filled[hash_], f"{hash_} after the browser's way back")
    assert_every_form_was_there(page.evaluate(KEYS))
    check_all(page, filled, titles, "after all the others")
    other = page.context.new_page()
    other.goto(f"{phone.url}/field/")
    check_all(other, filled, titles, "in another tab")
    other.reload()
    check_all(other, filled, titles, "after a reload")

    phone.kill()
    page = phone.open()
    phone.go()
    filled = {hash_: {name: held[name] for name in held if not name.startswith(SETTINGS)} for hash_, held in filled.items()}
    check_all(page, filled, titles, "after SIGKILL")
    show(page, "", "走流程")
    leave_app(page)
    page.wait_for_function("() => !localStorage.getItem('zlc.leave')")  # the server knows
    page = phone.log_in("recorder", PASSWORD)
    check_all(page, filled, titles, "after leaving and logging in again")


def test_whoever_comes_back_before_the_disk_has_taken_the_last_word_finds_it(world):
    phone, recorded = world
    page, sheet = phone.page, f"walk/{recorded.fresh}/note"
    show(page, sheet, "记一笔")
    with drafts_held_up(page):
        for words in ("窗口说要先盖章", "窗口说不用盖章了"):
            page.get_by_label("记什么").fill(words)
        leave_by_its_own_button(page)
        show(page, sheet, "记一笔")
    expect(page.get_by_label("记什么")).to_have_value("窗口说不用盖章了")
    until_draft_kept(page, "窗口说不用盖章了")
    tap(page, "存下")
    page.locator(".undo", has_text="已记一笔").wait_for()


def assert_every_form_was_there(keys: list[str]) -> None:
    """Each `useDraft` of the code has left a draft on the disk: its form was on one of the screens, and was filled."""
    for path in sorted(path for room in ("kit", "parts", "screens") for path in (CLIENT / room).rglob("*.tsx")):
        for key in re.findall(r"useDraft(?:<\w+>)?\(\s*(`[^`]*`|'[^']*'|\w+)", path.read_text()):
            # A variable is the place itself, of a photo's sheet.
            shape = r".*/(photo|paper|check)(/.*)?" if key.isidentifier() else re.sub(r"\$\{.*?\}", "[^~]+", key[1:-1])
            assert any(re.fullmatch(shape, one) for one in keys), f"{path.name}: no screen of this test has the form {key}"


def test_every_screen_of_the_code_is_in_the_list(world):
    names = "".join((CLIENT / f"screens/{name}.tsx").read_text() for name in ("app", "sheets", "particulars/particulars"))
    wanted = {*re.findall(r"name === '(\w+)'", names), *re.findall(r"(?:part|last) === '(\w+)'", names)}
    tabs = re.search(r"TABS: .*?= \[(.*?)\];", names, re.S)
    assert tabs and len(wanted) > 15
    wanted |= set(re.findall(r"\['(\w+)',", tabs[1]))
    parts = {part for hash_ in screens(world[1]) for part in hash_.split("/")}
    assert wanted <= parts, f"add to screens(): {sorted(wanted - parts)}"


def test_what_is_let_go_of_can_be_had_back_and_what_is_kept_leaves_nothing(world):
    phone, recorded = world
    page, walk = phone.page, f"walk/{recorded.fresh}"
    left = page.get_by_role("region", name="没写完的")
    show(page, f"{walk}/note", "记一笔")
    page.get_by_label("记什么").fill("窗口说要先盖章")
    tap(page, "不记了")
    page.locator(".undo", has_text="没有记").wait_for()
    expect(left).to_have_count(0)
    tap(page, "撤销")
    expect(page.get_by_label("记什么")).to_have_value("窗口说要先盖章")
    leave_by_its_own_button(page)
    left.get_by_role("link", name="记一笔 窗口说要先盖章").wait_for()
    tap(page, "不记了：记一笔")
    left.wait_for(state="detached")
    tap(page, "撤销")
    left.get_by_role("link", name="记一笔 窗口说要先盖章").click()
    page.get_by_text("接着上次没写完的").wait_for()
    tap(page, "存下")
    page.locator(".undo", has_text="已记一笔").wait_for()
    expect(left).to_have_count(0)

    show(page, f"{walk}/particulars/broker", "材料要素")
    page.get_by_label("机构或服务").fill("一家代办公司")
    leave_by_its_own_button(page)
    show(page, "", "走流程")
    page.locator("a.card", has_text="有没写完的").first.wait_for()
    show(page, f"{walk}/particulars/broker", "材料要素")
    form = page.get_by_role("form", name="中介服务")
    form.get_by_role("button", name="不记了").click()
    form.get_by_text("已清空，没有记").wait_for()
    expect(page.get_by_label("机构或服务")).to_have_value("")
    form.get_by_role("button", name="撤销").click()
    expect(page.get_by_label("机构或服务")).to_have_value("一家代办公司")


def test_two_tabs_with_the_same_unfinished_note_are_both_found_after_a_dead_battery(world):
    phone, recorded = world
    first, walk = phone.page, f"walk/{recorded.delegated}"
    show(first, f"{walk}/note", "记一笔")
    second = first.context.new_page()
    second.goto(first.url)
    for page, text in ((first, "第一页写的"), (second, "第二页写的"), (first, "第一页接着写的")):
        page.get_by_label("记什么").fill(text)
        until_draft_kept(page, text)
    phone.kill()
    page = phone.open()
    phone.go(f"/field/#/{walk}")
    left = page.get_by_role("region", name="没写完的")
    for text in ("第一页接着写的", "第二页写的"):
        left.get_by_role("link", name=f"记一笔 {text}").wait_for()
    for _ in range(2):
        left.get_by_role("link").filter(has_text="记一笔").first.click()
        page.get_by_text("接着上次没写完的").wait_for()
        tap(page, "存下")
        page.locator(".undo", has_text="已记一笔").wait_for()
    show(page, f"{walk}/record", "全部记录")
    for text in ("第一页接着写的", "第二页写的"):
        page.get_by_role("link", name=f"记一笔 {text}").wait_for()
