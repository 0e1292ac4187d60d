"""单位社保跨区迁移, 亲身办: five visits, two queues of 60 and 120 minutes, half an hour's drive (C43).

The case tells how long the first two visits queued, and of the others only that they happened. Those
were added afterwards, without a length. How many papers were asked for it leaves open.
"""

from zlc.demo import days, pictures
from zlc.demo.recorder import Phone
from zlc.demo.town import Town

FIRST_QUEUE, SECOND_QUEUE, DRIVE = 60, 120, 30
VISITS = 5


def walk(town: Town) -> str:
    phone = Phone(town.people["head"], now=days.at(days.working_days_ago(15), "09:00"))
    walk = phone.open(
        "self", matter=town.matters["transfer"].id, place="高新区办事服务中心分中心", head="梁文慧",
    )  # fmt: skip
    _first_visit(phone)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_ago(13), "09:00"))
    _second_visit(phone)
    _third_visit(phone)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_ago(10), "15:20"))
    _fourth_visit(phone)
    phone.push(town.folder)
    phone.go_to(days.at(days.working_days_ago(7), "16:10"))
    phone.come_back(5, how="later")
    phone.note("第 5 趟。这一趟用了多久、最后有没有办成，当时没有记。", how="later")
    phone.need("enterprise", "转出地和转入地之间请自己衔接，不要让单位拿着表来回跑着盖章")
    phone.finish(summary="一件社保跨区迁移前后跑了 5 趟，排队 60 分钟和 120 分钟各一次。")
    phone.push(town.folder)
    return walk


def _first_visit(phone: Phone) -> None:
    queue = phone.stage("queue", "ticket", 1)
    crowd = phone.problem("queue", "没有叫号机，全靠挤", stage=queue, severity=3)
    phone.photo(pictures.notice_board(401), "没有叫号机，墙上只有一块公告栏", of=crowd)
    phone.wait(FIRST_QUEUE)
    phone.note("被告知须先注销。")
    phone.leave(1)


def _second_visit(phone: Phone) -> None:
    phone.stage("queue", "ticket", 2)
    phone.wait(SECOND_QUEUE)
    phone.problem(
        "inconsistent", "第一次被告知须注销，第二次改口不用注销",
        stage="acceptance", check="one_notice", severity=3,
    )  # fmt: skip
    phone.note("改口说不用注销了，要到江东办。")
    phone.leave(2)


def _third_visit(phone: Phone) -> None:
    phone.wait(DRIVE)
    phone.come_back(3)
    phone.note("从分中心到江东，路途 30 分钟。")
    phone.note("转入地要求转出地先盖章。")
    phone.leave(3, how="later")


def _fourth_visit(phone: Phone) -> None:
    phone.come_back(4, how="later")
    phone.note("转出地要求转入地先盖章。")
    circle = phone.problem(
        "strange_proof", "转出、转入两地互相要求对方先盖章，成了循环盖章", check="proof_need", severity=3
    )
    phone.check("proof_need", "problem", "循环证明：盖这边的章，要先有那边的章")
    phone.photo(pictures.sheet(402), "要对方先盖章的申请表", of=circle)
    phone.leave(4, how="later")
