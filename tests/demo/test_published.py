"""公示与实走 of the published cases that state trips, materials or days, and of those told as before and after: the page
shows what the case states, and 未记 for what it leaves open."""

import pytest

from tests.browser import Browser
from tests.demo.case_facts import plain
from tests.demo.conftest import Built
from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.walks.models import Walk

# The measured figure as it stands in its row, after what 云岭市 publishes.
STATED = {
    # Zero trips of the applicant; the permit three days after the acceptance.
    "C05": ["跑动次数 1 次 代办人 1 次，申请人 0 次", "受理到结果，总共 3 天"],
    "C15": ["跑动次数 1 次 1 次 一致"],
    "C43": ["跑动次数 1 次 5 次 多 4 次"],
    # 「前后 3 个多月」
    "C45": ["全程 9", "网上办事 可网办 网上走到底 一致"],
    "C49 allowance": ["要件数量 7 份 7 份 一致"],
    "C57": ["要件数量 2 份 2 份 一致", "办理时限 5 个工作日 5 个工作日", "办理环节 3 个 记到 1 个 不比", "跑动次数 1 次 1 次 一致"],
    # Put right on the next day, and had on that day.
    "C59": [
        "要件数量 5 份 5 份 一致", "跑动次数 2 次 2 次 一致", " 天 1 个", "受理前补正 1 次", "天，1 个工作日",
        "办理时限 1 个工作日 未记 不比",
    ],
    "C47 before": ["等候 未公布 30 分", "等候 30 分 10 分 少 20 分", "咨询受理 10 分 2 分 少 8 分"],
    "C47 after": ["等候 未公布 10 分", "等候 30 分 10 分 少 20 分", "咨询受理 10 分 2 分 少 8 分"],
    # Thirty minutes for one; then ten until it was done, two of them at the window.
    "C55 before": ["受理到结果 30 分 10 分 少 20 分", "咨询受理 30 分 2 分 少 28 分"],
    "C55 after": ["受理到结果 30 分 10 分 少 20 分", "咨询受理 30 分 2 分 少 28 分"],
}  # fmt: skip
LEFT_OPEN = {
    "C05": ["要件数量 3 份 未记 不比", "等候 未公布 未记"],
    "C15": ["要件数量 4 份 未记 不比", "办理时限 未公布 未记", "全程 未记 未记", "受理到结果，总共 未记 未记", "等候 未公布 未记"],
    "C43": [
        "要件数量 3 份 未记 不比", "办理时限 5 个工作日 未记 不比",
        "受理到结果，总共 未记 未记 其中办理机关 未记 未记 其中停表 未记 未记",
    ],
    "C45": ["要件数量 4 份 未记 不比"],
    "C49 allowance": [
        "办理时限 22 个工作日 未记", "办理环节 5 个 未记", "跑动次数 1 次 未记", "等候 未公布 未记", "全程 未记 未记",
    ],
    "C57": ["等候 未公布 未记"],
    "C59": ["等候 未公布 未记"],
    "C47 before": ["要件数量 未公布 未记", "要件 未记 未记 不比"],
    "C47 after": ["要件数量 未公布 未记", "要件 未记 未记 不比"],
    "C55 before": ["要件数量 2 份 未记", "等候 未公布 未记", "等候 未记 未记 不比", "要件 未记 未记 不比"],
    "C55 after": ["要件数量 2 份 未记", "等候 未公布 未记", "等候 未记 未记 不比", "要件 未记 未记 不比"],
}  # fmt: skip
# The only figures that came out worse than published.
GAPS = {
    "C43": ["跑动次数比公示的多：公示 1 次，实走 5 次，多 4 次。", "等候比承诺的久：公示 10 分，实走 3 小时，超 2 小时 50 分。"],
    "C45": ["办理超过公示的时限：公示 7 个工作日，实走 "],
}


@pytest.mark.parametrize("case", STATED)
def test_the_page_shows_what_the_case_states_and_leaves_the_rest_open(
    office: Browser, built: Built, walks: dict[str, Walk], case: str
) -> None:
    page = plain(office.get(f"/walks/{built.cases[case]}/comparison").text)
    assert [fact for fact in STATED[case] if fact not in page] == []
    assert [line for line in LEFT_OPEN[case] if line not in page] == []


def test_five_working_days_over_the_long_holiday_are_ten_days_or_more(
    office: Browser, built: Built, walks: dict[str, Walk]
) -> None:
    begins = walks["C57"].begins_at
    assert begins
    page = plain(office.get(f"/walks/{built.cases['C57']}/comparison").text)
    rest = page.split("受理到结果，总共 ")[1]
    known = is_working_day(clock.local(begins).date())[1]  # of a year without a notice three of its days are sure
    assert int(rest.split(" 天")[0]) >= (10 if known else 7)
    assert " 5 个 " in rest[:24]


def test_gaps_are_proposed_where_a_case_is_worse_than_published_and_nowhere_else(office: Browser, built: Built) -> None:
    for case in STATED:
        page = plain(office.get(f"/walks/{built.cases[case]}/comparison").text)
        if case in GAPS:
            assert f"差距 {len(GAPS[case])} 处" in page and [gap for gap in GAPS[case] if gap not in page] == [], case
        else:
            assert "实走没有比公示差的地方" in page, case


def test_one_gap_became_a_problem_and_one_was_dropped(office: Browser, built: Built) -> None:
    food, street = (plain(office.get(f"/walks/{built.cases[case]}/comparison").text) for case in ("C45", "C43"))
    assert "已记为问题" in food and "何志远" in food and "待定" not in food
    assert "不记为问题" in street and "「等候久已另记为问题，不重复记。」" in street and "待定 1 处" in street
