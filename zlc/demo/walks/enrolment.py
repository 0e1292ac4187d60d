"""灵活就业人员参保登记, 陪同办: from acceptance to done in under five minutes (C03). The result is had at the
window; what the applicant brought the case does not say."""

from zlc.demo import days, pictures
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town

ACCEPTED_TO_DONE = 4.7  # 「不到5分钟」


def walk(town: Town) -> str:
    phone = Phone(town.people["recorder"], now=days.at(days.working_days_ago(12), "09:40"), slow=640)
    walk = phone.open(
        "accompany", matter=town.matters["enrolment"].id, place="市政务服务中心一楼", window="社保综合窗口",
        head="梁文慧", companions=["一位灵活就业人员"],
    )  # fmt: skip
    phone.photo(pictures.queue_screen(201, ("A026", 2), ("A027", 4), ("B011", 7)), "叫号屏")
    window = phone.stage("acceptance", "window", 1)
    phone.note("边办边谈：当场告诉办事人，也可以在手机 APP、12333 平台自助登记，或者到街道、社区窗口办。")
    phone.wait(ACCEPTED_TO_DONE)
    phone.outcome("done", "不到 5 分钟办结")
    unaware = phone.problem(
        "awareness", "部分办事人不知道可在 APP 或街道、社区就近办理", stage=window, severity=1
    )
    phone.photo(pictures.notice_board(202), "公告栏里没有自助登记的办法", of=unaware)
    phone.check("self_service", "problem", "APP 能办，来窗口的人不知道")
    phone.need("public", "希望能在 APP 或者街道、社区就近办，不用专门跑一趟")
    phone.finish("done", "陪同办理灵活就业人员参保登记，从受理到办结不到 5 分钟。")
    phone.go_to(phone.now + MINUTE)
    phone.push(town.folder)
    return walk
