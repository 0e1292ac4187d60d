"""Which walk takes which collected request, and what became of it: told by the journal, so that two who took one without
network are both kept."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from zlc import sql
from zlc.accounts.models import Person
from zlc.catalogue.requests import CollectedRequest, Taking
from zlc.database import db
from zlc.versions import done_by, mark_of, overtaken
from zlc.walks.fold import WalkState
from zlc.walks.models import Walk
from zlc.walks.standing import REACHED

STATES = {"open": "待办", "under_way": "在办", "done": "办结", "short": REACHED["short"], "withdrawn": "已撤下"}


def follow_taking(walk: Walk, state: WalkState) -> None:
    """Called for each walk that was folded; only a walk of its own unit takes a request."""
    fields = state.opening
    if "delegation" not in fields:
        return
    named = (fields["delegation"] or {}).get("request") if fields.get("mode") == "delegate" else None
    if not isinstance(named, str) or state.status == "void":
        named = None
    if named and not sql.rows("select 1 from collected_requests where id = ? and unit_id = ?", named, walk.unit_id):
        named = None
    held = sql.rows("select request_id from request_takings where walk_id = ?", walk.id)
    if held == ([(named,)] if named else []):
        return
    sql.ask(("delete from request_takings where walk_id = ?", walk.id))
    if named:
        sql.ask(("insert into request_takings (walk_id, request_id) values (?, ?)", walk.id, named))


class RequestRow(NamedTuple):
    request: CollectedRequest
    walks: list[Walk]
    state: str

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def version(self) -> str:
        return mark_of(self.request.withdrawn_at, [walk.id for walk in self.walks])


def check_seen(request: CollectedRequest, seen: str) -> None:
    """Raises Overtaken, with who withdrew it, or took it on the phone, and when."""
    taken = list(db.session.scalars(_takers([request.id])))
    if seen == RequestRow(request, taken, "").version:
        return
    if request.withdrawn_at is not None:
        name = request.withdrawer.name if request.withdrawer else "有人"
        raise overtaken(f"{done_by(name, request.withdrawn_at, '撤下过这一件')}，理由是「{request.reason.rstrip('。')}」。")
    if not taken:
        raise overtaken("取用这一件的走流程不在了，现在又是待办。")
    last = taken[-1].recorder
    raise overtaken(f"{done_by(last.name if last else '有人', taken[-1].begins_at, '在手机上取用了这一件')}。")


def _takers(request_ids: list[str]) -> Select[Walk]:
    found = select(Walk).join(Taking, Walk.id == Taking.walk_id).where(Taking.request_id.in_(request_ids))
    return found.order_by(Walk.begins_at, Walk.id)


def rows_for(person: Person, state: str = "") -> list[RequestRow]:
    """The requests of the person's unit (of all, for who reads all), newest first; only those in `state`, if one is named."""
    wanted = select(CollectedRequest).options(
        joinedload(CollectedRequest.unit), joinedload(CollectedRequest.collector), joinedload(CollectedRequest.withdrawer)
    )
    if not person.reads_all_units:
        wanted = wanted.where(CollectedRequest.unit_id == person.unit_id)
    requests = list(db.session.scalars(wanted.order_by(CollectedRequest.at.desc(), CollectedRequest.number.desc(), CollectedRequest.id)))
    taken: dict[str, list[Walk]] = defaultdict(list)
    pairs = _takers([one.id for one in requests]).add_columns(Taking.request_id)
    for walk, request_id in db.session.execute(pairs):
        taken[request_id].append(walk)
    rows = [RequestRow(one, taken[one.id], _state(one, taken[one.id])) for one in requests]
    return [row for row in rows if state in ("", row.state)]


def _state(request: CollectedRequest, walks: list[Walk]) -> str:
    """Of several walks that took it, the one that came furthest counts."""
    reached = {walk.reached for walk in walks}
    if "end" in reached:
        return "done"
    if walks:
        return "short" if reached == {"short"} else "under_way"
    return "open" if request.withdrawn_at is None else "withdrawn"
