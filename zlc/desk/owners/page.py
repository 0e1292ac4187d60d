"""What an owner without an account is shown: what is wrong, until when, and what was done about it; of others no names."""

from pathlib import Path
from typing import Any, NamedTuple

from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.desk.rectifications.story import lines_of
from zlc.problems.models import Problem
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import EVENTS
from zlc.walks import stayed
from zlc.walks.models import Walk
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos.disk import Held
from zlc.walks.photos.photos import is_restricted
from zlc.walks.photos.whereabouts import whereabouts

ABOUT_LINKS = ("linked", "unlinked", "opened", "helped")
NAMES = ("to", "was")  # what the detail of an event says of other owners


class Shot(NamedTuple):
    """A problem's own photo: `id` of its entry."""

    id: str
    caption: str
    held: Held


class Found(NamedTuple):
    problem: Problem
    shots: list[Shot]


class Step(NamedTuple):
    """A point of the story; `mine`: by this link."""

    at: int
    title: str
    mine: bool
    lines: list[str]
    reason: str


def problems_of(one: Rectification, folder: Path) -> list[Found]:
    return [Found(problem, shots_of(problem, folder)) for problem in one.problems]


def shots_of(problem: Problem, folder: Path) -> list[Shot]:
    """Those that hang on it and are here. Restricted ones are their author's and the coordinator's, whoever has a link."""
    walk = db.session.get(Walk, problem.walk_id) if problem.walk_id else None
    if walk is None:
        return []
    state = walk.read_state()
    hang = [id_ for id_ in state.photos if state.entries[id_].fields.get("of") == problem.id and not is_restricted(state.entries[id_])]
    home, sent = stayed.units_of(hang), whereabouts(state)
    open_to_it = [(id_, held) for id_ in hang if id_ not in home and (held := sent.get(id_)) and photo_disk.is_there(folder, held)]
    return [Shot(id_, str(state.entries[id_].fields.get("caption") or ""), held) for id_, held in open_to_it]


def steps_of(one: Rectification, link: OwnerLink) -> list[Step]:
    events: list[Any] = [event for event in one.history() if event.verb not in ABOUT_LINKS]
    return [
        Step(event.at, EVENTS[event.verb], event.by == link.id, lines_of(event, NAMES), event.reason) for event in events
    ]  # fmt: skip
