"""再走一遍 as a rectification's page shows it: what is asked for, which walks were made, and the figures of before and after."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from zlc.accounts.models import Person
from zlc.database import db
from zlc.documents import before_after
from zlc.documents.before_after import Pair
from zlc.rectifications.compared import Compared, compared, drafted_effect, rewalks_of
from zlc.rectifications.models import Rectification
from zlc.walks.models import Walk

TITLE = "再走一遍，前后对照"


@dataclass(frozen=True)
class Side:
    """One of the two walks; `opens`: for whoever may read it."""

    word: str
    walk: Walk
    opens: bool


@dataclass(frozen=True)
class Again:
    """`due_on` and `matter`: of what is asked for and was not begun yet; `effect`: 整改成效 as the form offers it."""

    matter: str
    due_on: date | None
    found: Compared | None
    effect: str
    sides: list[Side]
    others: list[Side]

    @property
    def drawing(self) -> Markup:
        if self.found is None:
            return Markup("")
        pairs = [Pair(one.item, (one.before, one.said_before), (one.after, one.said_after), one.words) for one in self.found.changes]
        return before_after.both(TITLE, [pair for pair in pairs if pair.before[0] is not None or pair.after[0] is not None])

    @property
    def shown(self) -> str:
        """The walk that a completion shows as evidence, as long as nobody chooses another one."""
        return self.found.after.id if self.found else ""

    @property
    def there(self) -> bool:
        return bool(self.due_on or self.found or self.others)


def again(person: Person, one: Rectification) -> Again:
    found, asked = compared(one), one.rewalk or {}
    walks = rewalks_of(one)
    shown = [found.before, found.after] if found else []
    mine = _readable(person, [*shown, *walks])
    return Again(
        asked.get("matter", ""), date.fromisoformat(asked["due_on"]) if asked else None, found, drafted_effect(one, found),
        [Side(word, walk, walk.id in mine) for word, walk in zip(("前", "后"), shown, strict=False)],
        [Side("", walk, walk.id in mine) for walk in walks if walk not in shown],
    )  # fmt: skip


def _readable(person: Person, walks: list[Walk]) -> set[str]:
    ids = {walk.id for walk in walks}
    return set(db.session.scalars(Walk.visible_to(person).where(Walk.id.in_(ids)).with_only_columns(Walk.id))) if ids else set()
