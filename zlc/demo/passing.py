"""What was another unit's: handed over and waiting, sent back twice and decided, beyond the programme; and a task of the office."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.calendar import working_day_from
from zlc.database import db
from zlc.demo import days
from zlc.demo.town import Town
from zlc.problems import tasking
from zlc.problems.models import Problem

Find = Callable[[str, str], Problem]


def pass_on(town: Town, find: Find) -> None:
    _fought_over(town, find("C15", "strange_proof"))
    _waiting(town, find("C45", "form"))
    _given(town)


def _at(ago: int, hour: str, one: Problem, verb: str, by: Person, *said: object) -> None:
    with clock.frozen_at(days.at(days.working_days_ago(ago), hour)):
        getattr(one, verb)(by, *said)
        db.session.flush()  # its history has the time of the flush


def _fought_over(town: Town, one: Problem) -> None:
    """Nobody's, until the office had said whose it is."""
    people, unit = town.people, _unit
    home = people["qingxi.coordinator"]
    _at(29, "09:40", one, "hand_over", home, unit("市民政局").id, "", "诊断证明是市民政局和残联规定的，街道只是照着收。")
    _at(28, "16:10", one, "send_back", people["civil.coordinator"], "诊断证明由医院出具，民政没有这项规定。")
    _at(27, "09:15", one, "hand_over", home, unit("市医保局").id, "", "民政说由医院出具，定点医院归市医保局管。")
    _at(26, "11:30", one, "send_back", people["medical.coordinator"], "医保只管结算，不管开什么证明。")
    _at(24, "15:00", one, "decide", people["office"], unit("市民政局").id, "残疾人补贴由市民政局牵头，由它同残联、医院商量改规定。")


def _waiting(town: Town, one: Problem) -> None:
    _at(1, "10:20", one, "hand_over", town.people["coordinator"], _unit("市市场监管局").id, "", "食品经营许可由市市场监管局办理。")


def _given(town: Town) -> None:
    """Signed for by one that leads; the other assists."""
    until = working_day_from(clock.today() + timedelta(days=30))
    task = tasking.Task(
        _unit("市人社局").id, [_unit("市医保局").id], "参保登记和医保缴费要在两个窗口各交一次同样的材料，请两局商量合成一次收。",
        until, "materials", "2", "灵活就业人员参保登记",
    )  # fmt: skip
    with clock.frozen_at(days.at(days.working_days_ago(2), "17:10")):
        one = tasking.give(town.people["office"], task)
        db.session.flush()
    _at(1, "09:05", one, "sign", town.people["coordinator"])


def _unit(short: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.short == short)).one()
