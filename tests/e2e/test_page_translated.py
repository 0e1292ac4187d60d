"""A browser that translates the page puts its own nodes in the place of ours: nothing unseen is recorded by that."""

import json

from tests.e2e.on_disk import own_entries
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, begin, big_button, next_step

MATTER = "单位社保跨区迁移"
# What a page's translation does to it: every text lies in elements of the translator's.
TRANSLATED = """() => {
  const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const outer = document.createElement('font');
    outer.append(document.createElement('font'));
    outer.firstChild.append(text.data);
    text.replaceWith(outer);
  }
}"""


def steps(page):
    bodies = [json.loads(row["body"]) for row in own_entries(page)]
    return [body["data"].get("step") for body in bodies if body["kind"] == "stage"]


def test_pages_ask_not_to_be_translated(recorder):
    asked = "() => [document.documentElement.translate, document.querySelector('meta[name=google]')?.content]"
    for path in ("/field/", "/field/handbook/", "/login", "/problems"):
        assert recorder.go(path).evaluate(asked) == [False, "notranslate"], path


def test_a_big_button_that_shows_another_step_records_nothing_and_the_page_is_drawn_again(recorder):
    page = recorder.page
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    begin(page, MATTER, "被翻译")
    next_step(page, "开始咨询")
    big_button(page, "取表填表").wait_for()
    page.evaluate(TRANSLATED)
    big_button(page, "取表填表").click()  # what it shows is what it records
    page.wait_for_function("() => document.querySelector('.button.big').getAttribute('aria-disabled') === 'true'")
    with page.expect_event("load"):
        big_button(page, "取表填表").click()
    big_button(page, "取号排队").wait_for()
    becomes(lambda: steps(page), ["consult", "form"])
    assert len(said) == 1 and "这一下没有记" in said[0]
    next_step(page, "取号排队")
    becomes(lambda: steps(page), ["consult", "form", "ticket"])


def test_the_desk_asks_so_too(new_phone):
    page = new_phone(width=1280).log_in("coordinator", PASSWORD, "/problems")
    assert page.evaluate("document.documentElement.translate") is False
