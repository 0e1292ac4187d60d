"""Pictures inside papers, without what cameras and programs write into them. The picture itself stays as it is."""

import struct

SOI, SOS, EOI = b"\xff\xd8", 0xDA, 0xD9
APP1, COM = 0xE1, 0xFE
PICTURE_APPS = {0xE0, 0xE2, 0xEE}  # JFIF, the colour profile, Adobe's word on the colours; the other APPn tell of other things
PNG, PNG_TELLS = b"\x89PNG\r\n\x1a\n", {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
EXIF, ORIENTATION = b"Exif\0\0", 0x0112


def bare_jpeg(jpeg: bytes, upright: bool = False) -> bytes:
    """`upright`: how the camera was held is kept, for programs that turn pictures by it. What is not understood stays as it is."""
    kept, at, turn = [], 2, 1
    if jpeg[:2] != SOI:
        return jpeg
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] not in (SOS, EOI):
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at : at + 2 + size]
        if marker == APP1:
            turn = _turn(segment[4:]) or turn
        elif marker != COM and not (0xE0 <= marker <= 0xEF and marker not in PICTURE_APPS):
            kept.append(segment)
        at += 2 + size
    says = _says_turn(turn) if upright and turn != 1 else b""
    return SOI + says + b"".join(kept) + jpeg[at:]


def _turn(exif: bytes) -> int:
    """0 where it says nothing, or cannot be read."""
    if not exif.startswith(EXIF):
        return 0
    tiff = exif[len(EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0] if order else len(tiff)
        for entry in range(struct.unpack_from(f"{order}H", tiff, start)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * entry)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        pass
    return 0


def _says_turn(turn: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, turn, 0, 0)
    body = EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def bare_png(png: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    if png[:at] != PNG:
        return png
    while at + 12 <= len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind not in PNG_TELLS:
            kept.append(png[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)
