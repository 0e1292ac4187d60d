"""Help for those who need it: C49 twice, C17, C57 over the long holiday."""

from zlc.demo import days, pictures
from zlc.demo.recorder import Phone
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out

NEWBORN_DAYS = 5  # working days, 「最长 5 个工作日」


def allowance(town: Town) -> str:
    """低保申请, 陪同办: seven papers (C49)."""
    phone = set_out(
        town, "civil.recorder", 23, "09:30", "accompany", "allowance", place="市政务服务中心一楼",
        companions=["一位申请低保的群众"],
    )  # fmt: skip
    phone.bring(town.matters["allowance"])
    vague = phone.problem(
        "form", "“家庭经济状况核对授权书”填写指引模糊，多人反复修改", stage="form", check="guide", severity=2
    )
    phone.photo(pictures.form(502, 1), "反复修改的授权书", of=vague)
    phone.note("领导班子每月至少 1 天体验。")
    return end(phone, town)


def society(town: Town) -> str:
    """社会组织成立登记, the check before acceptance on line (C49)."""
    phone = set_out(town, "civil.recorder", 22, "14:20", "self", "society", "online")
    phone.stage("queue", "precheck", how="later")
    phone.problem(
        "inconsistent", "系统提示信息与纸质指南不一致，引起误解", stage="queue", check="online_query", severity=2
    )
    return end(phone, town)


def outpatient(town: Town) -> str:
    """购药 where nobody knows the head of the bureau (C17)."""
    phone = set_out(town, "medical.recorder", 30, "10:00", "self", "outpatient", place="一家医疗机构")
    phone.stage("acceptance", "window", 1, how="later")
    phone.problem("other", "局长开 3 种药只拿到 1 种", stage="acceptance", severity=3)
    phone.note("选择无法被特殊照顾的事项，避免“领导走流程比普通人顺”。")
    phone.note("向社会公布走流程事项清单和群众诉求电话。")
    return end(phone, town)


def newborn(town: Town) -> str:
    """新生儿出生“一件事”, handed in on the last day before the long holiday (C57)."""
    handed_in = days.before_long_holiday()
    head = town.units["health"].head_on(handed_in)
    phone = Phone(town.people["health.recorder"], now=days.at(handed_in, "15:30"), slow=380)
    phone.open(
        "accompany", matter=town.matters["newborn"].id, place="市妇幼保健院一楼", window="综合窗口",
        companions=["一位新生儿家长"], **({"head": head.name} if head else {}),
    )  # fmt: skip
    phone.bring(town.matters["newborn"])
    phone.stage("form", "form", 1, how="later")
    phone.stage("acceptance", "window", 1, how="later")
    phone.note("医院端一次办 4 项，其余 3 项综窗办；小程序录入、部门数据共享。")
    phone.photo(pictures.form(501), "一张表，7 个事项")
    phone.outcome("accepted")
    phone.stage("result", "wait", 1)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_after(handed_in, NEWBORN_DAYS), "15:30"))
    phone.outcome("done", "最长 5 个工作日")
    phone.note("办理时间 32 个工作日减到最长 5 个工作日；跑动 4 次减到 1 次；材料 9 份减到 2 份；环节 16 个减到 3 个。")
    return end(phone, town, "done", "跨了一个长假，自然日多出许多，工作日还是 5 个。")
