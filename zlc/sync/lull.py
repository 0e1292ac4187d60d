"""Folding after pushes: in the next lull.

When a meeting ends and fifty phones come online together, receipts go first; and a phone that sends a long walk in many
pushes has it folded once. A walk left marked loses nothing: whoever reads it folds it (folding.catch_up).
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from zlc.accounts import chain
from zlc.database import db
from zlc.rectifications import arrived
from zlc.walks.journal import folding

QUIET = 0.05  # s without a push: a lull
LONGEST = 2.0  # s that pushes make the folding wait; from then on it gets its share
Context = Callable[[], AbstractContextManager[object]]
log = logging.getLogger(__name__)


class _Pushes:
    """The pushes of this process: how many are under way, when the last one came, and whether walks wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.under_way, self.last_at = 0, 0.0
        self.left = threading.Event()
        self.folder: threading.Thread | None = None

    def has_a_folder(self) -> bool:
        return self.folder is not None and self.folder.is_alive()

    def quiet(self) -> bool:
        return not self.under_way and time.monotonic() - self.last_at >= QUIET


_pushes = _Pushes()


@contextmanager
def push() -> Iterator[None]:
    """Around each push."""
    with _pushes.lock:
        _pushes.under_way += 1
    try:
        yield
    finally:
        with _pushes.lock:
            _pushes.under_way -= 1


def fold(walk_ids: Collection[str], context: Context | None) -> None:
    """Inside push(): have these walks folded in the next lull. The receipt is committed: whatever happens here, the
    phone is told so.

    `context` is entered by the thread that folds in lulls; None: there is none, fold at once.
    """
    if context is None:
        now(walk_ids)
        return
    _pushes.last_at = time.monotonic()
    _pushes.left.set()
    if not _pushes.has_a_folder():
        with _pushes.lock:
            if not _pushes.has_a_folder():
                _pushes.folder = threading.Thread(target=_fold_in_lulls, args=(context,), name="folder", daemon=True)
                _pushes.folder.start()


def now(walk_ids: Collection[str] | None = None, stop: Callable[[], bool] = lambda: False) -> None:
    """Fold these walks (all that are marked), do what came of rectifications, and commit."""
    try:
        folding.fold_marked(walk_ids, stop=stop)
        arrived.take_in()
        chain.seal()
        db.session.commit()
    except Exception:
        log.exception("folding after a push failed")
        db.session.rollback()


def _fold_in_lulls(context: Context) -> None:
    while _pushes.left.wait():
        since = time.monotonic()
        while not _pushes.quiet() and time.monotonic() - since < LONGEST:
            time.sleep(QUIET / 2)
        _pushes.left.clear()
        with context():
            now(stop=_somebody_waits())
        if _pushes.under_way:
            _pushes.left.set()


def _somebody_waits() -> Callable[[], bool]:
    """True as soon as somebody pushes, but not before one walk is folded."""
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1 and _pushes.under_way > 0

    return stop
