"""Everything the page of one walk shows, gathered once."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.database import db
from zlc.desk.comparison import lines
from zlc.desk.comparison.proposed import Proposed, proposed_of
from zlc.desk.held import wishes as wish_rows
from zlc.desk.held.beside import Beside
from zlc.desk.held.beside import of_walk as held_of_walk
from zlc.desk.origins.rows import OriginRow, rows_of
from zlc.desk.walks import story as walk_story
from zlc.desk.walks.cases import CaseRow, case_rows
from zlc.desk.walks.parts import AskedParts, Part
from zlc.desk.walks.photos import PhotoCard, awaited, photo_cards
from zlc.desk.walks.session import Session
from zlc.problems.models import Problem
from zlc.walks.brought import brought
from zlc.walks.brought.brought import BroughtLine
from zlc.walks.brought.origins import Origin, origins_of
from zlc.walks.entries.entry import read_body
from zlc.walks.fold.state import Pause, WalkState
from zlc.walks.journal import restricted
from zlc.walks.models import Entry, Walk
from zlc.walks.names import names_in, people_named
from zlc.walks.opening import lacking
from zlc.walks.times import timeline
from zlc.walks.times.handling import Length, handling, whole
from zlc.walks.times.minutes import LEFT, MINUTE, WalkMinutes, walk_minutes
from zlc.walks.words import KINDS, Names

# How many rows of each list a screen shows at once, and of every other one.
ON_SCREEN, OTHERS = {"entries": 300, "cases": 200, "photos": 60}, 100


@dataclass(frozen=True)
class WalkPage:
    """`held`: stored raw; `wishes`: what waits for a coordinator, or has been decided."""

    walk: Walk
    state: WalkState
    names: Names
    may_decide: bool
    asked: AskedParts
    found: list[Problem]
    cards: list[PhotoCard]
    held_back: list[Beside]
    proposed: Proposed
    origins: dict[str, Origin] = field(default_factory=dict)
    unverified: list[BroughtLine] = field(default_factory=list)
    wishes: list[wish_rows.WishRow] = field(default_factory=list)

    @property
    def fields(self) -> dict[str, Any]:
        """What the opening entry says."""
        return self.state.opening

    @property
    def lacking(self) -> list[str]:
        """What the opening entry should say and does not."""
        return lacking(self.fields) if self.state.open and self.state.status != "void" else []

    @cached_property
    def minutes(self) -> WalkMinutes:
        return walk_minutes(self.state)

    @cached_property
    def stages(self) -> Part[walk_story.StageRow]:
        return self.asked.part(
            "stages", [*zip(self.state.spans, self.minutes.spans, strict=True)],
            lambda one: walk_story.stage_row(self.state, self.names, *one),
        )

    @cached_property
    def entries(self) -> Part[walk_story.EntryRow]:
        return self.asked.around("entries", walk_story.recorded(self.state), self._entry)

    @property
    def origin_rows(self) -> list[OriginRow]:
        return rows_of(self.origins.values())

    def kind_of(self, line: BroughtLine) -> str:
        return KINDS.get(line.kind or "", "") or "读不出是哪一类"

    @cached_property
    def listed(self) -> list[tuple[str, Part[walk_story.EntryRow]]]:
        return [
            (walk_story.LISTED[kind], self.asked.part(kind, ids, self._entry))
            for kind, ids in walk_story.listed(self.state).items()
        ]

    @cached_property
    def amendments(self) -> Part[walk_story.AmendmentRow]:
        ids = self.asked.part("amendments", walk_story.amended(self.state), str).rows
        originals = _originals(self.walk, {self.state.amendments[one].target for one in ids})
        return self.asked.part(
            "amendments", walk_story.amended(self.state),
            lambda one: walk_story.amendment_row(self.state, originals, self.names, one),
        )  # fmt: skip

    @cached_property
    def conflicts(self) -> Part[walk_story.ConflictRow]:
        return self.asked.part(
            "conflicts", self.state.conflicts, lambda one: walk_story.conflict_row(self.state, self.names, one)
        )

    @cached_property
    def problems(self) -> Part[Problem]:
        return self.asked.part("problems", [one for one in self.found if one.counts], lambda one: one)

    @property
    def uncounted(self) -> list[Problem]:
        """Withdrawn or struck out: named, and part of no figure."""
        return [one for one in self.found if not one.counts]

    @cached_property
    def photos(self) -> Part[PhotoCard]:
        return self.asked.part("photos", self.cards, lambda one: one)

    @cached_property
    def held(self) -> Part[Beside]:
        return self.asked.part("held", self.held_back, lambda one: one)

    def _entry(self, entry_id: str) -> walk_story.EntryRow:
        row = walk_story.entry_row(self.state, self.names, entry_id)
        row.marks.extend(["文件导入"] * (entry_id in self.origins))
        return row

    def link_to(self, entry_id: str) -> str:
        """The address, within the page, of what was recorded."""
        shown = self.asked.unfolded and any(row.id == entry_id for row in self.entries.rows)
        return f"#e-{entry_id}" if shown else f"?entry={entry_id}#e-{entry_id}"
    @property
    def stayed_photos(self) -> int:
        """The restricted photos that did not come along with the walk."""
        return sum(photo.stayed and not photo.visible for photo in self.cards)

    @property
    def open_wishes(self) -> list[wish_rows.WishRow]:
        return [row for row in self.wishes if not row.decision]

    @property
    def past_wishes(self) -> list[wish_rows.WishRow]:
        return [row for row in self.wishes if row.decision]

    @property
    def timeline(self) -> str:
        return timeline.both(self.state, self.names)

    @property
    def totals(self) -> list[tuple[str, str, str]]:
        """(kind, its word, how long in words), those that occur; what no stamp belongs to has no kind."""
        spans, lengths = self.state.spans, self.minutes.kinds
        running = {span.kind for span in spans if span.ends is None}
        found = [kind for kind in timeline.KINDS if any(span.kind == kind and not span.instant for span in spans)]
        rows = []
        for kind in found:
            length = lengths[kind]
            words = [clock.spoken_length(length or None)] if length or kind not in running else []
            words += ["进行中"] if kind in running else []
            rows.append((kind, timeline.KINDS[kind], "，".join(words)))
        return [*rows, ("", "未记", clock.spoken_length(lengths[LEFT]))] if lengths[LEFT] >= MINUTE else rows

    @property
    def comparison(self) -> list[lines.LineRow]:
        return lines.rows_of(self.walk, self.state)

    @property
    def lengths(self) -> list[tuple[str, Length | None]]:
        """The three ways of counting, of the whole walk and of the office's handling."""
        return [("全程", whole(self.state, is_working_day)), ("受理到结果", handling(self.state, is_working_day))]

    @property
    def received_photos(self) -> int:
        return sum(photo.received for photo in self.cards)

    @cached_property
    def missing_photos(self) -> Part[str]:
        return awaited(self.cards, self.asked)

    @cached_property
    def case_rows(self) -> Part[CaseRow]:
        return self.asked.part("cases", case_rows(self.state, self.names), lambda row: row)

    @cached_property
    def pauses(self) -> Part[Pause]:
        counter = self.state.counter
        return self.asked.part("pauses", counter.pauses if counter else [], lambda pause: pause)

    @property
    def session(self) -> Session:
        return Session(self.state)

    def who(self, person_id: str) -> str:
        return self.names.get(person_id, "未知人员")


def page_of(
    person: Person, walk: Walk, state: WalkState, asked: AskedParts, folder: Path | None = None, *, whole: bool = False
) -> WalkPage:
    """`walk` must be one that this person may see (Walk.of), `state` is its own. `folder` and `whole`: see photo_cards."""
    state = restricted.seen_by(person, walk.unit_id, state)
    held, unverified = held_of_walk(walk), brought.of_walk(walk.id)
    named = {person_id for line in unverified for person_id in (line.person_id, line.brought_by)}
    names = names_in(state) | people_named({one.entry.author_id for one in held} | named)
    return WalkPage(
        walk=walk,
        state=state,
        names=names,
        may_decide=walk.takes_entries_of(person),
        asked=asked,
        found=problems_of(walk),
        cards=photo_cards(person, walk, state, names, folder=folder, whole=whole),
        held_back=held,
        proposed=proposed_of(walk),
        origins=origins_of([*state.entries, *state.amendments]),
        unverified=unverified,
        wishes=wish_rows.of_walk(person, walk),
    )


def problems_of(walk: Walk) -> list[Problem]:
    rows = select(Problem).where(Problem.walk_id == walk.id).order_by(Problem.found_at, Problem.id)
    return list(db.session.scalars(rows))


def _originals(walk: Walk, targets: set[str]) -> dict[str, dict[str, Any]]:
    """The first data of these entries, each of which was amended. An amendment may name any entry there is: of another
    walk's nothing is told."""
    if not targets:
        return {}
    rows = select(Entry.id, Entry.body).where(Entry.id.in_(targets), Entry.body.is_not(None))
    rows = rows.where(Entry.status == "stored", Entry.walk_id == walk.id)
    return {row.id: read_body(row.body or b"").data for row in db.session.execute(rows)}
