"""A small world for every test: two units, an owner, a colleague, a stranger, on a database of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as stories
from jinja2.bccache import Bucket, BytecodeCache

from tests import databases
from tests.browser import Browser
from tests.worlds import World, build_world
from zlc import create_app
from zlc.database import db

pytest_plugins = ["tests.recordings", "tests.catalogue.lists"]

# A slow machine is not a fault of what is tested.
stories.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
stories.load_profile("any machine")


class CompiledOnce(BytecodeCache):
    """Every test has an application of its own; their templates are the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledOnce()}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Store]:
    """Gives each test a fresh, migrated database: SQLite, or PostgreSQL with ZLC_TEST_STORE=postgresql."""
    with databases.open_store(tmp_path_factory.mktemp("store")) as opened:
        yield opened


@pytest.fixture
def settings(store: databases.Store, tmp_path: Path) -> Iterator[dict[str, Any]]:
    url = store.fresh(tmp_path)
    yield databases.settings_for(url, tmp_path)
    store.drop(url)


@pytest.fixture
def app(settings: dict[str, Any]) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """For rules: an application context, no HTTP."""
    with app.app_context():
        yield app


@pytest.fixture
def world(app: Flask) -> World:
    """Who exists: see tests/worlds.py. Built outside any request, so that ids are plain strings."""
    with app.app_context():
        return build_world()


@pytest.fixture
def visit(app: Flask, world: World) -> Any:
    """visit('coordinator') is a browser logged in as that person; visit(None) is a stranger's."""

    def open_browser(username: str | None) -> Browser:
        browser = Browser(app)
        if username:
            browser.log_in(username)
        return browser

    return open_browser
