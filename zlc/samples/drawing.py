"""Which closings a seed draws. Anybody can do it again, by hand too: each closed rectification's number behind the seed and a blank,
hashed, and the smallest hashes taken.

The period ends before today, closings are never taken back from the history, and a number never changes: whoever draws later draws the
same, whatever was closed, reopened or handed over since.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select

from zlc import clock
from zlc.accounts.models import Person, Unit
from zlc.database import db
from zlc.errors import Forbidden, Refusal
from zlc.rectifications.models import Rectification, RectificationEvent
from zlc.rectifications.states import VERBS
from zlc.samples.models import Sample, SampleLine
from zlc.texts import clean_text

MOST, LONGEST_SEED, MOST_DAYS = 50, 40, 366


@dataclass(frozen=True)
class Closing:
    rectification_id: str
    number: str
    at: int
    digest: str


def draw(by: Person, seed: str, size: int, first: date, last: date, unit_id: str) -> tuple[Sample, bool]:
    """The sample, and whether it is a new one. Raises Forbidden and Refusal (422, with the field)."""
    if not by.samples:
        raise Forbidden("抽查由营商办和督导做。没有改动任何内容。")
    seed = " ".join(clean_text(seed).split())
    _check(seed, size, first, last, unit_id)
    drawn_as = sha256(f"{seed}\n{size}\n{first}\n{last}\n{unit_id}".encode()).hexdigest()
    if known := db.session.scalar(select(Sample).where(Sample.drawn_as == drawn_as)):
        return known, False
    closings = closings_by(seed, first, last, unit_id)
    if not closings:
        raise Refusal("这段时间没有销号的整改，没有可抽的。请换一段时间或单位。", status=422, field="first")
    sample = Sample(
        drawn_as=drawn_as, seed=seed, size=size, of=len(closings), first_on=first, last_on=last, unit_id=unit_id or None, by=by.id
    )
    sample.lines = [
        SampleLine(n=n, rectification_id=one.rectification_id, digest=one.digest, closed_at=one.at)
        for n, one in enumerate(closings[:size], 1)
    ]
    db.session.add(sample)
    db.session.flush()
    return sample, True


def closings_by(seed: str, first: date, last: date, unit_id: str) -> list[Closing]:
    """All of them, in the order that the seed gives. A unit's are those that it numbered, wherever they went."""
    begins, ends = clock.bounds(first, last)
    closed = RectificationEvent.verb == VERBS["verify"].event, RectificationEvent.at >= begins, RectificationEvent.at < ends
    wanted = select(Rectification.id, Rectification.full_number, func.max(RectificationEvent.at))
    wanted = wanted.join(RectificationEvent, RectificationEvent.rectification_id == Rectification.id).where(*closed)
    if unit_id:
        wanted = wanted.where(Rectification.numbered_by == unit_id)
    rows = db.session.execute(wanted.group_by(Rectification.id, Rectification.full_number))
    found = [Closing(id_, number, at, digest_of(seed, number)) for id_, number, at in rows]
    return sorted(found, key=lambda one: (one.digest, one.number))


def digest_of(seed: str, number: str) -> str:
    return sha256(f"{seed} {number}".encode()).hexdigest()


def _check(seed: str, size: int, first: date, last: date, unit_id: str) -> None:
    if not seed or len(seed) > LONGEST_SEED:
        raise Refusal(f"请写种子，不超过 {LONGEST_SEED} 字。", status=422, field="seed")
    if not 1 <= size <= MOST:
        raise Refusal(f"抽几条请写 1 到 {MOST}。", status=422, field="size")
    if last < first:
        raise Refusal("结束的日期早于开始的日期，请重新写。", status=422, field="last")
    if (last - first).days >= MOST_DAYS:
        raise Refusal("一次最多抽一年，请缩短时段。", status=422, field="first")
    if last >= clock.today():
        raise Refusal("截止日要早于今天：今天还会有新的销号，别人再抽就不一样了。", status=422, field="last")
    if unit_id and db.session.get(Unit, unit_id) is None:
        raise Refusal("没有这个单位，请重新选。", status=422, field="unit")
