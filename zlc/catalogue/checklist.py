"""体验内容: what a walk looks at, in the order of the programme document (方案 三)."""

from typing import NamedTuple

VERDICTS = {"good": "好", "problem": "有问题", "absent": "没有", "na": "不涉及"}


class Item(NamedTuple):
    """体验要素. A measured one is a number: what is published, against what the walk found. `about` says in a line what is looked
    at, `stage` where one meets it, if it is met in one place; of an office's own element neither is known."""

    item: str
    name: str
    measured: bool = False
    about: str = ""
    stage: str | None = None


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
        Item("materials", "要件数量", measured=True, about="窗口要了几份材料，和公布的清单比"),
        Item("limit", "办理时限", measured=True, about="从受理到办结用了多久，和承诺的时限比"),
        Item("steps", "办理环节", measured=True, about="办理机关经手几步，和公布的比，自己的不算"),
        Item("trips", "跑动次数", measured=True, about="为这件事跑了几趟大厅"),
        Item("online", "网上办事", measured=True, about="网上能不能从头办到尾"),
    ),
)

SERVICE = Group(
    "service",
    "配套服务",
    (
        Item("hotline", "热线服务", about="电话打得通、说得清，问了有下文", stage="consult"),
        Item("window", "窗口办理", about="窗口开得够，工作人员熟悉业务、态度好", stage="acceptance"),
        Item("online_query", "网上查询", about="网上查得到怎么办、办到哪一步了"),
        Item("guidance", "咨询引导", about="有人引导，问一次就知道去哪里、怎么办", stage="consult"),
        Item("guide", "服务指南", about="指南找得到、看得懂，和实际要求一样", stage="consult"),
        Item("self_service", "自助服务", about="自助机能用，不会用有人教"),
        Item("fallback", "兜底服务", about="办不成的事有地方反映，有人管到底"),
        Item("first_asked", "首问负责", about="第一个被问到的人管到底，不推给别人", stage="consult"),
        Item("one_notice", "一次告知", about="要补要改的一次说全，不用多跑", stage="acceptance"),
        Item("one_chain", "一链办理", about="相关联的几件事一次申请、一并办好"),
        Item("tolerant", "容缺受理", about="主要材料齐了先受理，缺的以后补", stage="acceptance"),
        Item("appointment", "预约上门", about="可以预约，行动不便的能上门办"),
        Item("order", "办事秩序", about="叫号有序，等候有座，没有插队", stage="queue"),
        Item("complaints", "投诉监督", about="投诉、评价的地方看得见，说了有回音"),
    ),
)

INTERMEDIARY = Group(
    "intermediary",
    "中介服务",
    (
        Item("intermediary_need", "事项设置", about="凭什么要找中介，能不能自己选"),
        Item("intermediary_limit", "办理时限", about="中介做了多久，有没有拖长整件事"),
        Item("intermediary_link", "业务衔接", about="中介的结果窗口认不认，要不要来回跑"),
    ),
    (Tag("poor", "服务不优"), Tag("monopoly", "行业垄断"), Tag("overcharge", "乱收费")),
)

PROOF = Group(
    "proof",
    "证明材料",
    (
        Item("proof_basis", "证明依据", about="要这份证明，有没有法规依据"),
        Item("proof_need", "设置必要", about="没有这份证明，事情能不能办"),
        Item("proof_obtaining", "证明获得", about="这份证明好不好开，能不能共享查到"),
    ),
    (Tag("strange", "奇葩证明"), Tag("circular", "循环证明"), Tag("repeated", "重复证明")),
)

CHECKLIST = (PROCESS, SERVICE, INTERMEDIARY, PROOF)

_tags = {tag.tag: tag.name for group in CHECKLIST for tag in group.tags}


def tag_name(tag: str) -> str:
    """One the list does not know (a later app's) keeps its code."""
    return _tags.get(tag, tag)
