"""Folding after a push: at once, or, when others push too, in the next lull.

When a meeting ends and fifty phones come online together, receipts go first. A walk left marked loses nothing: whoever
reads it folds it (folding.catch_up).
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from zlc.database import db
from zlc.walks import folding

QUIET = 0.05  # s without a push: a lull
LONGEST = 2.0  # s that a crowd makes the folding wait; from then on it gets its share
Context = Callable[[], AbstractContextManager[object]]
log = logging.getLogger(__name__)


class _Crowd:
    """The pushes of this process: how many are under way, whose was the last, and since when walks wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pushing, self.device, self.pushed_at = 0, "", 0.0
        self.left = threading.Event()
        self.folder: threading.Thread | None = None

    def others(self, device: str) -> bool:
        """Whether another phone pushes too, or did just now."""
        with self.lock:
            before, self.device = (self.device, self.pushed_at), device
            self.pushed_at = time.monotonic()
            return self.pushing > 1 or (before[0] != device and self.pushed_at - before[1] < QUIET)

    def quiet(self) -> bool:
        return not self.pushing and time.monotonic() - self.pushed_at >= QUIET


_crowd = _Crowd()


@contextmanager
def push() -> Iterator[None]:
    """Around each push."""
    with _crowd.lock:
        _crowd.pushing += 1
    try:
        yield
    finally:
        with _crowd.lock:
            _crowd.pushing -= 1


def fold(walk_ids: Collection[str], device: str, context: Context | None) -> None:
    """Inside push(): fold these walks, or leave them for a lull if other devices push. The receipt is committed:
    whatever happens here, the phone is told so.

    `context` is entered by the thread that folds in lulls; None: there is none, fold at once.
    """
    if context is None or not _crowd.others(device):
        now(walk_ids)
        return
    _crowd.left.set()
    with _crowd.lock:
        if _crowd.folder is None:
            _crowd.folder = threading.Thread(target=_fold_in_lulls, args=(context,), name="folder", daemon=True)
            _crowd.folder.start()


def now(walk_ids: Collection[str] | None = None, stop: Callable[[], bool] = lambda: False) -> None:
    """Fold these walks (all that are marked) and commit."""
    try:
        folding.fold_marked(walk_ids, stop=stop)
        db.session.commit()
    except Exception:
        log.exception("folding after a push failed")
        db.session.rollback()


def _fold_in_lulls(context: Context) -> None:
    while _crowd.left.wait():
        since = time.monotonic()
        while not _crowd.quiet() and time.monotonic() - since < LONGEST:
            time.sleep(QUIET / 2)
        _crowd.left.clear()
        with context():
            now(stop=_somebody_waits())
        if _crowd.pushing:
            _crowd.left.set()


def _somebody_waits() -> Callable[[], bool]:
    """True as soon as somebody pushes, but not before one walk is folded."""
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1 and _crowd.pushing > 0

    return stop
