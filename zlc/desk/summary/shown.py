"""A summary's figures as the page shows them: each beside that of the period before, and a link to the rows that it counts."""

from collections.abc import Iterator
from typing import NamedTuple

from zlc.accounts.models import Person
from zlc.catalogue.categories import category_name
from zlc.desk.summary.figures import Summary
from zlc.desk.summary.page import figures
from zlc.desk.walks.listing import WalkFilter
from zlc.problems.listing import UNCLASSIFIED, ProblemFilter
from zlc.problems.states import STATES
from zlc.walks.standing import REACHED


class Shown(NamedTuple):
    """`url` leads to the rows; what was served at counters to the sessions, each with how many it served."""

    label: str
    words: str
    before: str
    url: str


class Links:
    """The lists, `walks` and `problems` being their addresses, narrowed to what a summary counts."""

    def __init__(self, who: Person, summary: Summary, walks: str, problems: str) -> None:
        unit = summary.unit.id if who.reads_all_units else ""
        self._walks, self._problems = walks, problems
        self._of_walks = WalkFilter(unit=unit, first=summary.period.first, last=summary.period.last)
        self._of_problems = ProblemFilter(unit=unit, first=summary.period.first, last=summary.period.last)

    def walks(self, **narrowed: str) -> str:
        return self._of_walks.url(self._walks, **narrowed)

    def problems(self, *states: str, category: str = "", only: str = "") -> str:
        return self._of_problems.url(self._problems, states=states, category=category, only=only)


def large(summary: Summary, before: Summary, links: Links) -> list[Shown]:
    """Those at the top, in the order of the paper's."""
    urls = [
        links.walks(only="walks"), *(links.walks(only="walks", status=code) for code in REACHED), links.walks(only="sessions"),
        links.walks(only="sessions"), links.problems(), links.problems("solved", "closed"),
    ]  # fmt: skip
    pairs = zip(figures(summary), figures(before), urls, strict=True)
    return [Shown(label, words, then, url) for (label, words), (_, then), url in pairs]


def left_out(summary: Summary, before: Summary, links: Links) -> list[Shown]:
    """What is counted nowhere, where there is any."""
    found = [
        Shown("作废的走流程", f"{summary.void} 次", f"{before.void} 次", links.walks(status="void")) if summary.void else None,
        Shown("已撤回、划去或重复的问题", f"{summary.set_aside} 个", f"{before.set_aside} 个", links.problems(only="aside"))
        if summary.set_aside else None,
    ]  # fmt: skip
    return [one for one in found if one]


def states(summary: Summary, before: Summary, links: Links) -> Iterator[Shown]:
    then = dict(before.states)
    for state, count in summary.states:
        yield Shown(STATES[state], f"{count} 个", f"{then.get(state, 0)} 个", links.problems(state))


def categories(summary: Summary, before: Summary, links: Links) -> Iterator[Shown]:
    then = dict(before.categories)
    for code, count in summary.categories:
        url = links.problems(category=code or UNCLASSIFIED)
        yield Shown(category_name(code), f"{count} 个", f"{then.get(code, 0)} 个", url)
