"""优化建议 on a problem: which figure, from what to what, how; who and when in the history; where it is read."""

import re

import pytest

from tests.documents.conftest import fetched, text_of
from tests.problems.test_classify import act
from zlc.problems.suggestions import FIGURES, LONGEST_VALUE, LONGEST_WORDS, words_of

SAID = {"figure": "materials", "before": "7 份", "after": "2 份", "way": "身份证和户口本向公安共享取得"}
WORDS = "材料：7 份 → 2 份。身份证和户口本向公安共享取得"


def test_it_is_written_on_the_problem_and_stands_in_its_history(recording, coordinator, kept, world):
    entry = recording.problem()
    wire = kept(entry).to_wire()
    assert act(coordinator, entry, "suggestion", **SAID).status_code == 303
    one = kept(entry)
    assert (one.suggestion, one.suggested, one.to_wire()) == (SAID, WORDS, wire), "no phone knows of it"
    assert [(event.verb, event.by) for event in one.events] == [("suggested", world.people["coordinator"])]
    page = coordinator.get(f"/problems/{entry}").text
    assert WORDS in page and page.count(WORDS) == 2 and "改优化建议" in page
    assert "有优化建议" in coordinator.get("/problems").text
    assert act(coordinator, entry, "suggestion", **SAID | {"after": "1 份"}).status_code == 303
    assert f"优化建议：{WORDS} → 材料：7 份 → 1 份。" in coordinator.get(f"/problems/{entry}").text
    assert "优化建议" in text_of(fetched(coordinator, f"/walks/{recording.walk}/record.pdf").data)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"figure": ""}, "请选优化哪一项"), ({"figure": "colour"}, "请选优化哪一项"),
        ({"after": "", "way": " "}, "请写明改成什么，或者怎么改"), ({"before": "长" * (LONGEST_VALUE + 1)}, f"不超过 {LONGEST_VALUE}"),
        ({"way": "长" * (LONGEST_WORDS + 1)}, f"{LONGEST_WORDS}"), ({"way": "找张三 13800138000"}, "手机号"),
        ({"after": "110101199003078515"}, "身份证号"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_told_and_loses_nothing(recording, coordinator, kept, changed, sentence):
    entry = recording.problem()
    reply = act(coordinator, entry, "suggestion", **SAID | changed)
    assert reply.status_code == 422 and sentence in reply.text
    assert all(typed in reply.text for field, typed in (SAID | changed).items() if field != "figure" and typed.strip())
    assert kept(entry).suggestion is None and kept(entry).events == []


def test_all_that_it_lacks_is_told_at_once(recording, coordinator):
    reply = act(coordinator, recording.problem(), "suggestion", figure="", before="7 份", after="", way="")
    assert reply.status_code == 422 and "请选优化哪一项" in reply.text and "请写明改成什么，或者怎么改" in reply.text


def test_the_same_again_is_told(recording, coordinator, kept):
    entry = recording.problem()
    act(coordinator, entry, "suggestion", **SAID)
    again = act(coordinator, entry, "suggestion", **SAID)
    assert again.status_code == 409 and "没有重复登记" in again.text and len(kept(entry).events) == 1


def test_on_a_page_that_was_left_behind_it_takes_nothing_back(recording, coordinator, visit, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    other = visit("coordinator")
    act(other, entry, "suggestion", **SAID)
    late = coordinator.post(f"/problems/{entry}/suggestion", SAID | {"figure": "trips", "after": "0 次", "way": ""})
    assert late.status_code == 409 and "提过优化建议" in late.text and "现在是：2 份" in late.text and 'value="0 次"' in late.text
    assert kept(entry).suggestion == SAID


@pytest.mark.parametrize("figure", FIGURES)
def test_words_of_any(figure):
    said = {"figure": figure, "before": "", "after": "", "way": "合并两个窗口"}
    assert words_of(said) == f"{FIGURES[figure]}：合并两个窗口"
    assert words_of(said | {"before": "3"}) == f"{FIGURES[figure]}：现在 3。合并两个窗口"
    assert words_of(said | {"after": "1", "way": ""}) == f"{FIGURES[figure]}：1" and words_of(None) == ""


def test_it_drafts_by_what_the_rectification_is_measured(recording, coordinator, world):
    entry = recording.problem()
    act(coordinator, entry, "suggestion", **SAID)
    act(coordinator, entry, "confirmation")
    act(coordinator, entry, "rectifications", assignee=world.people["coordinator"], kind="by_day", difficulty="a")
    address = re.search(r"/rectifications/[0-9a-f-]{36}", coordinator.get(f"/problems/{entry}").text)[0]
    page = coordinator.get(address).text
    assert re.search(r'<option selected value="materials">|<option value="materials" selected>', page) and 'value="2 份"' in page
    assert SAID["way"] in page and "已按问题的优化建议填好" in page
    said = {"cause": "process", "measure": "共享取得", "figure": "materials", "target": "3 份", "criterion": ""}
    assert coordinator.post(f"{address}/plan", said).status_code == 303
    later = coordinator.get(address).text
    assert 'value="3 份"' in later and "已按问题的优化建议填好" not in later, "what was planned stands"
