"""What page and paper must say of a case: every number it states, and 未记 for what it leaves open.

Lengths are in the words of the product: sixty minutes read 「1 小时」.
"""

import re

# Numbers the case states, as one reads them in a line of text.
STATED = {
    # 全流程 10 分钟
    "C01": ["10 分", "咨询受理 10 分", "全流程 10 分钟", "时间已不是主要障碍"],
    # 受理—办结 不到 5 分钟
    "C03": ["咨询受理 4 分", "不到 5 分钟办结", "部分办事人不知道可在 APP 或街道、社区就近办理"],
    # 取号、等候、提交、评价合计 5 分钟；受理 3 天后拿到新证；零跑动
    "C05": ["咨询受理 5 分", "合计 5 分钟", "等结果 3 天", "受理后 3 天", "申请人零跑动（跑动 0 次）"],
    # 坐窗口 180 分钟
    "C09": ["坐窗口时长", "3 小时", "货车司机对环保检测新规不清楚", "填表需要指导"],
    # 排队 60、120 分钟，路途 30 分钟，跑 5 趟
    "C43": [
        "10:00 1 小时 等候", "11:00 2 小时 等候", "11:30 30 分 离开大厅", "等候 3 小时", "5 次",
        "排队 60 分钟和 120 分钟", "路途 30 分钟", "第 5 趟",
    ],
}  # fmt: skip
# On paper the large figures stand below their labels; the page has them side by side.
TOGETHER = {"C01": ["全程 10 分"], "C09": ["坐窗口时长 3 小时"], "C43": ["到场 5 次"]}
# What it leaves open, as head of a line and its value.
OPEN = {
    "C01": ["要件数量 7 份 未记", "等候 15 分 未记"],
    "C03": ["要件数量 1 份 未记", "等候 10 分 未记"],
    "C05": ["要件数量 3 份 未记", "等候 未公布 未记"],
    "C09": ["未记结果"],
    "C43": ["要件数量 3 份 未记", "办理时限 5 个工作日 未记", "受理到结果 未记 未记 未记", "结果 未记"],
}


def facts_of(case: str) -> list[str]:
    """What a reader finds on the page of this case's walk, and on its paper."""
    return STATED[case]


def left_open_of(case: str) -> list[str]:
    return OPEN[case]


def plain(html: str) -> str:
    """A page's text in one line, as it is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
