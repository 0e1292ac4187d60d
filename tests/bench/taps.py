"""A hundred taps on one walk: steps, going and coming, and the rating's five levels, as fast as the screens allow.

With the brake on a good part of what is measured is the brake: it stops the page for most of the time, and the
browser holds IndexedDB's answers back until it has drawn the frame after a tap. `app.py` takes one round without it.
"""

import re

from tests.bench.handset import Handset
from tests.e2e.thumb import NEXT

STEPS = ["开始咨询", "取表填表", "取号排队", "窗口受理", "等待办理", "拿到结果"]
# As it was called before one could choose what one comes back to.
BACK = "(接着窗口受理|再次到场)"
RATINGS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


def tap(handset: Handset, words: str) -> None:
    """Touches the middle of the button or chip once the page is quiet; waits until what it wrote is on the disk."""
    page = handset.page
    kept = page.evaluate("window.bench.delays.length")
    target = page.locator(
        "button:not([aria-disabled=true]):not([disabled]), label", has_text=re.compile(f"^{NEXT}{words}$")
    )
    page.evaluate("new Promise((quiet) => requestIdleCallback(quiet))")
    target.first.tap()
    page.evaluate(f"window.bench.wait(() => window.bench.delays.length > {kept})")


def hundred_taps(handset: Handset, slower: int) -> list[float]:
    """Milliseconds from lifting the thumb to IndexedDB's `complete`, for each tap."""
    page = handset.page
    handset.slow_down(slower)
    page.goto(f"{handset.url}/field/#/start")
    page.get_by_label("要办的事项").fill("窗口测速")
    page.get_by_role("button", name="开始", exact=True).tap()
    page.locator(".actions").wait_for()
    page.evaluate("window.bench.delays = []")
    for words in STEPS[:4]:
        tap(handset, words)
    for _ in range(7):
        tap(handset, "离开大厅")
        tap(handset, BACK)
    for words in STEPS[4:]:
        tap(handset, words)
    page.evaluate("location.hash += '/particulars/rating'")
    page.get_by_text("这次办事，满意吗").wait_for()
    for turn in range(80):
        tap(handset, RATINGS[turn % 5])
    delays: list[float] = page.evaluate("window.bench.delays")
    return delays
