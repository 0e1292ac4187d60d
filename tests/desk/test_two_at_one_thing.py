"""Whoever comes second is told who was first and when, changes nothing, and loses nothing of what was typed: every verb of every page."""

import re

import pytest
from sqlalchemy import text

from tests.desk.verbs import MEETINGS, NEW, SELF, Stage
from zlc import clock
from zlc.database import db

NOT_COMPARED = {"audit_lines", "logins", "login_failures", "alembic_version"}


@pytest.fixture
def stage(record, visit, app, world):
    return Stage(record, visit, app, world)


def everything(app):
    with app.app_context(), db.engine.connect() as connection:
        tables = [table.name for table in db.metadata.sorted_tables if table.name not in NOT_COMPARED]
        return {name: sorted(map(repr, connection.execute(text(f'select * from "{name}"')))) for name in tables}


def test_every_verb_is_met_or_makes_something_new(app):
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT"} and not rule.rule.startswith("/api/")}
    assert posts == set(MEETINGS) | set(NEW)
    assert not set(MEETINGS) & set(NEW)


@pytest.mark.parametrize("endpoint", MEETINGS)
def test_the_second_one_is_told_and_changes_nothing(app, stage, endpoint):
    met = MEETINGS[endpoint](stage)
    late = stage.visit(met.late)
    late.get(met.page)
    assert late.seen_with(met.address, met.filled), "the form says what it was made from"
    met.quicker()
    stage.visit("office").get("/walks")  # what has come is in the lists
    before = everything(app)
    reply = late.post(met.address, met.filled)
    assert reply.status_code == 409, reply.text
    assert everything(app) == before
    said = reply.text.partition('<main')[2]
    assert met.who in said and re.search(r"\d{1,2}月\d{1,2}日 周. \d{2}:\d{2}", said), said[:2000]
    assert met.typed in said, said


def test_a_form_without_its_mark_does_nothing(app, stage):
    met = MEETINGS["problems.rejection"](stage)
    late = stage.visit(met.late)
    late.get(met.page)
    before = everything(app)
    assert late.post(met.address, {**met.filled, "seen": ""}).status_code == 409
    assert everything(app) == before


def test_the_category_that_somebody_else_chose_is_told_in_chinese(stage):
    met = MEETINGS["problems.rejection"](stage)
    late, quicker = stage.visit(met.late), stage.visit("coordinator")
    for browser in (late, quicker):
        browser.get(met.page)
    assert quicker.post(f"{met.page}/classification", {"category": "fee"}).status_code == 303
    reply = late.post(met.address, met.filled)
    assert reply.status_code == 409 and "定过类别，这条问题现在是" in reply.text


def test_whoever_has_seen_what_changed_may_do_it_after_all(stage, kept):
    met = MEETINGS["problems.rectifications"](stage)
    late = stage.visit("coordinator")
    late.get(met.page)
    stage.visit("coordinator")
    again = stage.visit("coordinator")
    again.get(met.page)
    again.post(met.address, {"department": "医保科", "due_on": met.filled["due_on"]})
    reply = late.post(met.address, met.filled)
    assert reply.status_code == 409 and "立项过（医保科，时限" in reply.text
    assert f'value="{met.typed}"' in reply.text and "<details open>" in reply.text, "the form again, as it was filled in"
    assert late.post(met.address, met.filled).status_code == 303
    assert kept(met.page.rpartition("/")[2]).rectification_count == 2, "one more, said and not slipped"


def test_saving_a_correction_once_more_takes_nothing_back(app, stage):
    met = MEETINGS["problems.correction"](stage)
    late = stage.visit("coordinator")
    page = late.get(met.page).text
    form = page[page.index("更正这些情况") :].partition("</form>")[0]
    shown = {name: value for tag in re.findall(r"<input[^>]*>", form) for name, value in [named(tag)]}
    met.quicker()
    reply = late.post(met.address, {**shown, **met.filled})
    form = reply.text[reply.text.index("更正这些情况") :].partition("</form>")[0]
    again = dict(named(tag) for tag in re.findall(r"<input[^>]*>", form))
    assert (again["place"], again["head"], again["reason"]) == ("三楼", "局长乙", met.typed)
    assert late.post(met.address, again).status_code == 303


def test_what_others_made_of_a_walks_facts_is_said_beside_what_was_typed_and_leads_to_who_did(stage):
    recording = stage.record(place="二楼", head="局长甲", mode="accompany")
    opened, page = recording.phone.entries[0]["id"], f"/walks/{recording.walk}"
    late = stage.visit("coordinator")
    late.get(page)
    for field, value in (("place", "三楼"), ("mode", "self"), ("head", "局长乙")):
        recording.amend(opened, field, value)
    reply = late.post(f"{page}/corrections", {"place": "四楼", "mode": "delegate", "head": "局长甲", "companions": "", "reason": "看错了"})
    assert reply.status_code == 409
    form = reply.text[reply.text.index("更正这些情况") :].partition("</form>")[0]
    assert re.findall("现在是：([^<]*)<", form) == ["亲身办", "三楼"], "of what was left as it was shown nothing need be said"
    assert 'href="#amendments-h"' in reply.text.partition("<h1>")[0]


def test_what_was_decided_meanwhile_is_said(stage):
    met = MEETINGS["problems.decision"](stage)
    late, quicker = stage.visit("coordinator"), stage.visit("colleague")
    for browser in (late, quicker):
        browser.get(met.page)
    assert quicker.post(met.address, met.filled).status_code == 303
    reply = late.post(met.address, met.filled)
    assert reply.status_code == 409 and "这一处已经定过，现在是：16。" in reply.text and 'href="#amendments-h"' in reply.text


def test_a_proposal_that_says_something_else_by_now_leads_to_who_changed_the_walk(stage):
    met = MEETINGS["problems.gap_acceptance"](stage)
    late = stage.visit(met.late)
    late.get(met.page)
    met.quicker()
    reply = late.post(met.address, met.filled)
    assert reply.status_code == 409 and "现在是：" in reply.text and "#amendments-h" in reply.text.partition("<h1>")[0]


def named(tag):
    found = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
    return found["name"], found.get("value", "")


def test_the_moment_said_is_the_moment_it_happened(stage):
    met = MEETINGS["problems.confirmation"](stage)
    late = stage.visit("coordinator")
    late.get(met.page)
    at = clock.now_ms()
    with clock.frozen_at(at):
        met.quicker()
    assert f"联络员甲已在 {clock.spoken(at)} 退回过（不属实），" in late.post(met.address).text
    assert SELF not in met.who
