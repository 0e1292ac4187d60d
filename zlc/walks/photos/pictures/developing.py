"""Decoding itself. What is not known to be cheap is done in a process of its own (worker.py), never in the server's."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeVar

import pillow_heif
from PIL import Image

from zlc.walks.photos.pictures import colours, halves, jpeg, primaries, tiles
from zlc.walks.photos.pictures.sizes import LONG_EDGE

pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
MOST_PIXELS = 210_000_000  # the largest phone cameras make 200 million; a bomb makes more
MOST_COEFFICIENTS = 480_000_000  # bytes that a progressive JPEG's decoder keeps: 160 million pixels as phones sample
QUALITY = 82
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
# Above this, a decoder that fails may have failed for want of memory without saying so: some need 12 bytes for each.
CERTAIN_PIXELS = 40_000_000
Made = TypeVar("Made")


class NotAnImage(Exception):
    """The bytes are no whole picture of a kind we take."""


class TooCostly(Exception):
    """A picture, perhaps a whole one, that cannot be decoded with the memory and time that one picture gets."""


class Look(NamedTuple):
    """Width and height as shown, and whether the file was rewritten before it is kept."""

    width: int
    height: int
    unclean: bool


def whole(raw: bytes) -> None:
    """Decode a JPEG to its end, at one eighth: the whole stream is read for 58 % of the time, and hardly any memory;
    `Image.verify()` would let every truncated one through. Raises NotAnImage."""
    with Image.open(BytesIO(raw), formats=("JPEG",)) as image:
        image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()


def take(source: Path, clean: Path) -> Look:
    """Decode `source` to its end. Unless it is a JPEG of nothing but its picture, the picture is drawn anew, into `clean`.
    Raises NotAnImage, TooCostly, OSError if the disk fails."""
    raw = source.read_bytes()
    header = jpeg.read_header(raw) if raw[:2] == b"\xff\xd8" else jpeg.NOTHING
    if not header.plain:
        return Look(*redraw(source, clean, LONG_EDGE), True)
    _weigh((header.width, header.height), header)
    _reading(whole, raw)
    return Look(header.width, header.height, False)


def redraw(source: Path, target: Path, edge: int) -> tuple[int, int]:
    """A clean JPEG, upright, in sRGB, at most `edge` pixels long, without metadata. Returns its size. Raises as take."""
    small = _reading(_drawn, source.read_bytes(), edge)
    # Not straight to the file: on a full disk Pillow takes half a write for a whole one and says nothing.
    written = BytesIO()
    small.save(written, "JPEG", quality=QUALITY, optimize=True)
    target.write_bytes(written.getbuffer())
    return small.size


def _reading(decode: Callable[..., Made], raw: bytes, *more: int) -> Made:
    """Decoders raise whatever their parsers stumble over."""
    try:
        return decode(raw, *more)
    except (NotAnImage, TooCostly, MemoryError):
        raise
    except Exception as fault:
        raise NotAnImage(str(fault)) from fault


def _weigh(size: tuple[int, int], header: jpeg.Header) -> None:
    if size[0] * size[1] > MOST_PIXELS or (not header.in_one_pass and header.coefficients > MOST_COEFFICIENTS):
        raise TooCostly


def _drawn(raw: bytes, edge: int) -> Image.Image:
    if halves.is_half(raw):
        raise NotAnImage("the rest never came")
    with Image.open(BytesIO(raw), formats=FORMATS) as image:
        _weigh(image.size, jpeg.read_header(raw) if raw[:2] == b"\xff\xd8" else jpeg.NOTHING)
        profile = image.info.get("icc_profile") or primaries.profile_of(image.info.get("nclx_profile"))
        turn = _turn(image)
        small = _with_usual_bands(_decoded(image, raw, edge))
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    flat = colours.in_srgb(_on_white(small), profile)
    upright = flat.transpose(TURNS[turn]) if turn in TURNS else flat
    upright.info = {}  # else Pillow writes its comment down again
    return upright


def _decoded(image: Image.Image, raw: bytes, edge: int) -> Image.Image:
    pixels = image.width * image.height
    if image.format == "HEIF" and "tiling" in image.info:
        parts = tiles.shrunk(raw, edge)  # also of one that is decoded whole below: it alone sees that a tile is missing
        if parts is not None and image.mode in ("RGB", "L"):
            return parts
    try:
        image.draft("RGB", (min(edge, image.width), min(edge, image.height)))
        image.load()
    except Exception as fault:
        if pixels > CERTAIN_PIXELS:
            raise TooCostly from fault
        raise
    return image


def _turn(image: Image.Image) -> int:
    """How the camera was held; upright if its metadata cannot be read, which is no fault of the picture. By EXIF alone, as
    browsers have it: Pillow's own `getexif` also believes XMP."""
    try:
        exif = Image.Exif()
        exif.load(image.info.get("exif", b""))
        return int(exif.get(ORIENTATION, 1))
    except Exception:
        return 1


def _with_usual_bands(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 257)).convert("L")  # Pillow would make white of all but black
    if "A" in image.getbands() or "transparency" in image.info:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
