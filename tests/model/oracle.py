"""What must hold once everybody has synced, said without the product's own code where it could be wrong."""

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from tests.browser import API
from zlc import clock
from zlc.walks.entries.entry import BadBody, Known, entry_hash, read_body
from zlc.walks.fold import fold
from zlc.walks.photos.disk import path_of

if TYPE_CHECKING:
    from tests.model.handset import Handset
    from tests.model.shots import Shot
    from tests.model.story import Story

WISHES = ("moves_walk", "strikes_out")
ENTRIES = (
    "select id, hash, body, status, why, walk_id, author_id, at_server, \"commit\" as number, n from entries"
)


def applies(body: str) -> bool:
    try:
        read_body(body.encode())
    except BadBody:
        return False
    return True


class Witness:
    """`there`: bodies that were on the server and that only a restore may have taken away; `commits`: the entries
    of each commit number of the present history."""

    def __init__(self, story: "Story") -> None:
        self.story = story
        self.there: set[str] = set()
        self.commits: dict[int, set[str]] = {}
        self.last_commit = 0

    # -- along the way ----------------------------------------------------------------------------

    def on_server(self) -> set[str]:
        rows = self.story.ground.rows("select body from entries")
        return {bytes(row.body).decode() for row in rows}

    def nothing_went_by_itself(self) -> None:
        now = self.on_server()
        assert now >= self.there, "the server has lost what it had"
        self.there = now

    def history_begins_anew(self, there: set[str]) -> None:
        assert self.on_server() == there
        self.there, self.commits, self.last_commit = there, {}, 0
        self.note_commits(self.story.ground.rows(ENTRIES))

    def note_commits(self, rows: list[Any]) -> None:
        """A number once given out gets no further entries; a walk handed over may take some away."""
        now = defaultdict(set)
        for row in rows:
            now[row.number].add(row.id)
        places = Counter((row.number, row.n) for row in rows)
        assert max(places.values(), default=1) == 1, "two entries at one place of the commit order"
        for number, ids in now.items():
            before = self.commits.get(number, set() if number <= self.last_commit else ids)
            assert ids <= before, f"commit {number} was used twice"
        self.commits = now
        (latest,) = self.story.ground.rows("select value from commit_clock")
        assert latest.value >= max(now, default=0) and latest.value >= self.last_commit
        self.last_commit = latest.value

    # -- at rest ----------------------------------------------------------------------------------

    def check(self) -> None:
        rows = self.story.ground.rows(ENTRIES)
        walks = self.story.ground.rows("select id, unit_id, marked, fault, state_json, conflict_count from walks")
        self._everything_is_there_once(rows)
        self._held_is_only_what_must_be(rows, walks)
        self.note_commits(rows)
        by_walk = defaultdict(list)
        for row in rows:
            by_walk[row.walk_id].append(row)
        for walk in walks:
            self._walk_is_right(walk, by_walk[walk.id])
        for phone in self.story.phones:
            self._phone_is_right(phone, walks, rows)

    def photos_are_there(self, held: "list[Shot]") -> None:
        """Whatever became of the server's folder: what phones held when everybody came to rest, the server has again."""
        for shot in held:
            path = path_of(self.story.ground.photos.parent, shot.sha256)
            assert path.exists() and path.read_bytes() == shot.data, "lost, though a phone held the photo"

    def _everything_is_there_once(self, rows: list[Any]) -> None:
        bodies = Counter(bytes(row.body).decode() for row in rows)
        assert max(bodies.values(), default=1) == 1, "an entry is on the server twice"
        assert all(entry_hash(bytes(row.body)) == row.hash for row in rows), "hash and bytes differ"
        assert bodies.keys() <= self.story.made.keys(), "the server has a body nobody wrote"
        assert bodies.keys() >= self.there, "the server has lost what it had"
        for phone in self.story.phones:
            kept = {row.body for row in phone.disk.rows.values() if row.own}
            assert kept <= bodies.keys(), f"lost, though the phone held it: {kept - bodies.keys()}"
        for row in rows:
            assert row.author_id == self.story.made[bytes(row.body).decode()], "somebody else's name"
        self.there = set(bodies)

    def _held_is_only_what_must_be(self, rows: list[Any], walks: list[Any]) -> None:
        granted = {row.entry_id for row in self.story.ground.rows("select entry_id from held_decisions where verb <> 'dismiss'")}
        units = {walk.id: walk.unit_id for walk in walks}
        there = {row.id: row for row in rows}
        for row in rows:
            if not applies(bytes(row.body).decode()):
                assert row.status == "held", f"{row.id} was applied"
            elif row.walk_id in self.story.contested:
                assert row.status == "stored" or row.why in ("not_yours", *WISHES)
            elif (wish := self._wish(row, there, units)) and row.id not in granted:
                assert (row.status, row.why) == ("held", wish), f"{row.id} holds without a coordinator"
            else:
                assert row.status == "stored", f"{row.id} is held: {row.why}"

    def _wish(self, row: Any, there: dict[str, Any], units: dict[str, str]) -> str | None:
        """Why a coordinator has to agree, by docs/sync.md: nobody of these phones is one."""
        body = json.loads(bytes(row.body))
        if body["kind"] != "amend":
            return None
        target, change = there.get(body["data"]["target"]), body["data"]["set"]
        unit = change.get("unit", {}).get("value")
        if unit in self.story.ground.world.units.values() and unit != units[row.walk_id]:
            return "moves_walk"
        if change.get("void", {}).get("value") is not True:
            return None
        if target is None:
            return "strikes_out"
        kind = json.loads(bytes(target.body))["kind"] if applies(bytes(target.body).decode()) else None
        others = target.author_id != row.author_id and target.walk_id == row.walk_id
        return "strikes_out" if others and kind in ("problem", "open") else None

    def _walk_is_right(self, walk: Any, rows: list[Any]) -> None:
        assert not walk.marked and walk.fault is None
        stored = [row for row in rows if row.status == "stored"]
        known = [Known(row.id, row.at_server, read_body(bytes(row.body))) for row in stored]
        state = json.loads(msgspec.json.encode(fold(known, walk.id)))
        assert msgspec.json.decode(bytes(walk.state_json)) == state, "the walk's row is not its entries' fold"
        journal = self._journal(walk)
        lines = {line["id"]: line for line in journal["entries"]}
        assert len(lines) == len(journal["entries"]) == len(stored), "history has not every value once"
        for row in stored:
            assert lines[row.id]["body"] == bytes(row.body).decode()
        assert sorted(line["id"] for line in journal["held"]) == sorted(
            row.id for row in rows if row.status == "held"
        )
        self._values_are_right(stored, lines, journal, state)

    def _journal(self, walk: Any) -> Any:
        ground = self.story.ground
        home = walk.unit_id == ground.world.units["home"]
        client = ground.app.test_client()
        client.set_cookie("zlc", ground.cookies["colleague" if home else "stranger"])
        with clock.frozen_at(ground.now):
            reply = client.get(f"/api/v1/walks/{walk.id}/journal", headers=API)
        assert reply.status_code == 200
        return reply.json

    def _values_are_right(self, stored: list[Any], lines: dict[str, Any], journal: Any, state: Any) -> None:
        """The rule of docs/sync.md word by word: heads, who shows, what is listed, what never comes back."""
        bodies = {row.id: json.loads(bytes(row.body)) for row in stored}
        at = {row.id: row.at_server for row in stored}
        fields: dict[tuple[str, str], list[str]] = defaultdict(list)
        for id_, body in bodies.items():
            target = body["data"].get("target")
            if body["kind"] == "amend" and target in bodies and bodies[target]["kind"] != "amend":
                for name in body["data"]["set"]:
                    fields[target, name].append(id_)
        conflicts = {}
        for (target, name), ids in fields.items():
            change = {id_: bodies[id_]["data"]["set"][name] for id_ in ids}
            overwritten = {old for id_ in ids for old in reached(change, id_)}
            heads = sorted(set(ids) - overwritten, key=lambda id_: (at[id_], id_), reverse=True)
            shown = _shown(state["entries"][target], name)
            assert shown == change[heads[0]]["value"], f"{name} of {target} shows another value"
            assert state["amendments"][heads[0]]["effective"] is not False
            for old in overwritten & set(ids):
                assert not state["amendments"][old]["effective"] or len(bodies[old]["data"]["set"]) > 1, (
                    f"{old} was seen and overwritten, and is back"
                )
            if any(change[head]["value"] != change[heads[0]]["value"] for head in heads):
                conflicts[target, name] = heads
        told = {(c["target"], c["field"]): c["heads"] for c in journal["conflicts"]}
        assert told == conflicts, "a conflict is not listed, or one that is none"
        for (target, name), heads in conflicts.items():
            assert lines[target]["heads"][name] == heads and lines[target]["losers"][name] == heads[1:]

    def _phone_is_right(self, phone: "Handset", walks: list[Any], rows: list[Any]) -> None:
        world = self.story.ground.world
        unit = world.units["other" if phone.username == "stranger" else "home"]
        mine = {walk.id: walk for walk in walks if walk.unit_id == unit}
        stored = {row.id: row for row in rows if row.status == "stored" and row.walk_id in mine}
        shown = {row.id: row for row in phone.disk.rows.values() if row.state != "held"}
        assert not phone.disk.in_state("queued", "stuck")
        strange = [row for row in shown.values() if not row.own and row.id not in stored]
        assert not strange, f"this phone sees what is not its person's to see: {strange}"
        here = {id_: row for id_, row in shown.items() if row.walk in mine}
        assert here.keys() == stored.keys(), f"phone and server differ by {here.keys() ^ stored.keys()}"
        folded = defaultdict(list)
        for id_, row in here.items():
            assert row.at_server == stored[id_].at_server, f"{id_} has another time here"
            assert row.body.encode() == bytes(stored[id_].body)
            folded[row.walk].append(Known(id_, row.at_server, read_body(row.body.encode())))
        for walk, known in folded.items():
            state = json.loads(msgspec.json.encode(fold(known, walk)))
            assert state == msgspec.json.decode(bytes(mine[walk].state_json)), "phone and server differ"


def reached(change: dict[str, Any], start: str) -> set[str]:
    """What an amendment saw of a field, directly or through others."""
    found: set[str] = set()
    ahead = list(change[start]["saw"])
    while ahead:
        id_ = ahead.pop()
        if id_ not in found and id_ != start:
            found.add(id_)
            ahead += change[id_]["saw"] if id_ in change else []
    return found


def _shown(entry: dict[str, Any], name: str) -> Any:
    return {"void": entry["void"], "at": entry["time"]}[name] if name in ("void", "at") else entry["fields"][name]
