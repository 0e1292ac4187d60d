"""What an application makes when it starts, made when it is asked for: each test has one of its own, and visits few pages."""

import gc
import subprocess
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

from tests import warm
from zlc import apart
from zlc.database import db
from zlc.documents import press


class CompiledOnce(BytecodeCache):
    """The templates of all applications are the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


class LateRule(Rule):
    """Werkzeug writes and compiles two functions for each address, by which url_for makes it."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            attribute = "_build_unknown" if append_unknown else "_build"
            setattr(rule, attribute, super(LateRule, self)._compile_builder(append_unknown).__get__(rule, None))
            made: tuple[str, str] = getattr(rule, attribute)(**values)
            return made

        return build


class OneCache:
    """The statements that one application has compiled, for the databases of all: the served one has one for all requests."""

    def __init__(self) -> None:
        self._make, self._first = db._make_engine, dict[str, Engine]()

    def __call__(self, *given: Any) -> Engine:
        engine = self._make(*given)
        first = self._first.get(engine.dialect.name)
        if first is not None and first.dialect.default_schema_name:  # it has been connected
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        else:
            self._first[engine.dialect.name] = engine
        return engine


def pytest_configure() -> None:
    gc.set_threshold(100_000, 50, 100)  # a worker holds all tests of the run: to look through them took a fifth of its time
    apart.subprocess = warm.Warm(warm.APART)  # type: ignore[assignment]
    press.subprocess = warm.Warm(warm.DOCUMENTS)  # type: ignore[assignment]
    db._make_engine = OneCache()  # type: ignore[method-assign]
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledOnce()}
    Flask.url_rule_class = LateRule


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is there now is there to the end, and is not looked through any more."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs are started as the server starts them."""
    for module in (apart, press):
        monkeypatch.setattr(module, "subprocess", subprocess)
