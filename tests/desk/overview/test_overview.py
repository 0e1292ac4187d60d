"""单位一览: for each unit what waits there; each number opens a list with as many rows."""

import re

import pytest
from sqlalchemy import text

from tests.desk.mine.test_waits_for_me import begun
from tests.problems.test_classify import act
from zlc.database import db


def figures(page):
    """Unit → {column: (number, where it leads)}, but for the zeros."""
    heads = re.findall(r'<th role="columnheader" scope="col" class="num">([^<]+)</th>', page.text)
    found = {}
    for row in re.findall(r'<tr role="row">\s*<td.*?</tr>', page.text, re.S):
        cells = re.findall(r'data-label="[^"]+">(?:<a class="count \w*" href="([^"]+)">(\d+)</a>|<span class="quiet">0</span>)', row)
        unit = re.search(r'class="title"[^>]*>([^<]+)<', row)[1]
        assert len(cells) == len(heads)
        found[unit] = {head: (int(n), there.replace("&amp;", "&")) for head, (there, n) in zip(heads, cells, strict=True) if n}
    return found


@pytest.fixture
def city(recording, visit, world, app):
    """One of each: new, confirmed, must and untouched, late, submitted, handed over, sent back twice, 长期坚持 without a word."""
    desk, other = visit("coordinator"), visit("coordinator2")
    new, confirmed, must, late, submitted, handed, disputed, lasting = (recording.problem() for _ in range(8))
    act(desk, confirmed, "confirmation")
    act(desk, must, "confirmation")
    act(visit("office"), must, "requirement", reason="群众反映强烈")
    for problem in (late, lasting):
        begun(visit, problem, world.people["clerk"])
    act(desk, submitted, "confirmation")
    act(desk, submitted, "fix", cause="people", measure="改了", effect="好了")
    act(desk, handed, "handover", unit=world.units["other"], reason="街道的事项")
    for _ in range(2):
        act(desk, disputed, "handover", unit=world.units["other"], reason="街道的事项")
        act(other, disputed, "returning", reason="不是")
    with app.app_context():
        of = "(select rectification_id from rectification_links where problem_id = :id)"
        db.session.execute(text(f"update rectifications set due_on = '2026-01-05', state = 'working' where id = {of}"), {"id": late})
        db.session.execute(text(f"update rectifications set due_on = null, state = 'ongoing' where id = {of}"), {"id": lasting})
        db.session.commit()
    return new


@pytest.mark.parametrize("who", ["office", "supervisor"])
def test_every_number_opens_as_many_rows(city, visit, who):
    browser = visit(who)
    units = figures(browser.get("/overview"))
    assert {head: n for head, (n, _) in units["市人社局"].items()} == {
        "本季发现": 8, "待确认": 2, "待立项": 2, "退回过两次": 1, "必须改未动": 1, "整改逾期": 1, "待核验": 1, "长期坚持无进展": 1,
    }  # fmt: skip
    assert {head: n for head, (n, _) in units["青溪街道"].items()} == {"移交待接收": 1}
    assert units["市营商办"] == {}
    for unit in units.values():
        for head, (n, there) in unit.items():
            assert f"共 {n} 条" in browser.get(there).text, (head, there)


def test_a_unit_where_nothing_was_found_says_so_and_units_stand_by_name(city, visit):
    page = visit("office").get("/overview").text
    assert page.count("本季零问题") == 2
    names = re.findall(r'class="title" href="/units/[^"]+">([^<]+)<', page)
    assert names == ["市人社局", "市营商办", "青溪街道"], "by their full names"


def test_what_was_told_this_quarter_is_no_longer_without_progress(city, visit, app):
    with app.app_context():
        one = db.session.scalar(text("select id from rectifications where state = 'ongoing'"))
    clerk = visit("clerk")
    clerk.get(f"/rectifications/{one}")
    assert clerk.post(f"/rectifications/{one}/progress", {"text": "又培训了一批"}).status_code == 303
    assert "长期坚持无进展" not in figures(visit("office").get("/overview"))["市人社局"]


@pytest.mark.parametrize("who", ["coordinator", "recorder", "admin", "auditor"])
def test_who_reads_one_unit_has_no_such_page(visit, who):
    assert visit(who).get("/overview").status_code == 404
