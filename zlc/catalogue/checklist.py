"""体验内容: what a walk looks at, in the order of the programme document (方案 三)."""

from typing import NamedTuple

VERDICTS = {"good": "好", "problem": "有问题", "absent": "没有", "na": "不涉及"}


class Item(NamedTuple):
    """体验要素. A measured one is a number: what is published, against what the walk found."""

    item: str
    name: str
    measured: bool = False


class Tag(NamedTuple):
    tag: str
    name: str


class Group(NamedTuple):
    group: str
    name: str
    items: tuple[Item, ...]
    tags: tuple[Tag, ...] = ()


PROCESS = Group(
    "process",
    "事项流程",
    (
        Item("materials", "要件数量", measured=True),
        Item("limit", "办理时限", measured=True),
        Item("steps", "办理环节", measured=True),
        Item("trips", "跑动次数", measured=True),
        Item("online", "网上办事", measured=True),
    ),
)

SERVICE = Group(
    "service",
    "配套服务",
    (
        Item("hotline", "热线服务"),
        Item("window", "窗口办理"),
        Item("online_query", "网上查询"),
        Item("guidance", "咨询引导"),
        Item("guide", "服务指南"),
        Item("self_service", "自助服务"),
        Item("fallback", "兜底服务"),
        Item("first_asked", "首问负责"),
        Item("one_notice", "一次告知"),
        Item("one_chain", "一链办理"),
        Item("tolerant", "容缺受理"),
        Item("appointment", "预约上门"),
        Item("order", "办事秩序"),
        Item("complaints", "投诉监督"),
    ),
)

INTERMEDIARY = Group(
    "intermediary",
    "中介服务",
    (
        Item("intermediary_need", "事项设置"),
        Item("intermediary_limit", "办理时限"),
        Item("intermediary_link", "业务衔接"),
    ),
    (Tag("poor", "服务不优"), Tag("monopoly", "行业垄断"), Tag("overcharge", "乱收费")),
)

PROOF = Group(
    "proof",
    "证明材料",
    (
        Item("proof_basis", "证明依据"),
        Item("proof_need", "设置必要"),
        Item("proof_obtaining", "证明获得"),
    ),
    (Tag("strange", "奇葩证明"), Tag("circular", "循环证明"), Tag("repeated", "重复证明")),
)

CHECKLIST = (PROCESS, SERVICE, INTERMEDIARY, PROOF)

_tags = {tag.tag: tag.name for group in CHECKLIST for tag in group.tags}


def tag_name(tag: str) -> str:
    """One the list does not know (a later app's) keeps its code."""
    return _tags.get(tag, tag)
