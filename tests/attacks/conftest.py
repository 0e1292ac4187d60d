"""A fused server on the test's own database, and a client that goes on after a kill as a phone does."""

import http.client
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask

from tests import databases
from tests.browser import API, Browser
from tests.databases import free_port
from tests.processes import Process
from tests.worlds import World, build_world
from zlc import create_app
from zlc.database import db

GONE = (ConnectionError, http.client.HTTPException, TimeoutError)


class Reply(NamedTuple):
    status_code: int
    json: Any
    points: dict[str, int]


class Client:
    """One logged-in browser of the fused server; `api` has the shape that tests.phones.Phone asks for."""

    def __init__(self, port: int, cookie: str, process: Process) -> None:
        self.port, self.cookie, self.process = port, cookie, process

    def api(
        self, method: str, path: str, json: Any = None, data: bytes = b"", die: str = "", **_more: Any
    ) -> Reply:
        body = data or (_text(json) if json is not None else b"")
        kind = "image/jpeg" if data else "application/json"
        headers = {**API, "Cookie": f"zlc={self.cookie}", "Content-Type": kind}
        if die:
            headers["X-Test-Die"] = die
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            wire.request(method, f"/api/v1{path}", body, headers)
            answer = wire.getresponse()
            told = dict(one.split("=") for one in answer.getheader("X-Test-Points", "").split(",") if one)
            return Reply(
                answer.status, _read(answer.read()), {name: int(count) for name, count in told.items()}
            )
        finally:
            wire.close()

    def patient(self, method: str, path: str, **sent: Any) -> Reply:
        """Again until somebody answers: the next worker is on its way."""
        deadline = time.monotonic() + 120
        while True:
            try:
                return self.api(method, path, **sent)
            except GONE:
                if time.monotonic() > deadline:
                    raise

    def killed(self, method: str, path: str, die: str, **sent: Any) -> bool:
        """True when no answer came: the fuse burned."""
        try:
            self.api(method, path, die=die, **sent)
        except GONE:
            return True
        return False


def _text(value: Any) -> bytes:
    return json.dumps(value).encode()


def _read(body: bytes) -> Any:
    return json.loads(body) if body[:1] == b"{" else None  # the Door answers in plain words


@pytest.fixture
def fused(app: Flask, world: World, settings: dict[str, Any]) -> Iterator[Callable[..., Client]]:
    """fused('recorder') logs in and gives a client; fused('recorder', mutant='…') of a server with a planted fault."""
    running: list[Process] = []
    folder: Path = settings["DATA"]
    ports: dict[str, int] = {}

    def start(mutant: str, workers: int) -> int:
        port = free_port()
        environment = {
            **os.environ, "ZLC_DATA": str(folder), "DATABASE_URL": settings["SQLALCHEMY_DATABASE_URI"],
            "ZLC_SECRET_KEY": settings["SECRET_KEY"], "PORT": str(port), "ZLC_TEST_MUTANT": mutant,
            "WEB_CONCURRENCY": str(workers),
        }  # fmt: skip
        running.append(Process(["-m", "tests.attacks.fused"], environment, folder / "fused.log"))
        return port

    def client(username: str, mutant: str = "", workers: int = 1) -> Client:
        if mutant not in ports:
            ports[mutant] = start(mutant, workers)
        browser = Browser(app)
        browser.log_in(username)
        cookie = browser.client.get_cookie("zlc")
        assert cookie is not None
        made = Client(ports[mutant], cookie.value, running[-1])
        made.patient("GET", "/hello")
        return made

    yield client
    for process in running:
        process.terminate()
    for process in running:
        # A worker just being started hears no SIGTERM; gunicorn ends it after thirty seconds.
        process.wait(60)
    if running:  # pytest shows it with a test that failed
        print((folder / "fused.log").read_text(errors="replace")[-4000:])


@pytest.fixture
def server_log(settings: dict[str, Any]) -> Callable[[], str]:
    return lambda: (settings["DATA"] / "fused.log").read_text()


@pytest.fixture(scope="session")
def postgres(store: databases.Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.PostgresStore]:
    """For what can only happen there, whatever the other tests run on."""
    if isinstance(store, databases.PostgresStore):
        yield store
        return
    with databases.cluster() as port:
        yield databases.PostgresStore(port, tmp_path_factory.mktemp("postgres"))


@pytest.fixture
def on_postgresql(postgres: databases.PostgresStore, tmp_path: Path) -> Iterator[Flask]:
    """The application with its world, on PostgreSQL."""
    app = create_app(databases.settings_for(postgres.fresh(tmp_path), tmp_path))
    with app.app_context():
        build_world()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def place(app: Flask, world: World, settings: dict[str, Any]) -> Any:
    """The test's own data folder with its world, which no process has open: see places.py."""
    from tests.attacks.places import Place  # it knows the Client above

    made = Place(app, settings)
    made.rest()
    return made
