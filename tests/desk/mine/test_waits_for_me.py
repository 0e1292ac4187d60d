"""等我办的: what waits for each, where it is done, and how many; the rail counts the same."""

import re

from tests.days import due_in
from tests.problems.test_classify import act
from tests.problems.test_tasking import give


def lines(page):
    """[(what is asked, what it is about, where it leads)]"""
    return [(todo, text, address) for todo, address, text in re.findall(
        r'waits-todo">([^<]+)</span>\s*<div><a class="title" href="([^"]+)">([^<]+)</a>', page.text
    )]


def counted(page):
    found = re.search(r"等我办的 (?:<span class=\"num\">(\d+)</span>)?</a>", page.text)
    return int(found[1] or 0)


def begun(visit, problem, owner):
    order = {"kind": "by_day", "assignee": owner, "department": "", "difficulty": "", "due_on": due_in(9).isoformat()}
    desk = visit("coordinator")
    desk.get(f"/problems/{problem}")
    desk.post(f"/problems/{problem}/confirmation")
    desk.get(f"/problems/{problem}")
    desk.post(f"/problems/{problem}/rectifications", order)


def test_nothing_waits_and_that_is_said(visit, world):
    page = visit("office").get("/mine")
    assert page.status_code == 200 and "现在没有等您办的" in page.text and counted(page) == 0


def test_new_problems_wait_for_the_coordinator_together(visit, recording):
    recording.problem()
    recording.problem()
    recording.add("need", {"text": "想在家门口办"})
    desk = visit("coordinator")
    waits = lines(desk.get("/mine"))
    assert [(todo, text) for todo, text, _ in waits] == [("请确认", "2 条新发现的问题"), ("请研究", "1 条新收集的需求")]
    for _, text, address in waits:
        assert f"共 {text.split()[0]} 条" in desk.get(address.replace("&amp;", "&")).text
    assert counted(desk.get("/problems")) == 2
    assert lines(visit("coordinator2").get("/mine")) == [] == lines(visit("recorder").get("/mine"))


def test_a_rectification_waits_for_whoever_is_next(visit, recording, world):
    problem = recording.problem("没有叫号机，全靠挤")
    begun(visit, problem, world.people["clerk"])
    assert [(todo, text) for todo, text, _ in lines(visit("clerk").get("/mine"))] == [("请认领", "没有叫号机，全靠挤")]
    assert lines(visit("coordinator").get("/mine")) == []
    clerk = visit("clerk")
    address = lines(clerk.get("/mine"))[0][2]
    clerk.get(address)
    clerk.post(f"{address}/claim")
    page = clerk.get("/mine")
    assert [todo for todo, _, _ in lines(page)] == ["请整改"] and "还有 " in page.text and counted(page) == 1


def test_whoever_works_at_the_desk_begins_there(visit):
    first = {name: visit(name).client.get("/").headers["Location"] for name in ("coordinator", "office", "recorder", "admin", "auditor")}
    assert first == {"coordinator": "/mine", "office": "/overview", "recorder": "/field/", "admin": "/people", "auditor": "/audit"}


def test_who_reads_no_walks_has_no_such_page(visit):
    assert visit("admin").get("/mine").status_code == 404


def test_what_is_late_in_the_unit_waits_for_its_coordinator(visit, recording, world, monkeypatch):
    begun(visit, recording.problem(), world.people["clerk"])
    later = due_in(10)
    monkeypatch.setattr("zlc.clock.today", lambda: later)
    waits = lines(visit("coordinator").get("/mine"))
    assert [(todo, text) for todo, text, _ in waits] == [("请催办", "1 项整改逾期")]
    assert "共 1 条" in visit("coordinator").get(waits[0][2].replace("&amp;", "&")).text


def test_what_the_unit_is_late_with_stands_before_what_is_due_later(visit, recording, world, monkeypatch):
    begun(visit, recording.problem(), world.people["clerk"])
    later = due_in(12)
    monkeypatch.setattr("zlc.clock.today", lambda: later)
    begun(visit, recording.problem(), world.people["coordinator"])
    page = visit("coordinator").get("/mine")
    assert [todo for todo, _, _ in lines(page)] == ["请催办", "请整改"] and "最早的" not in page.text


def test_what_is_handed_over_waits_for_its_receiver_and_twice_back_for_the_office(visit, recording, world):
    problem, desk, receiver = recording.problem(), visit("coordinator"), visit("coordinator2")
    for _ in range(2):
        act(desk, problem, "handover", unit=world.units["other"], reason="办的是街道的事项")
        assert [(todo, text) for todo, text, _ in lines(receiver.get("/mine"))] == [("请接收", "1 条移交来的问题")]
        act(receiver, problem, "returning", reason="不是街道的")
    assert lines(receiver.get("/mine")) == []
    waits = lines(visit("office").get("/mine"))
    assert [(todo, text) for todo, text, _ in waits] == [("请裁定", "1 条问题移交后退回过两次")]
    assert "共 1 条" in visit("office").get(waits[0][2]).text


def test_what_the_office_gave_is_counted_with_the_list_that_it_stands_in(visit, recording, world):
    recording.problem()
    assert give(visit("office"), world).status_code == 303
    desk = visit("coordinator")
    page = desk.get("/mine")
    assert [(todo, text) for todo, text, _ in lines(page)] == [("请签收", "1 条营商办交办的"), ("请确认", "2 条新发现的问题")]
    assert "确认，或者退回；其中 1 条是营商办交办的，请签收" in page.text
    for _, text, address in lines(page):
        assert f"共 {text.split()[0]} 条" in desk.get(address.replace("&amp;", "&")).text


def test_a_need_that_was_decided_waits_until_it_is_answered(visit, recording):
    need, desk = recording.add("need", {"text": "想在家门口办"}), visit("coordinator")
    for noun, said in (("study", {}), ("adoption", {"reason": "能办"})):
        desk.get(f"/needs/{need}")
        assert desk.post(f"/needs/{need}/{noun}", said).status_code == 303
    waits = lines(desk.get("/mine"))
    assert [(todo, text) for todo, text, _ in waits] == [("请回应", "1 条定了的需求还没有回应")]
    assert "共 1 条" in desk.get(waits[0][2].replace("&amp;", "&")).text
