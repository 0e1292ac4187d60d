"""How a rectification ends: submitted, verified or sent back, kept up for good, cancelled; and how it begins once more. They are
methods of Rectification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.problems.said import typed
from zlc.rectifications import giving, who
from zlc.rectifications.planning import LONGEST_WORDS
from zlc.rectifications.states import EVIDENCE, VERBS
from zlc.rectifications.verbs import WHY, done
from zlc.texts import checked_reason
from zlc.walks.journal import commits

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


WHAT = "请写佐证：改了什么、哪里看得到、文号。"


@dataclass(frozen=True)
class Done:
    """What whoever submits it shows: the effect, and a record of evidence."""

    effect: str
    kind: str
    text: str

    def checked(self) -> Done:
        """Raises Refusal (422) naming the field at fault."""
        if self.kind not in EVIDENCE:
            raise Refusal("请选佐证是哪一种。", status=422, field="evidence_kind")
        return Done(
            typed(self.effect, LONGEST_WORDS, "effect", "请写整改成效。", lines=True), self.kind,
            typed(self.text, LONGEST_WORDS, "evidence", WHAT, lines=True),
        )  # fmt: skip


def submit(self: Rectification, by: Person, said: Done) -> None:
    """→ 待核验. What was asked for is over."""
    from zlc.rectifications.models import RectificationEvidence

    said = said.checked()
    who.check(self, by, VERBS["submit"])
    if not self.planned:
        raise NotNow("还没有定措施：原因、措施和达到什么算改好，都要有了才能报完成。没有登记。")
    n = commits.following("rectification_evidence", "rectification_id", self.id)
    db.session.add(RectificationEvidence(rectification_id=self.id, n=n, by=by.id, kind=said.kind, text=said.text))
    self.state, self.effect, self.submitted_by, self.extension = "submitted", said.effect, by.id, None
    done(self, by, VERBS["submit"], effect=said.effect, kind=said.kind, text=said.text)


def verify(self: Rectification, by: Person, checked: str) -> None:
    """→ 已销号: somebody else has looked, and says at what."""
    checked = checked_reason(checked, "请写核验了什么，以后查得到。")
    who.check(self, by, VERBS["verify"])
    self.state = "closed"
    done(self, by, VERBS["verify"], checked)


def fail(self: Rectification, by: Person, due_on: date | None, reason: str) -> None:
    """→ 整改中, with the reason and a new day."""
    day = giving.check_day(due_on)
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["fail"])
    self.state, self.due_on = "working", day
    done(self, by, VERBS["fail"], reason, due_on=day.isoformat())


def keep_up(self: Rectification, by: Person, reason: str) -> None:
    """→ 长期坚持, which has no day."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["keep_up"])
    was = self.due_on.isoformat() if self.due_on else ""
    self.state, self.kind, self.due_on, self.extension = "ongoing", "lasting", None, None
    done(self, by, VERBS["keep_up"], reason, was=was)


def cancel(self: Rectification, by: Person, reason: str) -> None:
    """Its problems go back to 已确认, unless they have another one."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["cancel"])
    self.state, self.extension = "cancelled", None
    done(self, by, VERBS["cancel"], reason)


def reopen(self: Rectification, by: Person, reason: str) -> None:
    """已销号 → 整改中. Its day stays, and is put right by whoever gives it out."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["reopen"])
    self.state = "working"
    done(self, by, VERBS["reopen"], reason)
