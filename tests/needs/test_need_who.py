"""The table of needs: every role, of its unit, another one and the office, in every state, with every verb, its record struck out or not.
What the page offers is what the verb allows, and a wrong move is a sentence that changes nothing."""

import pytest
from sqlalchemy import text

from zlc import clock
from zlc.database import db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.needs.models import Need
from zlc.needs.states import STATES, VERBS
from zlc.rectifications.beginning import Order
from zlc.rectifications.needed import begin_for
from zlc.walks.journal import commits, folding

PEOPLE = (
    "recorder", "colleague", "head", "clerk", "coordinator", "stranger", "coordinator2", "office", "supervisor", "admin", "auditor",
)  # fmt: skip
# As lists.md has it.
OPEN = {
    "keep": {"studying", "adopted", "declined", "answered"}, "study": {"new"}, "adopt": {"studying"}, "decline": {"studying"},
    "begin": {"adopted", "answered"}, "answer": {"adopted", "declined"},
}  # fmt: skip
SAID = {"keep": ("理由",), "study": (), "adopt": (), "decline": ("理由",)}
TABLES = ("needs", "need_events", "entries", "rectifications", "rectification_links")


def is_open(verb, state, struck):
    return state in OPEN[verb] and (verb == "decline" or (verb == "keep") == struck)


def do(one, verb, by):
    if verb == "begin":
        begin_for(by, one, Order("by_day", by, difficulty="a"))
    else:
        getattr(one, verb)(by, *SAID.get(verb, ("已开通", "提出的企业", "phone", clock.today())))


def everything():
    db.session.flush()
    return [list(map(repr, db.session.execute(text(f"select * from {table} order by id")))) for table in TABLES]


@pytest.mark.parametrize("struck", [False, True])
def test_everybody_in_every_state_with_every_verb(app, world, recording, struck):
    entry, tried = recording.need(), 0
    with app.app_context():
        folding.catch_up()
        commits.lock()
        for state in STATES:
            one = db.session.get_one(Need, entry)
            one.state, one.struck, one.frozen = state, struck, state not in ("new", "withdrawn")
            one.decided = "declined" if state == "declined" else "adopted" if state in ("adopted", "answered") else None
            db.session.commit()
            before = everything()
            for name in PEOPLE:
                for verb in VERBS:
                    one, by = db.session.get_one(Need, entry), world.person(name)
                    may, open_ = name == "coordinator", is_open(verb, state, struck)
                    assert (verb in {each.name for each in one.open_verbs(by)}) == (may and open_), (name, state, verb)
                    refused = None
                    try:
                        do(one, verb, by)
                    except Refusal as refusal:
                        refused = refusal
                    if not may:
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
    assert tried == len(STATES) * len(PEOPLE) * len(VERBS) == 396  # × 2 = 792


def test_the_table_has_every_verb():
    assert OPEN.keys() == VERBS.keys()
