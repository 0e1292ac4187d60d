"""How a walk of the demo begins and ends; what lies between is told by each."""

from zlc.demo import days
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town

SLOW = {"recorder": 640, "recorder2": -1400}  # how far a phone's clock is behind, ms


def set_out(
    town: Town, who: str, ago: int, hour: str, mode: str | None, matter: str, channel: str = "hall",
    **facts: object,
) -> Phone:  # fmt: skip
    """A phone of `who` with a walk just opened, `ago` working days back. `matter` is a key of the guides, or
    the words of one that no guide describes."""
    day = days.working_days_ago(ago)
    person = town.people[who]
    head = person.unit.head_on(day)
    listed = town.matters.get(matter)
    about = {"matter": listed.id} if listed else {"matter_text": matter}
    phone = Phone(person, now=days.at(day, hour), slow=SLOW.get(who, 380))
    phone.open(mode, channel, **about, **({"head": head.name} if head else {}), **facts)
    return phone


def end(phone: Phone, town: Town, result: str | None = None, summary: str | None = None) -> str:
    """Finish and push; the walk's id."""
    phone.finish(result, summary)
    phone.go_to(phone.now + MINUTE)
    phone.push(town.folder)
    return phone.walk
