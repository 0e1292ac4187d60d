"""Everything the page of one walk shows, gathered once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.catalogue.calendar import is_working_day
from zlc.database import db
from zlc.problems import gaps, walk_story
from zlc.problems.case_rows import CaseRow, case_rows, result_counts
from zlc.problems.models import Problem
from zlc.problems.names import names_in, people_named
from zlc.problems.photo_cards import PhotoCard, missing, photo_cards
from zlc.walks import counter_day, timeline
from zlc.walks.comparison import Line
from zlc.walks.entry import read_body
from zlc.walks.handling import Length, handling, whole
from zlc.walks.held import WHY as WHY_HELD
from zlc.walks.models import Entry, Walk

State = dict[str, Any]
Names = dict[str, str]


@dataclass(frozen=True)
class WalkPage:
    walk: Walk
    state: State
    names: Names
    may_decide: bool
    problems: list[Problem]
    photos: list[PhotoCard]
    held: list[Entry]
    originals: dict[str, dict[str, Any]]

    @property
    def fields(self) -> dict[str, Any]:
        """What the opening entry says."""
        fields: dict[str, Any] = self.state["open"]["fields"] if self.state["open"] else {}
        return fields

    @property
    def stages(self) -> list[walk_story.StageRow]:
        return walk_story.stage_rows(self.state, self.names)

    @property
    def entries(self) -> list[walk_story.EntryRow]:
        return walk_story.entry_rows(self.state, self.names)

    @property
    def listed(self) -> list[tuple[str, list[walk_story.EntryRow]]]:
        return walk_story.listed(self.state, self.names)

    @property
    def amendments(self) -> list[walk_story.AmendmentRow]:
        return walk_story.amendment_rows(self.state, self.originals, self.names)

    @property
    def conflicts(self) -> list[walk_story.ConflictRow]:
        return walk_story.conflict_rows(self.state, self.names)

    @property
    def timeline(self) -> str:
        return timeline.both(self.state, self.names)

    @property
    def totals(self) -> list[tuple[str, str, str]]:
        """(kind, its word, how long in words), those that occur."""
        spans = self.state["spans"]
        running = {span["kind"] for span in spans if span["ends"] is None}
        found = [kind for kind in timeline.KINDS if any(span["kind"] == kind for span in spans)]
        rows = []
        for kind in found:
            length = self.state["totals"][kind]
            words = [clock.spoken_length(length or None)] if length or kind not in running else []
            words += ["进行中"] if kind in running else []
            rows.append((kind, timeline.KINDS[kind], "，".join(words)))
        return rows

    @property
    def comparison(self) -> list[Line]:
        return gaps.lines_of(self.walk, self.state)

    @property
    def lengths(self) -> list[tuple[str, Length | None]]:
        """The three ways of counting, of the whole walk and of the office's handling."""
        return [("全程", whole(self.state, is_working_day)), ("受理到结果", handling(self.state, is_working_day))]

    @property
    def received_photos(self) -> int:
        return sum(photo.received for photo in self.photos)

    @property
    def missing_photos(self) -> list[str]:
        return missing(self.photos)

    @property
    def case_rows(self) -> list[CaseRow]:
        return case_rows(self.state, self.names)

    @property
    def case_results(self) -> list[tuple[str, int]]:
        return result_counts(self.state)

    @property
    def counter_day(self) -> tuple[str, list[tuple[str, str, str]]]:
        """The session drawn, and (kind of time, word, how long) of each use of the window."""
        return counter_day.both(self.state), counter_day.sums_of(self.state)

    def why_held(self, entry: Entry) -> str:
        return WHY_HELD.get(entry.why or "", "待人工查看")

    def who(self, person_id: str) -> str:
        return self.names.get(person_id, "未知人员")


def page_of(person: Person, walk: Walk, folder: Path | None = None, *, whole: bool = False) -> WalkPage:
    """`walk` must be one that this person may see (Walk.of). `folder` and `whole`: see photo_cards."""
    state = walk.state
    held = _held(walk)
    names = names_in(state) | people_named(entry.author_id for entry in held)
    return WalkPage(
        walk=walk,
        state=state,
        names=names,
        may_decide=walk.takes_entries_of(person),
        problems=problems_of(walk),
        photos=photo_cards(person, walk, state, names, folder=folder, whole=whole),
        held=held,
        originals=_originals(state),
    )


def problems_of(walk: Walk) -> list[Problem]:
    rows = select(Problem).where(Problem.walk_id == walk.id).order_by(Problem.found_at, Problem.id)
    return list(db.session.scalars(rows))


def _held(walk: Walk) -> list[Entry]:
    rows = select(Entry).where(Entry.walk_id == walk.id, Entry.status == "held")
    return list(db.session.scalars(rows.order_by(Entry.received_at, Entry.id)))


def _originals(state: State) -> dict[str, dict[str, Any]]:
    """The first data of every entry that was amended."""
    targets = {amendment["target"] for amendment in state["amendments"].values()}
    if not targets:
        return {}
    rows = select(Entry.id, Entry.body).where(Entry.id.in_(targets), Entry.body.is_not(None))
    rows = rows.where(Entry.status == "stored")
    return {row.id: read_body(row.body or b"").data for row in db.session.execute(rows)}
