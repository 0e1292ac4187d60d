"""Which walks and sessions rest on what an import brought: it can be taken back only while there are none."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import or_, select

from zlc.database import db
from zlc.walks.models import Walk

AT_ONCE = 500


def walks_resting_on(since: Mapping[str, int | None]) -> list[tuple[Walk, str]]:
    """(walk, matter) of those that go by these matters: begun at that instant (ms) or later, or, where it is None, whenever.
    The caller has caught up with the journal."""
    return [*_walks(since), *_sessions(since)]


def _walks(since: Mapping[str, int | None]) -> Iterator[tuple[Walk, str]]:
    ids = iter(since)
    while some := list(islice(ids, AT_ONCE)):
        for walk in db.session.scalars(select(Walk).where(Walk.matter_id.in_(some)).order_by(Walk.begins_at, Walk.id)):
            if walk.matter_id and _rests(walk, since[walk.matter_id]):
                yield walk, walk.matter_id


def _sessions(since: Mapping[str, int | None]) -> Iterator[tuple[Walk, str]]:
    """A session names a matter in each of its cases."""
    known = [at for at in since.values() if at is not None]
    wanted = select(Walk).where(Walk.counter)
    if since and len(known) == len(since):
        wanted = wanted.where(or_(Walk.begins_at.is_(None), Walk.begins_at >= min(known)))
    for walk in db.session.scalars(wanted.order_by(Walk.begins_at, Walk.id)) if since else ():
        for matter in _matters_in(walk):
            if matter in since and matter != walk.matter_id and _rests(walk, since[matter]):
                yield walk, matter


def _matters_in(walk: Walk) -> Iterable[str]:
    counter = walk.read_state().counter
    return dict.fromkeys(case.matter for case in counter.cases if case.matter) if counter else ()


def _rests(walk: Walk, since: int | None) -> bool:
    return since is None or walk.begins_at is None or walk.begins_at >= since
