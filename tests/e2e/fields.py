"""All fields of a screen at once: filled, answered otherwise, and asked whether they hold it still (see fields.js)."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError

from tests.e2e.on_disk import MINE, until_draft_kept
from tests.e2e.test_screens import show

FIELDS = (Path(__file__).parent / "fields.js").read_text()
WORDS = "写到一半"  # with which all that is typed here begins
# Of these groups of answers, the one that asks for most; of others the last.
WANTED = {"mode": "delegate", "check-": "problem", "size": "normal"}
# The only fields that another answer takes away, until the first one is given again; by the group they depend on.
ASKED_BESIDE = {
    "radio mode": {"text behalf", "text ref"}, "radio channel": {"text site"}, "radio later": {"text later-number", "text later-ahead"},
}  # fmt: skip
# Answers that are an entry at the tap itself.
STORED_AT_ONCE = ("radio check-", "radio rating", "radio result-", "radio holder-", "check 是不是不合理的证明")
# Of the phone, not typed: they are in localStorage, of which a browser that is killed may lose the last seconds.
SETTINGS = ("radio size", "check 低调模式", "check 存下之前")
COUNT = f"() => ({MINE})(async (all) => (await all('entries')).filter((row) => row.own).length)"
UNTIL = f"""most => ({MINE})(async (all) => {{
  while ((await all('entries')).filter((row) => row.own).length < most);
}})"""
HOLDS = """wanted => {
  const now = zlcFields.state();
  return Object.entries(wanted).every(([name, value]) => (now[name] ?? null) === value);
}"""
# The screens of which a form waits behind a button, until there is something in it.
QUEUEING, ASK = "灵活就业人员", "button:has-text('更新排队号和人数')"
MATERIALS, MARK = "particulars/materials", "button[aria-expanded]"


def open_(page: Page, hash_: str, title: str) -> None:
    show(page, hash_, title)
    if page.evaluate("typeof window.zlcFields === 'undefined'"):
        page.evaluate(FIELDS)
    if hash_.endswith(MATERIALS):
        page.locator(MARK).first.wait_for()
        if page.locator(MARK).first.get_attribute("aria-expanded") == "false":
            page.locator(MARK).first.click()
        page.locator(".unfolded input[type=text]").wait_for()
    if title == QUEUEING:
        page.locator(f"#ticket-number, {ASK}").first.wait_for()
        if page.locator(ASK).count():
            page.locator(ASK).click()


def holds(page: Page, wanted: dict[str, Any], where: str) -> None:
    """`wanted` is what stands in the fields, or will as soon as it was read."""
    try:
        page.wait_for_function(HOLDS, arg=wanted)
    except TimeoutError:
        now = page.evaluate("zlcFields.state()")
        lost = {name: f"{value!r} → {now.get(name)!r}" for name, value in wanted.items() if now.get(name) != value}
        raise AssertionError(f"{where}: {lost}") from None


def fill(page: Page, hash_: str, title: str) -> dict[str, Any]:
    """Something in every field, then another answer in every group, and what stands there at the end."""
    open_(page, hash_, title)
    before, count = page.evaluate("zlcFields.state()"), page.evaluate(COUNT)
    held: dict[str, Any] = page.evaluate("([words, wanted]) => zlcFields.fill(words, wanted)", [f"{WORDS} {hash_}", WANTED])
    stored = [name for name in held if name.startswith(STORED_AT_ONCE)]
    if stored:
        count += len([name for name in stored if held[name] != before.get(name)])
        kept_and_shown(page, hash_, title, count, [text for text in held.values() if str(text).startswith(WORDS)])
    holds(page, held, f"{hash_} filled")
    groups = [name for name in held if name.startswith("radio ")]
    other = page.evaluate("of => zlcFields.answerOtherwise(of)", groups)
    if stored:
        kept_and_shown(page, hash_, title, count + len([name for name in other if name.startswith(STORED_AT_ONCE)]))
        held |= other
        holds(page, held, f"{hash_} after another answer")
    else:
        hidden = set().union(*(fields for group, fields in ASKED_BESIDE.items() if group in held))
        holds(page, {**held, **other, **dict.fromkeys(hidden)}, f"{hash_} after another answer")
        page.evaluate("held => zlcFields.answerAs(held)", held)
        holds(page, held, f"{hash_} after the first answer again")
    return held


def kept_and_shown(page: Page, hash_: str, title: str, entries: int, words: Iterable[str] = ()) -> None:
    """Answers that are stored at the tap: the disk has so many entries of this phone, and these words as drafts, whose writes
    go on by themselves; and the screen shows what it has."""
    page.evaluate(UNTIL, entries)
    for one in words:
        until_draft_kept(page, one)
    page.reload()
    open_(page, hash_, title)


def check_all(page: Page, filled: dict[str, dict[str, Any]], titles: dict[str, str], how: str) -> None:
    for hash_, wanted in filled.items():
        open_(page, hash_, titles[hash_])
        holds(page, wanted, f"{hash_} {how}")
