"""The longer side of what is kept and served, in px; static/client/photo/sizes.ts has the first two (tests/sync/test_said_alike.py)."""

LONG_EDGE, THUMB_EDGE, PAGE_EDGE = 2048, 240, 1024
