"""What became of what was given out: a rectification in every state, driven by the same verbs as real use."""

from collections.abc import Callable
from datetime import timedelta

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_day_from
from zlc.demo import days, pictures
from zlc.demo.proofs import shown, turns
from zlc.demo.town import Town
from zlc.problems.models import Problem
from zlc.rectifications import following
from zlc.rectifications.beginning import fix
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.planning import Plan

Find = Callable[[str, str], Problem]


def rectify(town: Town, find: Find, called_in: Problem) -> None:
    """`find(case, category)` is a problem of that walk; `called_in` the one from the hotline. What is not named here waits to be
    claimed."""
    _in_hand(town, find)
    _waiting(town, find)
    _at_an_end(town, find, called_in)


def _at(ago: int, hour: str, one: Rectification, verb: str, by: Person, *said: object) -> None:
    with clock.frozen_at(days.at(days.working_days_ago(ago), hour)):
        getattr(one, verb)(by, *said)


def _of(problem: Problem) -> Rectification:
    return following.of_problem(problem.id)[0]


def _in_hand(town: Town, find: Find) -> None:
    """One that is kept up, one that is late, one whose extension waits, one with a plan and a word on how it goes."""
    people = town.people
    town_hall, by = _of(find("C39", "awareness")), people["chengnan.recorder"]
    _at(36, "09:10", town_hall, "claim", by)
    _at(34, "15:20", town_hall, "plan", by, Plan(
        "awareness", "社区网格员上门教 60 岁以上老人在手机上申请；大厅加一块常办事项的二维码牌。", "online", "网上申请占到一半",
    ))  # fmt: skip
    _at(12, "16:45", town_hall, "note", by, "已走 6 个社区，教会 83 人；二维码牌已装。网上申请占比从 21% 到 38%。")
    _at(8, "10:20", town_hall, "keep_up", people["chengnan.coordinator"], "教会一批还有一批，每季度走一遍社区。")
    late = _of(find("C11", "materials"))
    _at(29, "08:50", late, "claim", people["urban.recorder"])
    notices = _of(find("C49 allowance", "form"))
    _at(19, "10:00", notices, "claim", people["civil.recorder"])
    _at(18, "11:10", notices, "plan", people["civil.recorder"], Plan(
        "process", "授权书附一张填写样例，收件时当场对一遍。", criterion="收件后退回重填的，一个月里不超过 2 件",
    ))  # fmt: skip
    later = working_day_from(clock.today() + timedelta(days=60))
    _at(2, "14:30", notices, "ask_extension", people["civil.recorder"], later, "样例要等省厅新版授权书，省厅说下月印发。")
    system, by = _of(find("C45", "system")), people["coordinator"]
    _at(5, "09:15", system, "claim", by)
    _at(5, "09:30", system, "plan", by, Plan("system", "提请省厅改系统；改好之前窗口代为预查。", criterion="打回一次，错误一次说全"))
    _at(3, "17:00", system, "note", by, "省厅信息中心回话，下个版本里改。")


def _waiting(town: Town, find: Find) -> None:
    """One for somebody to verify, one that was sent back, and one that was put right on the spot."""
    people = town.people
    proof, by = _of(find("C15", "materials")), people["qingxi.recorder"]
    _at(28, "10:00", proof, "claim", by)
    _at(27, "10:20", proof, "plan", by, Plan("process", "有残疾证的，户口信息由窗口在系统里查，不再要户口本。", "materials", "3 份"))
    _at(9, "15:00", proof, "submit", by, Done("材料从 4 份减到 3 份。", "register", "青溪街办〔2026〕17 号：公共服务办收件清单（修订）"))
    queue, by = _of(find("C43", "queue")), people["clerk"]
    _at(5, "14:00", queue, "claim", by)
    _at(5, "16:20", queue, "plan", by, Plan("people", "中午加一人轮岗，叫号屏每 5 分钟报一次还要等多久。", "wait", "高峰不超过 20 分钟"))
    screen = pictures.queue_screen(811, ("A031", 1), ("A032", 3), ("B014", 7))
    sheet = ("大厅的轮岗表.jpg", pictures.sheet(812))
    _at(4, "10:20", queue, "attach", by, shown(town, by, "叫号屏改过之后", ("叫号屏.jpg", screen), sheet))
    _at(4, "10:30", queue, "submit", by, Done("高峰等候 25 分钟。", "words", "轮岗表贴在大厅；叫号屏已改。"))
    _at(3, "09:30", queue, "fail", people["office"], working_day_from(clock.today()), "中午去看了，还有 30 人在等，没有到 20 分钟。")
    with clock.frozen_at(days.at(days.working_days_ago(5), "17:10")):
        fix(
            find("C43", "inconsistent"), people["coordinator"],
            Plan("people", "三个窗口一起对了口径，一张纸贴在每个台面上。", criterion="三个窗口说的一样"),
            Done("当天下午三个窗口各问一遍，说的一样。", "words", "口径单：灵活就业参保要带的材料。"),
        )  # fmt: skip


def _at_an_end(town: Town, find: Find, called_in: Problem) -> None:
    """Verified by the head, verified by the office because it was 重, and cancelled."""
    people = town.people
    noon, by = _of(called_in), people["clerk"]
    _at(6, "10:10", noon, "claim", by)
    _at(6, "10:40", noon, "plan", by, Plan("rules", "中午两人轮值，门口贴明中午照常办理。", criterion="中午来的人不用等到下午"))
    week = turns([("窗口甲", "窗口乙"), ("窗口乙", "窗口丙"), ("窗口丙", "窗口甲"), ("窗口甲", "窗口乙"), ("窗口乙", "窗口丙")])
    notice = ("门口的告示.jpg", pictures.notice_board(813))
    _at(4, "15:20", noon, "attach", by, shown(
        town, by, "告示和这一周的轮值表", notice, ("中午轮值表.xlsx", week), ("大厅的轮岗表.jpg", pictures.sheet(812)),
    ))  # fmt: skip
    _at(4, "15:30", noon, "submit", by, Done("中午照常办理，来电人回访说已经补办好了。", "words", "门口的告示；轮值表每周一贴出。"))
    _at(3, "12:40", noon, "verify", people["head"], "今天中午去窗口看了，两个人都在，告示贴在门上。")
    crossing, by = _of(find("C35", "other")), people["police.recorder"]
    _at(27, "09:00", crossing, "claim", by)
    _at(26, "16:00", crossing, "plan", by, Plan("facilities", "在企业大门正前方开掉头口。", criterion="员工上下班不再逆行、翻护栏"))
    _at(8, "11:00", crossing, "submit", by, Done("掉头口已开，一周没有再见翻越。", "words", "事故记录近一周为零。"))
    _at(6, "15:50", crossing, "verify", people["office"], "和企业的人一起走了一遍，早高峰看了半小时，没有人逆行。")
    deed = _of(find("C37 deed", "skill"))
    _at(2, "09:10", deed, "cancel", people["coordinator2"], "和另一条一起办，合成一项重新立。")
