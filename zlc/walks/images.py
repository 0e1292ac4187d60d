"""Is it a picture, and is it clean? Knows files and Pillow, no table.

`Image.verify()` lets every truncated JPEG through; decoding at one eighth reads the whole stream for
58 % of a full decode and is a thumbnail for free.
"""

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
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NotAnImage
                unclean = image.format != "JPEG" or _has_metadata(image) or _has_tail(path)
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                width, height = image.size
                image.draft("RGB", (width // 8, height // 8))
                image.load()
    except NotAnImage:
        raise
    except Exception as fault:  # decoders raise whatever their parsers stumble over
        raise NotAnImage(str(fault)) from fault
    return Look(height, width, True) if turned else Look(width, height, unclean)


def _has_metadata(image: Image.Image) -> bool:
    return bool(image.getexif()) or any(
        key in image.info for key in ("exif", "xmp", "photoshop", "comment", "mp", "iptc")
    )


def _has_tail(path: Path) -> bool:
    """Bytes after the end of the picture: an archive or a film may hang there, or a page of script."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2))
        return file.read() != b"\xff\xd9"


def rewrite(source: Path, target: Path, edge: int) -> tuple[int, int]:
    """A clean JPEG, upright, at most `edge` pixels long, without metadata. Returns its size."""
    with Image.open(source, formats=FORMATS) as image:
        image.draft("RGB", (edge, edge))
        upright = ImageOps.exif_transpose(image)
        flat = _on_white(upright)
        flat.thumbnail((edge, edge), Image.Resampling.LANCZOS)
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
