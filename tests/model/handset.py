"""A phone that follows docs/sync.md as static/client/sync does: greet, push, pull, and keep everything."""

from dataclasses import replace
from typing import Any

from tests.model import shots
from tests.model.disk import Disk, Row
from tests.model.network import Answer, Line, NoAnswer

TRIES = 3
FRUITLESS = 4
BATCH = 200
MOST_PAGES = 1000  # a pull that is longer has no end: the drill has 130,000 entries


class Pause(Exception):
    """The round ends here; everything is kept, the next one tries again."""


class Handset:
    """`skew`: its clock minus the server's, in ms. What is not in `disk` is forgotten when the app is closed."""

    def __init__(self, username: str, person: str, line: Line) -> None:
        self.username, self.person, self.line = username, person, line
        self.disk = Disk()
        self.skew = 0
        self.offset: int | None = None
        self.fresh_pace()

    def fresh_pace(self) -> None:
        self.most, self.failures, self.searching = BATCH, 0, False

    @property
    def now(self) -> int:
        return self.line.ground.now + self.skew

    def sync(self, batch: int = BATCH, limit: int = 500, greets: bool = True) -> bool:
        """One round. True when it came to its end."""
        self.most, self.limit = min(self.most, batch), limit
        try:
            if greets or self.disk.device is None:
                self._greet()
            self._push()
            while self._pull():
                self._push()
            shots.send(self)
            shots.confirm(self)
        except Pause:
            return False
        return True

    def ask(self, method: str, path: str, sent: Any = None) -> Answer:
        try:
            answer = self.line.ask(method, path, sent)
        except NoAnswer as silence:
            raise Pause from silence
        self.offset = answer.time - self.now
        if answer.status in (401, 403):
            raise Pause
        return answer

    # -- being known ------------------------------------------------------------------------------

    def _greet(self) -> None:
        if self.disk.device is None:
            self._new_device()
            return
        answer = self.ask("GET", f"/hello?device={self.disk.device}")
        if answer.code == "no_device":
            self._new_device(forgotten=True)
        elif answer.status != 200:
            raise Pause
        else:
            self._learn((answer.json["epoch"], answer.json["acked"]))
            self.disk.offer_above_gap(answer.json["acked"])

    def _learn(self, now: tuple[str, int]) -> bool:
        """Whether the server has gone back to before what it said last."""
        before = self.disk.told
        if before is None or (before[0] == now[0] and before[1] <= now[1]):
            self.disk.told = now
            return False
        self.disk.offer_again(now, everything=before[0] == now[0])
        return True

    def _new_device(self, forgotten: bool = False) -> None:
        """Devices are never deleted: a server that forgot one has gone back to before it."""
        answer = self.ask("POST", "/devices", {})
        if answer.status != 201:
            raise Pause
        assert answer.json["person"]["id"] == self.person
        told = (answer.json["epoch"], self.disk.told[1] if self.disk.told else 0)
        if forgotten:
            self.disk.offer_again(told, everything=True)
        else:
            self._learn(told)
        self.disk.take_device(answer.json["device"], (answer.json["epoch"], 0))

    # -- push -------------------------------------------------------------------------------------

    def _push(self) -> None:
        fruitless = 0
        while batch := self.disk.in_state("queued")[: self.most]:
            if fruitless == FRUITLESS:
                raise Pause
            fruitless = 0 if self._exchange(batch) else fruitless + 1
        self.fresh_pace()

    def _exchange(self, batch: list[Row]) -> bool:
        told = self.disk.told
        assert told is not None
        entries = [row.wire() for row in batch]
        sent = {"device": self.disk.device, "epoch": told[0], "sent_at": self.now, "entries": entries}
        answer = self.ask("POST", "/entries", sent)
        if answer.status == 200:
            return self._settle(batch, answer.json)
        if answer.code == "no_device":
            self._new_device(forgotten=True)
            return False
        if answer.status == 413:
            self._narrow(batch)
        else:
            self._failed(batch)
        return True

    def _settle(self, batch: list[Row], told: dict[str, Any]) -> bool:
        assert [result["id"] for result in told["results"]] == [row.id for row in batch]
        for row, result in zip(batch, told["results"], strict=True):
            self._take(row, result, told["epoch"])
        self._learn((told["epoch"], told["acked"]))
        if told["forked"]:
            self._new_device()
        self.failures = 0
        return any(result["status"] in ("stored", "held") for result in told["results"])

    def _take(self, row: Row, result: dict[str, Any], epoch: str) -> None:
        status = result["status"]
        if status == "id_reused":
            self.disk.give_other_id(row)
        elif status == "bad_hash":
            self.disk.keep(replace(row, tries=row.tries + 1, state="stuck" if row.tries + 1 == TRIES else "queued"))
        else:
            state = "held" if status == "held" else "received"
            self.disk.keep(replace(row, state=state, at_server=result["at"], epoch=epoch))

    def _failed(self, batch: list[Row]) -> None:
        """The server could not take this batch: wait and repeat, then look for the entry that causes it."""
        self.failures += 1
        if self.failures < TRIES and (not self.searching or len(batch) == 1):
            raise Pause
        self.searching, self.failures = True, 0
        self._narrow(batch)

    def _narrow(self, batch: list[Row]) -> None:
        if len(batch) > 1:
            self.most = -(-len(batch) // 2)
            return
        self.disk.keep(replace(batch[0], state="stuck"))
        self.fresh_pace()

    def send_stuck_again(self) -> None:
        self.disk.queue(self.disk.in_state("stuck"))
        for shot in [shot for shot in self.disk.shots.values() if shot.state == "stuck"]:
            self.disk.keep_shot(replace(shot, state="local"))

    # -- pull -------------------------------------------------------------------------------------

    def _pull(self) -> bool:
        """To the end. True when the server turned out to have gone back, and another push is wanted."""
        back = False
        for _ in range(MOST_PAGES):
            disk = self.disk
            answer = self.ask("GET", f"/changes?device={disk.device}&cursor={disk.cursor}&limit={self.limit}")
            if answer.code == "no_device":
                self._new_device(forgotten=True)
                continue
            if answer.status != 200:
                raise Pause
            page, acked = answer.json, disk.told[1] if disk.told else 0
            if self._learn((page["epoch"], acked)):
                back = True
            elif page["reset"]:
                assert disk.cursor, "the start of the history is always known"
                disk.offer_again((page["epoch"], acked), everything=True)
                back = True
            else:
                disk.take_page(page)
                if not page["more"]:
                    return back
        raise AssertionError("the pull has no end")
