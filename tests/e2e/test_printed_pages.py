"""A page of the desk printed from the browser says no private number; on the screen it is whole, for those with the right."""

import re
from collections.abc import Callable
from unicodedata import normalize

from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes
from zlc.database import uuid7

NUMBERS = ("13812345678", "110101199003071233", "6222021234567890128")
# Long enough to be cut off where lists and heads are, in the middle of its last number (60).
SAID = "窗口的人让打 138-1234-5678，证 110101199003071233，卡 ６２２２０２１２３４５６７８９０１２８"


def record(phone: Phone) -> tuple[str, str]:
    """A walk that says private numbers wherever one can write; (walk, problem)."""
    assert phone.context is not None
    pushing, walk = phone_of(phone.context, phone.url), uuid7()
    opened = {"matter_text": SAID, "place": SAID, "head": SAID, "companions": [SAID], "window": SAID}
    pushing.make(walk, "open", {"as": "applicant", "mode": "accompany", "channel": "hall", **opened})
    pushing.make(walk, "stage", {"stage": "queue", "step": "ticket", "visit": 1})
    note = pushing.make(walk, "note", {"text": SAID})["id"]
    pushing.make(walk, "material", {"name": SAID, "listed": False, "note": SAID})
    pushing.make(walk, "suspended", {"reason": SAID})
    problem = pushing.make(walk, "problem", {"text": SAID, "category": "queue", "stage": "queue"})["id"]
    pushing.make(walk, "amend", {"target": note, "set": {"text": {"value": f"再说 {SAID}", "saw": []}}, "reason": SAID})
    pushing.push()
    return walk, problem


def digits(page: Page) -> str:
    """Those that can be read, in the order of the page."""
    return re.sub(r"\D", "", normalize("NFKC", page.locator("body").inner_text()), flags=re.ASCII)


def test_what_is_printed_from_the_desk_is_masked(new_phone: Callable[..., Phone]) -> None:
    recorder = new_phone()
    recorder.log_in("recorder", PASSWORD, "/walks")
    walk, problem = record(recorder)
    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, "/walks")
    for path in (f"/walks/{walk}", f"/walks/{walk}/comparison", f"/problems/{problem}", "/problems", "/walks"):
        desk.go(path)
        page.emulate_media(media="print")
        expect(page.locator("body"), path).to_contain_text("138****5678", use_inner_text=True)
        for number in NUMBERS:
            assert number[:10] not in digits(page), f"{path} on paper"
            assert number[:10] not in page.title(), path
        page.emulate_media(media="screen")
        expect(page.locator("main"), path).not_to_contain_text("138****5678", use_inner_text=True)
        becomes(lambda: [number for number in NUMBERS if number not in digits(page)], [])
