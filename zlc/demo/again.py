"""再走一遍 of two rectifications: one shows that it was put right, one that it was not."""

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.demo import days
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out
from zlc.problems.models import Problem
from zlc.rectifications import following
from zlc.rectifications.beginning import Order, begin
from zlc.rectifications.closing import Done
from zlc.rectifications.compared import compared
from zlc.rectifications.models import Rectification
from zlc.rectifications.planning import Plan


def walk_again(town: Town, walks: dict[str, str]) -> None:
    """`walks` are ids by case."""
    _one_window(town, _problem(walks["C55 before"], "需经过 2 个窗口"))
    _still_asked_for(town, following.of_problem(_problem(walks["C15"], "材料重复提交").id)[0])


def _at(ago: int, hour: str, one: Rectification, verb: str, by: Person, *said: object) -> None:
    with clock.frozen_at(days.at(days.working_days_ago(ago), hour)):
        getattr(one, verb)(by, *said)
        db.session.flush()


def _one_window(town: Town, problem: Problem) -> None:
    """Thirty minutes at two windows, then ten at one: found, put right, walked again and closed (C55)."""
    by, found_by, due_on = town.people["chengnan.coordinator"], town.people["chengnan.recorder"], days.working_days_ago(16)
    with clock.frozen_at(days.at(days.working_days_ago(78), "10:00")):
        problem.confirm(by)
        one = begin(by, [problem], Order("by_day", by, "公共服务办", due_on))
    _at(77, "09:30", one, "plan", by, Plan("process", "开发票、开税票并到一个综合窗口，一次收件。", criterion="一个窗口办完"))
    _at(23, "09:10", one, "plan_rewalk", by, one.matter_name, days.working_days_ago(19))
    phone = set_out(
        town, "chengnan.recorder", 20, "09:30", None, "rent_tax", window="综合窗口", place="城南街道政务服务大厅", rewalk=one.id
    )
    phone.stage("acceptance", "window", 1)
    phone.wait(10)
    phone.outcome("done")
    walk = end(phone, town, "done", "一个窗口，单笔 10 分钟。")
    effect = compared(one)
    assert effect is not None
    _at(19, "10:20", one, "submit", by, Done(effect.drafted, walk_id=walk))
    _at(18, "15:40", one, "verify", found_by, "对照了两次的数，又去大厅看了一笔，一个窗口办完。")


def _still_asked_for(town: Town, one: Rectification) -> None:
    """Submitted, and whoever verifies it has somebody walk: the fourth paper is asked for as before (C15)."""
    _at(8, "10:00", one, "plan_rewalk", town.people["office"], one.matter_name, days.working_days_ago(3))
    phone = set_out(
        town, "qingxi.coordinator", 5, "09:20", "self", "aids", place="青溪街道彭山社区", window="社区窗口", rewalk=one.id
    )
    phone.stage("acceptance", "window", 1)
    phone.bring(town.matters["aids"])
    phone.note("窗口还是要了户口本。")
    phone.wait(20)
    phone.stage("form", "form", 1)
    phone.wait(6)
    phone.stage("result", "wait", 1)
    phone.wait(15)
    phone.stage("result", "result", 1)
    end(phone, town, summary="照样要 4 份材料。")


def _problem(walk_id: str, begins: str) -> Problem:
    return db.session.scalars(select(Problem).where(Problem.walk_id == walk_id, Problem.text.startswith(begins))).one()
