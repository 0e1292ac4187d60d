"""必须改: who says so and who takes it off; what is proposed for it; where it stands."""

import pytest

from tests.documents.conftest import fetched, text_of
from tests.problems.test_classify import act
from zlc.database import db
from zlc.problems.models import Problem
from zlc.problems.states import STATES, VERBS
from zlc.walks.journal import folding

WHY = {"reason": "群众反映多"}
MAY = {"require": {"coordinator", "office"}, "lift": {"office"}, "suggest": {"coordinator"}}
FILLED = {"require": WHY, "lift": WHY, "suggest": {"figure": "materials", "way": "少交两份"}}
SEES = {"recorder", "colleague", "head", "clerk", "coordinator", "office", "supervisor"}


@pytest.fixture
def grave(recording):
    return recording.problem("系统打回一次只提示一处", severity=3)


def stand(app, entry, state, must):
    with app.app_context():
        folding.catch_up()
        one = db.session.get_one(Problem, entry)
        one.state, one.frozen, one.must_since = state, state != "new", 1 if must else None
        db.session.commit()
        db.session.remove()


def test_the_coordinator_or_the_office_marks_it_and_the_office_alone_takes_it_off(recording, visit, kept, coordinator, world):
    entry = recording.problem()
    wire = kept(entry).to_wire()
    assert act(coordinator, entry, "requirement", **WHY).status_code == 303
    assert kept(entry).must_since and kept(entry).to_wire() == wire, "no phone knows of it"
    assert "取消必须改" not in coordinator.get(f"/problems/{entry}").text
    refused = act(coordinator, entry, "lifting", **WHY)
    assert refused.status_code == 403 and "由营商办定" in refused.text and kept(entry).must_since
    office = visit("office")
    assert "取消必须改" in office.get(f"/problems/{entry}").text
    assert act(office, entry, "lifting", reason="已经改好").status_code == 303
    assert kept(entry).must_since is None
    assert act(office, entry, "requirement", reason="又有人反映").status_code == 303
    assert [(one.n, one.verb, one.by, one.reason) for one in kept(entry).events] == [
        (1, "required", world.people["coordinator"], "群众反映多"), (2, "lifted", world.people["office"], "已经改好"),
        (3, "required", world.people["office"], "又有人反映"),
    ]  # fmt: skip
    page = coordinator.get(f"/problems/{entry}").text
    assert "列入必须改" in page and "取消必须改" in page and ">必须改</span>" in page


def test_nothing_without_a_reason_and_nothing_twice(recording, coordinator, visit, kept):
    entry = recording.problem()
    for reason in ("", " ", "长" * 501):
        assert act(coordinator, entry, "requirement", reason=reason).status_code == 422
    assert act(coordinator, entry, "requirement", **WHY).status_code == 303
    again = act(visit("office"), entry, "requirement", **WHY)
    assert again.status_code == 409 and "已经列入必须改" in again.text
    office = visit("office")
    act(office, entry, "lifting", **WHY)
    again = act(office, entry, "lifting", **WHY)
    assert again.status_code == 409 and "营商办甲已在" in again.text
    assert [one.verb for one in kept(entry).events] == ["required", "lifted"]


def test_what_is_grave_is_proposed_with_its_ground_until_the_office_has_taken_it_off(grave, recording, coordinator, visit):
    ground = "建议列入必须改：影响为「重」"
    assert ground in coordinator.get(f"/problems/{grave}").text and ground in visit("office").get(f"/problems/{grave}").text
    assert ground not in coordinator.get(f"/problems/{recording.problem()}").text
    act(coordinator, grave, "requirement", **WHY)
    assert ground not in coordinator.get(f"/problems/{grave}").text
    act(visit("office"), grave, "lifting", **WHY)
    page = coordinator.get(f"/problems/{grave}").text
    assert ground not in page and "列入必须改" in page, "whoever took it off has decided"


def test_the_list_has_them_by_themselves(grave, recording, record, coordinator, visit):
    other = recording.problem()
    foreign = record("stranger").problem()
    office = visit("office")
    for entry in (grave, foreign):
        act(office, entry, "requirement", **WHY)
    for browser, expected in ((coordinator, [grave]), (office, [grave, foreign])):
        for sort in ("found", "due", "number"):
            page = browser.get(f"/problems?must=1&sort={sort}").text
            assert [one for one in (grave, other, foreign) if f'href="/problems/{one}"' in page] == expected
        assert page.count(">必须改</strong>") == len(expected) and 'id="must" name="must" value="1" checked' in page


def test_the_record_says_it(grave, recording, coordinator):
    act(coordinator, grave, "requirement", **WHY)
    assert "，必须改" in text_of(fetched(coordinator, f"/walks/{recording.walk}/record.pdf").data)


@pytest.mark.parametrize("verb", MAY)
def test_every_role_and_state(app, recording, visit, kept, verb, world):
    """Who may: done where the table says it is open. Who reads: refused in words. Who sees no walk, and other units: not found."""
    entry, row = recording.problem(), VERBS[verb]
    assert set(MAY[verb]) == set(row.by)
    known = SEES | {"stranger", "coordinator2", "admin", "auditor"}
    for username in sorted(known):
        browser = visit(username)
        for state in STATES:
            stand(app, entry, state, verb == "lift")
            before = kept(entry)
            reply = act(browser, entry, row.noun, **FILLED[verb])
            expected = 404 if username not in SEES else 403 if username not in MAY[verb] else 303 if state in row.states else 409
            assert reply.status_code == expected, (username, state)
            after = kept(entry)
            assert len(after.events) - len(before.events) == (expected == 303), (username, state)
            if expected == 303:
                with app.app_context():
                    db.session.get_one(Problem, entry).suggestion = None
                    db.session.commit()
            else:
                assert (after.must_since, after.suggestion, after.state) == (before.must_since, before.suggestion, state)
