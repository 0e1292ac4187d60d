"""公示未更新: what a closing claims, until the guide says so; and what an import fulfils."""

import re

import pytest
from sqlalchemy import select

from tests.catalogue.lists import HEADINGS, Desk, workbook
from tests.days import due_in
from zlc.catalogue import changes
from zlc.catalogue.models import Material, Matter
from zlc.catalogue.published import published_of, store
from zlc.database import db
from zlc.errors import Forbidden, NotNow
from zlc.problems.models import Problem
from zlc.rectifications import beginning, publishing
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.planning import Plan
from zlc.rectifications.publishing import BEHIND, CARRIED, Claim
from zlc.walks.journal import commits, folding

KNOWN = "灵活就业人员参保登记"
ONCE = Plan("process", "收件时一次说全", "trips", "1 次")
# (figure, target) → what is compared with the guide; None: nothing is claimed that a guide publishes.
TARGETS = [
    ("materials", "2 份", (2, "materials")), ("materials", "两份", (2, "materials")), ("materials", "从 7 份减到 2 份", (2, "materials")),
    ("materials", "7 份 → 2 份", (2, "materials")), ("materials", "不超过 3 种", (3, "materials")), ("materials", "少一些", None),
    ("trips", "1 次", (1, "trips")), ("trips", "一趟", (1, "trips")), ("trips", "0", (0, "trips")), ("steps", "3 个环节", (3, "steps")),
    ("wait", "高峰不超过 20 分钟", (20, "wait")), ("wait", "半小时", None), ("limit", "5 个工作日", (5, "working_day")),
    ("limit", "10 天", (10, "day")), ("limit", "即办", (0, "at_once")), ("limit", "5", None), ("online", "网上申请占到一半", None),
    ("other", "2 份", None),
]  # fmt: skip


@pytest.fixture
def closed(app, world, recording):
    """closed(plan, **columns of the matter, suggestion=None): one that the head has closed, inside an app context."""

    def make(plan=ONCE, suggestion=None, **published):
        by, clerk = world.person("coordinator"), world.person("clerk")
        for name, value in published.items():
            setattr(db.session.get_one(Matter, world.matter), name, value)
        problem = db.session.get_one(Problem, entry)
        problem.confirm(by)
        problem.suggestion = suggestion
        one = beginning.begin(by, [problem], Order("by_day", clerk, due_on=due_in(9)))
        one.claim(clerk)
        one.plan(clerk, plan)
        one.submit(clerk, Done("好了", "words", "看得到"))
        db.session.flush()
        if one.state == "submitted":
            one.verify(world.person("head"), "看过")
        db.session.flush()
        return one

    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        yield make


def publish(world, **values):
    """As a correction does it."""
    matter = db.session.get_one(Matter, world.matter)
    before = published_of(matter)
    after = before.with_values(values)
    store([], {matter.id: after})
    changes.keep(world.people["office"], changes.CORRECTED, [], {matter.id: (before, after)})
    db.session.flush()


def verbs(one):
    return [event.verb for event in one.history()]


@pytest.mark.parametrize(("figure", "target", "wanted"), TARGETS)
def test_what_a_target_claims(figure, target, wanted):
    assert publishing.wanted_of(Claim("", figure, target)) == wanted


@pytest.mark.parametrize(("plan", "published", "state"), [
    (ONCE, {"trips": 3}, BEHIND), (ONCE, {"trips": 1}, CARRIED), (ONCE, {"trips": 0}, CARRIED), (ONCE, {"trips": None}, None),
    (Plan("process", "改", criterion="不再跑第二趟"), {"trips": 3}, None),
    (Plan("process", "改", "limit", "5 个工作日"), {"promised_value": 20, "promised_unit": "working_day"}, BEHIND),
    (Plan("process", "改", "limit", "5 个工作日"), {"promised_value": 20, "promised_unit": "day"}, None),
    (Plan("process", "改", "limit", "即办"), {"promised_value": 20, "promised_unit": "day"}, BEHIND),
    (Plan("process", "改", "limit", "5 天"), {"promised_value": 0, "promised_unit": "at_once"}, CARRIED),
    (Plan("process", "改", "materials", "1 份"), {"materials": ["身份证", "复印件"]}, BEHIND),
    (Plan("process", "改", "wait", "20 分钟"), {"wait_minutes": 30}, BEHIND), (Plan("process", "改", "online", "一半"), {"trips": 3}, None),
])  # fmt: skip
def test_a_closing_waits_for_the_figure_that_it_claims(closed, plan, published, state):
    if names := published.pop("materials", None):
        published["materials"] = [Material(position=n, name=name) for n, name in enumerate(names)]
    assert closed(plan, **published).guide == state


def test_planned_in_words_it_claims_what_was_suggested(closed):
    words = Plan("process", "改", criterion="不再跑第二趟")
    one = closed(words, {"figure": "trips", "before": "3 次", "after": "1 次", "way": ""}, trips=3)
    assert one.guide == BEHIND
    assert [line.words for line in publishing.behind_of(one)] == [f"「{KNOWN}」公示的跑动是 3 次，整改后应是 1 次"]


def test_a_correction_carries_it_and_another_one_takes_it_back(closed, world):
    one = closed(trips=3)
    publish(world, trips=2)
    assert one.guide == BEHIND, "better, and not yet what was promised"
    publish(world, trips=1)
    assert one.guide == CARRIED and verbs(one)[-1] == "published"
    publish(world, fee="10 元")
    assert verbs(one)[-1] == "published", "what is about something else says nothing"
    publish(world, trips=3)
    assert one.guide == BEHIND and verbs(one)[-2:] == ["published", "unpublished"]


def test_the_office_alone_closes_without_and_says_why(closed, world):
    one = closed(trips=3)
    for name in ("coordinator", "head", "clerk", "supervisor"):
        with pytest.raises(Forbidden):
            one.waive(world.person(name), "省里统一发布")
    one.waive(world.person("office"), "省里统一发布，下半年才改")
    assert one.guide is None and verbs(one)[-1] == "waived"
    with pytest.raises(NotNow, match="没有在等"):
        one.waive(world.person("office"), "再来一次")
    publish(world, trips=1)
    assert verbs(one)[-1] == "waived"


def test_what_is_worked_at_again_waits_for_no_guide(closed, world):
    one = closed(trips=3)
    one.reopen(world.person("office"), "又来了")
    publish(world, trips=1)
    assert one.guide is None and "published" not in verbs(one)


def test_the_verifier_is_told_and_the_list_has_it(closed, world, visit):
    one = closed(trips=3)
    one.state, one.guide = "submitted", None
    db.session.commit()
    head = visit("head")
    assert "公示的跑动是 3 次，整改后应是 1 次。核验通过后标为「公示未更新」" in head.get(f"/rectifications/{one.id}").text
    assert head.post(f"/rectifications/{one.id}/verification", {"reason": "看过"}).status_code == 303
    page = visit("coordinator").get(f"/rectifications/{one.id}").text
    assert 'tag amber">公示未更新' in page and "不再等公示" not in page
    assert "不再等公示" in visit("office").get(f"/rectifications/{one.id}").text
    assert "共 1 条" in visit("coordinator").get("/rectifications?followup=guide").text


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_an_import_names_what_it_fulfils_and_taking_it_back_undoes_it(closed, visit, app):
    one = closed(trips=3)
    number, id_ = one.full_number, one.id
    db.session.commit()
    db.session.remove()

    def guide():
        with app.app_context():
            return db.session.scalar(select(Rectification.guide).where(Rectification.id == id_))

    desk = Desk(visit("coordinator")).hand_in(workbook(HEADINGS, [KNOWN, "", "5个工作日", "1次", "身份证"]))
    assert f"确认后兑现 1 项「公示未更新」的整改： {number}" in plain(desk.page.text) and guide() == BEHIND
    desk.confirm()
    assert f"已兑现 1 项「公示未更新」的整改： {number}" in plain(desk.browser.get(desk.path).text) and guide() == CARRIED
    assert "公示已更新" in desk.browser.get(f"/rectifications/{id_}").text
    desk.browser.get(desk.path)
    assert desk.browser.post(f"{desk.path}/withdrawal", {"reason": "导错了"}).status_code == 303
    assert guide() == BEHIND


def test_an_import_that_publishes_something_else_fulfils_nothing(closed, visit):
    closed(trips=3)
    db.session.commit()
    db.session.remove()
    desk = Desk(visit("coordinator")).hand_in(workbook(HEADINGS, [KNOWN, "", "5个工作日", "2次", "身份证"]))
    assert "兑现" not in desk.page.text
