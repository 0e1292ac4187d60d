"""What stands before the endpoints: envelopes, limits, logins, and pages of other sites."""

import json

import pytest

from tests.phones import Phone
from zlc.database import uuid7


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def test_hello_knows_who_is_there(phone, world, visit):
    told = phone.browser.api("GET", "/hello", query_string={"device": phone.device}).json
    assert told["person"]["id"] == world.people["recorder"]
    assert (told["acked"], told["chain"]) == (0, "ok")
    assert phone.browser.api("GET", "/hello").status_code == 200
    reply = visit(None).api("GET", "/hello")
    assert reply.status_code == 401 and reply.json["error"]["code"] == "login_required"


def test_registering_tells_the_limits(visit):
    reply = visit("recorder").api("POST", "/devices", {})
    assert reply.status_code == 201
    assert reply.json["limits"] == {
        "entries": 200,
        "bytes": 262144,
        "entry_bytes": 65536,
        "photo_bytes": 8388608,
    }


def test_an_unknown_device_and_anothers_are_no_device(phone, visit):
    for device in (uuid7(), Phone.of(visit("colleague")).device):
        reply = phone.push(device=device)
        assert (reply.status_code, reply.json["error"]["code"]) == (409, "no_device")


def test_an_old_epoch_is_accepted_all_the_same(phone):
    phone.make(uuid7(), "note", {"text": "x"})
    assert phone.push(epoch="long-ago").json["results"][0]["status"] == "stored"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b'{"device":1}', b"\xff\xfe", b'{"device":"x"' * 99]
)
def test_an_unreadable_envelope_is_refused_in_chinese(phone, raw):
    headers = {"X-ZLC": "1", "Content-Type": "application/json"}
    reply = phone.browser.client.post("/api/v1/entries", data=raw, headers=headers)
    assert reply.status_code == 400
    assert reply.json["error"]["code"] == "bad_envelope" and "手机里" in reply.json["error"]["message"]
    assert reply.headers["X-ZLC-Server"]


def test_a_body_cut_at_every_tenth_stores_nothing(app, phone):
    phone.a_walk()
    whole = json.dumps(
        {"device": phone.device, "epoch": phone.epoch, "sent_at": 1, "entries": phone.entries}
    ).encode()
    headers = {"X-ZLC": "1", "Content-Type": "application/json"}
    for tenth in range(10):
        cut = whole[: len(whole) * tenth // 10]
        assert phone.browser.client.post("/api/v1/entries", data=cut, headers=headers).status_code == 400
    assert phone.push().json["results"][0]["duplicate"] is False


def test_too_many_or_too_long_is_413(phone):
    walk = uuid7()
    entry = phone.make(walk, "note", {"text": "x"})
    assert phone.push([entry] * 201).status_code == 413
    assert phone.push([phone.make(walk, "note", {"text": "长" * 25_000})]).status_code == 413
    many = [phone.make(walk, "note", {"text": "x" * 60_000}) for _ in range(5)]
    reply = phone.push(many)
    assert reply.status_code == 413 and reply.json["error"]["code"] == "too_large"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-ZLC": "", "Content-Type": "application/json"}, 403),
        ({"X-ZLC": "1", "Content-Type": "text/plain"}, 415),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "same-site"}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "none"}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Origin": "https://evil.example"}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Origin": "http://["}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Origin": "http://℀.example".encode().decode("latin-1")}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Origin": "null"}, 403),
        ({"X-ZLC": "1", "Content-Type": "application/json", "Origin": "http://localhost"}, 201),
    ],
)
def test_another_sites_page_cannot_write(visit, headers, status):
    browser = visit("recorder")
    assert browser.client.post("/api/v1/devices", data="{}", headers=headers).status_code == status


def test_reading_from_another_sites_page_is_refused_too(visit):
    reply = visit("recorder").client.get("/api/v1/hello", headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 403


def test_without_a_login_every_endpoint_answers_401_as_json(visit):
    browser = visit(None)
    for method, path in [
        ("POST", "/devices"), ("POST", "/entries"), ("GET", "/changes"), ("GET", "/catalogue"),
        ("POST", "/photos/missing"), ("GET", f"/walks/{uuid7()}/journal"), ("GET", f"/photos/{uuid7()}"),
        ("GET", "/nothing-here"),
    ]:  # fmt: skip
        reply = browser.api(method, path, {} if method == "POST" else None)
        assert (reply.status_code, reply.json["error"]["code"]) == (401, "login_required"), path


def test_an_unknown_path_is_404_in_json_and_signed(visit):
    reply = visit("recorder").api("GET", "/nothing-here")
    assert (reply.status_code, reply.json["error"]["code"]) == (404, "not_found")


def test_the_catalogue_is_not_sent_twice(visit):
    browser = visit("recorder")
    first = browser.api("GET", "/catalogue")
    assert first.status_code == 200 and first.json["matters"]
    again = browser.api("GET", "/catalogue", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_answers_are_compressed(visit):
    for path in ("/api/v1/catalogue", "/problems"):
        reply = visit("coordinator").client.get(path, headers={"Accept-Encoding": "gzip"})
        assert reply.headers.get("Content-Encoding") == "gzip", path


def test_a_nul_in_an_address_or_a_name_is_answered_and_breaks_nothing(visit):
    browser = visit("recorder")
    for path in ("/photos/a%00b", "/walks/a%00b/journal", "/changes?cursor=%00", "/hello?device=%00"):
        assert browser.api("GET", path).status_code == 404, path
    assert browser.get("/problems?q=%00").status_code == 200
    for path in ("/problems/%00", "/walks/%00"):
        assert browser.get(path).status_code == 404, path
    assert visit(None).log_in("record\0er", "Wrong-2026").status_code == 422


def test_an_id_that_ends_in_a_line_break_is_no_id(visit):
    phone = Phone.of(visit("recorder"))
    entry = phone.make(uuid7(), "note", {"text": "好"})
    reply = phone.push([{**entry, "id": entry["id"] + "\n"}])
    assert (reply.status_code, reply.json["error"]["code"]) == (400, "bad_envelope")
