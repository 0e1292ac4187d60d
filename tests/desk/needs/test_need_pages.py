"""需求清单 and the page of one need: who sees them, what is done there, what is refused and loses nothing."""

import re
from datetime import timedelta

import pytest

from tests.phones import MINUTE
from tests.recordings import WANTED
from zlc import clock

ANSWER = {"text": "十二月起街道可以代收。", "to": "提出的企业", "how": "phone"}


@pytest.fixture
def need(recording, coordinator):
    """Seen by the coordinator."""
    entry = recording.need()
    coordinator.get(f"/needs/{entry}")
    return entry


@pytest.fixture
def do(coordinator, need):
    def act(noun, status=303, **filled):
        reply = coordinator.post(f"/needs/{need}/{noun}", filled)
        assert reply.status_code == status, reply.text
        if status == 303:
            coordinator.get(reply.location)
        return reply

    return act


def today(days=0):
    return (clock.today() + timedelta(days=days)).isoformat()


def test_from_collected_to_answered(do, need, kept_need, coordinator, world):
    do("study")
    do("adoption")
    do("answer", **ANSWER, answered_on=today())
    row = kept_need(need)
    assert (row.state, row.decided, row.answer_text, row.answered_to, row.answered_how, row.answered_on) == (
        "answered", "adopted", ANSWER["text"], ANSWER["to"], "phone", clock.today()
    )  # fmt: skip
    assert [(one.n, one.verb, one.by) for one in row.events] == [
        (n, verb, world.people["coordinator"]) for n, verb in enumerate(("studied", "adopted", "answered"), 1)
    ]
    page = coordinator.get(f"/needs/{need}").text
    assert "电话回应提出的企业" in page and ANSWER["text"] in page and "现在：已回应" in page and "回应的内容" not in page


BEGUN = {"department": "社保科", "kind": "by_day", "difficulty": "a"}


def test_what_was_adopted_is_put_into_a_rectification(app, do, need, kept_need, coordinator, world):
    do("study")
    refused = do("rectifications", 409, **BEGUN)
    assert "研究中" in refused.text and "社保科" in refused.text
    do("adoption")
    assert "请选整改时限" in do("rectifications", 422, **BEGUN | {"difficulty": ""}).text
    do("rectifications", **BEGUN)
    page = coordinator.get(f"/needs/{need}").text
    address = re.search(r"/rectifications/[0-9a-f-]{36}", page)[0]
    assert "待认领" in page and "责任：社保科" in page and "再立一项整改" in page
    theirs = coordinator.get(address).text
    assert "要办的需求" in theirs and f"/needs/{need}" in theirs and kept_need(need).text in theirs
    assert (one := kept_need(need)).state == "adopted" and one.events[-1].verb == "begun"
    assert kept_need(need).text in coordinator.get("/rectifications").text
    do("answer", **ANSWER, answered_on=today())
    assert "再立一项整改" in coordinator.get(f"/needs/{need}").text, "also once it was answered"


def test_two_who_begin_one_need_are_told_of_each_other(do, need, coordinator, visit):
    do("study")
    do("adoption")
    other = visit("coordinator")
    other.get(f"/needs/{need}")
    do("rectifications", **BEGUN)
    late = other.post(f"/needs/{need}/rectifications", BEGUN)
    assert late.status_code == 409 and "给这条需求立了项" in late.text and "共 1 条" in coordinator.get("/rectifications").text


def test_what_was_declined_is_not_begun(do, need, coordinator):
    do("study")
    do("decline", reason="法规要求本人到场")
    assert "立项" not in coordinator.get(f"/needs/{need}").text
    assert do("rectifications", 409, **BEGUN).status_code == 409
    do("answer", **ANSWER, answered_on=today())
    assert "立项整改" not in coordinator.get(f"/needs/{need}").text
    assert "不予采纳" in do("rectifications", 409, **BEGUN).text


def test_declined_with_a_reason_and_answered_all_the_same(do, need, kept_need, coordinator):
    do("study")
    refused = do("decline", 422)
    assert "请写明为什么不予采纳" in refused.text and kept_need(need).state == "studying"
    do("decline", reason="法规要求本人到场")
    do("answer", **ANSWER, answered_on=today())
    row = kept_need(need)
    assert (row.state, row.decided, [one.reason for one in row.events][1]) == ("answered", "declined", "法规要求本人到场")
    assert "不予采纳" in coordinator.get(f"/needs/{need}").text


@pytest.mark.parametrize(("field", "value", "said"), [
    ("text", " ", "请写回应的内容"),
    ("text", "字" * 1001, "请不超过 1000 字"), ("to", "", "请写回应给谁"), ("to", "字" * 61, "请不超过 60 字"),
    ("to", "李先生 13812345678", "不要写证件、手机、银行卡号码"), ("how", "", "请选回应的方式"), ("how", "pigeon", "请选回应的方式"),
    ("answered_on", "", "请写回应的日期"), ("answered_on", "昨天", "2026-11-30 这样"), ("answered_on", today(2), "不能晚于今天"),
    ("answered_on", today(-30), "不能早于收集的那天"),
])  # fmt: skip
def test_an_answer_that_lacks_something_is_refused_and_stays_typed(do, need, kept_need, field, value, said):
    do("study")
    do("adoption")
    reply = do("answer", 422, **{**ANSWER, "answered_on": today(), field: value})
    row = kept_need(need)
    assert said in reply.text and (row.state, row.answered_on, len(row.events)) == ("adopted", None, 2)
    if field != "text":
        assert ANSWER["text"] in reply.text


@pytest.mark.parametrize(("before", "noun"), [
    ((), "adoption"), ((), "decline"), ((), "answer"), (("study",), "study"), (("study",), "answer"),
    (("study", "adoption"), "adoption"), (("study", "adoption"), "study"),
])  # fmt: skip
def test_what_is_not_open_is_refused_and_changes_nothing(do, need, kept_need, before, noun):
    for one in before:
        do(one)
    state, events = kept_need(need).state, len(kept_need(need).events)
    reply = do(noun, 409, reason="再看", **ANSWER, answered_on=today())
    assert "这条需求现在是" in reply.text and (kept_need(need).state, len(kept_need(need).events)) == (state, events)


def test_a_second_click_is_told_who_was_first(do, need, kept_need):
    do("study")
    assert "联络员甲已在" in do("study", 409).text and len(kept_need(need).events) == 1


def test_what_was_amended_since_waits_and_is_accepted(recording, do, need, kept_need, coordinator):
    do("study")
    late = recording.amend(need, "text", "能在网上办")
    assert WANTED in (page := coordinator.get(f"/needs/{need}").text) and "能在网上办" in page
    do("acceptance", amendment=late)
    row = kept_need(need)
    assert (row.text, row.waiting, row.events[-1].detail["changes"]) == ("能在网上办", [], {"text": [WANTED, "能在网上办"]})
    do("acceptance", 409, amendment=late)


def test_struck_after_it_was_studied_is_flagged_and_counts_no_more(recording, do, need, kept_need, coordinator):
    do("study")
    recording.strike(need)
    row = kept_need(need)
    assert (row.state, row.struck, row.counts) == ("studying", True, False)
    assert "已把这条需求划去" in coordinator.get(f"/needs/{need}").text
    assert "另有 1 条记录已划去" in coordinator.get("/needs").text


def test_who_reads_and_who_drives(visit, need):
    for username in ("recorder", "head", "clerk", "colleague", "office", "supervisor"):
        page = visit(username).get(f"/needs/{need}")
        assert page.status_code == 200 and "下一步" not in page.text, username
    for username in ("stranger", "coordinator2", "auditor", "admin"):
        assert visit(username).get(f"/needs/{need}").status_code == 404
    for username in ("recorder", "office", "supervisor"):
        browser = visit(username)
        browser.get(f"/needs/{need}")
        assert browser.post(f"/needs/{need}/study").status_code == 403
    for username in ("auditor", "admin"):
        assert visit(username).get("/needs").status_code == 404


def test_the_list_its_tabs_filters_search_and_orders(recording, record, coordinator, visit, do, need):
    recording.need("网上就能办", **{"from": "public"})
    recording.add("need", {"text": "老早提的"}, clock.now_ms() - 59 * MINUTE)
    record("stranger").need("街道的需求")
    do("study")

    def told(query="", who=coordinator):
        return re.findall(r'class="title" href="/needs/[^"]+">([^<]+)<', who.get(f"/needs{query}").text)

    assert told() == ["网上就能办", WANTED, "老早提的"]
    assert told("?sort=number") == ["老早提的", "网上就能办", WANTED]
    assert told("?state=studying") == [WANTED] and told("?whose=public") == ["网上就能办"]
    assert told("?stage=queue") == ["网上就能办", WANTED]
    assert told("?q=街道") == [WANTED] and told("?q=办") == ["网上就能办", WANTED] and told("?q=需求-003") == ["老早提的"]
    assert told("?q=企业") == [WANTED] and told("?q=没有这样的") == []
    assert told("?mine=1") == [] and len(told("?mine=1", visit("recorder"))) == 3
    assert sorted(told("", visit("office"))) == sorted(["街道的需求", "网上就能办", WANTED, "老早提的"])
    page = re.sub(r"<[^>]+>| ", "", coordinator.get("/needs").text)
    assert "全部3" in page and "新收集2" in page and "研究中1" in page


def test_the_list_goes_on_where_the_page_ends(recording, coordinator):
    recording.phone.push([recording.phone.make(recording.walk, "need", {"text": f"第 {n} 条"}) for n in range(1, 61)])
    seen, address = [], "/needs?sort=number"
    while address:
        page = coordinator.get(address).text
        seen += re.findall(r'class="title" href="/needs/[^"]+">第 (\d+) 条<', page)
        further = re.search(r'href="([^"]*after=[^"]+)">下一页', page)
        address = further[1].replace("&amp;", "&") if further else None
    assert len(seen) == len(set(seen)) == 60


def test_the_walk_leads_to_its_needs_and_back(recording, need, coordinator):
    walk = coordinator.get(f"/walks/{recording.walk}").text
    assert f'href="/needs/{need}"' in walk and "新收集" in walk
    assert f"/walks/{recording.walk}" in coordinator.get(f"/needs/{need}").text


def test_the_log_says_what_was_done_with_which_need(do, need, kept_need, visit):
    do("study")
    page = visit("auditor").get("/audit").text
    assert "研究需求" in page and kept_need(need).full_number in page
    number = kept_need(need).full_number
    assert "研究需求" in visit("auditor").get(f"/audit?about={number}").text


def test_whoever_was_quicker_on_the_same_account_is_told_so(do, need, visit):
    other = visit("coordinator")
    other.get(f"/needs/{need}")
    do("study")
    late = other.post(f"/needs/{need}/study")
    assert late.status_code == 409 and "开始研究，" in late.text and "办的人用的就是您的账号" in late.text
