"""版本: the step templates and the checklist as the office has set them, edition by edition.

Edition 0 is what the programme gives (step_templates.py, checklist.py). A walk goes by the edition in force when it began; a code that
edition lacks (the phone had not fetched it yet, or had fetched a later one) keeps the name of the latest edition that has it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc.accounts.editions import Numbered
from zlc.catalogue.checklist import CHECKLIST, Group, Item
from zlc.catalogue.step_templates import STAGES, TEMPLATES, Step
from zlc.database import Model, db

# What is done at the counter are the events of a case, which phones know by themselves.
EDITABLE = ("hall", "online")
GIVEN = 0


class StoredEdition(Numbered, Model):
    """What the office set. `templates`: {channel: [[step, name, stage]]}; `checklist`: {group: [[item, name]]}."""

    __tablename__ = "editions"

    templates: Mapped[dict[str, list[list[str]]]] = mapped_column(JSON)
    checklist: Mapped[dict[str, list[list[str]]]] = mapped_column(JSON)


@dataclass(frozen=True)
class Edition:
    number: int
    at: int
    templates: dict[str, tuple[Step, ...]]
    checklist: tuple[Group, ...]

    @cached_property
    def steps(self) -> dict[str, str]:
        """The names of all its steps by code."""
        return {step.step: step.name for steps in self.templates.values() for step in steps}

    @cached_property
    def items(self) -> dict[str, str]:
        return {item.item: item.name for group in self.checklist for item in group.items}


FIRST = Edition(GIVEN, 0, dict(TEMPLATES), CHECKLIST)


@dataclass(frozen=True)
class Editions:
    """All of them, the oldest first."""

    all: tuple[Edition, ...]

    @property
    def current(self) -> Edition:
        return self.all[-1]

    def at(self, ms: int | None) -> Edition:
        """The one in force then; the current one for a walk that has not begun."""
        if ms is None:
            return self.current
        return next((one for one in reversed(self.all) if one.at <= ms), self.all[0])

    def step_names(self, channel: str | None, ms: int | None) -> dict[str, str]:
        """Step and stage codes → names, as the channel's template called them then."""
        names = dict(STAGES)
        for one in self.all:
            names |= one.steps
        edition = self.at(ms)
        template = edition.templates["online" if channel == "online" else "hall"]
        return names | edition.steps | {step.step: step.name for step in template}

    def item_names(self, ms: int | None) -> dict[str, str]:
        names: dict[str, str] = {}
        for one in self.all:
            names |= one.items
        return names | self.at(ms).items


def editions() -> Editions:
    """One query."""
    rows = db.session.execute(
        select(StoredEdition.number, StoredEdition.at, StoredEdition.templates, StoredEdition.checklist).order_by(
            StoredEdition.number
        )
    )
    return Editions((FIRST, *(_of_row(row) for row in rows)))


def _of_row(row: Any) -> Edition:
    templates = dict(TEMPLATES) | {channel: tuple(Step(*step) for step in steps) for channel, steps in row.templates.items()}
    return Edition(row.number, row.at, templates, tuple(_group(group, row.checklist) for group in CHECKLIST))


def _group(group: Group, checklist: dict[str, list[list[str]]]) -> Group:
    """The group's name and tags are the programme's; only what is looked at in it is the office's. A code stays with what it was
    made for, and so does what is said about it."""
    given = {item.item: item for item in group.items}
    items = checklist.get(group.group)
    if items is None:
        return group
    return group._replace(items=tuple(given.get(code, Item(code, name))._replace(name=name) for code, name in items))
