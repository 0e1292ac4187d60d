"""How many problems stand in each state, of those that the rest of a filter lets through: the list's tabs."""

from dataclasses import replace

from zlc.accounts.models import Person
from zlc.ordered import way_by
from zlc.problems.listing import MOST_COUNTED, SET_ASIDE, ProblemFilter
from zlc.problems.models import Problem
from zlc.problems.states import STATES

Tally = dict[str, int]


def tally(person: Person, wanted: ProblemFilter) -> Tally:
    """State → how many, no further than MOST_COUNTED, in the order of STATES; those without any are left out."""
    rows = replace(wanted, states=()).rows(person, every=True)
    if rows.count(MOST_COUNTED) < MOST_COUNTED:
        found = rows.tally(Problem.state)
    else:
        found = {state: rows.besides(way_by(Problem.state, state, known=True), rows.rest).count(MOST_COUNTED) for state in STATES}
    return {state: found[state] for state in STATES if found.get(state)}


def listed(counts: Tally) -> int:
    """How many stand in the list as it opens."""
    return min(MOST_COUNTED, sum(count for state, count in counts.items() if state not in SET_ASIDE))


def said(count: int) -> str:
    return str(count) if count < MOST_COUNTED else f"{MOST_COUNTED}+"
