"""云岭市 built once for each of three todays: the real one, one in a long holiday, one no notice covers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from tests.databases import Store, settings_for
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


@pytest.fixture(scope="session", params=TODAYS.values(), ids=TODAYS.keys())
def built(
    request: pytest.FixtureRequest, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("yunling")
    app = create_app(settings_for(store.fresh(folder), folder))
    at = days.at(request.param, "12:00") if request.param else clock.now_ms()
    with app.app_context(), clock.frozen_at(at):
        database.write()  # the page a test looked at before has left this thread reading
        cases = world.build(PASSWORD)
        db.session.commit()
        db.session.remove()
    yield Built(app, at, cases)
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
