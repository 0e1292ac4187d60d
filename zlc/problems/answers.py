"""What whoever recorded a problem is answered: the reason of the last verb that owes them one (states.py)."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.models import Problem, ProblemEvent
from zlc.problems.states import EVENTS, REJECTED, VERBS

ANSWERING = [verb.event for verb in VERBS.values() if verb.answers]


class Answer(NamedTuple):
    """`word`: the verb's, 「退回」; `by`: a name; `at`: unix ms."""

    word: str
    text: str
    by: str
    at: int


def answers_to(problem_ids: Collection[str]) -> dict[str, Answer]:
    """Problem id → its answer, for a whole page in one query; without those that have none."""
    if not problem_ids:
        return {}
    said = select(ProblemEvent.problem_id, ProblemEvent.verb, ProblemEvent.reason, Person.name, ProblemEvent.at)
    said = said.outerjoin(Person, Person.id == ProblemEvent.by).order_by(ProblemEvent.n)
    rows = db.session.execute(said.where(ProblemEvent.problem_id.in_(problem_ids), ProblemEvent.verb.in_(ANSWERING)))
    return {of: Answer(EVENTS[verb], reason, name or "", at) for of, verb, reason, name, at in rows}  # the last one stays


def refusals(problems: Iterable[Problem]) -> dict[str, str]:
    """Problem id → why it was not taken as the unit's own, by whom and on which day, for a whole list in one query."""
    found = answers_to([problem.id for problem in problems if problem.state in REJECTED])
    return {of: f"{one.text or '没有写'}　{one.by} {clock.spoken_date(clock.local(one.at).date())}" for of, one in found.items()}
