"""How many lists are read at once, whoever hands them in: the server's threads are not all spent on them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from zlc.apart import Apart
from zlc.catalogue.sheets import reading


def test_two_are_read_two_wait_and_the_others_are_told_to_come_again(monkeypatch):
    free, begun = threading.Event(), threading.Semaphore(0)

    def answered(_said):
        begun.release()
        assert free.wait(60)
        return {"rows": []}

    lanes, waiting = 2, 2
    one = Apart("", 1, 1, lanes, waiting)
    monkeypatch.setattr(one, "_answered", answered)
    monkeypatch.setattr(reading, "_apart", one)
    with ThreadPoolExecutor(lanes + waiting) as threads:
        asked = [threads.submit(reading.rows, "csv", b"", "", 1, 2) for _ in range(lanes + waiting)]
        assert all(begun.acquire(timeout=60) for _ in range(lanes))
        while one.room._value:  # until those who wait have found room
            time.sleep(0.01)
        assert not begun.acquire(blocking=False), "no third one is read at once"
        with pytest.raises(reading.Busy):
            reading.rows("csv", b"", "", 1, 2)
        free.set()
        assert [one.result() for one in asked] == [[]] * len(asked)
    assert reading.rows("csv", b"", "", 1, 2) == []
