"""云岭市 as the walks of the demo need it: who, what, and where photos are kept."""

from dataclasses import dataclass
from pathlib import Path

from zlc.accounts.models import Person, Unit
from zlc.catalogue.models import Matter


@dataclass(frozen=True)
class Town:
    """Units and matters by the keys of units.py and matters.py, people by user name."""

    units: dict[str, Unit]
    people: dict[str, Person]
    matters: dict[str, Matter]
    folder: Path
