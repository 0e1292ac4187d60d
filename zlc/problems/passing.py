"""移交 of one problem: its unit says that it is another one's, that one takes it or sends it back, and the office has the last word.
Until then whoever handed it over may take it back.

A whole walk is handed over too, which is another thing (zlc/walks/journal/handovers.py): its problems go along. A problem that another
unit took stays there wherever its walk goes, and keeps its number. Of the walk the receiver sees this problem and its own photos.

`hand_over`, `take_back`, `take_over`, `send_back`, `decide` and `settle` are methods of Problem (models.py).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.catalogue.calendar import working_day_after
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.errors import NotNow, Refusal
from zlc.problems.guards import check_may, check_state
from zlc.problems.said import typed
from zlc.problems.states import VERBS, Verb
from zlc.settings.editions import in_force
from zlc.texts import checked_reason, clean_text

if TYPE_CHECKING:
    from zlc.problems.models import Problem

WHY = "请写明理由，对方单位和记录的人都看得到。"
OFTEN = 2  # sent back so often, it is for the office to say whose it is
LONGEST_BODY, LONGEST_ANSWER = 100, 500
OUTCOMES = {"closed": "已经解决，销号", "back": "没有解决，退回原单位"}


def hand_over(self: Problem, by: Person, unit_id: str, body: str, reason: str) -> None:
    """→ 移交中: to a unit, which has some days to take it, or to a body that has no account here, for the office to speak to."""
    check_may(self, VERBS["hand_over"], by)
    unit, body = _receiver(self, unit_id, body)
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["hand_over"])
    _check_undecided(self)
    self.state, self.receiver, self.handed_to, self.handed_body = "handed", unit, unit.id if unit else None, body
    self.take_by = working_day_after(clock.today(), in_force().hand_over_days) if unit else None
    _done(self, by, VERBS["hand_over"], reason, to=unit.short if unit else body, until=self.take_by.isoformat() if self.take_by else "")


def take_back(self: Problem, by: Person) -> None:
    """→ as it stood before: nobody has answered yet. It counts as no sending back."""
    check_may(self, VERBS["take_back"], by)
    check_state(self, VERBS["take_back"])
    was = {"to": self.receiver.short if self.receiver else self.handed_body, "had": self.handed_to or ""}
    self.lapse()
    _done(self, by, VERBS["take_back"], **was)


def take_over(self: Problem, by: Person) -> None:
    """→ 已确认, there."""
    check_may(self, VERBS["take_over"], by)
    check_state(self, VERBS["take_over"])
    unit = db.session.get_one(Unit, by.unit_id)
    was = _give_to(self, unit)
    self.sent_back = 0
    _done(self, by, VERBS["take_over"], to=unit.short, **was)


def send_back(self: Problem, by: Person, reason: str) -> None:
    """→ as it stood before. The second time it waits for the office."""
    check_may(self, VERBS["send_back"], by)
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["send_back"])
    self.lapse()
    self.sent_back += 1
    if self.sent_back >= OFTEN:
        self.disputed_since = clock.now_ms()
    _done(self, by, VERBS["send_back"], reason, to=self.unit.short)


def decide(self: Problem, by: Person, unit_id: str, reason: str) -> None:
    """→ 已确认 in the unit that the office names, for good."""
    check_may(self, VERBS["decide"], by)
    unit = _known(unit_id)
    if unit is None or unit.outside:
        raise Refusal("请选归哪个单位办。", status=422, field="unit")
    reason = checked_reason(reason, WHY)
    check_state(self, VERBS["decide"])
    if not self.passes_by(VERBS["decide"]):
        raise NotNow("这条问题没有在移交，也没有退回过两次，不用裁定。没有改动任何内容。")
    was = _give_to(self, unit)
    self.ruled_at = clock.now_ms()
    _done(self, by, VERBS["decide"], reason, to=unit.short, **was)


def settle(self: Problem, by: Person, outcome: str, answer: str, day: date | None) -> None:
    """What a body beyond the programme answered, and when: → 已销号, or back as it stood."""
    check_may(self, VERBS["settle"], by)
    if outcome not in OUTCOMES:
        raise Refusal("请选协调的结果。", status=422, field="outcome")
    answer = typed(answer, LONGEST_ANSWER, "answer", "请写对方怎样答复的。", lines=True)
    if day is None or day > clock.today():
        raise Refusal("请写答复的日期，不能晚于今天。", status=422, field="answered_on")
    check_state(self, VERBS["settle"])
    if not self.passes_by(VERBS["settle"]):
        raise NotNow("这条问题移交的是有账号的单位，由那里接收或退回。没有改动任何内容。")
    body = self.handed_body
    self.lapse("closed" if outcome == "closed" else "")
    self.frozen = self.frozen or outcome == "closed"
    _done(self, by, VERBS["settle"], answer, outcome=outcome, to=body, day=day.isoformat())


def of_whom(problem: Problem) -> Unit | None:
    """Whose matter it is about, if another unit's that can take it (交叉互办)."""
    matter = db.session.get(Matter, problem.matter_id) if problem.matter_id else None
    unit = db.session.get(Unit, matter.unit_id) if matter else None
    return None if unit is None or unit.id == problem.unit_id or unit.outside else unit


def _receiver(problem: Problem, unit_id: str, body: str) -> tuple[Unit | None, str]:
    """A unit, or the name of a body without an account."""
    body = typed(body, LONGEST_BODY, "body")
    unit = _known(unit_id)
    if unit_id and (unit is None or unit.id == problem.unit_id):
        raise Refusal("请选移交给哪个单位，不能是本单位。", status=422, field="unit")
    if unit is not None and body:
        raise Refusal("单位和没有账号的单位只写一个。", status=422, field="body")
    if unit is not None and unit.outside:
        return None, unit.name
    if unit is None and not body:
        raise Refusal("请选移交给哪个单位；名单里没有的，写它的名称。", status=422, field="unit")
    return unit, body


def _known(unit_id: str) -> Unit | None:
    return db.session.get(Unit, clean_text(unit_id)) if unit_id else None


def _check_undecided(problem: Problem) -> None:
    if problem.ruled_at is not None:
        raise NotNow(f"营商办已经裁定这条问题归{problem.unit.short}，不能再移交。没有改动任何内容。")
    if problem.disputed_since is not None:
        raise NotNow("这条问题移交后退回过两次，等营商办裁定归哪个单位，不能再移交。没有改动任何内容。")


def _give_to(problem: Problem, unit: Unit) -> dict[str, str]:
    """It is this unit's now. Whose it was, for the history."""
    from zlc.problems.follow import leave_behind

    was = {"unit": problem.unit.short, "had": problem.unit_id}
    problem.lapse()
    problem.state, problem.frozen, problem.disputed_since = "confirmed", True, None
    if unit.id != problem.unit_id:
        problem.passed_on, problem.unit, problem.unit_id = True, unit, unit.id
        leave_behind(problem)
    return was


def _done(problem: Problem, by: Person, verb: Verb, reason: str = "", **detail: Any) -> None:
    problem.haystack = problem.searchable()
    problem.touch()
    problem.happened(verb.event, by.id, reason, **detail)
