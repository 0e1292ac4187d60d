"""The table: every role, of the own unit, another one and the office, in every state, with every verb. What the page offers is what the
verb allows, and a wrong move is a sentence that changes nothing."""

import re

import pytest
from sqlalchemy import select, text

from tests.days import due_in
from zlc import clock
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.offered import Offered
from zlc.rectifications.planning import Plan
from zlc.rectifications.publishing import BEHIND
from zlc.rectifications.states import STATES, VERBS
from zlc.walks.journal import commits, folding

PEOPLE = (
    "recorder", "colleague", "head", "clerk", "coordinator", "stranger", "coordinator2", "office", "supervisor", "admin", "auditor",
)  # fmt: skip
PLAN = Plan("process", "改流程", criterion="不再跑第二趟")
# Of the clerk's, found by the recorder, given out by the coordinator and submitted by the clerk; the extension is the clerk's.
MAY = {
    "claim": {"clerk"}, "decline": {"clerk"}, "verify": {"head", "recorder"}, "fail": {"head", "recorder"},
    "grant": {"coordinator", "head"}, "refuse": {"coordinator", "head"}, "plan": {"clerk", "coordinator"}, "note": {"clerk", "coordinator"},
    "attach": {"clerk", "coordinator"}, "submit": {"clerk", "coordinator"},
    "ask_extension": {"clerk", "coordinator"}, "reassign": {"coordinator"},
    "reschedule": {"coordinator"}, "keep_up": {"coordinator"}, "cancel": {"coordinator"}, "reopen": {"coordinator", "office"},
    "give_link": {"coordinator"}, "revoke_link": {"coordinator"},
    "waive": {"office"}, "uphold": {"coordinator", "office"}, "relapse": {"coordinator", "office"},
    "plan_rewalk": {"clerk", "coordinator", "head", "recorder"}, "withdraw_rewalk": {"clerk", "coordinator", "head", "recorder"},
}  # fmt: skip
TABLES = ("rectifications", "rectification_events", "rectification_evidence", "problems", "problem_events")


def call(one, by, verb):
    day, other = due_in(20), Plan("people", "再教一遍", criterion="不再跑第二趟")
    said = {
        "claim": (), "grant": (), "plan": (other,), "note": ("做了一半",), "attach": (Offered("words", "看得到"),),
        "plan_rewalk": ("社保登记", day), "submit": (Done("好了", "words", "看得到"),),
        "ask_extension": (day, "等系统"), "reassign": (None, "信息科", "换人"), "reschedule": (due_in(15), "改"), "fail": (day, "没改"),
        "relapse": (day, "又来"), "give_link": (), "revoke_link": (),
    }.get(verb, ("理由",))  # fmt: skip
    getattr(one, verb)(by, *said)


def brought_to(state, one, world, pending):
    """By the people who do it in life."""
    clerk, coordinator, head = (world.person(name) for name in ("clerk", "coordinator", "head"))
    if state == "cancelled":
        one.cancel(coordinator, "不办")
    if state in ("unclaimed", "cancelled"):
        return
    one.claim(clerk)
    one.plan(clerk, PLAN)
    if state == "ongoing":
        one.keep_up(coordinator, "长期")
    elif state in ("submitted", "closed"):
        one.submit(clerk, Done("好了", "words", "看得到"))
    if state == "closed":
        one.verify(head, "看过")
    if pending and state == "closed":
        one.recheck_on, one.guide = clock.today(), BEHIND
    if pending and state == "working":
        one.ask_extension(clerk, due_in(20), "等系统")
    if pending:
        one.plan_rewalk(clerk, "失业登记", due_in(5))


def everything():
    db.session.flush()
    return [list(map(repr, db.session.execute(text(f"select * from {table} order by id")))) for table in TABLES]


@pytest.mark.parametrize("pending", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_everybody_in_every_state_with_every_verb(app, world, recording, state, pending):
    entry = recording.problem()
    tried = 0
    with app.app_context():
        folding.catch_up()
        problem, by = db.session.get_one(Problem, entry), world.person("coordinator")
        commits.lock()
        problem.confirm(by)
        one = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9)))
        brought_to(state, one, world, pending)
        db.session.commit()
        for name in PEOPLE:
            for verb, row in VERBS.items():
                one, person = db.session.scalars(select(Rectification)).one(), world.person(name)
                may = MAY[verb]
                open_ = state in row.states and not (verb in ("grant", "refuse") and not one.extension)
                open_ = open_ and (pending or verb not in ("uphold", "relapse", "waive"))
                open_ = open_ and not (verb == "ask_extension" and one.extension is not None)
                open_ = open_ and not (verb == "withdraw_rewalk" and not one.rewalk)
                open_ = open_ and not verb.endswith("_link")  # the owner has an account; test_who_by_link.py
                offered = verb in {each.name for each in one.open_verbs(person)}
                assert offered == (name in may and open_), (name, state, verb)
                before = everything()
                try:
                    call(one, person, verb)
                    refused = None
                except Refusal as refusal:
                    refused = refusal
                if name not in may:
                    assert isinstance(refused, Forbidden) and "没有改动任何内容" in refused.message, (name, state, verb)
                elif not open_:
                    assert isinstance(refused, NotNow) and refused.message, (name, state, verb)
                else:
                    assert refused is None, (name, state, verb, refused and refused.message)
                if refused is not None:
                    assert everything() == before, (name, state, verb)
                db.session.rollback()
                db.session.expire_all()
                tried += 1
    assert tried == len(PEOPLE) * len(VERBS) == 253  # × 6 states × with and without something that waits = 3036


def test_where_a_unit_has_nobody_else_the_office_verifies(app, world, recording):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        problem, by = db.session.get_one(Problem, entry), world.person("coordinator")
        commits.lock()
        problem.confirm(by)
        for name in ("head", "recorder"):
            world.person(name).active = False
        one = beginning.begin(by, [problem], Order("by_day", by, due_on=due_in(9)))
        assert one.state == "working", "whoever gives it to themselves need not claim it"
        one.plan(by, PLAN)
        one.submit(by, Done("好了", "words", "看得到"))
        with pytest.raises(Forbidden):
            one.verify(by, "自己看过")
        one.verify(world.person("office"), "看过")
        assert one.state == problem.state == "closed"


@pytest.mark.parametrize(("severity", "said"), [(1, "本单位另一个人：局长甲、记录员甲"), (3, "营商办影响重的由营商办核验")])
def test_the_page_says_who_verifies(app, world, recording, visit, severity, said):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        problem, by = db.session.get_one(Problem, entry), world.person("coordinator")
        commits.lock()
        problem.confirm(by)
        problem.severity = severity
        one = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9))).id
        db.session.commit()
    page = visit("clerk").get(f"/rectifications/{one}").text
    assert re.sub("<[^>]+>", "", page.partition("<dt>核验</dt>")[2].partition("</dd>")[0]) == said
