"""公示与实走 as a page: the five figures, the three times, what stood still."""

import re
from datetime import datetime

import pytest

from tests.documents.conftest import fetched, text_of
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.catalogue.models import Material, Matter
from zlc.database import db, uuid7

HOUR = 60 * MINUTE


def at(month, day, hour, minute=0, year=2026):
    return clock.instant(datetime(year, month, day, hour, minute, tzinfo=clock.SHANGHAI))


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def told(visit):
    """told(lines, **opened) pushes a walk of (kind, data, instant) by the recorder's phone; its id."""
    phone = Phone.of(visit("recorder"))

    def tell(lines, **opened):
        walk = uuid7()
        opened = {"as": "applicant", "mode": "self", "channel": "hall", **opened}
        made = [phone.make(walk, kind, data, when) for kind, data, when in [("open", opened, lines[0][2]), *lines]]
        assert {one["status"] for one in phone.push(made).json["results"]} == {"stored"}
        return walk

    return tell


@pytest.fixture
def published(app, world):
    """The matter of the world with all that can be published about it."""
    with app.app_context():
        matter = db.session.get_one(Matter, world.matter)
        matter.promised_value, matter.promised_unit, matter.wait_minutes = 2, "working_day", 10
        matter.materials = [Material(position=n, name=name) for n, name in enumerate(("身份证", "申请表"))]
        db.session.commit()
    return world.matter


def stage(stage, step):
    return "stage", {"stage": stage, "step": step}


def outcome(result, reason=""):
    return "outcome", {"result": result, "reason": reason}


# Mid-Autumn and National Day of 2026: no work from 1 to 7 October, Saturday the 10th is made up.
PUT_RIGHT_TWICE = [
    (*stage("form", "fill"), at(9, 28, 9)),
    (*stage("queue", "precheck"), at(9, 28, 9, 30)),
    (*stage("acceptance", "accept"), at(9, 28, 10)),
    (*outcome("accepted"), at(9, 28, 10)),
    (*stage("result", "wait"), at(9, 28, 10)),
    (*outcome("supplement", "营业执照缺一页"), at(9, 28, 15)),
    (*stage("form", "supplement"), at(9, 28, 15)),
    (*stage("acceptance", "accept"), at(9, 29, 11)),
    (*stage("result", "wait"), at(9, 29, 11)),
    (*outcome("supplement", "地址与执照不一致"), at(9, 29, 16)),
    (*stage("form", "supplement"), at(9, 29, 16)),
    (*stage("acceptance", "accept"), at(9, 30, 10)),
    (*stage("result", "wait"), at(9, 30, 10)),
    (*stage("result", "result"), at(10, 10, 10)),
    (*outcome("done"), at(10, 10, 10)),
    ("finish", {"result": "done"}, at(10, 10, 10, 30)),
]


def test_put_right_twice_and_a_result_three_working_days_later_over_a_holiday(told, published, visit):
    walk = told(PUT_RIGHT_TWICE, channel="online", matter=published)
    page = plain(visit("coordinator").get(f"/walks/{walk}/comparison"))
    # In all twelve days and five working days; the clock stood 20 and 18 hours, each into the next working day.
    assert "受理到结果，总共 12 天 5 个 其中办理机关 10 天 10 小时 3 个 其中停表 1 天 14 小时 2 个" in page
    assert "全程 12 天 1 小时 30 分 5 个" in page
    assert "办理时限 2 个工作日 3 个工作日 超 1 个工作日" in page
    assert "网上办事 可网办 网上走到底 一致" in page
    assert "停表 2 次" in page
    assert "补正 9月28日 周一 15:00 至 9月29日 周二 11:00 营业执照缺一页 20 小时，1 个工作日" in page
    assert "补正 9月29日 周二 16:00 至 9月30日 周三 10:00 地址与执照不一致 18 小时，1 个工作日" in page
    assert "办理超过公示的时限：公示 2 个工作日，实走 3 个工作日，超 1 个工作日（已扣除停表 1 天 14 小时）。" in page


def test_what_stopped_the_clock_stands_on_one_axis_with_what_ran(told, published, visit):
    walk = told(PUT_RIGHT_TWICE, channel="online", matter=published)
    page = visit("coordinator").get(f"/walks/{walk}/comparison").text
    desc = re.search(r'<desc id="ax720-desc">([^<]*)</desc>', page)[1]
    assert "办理机关（受理到结果，停表不计）：计时，计时，计时" in desc and "停表：补正，补正" in desc
    drawing = page[page.index('<title id="ax720-title"') :]
    drawing = drawing[: drawing.index("</svg>")]
    bars = {kind: [(float(x), float(w)) for x, w in re.findall(rf'<rect class="{kind}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawing)]
            for kind in ("office", "stopped")}  # fmt: skip
    ran = bars["office"][-3:]
    assert len(bars["stopped"]) == 2 and len(ran) == 3
    for (x, width), (begins, _) in zip(bars["stopped"], ran[1:], strict=True):
        assert x + width == pytest.approx(begins, abs=0.3), "the clock runs on where it stopped to stand"


def test_special_procedures_are_told_apart_from_what_is_put_right(told, published, visit):
    lines = [
        (*stage("acceptance", "window"), at(11, 2, 9)),
        (*outcome("accepted"), at(11, 2, 9)),
        ("suspended", {"reason": "专家评审"}, at(11, 3, 9)),
        ("resumed", {}, at(11, 9, 9)),
        (*outcome("done"), at(11, 10, 9)),
        ("finish", {}, at(11, 10, 9)),
    ]
    page = plain(visit("coordinator").get(f"/walks/{told(lines, matter=published)}/comparison"))
    assert "特别程序 11月3日 周二 09:00 至 11月9日 周一 09:00 专家评审 6 天，4 个工作日" in page
    assert "受理到结果，总共 8 天 6 个 其中办理机关 2 天 2 个 其中停表 6 天 4 个" in page
    assert "办理时限 2 个工作日 2 个工作日 在时限内" in page


def test_what_was_put_right_before_the_acceptance_is_not_of_the_offices_time(told, visit):
    lines = [
        (*stage("acceptance", "window"), at(11, 2, 9)),
        (*outcome("supplement", "少一份"), at(11, 2, 10)),
        (*stage("acceptance", "window"), at(11, 4, 9)),
        (*outcome("accepted"), at(11, 4, 10)),
        (*outcome("done"), at(11, 5, 10)),
        ("finish", {}, at(11, 5, 10)),
    ]
    page = plain(visit("coordinator").get(f"/walks/{told(lines)}/comparison"))
    assert "受理前补正 1 次 补正 11月2日 周一 10:00 至 11月4日 周三 09:00 少一份" in page and "停表 1 次" not in page
    assert "少一份 1 天 23 小时，2 个工作日；在受理之前，不在办理时限里，也不是停表" in page
    assert "受理到结果，总共 1 天 1 个 其中办理机关 1 天 1 个 其中停表 没有停表" in page


def test_two_notices_before_the_acceptance_are_two_and_the_days_of_the_precheck_are_the_offices(told, visit):
    """As one stop of 29 days they were printed beside 「没有停表」, and the second reason was lost."""
    lines = [
        (*stage("queue", "precheck"), at(11, 2, 10)),
        (*outcome("supplement", "营业执照缺一页"), at(11, 5, 10)),
        (*stage("form", "supplement"), at(11, 5, 11)),
        (*stage("queue", "precheck"), at(11, 9, 9)),
        (*outcome("supplement", "地址与执照不一致"), at(11, 12, 9)),
        (*stage("form", "supplement"), at(11, 12, 10)),
        (*stage("queue", "precheck"), at(11, 16, 9)),
        (*outcome("accepted"), at(11, 18, 9)),
        (*stage("result", "wait"), at(11, 18, 9)),
        (*outcome("done"), at(11, 20, 9)),
        ("finish", {}, at(11, 20, 9)),
    ]
    walk = told(lines, channel="online")
    page = plain(visit("coordinator").get(f"/walks/{walk}/comparison"))
    assert "其中停表 没有停表" in page and "停表 1 次" not in page and "受理前补正 2 次" in page
    assert "11月5日 周四 10:00 至 11月9日 周一 09:00 营业执照缺一页 3 天 23 小时，2 个工作日" in page
    assert "11月12日 周四 09:00 至 11月16日 周一 09:00 地址与执照不一致 4 天，2 个工作日" in page
    assert "受理前预审，材料在办理机关 8 天" in page
    printed = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    assert "受理前补正2次：补正2026年11月5日周四10:00至11月9日周一09:00（3天23小时，2个工作日），营业执照缺一页；" in printed


def test_a_notice_that_came_too_late_is_said_with_its_law(told, visit):
    lines = [
        (*stage("acceptance", "window"), at(11, 2, 9)),
        (*stage("result", "wait"), at(11, 2, 10)),
        (*outcome("supplement", "缺验资报告"), at(11, 10, 10)),
        (*stage("acceptance", "window"), at(11, 12, 10)),
        (*outcome("accepted"), at(11, 12, 11)),
        (*outcome("done"), at(11, 13, 9)),
        ("finish", {}, at(11, 13, 9)),
    ]
    page = plain(visit("coordinator").get(f"/walks/{told(lines)}/comparison"))
    assert "按行政许可法第三十二条自收到之日 11月2日 周一 09:00 起算受理" in page
    assert "停表 1 次" in page and "受理前补正" not in page


def test_a_clock_that_never_stood_says_so(told, visit):
    lines = [(*stage("acceptance", "window"), at(11, 2, 9)), (*outcome("done"), at(11, 2, 10)), ("finish", {}, at(11, 2, 10))]
    page = visit("coordinator").get(f"/walks/{told(lines)}/comparison")
    assert "受理到结果，总共 1 小时 0 个 其中办理机关 1 小时 0 个 其中停表 没有停表" in plain(page)
    assert "办理机关没有停表" in page.text and "ax720" not in page.text


def test_a_clock_still_standing_says_so(told, visit):
    lines = [
        (*stage("acceptance", "window"), at(11, 2, 9)),
        ("suspended", {"reason": "听证"}, at(11, 3, 9)),
        ("note", {"text": "还在等"}, at(11, 4, 9)),
    ]
    page = plain(visit("coordinator").get(f"/walks/{told(lines)}/comparison"))
    assert "特别程序 11月3日 周二 09:00 至 还没有恢复 听证" in page
    assert "受理到结果，总共 未记 未记 其中办理机关 未记 未记 其中停表 未记 未记" in page


def test_what_nobody_published_or_recorded_is_left_open(told, visit):
    page = plain(visit("coordinator").get(f"/walks/{told([('note', {'text': '只记了一句'}, at(11, 2, 9))])}/comparison"))
    for item in ("要件数量", "办理时限", "办理环节", "跑动次数", "等候"):
        assert f"{item} 未公布 未记 不比" in page
    assert "实走没有比公示差的地方" in page


@pytest.mark.parametrize("status", [200, 404])
def test_it_is_for_those_who_may_see_the_walk(told, visit, status):
    walk = told([(*stage("queue", "ticket"), at(11, 2, 9))])
    seers = {"recorder", "colleague", "coordinator", "office", "supervisor"}
    for username in seers if status == 200 else {"stranger", "coordinator2", "admin", "auditor"}:
        assert visit(username).get(f"/walks/{walk}/comparison").status_code == status, username


def test_a_counter_session_has_nothing_to_compare(visit):
    phone, session = Phone.of(visit("clerk")), uuid7()
    phone.push([phone.make(session, "open", {"as": "counter", "window": "3"})])
    reply = visit("coordinator").get(f"/walks/{session}/comparison")
    assert reply.status_code == 404 and "坐窗口没有公示与实走可比" in reply.text


def test_the_walks_page_leads_there(told, visit):
    walk = told([(*stage("queue", "ticket"), at(11, 2, 9))])
    assert f'href="/walks/{walk}/comparison"' in visit("coordinator").get(f"/walks/{walk}").text


def test_in_place_of_another_the_applicant_did_not_have_to_come(told, published, visit):
    lines = [("stage", {"stage": "acceptance", "step": "window", "visit": 1}, at(11, 2, 9)), ("finish", {"result": "done"}, at(11, 2, 10))]
    page = plain(visit("coordinator").get(f"/walks/{told(lines, mode='delegate', matter=published)}/comparison"))
    assert "跑动次数 1 次 代办人 1 次，申请人 0 次 一致" in page


@pytest.mark.parametrize(
    ("result", "words"), [("refused", "可网办 网上没有办成 公示可网办，这次没有办成"), ("done", "可网办 网上走到底 一致")]
)
def test_what_can_be_had_online_and_was_not_is_a_gap(told, published, visit, result, words):
    lines = [(*stage("form", "fill"), at(11, 2, 9)), (*outcome(result), at(11, 3, 9)), ("finish", {}, at(11, 3, 9))]
    page = plain(visit("coordinator").get(f"/walks/{told(lines, channel='online', matter=published)}/comparison"))
    assert f"网上办事 {words}" in page
    assert ("公示可以网办，网上没有办成：" in page) is (result == "refused")


# -- before and after --


def visit_of(day, waited, served, month=11):
    begun = at(month, day, 9)
    return [
        (*stage("queue", "ticket"), begun), (*stage("acceptance", "window"), begun + waited * MINUTE),
        (*outcome("done"), begun + (waited + served) * MINUTE), ("finish", {}, begun + (waited + served) * MINUTE),
    ]  # fmt: skip


def test_two_walks_of_a_matter_stand_side_by_side_the_earlier_first(told, visit):
    before, after = (told(visit_of(day, *minutes), matter_text="人社窗口业务") for day, minutes in ((2, (30, 10)), (9, (10, 2))))
    for walk in (before, after):
        page = plain(visit("coordinator").get(f"/walks/{walk}/comparison"))
        assert "等候 30 分 10 分 少 20 分" in page
        assert "咨询受理 10 分 2 分 少 8 分" in page
        assert "全程 40 分 12 分 少 28 分" in page
        assert "要件 未记 未记 不比" in page
    assert "前： 11月2日 周一 后：11月9日 周一（这一次）" in page


def test_the_one_just_before_is_taken_unless_another_is_named(told, visit, published):
    first, _, third, _ = (told(visit_of(day, day, 5), matter=published) for day in (2, 3, 4, 5))
    browser = visit("coordinator")
    assert "等候 3 分 4 分 多 1 分" in plain(browser.get(f"/walks/{third}/comparison"))
    page = browser.get(f"/walks/{third}/comparison?beside={first}")
    assert "等候 2 分 4 分 多 2 分" in plain(page)
    assert "等候 3 分 4 分 多 1 分" in plain(browser.get(f"/walks/{third}/comparison?beside=nonsense"))


def test_other_matters_units_and_void_walks_are_not_set_beside(told, visit):
    walk = told(visit_of(2, 5, 5), matter_text="补卡")
    told(visit_of(3, 5, 5), matter_text="补办")
    phone, other = Phone.of(visit("stranger")), uuid7()
    phone.push([phone.make(other, "open", {"as": "applicant", "matter_text": "补卡"}, at(11, 4, 9))])
    assert "本单位还没有另走过这个事项" in visit("coordinator").get(f"/walks/{walk}/comparison").text
