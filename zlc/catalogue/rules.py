"""指南自查: whether what is published about a matter agrees with itself.

The rules are those of a real checking script (research, domain.md §3.3), numbered as there, and one of our own: a promise
is no longer than the law's limit. A rule speaks only about what was published: nobody is blamed for a column no list had.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from zlc.catalogue.models import Limit
from zlc.catalogue.published import Published
from zlc.catalogue.values import narrow

RULES = {
    "promise": "承诺时限不超过法定时限",
    "kind": "即办对应即办件，其余对应承诺件",
    "result": "结果名称与办结方式一致",
    "on_site": "要到现场的写明原因，不用到现场的写「无」",
    "no_trip": "不用到现场的能网办或邮寄，全程网办的不用到现场",
    "fee": "收费的写明依据和项目，不收费的没有网上支付",
    "phones": "咨询电话与投诉电话不同，并带区号",
    "theme": "服务对象与主题分类一致",
    "licence": "行政许可有受理、审核、审批、办结、送达，常见问题和结果样本不空",
    "count": "材料数量与所列材料一致",
}
LICENCE_STEPS = 5
EMPTY = ("", "无", "/", "-", "—", "没有", "不涉及")
RESULTS = (("批复", "审批办结"), ("证", "出证办结"), ("文", "出文办结"))
# A mobile number needs none, nor do the nationwide short ones (12345 …) and 400.
AREA_CODE = re.compile(r"(?<!\d)(0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|1[12]\d{3,4}|9\d{4}|400-?\d{3,4}-?\d{3,4})(?!\d)")


class Finding(NamedTuple):
    rule: str
    message: str


def findings_of(one: Published) -> list[Finding]:
    return [Finding(rule, message) for rule, check in CHECKS.items() for message in check(one)]


def _given(one: Published, key: str) -> str | None:
    """The text of a further field; "" when the guide leaves it blank, None when no list had the column."""
    text = one.further.get(key)
    return None if text is None else "" if narrow(text) in EMPTY else text.strip()


def _says(one: Published, key: str, yes: str = "是") -> bool | None:
    text = one.further.get(key)
    return None if not text or not text.strip() else narrow(text).startswith((yes, "支持", "能", "可"))


def _promise(one: Published) -> Iterator[str]:
    law, promised = one.statutory, one.promised
    if law and promised and law.unit == promised.unit and promised.value > law.value:
        yield f"承诺时限 {promised.spoken} 长于法定时限 {law.spoken}"
    if law and promised and law.unit == "at_once" != promised.unit and promised.value > 0:
        yield f"法定时限是即办，承诺时限却是 {promised.spoken}"


def _kind(one: Published) -> Iterator[str]:
    if one.promised is None:
        return
    at_once = one.promised.unit == "at_once"
    promised = _spoken(one.promised)
    for key, name, wanted in (
        ("case_kind", "办件类型", "即办件" if at_once else "承诺件"),
        ("review_kind", "审查类型", "即审即办" if at_once else "前审后批"),
    ):
        said = _given(one, key)
        if said is not None and wanted not in said and "上报件" not in said:
            yield f"承诺时限是{promised}，{name}应为「{wanted}」，现在{_now(said)}"


def _result(one: Published) -> Iterator[str]:
    name, kind = _given(one, "result_name"), _given(one, "result_kind")
    if not name or kind is None:
        return
    bare = re.sub(r"[(（][^)）]*[)）]$|[》」”\s]+$", "", name)
    wanted = next((wanted for ending, wanted in RESULTS if bare.endswith(ending)), None)
    if wanted and wanted not in kind:
        yield f"结果名称是「{_short(name)}」，办结方式应为「{wanted}」，现在{_now(kind)}"


def _on_site(one: Published) -> Iterator[str]:
    reason = _given(one, "on_site_reason")
    if one.trips is None or reason is None:
        return
    if one.trips and not reason:
        yield f"要到现场 {one.trips} 次，却没有写必须现场办理的原因"
    if not one.trips and reason:
        yield f"到现场 0 次，必须现场办理原因说明应为「无」，现在是「{_short(reason)}」"


def _no_trip(one: Published) -> Iterator[str]:
    depth = _given(one, "online_depth") or ""
    whole = "全程网办" in depth or "Ⅳ" in depth or "IV" in narrow(depth)
    if whole and one.trips:
        yield f"网上办理深度是全程网办，到现场次数应为 0，现在是 {one.trips}"
    online = "online" in one.channels or whole or _says(one, "online")
    if one.trips == 0 and one.channels and not online and not _says(one, "delivery"):
        yield "到现场 0 次，又不能网办，办理形式应含邮寄申请"


def _fee(one: Published) -> Iterator[str]:
    charges, pays = _says(one, "charges"), _says(one, "online_payment")
    if charges:
        for key, name in (("fee_basis", "收费依据"), ("fee_item", "收费项目"), ("online_payment", "是否支持网上支付")):
            if _given(one, key) == "" and not (key == "online_payment" and one.further[key].strip()):
                yield f"写明收费，却没有写{name}"
        if one.fee is not None and "不收费" in one.fee:
            yield "是否收费写「是」，收费标准却写「不收费」"
    if charges is False and pays:
        yield "不收费，却写支持网上支付"


def _phones(one: Published) -> Iterator[str]:
    enquiry, complaint = _given(one, "phone_enquiry"), _given(one, "phone_complaint")
    if enquiry and complaint and narrow(enquiry) == narrow(complaint):
        yield f"咨询电话和投诉电话相同（{_short(enquiry)}）"
    for name, text in (("咨询电话", enquiry), ("投诉电话", complaint)):
        if text and re.search(r"\d{5,}", narrow(text)) and not AREA_CODE.search(narrow(text)):
            yield f"{name}没有区号（{_short(text)}）"


def _theme(one: Published) -> Iterator[str]:
    serves = _given(one, "serves")
    if not serves:
        return
    for word, also, key in (("自然人", "个人", "theme_natural"), ("法人", "企业", "theme_legal")):
        theme, served = _given(one, key), word in serves or also in serves
        if served and theme == "":
            yield f"服务对象有{word}，面向{word}的主题分类却没有填"
        if not served and theme:
            yield f"服务对象没有{word}，却填了面向{word}的主题分类"


def _licence(one: Published) -> Iterator[str]:
    if "行政许可" not in (_given(one, "power") or ""):
        return
    if one.steps is not None and one.steps < LICENCE_STEPS:
        yield f"行政许可的办理环节不少于 {LICENCE_STEPS} 个（受理、审核、审批、办结、送达），现在是 {one.steps} 个"
    if _given(one, "faq") == "":
        yield "行政许可的常见问题没有填"
    if _given(one, "result_name") and _given(one, "result_sample") == "":
        yield "有审批结果，却没有结果样本"


def _count(one: Published) -> Iterator[str]:
    said = re.search(r"\d+", narrow(_given(one, "material_count") or ""))
    if said and one.materials and int(said[0]) != len(one.materials):
        yield f"材料数量写 {int(said[0])} 份，列出的有 {len(one.materials)} 份"


def _spoken(limit: Limit) -> str:
    return "即办" if limit.unit == "at_once" else f" {limit.spoken}"


def _now(said: str) -> str:
    return f"是「{_short(said)}」" if said else "没有填"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else f"{text[:24]}…"


CHECKS: dict[str, Callable[[Published], Iterator[str]]] = {
    "promise": _promise, "kind": _kind, "result": _result, "on_site": _on_site, "no_trip": _no_trip,
    "fee": _fee, "phones": _phones, "theme": _theme, "licence": _licence, "count": _count,
}  # fmt: skip
