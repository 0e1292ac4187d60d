"""The columns an import understands: what each is called here, and by what other names spreadsheets and portals call it."""

import re
import unicodedata
from typing import NamedTuple

from zlc.catalogue.further import FURTHER


class Column(NamedTuple):
    """A heading recognised. `unit` is what the heading says of a limit's unit (「承诺时限（工作日）」), else None."""

    field: str
    rank: int
    unit: str | None


# By field: our own name first, the others by how surely they mean it. Two headings of one field: the surer one is taken.
CORE: dict[str, tuple[str, ...]] = {
    "unit": (
        "单位", "实施主体", "实施主体名称", "责任单位", "单位名称", "所属单位", "办理单位", "实施机关", "实施单位",
        "承办单位", "主管部门", "部门名称", "部门", "所属部门", "办理机构",
    ),
    "name": (
        "事项名称", "业务办理项名称", "业务办理项", "办理事项", "政务服务事项名称", "事项", "子项名称", "服务事项", "办事事项",
        "主项名称", "名称",
    ),
    "code": (
        "编码", "业务办理项编码", "实施编码", "事项编码", "地方实施编码", "事项代码", "基本编码", "地方基本编码", "统一编码",
        "编号",
    ),
    "aliases": ("别名", "俗称", "通俗名称", "常用名", "简称", "事项简称"),
    "channels": ("办理形式", "办理方式", "办理渠道", "受理方式", "申请方式", "办理途径"),
    "materials": (
        "申请材料", "材料名称", "材料清单", "所需材料", "申报材料", "办理材料", "要件", "要件名称", "材料", "提交材料",
    ),
    "steps": ("办理环节", "环节数", "办理环节数", "环节", "审批环节", "办理步骤"),
    "trips": (
        "跑动次数", "到办事现场次数", "到现场次数", "到现场办理次数", "办事现场次数", "最多跑几次", "跑腿次数", "到场次数",
    ),
    "statutory": ("法定办结时限", "法定时限", "法定期限", "法定办理时限", "法定办结期限"),
    "statutory_unit": ("法定办结时限单位", "法定时限单位", "法定期限单位"),
    "promised": (
        "承诺办结时限", "承诺时限", "承诺期限", "承诺办理时限", "承诺办结期限", "办理时限", "办结时限", "办理期限",
    ),
    "promised_unit": ("承诺办结时限单位", "承诺时限单位", "承诺期限单位", "办理时限单位"),
    "fee": ("收费标准", "收费情况", "收费", "费用", "收费金额"),
    "frequent": ("是否高频", "高频事项", "是否高频事项", "高频"),
    "blocked": ("是否堵点", "堵点事项", "是否堵点事项", "堵点"),
    "wait_minutes": ("平均等候分钟", "等候时间", "平均等候时间", "平均等候", "排队时间", "等候分钟"),
    "place": ("办理地点", "办理地址", "办理窗口", "窗口", "地点", "办事地点", "受理地点"),
    "active": ("事项状态", "状态", "是否在用", "是否有效"),
}  # fmt: skip
SYNONYMS = {**CORE, **FURTHER}
# What numbers the lines, and what a file of faulty rows adds: known, and no part of a matter.
IGNORED = ("序号", "原行号", "哪里不对")
# A core field's name must fit a table's head; that of a further one is as the lists write it.
_WORDS_OF_UNIT = {"个工作日": "working_day", "工作日": "working_day", "自然日": "day", "日历日": "day", "天": "day", "日": "day"}
_BRACKETS = re.compile(r"[(\[【（][^)\]】）]*[)\]】）]")


def field_name(field: str) -> str:
    return SYNONYMS[field][0] if field in SYNONYMS else field


def normal(heading: str) -> str:
    """A heading without what people add around it: spaces, colons, stars, quotes; full-width letters made narrow."""
    narrow = unicodedata.normalize("NFKC", heading).lower()
    return re.sub(r"[\s:：*＊?？、,，.。;；'\"“”「」《》_\-—]+", "", narrow)


_KNOWN = {
    normal(word): (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)
}
_IGNORED = {normal(word) for word in IGNORED}


def recognise(heading: str) -> Column | None:
    """Which field the heading names; None when it is no name we know."""
    whole = normal(heading)
    if whole in _KNOWN:
        return Column(*_KNOWN[whole], None)
    bare = normal(_BRACKETS.sub("", unicodedata.normalize("NFKC", heading)))
    if bare not in _KNOWN:
        return None
    field, rank = _KNOWN[bare]
    said = "".join(_BRACKETS.findall(unicodedata.normalize("NFKC", heading)))
    unit = next((unit for word, unit in _WORDS_OF_UNIT.items() if word in said), None)
    return Column(field, rank, unit if field in ("statutory", "promised") else None)


def is_ignored(heading: str) -> bool:
    return normal(heading) in _IGNORED


def mapping_of(headings: list[str]) -> dict[str, str]:
    """The field of each column, by the column's place as text; of several columns of one field, the surest has it.

    A column without a heading, or with one that only numbers lines, is left out (""); one we do not know is absent.
    """
    found: dict[str, str] = {}
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if is_ignored(heading):
            found[str(place)] = ""
        elif column := recognise(heading):
            best[column.field] = min(best.get(column.field, (99, 0)), (column.rank, place))
    return found | {str(place): field for field, (_, place) in best.items()}
