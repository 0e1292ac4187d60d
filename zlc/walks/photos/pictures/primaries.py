"""A colour profile for a HEIC that tells its colours by number alone (nclx, ITU-T H.273), as Android writes it: no profile is in it,
and its red is not the red of sRGB.
"""

import struct
from collections.abc import Mapping
from typing import Any

# Red, green and blue of Display P3 (12) and BT.2020 (9), for a white of D50 as profiles have it (ICC.1:2022, annex E).
WIDE = {
    12: ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)),
    9: ((0.67346, 0.27903, -0.00193), (0.16566, 0.67534, 0.02998), (0.12510, 0.04563, 0.79716)),
}
WHITE = (0.9642, 1.0, 0.8249)
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0.0, 0.0)  # sRGB's; that of BT.709 is close to it
PQ = 16  # light itself, up to 10,000 cd/m²: no curve makes a picture for every screen of it


def profile_of(nclx: Mapping[str, Any] | None) -> bytes | None:
    """None where the colours are those of every screen, or cannot be brought there."""
    if not nclx or nclx.get("transfer_characteristics") == PQ or nclx.get("color_primaries") not in WIDE:
        return None
    curve = b"para" + struct.pack(">IHH", 0, 4, 0) + b"".join(map(_number, CURVE))
    tags = [(b"wtpt", _colour(WHITE)), *zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(_colour, WIDE[nclx["color_primaries"]]), strict=True)]
    tags += [(tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    place, lines, bodies = 132 + 12 * len(tags), b"", b""
    for tag, body in tags:
        lines += tag + struct.pack(">II", place + len(bodies), len(body))
        bodies += body
    head = b"\0\0\0\0\4\x30\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28) + _colour(WHITE)[8:] + bytes(48)
    return struct.pack(">I", 132 + len(lines) + len(bodies)) + head + struct.pack(">I", len(tags)) + lines + bodies


def _colour(xyz: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_number, xyz))


def _number(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))
