"""Several ticked problems at once: each by the verb of its own page, and a clear account of those that were not."""

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.phones import MINUTE
from tests.problems.test_tasking import give
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.asked import PAGE
from zlc.database import db
from zlc.problems.models import Problem
from zlc.walks.journal import folding

REJECTION = {"as_": "untrue", "reason": "现场核过，没有这回事"}


def in_days(days):
    return due_in(days).isoformat()


@pytest.fixture
def several(recording, coordinator):
    """several(n, confirmed=…) problems, and the list open in front of the coordinator."""

    def make(count=2, confirmed=False):
        begun = clock.now_ms() - 30 * MINUTE
        entries = [recording.problem(f"第 {n} 个", begun + n * MINUTE) for n in range(count)]
        for entry in entries if confirmed else []:
            coordinator.get(f"/problems/{entry}")
            assert coordinator.post(f"/problems/{entry}/confirmation").status_code == 303
        coordinator.get("/problems")
        return entries

    return make


@pytest.fixture
def states(kept):
    return lambda entries: [kept(entry).state for entry in entries]


def send(browser, noun, entries, **fields):
    return browser.post(f"/{noun}", {"problem": entries, "back": "/problems?q=第", **fields})


def test_several_are_confirmed_with_one_click(several, coordinator, states, kept):
    entries = several(3)
    reply = send(coordinator, "confirmations", entries)
    assert reply.status_code == 303 and reply.location.startswith("/problems?q=")
    page = coordinator.get(reply.location).text
    assert "已确认 3 条。" in page and "影响 中" in page, "and not as if it were being influenced"
    assert states(entries) == ["confirmed"] * 3
    assert kept(entries[0]).category == "queue", "confirming leaves what it is"


def test_several_are_given_out_and_then_given_another_day(several, coordinator, kept, world):
    entries = several(2, confirmed=True)
    fields = {"department": "综合科", "assignee": world.people["colleague"], "due_on": in_days(3)}
    assert send(coordinator, "rectifications", entries, **fields).status_code == 303
    coordinator.get("/problems")
    assert send(coordinator, "deadlines", entries, **{"deadline-day": in_days(8), "deadline-reason": "等系统上线"}).status_code == 303
    for entry in entries:
        assert (kept(entry).responsible, kept(entry).due_on.isoformat()) == ("综合科 记录员乙", in_days(8))


def test_several_are_rejected_with_one_reason(several, coordinator, states, kept):
    entries = several(2)
    assert send(coordinator, "rejections", entries, **REJECTION).status_code == 303
    assert states(entries) == ["untrue"] * 2
    assert {kept(entry).events[-1].reason for entry in entries} == {REJECTION["reason"]}


@pytest.mark.parametrize(
    ("noun", "fields", "sentence"),
    [
        ("rectifications", {"department": "综合科", "due_on": in_days(3)}, "新发现的问题请先确认"),
        ("deadlines", {"deadline-day": in_days(3), "deadline-reason": "改"}, "现在是「新发现」，没有在改的整改可改时限"),
        ("confirmations", {}, "确认过"),
    ],
)
def test_those_that_cannot_be_are_named_with_the_reason_and_stay_ticked(several, coordinator, kept, noun, fields, sentence):
    first, second = several(2)
    done = first
    if noun != "confirmations":
        coordinator.get(f"/problems/{first}")
        coordinator.post(f"/problems/{first}/confirmation")
    else:
        coordinator.get(f"/problems/{second}")
        coordinator.post(f"/problems/{second}/confirmation")
    if noun == "deadlines":
        coordinator.get(f"/problems/{first}")
        coordinator.post(f"/problems/{first}/rectifications", {"department": "综合科", "due_on": in_days(9)})
    coordinator.get("/problems")
    reply = send(coordinator, noun, [first, second], **fields)
    assert reply.status_code == 200
    assert f">{kept(second).short_number}</a>：" in reply.text and sentence in reply.text and "1 条没有" in reply.text
    assert f'value="{second}" checked' in reply.text and f'value="{done}" checked' not in reply.text
    assert 'name="back" value="/problems?q=%E7%AC%AC"' in reply.text, "the list is narrowed as it was"


def test_what_was_done_with_others_is_not_denied_beside_the_one_that_was_left(several, coordinator, visit, world):
    confirmed, given = several(1), give(visit("office"), world).location.rpartition("/")[2]
    coordinator.get(f"/problems/{given}")
    coordinator.post(f"/problems/{given}/signing")
    coordinator.get("/problems")
    reply = send(coordinator, "confirmations", [*confirmed, given])
    assert "已确认 1 条，1 条没有确认" in reply.text and "签收就是确认，不用另外确认，现在是「已确认」。" in reply.text
    assert "没有改动任何内容" not in reply.text
    coordinator.get(f"/problems/{given}")
    coordinator.post(f"/problems/{given}/rectifications", {"department": "综合科", "due_on": in_days(9)})
    coordinator.get("/problems")
    reply = send(coordinator, "rejections", [*confirmed, given], **REJECTION)
    assert "现在是「整改中」，不能退回。" in reply.text and "没有重复登记" not in reply.text


def test_where_none_can_be_nothing_changes_and_the_log_says_so(app, several, coordinator, states):
    entries = several(2)
    reply = send(coordinator, "rectifications", entries, department="综合科", due_on=in_days(3))
    assert reply.status_code == 409 and "2 条没有立项" in reply.text
    assert 'value="综合科"' in reply.text and f'value="{in_days(3)}"' in reply.text, "what was filled in is kept"
    assert states(entries) == ["new"] * 2
    with app.app_context():
        line = db.session.scalars(select(AuditLine).order_by(AuditLine.at.desc(), AuditLine.id.desc())).first()
        assert (line.verb, line.about, line.success, line.detail["code"]) == ("refused", "/rectifications", False, "not_now")


def test_what_somebody_else_changed_meanwhile_is_left_as_they_left_it(several, coordinator, visit, kept):
    entries = several(2, confirmed=True)
    other = visit("coordinator")
    other.get(f"/problems/{entries[0]}")
    other.post(f"/problems/{entries[0]}/rejection", REJECTION)
    later = {"deadline-day": in_days(3), "deadline-reason": "改"}
    for noun, fields in (("rejections", {**REJECTION, "reason": "另一个理由"}), ("deadlines", later)):
        page = send(coordinator, noun, entries[:1], **fields)
        assert page.status_code == 409 and "联络员甲已在" in page.text and "退回过" in page.text
        coordinator.seen.clear()
    assert kept(entries[0]).events[-1].reason == REJECTION["reason"]


def test_a_row_that_is_not_theirs_is_left_and_the_others_are_done(several, coordinator, record, kept):
    mine, foreign = several(1)[0], record("stranger").problem()
    reply = send(coordinator, "confirmations", [foreign, mine, "unknown"])
    assert reply.status_code == 200 and "已确认 1 条，2 条没有确认" in reply.text
    assert reply.text.count("没有找到，或者已经不归您处理") == 2 and kept(foreign).full_number not in reply.text
    assert (kept(mine).state, kept(foreign).state) == ("confirmed", "new")


def test_fifty_that_are_refused_are_all_named(several, coordinator, kept):
    entries = several(PAGE)
    reply = send(coordinator, "rectifications", entries, department="综合科", due_on=in_days(3))
    assert f"{PAGE} 条没有立项" in reply.text and reply.text.count("新发现的问题请先确认") == PAGE


def test_more_than_a_page_is_refused_and_none_is_cut_off(several, coordinator, states):
    entries = several(2)
    reply = send(coordinator, "confirmations", [*entries, *(f"x{n}" for n in range(PAGE))])
    assert reply.status_code == 422 and f"一次最多 {PAGE} 条，这次勾选了 {PAGE + 2} 条，一条都没有确认" in reply.text
    assert states(entries) == ["new"] * 2


@pytest.mark.parametrize(
    ("noun", "fields", "sentence"),
    [
        ("rectifications", {"problem": []}, "没有勾选问题"),
        ("confirmations", {"problem": []}, "没有勾选问题"),
        ("rectifications", {"due_on": "", "department": "综合科"}, "请选整改时限，或者选难度"),
        ("rectifications", {"due_on": in_days(3), "department": ""}, "请选责任人"),
        ("rectifications", {"due_on": "1970-01-01", "department": "综合科"}, "不能早于今天"),
        ("rejections", {"as_": "untrue", "reason": ""}, "请写明理由"),
        ("rejections", {"reason": "没有选"}, "请选「不属实」"),
        ("deadlines", {"deadline-day": "", "deadline-reason": "改"}, "请写新的时限"),
        ("deadlines", {"deadline-day": in_days(3)}, "请写明理由"),
        ("reassignments", {"reassign-department": "综合科"}, "请写明理由"),
        ("deadlines", {"deadline-day": "下周"}, "日期请写成"),
    ],
)
def test_what_is_missing_is_said_and_everything_stays_ticked(several, coordinator, states, noun, fields, sentence):
    entries = several(2, confirmed=noun == "rectifications")
    before = states(entries)
    reply = send(coordinator, noun, **{"entries": entries, **{k: v for k, v in fields.items() if k != "problem"}}) \
        if "problem" not in fields else send(coordinator, noun, [])  # fmt: skip
    assert reply.status_code == 422 and sentence in reply.text
    assert "problem" in fields or "一条都没有" in reply.text.partition("<h1>")[0], "and what became of them"
    assert reply.text.count(" checked>") >= (0 if "problem" in fields else 2)
    assert states(entries) == before


@pytest.mark.parametrize("who", ["recorder", "office", "coordinator2"])
def test_whoever_does_not_drive_the_list_changes_nothing(several, visit, states, who):
    entries = several(2)
    browser = visit(who)
    browser.get("/problems")
    reply = send(browser, "confirmations", entries)
    assert reply.status_code in (403, 409) and states(entries) == ["new"] * 2
    assert 'name="problem"' not in browser.get("/problems").text or who == "coordinator2"


@pytest.mark.parametrize("back", ["//[", "http://[x", "//℀.com?x=1", "/problems?q=1\r\nSet-Cookie: a=b"])
def test_a_way_back_that_is_no_address_stops_nothing(several, coordinator, states, back):
    entries = several(1)
    assert send(coordinator, "confirmations", entries, back=back).status_code == 303
    assert states(entries) == ["confirmed"]


def test_the_way_back_stays_on_our_list_and_on_its_page(several, coordinator):
    entries = several(1)
    reply = send(coordinator, "confirmations", entries, back="https://elsewhere.example/problems?q=1&after=x")
    assert reply.location == "/problems?q=1&after=x"


def test_everybody_who_is_in_charge_can_be_asked_for_also_with_a_closed_account(app, several, coordinator, visit, world):
    entries = several(2, confirmed=True)
    send(coordinator, "rectifications", entries, assignee=world.people["colleague"], due_on=in_days(3))
    with app.app_context():
        world.person("colleague").active = False
        db.session.commit()
    option = f'<option value="{world.people["colleague"]}">记录员乙（已停用）</option>'
    page = coordinator.get("/problems").text
    assert option in page and "记录员甲</option>" not in page.partition("全部责任人")[2].partition("</select>")[0]
    assert option in visit("office").get(f"/problems?unit={world.units['home']}").text
    assert option not in visit("office").get("/problems").text
    chosen = visit("office").get(f"/problems?assignee={world.people['colleague']}").text
    assert f'<option value="{world.people["colleague"]}" selected>记录员乙（已停用）</option>' in chosen


def test_the_tabs_say_how_many_stand_in_each_state(app, several, coordinator, recording, visit):
    entries = several(3)
    send(coordinator, "confirmations", entries[:1])
    recording.strike(entries[2])
    tabs = coordinator.get("/problems?category=queue").text.partition('<nav class="states"')[2].partition("</nav>")[0]
    for word, count in (("全部", 2), ("新发现", 1), ("已确认", 1), ("已撤回", 1)):
        assert f'{word} <span class="num">{count}</span>' in tabs, word
    assert "整改中" not in tabs and "state=new&amp;category=queue" in tabs
    page = coordinator.get("/problems?state=confirmed").text
    assert '>已确认 <span class="num">1</span></a>' in page and '<input type="hidden" name="state" value="confirmed">' in page
    assert 'aria-current="page">已确认' in page
    assert '全部 <span class="num">0</span>' in coordinator.get("/problems?q=没有这样的").text
    with app.app_context():
        folding.catch_up()
        assert db.session.get_one(Problem, entries[2]).state == "withdrawn"


@pytest.mark.parametrize("noun", ["confirmations", "rectifications", "reassignments", "rejections", "deadlines"])
def test_what_was_refused_stands_under_the_list(coordinator, noun):
    coordinator.get("/problems")
    reply = send(coordinator, noun, [])
    assert reply.status_code == 422 and '<a href="/problems" aria-current="true">问题</a>' in reply.text


@pytest.mark.parametrize(("path", "place"), [("/imports", "事项"), ("/editions", "事项"), ("/held", "上传核对")])
def test_what_is_opened_from_a_place_stands_under_it(coordinator, path, place):
    assert f'aria-current="true">{place}</a>' in coordinator.get(path).text


@pytest.mark.parametrize(
    "written", [{"reason": "退回的理由写了一半"}, {"deadline-reason": "改时限的理由"}, {"reassign-department": "综合科"}]
)
def test_what_was_written_in_another_panel_is_there_afterwards(several, coordinator, states, written):
    entries = several(2)
    reply = send(coordinator, "confirmations", entries, **written)
    assert reply.status_code == 200 and states(entries) == ["confirmed"] * 2
    assert "已确认 2 条。别的栏里写的没有用上，还在原处。" in reply.text and "checked>" not in reply.text
    [words] = written.values()
    assert words in reply.text.partition('id="bulk"')[2].partition("</form>")[0]
    assert reply.text.count('<details class="panel" open>') == 1


def test_what_was_used_is_not_there_once_more(several, coordinator, states):
    entries = several(1)
    reply = send(coordinator, "rejections", entries, **REJECTION, **{"deadline-reason": "改时限的理由"})
    assert reply.status_code == 200 and states(entries) == ["untrue"]
    assert "改时限的理由" in reply.text and REJECTION["reason"] not in reply.text
