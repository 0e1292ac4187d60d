"""林木采伐许可证, 亲身办: handed in, the result still to come (C07). The case gives no times."""

from zlc.demo import days, pictures
from zlc.demo.recorder import Phone
from zlc.demo.town import Town


def walk(town: Town) -> str:
    phone = Phone(town.people["recorder2"], now=days.at(days.working_days_ago(4), "09:15"), slow=-1400)
    walk = phone.open(
        "self", matter=town.matters["felling"].id, place="市政务服务中心二楼", window="林业窗口",
        head="罗建明",
    )  # fmt: skip
    phone.note("以普通办事人员身份，在窗口和手机 APP 上都走一遍。")
    phone.photo(pictures.form(601), "采伐许可申请表")
    phone.stage("acceptance", "window", 1)
    phone.outcome("accepted")
    phone.stage("result", "wait", 1)
    phone.note("查阅本年度许可事项办理台账，看流程、材料和时长还能不能再减。")
    phone.check("materials", "problem", "四份材料，还可以再减")
    phone.problem("materials", "流程、材料和时长还有可减的空间", stage="form", check="materials", severity=1)
    phone.push(town.folder)
    phone.photo(pictures.notice_board(401), "林业窗口的公示栏")
    phone.push()  # the record waits for no photo: this one is still on the phone
    return walk
