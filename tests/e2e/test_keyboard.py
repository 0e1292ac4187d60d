"""A whole walk by keyboard alone: nothing needs a finger, the focus can be seen, and it is never lost."""

import re
from collections import Counter

from playwright.sync_api import Page

from tests.e2e.on_server import kinds
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import NEXT, big_button

# What has the focus, as soon as it can be seen (a busy page moves it into sight a moment later); given words, as soon as
# it is on them. After half a minute whatever it is on.
FOCUS = """words => new Promise((done) => {
  const look = () => {
    const element = document.activeElement;
    const label = element.labels?.[0];
    const name = (element.getAttribute('aria-label') || label?.innerText || element.innerText || element.value || '')
      .trim().replace(/\\s+/g, ' ');
    const faces = [getComputedStyle(element)];
    if (label) faces.push(getComputedStyle(label), getComputedStyle(label.querySelector('span') ?? label, '::before'));
    const ring = faces.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const box = (['radio', 'checkbox', 'file'].includes(element.type) ? label : element).getBoundingClientRect();
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const reached = middle !== null && (element.contains(middle) || label?.contains(middle) === true);
    return { name, ring, reached, lost: element === document.body };
  };
  const end = performance.now() + 30_000;
  const wait = () => {
    const here = look();
    const there = words === null
      ? here.lost || (here.ring && here.reached)
      : !here.lost && new RegExp(`^${words}`).test(here.name);
    if (there || performance.now() > end) done(here);
    else requestAnimationFrame(wait);
  };
  wait();
})"""


class Keyboard:
    """Hands without a pointer. Every stop of the tabulator is looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, words: str, back: bool = False) -> None:
        """Tab (or Shift+Tab) until the thing with these words has the focus."""
        passed = []
        for _ in range(80):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            here = self.page.evaluate(FOCUS, None)
            if here["lost"]:  # round the end of the page, through the browser's own bar
                continue
            assert here["ring"], f"the focus on 「{here['name']}」 cannot be seen"
            assert here["reached"], f"「{here['name']}」 has the focus and is out of sight"
            passed.append(here["name"])
            if re.match(words, here["name"]):
                return
        raise AssertionError(f"「{words}」 cannot be reached; only {passed}")

    def press(self, words: str, key: str = "Enter", back: bool = False) -> None:
        self.tab_to(words, back)
        self.page.keyboard.press(key)

    def write(self, words: str, text: str, back: bool = False) -> None:
        self.tab_to(words, back)
        self.page.keyboard.type(text)

    def next_step(self, words: str) -> None:
        """The big button, when it has settled; afterwards it still has the focus."""
        big_button(self.page, words).wait_for()
        if not re.match(f"{NEXT}{words}$", self.page.evaluate("document.activeElement.innerText.trim()")):
            self.tab_to(f"{NEXT}{words}$")
        self.page.keyboard.press("Enter")

    def at(self, words: str) -> None:
        """The screen or dialog of this heading is there, and the focus is on it."""
        self.page.locator("h1:focus, h2:focus").filter(has_text=words).wait_for()

    def keeps_focus(self, words: str = "") -> None:
        """After something went away under the focus: it is still somewhere, and on `words` if said."""
        here = self.page.evaluate(FOCUS, words)
        assert not here["lost"] and re.match(words, here["name"]), here


def test_a_whole_walk_by_keyboard_alone(phone):
    page = phone.go("/login?next=/field/")
    hands = Keyboard(page)
    hands.write("用户名", "recorder")
    hands.write("密码", PASSWORD)
    page.keyboard.press("Enter")
    hands.at("走流程")
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()

    begin(hands)
    hands.next_step("开始咨询")
    page.locator(".hero", has_text="咨询").wait_for()
    hands.keeps_focus(f"{NEXT}取表填表")
    take_it_back(hands)
    write_note(hands)
    hands.next_step("取表填表")
    tick_a_material(hands)
    hands.next_step("取号排队")
    write_ticket(hands)
    write_problem(hands)
    amend(hands)
    go_away_and_come_back(hands)
    look_into_the_sheet(hands)
    for words in ("窗口受理", "等待办理", "拿到结果", "全程结束"):
        hands.next_step(words)
    hands.at("全程结束")
    hands.next_step("就这样结束")
    page.get_by_text("全程结束", exact=True).first.wait_for()
    hands.at("单位社保跨区迁移")

    hands.press("回到首页")
    hands.at("走流程")
    page.get_by_role("status").filter(has_text="服务器已全部收到").wait_for()
    assert Counter(kinds(page, "一位企业经办人")) == {
        "open": 1, "stage": 7, "note": 1, "ticket": 1, "problem": 1, "material": 1, "leave": 1, "return": 1, "amend": 2,
        "finish": 1,
    }  # fmt: skip


def begin(hands):
    hands.press("开始走流程")
    hands.at("开始走流程")
    hands.write("要办的事项", "单位社保跨区迁移")
    hands.press("单位社保跨区迁移")
    hands.keeps_focus("换一个")
    hands.tab_to("亲身办")
    hands.page.keyboard.press("ArrowRight")
    hands.page.keyboard.press("ArrowRight")
    hands.write("陪同谁", "一位企业经办人")
    hands.press("开始$", "Space")
    hands.at("单位社保跨区迁移")


def take_it_back(hands):
    hands.press("撤销", "Space", back=True)
    hands.page.locator(".hero", has_text="准备好了").wait_for()
    hands.keeps_focus()
    hands.next_step("开始咨询")
    hands.page.locator(".hero", has_text="咨询").wait_for()


def write_note(hands):
    hands.press("记一笔")
    hands.at("记一笔")
    hands.write("记什么", "大厅里有人引导")
    hands.press("存下")
    hands.at("单位社保跨区迁移")


def tick_a_material(hands):
    hands.press("材料要素")
    hands.at("材料要素")
    hands.press("收了", "Space")
    hands.page.get_by_text("已记 1 份").wait_for()
    hands.keeps_focus()
    hands.press("返回", back=True)
    hands.at("单位社保跨区迁移")


def write_ticket(hands):
    hands.press("记排队号")
    hands.keeps_focus("排队号")
    hands.page.keyboard.type("A087")
    hands.write("前面人数", "6")
    hands.press("存下排队号", "Space")
    hands.page.get_by_text("前面还有 6 人").wait_for()
    hands.keeps_focus("更新排队号")


def write_problem(hands):
    hands.press("记问题")
    hands.at("记问题")
    hands.press("更多")
    hands.keeps_focus()
    hands.write("发现了什么", "综合窗口 5 个只开 2 个")
    hands.press("存下")
    hands.at("单位社保跨区迁移")


def amend(hands):
    hands.press("咨询", back=True)
    hands.at("咨询")
    hands.tab_to("改为时间")
    hands.page.keyboard.press("ArrowDown")  # a year earlier: still the first step
    hands.press("忘了按", "Space")
    hands.press("存下更正")
    hands.page.locator("dialog").wait_for(state="detached")
    hands.keeps_focus()
    hands.press("前几天的 1 个环节")
    hands.page.get_by_text("已改").wait_for()
    hands.tab_to("咨询")


def go_away_and_come_back(hands):
    hands.press("离开大厅", "Space")
    hands.next_step("再次到场")
    hands.keeps_focus(f"{NEXT}窗口受理")


def look_into_the_sheet(hands):
    hands.press("更多", back=True)
    hands.at("更多")
    hands.press("补记漏掉的")
    hands.at("补记漏掉的")
    hands.page.keyboard.press("Escape")
    hands.page.locator("dialog").wait_for(state="detached")
    hands.keeps_focus()
