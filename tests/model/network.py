"""The way between a phone and the server, and all that happens on it."""

import json
from dataclasses import dataclass
from typing import Any

from tests.browser import API
from tests.model.ground import Crash, Fault, Ground
from zlc import clock

# lost: the answer is lost after the commit · cut_answer: half of it arrives · cut_request: half of the question does
# crash: the server dies before the commit · crash_in_fold: after it, before the walk is folded · error: the same
# fault, answered with 500 · too_large: 413 · logged_out: the login is over, 401 · portal: a hotel's page with 200
# twice: the browser repeats the request · late: it arrives after everything else, its sender has given up
# changed: a body is not what was sent
FAULTS = (
    "lost", "cut_answer", "cut_request", "crash", "crash_in_fold", "error", "too_large", "logged_out", "portal",
    "twice", "late", "changed",
)  # fmt: skip


class NoAnswer(Exception):
    """Nothing that is ours came back."""


@dataclass(frozen=True)
class Answer:
    status: int
    json: Any
    time: int

    @property
    def code(self) -> str:
        return str(self.json.get("error", {}).get("code", ""))


@dataclass(frozen=True)
class Question:
    cookie: str | None
    method: str
    path: str
    body: bytes | None


class Line:
    """One phone's connection; its cookie stands for the login. `faults`: one per request, None for none."""

    def __init__(self, ground: Ground, cookie: str) -> None:
        self.ground, self.login = ground, cookie
        self.cookie: str | None = cookie
        self.faults: list[str | None] = []
        self.late: list[Question] = []

    def log_in(self) -> None:
        self.cookie = self.login

    def ask(self, method: str, path: str, sent: Any = None) -> Answer:
        fault = self.faults.pop(0) if self.faults else None
        body = sent if sent is None or isinstance(sent, bytes) else json.dumps(sent, ensure_ascii=False).encode()
        if fault == "logged_out":
            self.cookie = None
        if fault == "too_large":
            return Answer(413, {"error": {"code": "too_large"}}, self.ground.now)
        if fault == "changed" and body is not None:
            body = body.replace(b'\\"by\\"', b'\\"by\\" ', 1)
        if fault == "cut_request" and body is not None:
            body = body[: len(body) // 2]
        question = Question(self.cookie, method, path, body)
        if fault == "late":
            self.late.append(question)
        if fault in ("late", "portal"):
            raise NoAnswer
        if fault == "twice":
            self.deliver(question)
        try:
            answer = self.deliver(question, *FAILS.get(fault or "", (Crash, 0)))
        except Crash as crash:
            raise NoAnswer from crash
        if fault in ("lost", "cut_answer", "crash", "crash_in_fold"):
            raise NoAnswer
        return answer

    def deliver(self, question: Question, how: type[BaseException] = Crash, commit: int = 0) -> Answer:
        ground = self.ground
        ground.now += 7
        client = ground.app.test_client()
        if question.cookie is not None:
            client.set_cookie("zlc", question.cookie)
        with clock.frozen_at(ground.now), ground.failing(how, commit):
            reply = client.open(
                f"/api/v1{question.path}", method=question.method, data=question.body, headers=API,
                content_type="image/jpeg" if question.method == "PUT" else "application/json",
            )  # fmt: skip
        assert (reply.headers["X-ZLC-Server"] and reply.status_code in EXPECTED) or commit, reply.text
        ground.now += 7
        return Answer(reply.status_code, reply.json, int(reply.headers["X-ZLC-Time"]))

    def arrive_late(self) -> None:
        """What was on its way reaches the server; nobody waits for the answers."""
        late, self.late = self.late, []
        for question in late:
            self.deliver(question)


FAILS: dict[str, tuple[type[BaseException], int]] = {
    "crash": (Crash, 1), "crash_in_fold": (Crash, 2), "error": (Fault, 1),
}  # fmt: skip
EXPECTED = (200, 201, 400, 401, 409, 422)
