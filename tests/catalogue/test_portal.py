"""Text pasted from a portal: the same names as in a spreadsheet, whatever the page made of its table; nothing is lost."""

import pytest

from tests.catalogue.lists import matters
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.portal import rows_of_text

PAGE = """云岭市政务服务网 > 办事指南
事项名称\t失业登记\t事项类型\t公共服务
实施主体\t云岭市人力资源和社会保障局\t办件类型\t即办件
法定办结时限\t20个工作日\t承诺办结时限\t当场办结
到办事现场次数：0次
办理形式：窗口办理、网上办理、快递申请
办理时间：周一至周五 9:00-12:00
下午 14:00-17:00
受理条件
1、本市户籍；
2、未就业人员：须年满十六周岁
序号\t材料名称\t材料形式\t份数
1\t居民身份证\t纸质\t1
2\t登记表\t电子\t2
咨询电话：0763-1234567
"""


def records(text):
    (_, headings), *rows = rows_of_text(text)
    return [dict(zip(headings, cells, strict=False)) for _, cells in rows]


def test_names_and_values_in_turns_by_line_by_colon_and_below():
    (found,) = records(PAGE)
    assert found["事项名称"] == "失业登记" and found["办件类型"] == "即办件" and found["到办事现场次数"] == "0次"
    assert found["办理时间"] == "周一至周五 9:00-12:00\n下午 14:00-17:00"
    assert found["受理条件"] == "1、本市户籍；\n2、未就业人员：须年满十六周岁"
    assert found["申请材料"] == "居民身份证（1份）\n登记表（2份）"
    assert found["材料表的材料形式"] == "纸质\n电子"
    assert found["没有标题的文字"] == "云岭市政务服务网 > 办事指南"


def test_every_word_of_the_page_is_somewhere():
    told = "".join(str(cell) for _, cells in rows_of_text(PAGE) for cell in cells)
    for word in PAGE.replace("\t", " ").replace("：", " ").split():
        assert word in told or word in ("序号", "份数", "材料名称", "1", "2"), word


def test_several_matters_each_begin_with_the_name():
    first, second = records("事项名称：甲\n跑动次数：1\n\n事项名称：乙\n办理地点：二楼\n跑动次数：0")
    assert (first["事项名称"], first["跑动次数"]) == ("甲", "1")
    assert (second["事项名称"], second["办理地点"], second["跑动次数"]) == ("乙", "二楼", "0")


def test_a_table_copied_with_its_heading_is_a_table():
    assert records("事项名称\t编码\t承诺时限\n甲\tA1\t5个工作日\n乙\tA2\t即办") == [
        {"事项名称": "甲", "编码": "A1", "承诺时限": "5个工作日"}, {"事项名称": "乙", "编码": "A2", "承诺时限": "即办"},
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["今天天气不错", "一：二\n三：四", "\x00\x01"])
def test_text_that_is_no_guide_is_refused(text):
    with pytest.raises(NotReadable, match="没有认出任何一项"):
        rows_of_text(text)


def test_pasted_text_goes_the_same_way(app, world, desk):
    coordinator = desk("coordinator").paste(PAGE)
    assert "有 2 列没有认出来" in coordinator.page.text and "云岭市政务服务网" in coordinator.page.text
    columns = rows_of_text(PAGE)[0][1]
    chosen = {f"column-{place}": field for place, field in enumerate(mapped(columns))}
    coordinator.post("mapping", {**chosen, "leave_rest": "y"})
    assert coordinator.figures() == {"新增": 1, "变更": 0, "未变": 0, "有误": 0}
    assert "第 1 个" in coordinator.rows("new") and "「快递申请」不是窗口也不是网办" in coordinator.rows("notes")
    coordinator.confirm()
    found = matters(app)["失业登记"]
    assert found.promised.spoken == "即办" and found.channels == ["hall", "online"] and found.trips == 0
    assert found.further["hours"] == "周一至周五 9:00-12:00\n下午 14:00-17:00"
    assert [(one.name, one.copies) for one in found.materials] == [("居民身份证", 1), ("登记表", 2)]


def test_one_matter_pasted_twice_is_told_by_its_place(app, world, desk):
    coordinator = desk("coordinator").paste("事项名称：甲\n跑动次数：1\n事项名称：甲\n跑动次数：2")
    assert "第 2 个" in coordinator.rows("faulty") and "和第 1 个是同一个事项" in coordinator.rows("faulty")


def mapped(columns):
    from zlc.catalogue.fields import mapping_of

    found = mapping_of(columns)
    return [found.get(str(place), "") for place in range(len(columns))]


def test_too_long_a_text_and_nothing_at_all_are_refused(app, world, desk):
    assert "超过 200000 字" in desk("coordinator").paste("事项名称：甲\n" * 30_000).page.text
    assert desk("coordinator").paste("   ").page.status_code == 422
