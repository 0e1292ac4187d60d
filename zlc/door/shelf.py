"""Where bodies lie until they are whole."""

from collections.abc import Callable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO

SMALL = 64 * 1024  # bytes of a body that is kept in memory in any case
MEMORY = 48 * 1024 * 1024  # bytes of bodies in memory, all together; what is more lies in files without names


class Shelf:
    """`taken` says how many bytes of bodies are in memory now."""

    def __init__(self, folder: str | None, taken: Callable[[], int]) -> None:
        self._folder, self._taken = folder, taken

    def lay(self, length: int) -> tuple[IO[bytes], int]:
        """A file for a body of so many bytes (0: of which nothing is said) and how many of them it keeps in memory.
        As long as photos come a few at a time they are written to the disk once, where they are to stay."""
        if 0 < length <= SMALL:
            return BytesIO(), length
        room = length if length and self._taken() + length <= MEMORY else SMALL
        return SpooledTemporaryFile(room, dir=self._folder), room
