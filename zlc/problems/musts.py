"""必须改: what has to be put right, whoever would rather not. The unit's coordinator or the office says so, with a reason; the office
alone takes it off. What recorded itself as 重 is proposed for it, once. No phone knows of it. Both are methods of Problem (models.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.categories import SEVERITIES
from zlc.errors import NotNow
from zlc.problems.guards import check_may, check_state
from zlc.problems.states import VERBS
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.problems.models import Problem

OPEN = {"require": False, "lift": True}  # verb → whether it is for what is 必须改
GRAVE = 3


def require(self: Problem, by: Person, reason: str) -> None:
    check_may(self, VERBS["require"], by)
    reason = checked_reason(reason)
    check_state(self, VERBS["require"])
    if self.must_since is not None:
        raise NotNow("这条问题已经列入必须改，没有重复登记。")
    self.must_since = clock.now_ms()
    self.happened(VERBS["require"].event, by.id, reason)


def lift(self: Problem, by: Person, reason: str) -> None:
    check_may(self, VERBS["lift"], by)
    reason = checked_reason(reason)
    if self.must_since is None:
        raise NotNow("这条问题没有列入必须改，或者已经取消，没有重复登记。")
    self.must_since = None
    self.happened(VERBS["lift"].event, by.id, reason)


def ground_of(problem: Problem) -> str:
    """Why it is proposed for it; empty where it is not: under way, and never marked before, for whoever took it off has decided."""
    if problem.severity != GRAVE or problem.must_since is not None or not (problem.under_way and problem.counts):
        return ""
    return "" if any(one.verb == VERBS["lift"].event for one in problem.history()) else f"影响为「{SEVERITIES[GRAVE]}」"
