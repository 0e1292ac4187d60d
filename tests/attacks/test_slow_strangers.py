"""Strangers who begin and do not go on: they cost a place, never a thread, and nobody else waits for them."""

import hashlib
import json
import signal
import statistics
import time

import pytest

from tests.attacks.strangers import Served, Strangers, answer, head
from tests.attacks.test_killed_pushes import envelope
from tests.browser import API, Browser
from tests.phones import Phone
from tests.sync.test_photos import picture
from zlc.config import ROOT

IDLE, HEADS, BODIES, READERS = 500, 100, 50, 30
P95 = 0.5  # s
ASKED = 60
JSON = [f"{name}: {value}" for name, value in API.items()]


@pytest.fixture
def served(app, world, settings):
    running = []

    def start(**more):
        running.append(Served(settings, **more))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def strangers():
    made = []

    def at(server):
        made.append(Strangers(server.port))
        return made[-1]

    yield at
    for one in made:
        one.close()


@pytest.fixture
def phone(app, world):
    browser = Browser(app)
    browser.log_in("recorder")
    made = Phone.of(browser)
    made.cookie = f"Cookie: zlc={browser.client.get_cookie('zlc').value}"
    return made


def p95(server, phone, count=ASKED):
    """Seconds: pages without a login, and pushes, in turn, each on a connection of its own as a newcomer's is."""
    took = []
    for number in range(count):
        body = b""
        if number % 2:
            phone.a_walk()
            body = json.dumps(envelope(phone, phone.entries[-2:])).encode()
            asked = head("POST", "/api/v1/entries", phone.cookie, *JSON, "Content-Type: application/json", length=len(body))
        else:
            asked = head("GET", "/login")
        began = time.monotonic()
        visitor = Strangers(server.port)
        status, said = answer(visitor.send(asked + body))
        took.append(time.monotonic() - began)
        visitor.close()
        assert status == 200, said[:300]
    return statistics.quantiles(took, n=20)[-1]


def bounded(server, phone, calm):
    held_up = p95(server, phone)
    assert held_up <= max(P95, 5 * calm), f"p95 {held_up:.3f} s; {calm:.3f} s before they came"


def test_nobody_waits_for_idle_sockets_unfinished_heads_and_unfinished_bodies(served, strangers, phone):
    server = served()
    calm, crowd = p95(server, phone), strangers(server)
    for _ in range(IDLE):
        crowd.send(b"")
    for _ in range(HEADS):
        crowd.send(head("GET", "/login")[:-2])
    for _ in range(BODIES // 2):
        crowd.send(head("POST", "/login", "Content-Type: application/x-www-form-urlencoded", length=4000) + b"username=")
        photo = head("PUT", f"/api/v1/photos/{'0' * 64}", phone.cookie, *JSON, "Content-Type: image/jpeg", length=8_000_000)
        crowd.send(photo + b"\xff\xd8\xff")
    bounded(server, phone, calm)


def test_nobody_waits_for_those_who_do_not_read_their_answers(served, strangers, phone):
    server = served()
    largest = max((ROOT / "static" / "dist").rglob("*.js"), key=lambda path: path.stat().st_size)
    address = f"/static/{largest.relative_to(ROOT / 'static')}"
    calm, crowd = p95(server, phone), strangers(server)
    status, body = answer(crowd.send(head("GET", address)))
    assert status == 200 and len(body) > 50_000
    for _ in range(READERS):
        crowd.send(head("GET", address) * (16_000_000 // len(body)), room=4096)
    bounded(server, phone, calm)


def test_nobody_waits_for_those_who_ask_to_close_and_stay(served, strangers, phone):
    server = served()
    calm, crowd = p95(server, phone), strangers(server)
    for _ in range(READERS):
        crowd.send(head("GET", "/login", "Connection: close"))
    bounded(server, phone, calm)


def test_nobody_waits_for_those_who_ask_whether_to_go_on_and_go(served, strangers):
    """The word to go on is for a second request that came with the first, whose answer has closed the connection."""
    server = served()
    for _ in range(40):
        gone = strangers(server)
        gone.send(head("HEAD", "/login") + head("POST", "/login", "Expect: 100-continue", length=10))
        gone.close()
    assert answer(strangers(server).send(head("GET", "/login")))[0] == 200
    assert "Exception in worker" not in server.log.read_text()


def test_the_newest_is_let_in_when_all_places_are_taken(served, strangers, phone):
    server = served(files=400)
    crowd = strangers(server)
    for _ in range(IDLE + HEADS):
        crowd.send(b"GET / HTTP/1.1\r\n")
    assert p95(server, phone, 8) < 10
    assert "Too many open files" not in server.log.read_text()


def test_a_photo_under_way_when_the_server_is_told_to_stop_is_still_received(served, strangers, phone):
    server, data = served(), picture()
    sha256 = hashlib.sha256(data).hexdigest()
    sending = strangers(server)
    asked = head("PUT", f"/api/v1/photos/{sha256}", phone.cookie, *JSON, "Content-Type: image/jpeg",
                 "Expect: 100-continue", length=len(data))  # fmt: skip
    photo = sending.send(asked)
    assert photo.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"  # so the server has it in its hands
    photo.sendall(data[:1000])
    server.process.send_signal(signal.SIGTERM)
    photo.sendall(data[1000:])
    assert answer(photo)[0] == 201


def test_what_only_a_proxy_may_say_is_not_heard_from_others(served, strangers):
    server = served()
    crowd = strangers(server)
    said = ["X-Forwarded-Proto: https", "X-Forwarded-For: 1.2.3.4", "Script_Name: /elsewhere", "Path_Info: /"]
    asked = crowd.send(head("GET", "/login", *said, "Connection: close"))
    whole = b"".join(iter(lambda: asked.recv(65536), b""))
    assert whole.startswith(b"HTTP/1.1 200") and b"Strict-Transport-Security" not in whole


def test_what_is_too_long_is_told_before_it_is_sent_and_to_those_who_send_on(served, strangers, phone):
    server = served()
    crowd, long = strangers(server), 200_000_000
    kinds = [*JSON, "Content-Type: image/jpeg"]
    photo = f"/api/v1/photos/{'0' * 64}"
    status, said = answer(crowd.send(head("PUT", photo, phone.cookie, *kinds, length=long)))
    assert (status, json.loads(said)["error"]["code"]) == (413, "too_large")
    status, said = answer(crowd.send(head("PUT", photo, *kinds, length=long) + bytes(3_000_000)))
    assert (status, json.loads(said)["error"]["code"]) == (401, "login_required")
    form = head("POST", "/login", "Content-Type: application/x-www-form-urlencoded", length=450_000)
    status, said = answer(crowd.send(form + b"username=" + b"x" * 400_000))
    assert status == 413 and "太大" in said.decode()
