"""Orders: a document asked for by a page. Each process works through its own, one after the other, each person in turn."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zlc.documents.press import STEPS, NotPrinted, Press, in_the_making, log
from zlc.documents.turns import NoRoom, Turns

MOST_WAITING, MOST_OF_ONE = 50, 5
LOOK_AGAIN = 0.05  # seconds between two looks for the finished file


@dataclass(frozen=True)
class Printed:
    """`path` when it is ready; else `fault` (why it failed) or `step`, 0 (queued) to `steps`."""

    path: Path | None = None
    fault: str = ""
    step: int = 0
    steps: int = STEPS


class Orders:
    """One per process; its thread begins with the first order, so that it is born behind the fork."""

    def __init__(self) -> None:
        self._waiting: Turns[tuple[Press, str, dict[str, Any]]] = Turns(MOST_WAITING, MOST_OF_ONE)
        self._names: set[str] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def place(
        self, press: Press, template: str, data: dict[str, Any], patience: float, who: str, again: bool = False
    ) -> Printed:
        """The document if it is there or comes within `patience` seconds, else how far it is. `who` asks for it;
        `again` tries once more what failed. Raises NotPrinted when too many wait."""
        name = press.name_of(template, data)
        press.folder.mkdir(parents=True, exist_ok=True)
        if again:
            press.path(name, "fault").unlink(missing_ok=True)
        until = time.monotonic() + patience
        found = _look(press, name)
        if not (found.path or found.fault):
            self._ask(press, name, template, data, who)
        while not (found.path or found.fault) and time.monotonic() < until:
            time.sleep(LOOK_AGAIN)
            found = _look(press, name)
        return found

    def _ask(self, press: Press, name: str, template: str, data: dict[str, Any], who: str) -> None:
        with self._lock:
            if name in self._names or in_the_making(press.path(name, "lock")):
                return
            try:
                self._waiting.put(who, (press, template, data))
            except NoRoom as fault:
                whose = f"您已有 {MOST_OF_ONE} 份文件在排队" if fault.own else "等着打印的文件太多"
                raise NotPrinted(
                    f"{whose}，这一份没有排上。请过一分钟再试。", headers={"Retry-After": "60"}
                ) from fault
            self._names.add(name)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="press", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            press, template, data = self._waiting.take()
            name = press.name_of(template, data)
            try:
                press.render_pdf(template, data)
            except NotPrinted:
                pass  # the fault lies beside it, for the page that asks next
            except Exception:
                log.exception("no document from %s", template)
                press.path(name, "fault").write_text("排版出错，文件没有生成。记录都在；请再试一次。")
            finally:
                with self._lock:
                    self._names.discard(name)


def _look(press: Press, name: str) -> Printed:
    path = press.path(name)
    if path.exists():
        path.touch()
        return Printed(path)
    try:
        return Printed(fault=press.path(name, "fault").read_text())
    except FileNotFoundError:
        pass
    try:
        step = int(press.path(name, "step").read_text() or 0)
    except (FileNotFoundError, ValueError):
        step = 0
    return Printed(step=step)
