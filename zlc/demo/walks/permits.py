"""Permits of the bureaus: C11, C13, C25, C51, C59."""

from zlc.demo import days, pictures
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out


def billboard(town: Town) -> str:
    """设置户外广告审批 (C11): a number drawn and a question asked, like anybody; no lengths."""
    phone = set_out(
        town, "urban.recorder", 36, "10:00", "self", "billboard", place="市政务服务中心三楼", window="法人综合受理窗口"
    )
    phone.stage("queue", "ticket", 1, how="later")
    phone.stage("consult", "consult", 1, how="later")
    many = phone.problem("materials", "申请材料仍有可减空间", stage="consult", check="materials", severity=2)
    phone.photo(pictures.form(502, 1), "窗口给的材料单", of=many)
    phone.note("责成科室研究可减少的申请材料。")
    return end(phone, town)


def franchise(town: Town) -> str:
    """特许经营项目报批, the first after the new rule (C13)."""
    phone = set_out(town, "development.recorder", 28, "14:30", "self", "franchise", place="市政务服务中心三楼")
    phone.stage("acceptance", "window", 1, how="later")
    unclear = phone.problem(
        "guidance", "新规变化要点和材料模板不清楚，办事人不知要额外注意什么", stage="consult", check="guide", severity=3
    )
    phone.photo(pictures.sheet(402), "新办法后的材料，没有模板", of=unclear)
    phone.note("立即梳理新规变化要点；建立申报事前指导服务机制。")
    return end(phone, town)


def environment(town: Town) -> str:
    """生态环境审批 (C25): the report says that they walked, and no more."""
    phone = set_out(town, "ecology.recorder", 52, "09:30", "self", "environment", place="市政务服务中心三楼")
    phone.stage("acceptance", "window", 1, how="later")
    phone.note("边体验、边查找、边整改。")
    return end(phone, town)


def start(town: Town) -> str:
    """建设项目开工“一件事”, on line in the builder's part (C51)."""
    phone = set_out(town, "housing.recorder", 33, "09:10", "self", "start", "online")
    steps = (("consult", "register"), ("form", "fill"), ("acceptance", "accept"), ("result", "wait"), ("result", "result"))
    for stage, step in steps:
        phone.stage(stage, step, how="later")
    phone.photo(pictures.form(501), "一件事联合申报的表单")
    phone.note("双角色：先做建设单位经办人，再做窗口审批人员。重点看表单填报、材料上传、系统指引、环节衔接。")
    phone.note("迅速组织业务股室专题探讨优化。")
    return end(phone, town)


def construction(town: Town) -> str:
    """建筑工程施工许可证: put right by the next day, and had that day; two trips, five papers (C59)."""
    phone = set_out(
        town, "housing.recorder", 17, "10:20", None, "construction", place="市政务服务中心三楼", window="施工许可窗口"
    )
    phone.bring(town.matters["construction"])
    phone.note("材料由十几项减到 5 份。")
    phone.stage("acceptance", "window", 1, how="later")
    first = phone.problem("one_notice", "首次材料不充分需修改", stage="acceptance", check="one_notice", severity=1)
    phone.photo(pictures.form(502, 1), "一次性告知书上要改的一处", of=first)
    phone.outcome("supplement", "按一次性告知书修改")
    phone.leave(1)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_ago(16), "10:20"))
    phone.stage("acceptance", "window", 2, how="later")
    phone.outcome("done", "次日补交，当天取证")
    return end(phone, town, "done", "次日补交当天取证，跑 2 趟，材料 5 份。")
