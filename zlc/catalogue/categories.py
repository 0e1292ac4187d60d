"""问题类别: the kinds of trouble that published walkthroughs name again and again, and how much one weighs."""

CATEGORIES = {
    "guidance": "办事指引不明",
    "hidden_requirement": "指南与实际要求不一致",
    "materials": "材料过多或重复提交",
    "strange_proof": "奇葩、循环、重复证明",
    "inconsistent": "口径不一",
    "one_notice": "一次告知不到位",
    "form": "表单复杂、无样表",
    "queue": "排队等候久",
    "resubmit_queue": "补正须重新排队",
    "system": "系统卡顿或反复打回",
    "unpredictable": "审核周期不可预期",
    "buck_passing": "部门间互推",
    "facilities": "设施、无障碍与适老",
    "awareness": "政策知晓度低",
    "skill": "业务不熟",
    "attitude": "服务态度与纪律",
    "fee": "收费与中介",
    "other": "其他",
}
SEVERITIES = {1: "轻", 2: "中", 3: "重"}

# Which of them are met at which stage: the phone offers these first.
USUAL = {
    "consult": ["guidance", "one_notice", "inconsistent", "awareness", "attitude"],
    "form": ["form", "materials", "hidden_requirement", "strange_proof", "system"],
    "queue": ["queue", "resubmit_queue", "facilities", "guidance", "system"],
    "acceptance": ["one_notice", "materials", "hidden_requirement", "skill", "attitude"],
    "result": ["unpredictable", "buck_passing", "fee", "system", "one_notice"],
}


def category_name(category: str | None) -> str:
    """An unset category reads 「未分类」; one we do not know keeps its code."""
    return CATEGORIES.get(category, category) if category else "未分类"
