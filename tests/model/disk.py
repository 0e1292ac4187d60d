"""What a phone keeps: copied when it is backed up or cloned, so nothing in it is ever changed in place."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from tests.model.shots import Shot
from zlc.walks.entries.entry import chain_of, entry_hash


@dataclass(frozen=True)
class Row:
    """One entry. state: queued, received, held, stuck (one's own) or mirror. `series`: which of this phone's
    device ids numbered it; `epoch`: that of the server which received it; `pulled`: a pull has shown it since."""

    id: str
    walk: str
    body: str
    state: str
    series: int = 0
    seq: int = 0
    chain: str = ""
    at_server: int | None = None
    epoch: str | None = None
    pulled: bool = False
    tries: int = 0
    pull: int = 0

    @property
    def own(self) -> bool:
        return self.state != "mirror"

    @property
    def hash(self) -> str:
        return entry_hash(self.body.encode())

    def wire(self) -> dict[str, Any]:
        told = {} if self.at_server is None else {"at_server": self.at_server}
        return {"id": self.id, "seq": self.seq, "hash": self.hash, "chain": self.chain, "body": self.body} | told


@dataclass
class Disk:
    """`told`: the epoch and acked the server last said; `whole`: the pull under way began at the start."""

    device: str | None = None
    rows: dict[str, Row] = field(default_factory=dict)
    shots: dict[str, Shot] = field(default_factory=dict)
    series: int = 0
    seq: int = 0
    chain: str = ""
    told: tuple[str, int] | None = None
    cursor: str = ""
    pull: int = 1
    whole: bool = True

    def copy(self) -> "Disk":
        return replace(self, rows=dict(self.rows), shots=dict(self.shots))

    def keep(self, row: Row) -> None:
        self.rows[row.id] = row

    def keep_shot(self, shot: Shot) -> None:
        self.shots[shot.sha256] = shot

    def in_state(self, *states: str) -> list[Row]:
        rows = [row for row in self.rows.values() if row.state in states]
        return sorted(rows, key=lambda row: (row.series, row.seq))

    def number(self, row: Row) -> Row:
        """The row under the device's next number."""
        self.seq += 1
        self.chain = chain_of(self.chain, row.hash)
        return replace(row, series=self.series, seq=self.seq, chain=self.chain)

    def queue(self, rows: list[Row]) -> None:
        """Back into the queue; what an earlier device id numbered gets new numbers, its id stays."""
        again = [replace(row, state="queued", tries=0, pulled=False) for row in rows]
        for row in again:
            self.keep(row if row.series == self.series else self.number(row))

    def offer_again(self, told: tuple[str, int], everything: bool) -> None:
        """The server went back: all it may have lost is queued, and pulled from the start."""
        self.pull_from_start()
        received = self.in_state("received", "held")
        self.queue([row for row in received if everything or row.epoch != told[0]])
        self.shots = {sha256: shot.offered_again() for sha256, shot in self.shots.items()}
        self.told = told

    def offer_above_gap(self, acked: int) -> None:
        """No number vouches for these, until a pull has shown them."""
        received = self.in_state("received", "held")
        self.queue([row for row in received if row.series == self.series and row.seq > acked and not row.pulled])

    def take_device(self, device: str, told: tuple[str, int]) -> None:
        """A second device id: what is unsent is numbered from 1."""
        first, self.device, self.told = self.device is None, device, told
        if first:
            return
        self.series, self.seq, self.chain = self.series + 1, 0, ""
        for row in self.in_state("queued"):
            self.keep(self.number(row))

    def give_other_id(self, row: Row) -> None:
        """Its id stands for something else on the server. A clone of this phone gives it the same other one."""
        del self.rows[row.id]
        h = row.hash
        self.keep(replace(row, id=f"{row.id[:14]}7{h[:3]}-8{h[3:6]}-{h[6:18]}"))

    def pull_from_start(self) -> None:
        self.cursor, self.pull, self.whole = "", self.pull + 1, True

    def take_page(self, page: dict[str, Any]) -> None:
        """Rows and cursor together. One's own copy is never replaced, only told its time, and that it is held no more."""
        for told in page["entries"]:
            kept = self.rows.get(told["id"])
            if kept is not None and kept.own and kept.hash != told["hash"]:
                self.give_other_id(kept)
                kept = None
            if kept is not None and kept.own:
                state = "received" if kept.state == "held" else kept.state
                self.keep(replace(kept, at_server=told["at_server"], pulled=True, state=state))
            else:
                self.keep(_mirrored(told, self.pull))
        gone = set(page["gone"])
        self._drop(lambda row: row.walk in gone)
        if self.whole and not page["more"]:
            self._drop(lambda row: row.pull < self.pull)
        self.cursor, self.whole = page["cursor"], self.whole and page["more"]

    def _drop(self, unwanted: Any) -> None:
        self.rows = {id_: row for id_, row in self.rows.items() if row.own or not unwanted(row)}


def _mirrored(told: dict[str, Any], pull: int) -> Row:
    walk = json.loads(told["body"])["walk"]
    return Row(told["id"], walk, told["body"], "mirror", at_server=told["at_server"], pull=pull)
