"""The table of 移交: every role, of the unit that has it, of the one that is to take it, of a third one and of none, in every state, with
every verb; and two at once. What the page offers is what the verb allows, and a wrong move is a sentence that changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from tests.problems.test_passing import hand_over
from tests.worlds import QUICK_HASHER
from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db, uuid7
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.models import Problem
from zlc.problems.states import STATES, VERBS
from zlc.walks.journal import commits, folding

PEOPLE = (
    "recorder", "colleague", "head", "clerk", "coordinator", "stranger", "coordinator2", "coordinator3", "office", "supervisor", "admin",
    "auditor",
)  # fmt: skip
PASSING = ("hand_over", "take_back", "take_over", "send_back", "decide", "settle")
MAY = {
    "hand_over": {"coordinator"}, "take_back": {"coordinator"},
    "take_over": {"coordinator2"}, "send_back": {"coordinator2"}, "decide": {"office"}, "settle": {"office"},
}  # fmt: skip
# How it stands: nobody has spoken of another unit; handed to one; to a body; sent back twice; decided.
STANDS = ("plain", "to a unit", "to a body", "disputed", "ruled")
TABLES = ("problems", "problem_events")


def third(world):
    """The coordinator of a unit that has nothing to do with it."""
    unit = Unit(id=uuid7(), name="云岭市白沙镇", short="白沙镇", kind="town")
    db.session.add(unit)
    db.session.flush()
    db.session.add(Person(
        id=uuid7(), username="coordinator3", name="联络员丁", unit_id=unit.id, roles=["coordinator"], password_hash=QUICK_HASHER.hash("x")
    ))  # fmt: skip


def person(name):
    return db.session.query(Person).filter_by(username=name).one()


def stand(one, state, stands, world):
    one.state, one.frozen = state, state != "new"
    if state == "handed":
        one.handed_to = world.units["other"] if stands in ("to a unit", "ruled") else None
        one.handed_body = "省人社厅" if stands == "to a body" else ""
    one.disputed_since = 1 if stands == "disputed" else None
    one.ruled_at = 1 if stands == "ruled" else None


def possible(state, stands):
    return (state == "handed") == (stands in ("to a unit", "to a body"))


def is_open(verb, state, stands):
    if verb == "hand_over":
        return state in ("new", "confirmed") and stands == "plain"
    if verb == "decide":
        return state == "handed" or (state in ("new", "confirmed") and stands == "disputed")
    if verb == "take_back":
        return state == "handed"
    return state == "handed" and stands == ("to a body" if verb == "settle" else "to a unit")


def call(one, by, verb, world):
    said = {
        "hand_over": (world.units["other"], "", "理由"), "take_back": (), "take_over": (),
        "send_back": ("理由",), "decide": (world.units["other"], "理由"),
        "settle": ("closed", "已答复", clock.today()),
    }[verb]  # fmt: skip
    getattr(one, verb)(by, *said)


def everything():
    db.session.flush()
    return [list(map(repr, db.session.execute(text(f"select * from {table} order by id")))) for table in TABLES]


@pytest.mark.parametrize("stands", STANDS)
def test_everybody_in_every_state_with_every_verb(app, world, recording, stands):
    entry, tried = recording.problem(), 0
    with app.app_context():
        folding.catch_up()
        commits.lock()
        third(world)
        for state in filter(lambda state: possible(state, stands), STATES):
            stand(db.session.get_one(Problem, entry), state, stands, world)
            db.session.commit()
            for name in PEOPLE:
                for verb in PASSING:
                    one, by = db.session.get_one(Problem, entry), person(name)
                    # Nobody receives what is not handed to a unit.
                    may, open_ = name in MAY[verb] and (name != "coordinator2" or one.handed_to), is_open(verb, state, stands)
                    assert (verb in {each.name for each in one.open_verbs(by)}) == bool(may and open_), (name, state, verb)
                    before, refused = everything(), None
                    try:
                        call(one, by, verb, world)
                    except Refusal as refusal:
                        refused = refusal
                    if not may:
                        assert isinstance(refused, Forbidden) and "没有改动任何内容" in refused.message, (name, state, verb)
                    elif not open_:
                        assert isinstance(refused, NotNow) and refused.message, (name, state, verb, refused)
                    else:
                        assert refused is None, (name, state, verb, refused and refused.message)
                    if refused is not None:
                        assert everything() == before, (name, state, verb)
                    db.session.rollback()
                    db.session.expire_all()
                    tried += 1
    states = 1 if stands in ("to a unit", "to a body") else len(STATES) - 1
    assert tried == states * len(PEOPLE) * len(PASSING)  # 72 × (9 × 3 + 2) = 2088 in all


def test_every_verb_of_handing_over_is_in_this_table():
    assert {verb.name for verb in VERBS.values() if verb.name in PASSING or "receiver" in verb.by} == set(PASSING) == set(MAY)


def at_once(*acts):
    """What each is answered; all begin together."""
    ready = Barrier(len(acts))

    def go(act):
        ready.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def sending(browser, entry, noun, what="status_code", **filled):
    """The page is open already. `what`: of the answer."""
    browser.get(f"/problems/{entry}")
    path = f"/problems/{entry}/{noun}"
    said = {"csrf_token": browser.token, **filled, **browser.seen_with(path, {})}
    return lambda: getattr(browser.client.post(path, data=said), what)


def test_two_hand_overs_at_once_are_one(recording, visit, coordinator, world, kept):
    entry = recording.problem()
    home, other = visit("coordinator"), world.units["other"]
    told = at_once(
        sending(home, entry, "handover", unit=other, reason="归街道"),
        sending(coordinator, entry, "handover", unit=world.units["centre"], reason="归营商办"),
    )
    assert sorted(told) == [303, 409]
    row = kept(entry)
    assert [one.verb for one in row.events] == ["handed"] and row.handed_to == (other if told[0] == 303 else world.units["centre"])


def test_taken_and_sent_back_at_once_it_is_one_of_both(recording, visit, coordinator, world, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, world.units["other"])
    told = at_once(
        sending(visit("coordinator2"), entry, "takeover"), sending(visit("coordinator2"), entry, "returning", reason="不归街道")
    )
    assert told.count(303) == 1 and set(told) <= {303, 409, 404}
    row = kept(entry)
    assert (row.unit_id == world.units["other"]) == (told[0] == 303) == (row.events[-1].verb == "taken")


def test_taken_and_taken_back_at_once_it_is_one_of_both(recording, visit, coordinator, world, kept):
    """The other one is told who was first."""
    entry = recording.problem()
    hand_over(coordinator, entry, world.units["other"])
    told = at_once(
        sending(visit("coordinator2"), entry, "takeover", what="text"), sending(visit("coordinator"), entry, "recall", what="text")
    )
    row = kept(entry)
    taken = row.events[-1].verb == "taken"
    assert [one.verb for one in row.events] == ["handed", "taken" if taken else "recalled"]
    assert (row.unit_id, row.state) == ((world.units["other"], "confirmed") if taken else (world.units["home"], "new"))
    first, late = ("联络员丙", told[1]) if taken else ("联络员甲", told[0])
    assert f"{first}已在" in late and "已移到别的单位" in late, late


def test_taken_while_who_recorded_it_withdraws_it(recording, visit, coordinator, world, kept):
    """Whichever came first: withdrawn and taken by nobody, or taken and flagged for who took it."""
    entry = recording.problem()
    hand_over(coordinator, entry, world.units["other"])
    told, _ = at_once(sending(visit("coordinator2"), entry, "takeover"), lambda: recording.strike(entry))
    row = kept(entry)
    assert told in (303, 404, 409) and row.struck and row.handed_to is None
    assert (row.state, row.unit_id) == (("confirmed", world.units["other"]) if told == 303 else ("withdrawn", world.units["home"]))
