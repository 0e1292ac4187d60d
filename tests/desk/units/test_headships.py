"""主要负责人: who led a unit when, registered and corrected; two at a time are pointed out, never dropped."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.desk.units.test_units import everything, plain
from zlc import clock
from zlc.accounts import headships
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Headship, Unit
from zlc.accounts.unit_changes import changes_of
from zlc.database import db, uuid7

NEW = {"name": "局长乙", "title": "党组书记、局长", "begins_on": "2026-03-01", "ends_on": "", "person_id": ""}
FIRST = {"name": "局长甲", "title": "局长", "begins_on": "2025-01-01", "ends_on": "", "person_id": ""}


@pytest.fixture
def admin(visit):
    return visit("admin")


@pytest.fixture
def home(world):
    return f"/units/{world.units['home']}"


@pytest.fixture
def offices(app, world):
    """Their names and days, and who counts on which day."""

    class Offices:
        def ids(self):
            return {one.name: one.id for one in self._all()}

        def days(self):
            return [(one.name, one.begins_on.isoformat(), one.ends_on and one.ends_on.isoformat()) for one in self._all()]

        def on(self, day):
            with app.app_context():
                unit = db.session.get_one(Unit, world.units["home"])
                return [one.name for one in unit.heads_on(date.fromisoformat(day))]

        def _all(self):
            with app.app_context():
                return list(db.session.get_one(Unit, world.units["home"]).headships)

    return Offices()


def register(browser, home, **changed):
    browser.get(f"{home}/headships")
    return browser.post(f"{home}/headships", {**NEW, **changed})


def correct(browser, home, id_, **changed):
    path = f"{home}/headships/{id_}/correction"
    browser.get(path)
    return browser.post(path, {**FIRST, "reason": "公文写的是这一天", **changed})


def end(browser, home, id_, **filled):
    path = f"{home}/headships/{id_}/ending"
    browser.get(path)
    return browser.post(path, filled)


def test_the_one_before_leaves_on_the_day_before_where_that_is_said(admin, home, offices, app, visit):
    page = admin.get(f"{home}/headships").text
    assert "现在没有写最后一天的：局长甲（局长）" in page and "checked" in page.partition('name="ends_before"')[0].rpartition("<input")[2]
    reply = register(admin, home, ends_before="y")
    assert reply.status_code == 303
    assert offices.days() == [("局长甲", "2025-01-01", "2026-02-28"), ("局长乙", "2026-03-01", None)]
    page = plain(admin.get(home))
    assert "已登记局长乙。局长甲的任期到2026年2月28日为止。" in page
    assert "局长乙 党组书记、局长 在任 2026年3月1日起" in page and "局长甲 局长 已离任 2025年1月1日至2026年2月28日" in page
    assert "任职结束 局长甲" in page and "登记主要负责人 局长乙" in page and "最后一天 没有写 → 2026年2月28日" in page
    with app.app_context():
        assert [line.detail["name"] for line in db.session.scalars(select(AuditLine).where(AuditLine.verb == "head"))] == ["局长乙"]
    assert "单位「市人社局」" in plain(visit("auditor").get("/audit?verb=head"))
    assert visit("recorder").api("GET", "/catalogue").json["heads"][1]["name"] == "局长乙"


def test_an_overlap_is_pointed_out_and_stands_where_it_is_meant(admin, home, offices):
    reply = register(admin, home)
    assert reply.status_code == 422 and "和局长甲（局长，2025年1月1日起）的任期有重叠，没有保存" in reply.text
    assert 'name="may_overlap"' in reply.text and 'value="局长乙"' in reply.text and len(offices.days()) == 1
    assert 'name="may_overlap"' not in admin.get(f"{home}/headships").text
    assert register(admin, home, may_overlap="y").status_code == 303
    assert offices.on("2026-03-01") == ["局长乙", "局长甲"] and offices.on("2026-02-28") == ["局长甲"]
    page = plain(admin.get(home))
    assert "和局长甲的任期重叠：2026年3月1日至今，按局长乙算" in page and "和局长乙的任期重叠：2026年3月1日至今，按局长乙算" in page
    listed = admin.get("/units?only=several")
    assert "1 个" in plain(listed) and "今天有 2 位" in listed.text


def test_of_two_who_came_the_same_day_the_one_registered_last_counts(admin, home, offices):
    assert register(admin, home, begins_on="2025-01-01", may_overlap="y").status_code == 303
    assert offices.on("2025-01-01") == ["局长乙", "局长甲"]
    assert "按局长乙算" in admin.get(home).text and "按局长甲算" not in admin.get(home).text


def test_an_earlier_office_can_be_registered_afterwards(admin, home, offices):
    assert register(admin, home, begins_on="2020年5月6日", ends_on="2024/12/31", ends_before="y").status_code == 303
    assert offices.days() == [("局长乙", "2020-05-06", "2024-12-31"), ("局长甲", "2025-01-01", None)]
    assert register(admin, home, name="局长丙", begins_on="2019-01-01", ends_on="2020-05-06", ends_before="y").status_code == 422
    reply = register(admin, home, name="局长丙", begins_on="2018-01-01", ends_before="y")
    assert reply.status_code == 422 and "已经离任的，请写最后一天。" in reply.text and len(offices.days()) == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "请填写姓名"), ("name", "\u200b", "请填写姓名"), ("name", "名" * 101, "不超过 100 字"), ("title", "", "请填写职务"),
        ("title", "职" * 101, "不超过 100 字"), ("begins_on", "", "请写从哪天起"), ("begins_on", "上个月", "日期请写成"),
        ("begins_on", "0000-00-00", "日期请写成"), ("begins_on", "2026-02-30", "日期请写成"), ("ends_on", "明天", "日期请写成"),
        ("ends_on", "2026-02-28", "早于任职之日"), ("person_id", "x", "没有这个账号"), ("person_id", "\0'--", "没有这个账号"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(admin, app, home, field, typed, said):
    before = everything(app)
    reply = register(admin, home, **{"ends_before": "y", field: typed})
    assert reply.status_code == 422 and said in reply.text and f'aria-describedby="{field}-error"' in reply.text
    kept = [text for name, text in NEW.items() if text and name != field]
    assert all(f'value="{text}"' in reply.text for text in kept) and everything(app) == before


def test_two_clicks_register_one(admin, home, offices):
    admin.get(f"{home}/headships")
    seen = admin.seen_with(f"{home}/headships", {})
    assert admin.post(f"{home}/headships", {**NEW, "ends_before": "y"}).status_code == 303
    assert admin.post(f"{home}/headships", {**NEW, "ends_before": "y", **seen}).status_code == 409
    reply = register(admin, home, may_overlap="y")
    assert reply.status_code == 409 and "已经登记过，没有重复登记" in reply.text and len(offices.days()) == 2


def test_an_office_is_corrected_with_its_reason(admin, app, home, offices, visit):
    assert correct(admin, home, offices.ids()["局长甲"], begins_on="2024-12-01", title="党组书记").status_code == 303
    assert offices.days() == [("局长甲", "2024-12-01", None)]
    page = plain(admin.get(home))
    assert "已更正局长甲的职务、任职之日。" in page and "任职之日 2025年1月1日 → 2024年12月1日" in page and "理由：公文写的是这一天" in page
    log = plain(visit("auditor").get("/audit?verb=head.corrected"))
    assert "更正任职" in log and "单位「市人社局」" in log
    before = everything(app)
    assert "请写明理由" in correct(admin, home, offices.ids()["局长甲"], title="局长", reason=" ").text
    assert everything(app) == before


def test_a_correction_that_makes_an_overlap_is_pointed_out_and_an_old_one_is_not_asked_about_again(admin, home, offices):
    assert register(admin, home, begins_on="2020-01-01", ends_on="2024-12-31").status_code == 303
    first = offices.ids()["局长甲"]
    reply = correct(admin, home, first, begins_on="2024-06-01")
    assert reply.status_code == 422 and "和局长乙（党组书记、局长，2020年1月1日至2024年12月31日）的任期有重叠" in reply.text
    assert 'value="2024-06-01"' in reply.text and 'name="may_overlap"' in reply.text
    assert correct(admin, home, first, begins_on="2024-06-01", may_overlap="y").status_code == 303
    assert correct(admin, home, first, begins_on="2024-06-01", title="主任").status_code == 303


def test_the_end_of_an_office_is_registered_once(admin, app, home, offices, visit):
    first = offices.ids()["局长甲"]
    yesterday = clock.today() - timedelta(days=1)
    assert f'value="{clock.today()}"' in admin.get(f"{home}/headships/{first}/ending").text
    assert "早于任职之日" in end(admin, home, first, ends_on="2024-12-31").text
    assert "请写最后一天" in end(admin, home, first, ends_on="").text and offices.days()[0][2] is None
    assert end(admin, home, first, ends_on=yesterday.isoformat(), reason="退休").status_code == 303
    assert offices.days() == [("局长甲", "2025-01-01", yesterday.isoformat())]
    page = plain(admin.get(home))
    assert "局长甲 局长 已离任" in page and "理由：退休" in page and "登记离任" not in page
    again = end(admin, home, first, ends_on=clock.today().isoformat())
    assert again.status_code == 409 and "没有重复登记" in again.text
    assert "登记任职结束" in plain(visit("auditor").get("/audit?verb=head.ended"))
    assert "市人社局" in admin.get("/units?only=headless").text


def test_an_office_that_begins_later_is_said_to(admin, home, offices):
    later = clock.today() + timedelta(days=40)
    assert register(admin, home, begins_on=later.isoformat(), ends_before="y").status_code == 303
    assert "局长乙 党组书记、局长 未到任" in plain(admin.get(home)) and offices.on(clock.today().isoformat()) == ["局长甲"]


def test_a_head_may_be_tied_to_an_account_of_the_unit(admin, app, home, offices, world):
    first = offices.ids()["局长甲"]
    assert "局长甲（head，主要负责人）" in admin.get(f"{home}/headships/{first}/correction").text
    assert "没有这个账号，或者不是本单位的" in correct(admin, home, first, person_id=world.people["stranger"]).text
    assert correct(admin, home, first, person_id=world.people["head"]).status_code == 303
    page = plain(admin.get(home))
    assert "账号 head" in page and "账号 没有写 → 局长甲（head）" in page
    with app.app_context():
        world.person("head").move_to(db.session.get_one(Unit, world.units["other"]))
        db.session.commit()
    assert "局长甲（head，" in admin.get(f"{home}/headships/{first}/correction").text
    assert correct(admin, home, first, person_id=world.people["head"], title="书记").status_code == 303


def test_an_office_of_another_unit_is_not_found_under_this_one(admin, app, world, offices):
    first = offices.ids()["局长甲"]
    for path in (f"/units/{world.units['other']}/headships/{first}", f"/units/{world.units['home']}/headships/{uuid7()}"):
        for verb in ("correction", "ending"):
            assert admin.get(f"{path}/{verb}").status_code == admin.post(f"{path}/{verb}", {**FIRST, "reason": "x"}).status_code == 404


def test_who_corrects_what_changed_meanwhile_takes_nothing_back(visit, home, offices):
    first, second = visit("admin"), visit("admin")
    id_ = offices.ids()["局长甲"]
    path = f"{home}/headships/{id_}/correction"
    first.get(path)
    assert correct(second, home, id_, title="党组书记", begins_on="2024-01-01").status_code == 303
    reply = first.post(path, {**FIRST, "begins_on": "2023-01-01", "reason": "再核对"})
    assert reply.status_code == 409 and "登记过这个单位的任职" in reply.text and "管理员甲" in reply.text
    assert 'value="党组书记"' in reply.text and 'value="2023-01-01"' in reply.text and "现在是：2024年1月1日" in reply.text
    assert first.post(path, {**FIRST, "title": "党组书记", "begins_on": "2023-01-01", "reason": "再核对"}).status_code == 303
    assert offices.days() == [("局长甲", "2023-01-01", None)]


def test_the_history_rebuilds_what_is(admin, app, home, offices, world):
    register(admin, home, ends_before="y")
    correct(admin, home, offices.ids()["局长甲"], title="书记", ends_on="2026-02-01")
    end(admin, home, offices.ids()["局长乙"], ends_on="2026-09-30")
    first = offices.ids()["局长甲"]
    with app.app_context():
        unit = db.session.get_one(Unit, world.units["home"])
        kept = {one.id: headships.values_of(one) for one in unit.headships}
        for change in changes_of(unit.id):
            assert change.after.items() <= kept[change.headship_id].items()
            kept[change.headship_id] |= change.before
        assert kept[first] == {
            "name": "局长甲", "title": "局长", "begins_on": "2025-01-01", "ends_on": None, "person_id": None,
        }  # fmt: skip


def test_a_command_does_the_same_and_says_who_has_left(app, world, offices, admin, home):
    def run(*args):
        return app.test_cli_runner().invoke(args=["units", *args])

    head = ("head", "市人社局", "局长乙", "--title", "局长", "--from")
    assert "局长甲 的任期到 2026-02-28 为止" in run(*head, "2026-03-01").output
    refused = run("head", "市人社局", "局长丙", "--title", "局长", "--from", "2026-02-01", "--to", "2026-02-28")
    assert refused.exit_code == 1 and "局长甲" in refused.output and "--overlap" in refused.output
    taken = run("head", "市人社局", "局长丙", "--title", "局长", "--from", "2026-02-01", "--to", "2026-02-28", "--overlap")
    assert taken.exit_code == 0 and offices.on("2026-02-10") == ["局长丙", "局长甲"]
    assert run("add", "云岭市就业中心", "--kind", "part", "--parent", "市人社局").exit_code == 0
    assert "服务器的管理者，用命令" in admin.get(home).text and "云岭市就业中心" in admin.get(home).text
    with app.app_context():
        assert db.session.scalar(select(Headship.id).where(Headship.name == "局长丙"))
        assert set(db.session.scalars(select(AuditLine.address).where(AuditLine.verb.in_(("head", "unit added"))))) == {"命令行"}
    assert "登记主要负责人 局长丙" in plain(admin.get(home))
