"""Who is next when all threads are taken: the addresses take turns, so that one that asks without end waits for itself."""

from collections import deque
from typing import Generic, TypeVar

Asks = TypeVar("Asks")


class Turns(Generic[Asks]):
    def __init__(self) -> None:
        self._waiting: dict[str, deque[Asks]] = {}  # in the order of their turns

    def add(self, address: str, one: Asks) -> None:
        self._waiting.setdefault(address, deque()).append(one)

    def take(self) -> Asks | None:
        """The longest waiting of the address whose turn it is; None: nobody waits."""
        for address, line in self._waiting.items():
            one = line.popleft()
            del self._waiting[address]
            if line:
                self._waiting[address] = line  # behind the others
            return one
        return None
