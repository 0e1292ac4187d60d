"""The longer side of what phones keep and we serve, in px; static/client/photo/sizes.ts has the first two
(tests/sync/test_said_alike.py). A phone's clean picture is kept as it came, whatever its size."""

LONG_EDGE, THUMB_EDGE, PAGE_EDGE = 2048, 240, 1024
