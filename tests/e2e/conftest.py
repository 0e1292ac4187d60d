"""Stories in a real browser against a real server. On failure the last screen is kept in failures/."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e.phone import Phone
from tests.e2e.servers import PASSWORD, Server, build_demo
from tests.e2e.thumb import PATIENCE_MS, status
from tests.once import once
from tests.worlds import QUICK_HASHER

expect.set_options(timeout=PATIENCE_MS)
FAILURES = Path(__file__).parent / "failures"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    setattr(item, f"report_{call.when}", outcome.get_result())


def build_template(folder: Path) -> None:
    """The demo, whose people are let in at once: most stories begin with a login."""
    build_demo(folder)
    demo = sqlite3.connect(folder / "zlc.sqlite3")
    with demo:
        demo.execute("update people set password_hash = ?", [QUICK_HASHER.hash(PASSWORD)])
    demo.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "demo", build_template)


@pytest.fixture
def server(template: Path, tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "server", template).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def new_phone(
    playwright: Playwright, tmp_path: Path, server: Server, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Phone]]:
    """new_phone(width=390) is a phone fresh from the box; all are closed at the end."""
    phones: list[Phone] = []

    def make(**options: Any) -> Phone:
        phone = Phone(playwright, tmp_path / f"profile-{len(phones)}", server.url, **options)
        phones.append(phone)
        return phone

    yield make
    failed = getattr(request.node, "report_call", None)
    for number, phone in enumerate(phones):
        if failed is not None and failed.failed and phone.context is not None:
            FAILURES.mkdir(exist_ok=True)
            phone.page.screenshot(path=FAILURES / f"{request.node.name}-{number}.png", full_page=True)
        phone.close()


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()


@pytest.fixture
def recorder(phone: Phone) -> Phone:
    """A phone that its owner has used before, and that is ready for a hall without network."""
    phone.log_in("recorder", PASSWORD)
    status(phone.page, "服务器已全部收到")
    phone.page.get_by_text("就绪", exact=True).wait_for()
    return phone
