"""The table for who holds a link: every verb in every state, of the one that it opens and of another one."""

import pytest
from sqlalchemy import select, text

from tests.days import due_in
from tests.rectifications.test_who import PLAN, call, everything
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.rectifications import beginning
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import OPEN, STATES, VERBS
from zlc.walks.journal import commits, folding

MAY = {"claim", "decline", "plan", "note", "attach", "submit", "ask_extension"}


def begun(world, entry):
    by, problem = world.person("coordinator"), db.session.get_one(Problem, entry)
    problem.confirm(by)
    one = beginning.begin(by, [problem], Order("by_day", None, "后勤科", due_in(9), name="李师傅"))
    one.give_link(by)
    return one


def holder_of(one):
    return db.session.scalars(select(OwnerLink).where(OwnerLink.rectification_id == one.id)).one()


def brought_to(state, one, world):
    holder, coordinator = holder_of(one), world.person("coordinator")
    if state == "cancelled":
        one.cancel(coordinator, "不办")
    if state in ("unclaimed", "cancelled"):
        return
    one.claim(holder)
    one.plan(holder, PLAN)
    if state == "ongoing":
        one.keep_up(coordinator, "长期")
    elif state in ("submitted", "closed"):
        one.submit(holder, Done("好了", "words", "看得到"))
    if state == "closed":
        one.verify(world.person("head"), "看过")


@pytest.mark.parametrize("whose", ["own", "another"])
@pytest.mark.parametrize("state", STATES)
def test_who_holds_a_link_with_every_verb_in_every_state(app, world, recording, state, whose):
    entries = [recording.problem(), recording.problem()]
    with app.app_context():
        folding.catch_up()
        commits.lock()
        ids = [begun(world, entry).id for entry in entries]
        brought_to(state, db.session.get_one(Rectification, ids[0]), world)
        db.session.commit()
        for verb, row in VERBS.items():
            one = db.session.get_one(Rectification, ids[0])
            holder = holder_of(one if whose == "own" else db.session.get_one(Rectification, ids[1]))
            may = verb in MAY and whose == "own" and state in OPEN
            assert (verb in {each.name for each in one.open_verbs(holder)}) == (may and state in row.states), verb
            before = everything()
            try:
                call(one, holder, verb)
                refused = None
            except Refusal as refusal:
                refused = refusal
            if not may:
                assert isinstance(refused, Forbidden), verb
            elif state in row.states:
                assert refused is None, (verb, refused and refused.message)
            else:
                assert isinstance(refused, NotNow), verb
            assert refused is None or everything() == before, verb
            db.session.rollback()
            db.session.expire_all()


def test_another_link_ends_the_one_before(app, world, recording):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        one = begun(world, entry)
        first = holder_of(one)
        one.give_link(world.person("coordinator"))
        with pytest.raises(Forbidden):
            one.claim(first)
        assert one.state == "unclaimed" and db.session.execute(text("select count(*) from owner_links")).scalar() == 2
