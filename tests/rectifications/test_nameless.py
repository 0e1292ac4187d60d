"""An owner without an account is a name and a department, wherever one is given."""

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from tests.days import due_in
from tests.desk.owners.conftest import Given
from zlc.database import db
from zlc.rectifications import following


@pytest.fixture
def confirmed(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get(f"/problems/{entry}")
    return entry


@pytest.fixture
def begun(app, visit, record):
    return Given(app, visit, record)


def owner(app, entry):
    with app.app_context():
        one = following.of_problem(entry)[0]
        return one.state, one.owner_id, one.department, one.owner_name


NAMED = {"owner_name": "李师傅", "department": "后勤科"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"owner_name": "李师傅"}, "请写他所在的责任科室"),
        ({**NAMED, "assignee": "clerk"}, "已经选了有账号的责任人"),
        ({"owner_name": "李" * 21, "department": "后勤科"}, "20"),
        ({"owner_name": "李师傅", "department": "后" * 58}, "合起来请不超过 60 字"),
        ({"owner_name": "李13800138000", "department": "后勤科"}, "这里不写身份证号、手机号"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_lost(app, confirmed, coordinator, world, said, sentence):
    said = {name: world.people.get(value, value) for name, value in said.items()}
    reply = coordinator.post(f"/problems/{confirmed}/rectifications", {**said, "due_on": due_in(7).isoformat()})
    assert reply.status_code == 422 and sentence in reply.text
    assert all(value in reply.text for value in said.values())


def test_several_ticked_ones_are_given_to_somebody_without_an_account(app, confirmed, coordinator):
    coordinator.get("/problems")
    sent = {"problem": [confirmed], "back": "/problems", "due_on": due_in(7).isoformat(), **NAMED}
    assert coordinator.post("/rectifications", sent).status_code == 303
    assert owner(app, confirmed) == ("unclaimed", None, "后勤科", "李师傅")
    coordinator.get("/problems")
    again = {"reassign-owner_name": "王师傅", "reassign-department": "后勤科", "reassign-reason": "换班"}
    assert coordinator.post("/reassignments", {"problem": [confirmed], "back": "/problems", **again}).status_code == 303
    assert owner(app, confirmed) == ("unclaimed", None, "后勤科", "王师傅")


def test_another_name_of_the_same_department_claims_anew(app, begun):
    assert begun.does("coordinator", "claim").status_code == 303
    same = begun.does("coordinator", "reassignment", **NAMED, reason="再点一次")
    assert same.status_code == 409 and "没有重复登记" in same.text
    assert begun.does("coordinator", "reassignment", owner_name="王师傅", department="后勤科", reason="换班").status_code == 303
    assert owner(begun.app, begun.problem) == ("unclaimed", None, "后勤科", "王师傅")


def test_what_somebody_without_an_account_put_right_at_once_is_theirs(app, confirmed, coordinator, visit):
    fixed = {"cause": "process", "measure": "换了告示", "effect": "都看得懂"}
    reply = coordinator.post(f"/problems/{confirmed}/fix", {**fixed, "owner_name": "李师傅"})
    assert reply.status_code == 422 and "请写他所在的责任科室" in reply.text
    assert coordinator.post(f"/problems/{confirmed}/fix", {**fixed, **NAMED}).status_code == 303
    assert owner(app, confirmed) == ("submitted", None, "后勤科", "李师傅")
    with app.app_context():
        page = f"/rectifications/{following.of_problem(confirmed)[0].id}"
    coordinator.get(page)
    assert coordinator.post(f"{page}/verification", {"reason": "看过"}).status_code == 403, "whoever says so does not verify it"


def test_declined_nobody_is_left(app, begun):
    assert begun.does("coordinator", "refusal", reason="不在了").status_code == 303
    assert owner(app, begun.problem) == ("unclaimed", None, "", "")


def back(app):
    with app.app_context():
        before = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0042").down_revision
        db.session.remove()
        flask_migrate.downgrade(revision=before)


def test_the_release_before_reads_the_name_with_the_department(app, begun):
    back(app)
    with app.app_context():
        assert db.session.execute(text("select department from rectifications")).scalar() == "后勤科 李师傅"
        db.session.remove()
        flask_migrate.upgrade()
        found = db.session.execute(text("select department, owner_name, link_id from rectifications")).one()
        assert tuple(found) == ("后勤科 李师傅", "", None)
        db.session.remove()


def test_a_link_that_was_given_out_is_not_thrown_away(app, begun):
    begun.link()
    with pytest.raises((CommandError, SystemExit)):
        back(app)
    with app.app_context():
        db.session.remove()
        flask_migrate.upgrade()
        assert db.session.execute(text("select count(*) from owner_links")).scalar() == 1
        db.session.remove()
