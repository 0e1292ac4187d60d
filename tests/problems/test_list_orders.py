"""Page by page through a list, by whichever way it is read, stands what a plain look at every row would list."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import select

from tests.bench.ledgers import Ledger
from zlc import ordered
from zlc.accounts.models import Person
from zlc.catalogue.categories import CATEGORIES, SEVERITIES
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.problems import paged
from zlc.problems.listing import SET_ASIDE, SORTS, ProblemFilter, page_of
from zlc.problems.models import Problem
from zlc.problems.states import STATES
from zlc.search.words import plain

pytestmark = pytest.mark.long

ROWS, TRIES = 400, 40
LAST = date(9999, 12, 31)
KEYS = {
    "found": (lambda one: (-one.found_at, -one.serial)),
    "due": (lambda one: (one.due_on or LAST, one.serial)),
    "number": (lambda one: (tuple(-ord(sign) for sign in one.quarter), -one.number, -one.serial)),
}


@pytest.fixture
def ledger(app):
    with app.app_context():
        made = Ledger()
        made.fill(ROWS, lambda words: None)
        for n, one in enumerate(db.session.scalars(select(Problem))):
            one.found_at -= one.found_at % 40_000_000  # several share an instant
            one.due_on = one.due_on and one.due_on.replace(day=1 + n % 3)
        db.session.commit()
        yield made


def looked_for(person, wanted, rows):
    """As the filter says it, one row after the other."""
    def fits(one):
        asked = {
            "unit_id": wanted.unit, "category": wanted.category, "stage": wanted.stage, "severity": wanted.severity,
            "quarter": wanted.quarter, "assignee_id": wanted.assignee,
        }  # fmt: skip
        mine = not wanted.mine or person.id in (one.assignee_id, one.recorder_id)
        state = one.state in wanted.states if wanted.states else wanted.q or one.state not in SET_ASIDE
        words = all(word in one.haystack for word in plain(wanted.q).split())
        late = not wanted.late or (one.light is not None and one.light.tint == "red")
        known = person.reads_all_units or one.unit_id == person.unit_id
        return known and mine and late and state and words and all(getattr(one, name) == it for name, it in asked.items() if it)

    return sorted((one for one in rows if fits(one)), key=KEYS[wanted.sort])


def some_filter(random, ledger):
    def perhaps(values, otherwise=""):
        return random.choice(values) if random.random() < 0.25 else otherwise

    return ProblemFilter(
        q=perhaps(["窗口", "号", "样表", "谭", "yl", "窗口 材料", "龘"]),
        states=tuple(random.sample(list(STATES), random.choice([0, 0, 1, 2, 5]))),
        category=perhaps([*CATEGORIES, "unknown"]), stage=perhaps(list(STAGES)), severity=perhaps(list(SEVERITIES), None),
        quarter=perhaps(ledger.quarters), assignee=perhaps([one for some in ledger.people.values() for one in some]),
        unit=perhaps(ledger.units[:5]), mine=random.random() < 0.1, late=random.random() < 0.1, sort=random.choice(list(SORTS)),
    )  # fmt: skip


@pytest.mark.parametrize("many", [ordered.MANY, 4], ids=["few rows", "many rows"])
def test_pages_hold_what_a_plain_look_finds_in_its_order(ledger, monkeypatch, many):
    monkeypatch.setattr(ordered, "MANY", many)
    monkeypatch.setattr(ordered, "WIDE", 4 * many)
    monkeypatch.setattr(ordered, "FEW", min(ordered.FEW, many // 4))
    monkeypatch.setattr(paged, "PAGE", 7)
    random, rows = Random(many), list(db.session.scalars(select(Problem)))
    ledger.quarters = sorted({one.quarter for one in rows}, reverse=True)
    people = [ledger.office, *(people[0] for people in list(ledger.people.values())[:3])]
    for person in (db.session.get_one(Person, id_) for id_ in people):
        own = {one.quarter for one in looked_for(person, ProblemFilter(states=tuple(STATES)), rows)}
        assert paged.quarters(Problem, person) == sorted(own, reverse=True)
        for _ in range(TRIES):
            wanted = some_filter(random, ledger)
            found, shown = [one.id for one in looked_for(person, wanted, rows)], []
            page = page_of(person, wanted)
            assert page.total == len(found), wanted
            aside = looked_for(person, ProblemFilter(**{**vars(wanted), "states": SET_ASIDE}), rows)
            assert page.set_aside == (0 if wanted.states or wanted.q or wanted.late else len(aside))
            while True:
                shown += [one.id for one in page.lines]
                if page.next_after is None:
                    break
                page = page_of(person, ProblemFilter(**{**vars(wanted), "after": page.next_after}))
            assert shown == found, wanted
