"""Whose turn it is: one order of each person after the other's, so that nobody waits behind somebody's pile."""

import threading
from collections import deque
from typing import Generic, TypeVar

Order = TypeVar("Order")


class NoRoom(Exception):
    """`own`: of this person's there are enough already; else of all."""

    def __init__(self, own: bool) -> None:
        super().__init__(own)
        self.own = own


class Turns(Generic[Order]):
    """At most `most` wait, `most_of_one` of them for one person."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self.most, self.most_of_one = most, most_of_one
        self._waiting: dict[str, deque[Order]] = {}  # whose turn is next stands first
        self._changed = threading.Condition()

    def put(self, who: str, order: Order) -> None:
        """Raises NoRoom."""
        with self._changed:
            if len(self._waiting.get(who, ())) >= self.most_of_one:
                raise NoRoom(own=True)
            if sum(map(len, self._waiting.values())) >= self.most:
                raise NoRoom(own=False)
            self._waiting.setdefault(who, deque()).append(order)
            self._changed.notify()

    def take(self) -> Order:
        """The next one; waits for it."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            who = next(iter(self._waiting))
            own = self._waiting.pop(who)
            order = own.popleft()
            if own:
                self._waiting[who] = own  # behind all others
            return order
