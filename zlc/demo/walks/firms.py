"""Firms and shops: C21 twice, C37 in two halls, C35 in front of a factory gate."""

from typing import Any

from zlc.demo import days, pictures
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out

ZONE: dict[str, Any] = {"place": "红商圈“一件事一次办”专区"}
TRIED: dict[str, Any] = {"companions": ["一位体验员（企业总经理）"]}


def licence(town: Town) -> str:
    """企业营业执照申请 (C21): no lengths, no problems told. One tap was taken back at once."""
    phone = set_out(town, "market.recorder", 41, "09:30", "self", "company", window="综合窗口", **ZONE)
    slip = phone.outcome("refused")
    phone.amend(slip, "undo", void=True)
    phone.stage("acceptance", "window", 1, how="later")
    phone.note("优化流程、提升服务品质和业务能力。4 月中旬以来 14 家部门完成走流程。")
    return end(phone, town)


def catering(town: Town) -> str:
    """小餐饮经营许可 (C21)."""
    phone = set_out(town, "market.recorder", 41, "11:00", "self", "catering", **ZONE)
    phone.stage("acceptance", "window", 1, how="later")
    phone.photo(pictures.form(501), "小餐饮经营许可申请表")
    return end(phone, town)


def registration(town: Town) -> str:
    """企业注册, tried by a 体验员 (C37)."""
    phone = set_out(town, "office", 26, "09:40", "self", "company", place="市政务服务中心二楼", **TRIED)
    phone.stage("acceptance", "window", 1, how="later")
    phone.problem("inconsistent", "不同窗口对同一材料要求有细微差异", stage="acceptance", severity=2)
    phone.note("部门间统一材料要求并在大厅公示。")
    return end(phone, town)


def deed(town: Town) -> str:
    """房产过户, tried by the same 体验员 (C37)."""
    phone = set_out(
        town, "recorder2", 26, "10:30", "accompany", "deed", place="市政务服务中心二楼", **TRIED
    )
    phone.stage("acceptance", "window", 1, how="later")
    vague = phone.problem("skill", "线下窗口对特殊情况解释不够详尽", stage="acceptance", check="window", severity=2)
    phone.photo(pictures.form(502, 1), "当场没有讲明白的一栏", of=vague)
    phone.note("利用下班时段组织窗口业务培训。")
    return end(phone, town)


def turning_place(town: Town) -> str:
    """企业门口道路掉头难, heard at the window of 局长帮您办 and looked at the same afternoon (C35)."""
    phone = set_out(town, "police.recorder", 31, "09:30", None, "企业门口道路掉头难", window="局长帮您办窗口")
    far = phone.problem(
        "other", "掉头口距企业大门较远，员工逆行、翻越护栏，事故多发", check="fallback", severity=3
    )
    phone.photo(pictures.sheet(301), "企业交来的说明", of=far)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_ago(31), "15:00"))
    phone.note("当天下午现场勘查，会同街道和企业代表会商，调整护栏开口并增设红绿灯。")
    return end(phone, town, summary="问题解决。")
