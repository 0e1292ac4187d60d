"""Half a photo is none, whatever decoders make of it; and what is whole comes out as the eye sees it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.phones import Phone
from tests.sync.test_photos import entry_for, get, picture, put

pytestmark = pytest.mark.long
UPRIGHT_BY_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)


@pytest.fixture(autouse=True)
def as_in_the_server(monkeypatch):
    """Another test of this process may have loaded what lets half a picture pass, as the server never does."""
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


def noise(mode, fmt, **options):
    out = io.BytesIO()
    Image.effect_noise((1024, 1024), 60).convert(mode).save(out, fmt, **options)
    return out.getvalue()


WHOLE = {
    "HEIC in tiles": noise("RGB", "HEIF", tile_size=512, quality=40),
    "grey HEIC in tiles": noise("L", "HEIF", tile_size=512, quality=40),
    "HEIC with alpha": noise("RGBA", "HEIF", quality=40),
    "JPEG": noise("RGB", "JPEG"),
    "progressive JPEG": noise("RGB", "JPEG", progressive=True),
    "PNG": noise("RGB", "PNG"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_photo_is_refused_cut_off_or_filled_up_with_zeros(phone, name):
    whole = WHOLE[name]
    for share in (4, 6, 8):
        begun = whole[: len(whole) * share // 10]
        for half in (begun, begun + bytes(len(whole) - len(begun))):
            reply = put(phone.browser, half)
            assert (reply.status_code, reply.json["error"]["code"]) == (422, "not_an_image"), (share, len(half))
    assert put(phone.browser, whole).status_code == 201


def test_a_picture_of_one_colour_may_end_in_zeros(phone):
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (200, 80, 60)).save(out, "WEBP")
    assert out.getvalue().endswith(bytes(64)) and put(phone.browser, out.getvalue()).status_code == 201


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "HEIF"])
def test_zeros_behind_a_whole_photo_are_no_harm(phone, fmt):
    """Cameras fill the last block of a card; HEIC has a box for it."""
    room = 5000
    filling = struct.pack(">I4s", room + 8, b"free") if fmt == "HEIF" else b""
    assert put(phone.browser, picture(fmt) + filling + bytes(room)).status_code == 201


def kept(phone, data):
    assert put(phone.browser, data).status_code == 201
    return Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data)).data))


def grey_png(level):
    """16 bits for each point, as scanners write."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 64, 48, 16, 0, 0, 0, 0)
    rows = (b"\0" + struct.pack(">H", level) * 64) * 48
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("level", [0x1000, 0x8080, 0xF0F0])
def test_a_grey_picture_of_sixteen_bits_does_not_turn_white(phone, level):
    red, green, blue = kept(phone, grey_png(level)).convert("RGB").getpixel((9, 9))
    assert abs(red - level / 257) < 3 and red == green == blue


@pytest.mark.parametrize("fmt", ["JPEG", "WEBP"])
def test_what_xmp_says_of_the_camera_turns_nothing_as_in_browsers(phone, fmt):
    assert kept(phone, picture(fmt, xmp=UPRIGHT_BY_XMP)).size == (640, 480)
