"""What a thumb does on the phone, in the words of its screens."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

# How long a thing may take on a slow and busy machine; what is there at once is not waited for.
PATIENCE_MS = 90_000


def tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def big_button(page: Page, words: str) -> Locator:
    """The one big button, once it says this and has settled."""
    return page.locator(".button.big:not([aria-disabled=true])").filter(has_text=re.compile(f"^{words}$"))


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


def write_note(page: Page, text: str) -> None:
    tap(page, "记一笔")
    page.get_by_label("记什么").fill(text)
    tap(page, "存下")
    page.get_by_text("已记一笔").wait_for()


def go_home(page: Page) -> None:
    page.get_by_role("link", name="返回").click()
    page.get_by_role("heading", name="走流程", exact=True).wait_for()


def status(page: Page, words: str, timeout: float = PATIENCE_MS) -> None:
    """The line of the first page that tells where the records are; `timeout` in ms."""
    page.get_by_role("status").filter(has_text=words).first.wait_for(timeout=timeout)


def take_photo(page: Page, path: Path) -> None:
    tap(page, "拍照")
    page.locator("#album").set_input_files(path)


def open_to_draw(page: Page, path: Path | list[Path]) -> None:
    """Chooses a photo with 「先遮挡、画箭头」 on, which the phone remembers; returns when the picture is there."""
    tap(page, "拍照")
    wish = page.get_by_label("先遮挡、画箭头")
    if not wish.is_checked():
        page.get_by_text("先遮挡、画箭头", exact=True).click()
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
    places = [page.locator(".board svg").evaluate(POINT_ON, list(point)) for point in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def send(page: Page) -> None:
    """The app is opened again where there is network, and sends without being asked."""
    page.reload()
    status(page, "服务器已全部收到")
