"""300 walks and sessions nobody chose: parts add up to their wholes, and page, paper and phone say the same."""

from random import Random

import pytest

from tests.documents.said import minutes, on_page, on_paper, on_phones
from tests.phones import Phone
from zlc.database import db, uuid7
from zlc.desk.record.page import ON_PAPER, record_of
from zlc.desk.walks.page import page_of
from zlc.walks.models import Walk

BEGUN = 1773018000000  # 2026-03-09 09:00 in Shanghai
MANY = 300
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
STAGES = ["consult", "form", "queue", "acceptance", "result"]
RESULTS = ["accepted", "accepted", "supplement", "refused", "done"]
OUTCOMES = ["accept", "supplement", "refuse", "refer", "done"]
AT_ONCE = 200  # entries of a push


def length(choose: Random) -> int:
    """From a few seconds to some days, to the millisecond as phones measure; sometimes full minutes."""
    longest = choose.choice([MINUTE, 20 * MINUTE, 20 * MINUTE, 3 * HOUR, 4 * DAY])
    return choose.choice([choose.randint(1, longest), choose.randint(1, max(1, longest // MINUTE)) * MINUTE])


def a_walk(choose: Random):
    """(kind, data, instant) of an applicant's walk; two of three are ended."""
    at, visit, away = BEGUN + choose.randint(0, DAY), 1, False
    yield "open", {"as": "applicant", "mode": "self", "channel": choose.choice(["hall", "online"]), "matter_text": "一件事"}, at
    for _ in range(choose.randint(1, 14)):
        at += length(choose)
        if away:
            visit, away = visit + 1, False
            yield "return", {"visit": visit}, at
            continue
        kind = choose.choice(["stage"] * 6 + ["outcome", "outcome", "leave", "suspended", "resumed"])
        if kind == "stage":
            stage = choose.choice(STAGES)
            yield kind, {"stage": stage, "step": choose.choice([stage, "other"]), "visit": visit}, at
        elif kind == "outcome":
            yield kind, {"result": choose.choice(RESULTS), "reason": "原因"}, at
        elif kind == "leave":
            away = True
            yield kind, {"visit": visit}, at
        else:
            yield kind, {"reason": "勘验"} if kind == "suspended" else {}, at
    if choose.random() < 0.7:
        yield "finish", {}, at + length(choose)


def a_session(choose: Random):
    """(kind, data, instant) of a session at the counter; cases whose outcome was forgotten, pauses within and between them."""
    at = BEGUN + choose.randint(0, DAY)
    yield "open", {"as": "counter", "window": "1 号"}, at
    for _ in range(choose.randint(0, 9)):
        case, at = uuid7(), at + length(choose) // 10
        yield "case", {"case": case, "event": "call"}, at
        for kind in choose.choice([[], [], ["pause", "continue"], ["pause"]]):
            at += length(choose) // 10
            yield kind, {"reason": "用餐"} if kind == "pause" else {}, at
        if choose.random() < 0.8:
            at += length(choose) // 10
            yield "case", {"case": case, "event": choose.choice(OUTCOMES)}, at
        if choose.random() < 0.3:
            yield "pause", {"reason": "系统故障"}, at + length(choose) // 20
            at += length(choose) // 5
            yield "continue", {}, at
    if choose.random() < 0.7:
        yield "finish", {}, at + length(choose)


@pytest.fixture
def recorded(visit) -> list[tuple[str, list[dict]]]:
    """(walk, its entries), every third a session."""
    phone, choose, found = Phone.of(visit("recorder")), Random(20), []
    for n in range(MANY):
        walk = uuid7()
        lines = sorted((a_session if n % 3 == 2 else a_walk)(choose), key=lambda line: line[2])
        found.append((walk, [phone.make(walk, kind, data, at) for kind, data, at in lines]))
    for first in range(0, len(phone.entries), AT_ONCE):
        reply = phone.push(phone.entries[first : first + AT_ONCE])
        assert {line["status"] for line in reply.json["results"]} == {"stored"}
    return found


def check_walk(page, paper, phone) -> None:
    if not phone["spans"]:
        assert page["spans"] == paper["spans"] == []  # 「还没有记下环节」, no sums
        return
    assert page["totals"] == paper["totals"] and page["spans"] == paper["spans"]
    closed = [f"{word} {words}" for word, words in page["totals"].items() if words != "进行中"]
    assert sorted(phone["totals"]) == sorted(one.removesuffix("，进行中") for one in closed if not one.endswith(" 未记"))
    assert [words or "进行中" for words in phone["spans"]] == [words.replace("未记", "0 分") for words in page["spans"]]
    measured = [minutes(words) for words in page["spans"] if words not in ("进行中", "—")]
    rest = minutes(page["totals"].get("未记", ""))
    parts = sum(minutes(words) for words in page["totals"].values())
    assert parts == sum(measured) + rest
    if phone["whole"] is not None:
        assert parts == minutes(phone["whole"])
        assert paper["figures"]["全程"] in (phone["whole"], "未记")
    for name, row in page["lengths"].items():
        assert row[0] != "0 分", "what nobody measured is not said as none"
        if row[0] != "未记":
            calendar, days, net = paper["lengths"][name]
            assert (row[0], row[1], row[2]) == (calendar, days.replace("（未含调休）", ""), net.replace("（", " ").rstrip("）"))
    stops = [one["length"].partition("，")[0] for one in paper["stops"]]
    assert sorted(words or "还没有恢复" for _, words in phone["stops"]) == sorted(stops)


def check_session(page, paper, phone) -> None:
    assert page["uses"] == paper["uses"] == phone["uses"] or phone["whole"] is None  # one that goes on is told up to now
    assert page["cases"] == paper["cases"]
    figures = dict(paper["figures"])
    assert {name: words for name, words in figures.items() if name != "办件"}.items() <= page["figures"].items()
    assert phone["middle"] == [[name, figures[name]] for name in figures if name in ("中位用时", "各件用时", "最长")]
    assert (figures["空闲"], figures["未观察"]) == (phone["idle"], phone["unobserved"])
    told = [tuple(one) for one in phone["cases"] if one[0] is not None]
    assert told == [one for one in page["cases"] if one[0] != "未记"]
    if phone["whole"] is None:
        return
    used = {one.partition(" ")[0]: minutes(one) for one in page["uses"]}
    assert sum(used.values()) == minutes(figures["坐窗口时长"]) and figures["坐窗口时长"] == phone["whole"]
    assert sum(minutes(words) for words, _ in told) == used.get("办理", 0)
    assert sum(minutes(paused) for _, paused in told) <= used.get("暂停", 0)


def test_parts_add_up_and_page_paper_and_phone_say_the_same(recorded, app, world, coordinator, tmp_path):
    phones = on_phones(recorded, tmp_path)
    seen = {"rest": 0, "sessions": 0, "under a minute": 0, "running": 0, "stops": 0}
    for (walk, _), phone in zip(recorded, phones, strict=True):
        page = on_page(coordinator.get(f"/walks/{walk}").text)
        with app.app_context():
            row = db.session.get_one(Walk, walk)
            paper = on_paper(record_of(page_of(world.person("coordinator"), row, row.read_state(), ON_PAPER)))
        (check_session if "uses" in phone else check_walk)(page, paper, phone)
        said = str(page)
        seen["rest"] += "未记" in page["totals"]
        seen["sessions"] += "uses" in phone
        seen["under a minute"] += "不到 1 分" in said
        seen["running"] += phone["whole"] is None
        seen["stops"] += bool(phone.get("stops"))
    assert seen["sessions"] == MANY // 3 and min(seen.values()) > 20, seen
