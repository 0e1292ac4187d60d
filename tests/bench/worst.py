"""The worst pictures we know how to make, each under 8 MB: what they cost is out of proportion to what they weigh."""

import io
import os
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.heic import grid
from zlc.walks.photos.photos import MOST_BYTES


def png(width: int, height: int) -> bytes:
    """RGB, one colour, some hundred kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer, row = zlib.compressobj(1), b"\0" + b"\x40\x80\xc0" * width
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Nothing compresses it."""
    size = width * height * len(mode.replace("CMYK", "abcd"))
    return Image.frombytes(mode, (width, height), os.urandom(size))


def endless_scans() -> bytes:
    """A progressive JPEG that repeats its finest scan until the file is full."""
    jpeg = saved(noise(300, 200).resize((4000, 3000)), "JPEG", quality=40, progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xc4") : -2]
    return jpeg[:-2] + last * ((MOST_BYTES - len(jpeg)) // len(last)) + b"\xff\xd9"


def frames(kind: str) -> bytes:
    """Thousands of pictures in one file."""
    some = [Image.new("RGB", (320, 320), (n % 256, n // 256 * 40, 90)) for n in range(50)]
    return saved(some[0], kind, save_all=True, append_images=some[1:] * 40, duration=20)


MADE: dict[str, Callable[[], bytes]] = {
    "PNG 4 亿像素": lambda: png(20_000, 20_000),
    "PNG 1.96 亿像素": lambda: png(14_000, 14_000),
    "PNG 8800 万像素": lambda: png(8_900, 9_900),
    "PNG 带透明": lambda: saved(Image.new("RGBA", (7_000, 7_000), (9, 9, 9, 120)), "PNG", compress_level=1),
    "渐进 JPEG 1.44 亿像素": lambda: saved(Image.new("L", (12_000, 12_000), 90), "JPEG", progressive=True),
    "渐进 JPEG 无尽扫描": endless_scans,
    "JPEG 2 亿像素": lambda: saved(Image.new("L", (16_320, 12_240), 90), "JPEG", quality=30),
    "JPEG CMYK": lambda: saved(noise(2_000, 1_400, "CMYK"), "JPEG", quality=85),
    "JPEG 8 MB": lambda: saved(noise(3_000, 2_600), "JPEG", quality=92),
    "HEIC 2 亿像素": lambda: grid(32, 24, 512, 16_320, 12_240),
    "HEIC 一格重复": lambda: grid(29, 29, 512),
    "WebP 6400 万像素": lambda: saved(Image.new("RGB", (8_000, 8_000), (1, 200, 3)), "WEBP", quality=1, method=0),
    "WebP 动图": lambda: frames("WEBP"),
    "GIF 动图": lambda: frames("GIF"),
    "AVIF 2500 万像素": lambda: saved(Image.new("RGB", (5_000, 5_000), (1, 200, 3)), "AVIF", speed=10),
}


def worst_pictures() -> Iterator[tuple[str, bytes]]:
    Image.MAX_IMAGE_PIXELS = None
    for name, make in MADE.items():
        data = make()
        if len(data) <= MOST_BYTES:
            yield name, data
