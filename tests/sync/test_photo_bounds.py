"""What a picture may cost the server, and that the largest that phones take still pass."""

import io
import re
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.heic import grid
from tests.phones import Phone
from tests.sync.test_photos import bomb, entry_for, get, picture, put
from zlc.walks.photos import images
from zlc.walks.photos.pictures import darkroom, developing
from zlc.walks.photos.pictures.sizes import LONG_EDGE

pytestmark = pytest.mark.long


@pytest.fixture
def phone(visit):
    return Phone.of(visit("recorder"))


@pytest.fixture(autouse=True)
def as_in_the_server(monkeypatch):
    """The test itself opens what came back, of any size; and another test of this process may have loaded what lets half
    a picture pass, as the server never does."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)


def png(width, height):
    """An 8-bit RGB picture of one colour: a few hundred kilobytes, however large."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer, row = zlib.compressobj(1), b"\0" + b"\x40\x80\xc0" * width
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def grey_jpeg(width, height):
    out = io.BytesIO()
    Image.new("L", (width, height), 120).save(out, "JPEG", quality=30)
    return out.getvalue()


def kept(phone, data):
    assert put(phone.browser, data).status_code == 201
    return Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data)).data))


def peak_mb():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024


@pytest.mark.parametrize("size", [(12000, 9000), (16320, 12240)], ids=["108 MP", "200 MP"])
def test_the_largest_photos_of_phones_pass_as_jpeg(phone, size):
    data = grey_jpeg(*size)
    image = kept(phone, data)
    assert image.size == size and not image.info.get("exif")
    for name, edge in (("thumb", 240), ("page", 1024)):
        small = Image.open(io.BytesIO(get(phone.browser, entry_for(phone, data), name).data))
        assert max(small.size) == edge


@pytest.mark.parametrize(
    "columns, rows, size", [(24, 18, (12000, 9000)), (32, 24, (16320, 12240))], ids=["108 MP", "200 MP"]
)
def test_the_largest_photos_of_phones_pass_as_heic(phone, columns, rows, size):
    image = kept(phone, grid(columns, rows, 512, *size))
    assert image.format == "JPEG" and image.size == (LONG_EDGE, round(LONG_EDGE * size[1] / size[0]))
    red, _, blue = image.getpixel((10, 10))
    assert red > 200 and blue < 60, "each tile's corner is orange"


def test_a_heic_cut_off_between_its_tiles_is_refused(phone):
    """Not painted green where tiles are missing."""
    out = io.BytesIO()
    Image.effect_noise((1024, 1024), 60).convert("RGB").save(out, "HEIF", tile_size=512, quality=40)
    whole = out.getvalue()
    assert put(phone.browser, whole).status_code == 201
    for share in (4, 6, 8):
        reply = put(phone.browser, whole[: len(whole) * share // 10])
        assert (reply.status_code, reply.json["error"]["code"]) == (422, "not_an_image"), share


def test_decoding_takes_no_memory_of_the_server(phone):
    """88 million pixels from 400 KB took 350 MB of the process that answers everybody."""
    data = png(8900, 9900)
    Path("/proc/self/clear_refs").write_text("5")
    before = peak_mb()
    assert max(kept(phone, data).size) == LONG_EDGE
    assert peak_mb() - before < 64


def test_what_does_not_fit_into_its_bounds_is_refused_in_words(phone):
    for data in (png(14_000, 14_000), bomb()):
        reply = put(phone.browser, data)
        assert (reply.status_code, reply.json["error"]["code"]) == (413, "too_large")
        assert "原件还在手机里" in reply.json["error"]["message"]
    assert put(phone.browser, picture("PNG")).status_code == 201, "the next one is decoded"


def test_a_picture_that_takes_too_long_is_stopped(phone, monkeypatch):
    """A progressive JPEG may repeat its finest scan for ever."""
    monkeypatch.setattr(darkroom, "PROCESSOR", 1)
    monkeypatch.setattr(darkroom, "_here", darkroom.Darkroom())
    jpeg = picture(size=(3000, 2000), progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xc4") : -2]
    assert put(phone.browser, jpeg[:-2] + last * (7_900_000 // len(last)) + b"\xff\xd9").status_code == 413


def test_a_picture_that_a_busy_machine_does_not_get_to_is_to_come_again(phone, monkeypatch):
    """It has not used up its own time of the processor: that is no fault of the picture."""
    monkeypatch.setattr(darkroom, "_here", darkroom.Darkroom())
    monkeypatch.setattr(darkroom.Lane, "ask", lambda _lane, _order: {"refused": "no_time", "why": "busy"})
    assert put(phone.browser, picture("PNG")).status_code == 503


def test_only_what_is_sure_to_be_cheap_is_decoded_in_the_server(app, tmp_path, monkeypatch):
    apart = []
    monkeypatch.setattr(darkroom, "take", lambda _folder, source, _clean: apart.append(source))
    kinds = {
        "phone": picture(), "progressive": picture(progressive=True), "png": picture("PNG"), "comment": picture(comment=b"x"),
        "large": grey_jpeg(4000, 2100),
    }  # fmt: skip
    for name, data in kinds.items():
        (tmp_path / name).write_bytes(data)
        images.take(tmp_path, tmp_path / name, tmp_path / "clean")
    assert [path.name for path in apart] == ["progressive", "png", "comment", "large"]


def test_whoever_finds_no_room_is_told_to_come_again_and_phone_photos_pass(phone, monkeypatch):
    monkeypatch.setattr(darkroom, "_here", full := darkroom.Darkroom())
    for _ in range(darkroom.LANES + darkroom.WAITING):
        full._room.acquire()
    reply = put(phone.browser, picture("PNG"))
    assert (reply.status_code, reply.json["error"]["code"]) == (503, "busy") and reply.headers["Retry-After"]
    assert put(phone.browser, picture()).status_code == 201


def test_odd_metadata_is_no_fault_of_the_picture(phone):
    """An EXIF block that promises twelve entries and holds one, and a picture six pixels high."""
    short = b"Exif\0\0II*\0\x08\0\0\0\x0c\0" + b"\x0f\x01\x02\0\x04\0\0\0abc\0"
    assert kept(phone, picture("HEIF", exif=short)).size == (640, 480)
    assert kept(phone, picture(exif=short)).size == (640, 480)
    assert kept(phone, picture(size=(900, 6))).size == (900, 6)


def test_looking_at_a_photo_changes_nothing_that_other_threads_share(app, tmp_path, monkeypatch):
    """Filters of warnings, and whether Pillow takes half a picture for one, are the whole process's."""
    seen = []
    whole = developing.whole
    monkeypatch.setattr(developing, "whole", lambda raw: (seen.append(list(warnings.filters)), whole(raw)))
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)
    (tmp_path / "photo").write_bytes(picture())
    images.take(tmp_path, tmp_path / "photo", tmp_path / "clean")
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    images.take(tmp_path, tmp_path / "photo", tmp_path / "clean")
    from PIL import ImageFile

    assert seen == [warnings.filters] and ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_the_server_never_loads_what_lets_half_a_picture_pass():
    said = "import sys, zlc, zlc.sync.views; from PIL import ImageFile; "
    said += "assert 'weasyprint' not in sys.modules and not ImageFile.LOAD_TRUNCATED_IMAGES"
    subprocess.run([sys.executable, "-c", said], check=True)
