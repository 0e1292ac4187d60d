"""Who verifies is a setting for each ground; where several hold, one that is the office's is enough."""

import pytest

from tests.days import due_in
from tests.desk.settings.test_settings_pages import AS_GIVEN
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import beginning, who
from zlc.rectifications.beginning import Order
from zlc.settings.editions import StoredSettings
from zlc.settings.settings import SETTINGS, VERIFIERS
from zlc.walks.journal import commits, folding

GROUNDS = {name for name, one in SETTINGS.items() if one.choices is VERIFIERS}
ALL = {"unit": dict.fromkeys(GROUNDS, "unit"), "office": dict.fromkeys(GROUNDS, "office")}
# What the problem is → the grounds that hold for it.
PROBLEMS = [
    ({"severity": None}, {"verify_light"}), ({"severity": 1}, {"verify_light"}), ({"severity": 2}, {"verify_middle"}),
    ({"severity": 3}, {"verify_heavy"}), ({"severity": 1, "passed_on": True}, {"verify_light", "verify_passed"}),
    ({"severity": 2, "ruled_at": 1}, {"verify_middle", "verify_passed"}),
    ({"severity": 3, "must_since": 1}, {"verify_heavy", "verify_must"}),
    ({"severity": 1, "source": "task", "must_since": 1}, {"verify_light", "verify_task", "verify_must"}),
]  # fmt: skip


@pytest.fixture
def verified_by(app, world, recording):
    """verified_by(problem, sets): who may, of the head and the office."""

    def ask(columns, sets):
        problem, by = db.session.get_one(Problem, entry), world.person("coordinator")
        problem.confirm(by)
        for name, value in columns.items():
            setattr(problem, name, value)
        db.session.add(StoredSettings(number=1, by=by.id, reason="试", sets=sets))
        one = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9)))
        db.session.flush()
        return {name for name in ("head", "office") if who.verifies(one, world.person(name))}

    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        commits.lock()
        yield ask


@pytest.mark.parametrize(("columns", "grounds"), PROBLEMS)
@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_one_ground_of_the_offices_is_enough(verified_by, columns, grounds, ground):
    only = ALL["unit"] | {ground: "office"}
    assert verified_by(columns, only) == ({"office"} if ground in grounds else {"head"})


@pytest.mark.parametrize(("columns", "grounds"), PROBLEMS)
def test_none_of_the_units_is_too_little(verified_by, columns, grounds):
    assert verified_by(columns, ALL["office"] | dict.fromkeys(grounds, "unit")) == {"head"}


@pytest.mark.parametrize(("columns", "verifier"), [
    ({"severity": None}, "head"), ({"severity": 1}, "head"), ({"severity": 2}, "head"), ({"severity": 3}, "office"),
    ({"passed_on": True}, "office"), ({"source": "task"}, "office"), ({"must_since": 1}, "office"),
])  # fmt: skip
def test_as_given_it_is_what_the_contract_says(verified_by, columns, verifier):
    assert verified_by(columns, {}) == {verifier}


def test_the_office_sets_it_on_its_page_and_the_rectification_says_so(recording, visit, world, app):
    entry = recording.problem()
    with app.app_context():
        folding.catch_up()
        problem, by = db.session.get_one(Problem, entry), world.person("coordinator")
        commits.lock()
        problem.confirm(by)
        one = beginning.begin(by, [problem], Order("by_day", world.person("clerk"), due_on=due_in(9))).id
        db.session.commit()
    page = visit("clerk")
    assert "<dt>核验</dt><dd>本单位另一个人：" in page.get(f"/rectifications/{one}").text
    office = visit("office")
    form = office.get("/settings/new").text
    assert form.count('value="office"') == len(GROUNDS)
    assert office.post("/settings/new", AS_GIVEN | {"verify_light": "both", "reason": "试"}).status_code == 422
    office.get("/settings/new")
    assert office.post("/settings/new", AS_GIVEN | {"verify_middle": "office", "reason": "试"}).status_code == 303
    assert "影响中的：本单位另一个人 → 营商办" in office.get("/settings").text
    told = page.get(f"/rectifications/{one}").text
    assert "<dt>核验</dt><dd>营商办<" in told and "影响中的由营商办核验" in told
