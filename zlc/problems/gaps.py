"""拟记的问题: what a walk's record proposes as a problem (zlc/problems/drafts), which a person of the walk's unit accepts or drops, once.

Accepting writes a problem entry into the walk, so that phones have it like any other; dropping is the desk's own
record. Either keeps what was proposed at the time: entries that come later may change it. What of that is proposed anew:
docs/decisions/0038-proposed-once.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.catalogue.editions import Editions, editions
from zlc.database import Model, db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.problems.drafts import elements, figures, findings
from zlc.problems.drafts.draft import Draft
from zlc.texts import checked_reason, clean_text
from zlc.versions import mark_of, overtaken
from zlc.walks.fold import WalkState
from zlc.walks.journal import folding, journal
from zlc.walks.latest import latest_entry
from zlc.walks.models import Walk
from zlc.walks.times.comparison import UNKNOWN, Compared, compare, differences_first
from zlc.walks.times.noticed import came_about
from zlc.walks.times.published import Published, published_to

ACCEPTED, DROPPED = "accepted", "dropped"
VERBS = {ACCEPTED: "记为问题", DROPPED: "不记"}
LONGEST_TEXT = 1000


class GapDecision(Model):
    """What became of one proposal of a walk: `verb` is accepted or dropped, `said` its words then, `entry_id` the
    problem entry that came of it. `code`: the figure, or the entry that it was drawn from; `n` counts the decisions about one
    of them, `fact` is what was judged when it was taken (Draft.fact)."""

    __tablename__ = "gap_decisions"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(36), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    verb: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    said: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entries.id"))
    fact: Mapped[list[str]] = mapped_column(JSON, default=list)


class Gap(NamedTuple):
    """`draft` None: what was proposed has gone since somebody decided about it. `past`: the decisions, the first one first."""

    draft: Draft | None
    code: str
    text: str
    past: tuple[GapDecision, ...] = ()

    @property
    def open(self) -> bool:
        """Nobody has decided, or only about less than what is judged now."""
        if self.draft is None or self.draft.recorded:
            return False
        decided = {word for one in self.past for word in one.fact}
        return not self.past or (self.past[-1].verb == DROPPED and not decided.issuperset(self.draft.fact))

    @property
    def decision(self) -> GapDecision | None:
        return None if self.open or not self.past else self.past[-1]

    @property
    def figure(self) -> bool:
        return self.code in figures.PROPOSALS

    @property
    def version(self) -> str:
        return mark_of(self.text, *(one.verb for one in self.past))


class Undecided(NamedTuple):
    """How many wait for a decision: figures worse than published, and what else was recorded."""

    figures: int
    others: int

    @property
    def words(self) -> str:
        """「差距 1 处、拟记 4 条待定」; empty where nothing waits."""
        told = [f"差距 {self.figures} 处" if self.figures else "", f"拟记 {self.others} 条" if self.others else ""]
        return f"{'、'.join(filter(None, told))}待定" if any(told) else ""


def lines_of(walk: Walk, state: WalkState) -> list[Compared]:
    """Published against measured, as things stand; what differs before what cannot be compared."""
    return differences_first(compare(published_to(walk), state, is_working_day))


def gaps_of(walk: Walk) -> list[Gap]:
    """What is proposed or was decided about: figures in the order of the comparison, then what was recorded, in its order; what
    has gone since, last. A walk that was opened by mistake, a counter session, and one whose beginning has not come yet propose
    nothing."""
    return _gaps(walk, published_to(walk), editions(), decisions_about([walk]).get(walk.id, []))


def undecided_counts(walks: Sequence[Walk], published: Mapping[str, Published], known: Editions) -> dict[str, Undecided]:
    """Walk id → how many of its proposals wait for a decision, for the page of a list; `published` by walk."""
    decided, counts = decisions_about(walks), {}
    for walk in walks:
        waiting = [gap for gap in _gaps(walk, published[walk.id], known, decided.get(walk.id, [])) if gap.open]
        of_figures = sum(gap.figure for gap in waiting)
        counts[walk.id] = Undecided(of_figures, len(waiting) - of_figures)
    return counts


def _gaps(walk: Walk, published: Published, known: Editions, decided: list[GapDecision]) -> list[Gap]:
    if walk.counter or not walk.folded:
        return []
    drafts = _drafts(walk.read_state(), published, known, decided) if walk.status in ("under_way", "finished") else []
    gaps, left = [], list(decided)
    for draft in drafts:
        past = tuple(one for one in left if one.code in draft.codes)
        left = [one for one in left if one not in past]
        if past or not draft.recorded:
            gaps.append(Gap(draft, draft.code, draft.text, past))
    for code in dict.fromkeys(one.code for one in left):
        gone = tuple(one for one in left if one.code == code)
        gaps.append(Gap(None, code, gone[-1].said, gone))
    return gaps


def _drafts(state: WalkState, published: Published, known: Editions, decided: list[GapDecision]) -> list[Draft]:
    compared = compare(published, state, is_working_day)
    unpublished = {line.code for line in compared if line.published == UNKNOWN}
    by_hand = elements.elements_with_problems(state, {one.entry_id for one in decided if one.entry_id})
    return [
        *figures.drafts_of(compared, state), *elements.drafts_of(state, known, unpublished, by_hand),
        *findings.drafts_of(state, by_hand),
    ]  # fmt: skip


def decisions_about(walks: Iterable[Walk]) -> dict[str, list[GapDecision]]:
    """Walk id → what was decided, the first one first."""
    found: dict[str, list[GapDecision]] = {}
    rows = select(GapDecision).where(GapDecision.walk_id.in_([walk.id for walk in walks]))
    for one in db.session.scalars(rows.order_by(GapDecision.at, GapDecision.n, GapDecision.code)):
        found.setdefault(one.walk_id, []).append(one)
    return found


def accept(walk: Walk, code: str, by: Person, text: str) -> str:
    """Make it a problem of the walk, found when it showed on the way by whoever walked: only that it is one was said now, by
    this person (the decision). Returns the entry's id. The caller holds the commit lock, and commits.

    Raises Forbidden, NotNow when there is nothing (more) to decide, Refusal (422) for a text that will not do.
    """
    gap, draft = _to_decide(walk, code, by)
    data = {"category": draft.category, "text": checked_text(text), "stage": draft.stage, "check": draft.check}
    at = came_about(walk.read_state(), draft.check, draft.stage, draft.entries)
    said = {key: value for key, value in data.items() if value}
    entry_id = journal.write_down(by, walk.id, "problem", said, at=at, how="tap" if at is None else "later")
    folding.fold_marked([walk.id])
    _decide(walk, gap, draft, by, ACCEPTED, entry_id=entry_id)
    sql.rows("update problems set source = 'proposal', recorder_id = ? where id = ?", walk.recorder_id or by.id, entry_id)
    return entry_id


def accepted_as(problem_id: str) -> GapDecision | None:
    """By which decision it became a problem, where it was proposed."""
    return db.session.scalar(select(GapDecision).where(GapDecision.entry_id == problem_id))


def drop(walk: Walk, code: str, by: Person, reason: str) -> None:
    """Set it aside for good, with or without a reason. Raises as accept does."""
    gap, draft = _to_decide(walk, code, by)
    _decide(walk, gap, draft, by, DROPPED, reason=checked_reason(reason, missing=""))


def checked_text(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise Refusal("请写明问题，没有保存。", status=422, field="text")
    if len(text) > LONGEST_TEXT:
        said = f"问题请不超过 {LONGEST_TEXT} 字，现在有 {len(text)} 字。"
        raise Refusal(said, status=422, field="text")
    return text


def check_seen(walk: Walk, code: str, by: Person, seen: str) -> Draft:
    """What is to be decided. Raises Forbidden, NotNow where there is nothing (more) to decide, and Overtaken where it says something
    else by now."""
    gap, draft = _to_decide(walk, code, by)
    if seen != gap.version:
        raise overtaken(f"这一项的记录或公示变了，{_last_word(walk)}现在是：{gap.text}")
    return draft


def _to_decide(walk: Walk, code: str, by: Person) -> tuple[Gap, Draft]:
    if not walk.takes_entries_of(by):
        raise Forbidden("拟记的问题由走流程的单位定，您可以查看。没有改动任何内容。")
    gap = next((gap for gap in gaps_of(walk) if code in (gap.draft.codes if gap.draft else {gap.code})), None)
    if gap is not None and gap.decision is not None:
        who = db.session.get_one(Person, gap.decision.by)
        verb = VERBS[gap.decision.verb]
        raise NotNow(f"{who.name}已在 {clock.spoken(gap.decision.at)} 定为「{verb}」，没有重复登记。")
    if gap is None or gap.draft is None:
        raise NotNow(f"{_last_word(walk)}这一项现在没有拟记的问题，没有登记。请看最新内容。")
    return gap, gap.draft


def _last_word(walk: Walk) -> str:
    last = latest_entry(walk.id)
    return f"最近的记录是{last.by} {clock.spoken(last.at)} 传来的，" if last else ""


def _decide(
    walk: Walk, gap: Gap, draft: Draft, by: Person, verb: str, *, reason: str = "", entry_id: str | None = None
) -> None:
    facts = {"verb": verb, "by": by.id, "said": gap.text, "reason": reason, "entry_id": entry_id, "fact": list(draft.fact)}
    n = 1 + sum(one.code == gap.code for one in gap.past)
    db.session.add(GapDecision(walk_id=walk.id, code=gap.code, n=n, **facts))
    db.session.flush()
