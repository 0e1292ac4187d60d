"""What a problem's page says and asks of its being handed over (zlc/problems/passing.py)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from zlc.accounts.models import OUTSIDE, Person, Unit
from zlc.database import db
from zlc.desk.asking import all_units
from zlc.desk.problems.forms import DecideForm, HandOverForm, SendBackForm, SettleForm
from zlc.problems import passing
from zlc.problems.models import Problem
from zlc.walks.models import Walk


class Passing(NamedTuple):
    """`of_whom`: whose matter it is about, where it may be handed over there with one click, and `why`."""

    of_whom: Unit | None
    why: str


def walk_of(who: Person, problem: Problem) -> tuple[Walk | None, Walk | None]:
    """The problem's walk, whosever it is, and the same if this person may open it."""
    walk = db.session.get(Walk, problem.walk_id) if problem.walk_id else None
    opened = db.session.scalar(Walk.visible_to(who).where(Walk.id == problem.walk_id)) if walk else None
    return walk, opened


def facts_of(who: Person, problem: Problem) -> Passing:
    may = problem.state == "confirmed" and any(verb.name == "hand_over" for verb in problem.open_verbs(who))
    unit = passing.of_whom(problem) if may else None
    return Passing(unit, f"「{problem.matter_name}」是{unit.short}的事项。" if unit else "")


def forms(problem: Problem) -> dict[str, Any]:
    """As they are before anything is filled in."""
    units = units_here()
    return {
        "hand_over": HandOverForm(formdata=None).offer(one for one in units if one[0] != problem.unit_id),
        "send_back": SendBackForm(formdata=None),
        "decide": DecideForm(formdata=None).offer(units),
        "settle": SettleForm(formdata=None),
    }


def offer_again(filled: Mapping[str, Any], forms: Mapping[str, Any]) -> None:
    """What was refused has the same to choose from as before: the problem's own unit is none of it."""
    if "hand_over" in filled and "hand_over" in forms:
        filled["hand_over"].unit.choices = forms["hand_over"].unit.choices


def units_here() -> list[tuple[str, str]]:
    """(id, short name) of those that have accounts."""
    return all_units(Unit.kind.not_in(OUTSIDE))


def offered(form: Any) -> Any:
    """The form as it was filled in, with what there is to choose from."""
    return form.offer(units_here())
