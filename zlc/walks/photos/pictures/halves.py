"""Files whose rest never came: a download or a copy that made room for all of it first, and left nothing but zeros there.

Decoders take zeros for grey or black and complain of nothing. What is merely cut off they notice themselves.
"""

import zlib

from zlc.walks.photos.pictures import jpeg

PNG = b"\x89PNG\r\n\x1a\n"
LEAST = 64  # zeros in a row at the end


def is_half(raw: bytes) -> bool:
    if raw.startswith(PNG):
        return not _checks(raw)
    if not raw.endswith(bytes(LEAST)):
        return False
    if raw.startswith(b"\xff\xd8"):
        return not jpeg.read_header(raw).ends
    # HEVC never has three zeros in a row (ITU-T H.265, 7.4.2). AV1 and VP8 may end in zeros, where a picture is of one colour.
    return raw[4:8] == b"ftyp" and b"avif" not in raw[8:64] and _last_box(raw) in (b"mdat", bytes(4))


def _checks(png: bytes) -> bool:
    """Whether the picture's own chunks are what was written (ISO/IEC 15948, 5.3): of others browsers do not mind."""
    at = len(PNG)
    while at + 12 <= len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind == b"IEND":
            return True
        end = at + 8 + size
        if kind == b"IDAT" and zlib.crc32(memoryview(png)[at + 4 : end]) != int.from_bytes(png[end : end + 4], "big"):
            return False
        at = end + 4
    return True  # cut off: that decoders notice


def _last_box(heif: bytes) -> bytes:
    """The kind of the last box that lies side by side with the others (ISO/IEC 14496-12, 4.2)."""
    at, kind = 0, b""
    while at + 8 <= len(heif):
        size, kind = int.from_bytes(heif[at : at + 4], "big"), heif[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(heif[at + 8 : at + 16], "big")
        if size < 8:
            break  # 0: it goes on to the end
        at += size
    return kind
