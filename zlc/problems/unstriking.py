"""照常整改: one whose record was struck out after the unit had taken it goes on all the same.

What counts is asked of the record on page, paper and phone (Line.counts), so it is the record that stands again: an amendment,
written on the desk as a phone would make it, by whoever decided, with the reason.
"""

from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems.line import Line
from zlc.walks.journal import folding, journal
from zlc.walks.models import Walk


def let_stand(line: Line, by: Person, reason: str) -> None:
    """Nothing where it stands. Its row follows, and its history says who and why (following.py)."""
    if not line.struck:
        return
    if getattr(line, "passed_on", False):
        _let_stand_here(line, by, reason)
        return
    walk = db.session.get_one(Walk, line.walk_id)
    about = walk.read_state().amendments.items()
    saw = [id_ for id_, one in about if one.target == line.id and "void" in one.set]
    change = {"void": {"value": False, "saw": saw}}
    journal.write_down(by, walk.id, "amend", {"target": line.id, "set": change, "reason": reason})
    folding.fold_marked([walk.id])


def _let_stand_here(line: Line, by: Person, reason: str) -> None:
    """The walk is another unit's, and says on that it was struck out: here that is settled."""
    about = db.session.get_one(Walk, line.walk_id).read_state().amendments.items()
    line.settled = [*line.settled, *(id_ for id_, one in about if one.target == line.id and "void" in one.set and id_ not in line.settled)]
    line.struck = False
    line.touch()
    line.happened("unstruck", by.id, reason)
