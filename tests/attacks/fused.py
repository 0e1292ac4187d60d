"""The server as `python app.py` serves it, with a fuse: a request may name the point at which its process is killed.

`X-Test-Die: fsync before 2` kills the worker by SIGKILL at the second fsync of this very request: no `finally`, no
rollback, no flush, as when the power goes. gunicorn then starts the next worker. Every answer tells in
`X-Test-Points` which points its request passed, so that a test knows them without being told.
"""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from tests.attacks import mutants
from zlc import create_app
from zlc.cli.serve import serve
from zlc.walks.journal import folding
from zlc.walks.journal.push_context import PushContext

POINTS = {
    "commit": (DefaultDialect, "do_commit"),
    "fold": (folding, "fold_marked"),
    "fsync": (os, "fsync"),
    "replace": (os, "replace"),
    "write": (PushContext, "write"),
}
here = threading.local()


def watched(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
    def passing(*args: Any, **kwargs: Any) -> Any:
        passed: Counter[str] = getattr(here, "passed", Counter())
        passed[name] += 1
        place = passed[name]
        _burn(name, "before", place)
        result = act(*args, **kwargs)
        _burn(name, "after", place)
        return result

    return passing


def _burn(name: str, moment: str, place: int) -> None:
    if getattr(here, "fuse", "") == f"{name} {moment} {place}":
        os.kill(os.getpid(), signal.SIGKILL)


class Fuse:
    """WSGI middleware: reads the fuse of a request, and tells the points it passed."""

    def __init__(self, wsgi: Callable[..., Iterable[bytes]]) -> None:
        self.wsgi = wsgi

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        here.fuse, here.passed = environ.get("HTTP_X_TEST_DIE", ""), Counter()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            told = ",".join(f"{name}={count}" for name, count in here.passed.items())
            return start_response(status, [*headers, ("X-Test-Points", told)], *rest)

        return self.wsgi(environ, start)


def main() -> None:
    for name, (owner, attribute) in POINTS.items():
        setattr(owner, attribute, watched(name, getattr(owner, attribute)))
    mutants.apply(os.environ.get("ZLC_TEST_MUTANT", ""))
    app = create_app()
    app.wsgi_app = Fuse(app.wsgi_app)  # type: ignore[method-assign]
    serve(app)


if __name__ == "__main__":
    main()
