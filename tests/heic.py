"""HEIC as phones write it, made by hand (ISO/IEC 23008-12): a grid that shows one coded tile again and again, so that a
picture of 200 million pixels takes a few kilobytes and no time to make."""

import io
import struct

import pillow_heif
from PIL import Image


def box(kind: bytes, *parts: bytes, version: int | None = None, flags: int = 0) -> bytes:
    full = b"" if version is None else struct.pack(">I", version << 24 | flags)
    body = full + b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def boxes(data: bytes) -> dict[bytes, bytes]:
    """Kind → content of the boxes that lie side by side in `data`, the last of each kind."""
    found, at = {}, 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        found[kind], at = data[at + 8 : at + size], at + size
    return found


def tile(edge: int) -> tuple[bytes, bytes]:
    """A coded square and its decoder's configuration (hvcC)."""
    picture = Image.effect_noise((64, 64), 60).convert("RGB").resize((edge, edge))
    picture.paste((250, 120, 10), (0, 0, edge // 2, edge // 2))
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=40)
    whole = boxes(out.getvalue())
    configuration = boxes(boxes(boxes(whole[b"meta"][4:])[b"iprp"])[b"ipco"])[b"hvcC"]
    return whole[b"mdat"], configuration


def grid(columns: int, rows: int, edge: int = 512, width: int | None = None, height: int | None = None) -> bytes:
    """`columns` × `rows` tiles of `edge` pixels; width and height cut off what hangs over."""
    coded, configuration = tile(edge)
    width, height = width or columns * edge, height or rows * edge
    layout = struct.pack(">BBBBII", 0, 1, rows - 1, columns - 1, width, height)
    tiles = columns * rows
    ftyp = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    items = [box(b"infe", struct.pack(">HH", 1, 0), b"grid\0", version=2)]
    items += [box(b"infe", struct.pack(">HH", n, 0), b"hvc1\0", version=2) for n in range(2, tiles + 2)]
    ids = b"".join(struct.pack(">H", n) for n in range(2, tiles + 2))
    shapes = box(b"hvcC", configuration), _shape(edge, edge), _shape(width, height)
    said = [struct.pack(">HBB", 1, 1, 3)] + [struct.pack(">HBBB", n, 2, 0x81, 2) for n in range(2, tiles + 2)]
    properties = box(b"ipco", *shapes), box(b"ipma", struct.pack(">I", tiles + 1), *said, version=0)

    def meta(place: int) -> bytes:
        lines = [struct.pack(">HHHHII", 1, 1, 0, 1, 0, len(layout))]  # in idat
        lines += [struct.pack(">HHHHII", n, 0, 0, 1, place, len(coded)) for n in range(2, tiles + 2)]
        return box(
            b"meta",
            box(b"hdlr", b"\0" * 4, b"pict", b"\0" * 13, version=0), box(b"pitm", struct.pack(">H", 1), version=0),
            box(b"iinf", struct.pack(">H", tiles + 1), *items, version=0),
            box(b"iref", box(b"dimg", struct.pack(">HH", 1, tiles), ids), version=0),
            box(b"iprp", *properties), box(b"idat", layout),
            box(b"iloc", struct.pack(">HH", 0x4400, tiles + 1), *lines, version=1), version=0,
        )  # fmt: skip

    head = ftyp + meta(len(ftyp) + len(meta(0)) + 8)
    return head + box(b"mdat", coded)


def _shape(width: int, height: int) -> bytes:
    return box(b"ispe", struct.pack(">II", width, height), version=0)
