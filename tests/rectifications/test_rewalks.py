"""安排再走一遍: asked for, changed, withdrawn; a walk that was begun from it is tied when it comes, whatever became of it meanwhile; and
what the figures of before and after say."""

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.phones import MINUTE
from zlc import clock
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.problems.models import Problem
from zlc.rectifications import beginning, mine
from zlc.rectifications.beginning import Order
from zlc.rectifications.compared import compared, rewalks_of
from zlc.rectifications.models import Rectification
from zlc.rectifications.ties import asked_of
from zlc.walks.journal import commits, folding


def walked(recording, *, wait, materials, begun, ended=True):
    """On: the hall waits `wait` minutes, asks for so many papers, and gives the result; all from `begun` (ms)."""
    at = begun + 5 * MINUTE + wait * MINUTE
    recording.add("stage", {"stage": "acceptance", "step": "window", "visit": 1}, at)
    for n in range(materials):
        recording.add("material", {"name": f"材料{n}", "listed": True, "copies": 1}, at + (n + 1) * 1000)
    if ended:
        recording.add("outcome", {"result": "accepted"}, at + 2 * MINUTE)
        recording.add("stage", {"stage": "result", "step": "result", "visit": 1}, at + 12 * MINUTE)
        recording.add("outcome", {"result": "done"}, at + 13 * MINUTE)
        recording.add("finish", {"result": "done"}, at + 14 * MINUTE)


@pytest.fixture
def found(record):
    """The walk in which the problem was found: 42 minutes, 7 papers, and a result."""
    begun = clock.now_ms() - 600 * MINUTE
    recording = record("recorder", begun)
    walked(recording, wait=42, materials=7, begun=begun)
    return recording


@pytest.fixture
def one(app, world, found):
    """The clerk's, under way."""
    entry = found.problem()
    with app.app_context():
        folding.catch_up()
        by = world.person("coordinator")
        commits.lock()
        problem = db.session.get_one(Problem, entry)
        problem.confirm(by)
        began = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9)))
        began.claim(world.person("clerk"))
        db.session.commit()
        return began.id


@pytest.fixture
def does(app, world, one):
    """does(who, verb, *said) with the rectification; committed."""

    def act(who, verb, *said):
        with app.app_context():
            folding.catch_up()
            row = db.session.get_one(Rectification, one)
            getattr(row, verb)(world.person(who), *said)
            db.session.commit()

    return act


@pytest.fixture
def stands(app, one):
    """stands(look): what `look` says of the rectification as it is now."""

    def look_at(look):
        with app.app_context():
            folding.catch_up()
            return look(db.session.get_one(Rectification, one))

    return look_at


def told(row):
    return [(event.verb, event.detail.get("text", "")) for event in row.history()]


def offered(app, world, username="colleague"):
    with app.app_context():
        return asked_of(world.person(username))


def test_it_is_asked_for_changed_and_withdrawn_and_the_units_phones_follow(app, world, does, stands, one):
    name = stands(lambda row: row.matter_name)
    assert offered(app, world) == []
    does("clerk", "plan_rewalk", name, due_in(5))
    (line,) = offered(app, world)
    assert (line["id"], line["matter"], line["name"], line["due_on"]) == (one, world.matter, name, due_in(5).isoformat())
    assert offered(app, world, "stranger") == offered(app, world, "office") == [], "another unit's, and who records nothing"
    with pytest.raises(NotNow, match="没有重复登记"):
        does("coordinator", "plan_rewalk", name, due_in(5))
    does("head", "plan_rewalk", "街道自己办的事", due_in(6))
    (line,) = offered(app, world)
    assert (line["matter"], line["name"]) == (None, "街道自己办的事"), "a matter that no list has is walked by its name"
    does("coordinator", "withdraw_rewalk", "系统还没上线")
    assert offered(app, world) == []
    with pytest.raises(NotNow, match="没有等人再走的安排"):
        does("coordinator", "withdraw_rewalk", "再撤一次")
    assert [verb for verb, _ in stands(told)][-3:] == ["rewalk_planned", "rewalk_planned", "rewalk_withdrawn"]


@pytest.mark.parametrize(("matter", "due", "field"), [(" ", 5, "matter"), ("长" * 201, 5, "matter"), ("参保", None, "due_on")])
def test_what_is_lacking_is_said_and_nothing_is_asked_for(does, stands, matter, due, field):
    with pytest.raises(Refusal) as refused:
        does("clerk", "plan_rewalk", matter, due and due_in(due))
    assert (refused.value.status, refused.value.field) == (422, field)
    assert stands(lambda row: row.rewalk) is None


def test_a_walk_that_was_begun_from_it_answers_it_and_is_tied_once(app, world, does, stands, one, record):
    does("clerk", "plan_rewalk", stands(lambda row: row.matter_name), due_in(5))
    version = stands(lambda row: row.version)
    again = record("colleague", rewalk=one)
    assert [walk.id for walk in stands(rewalks_of)] == [again.walk]
    assert offered(app, world) == [] and stands(lambda row: row.version) != version, "whoever verifies is told that it came"
    again.add("note", {"text": "窗口换了人"})
    assert [verb for verb, _ in stands(told)].count("rewalked") == 1, "folded again, told once"


def test_what_was_begun_without_network_is_tied_after_it_was_withdrawn(does, stands, one, record):
    does("clerk", "plan_rewalk", stands(lambda row: row.matter_name), due_in(5))
    does("coordinator", "withdraw_rewalk", "先不走")
    again = record("colleague", rewalk=one)
    assert [walk.id for walk in stands(rewalks_of)] == [again.walk]
    assert "安排已经撤回" in stands(told)[-1][1]
    second = record("recorder", rewalk=one)
    assert "前面已经有人走过一遍" in stands(told)[-1][1] and second.walk in [walk.id for walk in stands(rewalks_of)]


def test_after_the_rectification_was_cancelled_the_walk_is_told_too(app, world, does, stands, one, record):
    does("clerk", "plan_rewalk", stands(lambda row: row.matter_name), due_in(5))
    does("coordinator", "cancel", "不办了")
    assert offered(app, world) == [], "nobody is sent to walk for what is over"
    record("colleague", rewalk=one)
    verb, words = stands(told)[-1]
    assert verb == "rewalked" and "整改已经撤销" in words


@pytest.mark.parametrize("named", ["x", None, "00000000-0000-7000-8000-000000000000"])
def test_a_walk_that_names_nothing_we_know_stays_a_walk(app, record, one, stands, named):
    again = record("colleague", rewalk=named)
    with app.app_context():
        folding.catch_up()
    assert again.walk and stands(rewalks_of) == [] and "rewalked" not in [verb for verb, _ in stands(told)]


def test_another_units_walk_is_not_tied(record, one, does, stands):
    does("clerk", "plan_rewalk", stands(lambda row: row.matter_name), due_in(5))
    record("stranger", rewalk=one)
    assert stands(rewalks_of) == [] and stands(lambda row: row.rewalk)


def test_what_became_better_is_drafted_and_what_one_side_did_not_record_is_not_claimed(record, one, stands):
    begun = clock.now_ms() - 90 * MINUTE
    again = record("colleague", begun, rewalk=one)
    walked(again, wait=18, materials=2, begun=begun)
    words = stands(lambda row: compared(row).drafted)
    assert "等候 42 分 → 18 分，少 24 分" in words and "材料 7 份 → 2 份，少 5 份" in words and "跑动一样，1 次" in words, words
    assert words.count("再走一遍") == 1 and "走到底" in words


def test_it_is_drafted_on_the_owners_phone_too(app, world, record, one, stands):
    begun = clock.now_ms() - 90 * MINUTE
    again = record("colleague", begun, rewalk=one)
    assert stands(lambda row: told_of(world)) == "", "nothing to be said of it yet"
    walked(again, wait=18, materials=2, begun=begun)
    assert "等候 42 分 → 18 分，少 24 分" in stands(lambda row: told_of(world))


def told_of(world):
    [line] = mine.told(world.person("clerk"), "")["lines"]
    return line["drafted"]


def test_who_gave_up_on_the_way_did_not_do_with_less(record, one, stands):
    begun = clock.now_ms() - 90 * MINUTE
    again = record("colleague", begun, rewalk=one)
    walked(again, wait=18, materials=2, begun=begun, ended=False)
    said = stands(lambda row: {change.item: change.words for change in compared(row).changes})
    assert said["等候"] == said["材料"] == said["跑动"] == said["办理用时"] == "不比", said
    worse = record("recorder", begun + MINUTE, rewalk=one)
    walked(worse, wait=50, materials=9, begun=begun + MINUTE, ended=False)
    said = stands(lambda row: {change.item: change.words for change in compared(row).changes})
    assert said["等候"] == "多 8 分" and said["材料"] == "多 2 份", "what is more by now does not become less"


def test_a_struck_one_and_one_of_another_matter_are_not_compared(app, record, one, stands):
    again = record("colleague", rewalk=one)
    record("recorder", rewalk=one, matter=None, matter_text="别的事")
    again.strike(again.phone.entries[0]["id"])
    assert stands(compared) is None
    assert len(stands(rewalks_of)) == 1, "what was walked is named all the same"


def test_no_walk_found_it_nothing_is_compared(app, record, one, stands):
    with app.app_context():
        problem = db.session.scalars(select(Problem)).one()
        problem.walk_id = None
        db.session.commit()
    record("colleague", rewalk=one)
    assert stands(compared) is None and len(stands(rewalks_of)) == 1
