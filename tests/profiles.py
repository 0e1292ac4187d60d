"""Colour profiles as browsers write them into a canvas's JPEG: version 4, primaries, one curve by formula."""

import struct

SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0.0, 0.0)


def number(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def text(words: str) -> bytes:
    coded = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(coded), 28) + coded


def of(primaries: tuple[tuple[float, ...], ...], name: str, private: bytes = b"", signed: bytes = b"\0" * 4) -> bytes:
    curve = b"para" + struct.pack(">IHH", 0, 4, 0) + b"".join(map(number, CURVE))
    tags = [(b"desc", text(name)), (b"cprt", text("Google Inc. 2016")), (b"wtpt", colour((0.9642, 1, 0.8249)))]
    tags += [(tag, colour(one)) for tag, one in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)]
    tags += [(tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    tags += [(b"zlc ", b"data" + b"\0" * 8 + private)] if private else []
    place, lines, written = 132 + 12 * len(tags), b"", b""
    for tag, body in tags:
        lines += tag + struct.pack(">II", place + len(written), len(body))
        written += body + b"\0" * (-len(body) % 4)
    head = b"\0" * 8 + b"\4\x30\0\0mntrRGB XYZ " + struct.pack(">6H", 2016, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 8 + signed
    head += b"\0" * 16 + colour((0.9642, 1, 0.8249))[8:] + b"\0" * 48
    whole = struct.pack(">I", 128 + 4 + len(lines) + len(written)) + head[4:128]
    return whole + struct.pack(">I", len(tags)) + lines + written


def colour(xyz: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(number, xyz))


def srgb(**odd: bytes) -> bytes:
    return of(SRGB, "sRGB", **odd)


def p3(**odd: bytes) -> bytes:
    return of(P3, "Display P3", **odd)
