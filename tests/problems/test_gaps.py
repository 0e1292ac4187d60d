"""差距: each proposes a problem, which a person of the walk's unit accepts or drops, once."""

import re
from threading import Barrier, Thread

import pytest
from sqlalchemy import event, func, select

from tests.browser import Browser
from tests.documents.conftest import fetched, text_of, tight
from tests.phones import MINUTE
from tests.worlds import PASSWORD
from zlc import clock
from zlc.catalogue.models import Matter
from zlc.database import db, uuid7
from zlc.desk.comparison.lines import rows_of
from zlc.problems.gaps import GapDecision
from zlc.problems.models import Problem
from zlc.walks.models import Entry, Walk

TRIPS = "跑动次数比公示的多：公示 1 次，实走 3 次，多 2 次。"


@pytest.fixture
def walked(record, world):
    """Three visits where one is published; under way."""
    recording = record()
    begun = clock.now_ms() - 50 * MINUTE
    for visit in (2, 3):
        recording.add("leave", {"visit": visit - 1}, begun + visit * 5 * MINUTE)
        recording.add("return", {"visit": visit}, begun + visit * 6 * MINUTE)
    return recording


def accept(browser, walk, code="trips", text=TRIPS):
    browser.get(f"/walks/{walk}/comparison")
    return browser.post(f"/walks/{walk}/gaps/{code}/acceptance", {"text": text})


def drop(browser, walk, code="trips", reason=""):
    browser.get(f"/walks/{walk}/comparison")
    return browser.post(f"/walks/{walk}/gaps/{code}/dismissal", {"reason": reason})


@pytest.fixture
def rows(app):
    """How many problems, entries and decisions there are now, and the decisions."""

    def look():
        with app.app_context():
            counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Problem, Entry, GapDecision)]
            decisions = [(one.code, one.verb, one.by, one.reason, one.entry_id) for one in db.session.scalars(select(GapDecision))]
            db.session.remove()
            return counts, decisions

    return look


def test_a_gap_proposes_a_problem_in_words(walked, coordinator):
    page = coordinator.get(f"/walks/{walked.walk}/comparison").text
    assert TRIPS in page and "差距 1 处" in page
    assert page.count(">记为问题</button>") == 1


def test_what_is_better_the_same_or_unknown_proposes_nothing(recording, coordinator):
    page = coordinator.get(f"/walks/{recording.walk}/comparison").text
    assert "记为问题</button>" not in page and "实走没有比公示差的地方" in page


def test_accepting_writes_a_problem_that_phones_get_too(walked, coordinator, kept, rows, world):
    reply = accept(coordinator, walked.walk, text=f"{TRIPS}跑了三趟。")
    assert reply.status_code == 303
    _, [(code, verb, by, _, entry_id)] = rows()
    assert (code, verb, by) == ("trips", "accepted", world.people["coordinator"])
    problem = kept(entry_id)
    assert problem.text == f"{TRIPS}跑了三趟。" and problem.state == "new"
    assert (problem.category, problem.check_item, problem.walk_id) == ("hidden_requirement", "trips", walked.walk)
    page = coordinator.get(f"/walks/{walked.walk}/comparison").text
    assert "已记为问题" in page and problem.short_number in page and "联络员甲" in page
    assert "记为问题</button>" not in page
    pulled = walked.phone.pull_all()
    assert any(entry["id"] == entry_id for entry in pulled)


def test_dropping_stays_with_who_when_and_why(walked, coordinator, visit, rows, world):
    before = rows()[0]
    assert drop(coordinator, walked.walk, reason="有两趟是去取表的").status_code == 303
    counts, decisions = rows()
    assert decisions == [("trips", "dropped", world.people["coordinator"], "有两趟是去取表的", None)]
    assert counts[:2] == before[:2], "no problem, no entry"
    walked.add("leave", {"visit": 3})
    walked.add("return", {"visit": 4})
    page = visit("colleague").get(f"/walks/{walked.walk}/comparison").text
    assert "不记为问题" in page and "联络员甲" in page and "「有两趟是去取表的」" in page and f"{clock.local(clock.now_ms()):%H:}" in page
    assert TRIPS in page and "现在是：跑动次数比公示的多：公示 1 次，实走 4 次，多 3 次。" in page
    assert "记为问题</button>" not in page


@pytest.mark.parametrize(("first", "second"), [(accept, accept), (accept, drop), (drop, accept), (drop, drop)])
def test_a_second_click_changes_nothing_and_says_who_was_first(walked, coordinator, visit, rows, first, second):
    first(coordinator, walked.walk)
    before = rows()
    reply = second(visit("colleague"), walked.walk)
    assert reply.status_code == 409
    assert f"联络员甲已在 {clock.spoken(clock.now_ms())[:6]}" in reply.text and "没有重复登记" in reply.text
    assert rows() == before


def test_a_reason_that_ends_in_a_full_stop_is_said_with_one(walked, coordinator):
    drop(coordinator, walked.walk, reason="有两趟是去取表的。")
    row = re.search("跑动次数</th>.*?</tr>", coordinator.get(f"/walks/{walked.walk}").text, re.S)[0]
    assert "，「有两趟是去取表的」。" in row


@pytest.mark.parametrize(("decide", "words", "bold"), [(drop, "不记为问题，", False), (accept, "已记为问题 〔", True)])
def test_page_and_record_know_what_was_decided(app, walked, coordinator, decide, words, bold):
    """A dismissed gap printed bold, as if nobody had looked at it."""
    page = coordinator.get(f"/walks/{walked.walk}").text
    assert '<span class="tag red">多 2 次</span>' in page and "定" not in re.findall("多 2 次.*", page)[0]
    decide(coordinator, walked.walk, **({"reason": "有两趟是去取表的"} if decide is drop else {}))
    said = f"联络员甲 {clock.spoken(clock.now_ms())[:6]}"
    for address in (f"/walks/{walked.walk}", f"/walks/{walked.walk}/comparison"):
        row = re.search('跑动次数</th>.*?</tr>', coordinator.get(address).text, re.S)[0]
        assert words in row and said in row and ("有两趟是去取表的" in row) is (decide is drop)
        assert ('class="tag red"' in row) is bold
    with app.app_context():
        row = db.session.get_one(Walk, walked.walk)
        line = next(one for one in rows_of(row, row.read_state()) if one.line.code == "trips")
        assert (line.stands_out, line.decided_words.startswith(words)) == (bold, True)
    printed = text_of(fetched(coordinator, f"/walks/{walked.walk}/record.pdf").data)
    assert tight(words) in printed and "联络员甲" in printed.split("公示与实走")[1].split("发现的问题")[0]


def test_the_list_of_walks_says_what_waits_for_a_decision(walked, coordinator):
    assert "差距 1 处待定" in coordinator.get("/walks").text
    drop(coordinator, walked.walk)
    assert "处待定" not in coordinator.get("/walks").text


def test_the_list_asks_no_more_often_for_more_walks(app, record, visit, world):
    browser, statements = visit("coordinator"), []

    def asked():
        statements.clear()
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", note)
            browser.get("/walks")
            event.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    def note(*args):
        statements.append(args[2])

    record()
    few = asked()
    for _ in range(4):
        record()
    assert asked() <= few


def test_two_clicks_at_once_make_one_problem(app, walked, world, rows):
    browsers = [Browser(app), Browser(app)]
    for browser in browsers:
        browser.log_in("coordinator", PASSWORD)
        browser.get(f"/walks/{walked.walk}/comparison")
    ready, statuses = Barrier(2), []

    def click(browser):
        ready.wait()
        statuses.append(browser.post(f"/walks/{walked.walk}/gaps/trips/acceptance", {"text": TRIPS}).status_code)

    threads = [Thread(target=click, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    (problems, _, decisions), _ = rows()
    assert (problems, decisions) == (1, 1)


@pytest.mark.parametrize("username", ["office", "supervisor"])
@pytest.mark.parametrize("act", [accept, drop])
def test_those_who_only_read_see_it_and_do_not_decide(walked, visit, rows, username, act):
    browser = visit(username)
    page = browser.get(f"/walks/{walked.walk}/comparison").text
    assert TRIPS in page and "由走流程的单位定" in page and "<form method" not in page.split("<main")[1]
    before = rows()
    browser.get("/password")
    assert act(browser, walked.walk).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("username", ["stranger", "coordinator2", "admin", "auditor"])
@pytest.mark.parametrize("act", [accept, drop])
def test_to_others_it_does_not_exist(walked, visit, rows, username, act):
    browser = visit(username)
    before = rows()
    browser.get("/password")
    assert act(browser, walked.walk).status_code == 404
    assert rows() == before


@pytest.mark.parametrize("code", ["limit", "online", "nonsense", "x" * 300])
def test_what_is_no_gap_cannot_be_decided(walked, coordinator, rows, code):
    before = rows()
    assert accept(coordinator, walked.walk, code).status_code == 409
    assert drop(coordinator, walked.walk, code).status_code == 409
    assert rows() == before


def test_a_text_that_will_not_do_is_refused_and_kept_in_the_form(walked, coordinator, rows):
    before = rows()
    empty = accept(coordinator, walked.walk, text="  ")
    assert empty.status_code == 422 and "请写明问题" in empty.text
    long = accept(coordinator, walked.walk, text="长" * 1001)
    assert long.status_code == 422 and "不超过 1000 字" in long.text and "长" * 1001 in long.text
    why = drop(coordinator, walked.walk, reason="因" * 501)
    assert why.status_code == 422 and "因" * 501 in why.text and "<details class=\"unprinted\" open>" in why.text
    assert rows() == before


def test_what_is_pasted_with_unseen_characters_is_taken(walked, coordinator, rows, kept):
    accept(coordinator, walked.walk, text="跑了三趟\x00，<b>多两趟</b>")
    assert kept(rows()[1][0][4]).text == "跑了三趟，<b>多两趟</b>"
    assert "&lt;b&gt;" in coordinator.get(f"/walks/{walked.walk}").text


def test_a_walk_that_was_struck_out_proposes_nothing(app, walked, coordinator):
    with app.app_context():
        rows = select(Entry.id).where(Entry.walk_id == walked.walk, Entry.kind == "open")
        opened = db.session.scalars(rows).one()
        db.session.remove()
    walked.strike(opened)
    assert "记为问题</button>" not in coordinator.get(f"/walks/{walked.walk}/comparison").text
    assert accept(coordinator, walked.walk).status_code == 409


def test_what_was_accepted_and_then_mended_says_that_there_is_no_gap_now(app, walked, coordinator, world):
    accept(coordinator, walked.walk)
    with app.app_context():
        db.session.get_one(Matter, world.matter).trips = 3
        db.session.commit()
    page = coordinator.get(f"/walks/{walked.walk}/comparison").text
    assert "现在没有这处差距" in page and "已记为问题" in page
    assert re.search(r"跑动次数</th>\s*<td[^>]*>3 次</td>", page)


def test_a_wait_longer_than_promised_belongs_to_the_queue(app, record, coordinator, world, kept, rows):
    with app.app_context():
        db.session.get_one(Matter, world.matter).wait_minutes = 10
        db.session.commit()
    recording = record()
    recording.add("stage", {"stage": "acceptance", "step": "window"})
    text = re.search(r"等候比承诺的久：[^<]*", coordinator.get(f"/walks/{recording.walk}/comparison").text)[0]
    assert accept(coordinator, recording.walk, "wait", text).status_code == 303
    problem = kept(rows()[1][0][4])
    assert (problem.category, problem.stage, problem.check_item) == ("queue", "queue", None)


def test_a_person_without_an_account_here_is_asked_to_log_in(walked, visit):
    browser = visit(None)
    browser.get("/login")
    assert browser.post(f"/walks/{walked.walk}/gaps/trips/acceptance", {"text": TRIPS}).status_code == 303
    assert browser.get(f"/walks/{uuid7()}/comparison").status_code == 302


def test_what_is_accepted_was_found_on_the_walk_by_whoever_walked(walked, coordinator, kept, rows, world):
    """It was told as found when it was accepted, by whoever accepted it."""
    half_an_hour_ago = clock.now_ms() - 30 * MINUTE  # its third visit lies before
    accept(coordinator, walked.walk)
    _, [(*_, entry_id)] = rows()
    problem = kept(entry_id)
    assert problem.found_at < half_an_hour_ago and problem.recorder_id == world.people["recorder"]
    walked.add("note", {"text": "又一条"})  # the walk is folded once more
    assert kept(entry_id).recorder_id == world.people["recorder"]
    story = tight(coordinator.get(f"/problems/{entry_id}").text)
    found, said = (re.search(f"{title}</strong>.*?</li>", story)[0] for title in ("发现", "记为问题"))
    assert "记录员甲" in found and clock.spoken(problem.found_at).replace(" ", "") in found
    assert "联络员甲" in said and "由公示与实走拟记" in said
