"""What is done with a rectification until it is submitted: claimed, planned, noted, given to another, given another day.

Each verb guards, changes the row and writes the history; what its problems show follows. They are methods of Rectification
(models.py), and raise Forbidden, NotNow or Refusal (422, with the field), in Chinese. In which states each may be done, and by whom, is
said by the table in states.py.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zlc.accounts.models import Person
from zlc.errors import NotNow
from zlc.problems.said import typed
from zlc.rectifications import following, giving, who
from zlc.rectifications.planning import LONGEST_WORDS, Plan
from zlc.rectifications.states import VERBS, Step
from zlc.rectifications.who import Doer
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

WHY = "请写明理由，以后查得到。"
# After these whoever holds the owner's link has nothing more to do here.
ENDS_LINK = ("decline", "submit", "reassign", "cancel", "revoke_link")
SAME = "和现在的一样，没有重复登记。"


def claim(self: Rectification, by: Doer) -> None:
    who.check(self, by, VERBS["claim"])
    if not self.responsible:
        raise NotNow("现在没有责任人，请先改派。没有改动任何内容。")
    self.state = "working"
    done(self, by, VERBS["claim"])


def decline(self: Rectification, by: Doer, reason: str) -> None:
    """Nobody is responsible until the coordinator has given it to somebody else."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["decline"])
    was = self.responsible
    if not was:
        raise NotNow("已经没有责任人，等联络员改派，没有重复登记。")
    self.owner, self.owner_id, self.department, self.owner_name = None, None, "", ""
    done(self, by, VERBS["decline"], reason, was=was)


def plan(self: Rectification, by: Doer, said: Plan) -> None:
    columns = said.columns()
    who.check(self, by, VERBS["plan"])
    if all(getattr(self, name) == value for name, value in columns.items()):
        raise NotNow(SAME)
    for name, value in columns.items():
        setattr(self, name, value)
    done(self, by, VERBS["plan"], **columns)


def note(self: Rectification, by: Doer, text: str) -> None:
    text = typed(text, LONGEST_WORDS, "text", "请写进展。", lines=True)
    who.check(self, by, VERBS["note"])
    self.note_count += 1
    done(self, by, VERBS["note"], text=text)


def reassign(self: Rectification, by: Person, owner: Person | None, department: str, reason: str, name: str = "") -> None:
    """To somebody else, who has to claim it; whoever gives it to themselves has. What the one before asked for is over."""
    department, name = giving.check_owner(self.unit_id, owner, department, name)
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["reassign"])
    owner_id = owner.id if owner else None
    if (owner_id, department, name) == (self.owner_id, self.department, self.owner_name):
        raise NotNow(SAME)
    if owner is by:
        self.state = "working"
    elif (owner_id, name) != (self.owner_id, self.owner_name):
        self.state = "unclaimed"
    self.owner, self.owner_id, self.department, self.owner_name = owner, owner_id, department, name
    self.given_by, self.extension = by.id, None
    done(self, by, VERBS["reassign"], reason, to=self.responsible)


def reschedule(self: Rectification, by: Person, due_on: date | None, reason: str) -> None:
    """Whoever is responsible stays so. What was asked for is decided by it."""
    day = giving.check_day(due_on)
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["reschedule"])
    if day == self.due_on:
        raise NotNow(SAME)
    if self.owner is not None and not self.owner.active:
        raise NotNow(f"责任人{self.owner.name}的账号已经停用，请先改派。")
    was, self.due_on, self.extension = self.due_on, day, None
    done(self, by, VERBS["reschedule"], reason, due_on=day.isoformat(), was=was.isoformat() if was else "")


def done(one: Rectification, by: Doer, verb: Step, reason: str = "", **detail: Any) -> None:
    if verb.name in ENDS_LINK:
        one.link_id = None
    one.haystack = one.searchable()
    one.happened(verb.event, by.id, reason, **detail)
    following.follow(one, by.id, verb.word)
