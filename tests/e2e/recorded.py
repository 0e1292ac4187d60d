"""Walks in every state a screen can show, pushed over HTTP as another phone of the same person would."""

import hashlib
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import BrowserContext

from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.database import uuid7

LONG = "企业基本养老保险关系跨省转移接续（含机关事业单位与企业之间流动、退役军人安置、未就业随军配偶等各种情形）"


class OverHttp:
    """What tests/phones.py asks of a browser, with the cookies of a real one."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.request, self.url = context.request, url

    def api(self, method: str, path: str, json: Any = None, query_string: dict[str, Any] | None = None) -> Any:
        reply = self.request.fetch(
            f"{self.url}/api/v1{path}", method=method, headers={"X-ZLC": "1"}, data=json, params=query_string
        )
        assert reply.ok, f"{method} {path}: {reply.status} {reply.text()}"
        return SimpleNamespace(json=reply.json())


def phone_of(context: BrowserContext, url: str) -> Phone:
    return Phone.of(OverHttp(context, url))  # type: ignore[arg-type]


def give_to_recorder(folder: Path) -> None:
    """One of the clerk's rectifications, under way and without a plan; before the server starts."""
    demo = sqlite3.connect(folder / "zlc.sqlite3")
    with demo:
        person = "(select id from people where username = ?)"
        given = f"update rectifications set state = 'working', owner_id = {person} where state = 'unclaimed' and owner_id = {person}"
        assert demo.execute(given, ("recorder", "clerk")).rowcount == 1
    demo.close()


class Recorded:
    """Ids of walks by what there is to see: `fresh`, `queueing`, `done`, and of counter sessions and their cases."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.wire, self.url = context.request, url
        self.first, self.second = phone_of(context, url), phone_of(context, url)
        self.now = clock.now_ms()
        self.fresh = self._open(self.first, {"matter_text": LONG, "place": "市政务服务中心"})
        self.done = self.first.a_walk()
        delegation = {"for": "一家餐饮个体户", "ref": "委托书"}
        self.delegated = self._open(self.first, {"mode": "delegate", "matter_text": "代人办理", "delegation": delegation})
        self.queueing = self._queueing()
        self.cases: dict[str, str] = {}
        self.counter = {name: self._session(name) for name in ("new", "serving", "paused", "over", "busy")}
        for phone in (self.first, self.second):
            answer = phone.push().json
            assert {line["status"] for line in answer["results"]} == {"stored"}, answer
        self._gaps(phone_of(context, url))
        self.mine = self._mine()

    def _mine(self) -> str:
        """The rectification of `give_to_recorder`, with a word on how it goes and a submission that could not be done; '' without."""
        page = self.second.pull(mine="").json
        while page["more"]:
            page = self.second.pull(page["cursor"], mine="").json
        if "mine" not in page:
            return ""
        [line] = page["mine"]["lines"]
        self.second.make(line["id"], "progress", {"text": "已和两个窗口说好，" * 20})
        self.second.make(line["id"], "submission", {"effect": "少跑一趟", "text": "清单贴在每个台面上"})
        self.second.push()
        return str(line["id"])

    def _open(self, phone: Phone, named: dict[str, Any], at: int | None = None) -> str:
        walk = uuid7()
        phone.make(walk, "open", {"as": "applicant", "mode": "accompany", "channel": "hall", **named}, at)
        return walk

    def _queueing(self) -> str:
        """In the queue for 18 minutes, with everything that can hang on a walk, and two ways to tell one time."""
        begins = self.now - 90 * MINUTE
        walk = self._open(self.first, {"matter_text": "灵活就业人员参保登记", "companions": "一位市民"}, begins)
        self.opening = self.first.entries[-1]["id"]
        made = {}
        for minute, kind, data in LINES:
            made[kind] = self.first.make(walk, kind, data, begins + minute * MINUTE)["id"]
        self.stage, self.torn, self.problem, self.check = (made[kind] for kind in ("stage", "leave", "problem", "check"))
        photo = {
            "sha256": "ab" * 32, "bytes": 40_000, "width": 1600, "height": 1200, "taken_at": self.now,
            "caption": "叫号屏前排到门口", "of": made["problem"], "redacted": False, "restricted": False,
        }  # fmt: skip
        self.missing_photo = self.first.make(walk, "photo", photo)["id"]
        for phone, minute in ((self.first, 30), (self.second, 31)):
            change = {"at": {"value": begins + minute * MINUTE, "saw": []}}
            phone.make(walk, "amend", {"target": self.torn, "set": change, "reason": "记晚了"})
        return walk

    def send_a_photo(self, content: bytes) -> None:
        """One that has been covered, in the walk that queues, with its bytes."""
        sha256 = hashlib.sha256(content).hexdigest()
        data = {
            "sha256": sha256, "bytes": len(content), "width": 1600, "height": 1200, "taken_at": self.now,
            "caption": "窗口前的告示，" * 6, "of": self.problem, "redacted": True, "restricted": False,
        }  # fmt: skip
        entry = self.first.make(self.queueing, "photo", data)
        self.photo = entry["id"]
        assert self.first.push([entry]).json["results"][0]["status"] == "stored"
        reply = self.wire.put(f"{self.url}/api/v1/photos/{sha256}", headers={"X-ZLC": "1", "Content-Type": "image/jpeg"}, data=content)
        assert reply.status == 201, reply.text()

    def _gaps(self, phone: Phone) -> None:
        """A phone of which two numbers never came, and two entries that the server cannot use."""
        walk = self._open(phone, {"matter_text": LONG})
        for number in range(6):
            phone.make(walk, "note", {"text": f"第 {number} 条"})
        phone.make(walk, "hologram", {"text": "新版本才有的记录，" * 20})
        phone.freeze("{半句没有写完的内容" + "x" * 300)
        phone.push([entry for entry in phone.entries if entry["seq"] not in (3, 5)])

    def _session(self, name: str) -> str:
        session, case, at = uuid7(), uuid7(), self.now - (480 if name == "busy" else 40) * MINUTE
        self.cases[name] = case
        opened = {"as": "counter", "channel": "hall", "window": "社保 3 号窗口", "matter_text": "社保综合"}
        self.first.make(session, "open", opened, at)
        events = [] if name in ("new", "busy") else ["call", "accept"] if name != "serving" else ["call"]
        for minute, event in enumerate(events):
            self.first.make(session, "case", {"case": case, "event": event, "ticket": "B012"}, at + minute * 9 * MINUTE)
        if name == "paused":
            self.first.make(session, "pause", {"reason": "系统故障"}, at + 12 * MINUTE)
        if name == "over":
            for kind, data in NOTED:
                self.first.make(session, kind, {**data, "case": case}, at + 5 * MINUTE)
            self.first.make(session, "finish", {}, at + 30 * MINUTE)
        if name == "busy":
            self._serve_eighty(session, at + 3 * MINUTE)
        return session

    def _serve_eighty(self, session: str, at: int) -> None:
        """Calls every five minutes, some forgotten, with a lunch."""
        for number in range(80):
            case, called = uuid7(), at + (number * 5 + (55 if number > 40 else 0)) * MINUTE
            matter = LONG if number % 9 == 4 else "社保补缴"
            named = {"ticket": f"A{number + 1:03}", "matter": matter} if number % 4 else {}
            self.first.make(session, "case", {"case": case, "event": "call", **named}, called)
            if number == 40:
                self.first.make(session, "pause", {"reason": "用餐"}, called + 4 * MINUTE)
            if number % 7:
                self.first.make(session, "case", {"case": case, "event": EVENTS[number % 5]}, called + (2 + number % 3) * MINUTE)


EVENTS = ["accept", "supplement", "refuse", "refer", "done"]
NOTED: list[tuple[str, dict[str, Any]]] = [
    ("problem", {"category": "form", "text": "同一张复印件要交三遍", "severity": 2}),
    ("need", {"from": "public", "text": "希望能网上交"}),
    ("note", {"text": "对方带了孩子，等了很久"}),
]
LINES: list[tuple[int, str, dict[str, Any]]] = [
    (0, "stage", {"stage": "consult", "step": "consult", "visit": 1}),
    (9, "stage", {"stage": "form", "step": "form", "visit": 1}),
    (20, "material", {"name": "单位同意参保的证明", "listed": False, "copies": 2, "tags": ["strange"]}),
    (25, "leave", {"visit": 1}),
    (40, "suspended", {"reason": "专家评审"}),
    (50, "resumed", {}),
    (60, "return", {"visit": 2}),
    (70, "stage", {"stage": "queue", "step": "ticket", "visit": 2}),
    (72, "ticket", {"number": "A087", "ahead": 6}),
    (73, "problem", {"category": "queue", "text": "综合窗口 5 个只开 2 个，叫号很慢", "stage": "queue", "severity": 2}),
    (74, "need", {"from": "public", "text": "希望中午也有人值班"}),
    (75, "note", {"text": "大厅里有人引导" * 12}),
    (76, "check", {"item": "guidance", "verdict": "problem", "note": "无人"}),
    (77, "intermediary", {"name": "一家代办公司", "fee": 300, "days": 3, "tags": ["poor"]}),
    (78, "rating", {"level": 3}),
]
