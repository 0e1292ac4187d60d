"""What the database finds to wait for a person is what the verbs let that person do."""

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.rectifications.test_who import PEOPLE, brought_to
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import beginning, waiting
from zlc.rectifications.beginning import Order
from zlc.rectifications.models import Rectification
from zlc.settings.editions import StoredSettings
from zlc.walks.journal import commits, folding

# Whoever is left of the unit, beside the coordinator, who gives it out, and the clerk, whose it is.
LEFT = {"all": (), "no head": ("head",), "nobody": ("head", "recorder")}


def found(rows, person):
    return {one.id for one in db.session.scalars(rows(person))}


def offered(verb, person):
    return {one.id for one in db.session.scalars(select(Rectification)) if verb in {each.name for each in one.open_verbs(person)}}


# Editions of who verifies: as given, and turned round.
TURNED = {
    "verify_light": "office", "verify_middle": "office", "verify_heavy": "unit", "verify_passed": "unit", "verify_task": "unit",
    "verify_must": "unit",
}  # fmt: skip


@pytest.mark.parametrize("sets", [{}, TURNED])
@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("pending", [False, True])
@pytest.mark.parametrize(("severity", "must", "passed_on"), [(None, False, False), (3, False, False), (1, True, False), (1, False, True)])
def test_what_waits_is_what_may_be_done(app, world, recording, severity, must, passed_on, pending, left, sets):
    entries = [recording.problem() for _ in range(3)]
    with app.app_context():
        folding.catch_up()
        commits.lock()
        db.session.add(StoredSettings(number=1, by=world.people["office"], reason="试", sets=sets))
        db.session.flush()
        by, clerk = world.person("coordinator"), world.person("clerk")
        for entry, state in zip(entries, ("unclaimed", "working", "submitted"), strict=True):
            problem = db.session.get_one(Problem, entry)
            problem.confirm(by)
            problem.severity, problem.passed_on = severity, passed_on
            if must:
                problem.require(world.person("office"), "群众都在等")
            one = beginning.begin(by, [problem], Order("by_day", clerk, due_on=due_in(9)))
            brought_to(state, one, world, pending)
        for name in LEFT[left]:
            world.person(name).active = False
        db.session.flush()
        waits = dict.fromkeys(("claim", "verify", "grant"), 0)
        for person in map(world.person, PEOPLE):
            for verb, rows in {"claim": waiting.to_claim, "verify": waiting.to_verify, "grant": waiting.to_decide}.items():
                assert found(rows, person) == offered(verb, person), (person.name, verb)
                waits[verb] += len(found(rows, person))
            working = select(Rectification.id).where(Rectification.owner_id == person.id, Rectification.state == "working")
            assert found(waiting.to_put_right, person) == set(db.session.scalars(working))
        assert waits["claim"] and waits["verify"] and bool(waits["grant"]) == pending


def test_what_its_owner_gave_back_waits_for_the_coordinator(app, world, recording):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        problem = db.session.get_one(Problem, entry)
        problem.confirm(world.person("coordinator"))
        one = beginning.begin(world.person("coordinator"), [problem], Order("by_day", world.person("clerk"), due_on=due_in(9)))
        one.decline(world.person("clerk"), "不归我")
        db.session.flush()
        waits = {person.username for person in db.session.scalars(select(Person)) if found(waiting.to_claim, person)}
        assert waits == {"coordinator"}
