"""走流程汇总: a unit's period on a page and on paper."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.desk.asking import begin_reading, units_to_choose
from zlc.desk.printing import answer
from zlc.desk.summary import page as summary_page
from zlc.desk.summary import shown
from zlc.desk.summary.figures import Summary, summary_of
from zlc.desk.summary.period import Period
from zlc.documents import charts
from zlc.errors import NotFound, Refusal


@dataclass(frozen=True)
class AskedSummary:
    who: Person
    unit: Unit
    period: Period

    @cached_property
    def counted(self) -> Summary:
        return summary_of(self.who, self.unit, self.period)

    @property
    def data(self) -> dict[str, Any]:
        return summary_page.paper_of(self.counted)

    @property
    def query(self) -> dict[str, Any]:
        chosen = {"unit": self.unit.id} if self.who.reads_all_units else {}
        return {**self.period.query, **chosen}


def summary() -> ResponseReturnValue:
    who = begin_reading()
    said, status = "", 200
    try:
        period = Period.read(request.args)
    except Refusal as refusal:
        period, said, status = Period.quarter_of(clock.today()), refusal.message, refusal.status
    asked = AskedSummary(who, _unit(who), period)
    counted, before = asked.counted, summary_of(who, asked.unit, period.before)
    links = shown.Links(who, counted, url_for("problems.walk_list"), url_for("problems.problem_list"))
    page = render_template(
        "desk/summary/summary.html", data=asked.data, asked=asked, said=said, units=units_to_choose(who), charts=charts,
        figures=shown.large(counted, before, links), left_out=shown.left_out(counted, before, links),
        states=list(shown.states(counted, before, links)), categories=list(shown.categories(counted, before, links)),
        before=period.before,
    )  # fmt: skip
    return page, status


def summary_pdf() -> ResponseReturnValue:
    who = begin_reading()
    asked = AskedSummary(who, _unit(who), Period.read(request.args))
    data = asked.data
    name = f"{data['title']}-{asked.period.first:%Y%m%d}-{asked.period.last:%Y%m%d}"
    return answer("summary.html", data, name, back=url_for("problems.summary", **asked.query))


def _unit(who: Person) -> Unit:
    """One's own; those who read several may name another. Raises NotFound."""
    wanted = request.args.get("unit", "") if who.reads_all_units else ""
    found = db.session.get(Unit, wanted or who.unit_id)
    if found is None:
        raise NotFound
    return found
