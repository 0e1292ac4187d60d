"""What became of what was closed: one that held and came back all the same, one that came back and is worked at again, and one of which
the guide does not say yet that it is better."""

from collections.abc import Callable
from datetime import date, timedelta

from zlc import clock
from zlc.catalogue.calendar import working_day_from
from zlc.demo import days
from zlc.demo.town import Town
from zlc.problems.models import Problem
from zlc.problems.registering import register
from zlc.problems.said import Said
from zlc.rectifications.beginning import Order, begin
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.planning import Plan

Find = Callable[[str, str], Problem]


def come_back(town: Town, find: Find) -> None:
    """`find(case, category)` is a problem of that walk."""
    aids, benefit, billboard = (find(*one).matter_name for one in (("C15", "materials"), ("C49 allowance", "form"), ("C11", "materials")))
    held = _closed(
        town, "qingxi", 130, Said("残疾人补贴，户口本复印件收两遍", "daily", "materials", "2", "acceptance", aids),
        Plan("process", "收过的复印件放进档案袋，第二次不再收。", criterion="同一样材料只收一遍"),
        Done("窗口抽查十件，没有收两遍的。", "words", "收件登记簿第 3 页起。"),
    )  # fmt: skip
    with clock.frozen_at(days.at(_ago(50), "10:00")):
        held.uphold(town.people["qingxi.coordinator"], "又抽查了八件，还是只收一遍。")
    back = _closed(
        town, "civil", 125, Said("低保申请，窗口和社区说的材料不一样", "hotline", "inconsistent", "2", "consult", benefit),
        Plan("people", "窗口和社区用同一张清单。", criterion="两处说的一样"),
        Done("问了五个社区，说的一样。", "words", "清单已发到社区。"),
    )  # fmt: skip
    with clock.frozen_at(days.at(_ago(16), "15:10")):
        day = working_day_from(clock.today() + timedelta(days=40))
        back.relapse(town.people["office"], day, "又打电话问了三个社区，有两个还要单位证明：换过人，没有人交接清单。")
    _closed(
        town, "urban", 80, Said("户外广告审批，效果图和设计图内容一样，要交两份", "daily", "guidance", "1", "consult", billboard),
        Plan("rules", "设计图和效果图合成一份，只收一样。", "materials", "4 份"),
        Done("窗口只收四份。", "words", "新的收件清单贴在窗口。"),
    )  # fmt: skip


def _ago(count: int) -> date:
    return days.on_or_after(clock.today() - timedelta(days=count))


def _closed(town: Town, unit: str, ago: int, said: Said, plan: Plan, done: Done) -> Rectification:
    """Found `ago` days ago, put right by the unit's recorder, and seen by the office two weeks later."""
    by, owner = town.people[f"{unit}.coordinator"], town.people[f"{unit}.recorder"]
    with clock.frozen_at(days.at(_ago(ago), "09:40")):
        problem = register(by, said, clock.today())
        problem.confirm(by)
        one = begin(by, [problem], Order("by_day", owner, due_on=working_day_from(clock.today() + timedelta(days=21))))
        one.claim(owner)
        one.plan(owner, plan)
    with clock.frozen_at(days.at(_ago(ago - 12), "16:20")):
        one.submit(owner, done)
    with clock.frozen_at(days.at(_ago(ago - 14), "10:30")):
        one.verify(town.people["office"], "到窗口看过，问了正在办的两个人。")
    return one
