"""A phone made of Python: it freezes entries as the contract says and pushes them over HTTP."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from tests.browser import Browser
from zlc import clock
from zlc.database import uuid7

MINUTE = 60_000


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Phone:
    """One device of one person; `entries` is everything it ever made, in order."""

    browser: Browser
    person: str
    device: str = ""
    epoch: str = ""
    entries: list[dict[str, Any]] = field(default_factory=list)
    secret: str = ""

    @classmethod
    def of(cls, browser: Browser) -> "Phone":
        told = browser.api("POST", "/devices", {}).json
        return cls(browser, told["person"]["id"], told["device"], told["epoch"], secret=told["secret"])

    @classmethod
    def reader(cls, browser: Browser) -> "Phone":
        """Of somebody who records nothing: they have no device, and read all the same."""
        told = browser.api("GET", "/hello").json
        return cls(browser, told["person"]["id"], "", told["epoch"])

    def make(
        self, walk: str, kind: str, data: dict[str, Any], at: int | None = None, **body: Any
    ) -> dict[str, Any]:
        """Freeze one entry: unsent until push()."""
        at = clock.now_ms() if at is None else at
        frozen = {
            "v": 1, "walk": walk, "kind": kind, "by": self.person, "at": at, "tz": 480,
            "clock": {"offset": 0, "age": 60, "mono": len(self.entries) * 1000.0, "page": uuid7()},
            "how": "tap", "data": data, **body,
        }  # fmt: skip
        return self.freeze(json.dumps(frozen, ensure_ascii=False))

    def freeze(self, body: str, entry_id: str | None = None) -> dict[str, Any]:
        previous = self.entries[-1]["chain"] if self.entries else ""
        digest = sha256(body)
        entry = {
            "id": entry_id or uuid7(), "seq": len(self.entries) + 1, "hash": digest,
            "chain": sha256(previous + digest), "body": body,
        }  # fmt: skip
        self.entries.append(entry)
        return entry

    def push(self, entries: list[dict[str, Any]] | None = None, **envelope: Any) -> Any:
        """Send these entries (all, by default). Returns the response."""
        sent = {
            "device": self.device, "epoch": self.epoch, "sent_at": clock.now_ms(),
            "entries": self.entries if entries is None else entries, **envelope,
        }  # fmt: skip
        return self.browser.api("POST", "/entries", sent)

    def pull(self, cursor: str = "", **query: Any) -> Any:
        return self.browser.api(
            "GET", "/changes", query_string={"device": self.device, "cursor": cursor, **query}
        )

    def pull_all(self, limit: int = 100) -> list[dict[str, Any]]:
        """Every entry the server has for this person, page by page."""
        entries, cursor = [], ""
        while True:
            page = self.pull(cursor, limit=limit).json
            entries += page["entries"]
            cursor = page["cursor"]
            if not page["more"]:
                return entries

    def a_walk(self, matter: str | None = None, begins: int | None = None) -> str:
        """A small complete walk: five stages, a problem, a note. Returns its id."""
        walk, at = uuid7(), begins or clock.now_ms() - 60 * MINUTE
        named = {"matter": matter} if matter else {"matter_text": "灵活就业人员参保登记"}
        lines: list[tuple[str, dict[str, Any]]] = [
            ("open", {"as": "applicant", "mode": "self", "channel": "hall", **named}),
            ("stage", {"stage": "consult", "step": "consult", "visit": 1}),
            ("stage", {"stage": "form", "step": "form", "visit": 1}),
            ("stage", {"stage": "queue", "step": "ticket", "visit": 1}),
            ("ticket", {"number": "A087", "ahead": 6}),
            (
                "problem",
                {
                    "category": "queue",
                    "text": "综合窗口 5 个只开 2 个，叫号很慢",
                    "stage": "queue",
                    "severity": 2,
                },
            ),
            ("note", {"text": "大厅里有人引导"}),
            ("stage", {"stage": "acceptance", "step": "window", "visit": 1}),
            ("outcome", {"result": "accepted"}),
            ("stage", {"stage": "result", "step": "result", "visit": 1}),
            ("finish", {"result": "done"}),
        ]
        for number, (kind, data) in enumerate(lines):
            self.make(walk, kind, data, at + number * 5 * MINUTE)
        return walk
