"""Colour profiles (ICC.1:2022): which may stay in a file, and a picture in the colours that every screen assumes.

A profile is a small file of its own, with texts, private tags and room between them: 30 KB of anything fit in. One that
stays is of the kind that phones and browsers write: three primaries, one curve by formula, and a name that we know.
"""

import hashlib
import re
from io import BytesIO

from PIL import Image, ImageCms

HEAD, ENTRY, MOST = 128, 12, 1024
MOST_TAGS = 16
FIXED = {
    12: b"mntrRGB XYZ ",  # a screen's, of red, green and blue
    36: b"acsp",
    68: b"\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d",  # D50, always
    100: b"\0" * 28,
}
# Whose hand it is: four letters each. Apple's, Google's, Little CMS's, Microsoft's, the norm's, nobody's.
SIGNED = {b"\0\0\0\0", b"appl", b"APPL", b"goog", b"GOOG", b"lcms", b"MSFT", b"IEC ", b"sRGB", b"none"}
SIGNATURES = (4, 40, 48, 52, 80)
NAMES = re.compile(
    r"(sRGB|sRGB built-in|sRGB IEC61966-2\.1|Display P3|Display P3 Gamut with sRGB Transfer|Adobe RGB \(1998\)|c2|"
    r"No copyright, use freely|CC0|Public Domain|Google Inc\. \d{4}|Copyright (\(c\) )?(Apple|Google) Inc\.,? \d{4})\0*"
)
LENGTHS = {b"XYZ ": (20, 20), b"para": (16, 40), b"curv": (12, 14), b"sf32": (44, 44), b"cicp": (12, 12)}
TAGS = {b"desc", b"cprt", b"wtpt", b"bkpt", b"chad", b"cicp", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"}
LARGEST_CURVE = 1  # a count of values: 0 and 1 are a straight line and a power


def says_only_colours(profile: bytes) -> bool:
    """Whether each of its bytes is accounted for as a colour, a curve or a name that we know."""
    if not HEAD + 4 < len(profile) <= MOST or int.from_bytes(profile[:4], "big") != len(profile):
        return False
    if any(profile[at : at + len(must)] != must for at, must in FIXED.items()):
        return False
    if any(profile[at : at + 4] not in SIGNED for at in SIGNATURES) or not _identified(profile):
        return False
    count = int.from_bytes(profile[HEAD : HEAD + 4], "big")
    return count <= MOST_TAGS and _covered(profile, count)


def _identified(profile: bytes) -> bool:
    """The 16 bytes of its own hash (§7.2.18), or none; and flags, attributes and intent as they always are."""
    given = profile[84:100]
    blank = profile[:44] + b"\0" * 4 + profile[48:64] + b"\0" * 4 + profile[68:84] + b"\0" * 16 + profile[100:]
    month, day, hour, minute, second = (int.from_bytes(profile[at : at + 2], "big") for at in range(26, 36, 2))
    if profile[8] not in (2, 4) or any(profile[10:12]) or month > 12 or day > 31 or max(hour, minute, second) > 60:
        return False
    usual = not any(profile[44:48]) and not any(profile[56:64]) and not any(profile[64:67]) and profile[67] < 4
    return usual and given in (b"\0" * 16, hashlib.md5(blank, usedforsecurity=False).digest())


def _covered(profile: bytes, count: int) -> bool:
    """Every tag is of a kind and size that we know, and nothing lies between them."""
    end, places = HEAD + 4 + ENTRY * count, set()
    if end > len(profile):
        return False
    for at in range(HEAD + 4, end, ENTRY):
        place, size = (int.from_bytes(profile[at + n : at + n + 4], "big") for n in (4, 8))
        if profile[at : at + 4] not in TAGS or not _known(profile[place : place + size], size):
            return False
        places.add((place, size))
    for place, size in sorted(places):
        if not 0 <= place - end < 4 or any(profile[end:place]):  # tags begin at multiples of four
            return False
        end = place + size
    return len(profile) - end < 4 and not any(profile[end:])


def _known(tag: bytes, size: int) -> bool:
    kind = tag[:4]
    if len(tag) != size or any(tag[4:8]):
        return False
    if kind == b"mluc":
        return _named(tag)
    least, most = LENGTHS.get(kind, (1, 0))
    return least <= size <= most and (kind != b"curv" or int.from_bytes(tag[8:12], "big") <= LARGEST_CURVE)


def _named(tag: bytes) -> bool:
    """One text in one language, from its place to the end (§10.15)."""
    if len(tag) > 200 or tag[8:16] != b"\0\0\0\1\0\0\0\x0c" or not re.fullmatch(rb"[a-z]{2}([A-Z]{2}|\0\0)", tag[16:20]):
        return False
    length, place = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
    if place != 28 or not 0 <= len(tag) - place - length < 4 or any(tag[place + length :]):
        return False
    return NAMES.fullmatch(tag[place : place + length].decode("utf-16-be", "replace")) is not None


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture as RGB, its colours turned into those of sRGB. A profile that cannot be read counts for nothing."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            own, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(
                image, own, screen, ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == "RGB" else image.convert("RGB")
