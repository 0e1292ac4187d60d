"""What an amendment asks for that its author may not do alone: to hand the walk to another unit, or to strike out what
somebody else recorded. It is kept, stands beside the walk, and is no part of it until a coordinator lets it
(docs/sync.md, Held entries; docs/decisions/0020).

Only amendments that set `unit` or strike out cost a question here; a push without one is asked nothing more.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from zlc import sql
from zlc.accounts.models import Person
from zlc.sql import Question
from zlc.walks.entries.entry import Body
from zlc.walks.entries.wire import Draft

MOVES, STRIKES = "moves_walk", "strikes_out"
# A problem is what others act on; an opening entry that is struck out makes the whole walk 作废.
GUARDED = ("problem", "open")
MESSAGES = {
    MOVES: "要求把这次走流程移交给别的单位，已记下。本单位联络员同意、对方联络员接收之后才生效，之前照原样显示。",
    STRIKES: "要求划去别人记的内容，已记下，由本单位联络员定。定下之前照原样显示。",
}


class Target(NamedTuple):
    """The entry that an amendment names: of which walk, what kind, and who wrote it."""

    walk: str | None
    kind: str | None
    author: str


def is_wish(body: Body | None) -> bool:
    """Whether whose it is, or which unit it names, has to be asked at all."""
    if body is None or body.kind != "amend":
        return False
    change = body.data["set"]
    return "unit" in change or ("void" in change and change["void"]["value"] is True)


def unit_wished(body: Body) -> str | None:
    value = body.data["set"].get("unit", {}).get("value")
    return value if isinstance(value, str) else None


class Wishes:
    """`targets` by entry and the `units` that exist, of those that the wishes among some drafts name."""

    def __init__(self, about: Iterable[str], targets: Mapping[str, Target], units: Iterable[str]) -> None:
        self.about, self.targets, self.units = set(about), dict(targets), set(units)

    @classmethod
    def questions(cls, drafts: Iterable[Draft]) -> list[Question]:
        """What to ask of the database before these are decided; nothing for a push without a wish."""
        bodies = [draft.body for draft in drafts if draft.kind == "amend" and draft.body and is_wish(draft.body)]
        if not bodies:
            return []
        return _questions(bodies)

    @classmethod
    def answered(cls, questions: Sequence[Question]) -> "Wishes":
        """From what `questions` gave, once it has been put."""
        if not questions:
            return cls((), {}, ())
        targets, units = questions
        found = {row[0]: Target(*row[1:]) for row in targets.rows}
        return cls(targets.query[1], found, (unit for (unit,) in units.rows))

    def came(self, entry_id: str, target: Target) -> None:
        """An entry of the same group is stored: a later wish of the group may be about it."""
        if entry_id in self.about:
            self.targets[entry_id] = target

    def objection(self, body: Body, by: Person, unit: str, beside: Container[str] = ()) -> str | None:
        """Why this amendment waits for a coordinator, None if it need not. `unit` is the walk's; `beside`: entries of
        the same push, which are the author's own."""
        if not is_wish(body):
            return None
        id_ = body.data["target"]
        target = self.targets.get(id_)
        named = unit_wished(body)
        if named in self.units and named != unit and (target is None or (target.walk, target.kind) == (body.walk, "open")):
            return MOVES
        if by.decides or not body.data["set"].get("void", {}).get("value"):
            return None
        if target is None:  # whose it is cannot be said before it is here: `let_in` looks again then
            return None if id_ in beside else STRIKES
        return STRIKES if guards(target, body.walk, by.id) else None


def guards(target: Target, walk: str, by: str) -> bool:
    """Whether only a coordinator, or whoever wrote it, may strike this out of the walk."""
    return target.walk == walk and target.kind in GUARDED and target.author != by


def wishes_of(bodies: Sequence[Body]) -> Wishes:
    """The same for entries that are here already, as when a held one is released."""
    questions = _questions([body for body in bodies if is_wish(body)])
    sql.put(*questions)
    return Wishes.answered(questions)


def _questions(bodies: Sequence[Body]) -> list[Question]:
    if not bodies:
        return []
    named = [unit for body in bodies if (unit := unit_wished(body))]
    return [
        Question(("select id, walk_id, kind, author_id from entries where id in ?", [body.data["target"] for body in bodies])),
        Question(("select id from units where id in ?", named or [""])),
    ]
