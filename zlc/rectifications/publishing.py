"""公示未更新: a closing that claims a better published figure (材料 7 → 2) waits until the guide says so: until an import or a correction
carries it, or the office closes without. What the guide says later is followed both ways: an import may be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.catalogue import values
from zlc.catalogue.models import Matter
from zlc.catalogue.published import Published, published_of
from zlc.database import db
from zlc.errors import NotNow
from zlc.needs.models import Need
from zlc.problems.models import Problem
from zlc.problems.suggestions import FIGURES
from zlc.rectifications import who
from zlc.rectifications.links import matters_of
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import WHY, done
from zlc.texts import checked_reason
from zlc.walks.journal import commits

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

BEHIND, CARRIED = "behind", "carried"
AT_ONCE = 500  # ids asked for by one statement
# What stands before the figure itself: 「从 7 份减到 2 份」, 「高峰不超过 20 分钟」.
LED_UP_TO = re.compile(r".*(?:→|到|至|为|不超过|至多|最多|≤)", re.S)
UNITS = {"materials": "份|件|种|项|样|张", "steps": "环节|步", "trips": "次|趟|回", "wait": "分钟|分"}


class Claim(NamedTuple):
    matter_id: str
    figure: str
    target: str


class Behind(NamedTuple):
    """「某事项：公示的材料是 7 份，整改后应是 2 份」"""

    matter: str
    figure: str
    published: str
    target: str

    @property
    def words(self) -> str:
        return f"「{self.matter}」公示的{self.figure}是 {self.published}，整改后应是 {self.target}"


def claims_of(one: Rectification) -> list[Claim]:
    """By its plan's figure; of one planned in words alone, by what was suggested on the problem."""
    if one.figure:
        return [Claim(matter_id, one.figure, one.target) for matter_id in matters_of(one)]
    suggested = [(problem.matter_id, problem.suggestion) for problem in one.problems if problem.matter_id and problem.suggestion]
    return [Claim(matter_id, said["figure"], said["after"]) for matter_id, said in suggested if matter_id and said.get("after")]


def behind_of(one: Rectification) -> list[Behind]:
    return [behind for behind in _judged(one) if behind]


def state_of(one: Rectification, instead: Mapping[str, Published] = MappingProxyType({})) -> str | None:
    """None where nothing is claimed that the guide publishes as a number. `instead`: what would be published of some matters."""
    judged = _judged(one, instead)
    return (BEHIND if any(judged) else CARRIED) if judged else None


def _judged(one: Rectification, instead: Mapping[str, Published] = MappingProxyType({})) -> list[Behind | None]:
    """Of each claim that can be compared: None where the guide carries it."""
    found: list[Behind | None] = []
    for claim in claims_of(one):
        matter, wanted = instead.get(claim.matter_id) or _published(claim.matter_id), wanted_of(claim)
        figure, said = _figure_of(matter, claim.figure) if matter else (None, "")
        if matter is None or wanted is None or figure is None or not _comparable(figure, wanted):
            continue
        found.append(Behind(matter.name, FIGURES[claim.figure], said, claim.target) if figure[0] > wanted[0] else None)
    return found


def _published(matter_id: str) -> Published | None:
    matter = db.session.get(Matter, matter_id)
    return published_of(matter) if matter else None


Figure = tuple[int, str]  # how many of what


def _comparable(one: Figure, other: Figure) -> bool:
    """Working days are no days of the calendar; 即办 is less than any."""
    return one[1] == other[1] or 0 in (one[0], other[0])


def wanted_of(claim: Claim) -> Figure | None:
    """None where it names no number, or none that a guide publishes."""
    text = LED_UP_TO.sub("", values.narrow(claim.target))
    try:
        if claim.figure == "limit":
            limit = values.limit(text, None)
            return limit.value, limit.unit
        return (values.number(text, UNITS[claim.figure]), claim.figure) if claim.figure in UNITS else None
    except values.BadValue:
        return None


def _figure_of(matter: Published, figure: str) -> tuple[Figure | None, str]:
    """And as it is said; None for 未公布."""
    if figure == "limit":
        limit = matter.promised or matter.statutory
        return ((limit.value, limit.unit), limit.spoken) if limit else (None, "")
    counts = {"materials": len(matter.materials) or None, "steps": matter.steps, "trips": matter.trips, "wait": matter.wait_minutes}
    count = counts.get(figure)
    return ((count, figure), f"{count} {UNITS[figure].partition('|')[0]}") if count is not None else (None, "")


def waive(self: Rectification, by: Person, reason: str) -> None:
    """The office closes it without. Whatever the guide says from then on, it is not asked for again."""
    reason = checked_reason(reason, WHY)
    who.check(self, by, VERBS["waive"])
    if self.guide != BEHIND:
        raise NotNow("这项整改没有在等公示更新，没有重复登记。")
    self.guide = None
    done(self, by, VERBS["waive"], reason)


def follow(by_id: str, matter_ids: Iterable[str], import_id: str | None) -> None:
    """These matters have other figures now: those whose claims the guide carries since, and those whose it does no longer."""
    changed = [one for one in _claiming(list(matter_ids)) if (now := state_of(one)) is not None and now != one.guide]
    if changed:
        commits.lock()
    for one in changed:
        one.guide = state_of(one)
        detail: dict[str, Any] = {"import_id": import_id} if import_id else {}
        one.happened("published" if one.guide == CARRIED else "unpublished", by_id, **detail)
    db.session.flush()  # whoever changed the matters forgets all that was loaded


def carried_by(person: Person, import_id: str) -> list[Rectification]:
    """Whose claims this import made true, as far as this person may know, and they stand so."""
    from zlc.rectifications.models import Rectification, RectificationEvent

    said = (RectificationEvent.verb == "published", RectificationEvent.detail["import_id"].as_string() == import_id)
    events = select(RectificationEvent.id).where(RectificationEvent.rectification_id == Rectification.id, *said)
    rows = Rectification.visible_to(person).where(Rectification.guide == CARRIED, events.exists())
    return list(db.session.scalars(rows.order_by(Rectification.serial)))


def waiting(person: Person) -> list[Rectification]:
    """公示未更新, as far as this person may know."""
    from zlc.rectifications.models import Rectification

    rows = Rectification.visible_to(person).where(Rectification.guide == BEHIND)
    return list(db.session.scalars(rows.order_by(Rectification.serial)))


def _claiming(matter_ids: Sequence[str]) -> list[Rectification]:
    from zlc.rectifications.models import Rectification, RectificationLink

    found: dict[str, Rectification] = {}
    for start in range(0, len(matter_ids), AT_ONCE):
        some = matter_ids[start : start + AT_ONCE]
        served = select(RectificationLink.rectification_id).outerjoin(Problem, Problem.id == RectificationLink.problem_id)
        served = served.outerjoin(Need, Need.id == RectificationLink.need_id).where(Problem.matter_id.in_(some) | Need.matter_id.in_(some))
        rows = select(Rectification).where(Rectification.guide.in_((BEHIND, CARRIED)), Rectification.id.in_(served))
        found |= {one.id: one for one in db.session.scalars(rows.order_by(Rectification.serial))}
    return list(found.values())
