"""A text of 5,000 characters stands behind its beginning on the desk, opens with a click, and is whole on paper."""

import re

import pytest

LONG = "排了一上午的队，到窗口才说少一份材料，回去补。" * 220
LONG_TOO = LONG.replace("上午", "下午")
BEGINNING = LONG[:40]


def folded(page: str, text: str) -> bool:
    """Whether it is nowhere whole on the screen but behind a summary."""
    once_opened = re.sub(r'<details class="long unprinted[^>]*>.*?</details>', "", page, flags=re.S)
    on_screen = re.sub(r'<p class="on-paper[^>]*>.*?</p>', "", once_opened, flags=re.S)
    assert text in page, "nothing of it is lost"
    assert re.search(rf'<p class="on-paper[^>]*>[^<]*(<span[^>]*>.*?)?{re.escape(text)}', page, re.S), "paper has no clicks"
    return text not in on_screen and "展开全文（" in page


@pytest.mark.parametrize("kind", ["note", "need", "material", "intermediary"])
def test_what_was_written_down(recording, coordinator, kind):
    recording.add(kind, {"text": LONG, "name": "身份证", "note": LONG, "from": "public"})
    page = coordinator.get(f"/walks/{recording.walk}").text
    assert LONG in page and page.count("展开全文") == 2, "in its own list and among the entries"
    on_screen = re.sub(r'<details class="long unprinted[^>]*>.*?</details>|<p class="on-paper[^>]*>.*?</p>', "", page, flags=re.S)
    assert LONG not in on_screen


def test_a_problem_its_amendments_and_their_reasons(recording, coordinator):
    entry = recording.problem(LONG)
    recording.amend(entry, "text", LONG_TOO, reason="更正：" + LONG)
    page = coordinator.get(f"/problems/{entry}").text
    assert folded(page, LONG_TOO) and folded(page, "更正：" + LONG)
    assert folded(coordinator.get(f"/walks/{recording.walk}").text, LONG_TOO)


def test_an_amendment_that_waits_beside_a_confirmed_problem(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    recording.amend(entry, "text", LONG)
    assert folded(coordinator.get(f"/problems/{entry}").text, LONG)


def test_two_values_to_decide_between(recording, coordinator):
    entry = recording.problem()
    for text in (LONG, LONG_TOO):
        recording.amend(entry, "text", text)
    page = coordinator.get(f"/walks/{recording.walk}").text
    labels = re.findall(r'<label class="tick" for="choice-.*?</label>', page, re.S)
    assert len(labels) == 2 and all(BEGINNING[:3] in label and len(label) < 1500 for label in labels)
    assert folded(page, LONG) and folded(page, LONG_TOO)


def test_a_short_text_is_a_plain_paragraph(recording, coordinator):
    recording.add("note", {"text": "大厅里有人引导"})
    page = coordinator.get(f"/walks/{recording.walk}").text
    assert '<p class="prose">大厅里有人引导</p>' in page and "展开全文" not in page
