"""情形提示: each rule finds what bears it and nothing beside; who reads it; in which order."""

import re

import pytest
from sqlalchemy import update

from tests.days import due_in
from zlc import clock
from zlc.database import db, uuid7
from zlc.problems.numbers import quarter_of
from zlc.rectifications import grounds
from zlc.rectifications.grounds import GROUNDS, Span
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.rectifications.records import RectificationEvidence

INCOMPLETE, CARELESS = GROUNDS
DAYS_90 = 90 * 24 * 3600 * 1000


@pytest.fixture
def found(app, world):
    """found(sign) → numbers of what it finds in the last ninety days, in order."""

    def ask(sign):
        with app.app_context():
            now = clock.now_ms() + 1000
            ids = sign(Span(world.person("office"), now - DAYS_90, now))
            return sorted(db.session.get_one(Rectification, id_).full_number for id_ in ids)

    return ask


@pytest.fixture
def change(app):
    """change(number, **columns) of a rectification."""

    def make(number, **columns):
        with app.app_context():
            db.session.execute(update(Rectification).where(Rectification.full_number == number).values(**columns))
            db.session.commit()

    return make


@pytest.fixture
def shows(app, id_of, world):
    """shows(number, sha256, kind='photo'): one more record of evidence."""

    def make(number, sha256, kind="photo"):
        with app.app_context():
            row = RectificationEvidence(
                id=uuid7(), rectification_id=id_of(number), n=9, by=world.people["clerk"], kind=kind, text="看", sha256=sha256
            )
            db.session.add(row)
            db.session.commit()

    return make


def test_the_same_file_under_two_is_pointed_out_and_one_of_its_own_is_not(close, shows, found):
    first, second, third = close(effect="甲"), close(effect="乙"), close(effect="丙")
    shows(first, "ab" * 32)
    shows(second, "ab" * 32)
    shows(third, "cd" * 32)
    assert found(grounds.shown_twice) == [first, second]


def test_the_same_words_for_what_came_of_two(close, found):
    first, second, other = close(effect="等候 降到十分钟"), close(effect="等候降到 十分钟"), close(effect="材料减到三份")
    assert found(grounds.said_alike) == [first, second] and other not in found(grounds.said_alike)


def test_closed_within_a_working_day_unless_a_figure_changed(close, shows, change, found, app):
    bare, figure, walked, slow = (close(effect=one) for one in "甲乙丙丁")
    for number in (bare, figure, walked, slow):
        change(number, figure=None)
    change(figure, figure="wait")
    shows(walked, None, kind="walk")
    change(slow, begun_at=clock.now_ms() - 30 * 24 * 3600 * 1000)
    with app.app_context():  # begun on the day it was closed
        three_days = Rectification.begun_at - 3 * 24 * 3600 * 1000
        db.session.execute(update(Rectification).where(Rectification.full_number != slow).values(begun_at=three_days))
        db.session.commit()
    assert found(grounds.closed_at_once) == [bare]


def test_what_failed_its_verification(close, visit, found, id_of):
    number, untouched = close(effect="甲"), close(effect="乙")
    page = f"/rectifications/{id_of(number)}"
    desk = visit("coordinator")
    desk.get(page)
    assert desk.post(f"{page}/reopening", {"reason": "又坏了"}).status_code == 303
    clerk = visit("clerk")
    clerk.get(page)
    said = {"effect": "又改了一遍", "evidence_kind": "words", "evidence": "看得到"}
    assert clerk.post(f"{page}/submission", said).status_code == 303
    head = visit("head")
    head.get(page)
    assert head.post(f"{page}/failure", {"reason": "还是老样子", "due_on": due_in(9).isoformat()}).status_code == 303
    assert found(grounds.sent_back) == [number] != [untouched]


def test_what_came_back(close, found, id_of, app):
    number = close(effect="甲")
    close(effect="乙")
    with app.app_context():
        db.session.add(RectificationEvent(rectification_id=id_of(number), n=90, verb="relapsed", by=None, reason="又开两个窗口", detail={}))
        db.session.commit()
    assert found(grounds.came_back) == [number]


def test_what_was_found_again_after_the_closing(close, record, coordinator, change, found):
    number = close(days_ago=0)
    assert found(grounds.found_again) == []
    again = record().problem()
    page = f"/problems/{again}"
    coordinator.get(page)
    assert coordinator.post(f"{page}/confirmation").status_code == 303
    assert found(grounds.found_again) == [number]


def test_the_page_says_each_rule_and_stands_in_the_order_of_units(close, visit):
    for unit in ("other", "home", "other"):
        close(effect="一字不差", unit=unit)
    page = visit("office").get("/grounds")
    assert page.status_code == 200
    for ground in GROUNDS:
        assert ground.name in page.text and ground.rule in page.text
    units = re.findall(r"<li><p>(\S+) ·", page.text.partition("严重敷衍")[2])
    assert units == sorted(units, key=["市人社局", "青溪街道"].index) and len(units) >= 3
    assert "整改成效和另外 2 项一字不差" in page.text
    assert "排名" not in page.text.replace("不排名", "") and "制度落实不到位" not in page.text and "无故不执行" not in page.text


def test_another_quarter_has_its_own(close, visit):
    close(effect="同样的话")
    close(effect="同样的话")
    options = re.findall(r"/grounds\?quarter=(\w+)", visit("supervisor").get("/grounds").text)
    assert options[0] == quarter_of(clock.today()) and len(options) == 4
    assert visit("supervisor").get(f"/grounds?quarter={options[-1]}").text.count("这一季没有。") == 2
    assert visit("supervisor").get("/grounds?quarter=1999Q9").status_code == 200


def test_who_reads_it(visit):
    for who in ("coordinator", "recorder", "head", "auditor", "admin"):
        assert visit(who).get("/grounds").status_code == 404, who
