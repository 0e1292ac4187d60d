"""移交 of one problem: what each unit may open of it, how it goes from one to the other, and who has the last word."""

import pytest
from sqlalchemy import text

from tests.desk.handovers.test_handover import sent_photo
from tests.documents.conftest import fetched, text_of
from tests.phones import Phone
from tests.problems.test_classify import act
from zlc import clock
from zlc.catalogue.calendar import working_day_after
from zlc.database import db
from zlc.problems.models import Problem
from zlc.rectifications import following
from zlc.walks.journal import folding

WHY = "办的是街道的事项"


def hand_over(browser, entry, unit, **filled):
    return act(browser, entry, "handover", **{"unit": unit, "reason": WHY, **filled})


def late(app, entry):
    """As it stands when the days to take it are over."""
    with app.app_context():
        db.session.execute(text("update problems set take_by = '2026-01-05' where id = :id"), {"id": entry})
        db.session.commit()


@pytest.fixture
def receiver(visit):
    return visit("coordinator2")


@pytest.fixture
def other(world):
    return world.units["other"]


@pytest.fixture
def pictured(recording):
    """(problem, its photo, its restricted one, another photo of the walk)"""
    entry = recording.problem()
    return entry, sent_photo(recording, of=entry), sent_photo(recording, of=entry, restricted=True, caption="身份证"), sent_photo(recording)


def addresses(recording, pictured):
    """Address → whether the receiver may open it while it is handed to them."""
    entry, own, restricted, another = pictured
    walk = recording.walk
    return {
        f"/problems/{entry}": True, f"/api/v1/photos/{own}": True, f"/api/v1/photos/{restricted}": False,
        f"/api/v1/photos/{another}": False, f"/walks/{walk}": False, f"/api/v1/walks/{walk}/journal": False,
        f"/walks/{walk}/photos": False, f"/walks/{walk}/photos/{own}": False, f"/walks/{walk}/record.pdf": False,
    }  # fmt: skip


def opened(browser, address):
    return (fetched(browser, address) if address.endswith(".pdf") else browser.get(address)).status_code


def test_a_refused_form_does_not_offer_the_problems_own_unit(recording, coordinator, other, world):
    page = hand_over(coordinator, recording.problem(), other, reason="")
    assert page.status_code == 422
    offered = page.text.partition('id="hand-over-unit"')[2].partition("</select>")[0]
    assert f'selected value="{other}"' in offered and world.units["home"] not in offered


@pytest.mark.parametrize("username", ["coordinator2", "stranger"])
def test_the_receiver_opens_the_problem_and_its_photos_and_no_more(recording, pictured, visit, coordinator, other, username, app):
    them, ways, (entry, *_) = visit(username), addresses(recording, pictured), pictured
    assert {opened(them, way) for way in ways} == {404}
    assert hand_over(coordinator, entry, other).status_code == 303
    assert {way: opened(them, way) for way in ways} == {way: 200 if may else 404 for way, may in ways.items()}
    page = them.get(f"/problems/{entry}").text
    assert "灵活就业人员参保登记" in page and "取表叫号" not in page and f'src="/api/v1/photos/{pictured[1]}' in page
    assert f"/walks/{recording.walk}" not in page and pictured[2] not in page and pictured[3] not in page
    assert act(visit("coordinator2"), entry, "returning", reason="不归街道").status_code == 303
    assert {opened(them, way) for way in ways} == {404}
    mine = {way: opened(coordinator, way) for way in ways}
    assert set(mine.values()) == {200}, mine


def test_once_taken_it_is_the_other_units_and_its_walk_says_where_it_went(recording, pictured, coordinator, receiver, other, kept, app):
    entry, *_ = pictured
    number = kept(entry).full_number
    hand_over(coordinator, entry, other)
    facts = coordinator.get(f"/problems/{entry}").text.partition('id="facts-h"')[2].partition("</dl>")[0]
    assert "移交中，等青溪街道接收，最晚" in facts and "时限" not in facts
    assert "条已移交别的单位" not in coordinator.get("/problems").text
    assert act(receiver, entry, "takeover").status_code == 303
    taken = kept(entry)
    assert (taken.unit_id, taken.state, taken.full_number, taken.passed_on) == (other, "confirmed", number, True)
    ways = addresses(recording, pictured)
    assert {way: opened(receiver, way) for way in ways} == {way: 200 if may else 404 for way, may in ways.items()}
    gone = coordinator.get(f"/problems/{entry}")
    assert gone.status_code == 404 and f"{number} 已移交青溪街道" in gone.text
    walk = coordinator.get(f"/walks/{recording.walk}").text
    assert "已移交 青溪街道" in walk and f"/problems/{entry}" not in walk
    assert "另有 1 条已移交别的单位，编号不变" in coordinator.get("/problems").text
    assert number in receiver.get("/problems").text and number not in coordinator.get("/problems").text
    act(receiver, entry, "rectifications", department="办公室", due_on=due())
    assert kept(entry).state == "rectifying" and "已移交 青溪街道，整改中" in coordinator.get(f"/walks/{recording.walk}").text
    paper = text_of(fetched(coordinator, f"/walks/{recording.walk}/record.pdf").data)
    assert "已移交青溪街道，整改中" in paper.replace(" ", "") and "办公室" not in paper, "who does what there is theirs"


def due():
    return working_day_after(clock.today(), 5).isoformat()


def test_both_sides_read_every_step_with_who_and_why(recording, coordinator, receiver, other, kept, world):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    act(receiver, entry, "returning", reason="不归街道")
    hand_over(coordinator, entry, other, reason="窗口设在街道")
    page = coordinator.get(f"/problems/{entry}").text
    act(receiver, entry, "takeover")
    for said in (page, receiver.get(f"/problems/{entry}").text):
        for words in ("移交 青溪街道", WHY, "退回原单位", "不归街道", "窗口设在街道", "联络员丙", "联络员甲"):
            assert words in said, words
    assert [(one.verb, one.by, one.reason) for one in kept(entry).events] == [
        ("handed", world.people["coordinator"], WHY), ("returned", world.people["coordinator2"], "不归街道"),
        ("handed", world.people["coordinator"], "窗口设在街道"), ("taken", world.people["coordinator2"], ""),
    ]  # fmt: skip


def test_the_recorder_sees_what_became_of_it_on_their_phone(recording, coordinator, receiver, other, visit):
    entry, mine, theirs = recording.problem(), Phone.of(visit("recorder")), Phone.of(visit("stranger"))

    def told(phone):
        return next((row for row in phone.pull().json["problems"] if row["id"] == entry), None)

    before = told(mine)
    hand_over(coordinator, entry, other)
    handed = told(mine)
    assert handed["commit"] > before["commit"] and handed["state_name"] == "移交中，等青溪街道接收"
    assert handed["answer"]["word"] == "移交" and handed["answer"]["text"] == WHY
    act(receiver, entry, "takeover")
    act(receiver, entry, "rectifications", department="办公室", due_on=due())
    now = told(mine)
    assert now["commit"] > handed["commit"] and now["state_name"] == "已移交 青溪街道，整改中"
    assert (now["responsible"], now["due_on"], now["light"]) == ("", None, None), "who does what there is theirs"
    assert told(theirs) is None, "a phone knows problems by their walks"


def test_what_the_walk_amends_later_still_arrives(recording, coordinator, receiver, other, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    recording.amend(entry, "text", "更正过的内容")
    assert kept(entry).text == "更正过的内容" and "更正过的内容" in receiver.get(f"/problems/{entry}").text
    act(receiver, entry, "takeover")
    recording.amend(entry, "text", "接收以后的更正")
    assert kept(entry).text == "更正过的内容" and kept(entry).unit_id == other
    page = receiver.get(f"/problems/{entry}").text
    assert "之后的更正 1 处" in page
    assert act(receiver, entry, "acceptance", amendment=kept(entry).waiting[0]["id"]).status_code == 303
    assert kept(entry).text == "接收以后的更正"


def test_withdrawn_while_it_waits_it_is_nobodys(recording, coordinator, receiver, other, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    recording.strike(entry)
    assert (kept(entry).state, kept(entry).handed_to) == ("withdrawn", None)
    assert act(receiver, entry, "takeover").status_code == 404


def test_struck_out_after_it_was_taken_the_other_unit_says_what_becomes_of_it(recording, coordinator, receiver, other, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    act(receiver, entry, "takeover")
    recording.strike(entry)
    assert kept(entry).struck and kept(entry).unit_id == other
    assert act(receiver, entry, "keeping", reason="情况属实").status_code == 303
    assert not kept(entry).struck
    recording.problem("别的一条")
    assert not kept(entry).struck and kept(entry).events[-1].verb == "unstruck", "folded again it stays so"


def test_sent_back_twice_the_office_says_whose_it_is_for_good(recording, coordinator, receiver, other, visit, kept, world):
    entry, office = recording.problem(), visit("office")
    assert "裁定归哪个单位" not in office.get(f"/problems/{entry}").text
    refused = act(office, entry, "ruling", unit=other, reason="归街道")
    assert refused.status_code == 409 and "不用裁定" in refused.text
    for _ in range(2):
        assert hand_over(coordinator, entry, other).status_code == 303
        assert act(receiver, entry, "returning", reason="不归街道").status_code == 303
    again = hand_over(coordinator, entry, other)
    assert again.status_code == 409 and "等营商办裁定" in again.text
    listed = office.get("/problems").text
    assert "退回过两次 1 条" in listed and entry in office.get("/problems?passing=disputed").text
    assert act(coordinator, entry, "ruling", unit=other, reason="归街道").status_code == 403
    for faulty in ({"unit": ""}, {"unit": "x"}, {"reason": " "}):
        assert act(office, entry, "ruling", **{"unit": other, "reason": "归街道", **faulty}).status_code == 422
    assert act(office, entry, "ruling", unit=other, reason="窗口在街道").status_code == 303
    ruled = kept(entry)
    assert (ruled.unit_id, ruled.state, ruled.sent_back) == (other, "confirmed", 2) and ruled.ruled_at
    final = hand_over(receiver, entry, world.units["home"])
    assert final.status_code == 409 and "裁定过" in final.text and "移交别的单位" not in receiver.get(f"/problems/{entry}").text
    assert "退回过两次" not in office.get("/problems").text.partition('class="ledger')[0].partition("<h1")[2].partition("</p>")[0]


def test_the_lists_of_both_units_and_the_light(recording, coordinator, receiver, other, app):
    entry = recording.problem()
    other_one = recording.problem("另一条")
    hand_over(coordinator, entry, other)
    assert "移交来的 1 条" in receiver.get("/problems").text and entry not in receiver.get("/problems").text
    theirs = receiver.get("/problems?passing=in").text
    assert f"/problems/{entry}" in theirs and "人社局-问题-" in theirs and "逾期" not in theirs.partition("<table")[2]
    mine = coordinator.get("/problems?state=handed").text
    assert entry in mine and other_one not in mine and entry not in coordinator.get("/problems?passing=in").text
    late(app, entry)
    lit = (receiver, "/problems?passing=in&late=1"), (coordinator, "/problems?late=1"), (receiver, f"/problems/{entry}")
    for browser, address in lit:
        assert "红 逾期" in browser.get(address).text, address


def test_a_setting_says_how_many_days_there_are(recording, coordinator, other, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    assert kept(entry).take_by == working_day_after(clock.today(), 2)


def test_to_a_body_without_an_account_the_office_records_the_answer(recording, coordinator, visit, kept):
    office, entries = visit("office"), [recording.problem(one) for one in ("一", "二")]
    for entry in entries:
        assert hand_over(coordinator, entry, "", body="省人社厅信息中心").status_code == 303
    assert kept(entries[0]).take_by is None
    assert "需上级协调 2 条" in office.get("/problems").text
    listed = office.get("/problems?passing=beyond").text
    assert all(entry in listed for entry in entries)
    said = {"outcome": "closed", "answer": "系统已升级", "answered_on": clock.today().isoformat()}
    for faulty in ({"outcome": ""}, {"answer": ""}, {"answered_on": ""}, {"answered_on": "2099-01-01"}):
        assert act(office, entries[0], "settlement", **{**said, **faulty}).status_code == 422
    assert act(coordinator, entries[0], "settlement", **said).status_code == 403
    assert act(office, entries[0], "settlement", **said).status_code == 303
    assert act(office, entries[1], "settlement", **{**said, "outcome": "back"}).status_code == 303
    assert [(kept(entry).state, kept(entry).handed_body) for entry in entries] == [("closed", ""), ("new", "")]
    assert "系统已升级" in coordinator.get(f"/problems/{entries[0]}").text


@pytest.mark.parametrize(("before", "state"), [([], "new"), (["confirmation"], "confirmed")])
def test_handed_to_the_wrong_one_it_is_taken_back(recording, pictured, coordinator, receiver, other, kept, world, before, state):
    entry, *_ = pictured
    for noun in before:
        act(coordinator, entry, noun)
    hand_over(coordinator, entry, other)
    assert "移交来的 1 条" in receiver.get("/problems").text
    page = coordinator.get(f"/problems/{entry}").text
    assert "收回移交" in page and "收回移交" not in receiver.get(f"/problems/{entry}").text
    assert act(receiver, entry, "recall").status_code == 403
    assert act(coordinator, entry, "recall").status_code == 303
    row = kept(entry)
    assert (row.state, row.unit_id, row.handed_to, row.take_by, row.sent_back) == (state, world.units["home"], None, None, 0)
    assert (row.events[-1].verb, row.events[-1].by) == ("recalled", world.people["coordinator"])
    assert "移交来的 1 条" not in receiver.get("/problems").text and "原移交 青溪街道" in coordinator.get(f"/problems/{entry}").text
    assert {opened(receiver, way) for way in addresses(recording, pictured)} == {404}
    assert "联络员甲已在" in receiver.get(f"/problems/{entry}").text, "who had its page open is told"
    again = act(coordinator, entry, "recall")
    assert again.status_code == 409 and "收回了移交" in again.text
    assert hand_over(coordinator, entry, other).status_code == 303 and act(receiver, entry, "takeover").status_code == 303


def test_what_waits_for_a_body_is_taken_back_too(recording, coordinator, visit, kept):
    entry = recording.problem()
    hand_over(coordinator, entry, "", body="省人社厅信息中心")
    assert act(visit("office"), entry, "recall").status_code == 403
    assert act(coordinator, entry, "recall").status_code == 303
    assert (kept(entry).state, kept(entry).handed_body) == ("new", "")
    assert "需上级协调 1 条" not in visit("office").get("/problems").text


def test_another_units_matter_is_offered_with_one_click(record, visit, kept, world):
    entry, them = record("stranger").problem(), visit("coordinator2")  # the matter is the home unit's
    assert "移交市人社局" not in them.get(f"/problems/{entry}").text, "not before it is confirmed"
    act(them, entry, "confirmation")
    page = them.get(f"/problems/{entry}").text
    assert "是市人社局的事项" in page and "移交市人社局</button>" in page
    assert hand_over(them, entry, world.units["home"]).status_code == 303
    assert kept(entry).handed_to == world.units["home"]


def test_what_cannot_be_handed_over_is_said_and_stays(recording, coordinator, other, world, kept):
    entry = recording.problem()
    home = world.units["home"]
    for faulty in ({"unit": ""}, {"unit": "x"}, {"unit": home}, {"body": "省厅"}, {"reason": ""}, {"unit": "", "body": "长" * 101}):
        refused = act(coordinator, entry, "handover", **{"unit": other, "reason": WHY, **faulty})
        assert refused.status_code == 422, faulty
    assert kept(entry).state == "new" and not kept(entry).events


def test_the_office_verifies_what_was_handed_over(recording, coordinator, receiver, other, visit, app):
    entry = recording.problem()
    hand_over(coordinator, entry, other)
    act(receiver, entry, "takeover")
    act(receiver, entry, "fix", cause="people", measure="改了", effect="好了")
    with app.app_context():
        folding.catch_up()
        one = following.of_problem(entry)[0]
        assert db.session.get_one(Problem, entry).state == "solved"
        page = f"/rectifications/{one.id}"
    assert visit("stranger").get(page).status_code == 200
    stranger = visit("stranger")
    stranger.get(page)
    assert stranger.post(f"{page}/verification", {"reason": "看过"}).status_code == 403
    office = visit("office")
    office.get(page)
    assert office.post(f"{page}/verification", {"reason": "看过"}).status_code == 303
