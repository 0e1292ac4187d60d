"""事项目录 on the desk: what is published and whether it agrees with itself."""

import pytest

from tests.catalogue.lists import workbook
from zlc.catalogue.models import Matter
from zlc.database import db


@pytest.fixture
def doubtful(app, world):
    with app.app_context():
        more = Matter(
            unit_id=world.units["other"], name="小餐饮经营许可", code="YL-9", channels=["hall"], trips=0, steps=3,
            further={"power": "行政许可", "faq": ""},
        )  # fmt: skip
        db.session.add(more)
        db.session.commit()
        return more.id


def test_the_list_shows_all_units_and_what_is_doubtful(doubtful, visit):
    browser = visit("recorder")
    page = browser.get("/matters").text
    assert "小餐饮经营许可" in page and "灵活就业人员参保登记" in page and "1 个自查有疑问" in page and "3 处疑问" in page
    only = browser.get("/matters?only=findings").text
    assert "小餐饮经营许可" in only and "灵活就业人员参保登记" not in only


@pytest.mark.parametrize("query", ["q=小餐饮", "q=yl-9", "unit=UNIT"])
def test_the_list_is_narrowed(query, doubtful, world, visit):
    page = visit("supervisor").get(f"/matters?{query.replace('UNIT', world.units['other'])}").text
    assert "小餐饮经营许可" in page and "灵活就业人员参保登记" not in page


@pytest.mark.parametrize("query", ["q=%00", "only=nonsense&after=nonsense", "q=" + "长" * 500, "unit=%25"])
def test_a_senseless_wish_is_no_error(query, doubtful, visit):
    assert visit("recorder").get(f"/matters?{query}").status_code == 200


def test_the_page_of_a_matter_tells_each_doubt_and_its_rule(doubtful, visit):
    page = visit("office").get(f"/matters/{doubtful}").text
    assert "3 处疑问" in page and "不少于 5 个" in page and "常见问题没有填" in page and "应含邮寄申请" in page
    assert "行政许可" in page and "空着" in page and "未公布" in page


def test_who_reads_no_walks_sees_no_catalogue_and_unknown_ids_tell_nothing(doubtful, visit):
    assert visit("admin").get("/matters").status_code == 404
    assert visit("recorder").get("/matters/unknown").status_code == 404


def test_only_who_may_import_is_offered_it(world, visit):
    assert "/imports" in visit("coordinator").get("/matters").text
    assert "/imports" not in visit("supervisor").get("/matters").text


def test_a_long_list_goes_on_where_it_stopped(app, world, visit):
    with app.app_context():
        db.session.add_all([Matter(unit_id=world.units["home"], name=f"事项{n:03d}") for n in range(70)])
        db.session.commit()
    import re

    browser, address, seen = visit("recorder"), "/matters", []
    while address:
        page = browser.get(address).text
        seen += re.findall(r'class="title"[^>]*>([^<]+)<', page)
        more = re.search(r'href="([^"]+)">下一页', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 71


def test_the_preview_tells_what_would_be_doubtful(app, world, desk):
    rows = [["事项名称", "事项类型", "办理环节", "常见问题"], ["甲", "行政许可", "受理、审核、办结", ""]]
    coordinator = desk("coordinator").hand_in(workbook(*rows))
    page = coordinator.rows("findings")
    assert "不少于 5 个（受理、审核、审批、办结、送达），现在是 3 个" in page and "常见问题没有填" in page
    coordinator.confirm()
    assert "1 个自查有疑问" in coordinator.browser.get("/matters").text
