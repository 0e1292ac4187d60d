"""整改清单 and the page of one: from 立项 to 销号 by the right people, each refusal in words, and what a problem shows of it."""

import re

import pytest
from sqlalchemy import event, select

from tests.days import due_in
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.rectifications.models import Rectification

PLAN = {"cause": "process", "measure": "收件清单减一份", "figure": "materials", "target": "2 份"}
DONE = {"effect": "材料从 3 份减到 2 份", "evidence_kind": "register", "evidence": "市人社办〔2026〕9 号"}


def in_days(days):
    return due_in(days).isoformat()


@pytest.fixture
def given(recording, coordinator, world, app):
    """The clerk's, unclaimed: (the problem, the address of the page)."""
    entry = recording.problem()
    for noun, said in (("confirmation", {}), ("rectifications", {"assignee": world.people["clerk"], "due_on": in_days(9)})):
        coordinator.get(f"/problems/{entry}")
        assert coordinator.post(f"/problems/{entry}/{noun}", said).status_code == 303
    with app.app_context():
        return entry, f"/rectifications/{db.session.scalar(select(Rectification.id))}"


def submitted(does, address):
    for noun, said in (("claim", {}), ("plan", PLAN), ("submission", DONE)):
        assert does("clerk", address, noun, **said).status_code == 303, noun


def test_from_the_beginning_to_the_end(given, does, kept, visit, coordinator):
    entry, address = given
    assert kept(entry).state == "rectifying"
    submitted(does, address)
    assert kept(entry).state == "solved"
    assert does("head", address, "failure", due_on=in_days(14), reason="窗口还在要第三份").status_code == 303
    problem = kept(entry)
    assert (problem.state, problem.due_on.isoformat()) == ("rectifying", in_days(14))
    assert does("clerk", address, "progress", text="和窗口又对了一遍").status_code == 303
    assert does("clerk", address, "submission", **DONE).status_code == 303
    assert does("head", address, "verification", reason="去窗口看了三笔").status_code == 303
    assert kept(entry).state == "closed"
    assert does("office", address, "reopening", reason="又有人反映").status_code == 303
    assert kept(entry).state == "rectifying"
    page = visit("supervisor").get(address).text
    story = page[page.index('class="story"') :]
    told = re.findall(r"<strong>([^<]*)</strong>", story)
    assert told[:-1] == ["立项", "认领", "定措施", "报完成", "退回重改", "记进展", "报完成", "核验通过", "重开"], told
    assert "材料 2 份" in page and page.count("市人社办〔2026〕9 号") == 4, "in the story and as evidence, twice"
    assert [event.verb for event in kept(entry).events] == ["confirmed", "begun", *["followed"] * 5]
    assert "整改有变化" in coordinator.get(f"/problems/{entry}").text and "报完成" in coordinator.get(f"/problems/{entry}").text


def test_no_closing_without_a_plan_evidence_or_another_person(given, does, kept):
    entry, address = given
    does("clerk", address, "claim")
    early = does("clerk", address, "submission", **DONE)
    assert early.status_code == 409 and "还没有定措施" in early.text
    lacks = ("effect", "请写整改成效"), ("evidence_kind", "没有照片、文件的，「写的是」请选「文字说明」"), ("evidence", "请写佐证")
    for field, sentence in lacks:
        does("clerk", address, "plan", **PLAN)
        reply = does("clerk", address, "submission", **DONE | {field: ""})
        assert reply.status_code == 422 and sentence in reply.text
    assert does("clerk", address, "submission", **DONE).status_code == 303
    for who in ("clerk", "coordinator", "office", "colleague", "supervisor"):
        reply = does(who, address, "verification", reason="看过")
        assert reply.status_code == 403 and "归核验人" in reply.text, who
    assert kept(entry).state == "solved"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cause": ""}, "请选原因"), ({"measure": ""}, "请写怎样整改"), ({"figure": "", "target": ""}, "请写达到什么算改好了"),
        ({"target": ""}, "请都填，或者都不填"), ({"figure": ""}, "请都填，或者都不填"), ({"measure": "找 13800138000 联系"}, "手机号"),
        ({"criterion": "长" * 1001}, "请不超过 1000 字"),
    ],
)  # fmt: skip
def test_a_plan_lacks_nothing(given, does, visit, changed, sentence):
    _, address = given
    does("clerk", address, "claim")
    reply = does("clerk", address, "plan", **PLAN | changed)
    assert reply.status_code == 422 and sentence in reply.text
    assert "还没有定措施。原因" in visit("clerk").get(address).text


def test_heavy_ones_are_verified_by_the_office(record, coordinator, does, world, app):
    entry = record().problem(severity=3)
    for noun, said in (("confirmation", {}), ("rectifications", {"assignee": world.people["clerk"], "due_on": in_days(9)})):
        coordinator.get(f"/problems/{entry}")
        coordinator.post(f"/problems/{entry}/{noun}", said)
    with app.app_context():
        address = f"/rectifications/{db.session.scalar(select(Rectification.id))}"
    submitted(does, address)
    assert does("head", address, "verification", reason="看过").status_code == 403
    assert does("office", address, "verification", reason="看过").status_code == 303


def test_whoever_does_not_take_it_says_why_and_it_is_given_to_another(given, does, kept, visit):
    entry, address = given
    assert does("colleague", address, "claim").status_code == 403
    assert does("clerk", address, "refusal", reason=" ").status_code == 422
    assert does("clerk", address, "refusal", reason="不归窗口管").status_code == 303
    assert kept(entry).responsible == "" and kept(entry).state == "rectifying"
    assert "待改派" in visit("coordinator").get("/rectifications").text
    reply = does("coordinator", address, "claim")
    assert reply.status_code == 409 and "请先改派" in reply.text
    assert does("coordinator", address, "reassignment", department="信息科", reason="系统的事").status_code == 303
    assert kept(entry).responsible == "信息科"
    assert does("coordinator", address, "claim").status_code == 303, "for a department without an account"


def test_an_extension_is_asked_for_in_time_and_decided_by_somebody_else(given, does, kept, visit, app):
    entry, address = given
    does("clerk", address, "claim")
    assert "要晚于现在的" in does("clerk", address, "extension", due_on=in_days(7), reason="早").text
    assert does("clerk", address, "extension", due_on=in_days(20), reason="等系统").status_code == 303
    assert "有延期申请待定" in visit("office").get("/rectifications").text
    assert does("clerk", address, "grant").status_code == 403
    assert does("head", address, "denial", reason="系统已上线").status_code == 303
    assert kept(entry).due_on.isoformat() == in_days(9)
    assert does("coordinator", address, "extension", due_on=in_days(20), reason="等系统").status_code == 303
    assert does("coordinator", address, "grant").status_code == 403
    assert does("head", address, "grant").status_code == 303
    assert kept(entry).due_on.isoformat() == in_days(20)
    with app.app_context():  # due today: nobody was in time
        db.session.scalars(select(Rectification)).one().due_on = clock.today()
        db.session.commit()
    late = does("clerk", address, "extension", due_on=in_days(30), reason="忘了")
    assert late.status_code == 409 and "至少 1 个工作日" in late.text


def test_the_last_day_to_ask_is_one_working_day_before(app, given, does):
    _, address = given
    does("clerk", address, "claim")
    with app.app_context():
        db.session.scalars(select(Rectification)).one().due_on = working_day_after(clock.today(), 1)
        db.session.commit()
    assert does("clerk", address, "extension", due_on=in_days(20), reason="来得及").status_code == 303


def test_cancelled_its_problem_is_confirmed_again_and_the_number_is_not_given_twice(given, does, kept, coordinator, visit):
    entry, address = given
    assert does("coordinator", address, "cancellation", reason="和别的一起办").status_code == 303
    problem = kept(entry)
    assert (problem.state, problem.due_on, problem.responsible) == ("confirmed", None, "")
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/rectifications", {"department": "综合科", "due_on": in_days(7)})
    listed = visit("coordinator").get("/rectifications").text
    assert "整改-002" in listed and "整改-001" not in listed and "另有 1 条已撤销" in listed


def test_what_is_kept_up_has_no_day_and_is_not_late(given, does, kept, visit):
    entry, address = given
    does("clerk", address, "claim")
    assert does("coordinator", address, "continuation", reason="系统归省厅").status_code == 303
    assert (kept(entry).state, kept(entry).due_on) == ("rectifying", None)
    assert does("clerk", address, "progress", text="问过一次").status_code == 303
    assert "没有符合条件的整改" in visit("clerk").get("/rectifications?late=1").text


def test_a_closed_problem_is_reopened_with_its_rectification(given, does, kept, coordinator):
    entry, address = given
    submitted(does, address)
    does("head", address, "verification", reason="看过")
    coordinator.get(f"/problems/{entry}")
    assert coordinator.post(f"/problems/{entry}/reopening", {"reason": "反弹"}).status_code == 303
    assert kept(entry).state == "rectifying" and "整改中" in coordinator.get(address).text


def test_the_list_is_narrowed_found_in_and_shows_a_unit_its_own(given, visit, does):
    _, address = given
    does("clerk", address, "claim")
    does("clerk", address, "plan", **PLAN)
    shown = {
        "q=收件清单减一份": True, "q=窗口甲": True, "q=没有的": False, "state=working": True, "state=closed": False, "mine=1": True,
        "kind=by_day": True, "kind=lasting": False, "late=1": False, "sort=due": True, "sort=number": True,
    }  # fmt: skip
    clerk = visit("clerk")
    assert {query: address in clerk.get(f"/rectifications?{query}").text for query in shown} == shown
    assert visit("coordinator2").get(address).status_code == 404
    assert address not in visit("coordinator2").get("/rectifications").text
    assert visit("auditor").get("/rectifications").status_code == 404


def test_what_somebody_else_gave_meanwhile_stands_beside_what_was_filled_in(given, coordinator, world, kept):
    entry, address = given
    coordinator.get(address)
    late = coordinator.seen_with(f"{address}/reassignment", {})
    first = {"assignee": world.people["colleague"], "department": "医保科", "reason": "换人"}
    assert coordinator.post(f"{address}/reassignment", first).status_code == 303
    filled = {"assignee": world.people["clerk"], "department": "综合科", "reason": "还是原来的人"}
    reply = coordinator.post(f"{address}/reassignment", {**filled, **late})
    assert reply.status_code == 409 and "改派过（医保科 记录员乙）" in reply.text
    form = re.search(r'<form[^>]*/reassignment">.*?</form>', reply.text, re.S)[0]
    assert re.findall(r"现在是：([^<]+)<", form) == ["医保科"], "who was left as shown is caught up"
    assert f'<option selected value="{world.people["colleague"]}">' in form and 'value="综合科"' in form
    assert kept(entry).responsible == "医保科 记录员乙"


def test_whoever_was_closed_since_stays_in_sight_and_is_given_no_new_day(app, given, coordinator, world, kept):
    entry, address = given
    with app.app_context():
        world.person("clerk").active = False
        db.session.commit()
    page = coordinator.get(address).text
    assert f'<option selected value="{world.people["clerk"]}">窗口甲（已不在本单位在用，请改选）</option>' in page
    reply = coordinator.post(f"{address}/rescheduling", {"due_on": in_days(14), "reason": "再等等"})
    assert reply.status_code == 409 and "账号已经停用，请先改派" in reply.text and kept(entry).due_on.isoformat() == in_days(9)


def test_a_rest_day_is_refused_and_what_is_refused_stands_in_the_log(app, given, does, kept):
    entry, address = given
    reply = does("coordinator", address, "rescheduling", due_on="1970-01-01", reason="x")
    assert reply.status_code == 422 and "不能早于今天" in reply.text and kept(entry).due_on.isoformat() == in_days(9)
    with app.app_context():
        refused = select(AuditLine).where(AuditLine.verb == "refused").order_by(AuditLine.at.desc(), AuditLine.id.desc())
        before = len(list(db.session.scalars(refused)))
    does("recorder", address, "cancellation", reason="x")
    with app.app_context():
        assert len(list(db.session.scalars(refused))) == before + 1


def test_nobody_asks_how_many_were_struck_out(app, given, coordinator):
    """None has a record of its own: each list and its tabs asked the database twice for nothing."""
    asked = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert "整改" in coordinator.get("/rectifications").text
    assert asked and not [one for one in asked if "0 = 1" in one or " false" in one.lower()]
