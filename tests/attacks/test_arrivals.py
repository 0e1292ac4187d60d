"""Requests as they come over the wire, in pieces: the same ones however they are cut, or a refusal; never another one."""

import itertools
import time
from io import BytesIO
from tempfile import SpooledTemporaryFile

import pytest
from gunicorn.config import Config
from hypothesis import given
from hypothesis import strategies as st

from zlc.door import connection, outgoing
from zlc.door.arrival import FREE, HEAD, Arrival
from zlc.door.connection import Connection
from zlc.door.shelf import Shelf
from zlc.errors import Refusal

CFG = Config()
POST = b"POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKS = (
    b"PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"4;some=thing\r\nwiki\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
)
WANTED = [("POST", b"hello"), ("GET", b""), ("PUT", b"wiki0123456789")]


def in_memory(length):
    return BytesIO(), length


def large_ones_refused(_request, _length):
    return 2 * FREE, Refusal("太大", code="too_large", status=413)


def arrival(now=0.0, lay=in_memory):
    return Arrival(CFG, ("127.0.0.1", 1), lay, large_ones_refused, now)


def read(pieces, count=9):
    """(requests that arrived as method and body, whether the last one is still on its way)."""
    told, here = [], arrival()
    for piece in pieces:
        rest = memoryview(piece)
        while rest and not (here.whole and here.cut):
            rest = here.take(rest, 0.0)
            if here.whole:
                request = next(here)
                told.append((request.method, request.body.read()))
                if not here.cut and len(told) < count:
                    here = arrival()
    return told, here.state


@given(st.lists(st.integers(1, len(POST + GET + CHUNKS) - 1), max_size=12))
def test_however_it_is_cut_the_same_requests_arrive(cuts):
    sent, edges = POST + GET + CHUNKS, sorted({0, *cuts, len(POST + GET + CHUNKS)})
    pieces = [sent[start:end] for start, end in itertools.pairwise(edges)]
    assert read(pieces) == (WANTED, "idle")


@given(st.integers(0, len(POST + GET + CHUNKS) - 1))
def test_what_is_cut_off_never_arrives(end):
    told, _state = read([(POST + GET + CHUNKS)[:end]])
    assert told == WANTED[: len(told)] and len(told) < 3


AMBIGUOUS = {
    "two lengths": b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "length and chunks": b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in 1.0": b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "a sign in the length": b"POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello",
    "a blank before the colon": b"POST / HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello",
    "a folded line": b"POST / HTTP/1.1\r\nContent-Length: 5\r\n more\r\n\r\nhello",
    "a bare line feed": b"POST / HTTP/1.1\r\nHost: x\nContent-Length: 5\r\n\r\nhello",
    "a size that is none": CHUNKS.replace(b"4;some", b"-4;some"),
    "a size line without its end": CHUNKS.replace(b"thing\r\n", b"thing\n"),
    "a chunk longer than it says": CHUNKS.replace(b"wiki", b"wikis"),
    "a line between chunks without end": CHUNKS.replace(b"thing", b"x" * 9000),
    "a head without end": b"GET / HTTP/1.1\r\nX: " + b"x" * HEAD,
    "too many lines": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
}


@pytest.mark.parametrize("sent", AMBIGUOUS.values(), ids=AMBIGUOUS)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_what_could_be_read_in_two_ways_is_refused_and_nothing_after_it_is_read(sent, size):
    here, sent = arrival(), sent + GET
    for start in range(0, len(sent), size):
        if here.whole:
            break
        here.take(memoryview(sent[start : start + size]), 0.0)
    assert here.whole and here.cut and here.fault is not None
    with pytest.raises(type(here.fault)):
        next(here)


@pytest.mark.parametrize("framing", [b"Content-Length: 999999", b"Transfer-Encoding: chunked"])
def test_a_body_that_is_too_long_is_refused_at_once_in_words_to_whoever_reads_it(framing):
    here = arrival()
    here.take(memoryview(b"PUT / HTTP/1.1\r\nHost: x\r\n" + framing + b"\r\n\r\n"), 0.0)
    if not here.whole:
        here.take(memoryview(b"F423F\r\n"), 0.0)
    assert here.whole and here.cut
    with pytest.raises(Refusal, match="太大"):
        next(here).body.read(1)


def test_a_full_disk_is_told_in_words():
    class Full(BytesIO):
        def write(self, _data):
            raise OSError(28, "no space left")

    here = arrival(lay=lambda length: (Full(), length))
    here.take(memoryview(POST), 0.0)
    with pytest.raises(Refusal, match="磁盘已满"):
        next(here).body.read()


def test_a_long_body_lies_in_a_file_without_a_name_and_is_gone_afterwards(tmp_path):
    here = arrival(lay=lambda length: (SpooledTemporaryFile(1000, dir=tmp_path), 1000))  # noqa: SIM115
    here.take(memoryview(POST.replace(b"5", b"70000")), 0.0)
    here.take(memoryview(b"x" * 69995), 0.0)
    assert next(here).body.read() == b"hello" + b"x" * 69995
    assert list(tmp_path.iterdir()) == []
    here.close()
    assert here.in_memory == 0


def test_a_body_in_chunks_of_which_nobody_knows_the_length_is_not_kept_in_memory(tmp_path):
    here = arrival(lay=Shelf(tmp_path, lambda: 0).lay)
    here.take(memoryview(CHUNKS.partition(b"4;")[0]), 0.0)
    here.take(memoryview(b"%X\r\n" % (2 * FREE) + b"x" * 2 * FREE + b"\r\n0\r\n\r\n"), 0.0)
    body = next(here).body
    assert body._rolled and len(body.read()) == 2 * FREE and here.in_memory <= FREE


def test_long_bodies_are_kept_in_memory_until_there_are_too_many(tmp_path):
    taken = []
    shelf = Shelf(tmp_path, lambda: sum(taken))
    for _ in range(20):
        taken.append(shelf.lay(8_000_000)[1])
    assert 8_000_000 in taken and taken[-1] < 100_000 and sum(taken) < 50_000_000


# -- time, by a clock of the test's own -----------------------------------------------------------


class Wire:
    """A socket that takes whatever is written."""

    def send(self, data):
        return len(data)

    def close(self):
        pass


def joined(now=0.0):
    wire = Wire()
    return Connection(
        CFG, wire, ("127.0.0.1", 1), ("127.0.0.1", 2), outgoing.Outgoing(wire, None), in_memory, large_ones_refused, now
    )


def test_a_photo_on_a_slow_line_may_take_hours_if_it_only_goes_on():
    """Eight megabytes at 20 KB/s are seven minutes; at a byte in each half minute, a year."""
    conn, now = joined(), 0.0
    conn.take(memoryview(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n"), now)
    for _ in range(8999):
        now += connection.STILL / 2
        assert not conn.late(now, None)
        conn.take(memoryview(b"x"), now)
    assert not conn.parser.whole
    assert conn.late(now + connection.STILL + 1, None)


def test_a_head_must_come_whole_in_its_time_and_an_idle_connection_is_not_kept_for_ever():
    conn = joined()
    assert not conn.late(connection.KEPT - 1, None) and conn.late(connection.KEPT + 1, None)
    now = 0.0
    while now < connection.HEAD - 1:
        conn.take(memoryview(b"G"), now)
        assert not conn.late(now, None)
        now += 1
    conn.take(memoryview(b"G"), connection.HEAD + 1)
    assert conn.late(connection.HEAD + 1, None), "going on letter by letter does not help it"


def test_a_stopping_server_waits_for_what_goes_on_and_for_no_other():
    idle, body = joined(), joined()
    body.take(memoryview(POST[:-1]), 10.0)
    assert not idle.late(10.0, stop_at=12.0) and idle.late(12.0, stop_at=12.0)
    assert not body.late(10.0 + connection.HASTE, stop_at=10.0) and body.late(11.0 + connection.HASTE, stop_at=10.0)


def test_who_waits_for_the_word_gets_it_once():
    conn, said = joined(), []
    conn.sock.sendall = said.append
    conn.take(memoryview(POST.replace(b"Host", b"Expect: 100-continue\r\nHost")[:-5]), time.monotonic())
    conn.take(memoryview(b"hel"), time.monotonic())
    conn.take(memoryview(b"lo"), time.monotonic())
    assert said == [b"HTTP/1.1 100 Continue\r\n\r\n"] and conn.parser.whole
