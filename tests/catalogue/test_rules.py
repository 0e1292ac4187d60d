"""指南自查: each rule finds its case, leaves the right one alone, and says nothing of what no list had."""

import pytest

from zlc.catalogue.models import Limit
from zlc.catalogue.published import Published
from zlc.catalogue.rules import RULES, findings_of

AT_ONCE, FIVE, TEN = Limit(0, "at_once"), Limit(5, "working_day"), Limit(10, "working_day")
ONE = (("身份证", 1, True),)


def found(**published):
    further = published.pop("further", {})
    return {one.rule: one.message for one in findings_of(Published("unit", further=further, **published))}


CASES = {
    "promise": ({"statutory": FIVE, "promised": TEN}, {"statutory": TEN, "promised": FIVE}),
    "kind": ({"promised": AT_ONCE, "further": {"case_kind": "承诺件"}}, {"promised": AT_ONCE, "further": {"case_kind": "即办件"}}),
    "result": (
        {"further": {"result_name": "食品经营许可证", "result_kind": "出文办结"}},
        {"further": {"result_name": "食品经营许可证", "result_kind": "出证办结"}},
    ),
    "on_site": ({"trips": 1, "further": {"on_site_reason": "无"}}, {"trips": 0, "further": {"on_site_reason": "无"}}),
    "no_trip": ({"trips": 0, "channels": ("hall",)}, {"trips": 0, "channels": ("hall",), "further": {"delivery": "是"}}),
    "fee": ({"further": {"charges": "是", "fee_basis": ""}}, {"further": {"charges": "是", "fee_basis": "发改价格〔2016〕1 号"}}),
    "phones": (
        {"further": {"phone_enquiry": "0763-1234567", "phone_complaint": "0763-1234567"}},
        {"further": {"phone_enquiry": "0763-1234567", "phone_complaint": "12345"}},
    ),
    "theme": ({"further": {"serves": "自然人", "theme_natural": ""}}, {"further": {"serves": "自然人", "theme_natural": "就业"}}),
    "licence": ({"steps": 4, "further": {"power": "行政许可"}}, {"steps": 5, "further": {"power": "行政许可"}}),
    "count": ({"materials": ONE, "further": {"material_count": "3"}}, {"materials": ONE, "further": {"material_count": "1份"}}),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_finds_its_case_and_only_that(rule):
    wrong, right = CASES[rule]
    assert set(found(**wrong)) == {rule}
    assert not found(**right)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ({"promised": FIVE, "further": {"review_kind": "即审即办"}}, "审查类型应为「前审后批」，现在是「即审即办」"),
        ({"further": {"result_name": "关于规划的批复", "result_kind": ""}}, "办结方式应为「审批办结」，现在没有填"),
        ({"trips": 0, "further": {"on_site_reason": "需核对原件"}}, "应为「无」，现在是「需核对原件」"),
        ({"trips": 1, "channels": ("online",), "further": {"online_depth": "全程网办（Ⅳ级）"}}, "到现场次数应为 0，现在是 1"),
        ({"further": {"charges": "否", "online_payment": "是"}}, "不收费，却写支持网上支付"),
        ({"fee": "不收费", "further": {"charges": "是"}}, "收费标准却写「不收费」"),
        ({"further": {"phone_complaint": "1234567"}}, "投诉电话没有区号（1234567）"),
        ({"further": {"serves": "法人", "theme_natural": "教育"}}, "服务对象没有自然人"),
        ({"further": {"power": "行政许可", "faq": ""}}, "常见问题没有填"),
        ({"further": {"power": "行政许可", "result_name": "许可证", "result_sample": ""}}, "却没有结果样本"),
        ({"statutory": AT_ONCE, "promised": FIVE}, "法定时限是即办"),
    ],
)
def test_the_sentence_tells_what_stands_there_and_what_should(published, words):
    assert words in "；".join(found(**published).values())


@pytest.mark.parametrize(
    "published",
    [
        {"trips": 2, "promised": FIVE}, {"trips": 0, "channels": ("hall", "online")}, {"trips": 0},
        {"statutory": Limit(30, "day"), "promised": Limit(25, "working_day")}, {"promised": FIVE, "further": {"case_kind": "上报件"}},
        {"further": {"charges": "否"}}, {"further": {"phone_enquiry": "13812345678"}}, {"further": {"power": "公共服务"}, "steps": 1},
    ],
)  # fmt: skip
def test_what_is_not_published_is_not_blamed(published):
    assert not found(**published)


def test_an_empty_guide_has_nothing_to_find():
    assert not found()
