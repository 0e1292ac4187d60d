"""商品房抵押登记, 陪同办: ten minutes in all (C01). The case does not say how they divide."""

from zlc.demo import days, pictures
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town

TOTAL = 10


def walk(town: Town) -> str:
    arrived = days.at(days.working_days_ago(6), "10:05")
    # The recorder noticed only in front of the window that the stage had not been tapped.
    phone = Phone(town.people["recorder2"], now=arrived, slow=-1400)
    walk = phone.open(
        "accompany", matter=town.matters["mortgage"].id, place="市政务服务中心二楼",
        window="不动产登记 3 号窗口", head="罗建明", companions=["一位办事群众"],
    )  # fmt: skip
    phone.ticket("A017")
    phone.wait(2)
    window = phone.stage("acceptance", "window", 1)
    phone.wait(1)
    phone.amend(window, "陪同的人先到了窗口，走过去才点，按取号单上的时间改", at=arrived)
    board = phone.photo(pictures.notice_board(101), "大厅里的公告栏")
    phone.wait(TOTAL - 3)
    phone.outcome("done", "全流程 10 分钟")
    phone.check("window", "good", "全流程 10 分钟，时间已不是主要障碍")
    access = phone.problem("facilities", "大厅无障碍设施不足", stage="acceptance", severity=2)
    phone.photo(pictures.notice_board(102), "公告栏前没有无障碍通道", of=access)
    phone.problem("guidance", "信息反馈渠道不畅", check="complaints", stage=window, severity=2)
    phone.amend(board, "说明写得太笼统", caption="大厅公告栏，没有写意见往哪里反映")
    phone.note("时间已不是主要障碍，新的问题和困难只有现场体验才能发现。")
    phone.finish("done", "陪同办理商品房抵押登记，全流程 10 分钟。")
    phone.go_to(phone.now + MINUTE)
    phone.push(town.folder)
    return walk
