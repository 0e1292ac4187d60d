"""How many lists are read at once, whoever hands them in: the server's threads are not all spent on them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from zlc.catalogue.sheets import reading


def test_two_are_read_two_wait_and_the_others_are_told_to_come_again(monkeypatch):
    free, begun = threading.Event(), threading.Semaphore(0)

    def answered(_order, _data):
        begun.release()
        assert free.wait(60)
        return {"rows": []}

    monkeypatch.setattr(reading, "_answered", answered)
    monkeypatch.setattr(reading, "_room", threading.BoundedSemaphore(reading.LANES + reading.WAITING))
    with ThreadPoolExecutor(reading.LANES + reading.WAITING) as threads:
        asked = [threads.submit(reading.rows, "csv", b"", "", 1, 2) for _ in range(reading.LANES + reading.WAITING)]
        assert all(begun.acquire(timeout=60) for _ in range(reading.LANES))
        while reading._room._value:  # until those who wait have found room
            time.sleep(0.01)
        assert not begun.acquire(blocking=False), "no third one is read at once"
        with pytest.raises(reading.Busy):
            reading.rows("csv", b"", "", 1, 2)
        free.set()
        assert [one.result() for one in asked] == [[]] * len(asked)
    assert reading.rows("csv", b"", "", 1, 2) == []
