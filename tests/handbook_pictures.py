"""The main screens for docs/handbook/: phone, tablet and desk, in the light and in the dark, in normal and in the largest type.

Everything stands at one fixed moment (handbook_world.py), so that a picture changes when its screen does.
"""

import base64
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Page, Playwright

from tests.e2e.on_disk import forget_drafts
from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD, Server, build_demo
from tests.e2e.sharing import SHARE
from tests.e2e.test_handbook import IPHONE
from tests.e2e.test_screens import WECHAT
from tests.e2e.thumb import status
from tests.handbook_world import CLOCK, MATTER, NOW, Scenes, board, matters
from zlc.config import ROOT

FOLDER = ROOT / "docs" / "handbook"
GAP, PAPER = 24, "#c9d0d8"
NO_OFFER = "addEventListener('beforeinstallprompt', (event) => event.stopImmediatePropagation(), true)"
# (colour scheme, size of type), from left to right.
FOUR = (("light", "normal"), ("dark", "normal"), ("light", "huge"), ("dark", "huge"))
TWO = (("light", "normal"), ("dark", "huge"))
BOTH = (("light", "normal"), ("dark", "normal"))


class Screen(NamedTuple):
    """One picture: its file, what it is called and what it shows, its address, what is done first, its variants."""

    file: str
    title: str
    words: str
    where: str
    first: Callable[[Page], Any] | None = None
    variants: tuple[tuple[str, str], ...] = FOUR


@contextmanager
def fixed_moment(folder: Path) -> Iterator[None]:
    """Servers and commands begun inside live at NOW."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CLOCK)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)


def handset(playwright: Playwright, profile: Path, url: str, who: str | None, **options: Any) -> Phone:
    phone = Phone(playwright, profile, url, reduced_motion="reduce", **options)
    assert phone.context is not None
    phone.context.clock.set_fixed_time(NOW / 1000)
    if who:
        phone.log_in(who, PASSWORD)
        status(phone.page, "服务器已全部收到")
        phone.page.get_by_text("就绪", exact=True).wait_for()
    return phone


def take(page: Page, screen: Screen, url: str) -> None:
    """Goes there in each size of type, does what is to be done, and keeps all variants side by side in one file."""
    shots = {}
    for wanted in dict.fromkeys(size for _, size in screen.variants):
        go(page, url + screen.where, wanted)
        if screen.first:
            screen.first(page)
        for variant in (one for one in screen.variants if one[1] == wanted):
            page.emulate_media(color_scheme=variant[0], reduced_motion="reduce")  # type: ignore[arg-type]
            page.evaluate("document.activeElement?.blur()")
            page.mouse.move(0, 0)
            shots[variant] = still(page)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    keep([shots[variant] for variant in screen.variants], screen.file)


def still(page: Page) -> Image.Image:
    """The screen once nothing on it moves or fades any more."""
    before, now = b"", page.screenshot(animations="disabled")
    while now != before:
        page.evaluate("new Promise((done) => setTimeout(done, 200))")
        before, now = now, page.screenshot(animations="disabled")
    return Image.open(io.BytesIO(now)).convert("RGB")


def go(page: Page, address: str, size: str) -> None:
    """Loads it anew as a phone that was set to this size and has nothing begun; the desk's pages, which know no setting, are told."""
    page.evaluate("size => localStorage.setItem('zlc.size', size)", size)
    page.goto(address)
    if "/field/#" in address and not address.endswith(SHARED.where):  # what was shared waits as what was begun does
        forget_drafts(page)
    page.reload()
    page.locator("h1, dialog h2").last.wait_for()
    page.evaluate("size => { document.documentElement.dataset.size = size }", size)


def keep(shots: list[Image.Image], name: str) -> None:
    width = sum(one.width for one in shots) + GAP * (len(shots) - 1)
    picture = Image.new("RGB", (width, max(one.height for one in shots)), PAPER)
    left = 0
    for one in shots:
        picture.paste(one, (left, 0))
        left += one.width + GAP
    written = [io.BytesIO(), io.BytesIO()]
    picture.save(written[0], "WEBP", lossless=True, quality=100, method=6)
    picture.save(written[1], "WEBP", quality=78, method=6)
    smaller = min((one.getvalue() for one in written), key=len)
    (FOLDER / f"{name}.webp").write_bytes(smaller)
    print(f"docs/handbook/{name}.webp: {len(smaller) // 1024} KB", file=sys.stderr)


def wait_for(words: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_text(words).first.wait_for()


def see_pictures(page: Page) -> None:
    page.get_by_text("2 张，已存在本机").wait_for()
    page.locator(".photos img").last.evaluate("one => one.decode()")


def see_how_to_install(page: Page) -> None:
    page.locator(".card img").evaluate("one => one.decode()")
    page.locator(".card", has_text="放到手机桌面").evaluate("one => one.scrollIntoView({ block: 'end' })")


def write_a_problem(page: Page) -> None:
    page.get_by_text("排队、叫号或引导").or_(page.locator(".chip").first).first.click()
    page.get_by_label("发现了什么").fill("综合窗口 5 个只开 2 个，叫号很慢")


def choose_a_matter(page: Page) -> None:
    page.get_by_label("要办的事项").fill("参保")
    page.get_by_role("button", name=re.compile("参保")).first.wait_for()


def phone_screens(scenes: Scenes, done: str) -> list[Screen]:
    walk = f"/field/#/walk/{scenes.queueing}"
    return [
        Screen("phone-home", "首页", "进行中的在最上面，存到哪里了，最近的；「设置」在右上角。", "/field/#/", wait_for("进行中")),
        Screen("phone-start", "开始走流程", "输入几个字，从目录里选事项。", "/field/#/start", choose_a_matter),
        Screen("phone-walk", "走流程", "现在的环节和用时、当天的环节和各环节里记下的、随时可记的五样、写着下一步的大按钮。", walk),
        Screen("phone-more", "更多", "换环节、补记、全部记录、停表、结束或作废、低调模式。", f"{walk}/more"),
        Screen("phone-problem", "记问题", "选一类，写一句，选影响。", f"{walk}/problem", write_a_problem),
        Screen("phone-photo", "拍照", "现拍或从相册选。", f"{walk}/photo", wait_for("从相册选")),
        Screen("phone-checklist", "体验要素", "逐项看：好、有问题、没有、不适用。", f"{walk}/particulars/checklist"),
        Screen("phone-conflict", "两种说法", "两部手机改了同一处，并排列出，由人决定。", f"{walk}/record/{scenes.torn}"),
        Screen("phone-summary", "走完以后", "时间花在哪里，记下了什么。", f"/field/#/walk/{done}"),
        Screen("phone-handbook", "使用手册", "存在手机里，没有网络也能看。", "/field/handbook/"),
    ]


def desk_screens(scenes: Scenes, done: str, problem: str) -> list[Screen]:
    walk = f"/walks/{done}"
    pages = [
        ("mine", "等我办的", "登录后先到这里：要您确认、立项、核验、催办的，时限近的在前。", "/mine"),
        ("problems", "问题清单", "筛选、搜索，红黄绿灯旁边都写着字。", "/problems"),
        ("problem", "一个问题", "从发现到销号，一条时间线。", problem),
        ("rectifications", "整改清单", "谁负责、到哪一步、还有几个工作日。", "/rectifications"),
        ("walk", "一次走流程", "时间线、各环节用时、公示与实走、记录、照片。", walk),
        ("comparison", "公示与实走", (
            "差距、三种时间、前后对照；拟记的问题：比公示差的，要素有问题或没有的，奇葩、循环、重复证明，有标签的中介，不满意的评价，"
            "补正两次以上的，\n勾选后一次记下，或者不记。"
        ), f"{walk}/comparison"),
        ("session", "坐窗口", "时间按小时画成图，每件记下了什么。", f"/walks/{scenes.session}"),
        ("summary", "汇总", "选一段时间，走了几次，时间花在哪里；点一个数，就是数出它的那些行，旁边是上一期的数。", "/summary"),
        ("matters", "事项目录", "对外公布的内容和自查的疑问。", "/matters"),
        ("editions", "环节和要素", "步骤和清单的版本，谁改的，为什么。", "/editions"),
        ("devices", "上传核对", "每台手机传来了多少，缺什么。", "/devices"),
    ]
    return [Screen(f"desk-{name}", title, words, where, None, BOTH) for name, title, words, where in pages]


def hand_in(page: Page) -> None:
    page.get_by_label("Excel 或 CSV 文件").set_input_files(matters())
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("heading", name=re.compile("对应列|导入预览")).wait_for()
    page.get_by_role("heading", name="导入预览").wait_for()


SHARED = Screen("phone-shared", "分享来的照片", "从相册分享进来的，选放进哪一次。", "/field/#/shared", see_pictures)
IMPORT = Screen("desk-import", "导入事项", "先看预览：新增、变更、有误，一行一行。", "/imports", hand_in, BOTH)
OVERVIEW = Screen(
    "desk-overview", "单位一览", "营商办、督导：各单位还有几条要办，按名称排；点一个数，就是数出它的那些条。", "/overview", None, BOTH,
)  # fmt: skip
INSTALL = Screen("phone-install", "放到苹果手机的桌面", "「设置」最下面有图。", "/field/#/settings", see_how_to_install)
IN_WECHAT = Screen("phone-wechat", "在微信里打开", "请在浏览器中打开；有网络时照样能记。", "/field/#/")


def handbook_pictures(playwright: Playwright, folder: Path) -> None:
    """Makes all of docs/handbook/ anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with fixed_moment(folder / "moment"):
        build_demo(folder / "handbook-demo")
        server = Server(folder / "handbook-server", folder / "handbook-demo").start()
    try:
        chapters = list(_chapters(playwright, folder, server.url))
    finally:
        server.stop()
    write_index(chapters)


def _chapters(playwright: Playwright, folder: Path, url: str) -> Iterator[tuple[str, list[Screen]]]:
    clerk = handset(playwright, folder / "clerk", url, "clerk")
    recorder = handset(playwright, folder / "recorder", url, "recorder")
    assert recorder.context is not None and clerk.context is not None
    scenes = Scenes(recorder.context, clerk.context, url)
    desk = Phone(playwright, folder / "office", url, viewport={"width": 1280, "height": 900}, has_touch=False)
    assert desk.context is not None
    desk.context.clock.set_fixed_time(NOW / 1000)
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    problem = page.get_by_role("link", name="没有叫号机，全靠挤").get_attribute("href") or ""
    desk.go("/walks?status=finished")
    done = (page.get_by_role("link", name=MATTER).first.get_attribute("href") or "").rpartition("/")[2]

    def all_of(phone: Phone, screens: list[Screen]) -> list[Screen]:
        for screen in screens:
            take(phone.page, screen, url)
        return screens

    for phone in (recorder, clerk):
        phone.go()
        phone.page.reload()
        status(phone.page, "服务器已全部收到")
    on_phone = all_of(recorder, phone_screens(scenes, done))
    photo = base64.b64encode(board(folder / "board.jpg").read_bytes()).decode()
    recorder.page.evaluate(SHARE, [photo, photo])
    see_pictures(recorder.page)
    on_phone += all_of(recorder, [SHARED])
    recorder.page.get_by_role("button", name="不要这些照片").click()
    counter = Screen("phone-counter", "坐窗口", "叫号、结果各点一下；时间去向按小时画。", f"/field/#/walk/{scenes.session}")
    on_phone += all_of(clerk, [counter])
    for screen, agent in ((INSTALL, IPHONE), (IN_WECHAT, WECHAT)):
        other = handset(playwright, folder / screen.file, url, None, user_agent=agent)
        assert other.context is not None
        # An iPhone's browser never offers it, and this one would.
        other.context.add_init_script(NO_OFFER)
        other.log_in("recorder", PASSWORD)
        status(other.page, "服务器已全部收到")
        on_phone += all_of(other, [screen])
        other.close()
    yield "手机（宽 390）", on_phone

    wide = {"width": 820, "height": 1100}
    clerk.page.set_viewport_size(wide)  # type: ignore[arg-type]
    recorder.page.set_viewport_size(wide)  # type: ignore[arg-type]
    on_tablet = all_of(clerk, [counter._replace(file="tablet-counter", words="平板上分成两栏。", variants=TWO)])
    again = [one for one in phone_screens(scenes, done) if one.file in ("phone-home", "phone-walk")]
    on_tablet += all_of(recorder, [one._replace(file=one.file.replace("phone", "tablet"), variants=TWO) for one in again])
    yield "平板（宽 820）", on_tablet

    on_desk = all_of(desk, desk_screens(scenes, done, problem))
    for one in [one for one in on_desk if one.file in ("desk-problems", "desk-walk")]:
        large = one._replace(file=f"{one.file}-large", title=f"{one.title}，特大字", variants=(("light", "huge"),))
        on_desk += all_of(desk, [large])
    desk.context.clear_cookies()
    desk.log_in("office", PASSWORD, "/imports")
    on_desk += all_of(desk, [IMPORT, OVERVIEW])
    yield "电脑（宽 1280）", on_desk
    for phone in (recorder, clerk, desk):
        phone.close()


# What stands below this in the index is written by hand, of pages without a picture, and stays as it is.
BY_HAND = "## 没有图的页面"


def write_index(chapters: list[tuple[str, list[Screen]]]) -> None:
    lines = [
        "# 使用手册的图", "",
        "各主要页面的样子，由 `./run.sh pictures` 从虚构的云岭市生成，时间固定在同一刻。", "",
        "文字的手册在应用里：首页「设置」里的「使用手册」，没有网络也能看。", "",
        "手机的图从左到右：浅色标准字、深色标准字、浅色特大字、深色特大字。平板：浅色标准字、深色特大字。电脑：浅色、深色。", "",
    ]  # fmt: skip
    for chapter, screens in chapters:
        lines += [f"## {chapter}", ""]
        for one in screens:
            lines += [f"### {one.title}", "", one.words, "", f"![{one.title}]({one.file}.webp)", ""]
    index = FOLDER / "README.md"
    by_hand = index.read_text().partition(BY_HAND)[2]
    index.write_text("\n".join([*lines, BY_HAND]) + by_hand)
