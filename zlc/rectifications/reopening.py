"""重新打开 of a problem that was put right: its rectifications are under way again."""

from zlc.accounts.models import Person
from zlc.problems.guards import check_driver, check_state
from zlc.problems.models import Problem
from zlc.problems.states import IN_RECTIFICATION, VERBS
from zlc.problems.unstriking import let_stand
from zlc.rectifications import effects, following
from zlc.rectifications.states import VERBS as STEPS
from zlc.rectifications.verbs import WHY, done
from zlc.texts import checked_reason


def reopen(problem: Problem, by: Person, reason: str) -> None:
    """Whatever the problem's state: one without rectifications goes back by itself."""
    check_driver(problem, by)
    ended = [one for one in following.of_problem(problem.id) if one.state in ("submitted", "closed")]
    if problem.state not in IN_RECTIFICATION or not ended:
        problem.reopen(by, reason)
        return
    reason = checked_reason(reason, WHY)
    check_state(problem, VERBS["reopen"])
    was = problem.state
    for one in ended:
        effects.put_under_way(one)
        done(one, by, STEPS["reopen"], reason)
    problem.happened(VERBS["reopen"].event, by.id, reason, state=was)
    let_stand(problem, by, reason)
