"""Whose a verification is by the settings: another person's of the unit, or the office's. Where a rectification has several grounds, one
that is the office's is enough."""

from sqlalchemy import ColumnElement, false, func, or_

from zlc.problems.models import Problem
from zlc.settings.editions import in_force
from zlc.settings.settings import BY_OFFICE

# The setting of each 影响, by its code; what nobody has judged goes as 轻.
BY_SEVERITY = {1: "verify_light", 2: "verify_middle", 3: "verify_heavy"}
UNJUDGED = 1


def _offices(setting: str) -> bool:
    return bool(getattr(in_force(), setting) == BY_OFFICE)


def is_the_offices(problem: Problem) -> bool:
    return bool(grounds_of(problem))


def grounds_of(problem: Problem) -> list[str]:
    """The settings by which it is the office's. Also what was disputed counts as handed over: its own unit would be judge in its own
    cause."""
    grounds = {
        BY_SEVERITY[problem.severity or UNJUDGED]: True,
        "verify_passed": problem.passed_on or problem.ruled_at is not None,
        "verify_task": problem.source == "task",
        "verify_must": problem.must_since is not None,
    }
    return [setting for setting, holds in grounds.items() if holds and _offices(setting)]


def the_offices() -> ColumnElement[bool]:
    """The same of every problem, as a database answers it."""
    severity = func.coalesce(Problem.severity, UNJUDGED)
    grounds: dict[str, ColumnElement[bool]] = {
        **{setting: severity == code for code, setting in BY_SEVERITY.items()},
        "verify_passed": or_(Problem.passed_on, Problem.ruled_at.is_not(None)),
        "verify_task": Problem.source == "task",
        "verify_must": Problem.must_since.is_not(None),
    }
    return or_(false(), *(holds for setting, holds in grounds.items() if _offices(setting)))
