"""One story: a server, phones, and what happens to them. The machine picks the steps."""

from typing import Any

from tests.model.disk import Disk, Row
from tests.model.ground import Ground
from tests.model.handset import Handset
from tests.model.network import Line
from tests.model.oracle import Witness
from tests.model.shots import DAY, Shot
from tests.model.writing import CORRECTED, body_of, parsed, seen

MOST_PHONES = 6


class Story:
    """`made`: the author of every body ever frozen, by its text, which no two share."""

    def __init__(self, ground: Ground) -> None:
        ground.begin()
        self.ground, self.serial = ground, 0
        self.made: dict[str, str] = {}
        self.walks: list[str] = []
        self.contested: set[str] = set()
        self.backup: set[str] | None = None  # what the server had then
        self.saved: tuple[Handset, Disk] | None = None
        self.restless = False
        self.witness = Witness(self)
        self.phones = [self._phone(name) for name in ("recorder", "colleague", "recorder", "stranger")]

    def _phone(self, username: str) -> Handset:
        line = Line(self.ground, self.ground.cookies[username])
        return Handset(username, self.ground.world.people[username], line)

    def phone(self, which: int) -> Handset:
        return self.phones[which % len(self.phones)]

    def new_id(self, at: int) -> str:
        """As uuid7 makes them, by a clock that may be wrong; counted, so that a story repeats itself."""
        self.serial += 1
        stamp = f"{at & 0xFFFF_FFFF_FFFF:012x}"
        return f"{stamp[:8]}-{stamp[8:]}-7000-8000-{self.serial:012x}"

    # -- writing ----------------------------------------------------------------------------------

    def walk_for(self, phone: Handset, which: int) -> str:
        """One of the walks this phone knows, or a new one."""
        known = sorted({row.walk for row in phone.disk.rows.values() if row.walk})
        if known and which % 6:
            return known[which % len(known)]
        walk = self.new_id(phone.now)
        self.walks.append(walk)
        return walk

    def damaged(self, phone: Handset) -> None:
        self.serial += 1
        self.freeze(phone, "", f"damaged {self.serial}")

    def intrude(self, phone: Handset, which: int) -> None:
        if self.walks:
            walk = self.walks[which % len(self.walks)]
            if walk not in {row.walk for row in phone.disk.rows.values()}:
                self.contested.add(walk)
            self.write(phone, walk, "note", {"text": "不请自来"})

    def write_under_a_used_id(self, phone: Handset, which: int) -> None:
        """As from two phones whose source of chance is the same."""
        used = [row.id for other in self.phones for row in other.disk.rows.values()]
        if used:
            self.write(phone, self.walk_for(phone, which), "note", {"text": "同号"}, used[which % len(used)])

    def write(self, phone: Handset, walk: str, kind: str, data: dict[str, Any], id_: str | None = None) -> Row:
        self.serial += 1
        clock = {"offset": phone.offset, "age": 60, "mono": self.serial * 10.0, "page": f"page of {phone.person}"}
        body = body_of(walk, kind, phone.person, phone.now, clock, {**data, "n": self.serial})
        return self.freeze(phone, walk, body, id_)

    def take_photo(self, phone: Handset, walk: str) -> Shot:
        shot = Shot.taken(self.serial)
        phone.disk.keep_shot(shot)
        self.write(phone, walk, "photo", {"sha256": shot.sha256, "bytes": len(shot.data), "width": 16, "height": 16, "of": None})
        return shot

    def freeze(self, phone: Handset, walk: str, body: str, id_: str | None = None) -> Row:
        self.restless = True
        self.made[body] = phone.person
        if id_ in phone.disk.rows:
            id_ = None
        row = phone.disk.number(Row(id_ or self.new_id(phone.now), walk, body, "queued"))
        phone.disk.keep(row)
        self.ground.now += 1000
        return row

    def targets(self, phone: Handset) -> list[tuple[Row, dict[str, Any]]]:
        found = [(row, parsed(row)) for row in phone.disk.rows.values()]
        return [(row, body) for row, body in found if body and body["kind"] != "amend" and body["kind"] in KNOWN]

    def amend(self, phone: Handset, which: int, what: str, fresh: bool) -> None:
        targets = self.targets(phone)
        if not targets:
            return
        row, body = targets[which % len(targets)]
        name, value = _correction(body["kind"], what, phone.now, self.serial, fresh)
        self.change(phone, row, name, value)

    def amend_at_once(self, one: Handset, other: Handset, which: int, what: str) -> None:
        there = {(row.id, row.body) for row, _ in self.targets(other)}
        both = [(row, body) for row, body in self.targets(one) if (row.id, row.body) in there]
        if both:
            row, body = both[which % len(both)]
            for phone, fresh in ((one, True), (other, False)):
                self.change(phone, row, *_correction(body["kind"], what, phone.now, self.serial, fresh))

    def change(self, phone: Handset, target: Row, name: str, value: Any) -> None:
        rows = [row for row in phone.disk.rows.values() if row.walk == target.walk]
        saw = seen(rows, target.id, name)
        data = {"target": target.id, "set": {name: {"value": value, "saw": saw}}, "reason": "更正"}
        self.write(phone, target.walk, "amend", data)

    def hand_over(self, phone: Handset, which: int, unit: str) -> None:
        opens = [row for row, body in self.targets(phone) if body["kind"] == "open"]
        if opens:
            target = opens[which % len(opens)]
            self.change(phone, target, "unit", self.ground.world.units[unit])

    def grant(self, which: int) -> None:
        """A coordinator, or both, agree to what waits beside a walk."""
        waiting = self.ground.rows(
            "select id, walk_id, why from entries where status = 'held' and why in ('moves_walk', 'strikes_out')"
            " and id not in (select entry_id from held_decisions) order by id"
        )
        if not waiting:
            return
        wish = waiting[which % len(waiting)]
        if wish.why == "moves_walk":
            self.contested.add(wish.walk_id)
        self.ground.grant(wish.id)
        self.restless = True

    # -- machines that go back in time ------------------------------------------------------------

    def take_backup(self) -> None:
        self.ground.back_up()
        self.backup = self.witness.on_server()

    def restore(self, told: bool) -> None:
        if self.backup is None:
            return
        self.witness.nothing_went_by_itself()
        self.ground.put_back(self.ground.copy)
        if told:
            self.ground.say_restored()
        self.witness.history_begins_anew(self.backup)

    def save(self, which: int) -> None:
        phone = self.phone(which)
        self.saved = (phone, phone.disk.copy())

    def rewind(self) -> None:
        if self.saved:
            phone, disk = self.saved
            phone.disk = disk.copy()
            phone.fresh_pace()

    def clone(self) -> None:
        if self.saved and len(self.phones) < MOST_PHONES:
            phone, disk = self.saved
            twin = self._phone(phone.username)
            twin.disk, twin.skew = disk.copy(), phone.skew
            self.phones.append(twin)

    # -- in the end -------------------------------------------------------------------------------

    def come_to_rest(self) -> None:
        """Faults end; what is under way arrives; everybody syncs, twice: what one brings, the others then see. Photos are
        asked about once a day, and sent again in the round after the answer."""
        held = [shot for phone in self.phones for shot in phone.disk.shots.values() if shot.here]
        for phone in self.phones:
            phone.line.faults = []
            phone.line.log_in()
            phone.line.arrive_late()
        for _ in range(2):
            self._everybody_syncs()
        if any(phone.disk.shots for phone in self.phones):
            self.ground.now += DAY
            for _ in range(2):
                self._everybody_syncs()
        self.restless = False
        self.witness.check()
        self.witness.photos_are_there(held)

    def _everybody_syncs(self) -> None:
        for phone in self.phones:
            phone.send_stuck_again()
            tries = 0
            while not phone.sync() or phone.disk.in_state("queued"):
                tries += 1
                assert tries < 20, f"never all received: {phone.disk.in_state('queued')}"


KNOWN = {
    "open", "stage", "leave", "return", "ticket", "material", "intermediary", "outcome", "suspended", "resumed",
    "check", "problem", "need", "note", "photo", "rating", "case", "pause", "continue", "finish",
}  # fmt: skip


def _correction(kind: str, what: str, now: int, serial: int, fresh: bool) -> tuple[str, Any]:
    """`fresh`: a value nobody else gives; else one that others may give too."""
    if what == "void":
        return "void", fresh
    if what == "at" or kind not in CORRECTED:
        return "at", now - serial if fresh else 1_772_413_000_000
    name, value = CORRECTED[kind]
    return name, f"{value} {serial}" if fresh else value
