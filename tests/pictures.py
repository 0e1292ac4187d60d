"""`./run.sh pictures`: the pictures of the README and of docs/handbook/, taken from the demo world by a phone and a desk browser.

The phone's walk is recorded here, tap by tap, so that its screens show what a newcomer gets to see.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD, Server, build_demo
from tests.e2e.thumb import next_step
from tests.handbook_pictures import handbook_pictures
from zlc.config import ROOT

FOLDER = ROOT / "docs" / "pictures"
MATTER = "单位社保跨区迁移"
COLOURS = 128
GAP = 32
PAPER = "#e9ecf0"


def keep(image: Image.Image, name: str) -> None:
    """As few bytes as a screen's few colours need."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    small = image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(FOLDER / name, optimize=True)
    print(f"docs/pictures/{name}: {(FOLDER / name).stat().st_size // 1024} KB", file=sys.stderr)


def shot(page: Page, folder: Path, name: str) -> Image.Image:
    path = folder / f"{name}.png"
    page.mouse.move(0, 0)
    page.screenshot(path=path)
    return Image.open(path)


def side_by_side(screens: list[Image.Image]) -> Image.Image:
    width = sum(one.width for one in screens) + GAP * (len(screens) + 1)
    picture = Image.new("RGB", (width, screens[0].height + 2 * GAP), PAPER)
    left = GAP
    for one in screens:
        picture.paste(one, (left, GAP))
        left += one.width + GAP
    return picture


def tap(page: Page, words: str) -> None:
    page.locator("button:not([aria-disabled=true]), a", has_text=re.compile(f"^{words}$")).first.click()


def phone_picture(phone: Phone, folder: Path) -> None:
    page = phone.log_in("recorder", PASSWORD)
    page.get_by_text("服务器已全部收到").wait_for(timeout=60_000)
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill(MATTER)
    page.get_by_role("button", name=re.compile(MATTER)).first.click()
    tap(page, "开始")
    for step in ("开始咨询", "取表填表"):
        next_step(page, step)
    next_step(page, "取号排队")
    tap(page, "记排队号和前面人数")
    page.get_by_label("排队号", exact=True).fill("A087")
    page.get_by_label("前面人数").fill("6")
    tap(page, "存下排队号")
    page.get_by_text("前面还有 6 人").wait_for()
    settle(page, lambda: page.locator(".undo").count() == 0)
    walk = shot(page, folder, "walk")
    tap(page, "记问题")
    page.get_by_label("发现了什么").fill("第一次被告知须注销，第二次改口不用注销")
    problem = shot(page, folder, "problem")
    tap(page, "存下")
    page.get_by_text("问题已存下").wait_for()
    page.goto(f"{phone.url}/field/")
    page.get_by_text("服务器已全部收到").wait_for(timeout=60_000)
    home = shot(page, folder, "home")
    keep(side_by_side([home, walk, problem]), "phone.png")


def settle(page: Page, done: Callable[[], bool]) -> None:
    """Waits, frame by frame, for what goes by itself (the undo bar's ten seconds)."""
    while not done():
        page.evaluate("new Promise(requestAnimationFrame)")


def desk_picture(desk: Phone, folder: Path) -> str:
    """The problem list and one walk's page. Returns the address of that walk."""
    page = desk.log_in("coordinator", PASSWORD, "/problems")
    listing = shot(page, folder, "list")
    page.goto(f"{desk.url}/walks")
    # The README's story is one of several visits that came to its end.
    page.get_by_role("link", name=re.compile(MATTER)).last.click()
    page.locator("main h1").wait_for()
    walk = shot(page, folder, "desk-walk")
    keep(side_by_side([listing, walk]).reduce(2), "desk.png")
    return page.url


def printed_picture(desk: Phone, walk: str, folder: Path) -> None:
    """The first page of the walk's record."""
    reply: Any = None
    while reply is None or reply.status == 202:
        assert desk.context is not None
        reply = desk.context.request.get(f"{walk}/record.pdf")
    assert reply.ok, reply.status
    (folder / "record.pdf").write_bytes(reply.body())
    command = ["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "2", "record.pdf", "page"]
    subprocess.run(command, check=True, cwd=folder)
    keep(side_by_side([Image.open(path) for path in sorted(folder.glob("page-*.png"))]), "pdf.png")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build_demo(folder / "demo")
        server = Server(folder / "server", folder / "demo").start()
        try:
            phone = Phone(playwright, folder / "phone", server.url)
            phone_picture(phone, folder)
            phone.close()
            wide = {"viewport": {"width": 1280, "height": 1100}, "device_scale_factor": 2}
            desk = Phone(playwright, folder / "desk", server.url, **wide)
            printed_picture(desk, desk_picture(desk, folder), folder)
            desk.close()
        finally:
            server.stop()
        handbook_pictures(playwright, folder)


if __name__ == "__main__":
    main()
