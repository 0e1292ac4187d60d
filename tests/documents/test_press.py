"""One document at a time, in a process that may die, and never twice."""

import logging
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.documents.conftest import text_of
from zlc.documents.orders import Orders
from zlc.documents.press import NotPrinted, Press

pytestmark = pytest.mark.usefixtures("cold")
SUMMARY = {
    "title": "汇总", "matter": "一段时间", "unit": "市人社局",
    "number": "〔2026〕市人社局-汇总-1", "printed": "2026年4月1日", "figures": [["走流程", "1 次"]], "void": 0,
    "set_aside": 0, "modes": "", "walks": [], "walk_count": 0, "sessions": [], "session_count": 0, "stages": [],
    "hall": [], "kinds": {}, "key": [],
    "states": [], "categories": [], "groups": [],
}  # fmt: skip


@pytest.fixture
def runs(monkeypatch):
    """Every start of a worker."""
    seen, original = [], Press._run

    def counted(self, arguments, template, data):
        seen.append(template)
        return original(self, arguments, template, data)

    monkeypatch.setattr(Press, "_run", counted)
    return seen


def test_a_document_is_a_pdf_with_its_text(press):
    assert "这段时间没有走流程" in text_of(press.render_pdf("summary.html", SUMMARY))


def test_the_same_state_is_rendered_once(press, runs):
    first = press.render_pdf("summary.html", SUMMARY)
    assert press.render_pdf("summary.html", dict(reversed(SUMMARY.items()))) == first
    assert len(runs) == 1
    press.render_pdf("summary.html", SUMMARY | {"unit": "青溪街道"})
    assert len(runs) == 2


def test_several_who_want_the_same_start_one_worker(press, runs):
    threads = [threading.Thread(target=press.render_pdf, args=("summary.html", SUMMARY)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(runs) == 1


def test_other_sheets_make_another_document(press, monkeypatch):
    name = press.name_of("summary.html", SUMMARY)
    monkeypatch.setattr("zlc.documents.press.sheets_version", lambda: "newer")
    assert press.name_of("summary.html", SUMMARY) != name


def test_too_slow_is_stopped_and_said_in_chinese(press):
    slow = Press(press.data, seconds=0.05)
    with pytest.raises(NotPrinted, match=r"超过 0.05 秒"):
        slow.render_pdf("summary.html", SUMMARY)
    assert not slow.path(slow.name_of("summary.html", SUMMARY)).exists()


def test_too_large_is_stopped_and_said_in_chinese(press):
    with pytest.raises(NotPrinted, match="内存超出上限"):
        Press(press.data, megabytes=200).render_pdf("summary.html", SUMMARY | {"unit": "长" * 3_000_000})


def _child_of_this_process() -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for path in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
            for child in path.read_text().split():
                if b"documents/worker.py" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return int(child)
    raise AssertionError("no worker")


def test_a_killed_worker_leaves_a_sentence_and_can_be_tried_again(press):
    failed = []

    def render():
        try:
            press.render_pdf("summary.html", SUMMARY)
        except NotPrinted as fault:
            failed.append(fault.message)

    thread = threading.Thread(target=render)
    thread.start()
    os.kill(_child_of_this_process(), signal.SIGKILL)
    thread.join()
    assert failed and "中途被中止" in failed[0]
    assert {p.suffix for p in press.folder.iterdir()} <= {".lock", ".fault"}
    assert press.render_pdf("summary.html", SUMMARY).startswith(b"%PDF")


def test_a_fault_is_kept_until_somebody_asks_again(press, runs):
    orders = Orders()
    broken = SUMMARY | {"figures": 3}
    for _ in range(2):
        assert "排版出错" in orders.place(press, "summary.html", broken, patience=30, who="甲").fault
    assert len(runs) == 1
    assert orders.place(press, "summary.html", broken, patience=30, who="甲", again=True).fault
    assert len(runs) == 2


def test_an_order_does_not_wait_longer_than_it_is_told(press):
    printed = Orders().place(press, "summary.html", SUMMARY, patience=0, who="甲")
    assert printed.path is None and not printed.fault and printed.step < printed.steps


def test_the_log_says_how_long_and_how_much(press, caplog):
    with caplog.at_level(logging.INFO, "zlc.documents"):
        press.render_pdf("summary.html", SUMMARY)
    assert "summary.html made in" in caplog.text and " MB" in caplog.text


def test_what_nobody_opened_for_a_month_is_made_again(press, runs):
    press.render_pdf("summary.html", SUMMARY)
    kept = press.path(press.name_of("summary.html", SUMMARY))
    os.utime(kept, (0, 0))
    press.render_pdf("summary.html", SUMMARY | {"unit": "青溪街道"})
    assert not kept.exists()
