"""Who may do what with a rectification. A verb's row in the table names one of these (states.WHO)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc.accounts.models import Person
from zlc.accounts.owner_links import OwnerLink
from zlc.errors import Forbidden
from zlc.problems.guards import check_state
from zlc.rectifications import verifying
from zlc.rectifications.states import WHO, Step
from zlc.settings.settings import SETTINGS

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification

# What the history says of somebody who had a hand in it. A word on how it goes is none: whoever asks after it still sees for themselves.
HANDS = frozenset({"begun", "claimed", "reassigned", "planned", "attached", "submitted", "linked", "helped"})
# Who acts: somebody with an account, or who holds the link that the owner was given.
Doer = Person | OwnerLink


def may(one: Rectification, person: Doer, verb: Step) -> bool:
    if isinstance(person, OwnerLink):
        return verb.who in ("owner", "worker") and one.link_id == person.id
    drives = person.coordinates(one.unit_id)
    if verb.who == "owner":
        return _owns(one, person) or (one.owner_id is None and drives)
    if verb.who == "worker":
        return _owns(one, person) or drives
    if verb.who == "decider":
        decides = person.oversees if _must(one) else drives or person.leads_unit(one.unit_id)
        return decides and not _asked(one, person)
    if verb.who == "giver":  # else whoever is to be in time would set their own day
        return drives and not _owns(one, person) and not _asked(one, person)
    if verb.who == "keeper":
        return person.oversees if _must(one) else drives
    if verb.who == "verifier":
        return verifies(one, person)
    if verb.who == "office":
        return person.oversees
    if verb.who == "checker":
        return (drives or person.oversees) and person.id not in doers(one)
    if verb.who == "rewalker":
        return _owns(one, person) or drives or verifies(one, person)
    return drives or (verb.who == "reopener" and person.oversees)


def check(one: Rectification, person: Doer, verb: Step) -> None:
    """Raises Forbidden, or NotNow when it is too late, which says who was first."""
    check_may(one, person, verb)
    check_state(one, verb)


def check_may(one: Rectification, person: Doer, verb: Step) -> None:
    if not may(one, person, verb):
        raise Forbidden(f"「{verb.word}」归{WHO[verb.who]}，您可以查看。没有改动任何内容。")


def verifies(one: Rectification, person: Person) -> bool:
    """As the settings say: another person of the unit, and where it has none, the office; or the office. Never who has owned it, given
    it out, planned it, shown evidence or submitted it, at any time."""
    if person.id in _barred(one):
        return False
    if person.oversees and not verifiers_of_the_unit(one):
        return True
    return not _the_offices(one) and _of_the_unit(one, person)


def verifiers_of_the_unit(one: Rectification) -> list[Person]:
    """Who of its own unit may verify it; nobody: the office does."""
    if _the_offices(one):
        return []
    barred = _barred(one)
    return [person for person in Person.of_unit(one.unit_id) if person.id not in barred and _of_the_unit(one, person)]


def doers(one: Rectification) -> set[str | None]:
    """Who says of their own work that it is done; for a department without an account it is who submitted it."""
    return {one.owner_id, one.submitted_by}


def why_the_office(one: Rectification) -> str:
    """For whoever asks why nobody of their own unit may verify it."""
    grounds = {name for problem in one.problems for name in verifying.grounds_of(problem)}
    if grounds:
        return f"{'、'.join(setting.label for name, setting in SETTINGS.items() if name in grounds)}由营商办核验"
    return "本单位没有别的人能核验"


def _owns(one: Rectification, person: Person) -> bool:
    return one.owner_id is not None and one.owner_id == person.id


def _asked(one: Rectification, person: Person) -> bool:
    """For the extension that waits."""
    return bool((one.extension or {}).get("by") == person.id)


def _barred(one: Rectification) -> set[str | None]:
    """Also those who were followed by others: it is not verified by somebody who had a hand in it."""
    return {one.owner_id, one.begun_by, one.given_by, one.submitted_by} | {
        event.by for event in one.history() if event.verb in HANDS
    }


def _must(one: Rectification) -> bool:
    return any(problem.must_since is not None for problem in one.problems)


def _the_offices(one: Rectification) -> bool:
    return any(verifying.is_the_offices(problem) for problem in one.problems)


def _of_the_unit(one: Rectification, person: Person) -> bool:
    """Its head, another coordinator, or who found what it is about."""
    if person.unit_id != one.unit_id:
        return False
    found = {problem.recorder_id for problem in one.problems} | {need.recorder_id for need in one.needs}
    return person.decides or person.leads or person.id in found
