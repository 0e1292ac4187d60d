"""A small world for every test: two units, an owner, a colleague, a stranger, on a database of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as stories

from tests import databases
from tests.browser import Browser
from tests.worlds import World, build_world, known_world
from zlc import create_app, database
from zlc.database import db

pytest_plugins = ["tests.order", "tests.quicker", "tests.recordings", "tests.catalogue.lists"]

# A slow machine is not a fault of what is tested.
stories.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
stories.load_profile("any machine")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Store]:
    """Gives each test a fresh, migrated database: SQLite, or PostgreSQL with ZLC_TEST_STORE=postgresql."""
    with databases.open_store(tmp_path_factory.mktemp("store")) as opened:
        yield opened


@pytest.fixture
def settings(store: databases.Store, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    url = store.fresh(tmp_path, peopled="world" in request.fixturenames)
    yield databases.settings_for(url, tmp_path)
    store.drop(url)


@pytest.fixture
def app(settings: dict[str, Any]) -> Iterator[Flask]:
    database.read_only(False)  # the page that the test before looked at has left this thread reading
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
    """Who exists: see tests/worlds.py. Outside any request, so that ids are plain strings."""
    with app.app_context():
        return known_world() or build_world()


@pytest.fixture
def visit(app: Flask, world: World) -> Any:
    """visit('coordinator') is a browser logged in as that person; visit(None) is a stranger's."""

    def open_browser(username: str | None) -> Browser:
        browser = Browser(app)
        if username:
            browser.enter(username)
        return browser

    return open_browser
