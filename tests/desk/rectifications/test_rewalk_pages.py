"""再走一遍 on a rectification's page: asked for, withdrawn, and before and after drawn above the verifier's buttons."""

import re

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.phones import MINUTE
from tests.rectifications.test_rewalks import walked
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.database import db
from zlc.rectifications import following
from zlc.walks.models import Walk

PLAN = {"cause": "process", "measure": "收件清单减五份", "figure": "materials", "target": "2 份"}


@pytest.fixture
def given(record, does, world, app):
    """The clerk's, claimed and planned, of a walk that waited 42 minutes and was asked for 7 papers: the address."""
    begun = clock.now_ms() - 600 * MINUTE
    recording = record("recorder", begun)
    walked(recording, wait=42, materials=7, begun=begun)
    entry = recording.problem()
    for noun, said in (("confirmation", {}), ("rectifications", {"assignee": world.people["clerk"], "due_on": due_in(9).isoformat()})):
        assert does("coordinator", f"/problems/{entry}", noun, **said).status_code == 303
    with app.app_context():
        address = f"/rectifications/{following.of_problem(entry)[0].id}"
    for noun, said in (("claim", {}), ("plan", PLAN)):
        assert does("clerk", address, noun, **said).status_code == 303
    return address


def again(record, address, wait=18, materials=2):
    """Begun a moment from now."""
    begun = clock.now_ms() + MINUTE
    recording = record("colleague", begun, rewalk=address.rpartition("/")[2])
    walked(recording, wait=wait, materials=materials, begun=begun)
    return recording.walk


def test_it_is_asked_for_with_the_matter_drafted_and_withdrawn_with_a_reason(given, does, visit):
    page = visit("clerk").get(given).text
    matter = re.search(r'id="rewalk-matter"[^>]* value="([^"]+)"', page)
    assert matter, "the problem's matter is drafted"
    assert "撤回再走一遍" not in page
    assert does("clerk", given, "rewalk", matter=matter[1], due_on=due_in(5).isoformat()).status_code == 303
    page = visit("head").get(given).text
    assert "等人走" in page and "改再走一遍的安排" in page and "撤回再走一遍" in page
    assert does("clerk", given, "rewalk", matter=matter[1], due_on="").status_code == 422
    assert does("stranger", given, "rewalk", matter="x", due_on=due_in(5).isoformat()).status_code == 404
    assert does("supervisor", given, "rewalk", matter="x", due_on=due_in(5).isoformat()).status_code == 403
    assert does("coordinator", given, "withdrawal", reason="系统还没上线").status_code == 303
    page = visit("clerk").get(given).text
    assert "等人走" not in page and "系统还没上线" in page


def test_each_is_in_the_log(given, does, app):
    does("clerk", given, "rewalk", matter="参保登记", due_on=due_in(5).isoformat())
    does("colleague", given, "withdrawal", reason="不想走")
    does("clerk", given, "withdrawal", reason="先不走")
    with app.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.verb.like("%rewalk%")).order_by(AuditLine.n))
        assert [(line.verb, line.success) for line in lines] == [
            ("rectification.plan_rewalk", True), ("rectification.withdraw_rewalk", True)
        ]  # fmt: skip
        refused = db.session.scalars(select(AuditLine).where(AuditLine.success.is_(False))).all()
        assert refused, "whoever may not is in the log as well"


def test_before_and_after_stand_drawn_above_the_buttons(given, record, visit):
    again(record, given)
    page = visit("head").get(given).text
    assert page.index('id="rewalk-h"') < page.index('id="plan-h"')
    for words in ("等候：前 42 分，后 18 分，少 24 分", "材料：前 7 份，后 2 份，少 5 份", "跑动：前 1 次，后 1 次，一样"):
        assert words in page, words
    assert page.count('class="chart chart-360"') == page.count('class="chart chart-720"') == 1


def test_the_walk_says_for_which_rectification_it_was_made(given, record, visit):
    walk = again(record, given)
    assert f'<dt>再走一遍</dt><dd><a href="{given}">' in visit("recorder").get(f"/walks/{walk}").text


def test_the_effect_is_drafted_and_the_walk_is_chosen_as_evidence(given, record, does, visit, app):
    walk = again(record, given)
    page = visit("clerk").get(given).text
    effect = re.search(r'<textarea[^>]*name="effect"[^>]*>([^<]*)<', page)
    assert effect and "等候 42 分 → 18 分，少 24 分" in effect[1]
    form = page[page.index("/submission") :]
    assert re.search(rf'<option selected value="{walk}"', form), "one click shows it as evidence"
    assert does("clerk", given, "submission", effect=effect[1].strip(), walk=walk).status_code == 303
    page = visit("head").get(given).text
    assert page.index('id="rewalk-h"') < page.index("/verification") and f'href="/walks/{walk}"' in page


def test_what_was_written_after_a_failed_verification_gives_way_to_a_newer_walk(given, record, does, visit):
    does("clerk", given, "submission", effect="应该快了", evidence_kind="words", evidence="贴了告示")
    does("head", given, "failure", due_on=due_in(9).isoformat(), reason="再走一遍看")

    def drafted():
        return re.search(r'<textarea[^>]*name="effect"[^>]*>([^<]*)<', visit("clerk").get(given).text)[1]

    assert "应该快了" in drafted()
    again(record, given)
    assert "少 24 分" in drafted() and "应该快了" not in drafted()


def test_who_may_not_open_the_walk_sees_the_figures_all_the_same(given, record, visit, app, world):
    walk = again(record, given)
    with app.app_context():
        db.session.get_one(Walk, walk).unit_id = world.units["other"]  # handed to another unit since
        db.session.commit()
    head = visit("head")
    page = head.get(given).text
    assert "少 24 分" in page and f'href="/walks/{walk}"' not in page
    assert head.get(f"/walks/{walk}").status_code == 404
    assert f'href="/walks/{walk}"' in visit("office").get(given).text
