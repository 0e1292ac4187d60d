"""更正 of what a walk was opened with, on its page: place, mode, channel, matter, head, whom, authorisation."""

import re

import pytest

from zlc.database import db
from zlc.walks.journal import folding
from zlc.walks.models import Walk

SEEN = re.compile(r'name="seen" value="([^"]*)"')


def correct(browser, walk, **fields):
    """The form as the page shows it, with these fields changed."""
    page = browser.get(f"/walks/{walk}").text
    form = page[page.index("更正这些情况") :]
    form = form[: form.index("</form>")]
    shown = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form))
    shown |= {name: value for value, name in re.findall(r'<input[^>]* value="([^"]*)"[^>]* name="(\w+)"', form)}
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="(\w*)"', options)
        shown[name] = chosen[1] if chosen else ""
    return browser.post(f"/walks/{walk}/corrections", {**shown, **fields})


def state_of(app, walk):
    with app.app_context():
        folding.catch_up()
        return db.session.get_one(Walk, walk).read_state()


def opening(app, walk):
    return state_of(app, walk).opening


def test_each_thing_that_was_said_at_the_beginning_can_be_corrected(app, record, coordinator, world):
    walk = record(place="二楼", companions="一位市民", head="局长乙").walk
    said = {
        "mode": "delegate", "channel": "online", "site": "政务服务网", "head": "局长甲", "matter": "社保卡补领",
        "behalf": "一家餐饮个体户", "ref": "11 月 20 日委托书", "reason": "选错了",
    }  # fmt: skip
    assert correct(coordinator, walk, **said).status_code == 303
    now = opening(app, walk)
    assert (now["mode"], now["channel"], now["place"], now["head"]) == ("delegate", "online", "政务服务网", "局长甲")
    assert (now["matter"], now["matter_text"]) == (None, "社保卡补领")
    assert now["delegation"] == {"for": "一家餐饮个体户", "ref": "11 月 20 日委托书"} and now["companions"] == "一位市民"
    with app.app_context():
        row = db.session.get_one(Walk, walk)
        assert (row.matter_name, row.mode, row.channel, row.place) == ("社保卡补领", "delegate", "online", "政务服务网")
    page = coordinator.get(f"/walks/{walk}").text
    assert "选错了" in page and "二楼" in page and "亲身办" not in page.split("更正 1")[0].split("更正这些情况")[0]


def test_a_walk_that_was_online_after_all_does_not_keep_the_halls_address(app, record, coordinator):
    walk = record(place="二楼").walk
    assert correct(coordinator, walk, channel="online", reason="其实在网上办").status_code == 303
    assert opening(app, walk)["place"] is None


def test_a_matter_of_the_catalogue_is_found_by_its_name(app, record, coordinator, world):
    walk = record(matter=None, matter_text="参保").walk
    assert correct(coordinator, walk, matter="灵活就业人员参保登记", reason="写全").status_code == 303
    assert opening(app, walk)["matter"] == world.matter and opening(app, walk)["matter_text"] is None


def test_what_is_changed_wants_a_reason_and_what_is_only_added_does_not(app, record, coordinator):
    walk = record(place="二楼").walk
    refused = correct(coordinator, walk, place="三楼")
    assert refused.status_code == 422 and "请写一句为什么改" in refused.text and 'value="三楼"' in refused.text
    assert opening(app, walk)["place"] == "二楼"
    assert correct(coordinator, walk, head="局长甲", companions="一位市民").status_code == 303
    assert [one.reason for one in state_of(app, walk).amendments.values()] == ["补填"]


def test_without_a_change_nothing_is_written(app, record, coordinator):
    walk = record(place="二楼", companions=["甲", "乙"]).walk
    reply = correct(coordinator, walk, reason="看看")
    assert reply.status_code == 422 and "还没有改动什么" in reply.text
    assert not state_of(app, walk).amendments


def test_what_another_corrected_meanwhile_is_not_overwritten(app, record, coordinator):
    recording = record(place="二楼")
    seen = SEEN.search(coordinator.get(f"/walks/{recording.walk}").text)[1]
    recording.amend(state_of(app, recording.walk).open.entry, "place", "三楼")
    late = coordinator.post(f"/walks/{recording.walk}/corrections", {"seen": seen, "place": "四楼", "reason": "看错"})
    assert late.status_code == 409 and "又有了别的更正" in late.text
    assert opening(app, recording.walk)["place"] == "三楼"
    assert correct(coordinator, recording.walk, place="四楼", reason="看错").status_code == 303
    assert opening(app, recording.walk)["place"] == "四楼" and not state_of(app, recording.walk).conflicts


def test_a_second_click_writes_nothing(app, record, coordinator):
    walk = record(place="二楼").walk
    filled = {"seen": SEEN.search(coordinator.get(f"/walks/{walk}").text)[1], "place": "三楼", "reason": "看错"}
    assert [coordinator.post(f"/walks/{walk}/corrections", filled).status_code for _ in range(2)] == [303, 409]
    assert len(state_of(app, walk).amendments) == 1


def test_the_desk_says_what_is_lacking_until_it_is_filled_in(record, coordinator):
    walk = record(mode="delegate", head="局长甲").walk
    assert "还缺：地点、代谁办、授权依据" in coordinator.get(f"/walks/{walk}").text
    assert correct(coordinator, walk, place="二楼", behalf="一家个体户", ref="委托书").status_code == 303
    assert "还缺" not in coordinator.get(f"/walks/{walk}").text


def test_the_head_of_a_session_is_named_and_corrected(app, record, coordinator):
    walk = record(**{"as": "counter", "window": "3 号窗口"}).walk
    page = coordinator.get(f"/walks/{walk}").text
    assert '<datalist id="correct-head-list"><option value="局长甲">' in page, "who led the unit that day is offered"
    assert correct(coordinator, walk, head="局长甲").status_code == 303
    assert correct(coordinator, walk, head="局长乙", reason="是副局长坐的窗口").status_code == 303
    now = opening(app, walk)
    assert (now["head"], now["window"], now["as"]) == ("局长乙", "3 号窗口", "counter")


@pytest.mark.parametrize("username", ["office", "supervisor"])
def test_those_who_only_read_do_not_correct(app, record, visit, username):
    walk, browser = record(place="二楼").walk, visit(username)
    assert "更正这些情况" not in browser.get(f"/walks/{walk}").text
    assert browser.post(f"/walks/{walk}/corrections", {"seen": "", "place": "三楼", "reason": "x"}).status_code == 403
    assert opening(app, walk)["place"] == "二楼"
