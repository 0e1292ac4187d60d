"""Photos: whole, clean, once, and only for those who may see them."""

import hashlib
import io
import json
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from tests.phones import Phone
from zlc.database import uuid7
from zlc.walks.photos import photos

GPS = {1: "N", 2: (24.0, 30.0, 0.0), 3: "E", 4: (113.0, 30.0, 0.0)}


def picture(fmt="JPEG", size=(640, 480), exif=None, **options):
    """A picture with an orange upper left corner, so that turning it shows."""
    image = Image.effect_noise(size, 40).convert("RGB")
    image.paste((250, 120, 10), (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    image.save(out, fmt, **({"exif": exif} if exif else {}), **options)
    return out.getvalue()


def with_exif(orientation=1, gps=True):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "PhoneMaker"
    if gps:
        exif[0x8825] = GPS
    return picture(exif=exif)


def put(browser, data, sha256=None, **kwargs):
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    headers = {"Content-Type": "image/jpeg"}
    return browser.api("PUT", f"/photos/{sha256}", data=data, headers=headers, **kwargs)


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def entry_for(phone, data, walk=None, **more):
    sha256 = hashlib.sha256(data).hexdigest()
    walk = walk or uuid7()
    if not any('"open"' in e["body"] for e in phone.entries):
        phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    entry = phone.make(
        walk, "photo", {"sha256": sha256, "bytes": len(data), "width": 640, "height": 480, "of": None, **more}
    )
    phone.push()
    return entry["id"]


def get(browser, entry, size="full"):
    return browser.api("GET", f"/photos/{entry}", query_string={"size": size})


def test_a_clean_photo_is_kept_byte_for_byte(phone):
    data = picture()
    reply = put(phone.browser, data)
    assert reply.status_code == 201
    assert reply.json == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    assert put(phone.browser, data).status_code == 200
    entry = entry_for(phone, data)
    assert get(phone.browser, entry).data == data
    for size, edge in photos.SIZES.items():
        image = Image.open(io.BytesIO(get(phone.browser, entry, size).data))
        assert max(image.size) <= edge


@pytest.mark.parametrize("orientation", range(1, 9))
def test_metadata_goes_and_the_picture_stands_upright(app, phone, orientation):
    data = with_exif(orientation)
    assert put(phone.browser, data).status_code == 201
    kept = get(phone.browser, entry_for(phone, data)).data
    image = Image.open(io.BytesIO(kept))
    assert not image.getexif() and "exif" not in image.info and b"PhoneMaker" not in kept
    assert image.size == ((480, 640) if orientation >= 5 else (640, 480))
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[
        orientation
    ]
    x, y = (int(20 + c * (edge - 40)) for c, edge in zip(corner, image.size, strict=True))
    red, _, blue = image.convert("RGB").getpixel((x, y))
    assert red > 180 and blue < 90


@pytest.mark.parametrize("fmt", ["PNG", "WEBP", "GIF"])
def test_other_kinds_are_turned_into_jpeg_under_the_hash_received(phone, fmt):
    data = picture(fmt)
    assert put(phone.browser, data).status_code == 201
    assert Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data)).data)).format == "JPEG"


def test_heic_from_an_iphone_is_taken(phone):
    pillow_heif.register_heif_opener()
    data = picture("HEIF")
    assert put(phone.browser, data).status_code == 201
    assert Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data)).data)).format == "JPEG"


def bomb():
    """A PNG that claims 30,000 × 30,000 pixels and weighs a few hundred bytes."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 90_000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"this is a text file" * 50,
        picture()[: len(picture()) * 6 // 10],
        picture()[:-2048],
        b"\xff\xd8\xff\xe0" + b"\0" * 5000,
        b"<html><script>alert(1)</script></html>",
        picture("BMP"),
    ],
    ids=["empty", "text", "cut at 60 %", "last 2 KB missing", "zeros", "html", "bmp"],
)
def test_what_is_no_whole_photo_is_refused_and_leaves_nothing(app, phone, data):
    reply = put(phone.browser, data)
    assert (reply.status_code, reply.json["error"]["code"]) == (422, "not_an_image")
    assert not [p for p in (app.config["DATA"] / "photos").rglob("*") if p.is_file()]


def test_a_bomb_is_refused_in_words_that_do_not_call_it_half_a_photo(app, phone):
    reply = put(phone.browser, bomb())
    assert (reply.status_code, reply.json["error"]["code"]) == (413, "too_large")
    assert "像素太多" in reply.json["error"]["message"] and "原件还在手机里" in reply.json["error"]["message"]
    assert not [p for p in (app.config["DATA"] / "photos").rglob("*") if p.is_file()]


def test_half_a_photo_is_refused_even_where_a_library_told_pillow_to_take_it(phone, monkeypatch):
    """WeasyPrint does so when it is imported, for the whole process."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    assert put(phone.browser, picture()[:-2048]).status_code == 422


def test_a_polyglot_loses_what_hangs_behind_the_picture(phone):
    data = picture() + b"PK\x03\x04<script>alert(1)</script>"
    assert put(phone.browser, data).status_code == 201
    assert b"<script>" not in get(phone.browser, entry_for(phone, data)).data


def test_a_wrong_hash_is_refused(phone):
    reply = put(phone.browser, picture(), "0" * 64)
    assert (reply.status_code, reply.json["error"]["code"]) == (422, "hash_mismatch")
    assert put(phone.browser, picture(), "../../etc/passwd").status_code in (404, 422)


def test_more_than_eight_megabytes_is_413(phone):
    assert put(phone.browser, b"\xff\xd8" + b"\0" * 9_000_000).status_code == 413


def test_knowing_a_hash_opens_nothing(phone, visit):
    """A stranger writes a photo entry with somebody else's hash into a walk of their own."""
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    thief = Phone.of(visit("stranger"))
    stolen = entry_for(thief, data)
    assert get(thief.browser, entry).status_code == 404
    assert get(thief.browser, stolen).status_code == 404
    told = thief.browser.api("POST", "/photos/missing", {"sha256": [hashlib.sha256(data).hexdigest()]}).json
    assert told["missing"] == [hashlib.sha256(data).hexdigest()]
    assert put(thief.browser, data).status_code == 201, (
        "who has the bytes may send them: one file, two photos"
    )
    assert get(thief.browser, stolen).data == data


def test_colleagues_see_it_and_other_units_do_not(phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    for username, status in [
        ("coordinator", 200), ("colleague", 200), ("office", 200), ("supervisor", 200),
        ("coordinator2", 404), ("stranger", 404), ("admin", 404), ("auditor", 404),
    ]:  # fmt: skip
        assert get(visit(username), entry).status_code == status, username


def test_a_restricted_photo_is_for_its_author_and_the_units_coordinator(phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data, restricted=True)
    for username, status in [
        ("recorder", 200),
        ("coordinator", 200),
        ("colleague", 404),
        ("office", 404),
        ("supervisor", 404),
    ]:
        assert get(visit(username), entry).status_code == status, username


def amend_restricted(author, phone, entry, value):
    walk = json.loads(phone.entries[0]["body"])["walk"]
    change = {"target": entry, "set": {"restricted": {"value": value, "saw": []}}, "reason": "改谁能看"}
    author.make(walk, "amend", change)
    assert author.push().json["results"][-1]["status"] == "stored"


def test_a_photo_restricted_afterwards_is_shut_at_once_and_not_only_on_the_pages(phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    assert get(visit("colleague"), entry).status_code == 200
    amend_restricted(phone, phone, entry, True)
    assert [get(visit(name), entry).status_code for name in ("colleague", "supervisor", "coordinator")] == [404, 404, 200]


def test_nobody_opens_a_restricted_photo_by_amending_it(phone, visit):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data, restricted=True)
    colleague = Phone.of(visit("colleague"))
    amend_restricted(colleague, phone, entry, False)
    assert get(colleague.browser, entry).status_code == 404
    walk = json.loads(phone.entries[0]["body"])["walk"]
    page = colleague.browser.get(f"/walks/{walk}").text
    assert f"/photos/{entry}" not in page and "受限" in page


def test_an_entry_whose_bytes_have_not_come_is_404_and_counted_as_missing(phone):
    data = picture()
    entry = entry_for(phone, data)
    assert get(phone.browser, entry).status_code == 404
    hashes = [hashlib.sha256(data).hexdigest(), "a" * 64]
    assert phone.browser.api("POST", "/photos/missing", {"sha256": hashes}).json == {"missing": hashes}
    put(phone.browser, data)
    assert phone.browser.api("POST", "/photos/missing", {"sha256": hashes}).json == {"missing": hashes[1:]}


def test_an_unknown_size_and_an_unknown_entry_are_404(phone):
    data = picture()
    put(phone.browser, data)
    entry = entry_for(phone, data)
    assert get(phone.browser, entry, "huge").status_code == 404
    assert get(phone.browser, uuid7()).status_code == 404
    assert get(phone.browser, phone.entries[0]["id"]).status_code == 404
