"""What an entry says, in words: for the walk page, its amendments, and the record on paper."""

from collections.abc import Callable, Mapping
from typing import Any

from zlc import clock
from zlc.catalogue.categories import SEVERITIES, category_name
from zlc.catalogue.checklist import VERDICTS, tag_name
from zlc.catalogue.step_templates import STAGES
from zlc.walks.models import CHANNELS, MODES

KINDS = {
    "open": "开始", "stage": "环节", "leave": "离开大厅", "return": "再次到场", "ticket": "排队号",
    "material": "材料", "intermediary": "中介服务", "outcome": "办理结果", "suspended": "停表",
    "resumed": "恢复计时", "check": "体验要素", "problem": "问题", "need": "需求", "note": "记一笔",
    "photo": "照片", "rating": "评价", "case": "办件", "pause": "暂停", "continue": "继续",
    "finish": "全程结束", "amend": "更正", "claim": "认领", "progress": "记进展", "evidence": "添加佐证", "submission": "报完成",
}  # fmt: skip
RESULTS = {
    "accepted": "受理",
    "supplement": "补正",
    "refused": "不予受理",
    "referred": "转办",
    "done": "办结",
}
CASE_EVENTS = {
    "call": "叫号", "accept": "受理", "supplement": "一次告知补正", "refuse": "不予受理", "refer": "转办",
    "done": "办结", "unrecorded": "未记结果",
}  # fmt: skip
NEEDS = {"enterprise": "企业", "public": "群众", "staff": "窗口人员"}
RATINGS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
CERTAINTIES = {"checked": "已核对", "estimated": "估计", "doubtful": "存疑"}
# Said where the word stands: it is not everybody's.
MEANINGS = {
    "supplement": "补正：窗口要求补、改材料；到再交上去为止，不算办理时限。",
    "one_notice": "一次告知补正：要补的一次说全，补齐再来。",
    "suspended": "停表：听证、勘验、专家评审等特别程序期间，不算办理时限。",
    "median": "中位用时：从短到长排好，正中间的那个；不足五个的写出各个。",
    "unobserved": "未观察：叫到第一位之前、办完最后一件之后，没有人看着，不算空闲。",
    "doubtful": "存疑：手机没有和服务器对过时间，或者时间是更正、补记的。",
}
HOW = {"tap": "", "later": "补记", "import": "导入"}
FIELDS = {
    "at": "时间", "void": "是否划去", "text": "内容", "number": "号码", "ahead": "前面人数",
    "category": "类别", "severity": "影响", "name": "名称", "note": "说明", "reason": "原因",
    "result": "结果", "verdict": "评价", "place": "地点", "matter": "事项", "matter_text": "事项",
    "step": "步骤", "stage": "环节", "visit": "第几次到场", "caption": "照片说明", "level": "评价",
    "head": "主要负责人", "companions": "同行人员", "unit": "单位", "mode": "体验方式",
    "channel": "渠道", "window": "窗口", "summary": "小结", "item": "体验要素", "check": "体验要素",
    "copies": "份数", "listed": "是否列入指南", "tags": "标签", "fee": "费用", "days": "天数",
    "ticket": "号码", "event": "办件动作", "from": "谁提出", "of": "照片属于", "case": "办件",
    "shareable_from": "可共享自", "delegation": "代办授权", "as": "身份",
}  # fmt: skip

Fields = Mapping[str, Any]
Names = Mapping[str, str]


def field_name(field: str) -> str:
    return FIELDS.get(field, field)


def check_key(item: object) -> str:
    """Under which key `names` holds a checklist item's name: steps have the same codes."""
    return f"check:{item}"


def value_words(field: str, value: Any, names: Names) -> str:
    """One field's value for people. `names` gives the name behind an id (person, unit, matter, entry)."""
    if value is None or value == "":
        return "（空）"
    if isinstance(value, bool):
        return {"void": ("没有划去", "划去")}.get(field, ("否", "是"))[value]
    if field == "at" and isinstance(value, int):
        return clock.spoken(value)
    if isinstance(value, list):
        return "、".join(tag_name(str(one)) for one in value) or "（空）"
    if field == "delegation" and isinstance(value, dict):  # which request it took is no word for people
        value = {key: value.get(key) for key in ("for", "ref")}
    if isinstance(value, dict):
        return "；".join(f"{one}" for one in value.values() if one) or "（空）"
    if field in ("item", "check"):
        return names.get(check_key(value)) or names.get(str(value), str(value))
    return _coded(field, value) or names.get(str(value), str(value))


def _coded(field: str, value: Any) -> str | None:
    tables: dict[str, Mapping[Any, str]] = {
        "result": RESULTS, "verdict": VERDICTS, "severity": SEVERITIES, "stage": STAGES,
        "mode": MODES, "channel": CHANNELS, "from": NEEDS,
        "level": RATINGS, "event": CASE_EVENTS, "as": {"applicant": "办事人", "counter": "窗口人员"},
    }  # fmt: skip
    if field == "category":
        return category_name(str(value))
    return tables.get(field, {}).get(value)


def describe(kind: str, fields: Fields, names: Names) -> str:
    """What the entry says besides its kind, in one line; empty when the kind says it all."""
    describer = DESCRIBERS.get(kind)
    return describer(fields, names) if describer else str(fields.get("reason") or "")


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, "", []))


def _said(fields: Fields, field: str, names: Names, before: str = "", after: str = "") -> str:
    value = fields.get(field)
    return "" if value in (None, "", []) else f"{before}{value_words(field, value, names)}{after}"


def _open(fields: Fields, names: Names) -> str:
    shown = ("as", "mode", "channel", "place", "window")
    return _joined(*(_said(fields, field, names) for field in shown))


def _stage(fields: Fields, names: Names) -> str:
    step = names.get(fields.get("step") or "") or _said(fields, "stage", names)
    return _joined(step, _said(fields, "visit", names, "第 ", " 次到场"))


def _ticket(fields: Fields, names: Names) -> str:
    return _joined(_said(fields, "number", names, "号码 "), _said(fields, "ahead", names, "前面 ", " 人"))


def _material(fields: Fields, names: Names) -> str:
    listed = {True: "指南已列", False: "指南未列"}.get(fields.get("listed"), "")  # type: ignore[arg-type]
    shared = _said(fields, "shareable_from", names, "可向", "共享取得")
    copies = _said(fields, "copies", names, after=" 份")
    return _joined(
        fields.get("name"), copies, listed, _said(fields, "tags", names), shared, fields.get("note")
    )


def _intermediary(fields: Fields, names: Names) -> str:
    fee, days = _said(fields, "fee", names, "收费 ", " 元"), _said(fields, "days", names, "用时 ", " 天")
    return _joined(fields.get("name"), fee, days, _said(fields, "tags", names), fields.get("note"))


def _problem(fields: Fields, names: Names) -> str:
    about = _joined(_said(fields, "category", names) or category_name(None), _said(fields, "severity", names, "影响 "))
    return f"{fields.get('text') or ''}（{about}）"


def _photo(fields: Fields, names: Names) -> str:
    """The words of a restricted one are for those who may see it (photo_cards); this list is for everybody."""
    restricted = fields.get("restricted") is True
    marks = ["已遮挡"] * (fields.get("redacted") is True) + ["受限"] * restricted
    return _joined("" if restricted else fields.get("caption"), *marks)


def _case(fields: Fields, names: Names) -> str:
    ticket = _said(fields, "ticket", names, after=" 号")
    return _joined(_said(fields, "event", names), ticket, _said(fields, "matter", names), fields.get("note"))


DESCRIBERS: dict[str, Callable[[Fields, Names], str]] = {
    "open": _open,
    "stage": _stage,
    "leave": lambda fields, names: "",
    "return": lambda fields, names: _said(fields, "visit", names, "第 ", " 次到场"),
    "ticket": _ticket,
    "material": _material,
    "intermediary": _intermediary,
    "outcome": lambda fields, names: _joined(_said(fields, "result", names), fields.get("reason")),
    "check": lambda fields, names: _joined(
        _said(fields, "item", names), _said(fields, "verdict", names), fields.get("note")
    ),
    "problem": _problem,
    "need": lambda fields, names: _joined(_said(fields, "from", names), fields.get("text")),
    "note": lambda fields, names: str(fields.get("text") or ""),
    "photo": _photo,
    "rating": lambda fields, names: _said(fields, "level", names),
    "case": _case,
    "finish": lambda fields, names: _joined(_said(fields, "result", names), fields.get("summary")),
}
