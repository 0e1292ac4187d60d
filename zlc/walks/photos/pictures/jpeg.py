"""What a JPEG says of itself before anything is decoded: what it holds, and what decoding it costs at most."""

import re
from typing import NamedTuple

from zlc.walks.photos.pictures import colours

# Of a JPEG's segments (ITU-T T.81 B.1.1.3): frames, tables, scans, and the interval of restarts.
PICTURE = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD}
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
BASELINE = {0xC0, 0xC1}
PROFILE = b"ICC_PROFILE\0"
SCAN, END, APP2 = 0xDA, 0xD9, 0xE2
# Tables may come again and again, and only the last ones count: no more than a picture uses before each of its scans.
MOST_TABLES = 1600  # bytes: four of the steps at 16 bits, eight of the codes
NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7]")  # inside a scan, 0xFF is followed by 0 or a restart


class Header(NamedTuple):
    """`plain`: nothing in it but the picture. `in_one_pass`: baseline, one scan of one or three colours, so that it is
    decoded row by row; otherwise the decoder keeps `coefficients` bytes until the end. `ends`: its end is marked behind its
    last scan."""

    width: int
    height: int
    plain: bool
    in_one_pass: bool
    coefficients: int
    ends: bool = False


NOTHING = Header(0, 0, False, False, 0)


def read_header(jpeg: bytes) -> Header:
    """What is not understood is not plain. An empty Header if no size is found before the first scan."""
    at, scans, plain, found, tables, profiles = 2, 0, True, NOTHING, 0, 0
    frames: list[int] = []
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != END:
        marker, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        body = jpeg[at + 4 : at + 2 + size]
        tables, profiles = tables + size * (marker in PICTURE), profiles + (marker == APP2)
        plain = plain and (marker in PICTURE or _about_the_picture(marker, body))
        plain = plain and tables <= MOST_TABLES and profiles <= 1
        if marker in FRAMES and len(body) >= 6:
            frames.append(marker)
            found = _frame(body)
        at += 2 + size
        if marker == SCAN:
            scans, tables = scans + 1, 0
            following = NEXT_SEGMENT.search(jpeg, at)
            at = following.start() if following else len(jpeg)
    ends = jpeg[at : at + 2] == b"\xff\xd9"
    one_pass = len(frames) == 1 and frames[0] in BASELINE and scans == 1 and found.in_one_pass
    return found._replace(plain=plain and ends and at + 2 == len(jpeg), in_one_pass=one_pass, ends=ends)


def _frame(body: bytes) -> Header:
    """Of a frame's own words (T.81 B.2.2): height, width, and how finely each colour is sampled."""
    height, width, colours_ = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), body[5]
    fine = [(one >> 4, one & 15) for one in body[7 : 6 + 3 * colours_ : 3]]
    across, down = max((x for x, _ in fine), default=1) or 1, max((y for _, y in fine), default=1) or 1
    samples = sum(width * x // across * (height * y // down) for x, y in fine)
    return Header(width, height, False, colours_ in (1, 3) and body[0] == 8, 2 * samples)


def is_plain(jpeg: bytes) -> bool:
    """Whether it holds the picture and nothing else: no EXIF, comment or smaller picture of what was covered since, in
    front, between its scans or behind its end."""
    return read_header(jpeg).plain


def _about_the_picture(marker: int, body: bytes) -> bool:
    """JFIF without a thumbnail, a colour profile that says nothing else, or Adobe's word on the colours."""
    return (
        (marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) == 14)
        or (marker == 0xE2 and body[:14] == PROFILE + b"\1\1" and colours.says_only_colours(body[14:]))
        or (marker == 0xEE and body[:5] == b"Adobe" and len(body) == 12)
    )
