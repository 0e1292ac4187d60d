"""What the programme's document names as grounds, as far as the rows here tell: 整改不彻底 and 严重敷衍. Pointed out with the rows behind
it, never counted against a unit; what to make of it is a person's to say.

The other two (制度落实不到位, 无故不执行) rest on duties and plans, which are not kept yet. Another sign of a ground is another function
in its list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import working_days_between
from zlc.database import db
from zlc.rectifications import recurring
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.rectifications.records import RectificationEvidence
from zlc.rectifications.states import VERBS

Found = dict[str, list[str]]  # rectification → what was seen of it, in words
CHANGED = ("walk", "guide")  # evidence that shows a changed figure
QUICK = 1  # working day


@dataclass(frozen=True)
class Span:
    """From an instant to before another, and who looks."""

    person: Person
    begins: int
    ends: int


@dataclass(frozen=True)
class Ground:
    """`rule`: what is looked for, as the page says it; `signs`: each finds what bears it."""

    name: str
    rule: str
    signs: tuple[Callable[[Span], Found], ...]

    def found(self, span: Span) -> Found:
        whole: Found = defaultdict(list)
        for sign in self.signs:
            for id_, words in sign(span).items():
                whole[id_] += words
        return whole


def sent_back(span: Span) -> Found:
    rows = _events(span, "fail")
    return _each((id_, f"{clock.spoken(at)} 核验没有通过：{reason}") for id_, at, reason in rows)


def came_back(span: Span) -> Found:
    rows = _events(span, "relapse")
    return _each((id_, f"{clock.spoken(at)} 记为反弹：{reason}") for id_, at, reason in rows)


def found_again(span: Span) -> Found:
    closed = _of(span, "verify").with_only_columns(RectificationEvent.rectification_id)
    rows = select(Rectification.id).where(Rectification.id.in_(closed), recurring.recurred(span.person))
    return _each((id_, f"销号后 {recurring.DAYS} 天内，同一事项同一类问题又出现（复发）") for id_ in db.session.scalars(rows))


def shown_twice(span: Span) -> Found:
    """The same file under two rectifications."""
    other = aliased(RectificationEvidence)
    submitted = _of(span, "submit").with_only_columns(RectificationEvent.rectification_id)
    twice = select(other.id).where(
        other.sha256 == RectificationEvidence.sha256, other.rectification_id != RectificationEvidence.rectification_id
    )
    rows = select(RectificationEvidence.rectification_id, RectificationEvidence.n).where(
        RectificationEvidence.rectification_id.in_(submitted), RectificationEvidence.sha256.is_not(None), twice.exists()
    )
    return _each((id_, f"第 {n} 件佐证，别的整改也用过同一份文件") for id_, n in db.session.execute(rows.order_by(RectificationEvidence.n)))


def closed_at_once(span: Span) -> Found:
    """Begun and closed within a working day, and nothing that can be counted was to change or was shown to."""
    changed = select(RectificationEvidence.id).where(
        RectificationEvidence.rectification_id == Rectification.id, RectificationEvidence.kind.in_(CHANGED)
    )
    rows = _of(span, "verify").with_only_columns(Rectification.id, Rectification.begun_at, RectificationEvent.at)
    rows = rows.join(Rectification, Rectification.id == RectificationEvent.rectification_id)
    rows = rows.where(Rectification.figure.is_(None), ~changed.exists())
    return _each(
        (id_, f"{clock.spoken(begun)} 立项，{clock.spoken(at)} 就销号，没有哪个数变了")
        for id_, begun, at in db.session.execute(rows)
        if working_days_between(clock.local(begun).date(), clock.local(at).date()) <= QUICK
    )


def said_alike(span: Span) -> Found:
    """The same words for what two rectifications brought about."""
    submitted = _of(span, "submit").with_only_columns(RectificationEvent.rectification_id)
    said: dict[str, list[str]] = defaultdict(list)
    rows = select(Rectification.id, Rectification.effect).where(Rectification.id.in_(submitted), Rectification.effect != "")
    for id_, effect in db.session.execute(rows):
        said["".join(effect.split())].append(id_)
    alike = [ids for ids in said.values() if len(ids) > 1]
    return _each((id_, f"整改成效和另外 {len(ids) - 1} 项一字不差") for ids in alike for id_ in ids)


GROUNDS = (
    Ground(
        "整改不彻底",
        f"这一季里核验没有通过、退回重改的；销号以后记为反弹的；这一季销号、{recurring.DAYS} 天内同一事项同一类问题又出现（复发）的。",
        (sent_back, came_back, found_again),
    ),
    Ground(
        "严重敷衍",
        "这一季报完成的，同一份佐证文件用在两项以上整改；整改成效和别的一字不差。这一季销号的，从立项到销号不超过一个工作日，改好的标准里没有数，"
        "也没有再走一次、公示变更作佐证。",
        (shown_twice, closed_at_once, said_alike),
    ),
)


def _of(span: Span, verb: str) -> Select[Any]:
    within = RectificationEvent.at >= span.begins, RectificationEvent.at < span.ends
    return select(RectificationEvent).where(RectificationEvent.verb == VERBS[verb].event, *within)


def _events(span: Span, verb: str) -> Iterable[Any]:
    columns = RectificationEvent.rectification_id, RectificationEvent.at, RectificationEvent.reason
    return db.session.execute(_of(span, verb).with_only_columns(*columns).order_by(RectificationEvent.at))


def _each(told: Iterable[tuple[str, str]]) -> Found:
    found: Found = defaultdict(list)
    for id_, words in told:
        found[id_].append(words)
    return found
