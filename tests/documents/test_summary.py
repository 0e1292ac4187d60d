"""走流程汇总: the numbers of the lists, on a page and on paper."""

import re
from datetime import date
from html import unescape

import pytest

from tests.documents.conftest import fetched, text_of, tight
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import db, uuid7
from zlc.desk.summary.period import Period
from zlc.problems.models import Problem
from zlc.walks.journal import commits, folding

BEGUN = 1772672400000  # 2026-03-05 09:00
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
PERIOD = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def world_of_march(app, visit, world):
    """Home: three walks and a session in March, one walk in February, one void; another unit: one walk."""
    phone = Phone.of(visit("recorder"))
    walks = [phone.a_walk(world.matter, BEGUN + n * DAY) for n in range(3)]
    phone.a_walk(world.matter, BEGUN - 10 * DAY)
    void = phone.a_walk("", BEGUN + 5 * DAY)
    opened = next(e["id"] for e in phone.entries if void in e["body"] and '"kind": "open"' in e["body"])
    phone.make(void, "amend", {"target": opened, "set": {"void": {"value": True, "saw": []}}, "reason": "误记"})
    phone.push()
    counter = uuid7()
    phone.make(counter, "open", {"as": "counter", "window": "6 号窗口"}, BEGUN + DAY)
    for n in range(4):
        case = uuid7()
        phone.make(counter, "case", {"case": case, "event": "call"}, BEGUN + DAY + n * 10 * MINUTE)
        phone.make(counter, "case", {"case": case, "event": "done"}, BEGUN + DAY + (n * 10 + 6) * MINUTE)
    phone.make(counter, "finish", {}, BEGUN + DAY + HOUR)
    phone.push(phone.entries[-10:])
    other = Phone.of(visit("stranger"))
    other.a_walk(None, BEGUN)
    other.push()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        one = db.session.scalars(db.select(Problem).where(Problem.walk_id == walks[0])).one()
        one.confirm(world.person("coordinator"))
        db.session.commit()
    return walks


def figures(page):
    pairs = re.findall(r"<dt>([^<]+)</dt><dd>(?:<a [^>]*>)?(\d+) .(?:</a>)?</dd>", page.text)
    return {label: int(count) for label, count in pairs}


def total(page):
    found = re.search(r"共 (\d+) [次条]", page.text)
    return int(found[1]) if found else 0


def test_its_numbers_are_those_of_the_lists(world_of_march, coordinator):
    shown = figures(coordinator.get(f"/summary?{PERIOD}"))
    walks = total(coordinator.get("/walks?month=2026-03"))
    void = total(coordinator.get("/walks?month=2026-03&status=void"))
    sessions = total(coordinator.get("/walks?month=2026-03&way=counter"))
    reached = total(coordinator.get("/walks?month=2026-03&status=end"))
    assert void == 1 and sessions == 1
    assert shown["走流程"] == walks - void - sessions == 3
    assert shown["坐窗口"] == sessions and shown["走到底"] == reached == 3
    assert shown["窗口办件"] == 4
    in_february = 1
    assert shown["发现问题"] == total(coordinator.get("/problems?quarter=2026Q1")) - in_february


def test_a_walk_that_was_ended_without_a_result_is_not_one_that_was_walked_to_the_end(visit, coordinator):
    phone = Phone.of(visit("recorder"))
    ways = {"走到底": ["refused", "finish"], "未到底": ["accepted", "finish"], "在走": ["accepted"]}
    for n, (word, way) in enumerate(ways.items()):
        walk, begun = uuid7(), BEGUN + n * DAY
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": f"{word}的事"}, begun)
        phone.make(walk, "stage", {"stage": "acceptance", "step": "window", "visit": 1}, begun + MINUTE)
        phone.make(walk, "outcome", {"result": way[0]}, begun + HOUR)
        if way[1:]:
            phone.make(walk, "finish", {}, begun + 2 * HOUR)
    phone.push()
    shown = figures(coordinator.get(f"/summary?{PERIOD}"))
    text = text_of(fetched(coordinator, f"/summary.pdf?{PERIOD}").data)
    for word, code in {"走到底": "end", "未到底": "short", "在走": "going"}.items():
        assert shown[word] == 1 and f"{word}1次" in text
        listed = coordinator.get(f"/walks?month=2026-03&status={code}").text
        assert total(coordinator.get(f"/walks?month=2026-03&status={code}")) == 1 and f"{word}的事" in listed
        assert f">{word}</span>" in listed
    assert "走完" not in text and "走完" not in coordinator.get("/walks").text


def test_paper_says_what_the_page_says(world_of_march, coordinator):
    page = figures(coordinator.get(f"/summary?{PERIOD}"))
    text = text_of(fetched(coordinator, f"/summary.pdf?{PERIOD}").data)
    for label, count in page.items():
        assert re.search(rf"{label}{count}[次件个]", text), label
    for words in (
        "市人社局走流程工作汇总", "2026年3月1日至3月31日", "另有作废1次", "2026年3月5日", "2026年3月6日", "2026年3月7日",
        "6号窗口", "4件6分、6分、6分、6分", "排队3次20分、20分、20分20分", "受理3次10分、10分、10分10分",
        "新发现（3）", "已确认（1）", "2026年3月5日亲身办", "综合窗口5个只开2个",
    ):  # fmt: skip
        assert tight(words) in text, words
    assert not re.search(r"(?<!1)2月", text), "but in the day of printing"


@pytest.mark.parametrize(("waits", "said", "bars"), [
    ((10, 180), "10 分、3 小时", ["排队 10 分", "排队 3 小时"]),
    ((10, 180, 20, 30, 40, 50), "中位 35 分", ["排队（中位） 35 分"]),
])  # fmt: skip
def test_a_few_waits_are_each_said_and_the_median_of_many_is_the_one_in_the_middle(visit, coordinator, waits, said, bars):
    phone = Phone.of(visit("recorder"))
    for n, minutes in enumerate(waits):
        walk, begun = uuid7(), BEGUN + n * DAY
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "一件事"}, begun)
        phone.make(walk, "stage", {"stage": "queue", "step": "ticket", "visit": 1}, begun)
        phone.make(walk, "finish", {}, begun + minutes * MINUTE)
    phone.push()
    page = coordinator.get(f"/summary?{PERIOD}").text
    text = text_of(fetched(coordinator, f"/summary.pdf?{PERIOD}").data)
    assert f"排队 {said}（{len(waits)} 次" in page and tight(f"排队{len(waits)}次{said}3小时") in text
    drawn = re.search(r"<title>各环节用时</title><desc>([^<]+)</desc>", page)
    if len(bars) > 1:
        assert drawn and drawn[1].split("；") == bars
    else:  # one bar shows nothing: it is a sentence
        bars = [f"{bars[0].replace(' ', '：', 1)}。"]
        assert not drawn and bars[0] in page
    for bar in bars:
        assert tight(bar) in text


def test_every_problem_of_the_list_is_on_paper_with_its_source(world_of_march, coordinator, app):
    text = text_of(fetched(coordinator, f"/summary.pdf?{PERIOD}").data)
    listed = coordinator.get("/problems?quarter=2026Q1").text
    numbers = set(re.findall(r"〔2026〕一季度-市人社局-问题-\d{3}", listed))
    with app.app_context():
        february = db.session.scalars(db.select(Problem).where(Problem.found_at < BEGUN - DAY)).one().full_number
    assert len(numbers) >= 4
    for number in numbers - {february}:
        assert number in text
    assert text.count("亲身办灵活就业人员参保登记") == len(numbers) - 1


def test_it_begins_with_this_quarter(visit):
    with clock.frozen_at(BEGUN):
        assert "2026年1月1日 至 3月31日" in visit("coordinator").get("/summary").text


@pytest.mark.parametrize(("query", "said"), [
    ("from=2026-03-02&to=2026-03-01", "结束的日期早于开始的日期"),
    ("from=2025-01-01&to=2026-03-01", "一次最多汇总一年"),
    ("from=gestern", "日期读不懂"),
    ("from=1950-01-01", "日期太远"),
])  # fmt: skip
def test_a_wrong_period_is_refused_in_chinese(coordinator, query, said):
    page = coordinator.get(f"/summary?{query}")
    assert page.status_code == 422 and said in page.text
    assert coordinator.get(f"/summary.pdf?{query}").status_code == 422


def test_an_empty_period_says_so(coordinator):
    assert "这段时间没有走流程" in coordinator.get("/summary?from=2020-01-01&to=2020-01-31").text
    text = text_of(fetched(coordinator, "/summary.pdf?from=2020-01-01&to=2020-01-31").data)
    assert "这段时间没有走流程。" in text and "这段时间没有记下问题。" in text


def test_another_units_summary_is_for_those_who_read_all(world_of_march, visit, world):
    query = f"{PERIOD}&unit={world.units['other']}"
    assert "青溪街道" in visit("office").get(f"/summary?{query}").text.split("</header>")[1].split("<form")[0]
    assert figures(visit("office").get(f"/summary?{query}"))["走流程"] == 1
    assert figures(visit("coordinator").get(f"/summary?{query}"))["走流程"] == 3, "one's own, whatever is asked"
    assert visit("office").get(f"/summary?{PERIOD}&unit=nobody").status_code == 404
    for username in ("admin", "auditor"):
        assert visit(username).get("/summary").status_code == 404
        assert visit(username).get("/summary.pdf").status_code == 404


@pytest.fixture
def coordinator(visit):
    return visit("coordinator")


FIGURE = re.compile(r'<a href="(/(?:walks|problems)\?[^"]+)">([^<0-9]*)(\d+) [次个]</a>')


@pytest.mark.parametrize("username", ["coordinator", "office"])
def test_each_figure_leads_to_a_list_that_counts_the_same(world_of_march, visit, world, username):
    browser, query = visit(username), f"{PERIOD}&unit={world.units['home']}"
    page = browser.get(f"/summary?{query}").text
    links = FIGURE.findall(page)
    assert len(links) >= 11 and {"作废的走流程 ", "新发现 ", "已确认 "} <= {label for _, label, _ in links}
    for address, label, count in links:
        listed = browser.get(unescape(address))
        assert total(listed) == int(count), (label, address)
        kept = browser.get(re.sub(r"&?after=[^&]*", "", unescape(address)))
        assert 'type="hidden" name="from" value="2026-03-01"' in kept.text, "the list's own filter keeps the days"


def test_what_was_served_leads_to_the_sessions_that_served_it(world_of_march, coordinator):
    page = coordinator.get(f"/summary?{PERIOD}").text
    (address, count), = re.findall(r'<a href="([^"]+)">(\d+) 件</a>', page)
    served = re.findall(r'<span class="block">(\d+) 件，', coordinator.get(unescape(address)).text)
    assert sum(map(int, served)) == int(count) == 4


def test_each_figure_stands_beside_that_of_the_period_before(world_of_march, coordinator):
    page = coordinator.get("/summary?from=2026-03-01&to=2026-03-31").text
    assert "上期：2026年2月1日 至 2月28日" in page
    assert re.search(r"<dt>走流程</dt><dd><a [^>]*>3 次</a></dd><dd class=\"small quiet\">上期 1 次</dd>", page)
    assert re.search(r"新发现 3 个</a><span class=\"quiet\">（上期 1 个）", page)


@pytest.mark.parametrize(("first", "last", "before"), [
    ("2026-10-01", "2026-12-31", "2026年7月1日 至 9月30日"), ("2026-01-01", "2026-03-31", "2025年10月1日 至 12月31日"),
    ("2026-01-01", "2026-12-31", "2025年1月1日 至 12月31日"), ("2026-03-01", "2026-03-31", "2026年2月1日 至 2月28日"),
    ("2026-03-05", "2026-03-11", "2026年2月26日 至 3月4日"),
])  # fmt: skip
def test_the_period_before_is_as_many_months_or_days(first, last, before):
    assert Period(date.fromisoformat(first), date.fromisoformat(last)).before.spoken == before
