"""What is written in a cell, in the many ways people write it."""

import pytest

from zlc.catalogue import values
from zlc.catalogue.models import Limit
from zlc.catalogue.values import BadValue


@pytest.mark.parametrize(
    ("text", "unit", "limit"),
    [
        ("20个工作日", None, Limit(20, "working_day")), ("２０ 工作日", None, Limit(20, "working_day")),
        ("二十个工作日", None, Limit(20, "working_day")), ("30日", None, Limit(30, "day")), ("30自然日", None, Limit(30, "day")),
        ("5（工作日）", None, Limit(5, "working_day")), ("5", "day", Limit(5, "day")), ("5个工作日", "day", Limit(5, "working_day")),
        ("即办", None, Limit(0, "at_once")), ("当场办结", None, Limit(0, "at_once")), ("0", "at_once", Limit(0, "at_once")),
        ("15个工作日以内", None, Limit(15, "working_day")),
    ],
)  # fmt: skip
def test_limits(text, unit, limit):
    assert values.limit(text, unit) == limit


@pytest.mark.parametrize("text", ["20", "很快", "3个月", "2小时", "1-3个工作日", "-5天", "3.5天", "99999天"])
def test_what_is_no_limit_is_refused_and_told_how_to_write(text):
    with pytest.raises(BadValue, match="工作日"):
        values.limit(text, None)


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("１", 1), ("2次", 2), ("零", 0), ("两次", 2), ("至多1次", 1), ("十二", 12), ("二十", 20), ("一百零五", 105), ("3.0", 3)],
)
def test_counts(text, count):
    assert values.number(text, "次") == count


@pytest.mark.parametrize("text", ["多次", "-1", "1.5", "1、2", "10000", "次", "百", "①②"])
def test_what_is_no_count_is_refused(text):
    with pytest.raises(BadValue, match="不是数"):
        values.number(text, "次")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证、户口本", [("身份证", 1, False), ("户口本", 1, False)]),
        ("1.身份证（原件1份）\n2.申请表×2", [("身份证", 1, True), ("申请表", 2, False)]),
        ("证明（结婚证、户口本之一）；照片 3份", [("证明（结婚证、户口本之一）", 1, False), ("照片", 3, False)]),
        ("营业执照(复印件两份)", [("营业执照", 2, False)]),
        ("身份证（原件及复印件各1份）", [("身份证", 1, True)]),
        ("2寸照片", [("2寸照片", 1, False)]),
        ("", []),
    ],
)
def test_materials(text, found):
    assert values.materials(text) == found


def test_a_name_broken_over_lines_is_one():
    assert values.one_line("灵活就业\n人员  参保 PPP 项目\n登记") == "灵活就业人员参保 PPP 项目登记"


def test_a_code_keeps_its_zeros_and_loses_width_and_spaces():
    assert values.code(" ００12-A ") == "0012-A"
    with pytest.raises(BadValue, match="设为文本"):
        values.code("4.4178E+17")


@pytest.mark.parametrize(("text", "yes"), [("是", True), ("√", True), ("否", False), ("×", False), ("不支持", False), ("Ｙ", True)])
def test_yes_and_no(text, yes):
    assert values.yes_or_no(text) is yes
