"""The list of needs follows the journal as that of problems does (tests/problems/test_follow.py has the rest of the way)."""

import re

import pytest
from sqlalchemy import event, func, select

from tests.phones import MINUTE
from tests.recordings import WANTED
from zlc import clock
from zlc.database import db
from zlc.needs.follow import follow
from zlc.needs.models import Need, NeedEvent
from zlc.walks.journal import folding
from zlc.walks.models import Walk


def test_a_need_entry_becomes_one_row_with_the_entrys_id(recording, kept_need, world):
    need = kept_need(recording.need())
    assert (need.text, need.whose, need.stage, need.source, need.state) == (WANTED, "enterprise", "queue", "walk", "new")
    assert need.unit_id == need.numbered_by == world.units["home"] and need.walk_id == recording.walk
    assert need.matter_name == "灵活就业人员参保登记" and need.recorder_id == world.people["recorder"] and not need.frozen


def test_numbers_count_per_unit_quarter_and_list(recording, record, kept, kept_need):
    recording.problem()
    first, second = kept_need(recording.need("一")), kept_need(recording.need("二"))
    elsewhere = kept_need(record("stranger").need("三"))
    assert (first.number, second.number, elsewhere.number, kept(recording.problem()).number) == (1, 2, 1, 2)
    day = clock.local(first.found_at).date()
    season = "一二三四"[(day.month - 1) // 3]
    assert second.full_number == f"〔{day.year}〕{season}季度-市人社局-需求-002"


def test_a_need_before_the_first_stage_and_one_of_nobody(recording, kept_need):
    entry = recording.add("need", {"text": "还没开始就想问"}, clock.now_ms() - 59 * MINUTE)
    need = kept_need(entry)
    assert (need.stage, need.whose, need.whose_name) == (None, None, "未记谁提的")


def test_amendments_are_followed_while_new_and_stand_beside_afterwards(app, recording, kept_need, world):
    entry = recording.need()
    first = recording.amend(entry, "text", "就近办")
    assert (kept_need(entry).text, kept_need(entry).settled) == ("就近办", [first])
    with app.app_context():
        db.session.get_one(Need, entry).study(world.person("coordinator"))
        db.session.commit()
    late = recording.amend(entry, "from", "public", saw=[])
    need = kept_need(entry)
    assert (need.text, need.whose) == ("就近办", "enterprise")
    assert [(one["id"], one["set"]) for one in need.waiting] == [(late, {"whose": "public"})]


def test_struck_while_new_is_withdrawn_and_comes_back(recording, kept_need, world):
    entry = recording.need()
    strike = recording.strike(entry)
    withdrawn = kept_need(entry)
    assert (withdrawn.state, withdrawn.struck) == ("withdrawn", True)
    recording.strike(entry, False, [strike], "没有记重")
    back = kept_need(entry)
    assert (back.state, back.struck, back.number) == ("new", False, withdrawn.number)
    assert [(one.n, one.verb, one.by) for one in back.events] == [
        (1, "withdrawn", world.people["recorder"]), (2, "restored", world.people["recorder"])
    ]


def test_struck_before_it_was_ever_seen_is_withdrawn_and_its_history_says_so(recording, kept_need):
    entry = recording.phone.make(recording.walk, "need", {"text": "按错了"})
    undo = {"target": entry["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "undo"}
    recording.phone.push([recording.phone.make(recording.walk, "amend", undo), entry])
    need = kept_need(entry["id"])
    assert need.state == "withdrawn" and [one.verb for one in need.events] == ["withdrawn"]


def test_a_need_goes_with_its_walk_to_another_unit_and_keeps_its_number(recording, record, kept_need, world, coordinator, visit):
    entry = recording.need()
    number = kept_need(entry).full_number
    page, mine = f"/walks/{recording.walk}", f"/needs/{entry}"
    for noun in ("study", "adoption", "rectifications"):
        coordinator.get(mine)
        coordinator.post(f"{mine}/{noun}", {"department": "社保科", "kind": "by_day", "difficulty": "a"})
    begun = re.search(r"/rectifications/[0-9a-f-]{36}", coordinator.get(mine).text)[0]
    coordinator.get(page)
    asked = {"unit": world.units["other"], "reason": "走的是街道的事项"}
    assert coordinator.post(f"{page}/handovers", asked).status_code == 303
    there = visit("coordinator2")
    wish = re.search(r"/handovers/([0-9a-f-]+)/taking", there.get("/held").text)[1]
    assert there.post(f"/handovers/{wish}/taking").status_code == 303
    moved = kept_need(entry)
    assert (moved.unit_id, moved.full_number) == (world.units["other"], number) and moved.events[-1].verb == "moved"
    assert moved.state == "adopted", "what was decided stays"
    left = coordinator.get(begun).text
    assert "已撤销" in left and "由那里另行立项" in left and mine not in left, "what its own unit had begun is over"
    assert begun not in there.get(mine).text
    assert kept_need(recording_of(record).need("又一条")).number == 2, "a number that left with its walk does not come again"


def recording_of(record):
    return record("recorder")


def test_a_push_without_a_need_asks_nothing_and_one_with_many_no_more_than_with_one(app, recording):
    recording.problem()
    statements = []
    with app.app_context():
        folding.catch_up()
        walk = db.session.get_one(Walk, recording.walk)
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        follow(walk, walk.read_state())
        assert [one for one in statements if "need" in one] == []
    recording.phone.push([recording.phone.make(recording.walk, "need", {"text": f"需求 {n}"}) for n in range(30)])
    with app.app_context():
        folding.catch_up()
        assert db.session.scalar(select(func.count()).select_from(Need)) == 30
        walk = db.session.get_one(Walk, recording.walk)
        state = walk.read_state()
        db.session.expire_all()
        statements.clear()
        follow(walk, state)
        assert len(statements) <= 6, statements


def test_folding_again_changes_nothing(app, recording):
    recording.strike(recording.need())
    with app.app_context():
        folding.catch_up()
        before = rows()
        walk = db.session.get_one(Walk, recording.walk)
        follow(walk, walk.read_state())
        db.session.commit()
        assert rows() == before
        assert db.session.scalar(select(func.count()).select_from(NeedEvent)) == 1


def rows():
    columns = list(Need.__table__.columns)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(Need.serial))]


@pytest.mark.parametrize("value", [7, None, {"a": 1}, "x" * 300, []])
def test_what_an_amendment_sets_is_read_or_not_recorded(recording, kept_need, value):
    entry = recording.need()
    reply = recording.phone.push([recording.phone.make(
        recording.walk, "amend", {"target": entry, "set": {"from": {"value": value, "saw": []}}, "reason": "看错"}
    )])  # fmt: skip
    assert reply.status_code == 200
    assert kept_need(entry).whose in (None, "enterprise")
