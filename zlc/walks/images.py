"""Is it a picture, and is it clean? Knows files and Pillow, no table.

`Image.verify()` lets every truncated JPEG through; decoding at one eighth reads the whole stream for
58 % of a full decode and is a thumbnail for free.
"""

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pillow_heif
from PIL import Image, ImageFile, ImageOps

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
MOST_PIXELS = 120_000_000  # the largest phone camera makes 108 million; a bomb makes more
LONG_EDGE, THUMB_EDGE, PAGE_EDGE = 2048, 240, 1024
QUALITY = 82


class NotAnImage(Exception):
    """The bytes are no whole picture of a kind we take."""


class Look(NamedTuple):
    """Width and height as shown, and whether the file must be rewritten before it is kept."""

    width: int
    height: int
    unclean: bool


def look_at(path: Path) -> Look:
    """Decode the file to its end. Raises NotAnImage."""
    # A switch for the whole process: WeasyPrint turns it on when imported, and half a photo would pass for one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            raw = path.read_bytes()
            with Image.open(BytesIO(raw), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NotAnImage
                unclean = image.format != "JPEG" or not is_plain(raw)
                turned = unclean and image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                width, height = image.size
                image.draft("RGB", (width // 8, height // 8))
                image.load()
    except NotAnImage:
        raise
    except Exception as fault:  # decoders raise whatever their parsers stumble over
        raise NotAnImage(str(fault)) from fault
    return Look(height, width, True) if turned else Look(width, height, unclean)


# Of a JPEG's segments (ITU-T T.81 B.1.1.3): frames, tables, scans, and the interval of restarts.
PICTURE = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD}
SCAN, END = 0xDA, 0xD9
NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7]")  # inside a scan, 0xFF is followed by 0 or a restart


def is_plain(jpeg: bytes) -> bool:
    """Whether it holds the picture and nothing else: no EXIF, comment or smaller picture of what was covered since, in
    front, between its scans or behind its end. What is not understood is not plain."""
    at = 2
    while at + 1 < len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == END:
            return at + 2 == len(jpeg)
        size = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker not in PICTURE and not _about_the_picture(marker, jpeg[at + 4 : at + 2 + size]):
            return False
        at += 2 + size
        if marker == SCAN:
            following = NEXT_SEGMENT.search(jpeg, at)
            at = following.start() if following else len(jpeg)
    return False


def _about_the_picture(marker: int, body: bytes) -> bool:
    """JFIF without a thumbnail, a colour profile, or Adobe's word on the colours."""
    return (
        (marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) == 14)
        or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and body[:5] == b"Adobe" and len(body) == 12)
    )


def rewrite(source: Path, target: Path, edge: int) -> tuple[int, int]:
    """A clean JPEG, upright, at most `edge` pixels long, without metadata. Returns its size."""
    with Image.open(source, formats=FORMATS) as image:
        image.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(image)
        flat = _on_white(upright)
        flat.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        flat.info = {}  # else Pillow writes its comment down again
        # Not straight to the file: on a full disk Pillow takes half a write for a whole one and says nothing.
        clean = BytesIO()
        flat.save(clean, "JPEG", quality=QUALITY, optimize=True)
        target.write_bytes(clean.getbuffer())
        return flat.size


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
