"""What the coordinators have done with the problems so far, a line each, forward in time as a desk works."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.catalogue.calendar import working_day_from, working_day_until
from zlc.database import db
from zlc.demo import days
from zlc.demo.again import walk_again
from zlc.demo.coming_back import come_back
from zlc.demo.demanding import decide
from zlc.demo.passing import pass_on
from zlc.demo.recorder import Phone
from zlc.demo.rectifying import rectify
from zlc.demo.town import Town
from zlc.problems import gaps
from zlc.problems.models import Problem
from zlc.problems.registering import register
from zlc.problems.said import Said
from zlc.rectifications.beginning import Order, begin
from zlc.walks.models import Walk

CONFIRM, GIVE_OUT, REJECT, REOPEN = "confirm", "give out", "reject", "reopen"


class Step(NamedTuple):
    """`ago` in working days. `due` in days from today, for giving out; `what` the department or the reason."""

    ago: int
    hour: str
    who: str
    case: str
    category: str
    verb: str
    what: str = ""
    to: str | None = None
    due: int = 0
    as_: str = "untrue"


HALL, LAND = "社保综合窗口", "行政审批股"
STEPS = (
    Step(40, "15:10", "chengnan.coordinator", "C39", "system", REJECT, "查了当天的监测，系统正常，慢在大厅的无线网。"),
    Step(38, "10:20", "chengnan.coordinator", "C39", "system", REOPEN, "大厅的无线网也归我们管，该改。"),
    Step(37, "09:40", "chengnan.coordinator", "C39", "awareness", GIVE_OUT, "公共服务办", "chengnan.recorder", 12),
    Step(30, "16:00", "urban.coordinator", "C11", "materials", GIVE_OUT, "市容管理股", "urban.recorder", -3),
    Step(29, "09:30", "qingxi.coordinator", "C15", "materials", GIVE_OUT, "公共服务办", "qingxi.recorder", 3),
    Step(29, "09:50", "qingxi.coordinator", "C15", "unpredictable", CONFIRM),
    Step(28, "11:00", "police.coordinator", "C35", "other", GIVE_OUT, "交通设施股", "police.recorder", 9),
    Step(27, "10:30", "medical.coordinator", "C17", "other", CONFIRM),
    Step(25, "14:30", "development.coordinator", "C13", "guidance", GIVE_OUT, "固定资产投资股", "development.recorder", 0),
    Step(20, "09:50", "civil.coordinator", "C49 allowance", "form", GIVE_OUT, "社会救助股", "civil.recorder", 25),
    Step(14, "15:20", "housing.coordinator", "C59", "one_notice", CONFIRM),
    Step(9, "16:10", "transport.coordinator", "C09", "awareness", GIVE_OUT, "运输管理股", None, 6),
    Step(6, "09:25", "coordinator", "C43", "queue", GIVE_OUT, HALL, "clerk", 2),
    Step(6, "09:30", "coordinator", "C43", "strange_proof", GIVE_OUT, HALL, "clerk", -1),
    Step(6, "09:40", "coordinator", "C43", "inconsistent", CONFIRM),
    Step(6, "09:45", "coordinator", "C45", "system", GIVE_OUT, "信息中心", None, 21),
    Step(
        6, "10:05", "coordinator", "C41", "resubmit_queue", REJECT,
        "现场核对：已增设“补齐补正”窗口，免预约，补正提交全程不到 5 分钟。",
    ),
    Step(5, "10:40", "coordinator2", "C01", "facilities", GIVE_OUT, LAND, "clerk2", 25),
    Step(4, "11:20", "coordinator2", "C37 deed", "skill", GIVE_OUT, "不动产登记窗口", "clerk2", 3),
    Step(2, "15:30", "coordinator2", "C05", "other", CONFIRM),
    Step(1, "16:05", "coordinator", "C03", "awareness", CONFIRM),
)  # fmt: skip


def drive_problems(town: Town, walks: dict[str, str]) -> None:
    """`walks` are ids by case. Afterwards one recorder amends what the desk has confirmed."""
    today = clock.today()
    for step in STEPS:
        with clock.frozen_at(days.at(days.working_days_ago(step.ago), step.hour)):
            _take(step, _problem(walks[step.case], step.category), town, _due(today, step.due))
    _decide_gaps(town, walks)
    called_in = _register(town)
    rectify(town, lambda case, category: _problem(walks[case], category), called_in)
    walk_again(town, walks)
    come_back(town, lambda case, category: _problem(walks[case], category))
    pass_on(town, lambda case, category: _problem(walks[case], category))
    decide(town, walks["C49 allowance"])
    _second_thoughts(town, walks["C03"])


def _due(today: date, days_on: int) -> date:
    """A working day about then, over or to come as the step says."""
    day = working_day_until(today + timedelta(days=days_on))
    return working_day_from(today) if day < today <= today + timedelta(days=days_on) else day


def _decide_gaps(town: Town, walks: dict[str, str]) -> None:
    """One gap between published and measured becomes a problem, one is dropped, and so is what else one walk proposes; the others
    are still open."""
    by = town.people["coordinator"]
    with clock.frozen_at(days.at(days.working_days_ago(6), "09:50")):
        food, street = (db.session.get_one(Walk, walks[case]) for case in ("C45", "C43"))
        late = next(gap for gap in gaps.gaps_of(food) if gap.code == "limit")
        gaps.accept(food, "limit", by, late.text)
        gaps.drop(street, "wait", by, "等候久已另记为问题，不重复记。")
        for gap in gaps.gaps_of(food):
            if gap.open:
                gaps.drop(food, gap.code, by, "走的时候已经记为问题，不重复记。")


def _register(town: Town) -> Problem:
    """What no walk found: from the hotline, given out by now, and from a meeting with enterprises, still to be looked at."""
    by, called, met = town.people["coordinator"], days.working_days_ago(8), days.working_days_ago(3)
    with clock.frozen_at(days.at(days.working_days_ago(7), "09:20")):
        called_in = Said(
            "来电人说，社保卡补办窗口中午没有人，等到一点半才办上；门口没有写中午怎么办", "hotline", "queue", "2", "queue",
            outside_number=f"工单 {called:%Y%m%d}-0387", place="市政务服务中心二楼社保卡窗口",
        )  # fmt: skip
        one = register(by, called_in, called)
        one.confirm(by)
        begin(by, [one], Order("by_day", town.people["clerk"], HALL, _due(clock.today(), 12)))
    with clock.frozen_at(days.at(days.working_days_ago(3), "16:30")):
        said = "五家餐饮、家政企业在座谈会上说，给灵活用工的人参保要分两次到窗口，第二次才告诉要带劳务协议"
        register(by, Said(said, "forum", "one_notice", "2", "acceptance", "灵活就业人员参保登记", "企业座谈会第 4 条"), met)
    return one


def _take(step: Step, problem: Problem, town: Town, due_on: date) -> None:
    by = town.people[step.who]
    if step.verb == REJECT:
        problem.reject(by, step.as_, step.what)
    elif step.verb == REOPEN:
        problem.reopen(by, step.what)
    else:
        problem.confirm(by)
    if step.verb == GIVE_OUT:
        begin(by, [problem], Order("by_day", town.people[step.to] if step.to else None, step.what, due_on))


def _problem(walk_id: str, category: str) -> Problem:
    found = select(Problem).where(Problem.walk_id == walk_id, Problem.category == category, ~Problem.struck)
    return db.session.scalars(found).one()


def _second_thoughts(town: Town, walk_id: str) -> None:
    """The confirmed text stays; the recorder's amendment waits beside it to be accepted."""
    phone = Phone(town.people["recorder"], now=days.at(days.working_days_ago(1), "16:40"), slow=640)
    phone.walk = walk_id
    phone.amend(
        _problem(walk_id, "awareness").id, "补全自助登记的去处",
        text="部分办事人不知道可在人社 APP、12333 平台自助登记，或到街道、社区就近办理",
    )  # fmt: skip
    phone.push()
