"""Walks in a street's hall and a town's: C39, C55 before and after, C23."""

from typing import Any

from zlc.demo import pictures
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out

STREET: dict[str, Any] = {"place": "城南街道政务服务大厅"}


def reissue(town: Town) -> str:
    """企业开办、补领更换执照, with a 体验官 (C39): five steps named, no lengths."""
    phone = set_out(
        town, "chengnan.recorder", 45, "09:40", "self", "reissue",
        companions=["营商环境体验官（人大代表、商会、企业代表）"], **STREET,
    )  # fmt: skip
    for stage, step in (("consult", "consult"), ("queue", "ticket"), ("form", "form"), ("acceptance", "window")):
        phone.stage(stage, step, 1, how="later")
    phone.photo(pictures.queue_screen(202, ("A031", 2), ("A032", 3), ("A033", 4)), "街道大厅的叫号屏")
    phone.problem("system", "系统运行有时偏慢（网络）", stage="acceptance", severity=1)
    phone.problem("awareness", "群众对网上申请不熟悉", stage="form", check="online_query", severity=1)
    phone.note("加强前置宣传指引。")
    phone.note("2021 年起共 13 次、20 多名体验官、100 余项意见。")
    return end(phone, town)


def tax_before(town: Town) -> str:
    """Two windows, thirty minutes for one (C55)."""
    phone = set_out(town, "chengnan.recorder", 80, "10:00", None, "rent_tax", **STREET)
    window = phone.stage("acceptance", "window", 1)
    phone.problem("queue", "需经过 2 个窗口（开发票、开税票）", stage=window, check="one_chain", severity=2)
    crowd = phone.problem("queue", "高峰等待常超过 20 人", stage="queue", check="order", severity=3)
    phone.photo(pictures.queue_screen(201, ("A026", 2), ("A027", 4), ("B011", 7)), "高峰时的叫号屏", of=crowd)
    phone.wait(30)
    phone.outcome("done")
    return end(phone, town, "done", "单笔 30 分钟。")


def tax_after(town: Town) -> str:
    """One window: ten minutes from handing in to done, two of them at the window."""
    phone = set_out(town, "chengnan.recorder", 21, "10:00", None, "rent_tax", window="综合窗口", **STREET)
    phone.stage("acceptance", "window", 1)
    phone.wait(2)
    phone.stage("result", "wait", 1)
    phone.wait(8)
    phone.outcome("done")
    phone.note("纳入综合窗口；部分表单前置到填单区、材料初审。窗口由 22 个专窗减为 5 个综窗。")
    return end(phone, town, "done", "交材料到办结 10 分钟，实际在窗口 2 分钟。")


def subsidy(town: Town) -> str:
    """残疾人补贴、医保事务 by the mayor of a town (C23); what was amiss the report does not list."""
    phone = set_out(town, "shiqiao.recorder", 38, "09:20", "self", "subsidy", place="石桥镇便民服务中心")
    for stage, step in (("consult", "consult"), ("form", "form"), ("acceptance", "window"), ("result", "wait")):
        phone.stage(stage, step, 1, how="later")
    phone.stage("result", "result", 1, how="later")
    phone.photo(pictures.notice_board(101), "便民服务中心的公告栏")
    phone.note("现场咨询、材料准备、窗口收件、后台审批、办结反馈都走了一遍，各用多久没有记。")
    phone.note("现场指出存在的不足，当时没有逐条记下。不定期开展体验，优化流程。")
    return end(phone, town)
