"""What the phones of the bench have to send: walks as people record them, frozen and chained, with cookies and
devices made in the database beforehand."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from flask import Flask

from zlc import clock
from zlc.accounts.logins import Login
from zlc.accounts.models import Person
from zlc.database import db, uuid7
from zlc.walks.entries.entry import chain_of, entry_hash
from zlc.walks.models import Device

MINUTE = 60_000
Entry = dict[str, Any]
# Fifty-six of the sixty entries of a walk, in turn; an open before them, two amendments and the finish at the end.
STEPS = [
    ("stage", {"stage": "consult", "step": "consult", "visit": 1}),
    ("note", {"text": "导办人员主动问需求，一次说清要带的材料"}),
    ("material", {"name": "身份证复印件", "listed": True, "copies": 1}),
    ("check", {"item": "guide", "verdict": "good"}),
    ("stage", {"stage": "form", "step": "form", "visit": 1}),
    ("material", {"name": "居住证明", "listed": False, "copies": 2, "tags": ["strange"], "note": "指南里没有"}),
    ("photo", {"bytes": 312_480, "width": 1600, "height": 1200, "caption": "填表样张", "of": None}),
    ("stage", {"stage": "queue", "step": "ticket", "visit": 1}),
    ("ticket", {"number": "A087", "ahead": 6}),
    ("problem", {"category": "queue", "text": "综合窗口五个只开两个，叫号很慢", "stage": "queue", "severity": 2}),
    ("note", {"text": "等候区座位够用，空调温度合适"}),
    ("stage", {"stage": "acceptance", "step": "window", "visit": 1}),
    ("need", {"text": "希望能在网上先预审材料，少跑一趟", "from": "public"}),
    ("outcome", {"result": "supplement", "reason": "缺居住证明"}),
]  # fmt: skip
PUSH = len(STEPS) * 4 + 4


@dataclass
class Sender:
    """A phone with its owner logged in; what it freezes is pushed in the order it was frozen."""

    person: str
    device: str
    cookie: str
    seq: int = 0
    chain: str = ""
    page: str = field(default_factory=uuid7)

    def freeze(self, walk: str, kind: str, data: dict[str, Any], at: int) -> Entry:
        self.seq += 1
        body = msgspec.json.encode({
            "v": 1, "walk": walk, "kind": kind, "by": self.person, "at": at, "tz": 480,
            "clock": {"offset": -812, "age": 5400, "mono": self.seq * 1000.5, "page": self.page},
            "how": "tap", "data": data,
        })  # fmt: skip
        digest = entry_hash(body)
        self.chain = chain_of(self.chain, digest)
        return {"id": uuid7(), "seq": self.seq, "hash": digest, "chain": self.chain, "body": body.decode()}

    def sixty(self, walk: str, *, opens: bool = True, ends: bool = True) -> list[Entry]:
        """One push: a whole walk, or (without `opens` or `ends`) a stretch of a longer one."""
        begins = clock.now_ms() - 200 * MINUTE + self.seq * 1000
        first = ("open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "灵活就业人员参保登记"})
        last = ("finish", {"result": "done", "summary": "办成，比公示多跑一次"})
        other = ("note", {"text": "大厅里有人引导，标识清楚"})
        entries = [self.freeze(walk, *(first if opens else other), begins)]
        for number, (kind, data) in enumerate(STEPS * 4, start=1):
            said = data | {"sha256": hashlib.sha256(uuid7().encode()).hexdigest()} if kind == "photo" else data
            entries.append(self.freeze(walk, kind, said, begins + number * 1000))
        for back in (2, 7):
            entries.append(self._amend(walk, entries[-back], begins + (58 + back) * 1000))
        entries.append(self.freeze(walk, *(last if ends else other), begins + 70_000))
        return entries

    def _amend(self, walk: str, target: Entry, at: int) -> Entry:
        change = {"note": {"value": "补充说明", "saw": []}}
        return self.freeze(walk, "amend", {"target": target["id"], "set": change, "reason": "记漏了"}, at)

    def push(self, entries: list[Entry], epoch: str) -> bytes:
        """The request's body."""
        return msgspec.json.encode(
            {"device": self.device, "epoch": epoch, "sent_at": clock.now_ms(), "entries": entries}
        )

    def headers(self) -> list[str]:
        return [f"Cookie: {self.cookie}", "X-ZLC: 1", "Sec-Fetch-Site: same-origin"]


def log_in_all(app: Flask, unit_id: str, count: int) -> list[Sender]:
    """`count` recorders of a unit, each with a login and a device; no password is hashed. Commits."""
    people = [
        Person(username=f"phone{n}-{uuid7()}"[:60], name=f"记录员{n}", unit_id=unit_id, roles=["recorder"], password_hash="-")
        for n in range(count)
    ]
    db.session.add_all(people)
    db.session.flush()
    logins = [Login(person_id=person.id, own_phone=True) for person in people]
    devices = [Device(person_id=person.id, label="bench") for person in people]
    db.session.add_all([*logins, *devices])
    db.session.flush()
    made = [
        Sender(person.id, device.id, cookie_of(app, login.id))
        for person, login, device in zip(people, logins, devices, strict=True)
    ]
    db.session.commit()
    return made


def cookie_of(app: Flask, login_id: str) -> str:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    kept = {"_user_id": login_id, "_fresh": False, "seen": clock.now_ms(), "_permanent": True}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(kept)}"


def stretches(sender: Sender, walk: str, total: int) -> Iterator[list[Entry]]:
    """A walk of `total` entries as pushes of sixty; it stays open."""
    for number in range(total // PUSH):
        yield sender.sixty(walk, opens=number == 0, ends=False)
