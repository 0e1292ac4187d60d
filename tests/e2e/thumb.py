"""What a thumb does on the phone, in the words of its screens."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

# How long a thing may take on a slow and busy machine; what is there at once is not waited for.
PATIENCE_MS = 90_000

# How the big button begins where it leads to a stage.
NEXT = "(开始|下一步 · )?"


def becomes(read: Callable[[], Any], wanted: Any) -> None:
    """For what `expect` cannot ask: read again until it is `wanted`, or until `wanted` says that it will do."""
    will_do = wanted if callable(wanted) else lambda value: value == wanted
    end = time.monotonic() + PATIENCE_MS / 1000
    while not will_do(seen := read()):
        assert time.monotonic() < end, f"still {seen!r}, wanted {wanted!r}"
        time.sleep(0.05)


def box_of(place: Locator) -> FloatRect:
    """Where it lies, once it is to be seen and has come to rest."""
    end, before = time.monotonic() + PATIENCE_MS / 1000, None
    while (box := place.bounding_box()) is None or box != before:
        assert time.monotonic() < end, f"{place} is not there or not at rest: {box}"
        before = box
        time.sleep(0.05)
    return box


# Whether the whole of it can be seen and touched: nothing lies over its middle, and it ends above the end of the window.
IN_SIGHT = """one => {
  const { left, top, right, bottom, width, height } = one.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && one.contains(there);
}"""


def see(place: Locator, in_sight: bool = True) -> None:
    """Once it is in sight, or no longer."""
    becomes(lambda: (place.evaluate(IN_SIGHT), place.inner_text()), lambda seen: seen[0] == in_sight)


def tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def big_button(page: Page, words: str) -> Locator:
    """The one big button, once it says this, or that this comes next, and has settled."""
    return page.locator(".button.big:not([aria-disabled=true])").filter(has_text=re.compile(f"^{NEXT}({words})$"))


def next_step(page: Page, words: str) -> None:
    big_button(page, words).click()
    page.locator(".hero", has_text=words.removeprefix("开始")).wait_for()


def begin(page: Page, matter: str, companions: str) -> None:
    """Start a walk in which somebody is accompanied."""
    tap(page, "开始走流程")
    page.get_by_label("要办的事项").fill(matter)
    page.get_by_role("button", name=re.compile(f"^{re.escape(matter)}")).first.click()
    page.get_by_text("陪同办", exact=True).click()
    page.get_by_label("陪同谁（不写姓名）").fill(companions)
    tap(page, "开始")
    big_button(page, "开始咨询").wait_for()


def end(page: Page) -> None:
    """全程结束, also where something is still empty."""
    big_button(page, "全程结束").click()
    anyway, over = big_button(page, "就这样结束"), page.get_by_role("region", name="小结")
    anyway.or_(over).first.wait_for()
    if anyway.is_visible():
        anyway.click()
    over.wait_for()


def write_note(page: Page, text: str) -> None:
    tap(page, "记一笔")
    page.get_by_label("记什么").fill(text)
    tap(page, "存下")
    page.get_by_text("已记一笔").wait_for()
    page.get_by_label("记什么").wait_for(state="detached")


def back_at_the_walk(page: Page) -> str:
    """Its address, once the form that was stored, which says so a moment earlier, has led back to it."""
    page.wait_for_url(re.compile("#/walk/[^/]+$"))
    return page.url


def go_home(page: Page) -> None:
    page.get_by_role("link", name="返回").click()
    page.get_by_role("heading", name="走流程", exact=True).wait_for()


def open_settings(page: Page) -> None:
    """From the first page."""
    tap(page, "设置")
    page.get_by_role("heading", name="设置", exact=True).wait_for()


def choose_size(page: Page, word: str) -> None:
    """标准, 大字 or 特大; begins and ends on the first page."""
    open_settings(page)
    page.get_by_text(word, exact=True).click()
    page.get_by_label(word).and_(page.locator(":checked")).wait_for(state="attached")
    go_home(page)


def leave_app(page: Page) -> None:
    """退出 from the first page, also where it asks first."""
    open_settings(page)
    tap(page, "退出")
    sure, left = page.get_by_role("button", name="仍要退出"), page.get_by_text("已退出，数据保留在本机")
    sure.or_(left).first.wait_for()
    if sure.is_visible():
        sure.click()
    left.wait_for()


def export(page: Page, path: Path) -> str:
    """导出未上传数据 into `path`, from the page that has the button; its own name."""
    with page.expect_download() as given:
        tap(page, "导出未上传数据")
    given.value.save_as(path)
    return given.value.suggested_filename


def status(page: Page, words: str) -> None:
    """The line of the first page that tells where the records are."""
    page.get_by_role("status").filter(has_text=words).first.wait_for()


def take_photo(page: Page, path: Path) -> None:
    tap(page, "拍照")
    page.locator("#album").set_input_files(path)


def open_to_draw(page: Page, path: Path | list[Path]) -> None:
    """Chooses a photo with 「先遮挡、画箭头」 on, which the phone remembers; returns when the picture is there."""
    tap(page, "拍照")
    page.get_by_text("先遮挡、画箭头", exact=True).check()
    choose_from_album(page, path)
    page.locator(".board canvas").wait_for()


def choose_from_album(page: Page, path: Path | list[Path]) -> None:
    """By the button itself, so that the app knows that it has asked for a photo."""
    with page.expect_file_chooser() as asked:
        page.locator("label[for=album]").click()
    asked.value.set_files(path)


# Where on the window a point of the picture lies, given as parts of its width and height.
POINT_ON = """(board, [across, down]) => {
  const { width, height } = board.viewBox.baseVal;
  const { x, y } = new DOMPoint(across * width, down * height).matrixTransform(board.getScreenCTM());
  return [x, y];
}"""


def drag(page: Page, *points: tuple[float, float]) -> None:
    """A thumb drawn over the picture from point to point, each (part of the width, part of the height)."""
    board = page.locator(".board svg")
    box_of(board)
    places = [board.evaluate(POINT_ON, list(point)) for point in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def send(page: Page) -> None:
    """The app is opened again where there is network, and sends without being asked."""
    page.reload()
    status(page, "服务器已全部收到")
