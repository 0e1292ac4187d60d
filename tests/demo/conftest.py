"""云岭市 built once for each of three todays: the real one, one in a long holiday, one no notice covers."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser
from tests.databases import Store, settings_for
from tests.once import once
from zlc import clock, create_app, database
from zlc.database import db
from zlc.demo import days, world
from zlc.walks.models import Walk

PASSWORD = "Yunling-2026"
TODAYS = {
    "today": None,
    "in the spring festival": date(2026, 2, 21),
    "a year without a notice": date(2028, 5, 3),
}


@dataclass(frozen=True)
class Built:
    app: Flask
    at: int  # the instant it was built, unix ms
    cases: dict[str, str]  # the walks' ids by their case


@pytest.fixture(scope="session", params=TODAYS)
def built(request: pytest.FixtureRequest, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    day = TODAYS[request.param]
    at = days.at(day, "12:00") if day else clock.now_ms()
    template = once(tmp_path_factory, f"yunling {request.param}", lambda folder: build(store, folder, at))
    folder = tmp_path_factory.mktemp("yunling")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    told = json.loads((folder / "told.json").read_text())
    with opened(folder) as app:
        yield Built(app, **told)


def build(store: Store, folder: Path, at: int) -> None:
    store.fresh(folder)
    with opened(folder) as app, app.app_context(), clock.frozen_at(at):
        database.write()  # the page a test looked at before has left this thread reading
        cases = world.build(PASSWORD)
        db.session.commit()
        db.session.remove()
    (folder / "told.json").write_text(json.dumps({"at": at, "cases": cases}))


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    app = create_app(settings_for(f"sqlite:///{folder / 'zlc.sqlite3'}", folder))
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def yunling(built: Built) -> Iterator[Flask]:
    """An application context in the built world, at the moment it was built. Leaves nothing behind."""
    with built.app.app_context(), clock.frozen_at(built.at):
        yield built.app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def walks(yunling: Flask, built: Built) -> dict[str, Walk]:
    """The walks and counter sessions by their case."""
    return {case: db.session.get_one(Walk, walk_id) for case, walk_id in built.cases.items()}


@pytest.fixture
def office(yunling: Flask) -> Browser:
    """Reads every unit's walks."""
    browser = Browser(yunling)
    browser.log_in("office", PASSWORD)
    return browser
