"""Nothing but the picture is kept: in no form that is taken, and in no size that can be asked for."""

import io
import struct

import pytest
from PIL import Image, PngImagePlugin

from tests import profiles
from tests.phones import Phone
from tests.sync.test_photos import entry_for, get, picture, put
from zlc.walks.photos import images, photos

SECRET = b"Secret-7f3a"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"


def exif():
    made = Image.Exif()
    made[0x010F] = SECRET.decode()
    made[0x8825] = {1: "N", 2: (24.0, 30.0, 0.0), 3: "E", 4: (113.0, 30.0, 0.0)}
    return made


def texts():
    made = PngImagePlugin.PngInfo()
    made.add_text("Comment", SECRET.decode())
    made.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return made


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def with_segment(marker, body):
    """In front, where cameras write them."""
    return (jpeg := picture())[:2] + segment(marker, body) + jpeg[2:]


def with_late(*parts):
    """Between the last scan and the end."""
    return picture()[:-2] + b"".join(parts) + b"\xff\xd9"


def of_two_scans(between):
    """A progressive picture, which has several scans, with something between the first and the second."""
    jpeg = picture(progressive=True)
    scans = [place for place in range(len(jpeg)) if jpeg[place : place + 2] == b"\xff\xda"]
    table = max(jpeg.rfind(b"\xff\xc4", 0, scans[1]), scans[0] + 12)
    place = table if table > scans[0] + 12 else scans[1]
    return jpeg[:place] + between + jpeg[place:]


PROFILE = b"ICC_PROFILE\0\1\1"
JFIF_WITH_THUMBNAIL = b"JFIF\0\x01\x01\0\0\1\0\1\2\2" + (SECRET + b"-")[:12]
TAKEN = {
    "EXIF and place": lambda: picture(exif=exif()),
    "XMP": lambda: picture(xmp=XMP),
    "comment": lambda: picture(comment=SECRET),
    "IPTC": lambda: with_segment(0xED, b"Photoshop 3.0\0" + SECRET),
    "content credentials": lambda: with_segment(0xEB, b"JP\0\1\0\0\0\1" + SECRET),
    "Ducky": lambda: with_segment(0xEC, b"Ducky\0" + SECRET),
    "a maker's own": lambda: with_segment(0xEF, SECRET),
    "an APP1 of another name": lambda: with_segment(0xE1, b"other\0" + SECRET),
    "an APP2 of another name": lambda: with_segment(0xE2, b"other\0" + SECRET),
    "JFIF with a thumbnail": lambda: (jpeg := picture())[:2] + segment(0xE0, JFIF_WITH_THUMBNAIL) + jpeg[20:],
    "JFXX thumbnail": lambda: with_segment(0xE0, b"JFXX\0\x10" + SECRET),
    "behind the end": lambda: picture() + SECRET,
    "behind the end, with another end": lambda: picture() + SECRET + b"\xff\xd9",
    "a second picture behind the end": lambda: picture() + with_segment(0xFE, SECRET),
    "comment before the end": lambda: with_late(segment(0xFE, SECRET)),
    "EXIF before the end": lambda: with_late(segment(0xE1, b"Exif\0\0" + SECRET)),
    "comment between scans": lambda: of_two_scans(segment(0xFE, SECRET)),
    "a colour profile that is none": lambda: picture(icc_profile=SECRET * 3000),
    "a colour profile with a private tag": lambda: picture(icc_profile=profiles.p3(private=SECRET * 30)),
    "a colour profile with words behind it": lambda: with_segment(0xE2, PROFILE + profiles.srgb() + SECRET),
    "a colour profile with a name of its own": lambda: picture(icc_profile=profiles.srgb(signed=SECRET[:4]) + SECRET),
    "tables that nothing uses": lambda: with_segment(0xDB, (b"\1" + (SECRET + b"-" * 53)[:64]) * 30),
    "PNG": lambda: picture("PNG", exif=exif(), pnginfo=texts()),
    "WebP": lambda: picture("WEBP", exif=exif(), xmp=XMP),
    "GIF": lambda: picture("GIF", comment=SECRET),
    "HEIC": lambda: picture("HEIF", exif=exif().tobytes(), xmp=XMP),
    "AVIF": lambda: picture("AVIF", exif=exif(), xmp=XMP),
}


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


@pytest.mark.parametrize("what", TAKEN)
def test_what_comes_with_a_photo_is_in_no_file_that_is_kept_or_served(app, phone, what):
    data = TAKEN[what]()
    assert SECRET in data, "the picture of this test holds what is to go"
    assert put(phone.browser, data).status_code == 201
    entry = entry_for(phone, data)
    for size in ("full", *photos.SIZES):
        served = get(phone.browser, entry, size).data
        assert SECRET not in served and b"Exif" not in served, size
        assert Image.open(io.BytesIO(served)).getexif() == {}
    kept = [path for path in (app.config["DATA"] / "photos").rglob("*") if path.is_file()]
    assert len(kept) == 3 and not any(SECRET in path.read_bytes() for path in kept)


def adobe(jpeg):
    return jpeg[:2] + segment(0xEE, b"Adobe\0\x64" + b"\0" * 5) + jpeg[2:]


@pytest.mark.parametrize(
    "data",
    [
        picture(), picture(progressive=True), picture(optimize=True), picture(restart_marker_rows=1),
        picture(icc_profile=profiles.srgb()), picture(icc_profile=profiles.p3()), adobe(picture()),
    ],
    ids=["plain", "progressive", "optimized", "restarts", "sRGB", "Display P3", "Adobe"],
)  # fmt: skip
def test_a_picture_and_nothing_else_is_kept_byte_for_byte(phone, data):
    assert images.is_plain(data)
    assert put(phone.browser, data).status_code == 201
    assert get(phone.browser, entry_for(phone, data)).data == data


def test_a_cut_or_senseless_file_is_not_plain_wherever_it_is_cut():
    jpeg = picture(size=(40, 30))
    assert not any(images.is_plain(jpeg[:length]) for length in range(len(jpeg)))
    assert not images.is_plain(b"\xff\xd8" + b"\xff\xe0\0\0" * 9)
