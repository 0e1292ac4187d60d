"""What rests on an import, as whoever wants to take it back may know it."""

from zlc import clock
from zlc.accounts.models import Person
from zlc.walks.names import matters_named
from zlc.walks.resting import walks_resting_on


def resting_words(person: Person, since: dict[str, int | None]) -> list[str]:
    """Walks and sessions by matter and day; of units that are not theirs to read only how many."""
    found = walks_resting_on(since)
    names = matters_named(matter for _, matter in found)
    own = [(walk, matter) for walk, matter in found if person.reads_all_units or walk.unit_id == person.unit_id]
    words = [
        f"{walk.unit.short}{f'{clock.local(walk.begins_at):%Y-%m-%d} ' if walk.begins_at is not None else ''}"
        f"{'坐窗口' if walk.counter else '走流程'}「{names[matter]}」"
        for walk, matter in own
    ]
    others = len({walk.id for walk, _ in found}) - len({walk.id for walk, _ in own})
    return [*words, *([f"别的单位的 {others} 次走流程、坐窗口"] if others else [])]
