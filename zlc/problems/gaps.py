"""差距: where a walk came out worse than what is published. Each proposes a problem, which a person of the walk's unit
accepts or drops, once.

Accepting writes a problem entry into the walk, so that phones have it like any other; dropping is the desk's own
record. Either keeps what the gap was at the time: entries that come later may change it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc import clock, sql
from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.database import Model, db
from zlc.errors import Forbidden, NotNow, Refusal
from zlc.texts import checked_reason, clean_text
from zlc.versions import mark_of, overtaken
from zlc.walks.fold import WalkState
from zlc.walks.journal import folding, journal
from zlc.walks.latest import latest_entry
from zlc.walks.models import Walk
from zlc.walks.times.comparison import Compared, compare, differences_first
from zlc.walks.times.handling import handling
from zlc.walks.times.published import Published, published_to

ACCEPTED, DROPPED = "accepted", "dropped"
VERBS = {ACCEPTED: "记为问题", DROPPED: "不记"}
LONGEST_TEXT = 1000


class Proposal(NamedTuple):
    """What the problem of one figure is called, and where it belongs."""

    lead: str
    category: str
    stage: str | None = None


PROPOSALS = {
    "materials": Proposal("要的材料比公示的多", "hidden_requirement"),
    "limit": Proposal("办理超过公示的时限", "unpredictable", "result"),
    "steps": Proposal("办理环节比公示的多", "hidden_requirement"),
    "trips": Proposal("跑动次数比公示的多", "hidden_requirement"),
    "online": Proposal("公示可以网办，网上没有办成", "hidden_requirement"),
    "wait": Proposal("等候比承诺的久", "queue", "queue"),
}


class GapDecision(Model):
    """What became of one gap of a walk: `verb` is accepted or dropped, `said` the gap's words then, `entry_id` the
    problem entry that came of it."""

    __tablename__ = "gap_decisions"

    walk_id: Mapped[str] = mapped_column(ForeignKey("walks.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    verb: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[int] = mapped_column(BigInteger, default=clock.now_ms)
    said: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entries.id"))


class Gap(NamedTuple):
    """`line` None: the gap has gone since somebody decided about it."""

    line: Compared | None
    code: str
    text: str
    decision: GapDecision | None

    @property
    def open(self) -> bool:
        return self.decision is None

    @property
    def version(self) -> str:
        return mark_of(self.text, self.decision.verb if self.decision else None)


def lines_of(walk: Walk, state: WalkState) -> list[Compared]:
    """Published against measured, as things stand; what differs before what cannot be compared."""
    return differences_first(compare(published_to(walk), state, is_working_day))


def gaps_of(walk: Walk) -> list[Gap]:
    """The gaps there are or were decided about, in the order of the comparison. A walk that was opened by mistake,
    a counter session, and one whose beginning has not come yet propose nothing."""
    return _gaps(walk, published_to(walk), decisions_about([walk]).get(walk.id, {}))


def undecided_counts(walks: Sequence[Walk], published: Mapping[str, Published]) -> dict[str, int]:
    """Walk id → how many of its gaps wait for a decision, for the page of a list; `published` by walk."""
    decided, counts = decisions_about(walks), {}
    for walk in walks:
        counts[walk.id] = sum(gap.open for gap in _gaps(walk, published[walk.id], decided.get(walk.id, {})))
    return counts


def _gaps(walk: Walk, published: Published, decided: dict[str, GapDecision]) -> list[Gap]:
    if walk.counter or not walk.folded:
        return []
    state = walk.read_state()
    proposing = walk.status in ("under_way", "finished")
    return [
        Gap(line if line.verdict == "worse" else None, line.code, text_of(line, state), decided.get(line.code))
        for line in compare(published, state, is_working_day)
        if line.code in decided or (proposing and line.verdict == "worse")
    ]


def decisions_about(walks: Iterable[Walk]) -> dict[str, dict[str, GapDecision]]:
    """Walk id → figure → what was decided."""
    found: dict[str, dict[str, GapDecision]] = {}
    rows = select(GapDecision).where(GapDecision.walk_id.in_([walk.id for walk in walks]))
    for one in db.session.scalars(rows):
        found.setdefault(one.walk_id, {})[one.code] = one
    return found


def text_of(line: Compared, state: WalkState) -> str:
    """The problem as it is proposed: what it is, and both figures."""
    text = f"{PROPOSALS[line.code].lead}：公示 {line.published}，实走 {line.measured}，{line.words}"
    length = handling(state, is_working_day) if line.code == "limit" else None
    if length is not None and length.stopped:
        text += f"（已扣除停表 {clock.spoken_length(length.stopped_said)}）"
    return f"{text}。"


def accept(walk: Walk, code: str, by: Person, text: str) -> str:
    """Make it a problem of the walk. Returns the entry's id. The caller holds the commit lock, and commits.

    Raises Forbidden, NotNow when there is nothing (more) to decide, Refusal (422) for a text that will not do.
    """
    gap = _to_decide(walk, code, by)
    text = clean_text(text).strip()
    if not text:
        raise Refusal("请写明问题，没有保存。", status=422, field="text")
    if len(text) > LONGEST_TEXT:
        said = f"问题请不超过 {LONGEST_TEXT} 字，现在有 {len(text)} 字。"
        raise Refusal(said, status=422, field="text")
    proposal = PROPOSALS[code]
    data = {"category": proposal.category, "text": text, "stage": proposal.stage, "check": code}
    if code == "wait":
        del data["check"]  # no item of the checklist
    entry_id = journal.write_down(by, walk.id, "problem", {key: value for key, value in data.items() if value})
    folding.fold_marked([walk.id])
    _decide(walk, gap, by, ACCEPTED, entry_id=entry_id)
    sql.rows("update problems set source = 'proposal' where id = ?", entry_id)
    return entry_id


def drop(walk: Walk, code: str, by: Person, reason: str) -> None:
    """Set it aside for good, with or without a reason. Raises as accept does."""
    gap = _to_decide(walk, code, by)
    _decide(walk, gap, by, DROPPED, reason=checked_reason(reason, missing=""))


def check_seen(walk: Walk, code: str, by: Person, seen: str) -> None:
    """Raises Forbidden, NotNow where there is nothing (more) to decide, and Overtaken where the figures are others by now."""
    gap = _to_decide(walk, code, by)
    if seen != gap.version:
        raise overtaken(f"这一项的记录或公示变了，{_last_word(walk)}现在是：{gap.text}")


def _to_decide(walk: Walk, code: str, by: Person) -> Gap:
    if not walk.takes_entries_of(by):
        raise Forbidden("差距由走流程的单位定，您可以查看。没有改动任何内容。")
    gap = next((gap for gap in gaps_of(walk) if gap.code == code), None)
    if gap is None:
        raise NotNow(f"{_last_word(walk)}这一项现在和公示没有差距，没有登记。请看最新内容。")
    if gap.decision is not None:
        who = db.session.get_one(Person, gap.decision.by)
        verb = VERBS[gap.decision.verb]
        raise NotNow(f"{who.name}已在 {clock.spoken(gap.decision.at)} 定为「{verb}」，没有重复登记。")
    return gap


def _last_word(walk: Walk) -> str:
    last = latest_entry(walk.id)
    return f"最近的记录是{last.by} {clock.spoken(last.at)} 传来的，" if last else ""


def _decide(
    walk: Walk, gap: Gap, by: Person, verb: str, *, reason: str = "", entry_id: str | None = None
) -> None:
    facts = {"verb": verb, "by": by.id, "said": gap.text, "reason": reason, "entry_id": entry_id}
    db.session.add(GapDecision(walk_id=walk.id, code=gap.code, **facts))
    db.session.flush()
