"""What a clerk does at the window, in the words of its screens."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, status, tap

SETTLED = 600  # ms until a button that has just changed its meaning answers
OUTCOMES = ["受理", "一次告知补正", "不予受理", "转办", "办结"]


def sit_down(phone: Phone) -> Page:
    """A clerk's phone that is ready for a day without network."""
    page = phone.log_in("clerk", PASSWORD)
    status(page, "服务器已全部收到")
    page.get_by_text("就绪", exact=True).wait_for()
    return page


def begin_session(page: Page, window: str) -> str:
    tap(page, "开始坐窗口")
    page.get_by_label("窗口", exact=True).fill(window)
    page.get_by_label("要办的事项").fill("社保综合")
    tap(page, "开始")
    page.locator(".hero", has_text="还没有叫号").wait_for()
    return page.evaluate("location.hash").rpartition("/")[2]


FIGURES = "all => all.map((one) => ['dt', 'dd'].map((part) => one.querySelector(part).innerText))"


def figures(page: Page) -> dict[str, str]:
    """Those that stand there now, all at one moment."""
    return dict(page.locator("dl.figures").first.locator("> div").evaluate_all(FIGURES))


def see_figures(page: Page, wanted: dict[str, str]) -> None:
    becomes(lambda: {name: words for name, words in figures(page).items() if name in wanted}, wanted)


@dataclass
class Done:
    """What the clerk did in one case, as the test's own watch told it."""

    ticket: str
    result: str
    called: int
    over: int = 0
    paused: int = 0

    @property
    def length(self) -> int:
        return self.over - self.called - self.paused


class Clerk:
    """Works at the window by a clock that only moves when she waits."""

    def __init__(self, page: Page) -> None:
        self.page, self.at, self.cases, self.between = page, 0, list[Done](), 0

    def wait(self, ms: int) -> None:
        self.page.clock.run_for(SETTLED)
        self.page.clock.fast_forward(ms - SETTLED)
        self.at += ms

    def call(self, button: str, name: str) -> None:
        tap(self.page, button)
        self.page.locator(".hero", has_text=f"正在办 {name}").wait_for()
        self.cases.append(Done(name, "", self.at))

    def answer(self, word: str) -> None:
        tap(self.page, word)
        self.page.locator(".hero", has_text="空闲").wait_for()
        self.end(word)

    def end(self, word: str) -> None:
        self.cases[-1].result, self.cases[-1].over = word, self.at

    def pause(self, why: str, ms: int) -> None:
        tap(self.page, "暂停")
        tap(self.page, why)
        self.page.locator(".hero", has_text="已暂停").wait_for()
        self.wait(ms)
        tap(self.page, "继续")
        self.page.get_by_role("button", name="继续").wait_for(state="detached")
        self.page.clock.run_for(SETTLED)
        self.at += SETTLED

    def taps(self) -> int:
        return self.page.evaluate("window.taps ?? 0")
