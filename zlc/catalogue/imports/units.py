"""Which unit a list means: by its full name, its short one, or the end of its full name."""

from sqlalchemy import select

from zlc.accounts.models import Unit
from zlc.catalogue.values import narrow
from zlc.database import db

LEAST = 3  # characters; 「局」 is the end of too many


class Units:
    def __init__(self, named: dict[str, list[str]]) -> None:
        self.known: dict[str, str] = {}
        self.names = {unit: [narrow(name) for name in names] for unit, names in named.items()}
        for unit, names in self.names.items():
            self.known |= dict.fromkeys(names, unit)

    def named(self, text: str) -> tuple[str | None, str]:
        """(the unit's id, what is wrong)."""
        wanted = narrow(text)
        if wanted not in self.known and len(wanted) >= LEAST:
            ending = [unit for unit, names in self.names.items() if any(name.endswith(wanted) for name in names)]
            if len(ending) > 1:
                return None, "有几个单位都可能是它，请写单位全称。"
            if ending:
                self.known[wanted] = ending[0]
        unit = self.known.get(wanted)
        return unit, "" if unit else "没有这个单位，请写单位全称或简称，和系统里的一样。"


def all_units() -> Units:
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.short))
    return Units({row.id: [row.name, row.short] for row in rows})
