"""云岭市 as the walks of the demo need it: who, what, and where photos are kept."""

from dataclasses import dataclass, field
from pathlib import Path

from zlc.accounts.models import Person, Unit
from zlc.catalogue.models import Matter
from zlc.catalogue.requests import CollectedRequest


@dataclass(frozen=True)
class Town:
    """Units, matters and requests by the keys of units.py, matters.py and pool.py, people by user name."""

    units: dict[str, Unit]
    people: dict[str, Person]
    matters: dict[str, Matter]
    folder: Path
    requests: dict[str, CollectedRequest] = field(default_factory=dict)
