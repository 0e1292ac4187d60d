"""The shapes that requests bring, ready before there is more than one thread.

msgspec looks a Struct through when it first reads one, and meanwhile lets other threads read by what is half made: two
phones that come to a server just started end its process (SIGSEGV, msgspec 0.22). So each is looked through as soon as it
is defined.
"""

from typing import TypeVar

import msgspec

Shape = TypeVar("Shape", bound=msgspec.Struct)


def brought(shape: type[Shape]) -> type[Shape]:
    """Decorates every Struct that is decoded or converted from what somebody sent, and with it those inside."""
    msgspec.json.Decoder(shape)
    return shape
