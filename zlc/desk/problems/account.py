"""What became of several problems that were to be driven at once: how many were, and of each other one, why not."""

from dataclasses import dataclass, field
from typing import NamedTuple

from zlc.errors import Refusal


class Undone(NamedTuple):
    """`number` is empty of a problem that this person does not know (any more)."""

    problem_id: str
    number: str
    why: str
    refusal: Refusal


@dataclass
class Account:
    """`word` is what was to be done, `chosen` the ids that were ticked, `carried` those for which it was done with them; `said`:
    why nothing was done with any of them; `as_one`: the number of what was made of all that were done; `unused`: the name of another
    panel in which something was written."""

    word: str
    chosen: list[str]
    done: int = 0
    carried: set[str] = field(default_factory=set)
    undone: list[Undone] = field(default_factory=list)
    said: str = ""
    as_one: str = ""
    unused: str = ""

    def leave(self, problem_id: str, number: str, why: str, refusal: Refusal) -> None:
        self.undone.append(Undone(problem_id, number, why, refusal))

    def refused(self, said: str) -> "Account":
        """Nothing was done with any of them."""
        self.done, self.carried, self.undone, self.said = 0, set(), [], said
        return self

    @property
    def did(self) -> str:
        """「已改时限 1 条；同一项整改管着的另外 2 条也改时限了」, 「已立项 3 条，合成一项整改 〔2026〕…」."""
        also = f"；同一项整改管着的另外 {len(self.carried)} 条也{self.word}了" if self.carried else ""
        one = f"，合成一项整改 {self.as_one}" if self.as_one else ""
        return f"已{self.word} {self.done} 条{one}{also}"

    @property
    def head(self) -> str:
        """「已确认 3 条，2 条没有确认」."""
        if not self.undone:
            return f"{self.did}。别的栏里写的没有用上，还在原处"
        left = f"{len(self.undone)} 条没有{self.word}"
        return f"{self.did}，{left}" if self.done else left

    @property
    def ticked(self) -> set[str]:
        """What stays ticked: all that was not done."""
        return set(self.chosen) if self.said else {one.problem_id for one in self.undone}
