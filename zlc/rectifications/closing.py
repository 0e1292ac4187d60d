"""How a rectification ends: submitted, verified or sent back, kept up for good, cancelled; and how it begins once more. They are
methods of Rectification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zlc.accounts.models import Person
from zlc.errors import NotNow, Refusal
from zlc.problems.said import typed
from zlc.rectifications import effects, giving, offered, who
from zlc.rectifications.offered import Offered, Sent
from zlc.rectifications.planning import LONGEST_WORDS
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import WHY, done
from zlc.rectifications.who import Doer
from zlc.texts import checked_reason

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


@dataclass(frozen=True)
class Done:
    """What whoever submits it shows: the effect, and evidence (offered.py), unless there is some that was added since."""

    effect: str
    kind: str = ""
    text: str = ""
    files: tuple[Sent, ...] = ()
    walk_id: str = ""
    guide: str = ""

    def records(self, one: Rectification, by: Doer) -> list[dict[str, Any]]:
        return Offered(self.kind, self.text, self.files, self.walk_id, self.guide).records(one, by)


def submit(self: Rectification, by: Doer, said: Done) -> None:
    """→ 待核验. What was asked for is over."""
    effect = typed(said.effect, LONGEST_WORDS, "effect", "请写整改成效。", lines=True)
    records = said.records(self, by)
    who.check(self, by, VERBS["submit"])
    if not self.planned:
        raise NotNow("还没有定措施：原因、措施和达到什么算改好，都要有了才能报完成。没有登记。")
    if not (records or offered.is_fresh(self)):
        raise Refusal(offered.NOTHING, status=422, field="evidence")
    self.state, self.effect, self.submitted_by, self.extension = "submitted", effect, by.id, None
    done(self, by, VERBS["submit"], effect=effect, **offered.keep(self, by, records))


def verify(self: Rectification, by: Person, checked: str) -> None:
    """→ 已销号: somebody else has looked, and says at what."""
    checked = checked_reason(checked, "请写核验了什么，以后查得到。")
    who.check(self, by, VERBS["verify"])
    effects.close(self)
    done(self, by, VERBS["verify"], checked, **({"guide": self.guide} if self.guide else {}))


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
    effects.put_under_way(self)
    done(self, by, VERBS["reopen"], reason)
