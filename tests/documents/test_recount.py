"""Three rich walks, two sessions and their summary, counted again from the journal (recount.py): page, PDF and phone say the same."""

import re

import pytest

from tests.documents import recount
from tests.documents.conftest import fetched, text_of, tight
from tests.documents.said import on_page, on_phones, plain, rows_of
from tests.phones import Phone
from zlc import clock
from zlc.database import uuid7

MONDAY = 1773018000000  # 2026-03-09 09:00 in Shanghai; no holiday until April
SECOND, MINUTE, DAY = 1_000, 60_000, 24 * 60 * 60_000
PERIOD = "from=2026-03-01&to=2026-03-31"
AT_THE_WINDOW = {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "窗口办的事", "place": "三楼", "head": "周启明"}
BY_SOMEBODY = AT_THE_WINDOW | {"mode": "delegate", "matter_text": "代办的事", "delegation": {"for": "一家小店", "ref": "委托书"}}
ON_LINE = {"as": "applicant", "mode": "self", "channel": "online", "matter_text": "网上办的事", "head": "周启明"}


def at(day: int, clock_time: str) -> int:
    """The instant of 「09:30:41」 so many days after that Monday."""
    hours, minutes, seconds = (int(part) for part in clock_time.split(":"))
    return MONDAY + day * DAY + (hours - 9) * 60 * MINUTE + minutes * MINUTE + seconds * SECOND


def stage(name: str, step: str, visit: int = 1):
    return "stage", {"stage": name, "step": step, "visit": visit}


WALKS = {
    "put right after the acceptance, and fetched on another day": (AT_THE_WINDOW, [
        (0, "09:00:10", *stage("consult", "consult")), (0, "09:06:51", *stage("form", "form")),
        (0, "09:31:30", *stage("queue", "ticket")), (0, "09:35:00", "problem", {"category": "queue", "text": "五个窗口只开两个"}),
        (0, "10:16:09", *stage("acceptance", "window")), (0, "10:20:00", "outcome", {"result": "accepted"}),
        (0, "10:27:48", "outcome", {"result": "supplement", "reason": "缺户口簿"}), (0, "10:28:00", "leave", {"visit": 1}),
        (1, "08:58:33", "return", {"visit": 2}), (1, "08:59:02", *stage("queue", "ticket", 2)),
        (1, "09:44:41", *stage("acceptance", "window", 2)), (1, "09:58:20", *stage("result", "wait", 2)),
        (1, "10:01:00", "leave", {"visit": 2}), (4, "15:02:25", "return", {"visit": 3}),
        (4, "15:20:59", "outcome", {"result": "done"}), (4, "15:21:00", *stage("result", "result", 3)),
        (4, "15:29:47", "finish", {"result": "done"}),
    ]),
    "looked through on line, sent back twice, and inspected": (ON_LINE, [
        (0, "09:10:05", *stage("form", "fill")), (0, "10:02:44", *stage("queue", "precheck")),
        (1, "16:31:12", "outcome", {"result": "supplement", "reason": "照片不清"}), (1, "16:31:13", *stage("form", "supplement")),
        (2, "11:00:40", *stage("queue", "precheck")), (3, "09:30:20", *stage("acceptance", "accept")),
        (3, "09:30:55", "outcome", {"result": "accepted"}), (3, "09:31:30", *stage("result", "wait")),
        (4, "10:00:45", "suspended", {"reason": "现场勘验"}), (7, "14:20:15", "resumed", {}),
        (8, "09:00:30", "outcome", {"result": "supplement", "reason": "地址不一致"}), (8, "09:01:00", *stage("form", "supplement")),
        (8, "19:45:50", *stage("acceptance", "accept")), (8, "19:46:30", *stage("result", "wait")),
        (10, "11:11:11", "outcome", {"result": "done"}), (10, "11:40:02", "finish", {"result": "done"}),
    ]),
    "three times at the hall, and refused": (BY_SOMEBODY, [
        (0, "13:30:20", *stage("queue", "ticket")), (0, "14:45:59", *stage("consult", "consult")),
        (0, "14:46:40", *stage("queue", "ticket")), (0, "15:30:10", "leave", {"visit": 1}),
        (1, "09:00:30", "return", {"visit": 2}), (1, "09:00:31", *stage("queue", "ticket", 2)),
        (1, "09:40:00", "problem", {"category": "attitude", "text": "叫了三次才应"}), (1, "10:05:45", *stage("acceptance", "window", 2)),
        (1, "10:18:20", "outcome", {"result": "accepted"}), (1, "10:19:05", "leave", {"visit": 2}),
        (2, "09:20:00", "return", {"visit": 3}), (2, "09:20:30", *stage("result", "wait", 3)),
        (2, "09:41:25", "outcome", {"result": "refused", "reason": "不在受理范围"}), (2, "09:50:10", "finish", {"result": "refused"}),
    ]),
}  # fmt: skip


def case(n: int, event: str, **more: object):
    return "case", {"case": f"01956a00-0000-7000-8000-{n:012d}", "event": event, **more}


SESSIONS = {
    "150 minutes of six": [
        ("09:03:40", *case(1, "call", ticket="A001")), ("09:15:05", *case(1, "done")), ("09:17:50", *case(2, "call")),
        ("09:30:35", "pause", {"reason": "系统掉线"}), ("09:41:15", "continue", {}), ("09:52:10", *case(2, "accept")),
        ("09:52:50", *case(3, "call")), ("09:53:20", *case(3, "supplement")), ("09:58:00", "pause", {"reason": "用餐"}),
        ("10:20:25", "continue", {}), ("10:21:15", *case(4, "call")), ("10:40:00", *case(5, "call")),
        ("11:01:45", *case(5, "refuse")), ("11:04:20", *case(6, "call")), ("11:21:55", *case(6, "done")), ("11:30:00", "finish", {}),
    ],
    "two of them": [
        ("14:00:20", *case(7, "call")), ("14:10:55", *case(7, "done")), ("14:11:30", *case(8, "call")),
        ("17:00:10", *case(8, "done")), ("17:20:05", "finish", {}),
    ],
}  # fmt: skip


@pytest.fixture
def recorded(visit) -> dict[str, str]:
    """What each is called → its id. One stamp was corrected, and one problem struck out."""
    phone, clerk, ids = Phone.of(visit("recorder")), Phone.of(visit("clerk")), {}
    for name, (opening, lines) in WALKS.items():
        ids[name] = walk = uuid7()
        phone.make(walk, "open", opening, at(lines[0][0], lines[0][1]) - 30 * SECOND)
        made = [phone.make(walk, kind, data, at(day, time)) for day, time, kind, data in lines]
        later = at(lines[-1][0], lines[-1][1]) - MINUTE
        if opening is AT_THE_WINDOW:
            moved = {"target": made[2]["id"], "set": {"at": {"value": at(0, "09:29:17"), "saw": []}}, "reason": "小票上是这时"}
            phone.make(walk, "amend", moved, later)
            struck = phone.make(walk, "problem", {"category": "queue", "text": "记重了"}, at(0, "09:36:00"))
            phone.make(walk, "amend", {"target": struck["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "重了"}, later)
    for n, (name, times) in enumerate(SESSIONS.items()):
        ids[name] = walk = uuid7()
        clerk.make(walk, "open", {"as": "counter", "window": f"{n + 1} 号窗口"}, at(0, "09:00:00" if n == 0 else "13:50:05"))
        for time, kind, data in times:
            clerk.make(walk, kind, data, at(0, time))
    for one in (phone, clerk):
        assert {line["status"] for line in one.push().json["results"]} == {"stored"}
    return ids


@pytest.fixture
def journals(recorded, coordinator) -> dict[str, dict]:
    return {name: coordinator.api("GET", f"/walks/{walk}/journal").json for name, walk in recorded.items()}


@pytest.fixture
def phones(journals, tmp_path) -> dict[str, dict]:
    said = on_phones([(journal["walk"], journal["entries"]) for journal in journals.values()], tmp_path)
    return dict(zip(journals, said, strict=True))


@pytest.mark.parametrize("name", WALKS)
def test_every_figure_of_a_walk(journals, phones, coordinator, name):
    walk, mine = journals[name]["walk"], recount.of_walk(recount.read(journals[name]))
    html, phone = coordinator.get(f"/walks/{walk}").text, phones[name]
    page, beside = on_page(html), coordinator.get(f"/walks/{walk}/comparison").text
    paper = text_of(fetched(coordinator, f"/walks/{walk}/record.pdf").data)
    spans = [span["words"] for span in mine["spans"]]
    totals = [f"{word} {words}" for word, words in mine["totals"].items()]

    assert sum(mine["kinds"].values()) == sum(span["minutes"] for span in mine["spans"]) + mine["kinds"]["rest"]
    assert page["totals"] == mine["totals"] and sorted(phone["totals"]) == sorted(totals)
    assert page["spans"] == spans == phone["spans"]
    assert phone["whole"] == mine["whole"]
    for word in [*totals, f"全程{mine['whole']}", f"等候{mine['waited']}", f"步骤{mine['steps']}个", f"问题{mine['problems']}个"]:
        assert tight(word) in paper, word
    if mine["trips"]:
        assert f"到场 {mine['trips']} 次" in plain(html) and f"到场{mine['trips']}次" in paper
    place = paper.index("各环节用时")
    for span in mine["spans"]:  # in the order of the table: when it began, and how long
        begun = f"{clock.local(span['begins']):%H:%M}"
        found = re.compile(rf"{begun}.{{0,24}}?{re.escape(tight(span['words']))}").search(paper, place)
        assert found, (begun, span["words"])
        place = found.start() + 1

    for head, one in mine["lengths"].items():
        assert page["lengths"][head] == [one["calendar"], f"{one['days']} 个", f"{one['net']} {one['net_days']} 个工作日"]
        assert tight(f"{head} {one['calendar']} {one['days']} 个 {one['net']}（{one['net_days']} 个工作日）") in paper
    handled, rows = mine["lengths"]["受理到结果"], {row[0]: row[1:] for row in rows_of(beside, "总共、办理机关用时、停表")}
    assert rows["全程"] == [mine["whole"], f"{mine['lengths']['全程']['days']} 个"]
    assert rows["受理到结果，总共"] == [handled["calendar"], f"{handled['days']} 个"]
    assert rows["其中办理机关"] == [handled["net"], f"{handled['net_days']} 个"]
    assert rows["其中停表"] == ([handled["stopped"], f"{handled['stopped_days']} 个"] if handled["stopped"] else ["没有停表"])
    for stop in mine["stops"]:
        said = f"{stop['reason']} {stop['words']}，{stop['days']} 个工作日"
        assert said in plain(beside)
        assert tight(f"（{stop['words']}，{stop['days']} 个工作日），{stop['reason']}") in paper
        assert (f"{said}；在受理之前" in plain(beside)) == stop["before"]
    assert [words for _, words in phone["stops"]] == [stop["words"] for stop in mine["stops"]]
    for visit, words in enumerate(mine["visits"], 1):
        assert re.search(rf"第{visit}次.{{0,8}}{tight(words)}", paper), (visit, words)
    listed = plain(coordinator.get("/walks?month=2026-03").text)
    assert all(total in listed for total in totals if not total.startswith("未记"))


@pytest.mark.parametrize("name", SESSIONS)
def test_every_figure_of_a_session(journals, phones, coordinator, name):
    walk, mine = journals[name]["walk"], recount.of_session(recount.read(journals[name]))
    page, phone = on_page(coordinator.get(f"/walks/{walk}").text), phones[name]
    paper = text_of(fetched(coordinator, f"/walks/{walk}/record.pdf").data)
    uses = [f"{use} {words}" for use, words in mine["uses"].items()]
    cases = [(one["words"], one["paused_words"]) for one in mine["cases"]]
    figures = {
        "坐窗口时长": mine["whole"], mine["middle"][0]: mine["middle"][1], "最长": mine["longest"], "空闲": mine["idle"],
        "未观察": mine["unobserved"], "暂停": f"{mine['pauses']} 次",
    }  # fmt: skip
    assert figures.items() <= page["figures"].items()
    assert page["uses"] == uses == phone["uses"] and page["cases"] == cases == [tuple(one) for one in phone["cases"]]
    assert (phone["whole"], phone["middle"]) == (mine["whole"], [list(mine["middle"]), ["最长", mine["longest"]]])
    assert (phone["idle"], phone["unobserved"], phone["pauses"]) == (mine["idle"], mine["unobserved"], mine["pauses"])
    for words in [*uses, f"办件{mine['count']}件", *(f"{label}{value}" for label, value in figures.items())]:
        assert tight(words) in paper, words
    for one, (words, paused) in zip(mine["cases"], cases, strict=True):
        stood = f"（停{tight(paused)}）" if paused else ""
        assert re.search(rf"{clock.local(one['begins']):%H:%M}.{{0,6}}{tight(words)}{stood}", paper), (words, paused)
    listed = plain(coordinator.get("/walks?month=2026-03&way=counter").text)
    assert f"{mine['count']} 件，{mine['middle'][0]} {mine['middle'][1]} 坐窗口 {mine['whole']}" in listed


def test_every_figure_of_their_summary(journals, coordinator):
    walks = [recount.of_walk(recount.read(journals[name])) for name in WALKS]
    sessions = [recount.of_session(recount.read(journals[name])) for name in SESSIONS]
    mine = recount.of_summary(walks, sessions)
    page = coordinator.get(f"/summary?{PERIOD}").text
    paper = text_of(fetched(coordinator, f"/summary.pdf?{PERIOD}").data)
    for label, words in {
        "走流程": f"{mine['walks']} 次", "走到底": f"{mine['walks']} 次", "坐窗口": f"{mine['sessions']} 次",
        "窗口办件": f"{mine['cases']} 件", "发现问题": f"{mine['problems']} 个", "解决、销号": "0 个",
    }.items():  # fmt: skip
        assert on_page(page)["figures"][label].startswith(words) and tight(label + words) in paper, label
    for stage_name, (many, words, longest) in mine["stages"].items():
        assert tight(f"{stage_name}{many}{words}{longest}") in paper, stage_name
        assert f"{stage_name} {words}（{many}" in plain(page)
    for one in walks:
        assert tight(f"{one['waited']}{one['whole']}{one['trips']}次" if one["trips"] else f"{one['waited']}{one['whole']}—") in paper
    for one in sessions:
        marked = f"中位{one['middle'][1]}" if one["count"] >= 5 else one["middle"][1]
        assert tight(f"{one['count']}件{marked}{one['longest']}0") in paper
