"""Who may do what: one question for each right. Whoever needs it asks the person; docs/rights.md lists the answers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped


class Rights:
    """Of a Person, by their roles."""

    if TYPE_CHECKING:
        roles: Mapped[list[str]]
        unit_id: Mapped[str]

    def is_a(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def records(self) -> bool:
        """May add to the journals of their unit's walks."""
        return self.is_a("recorder", "head", "clerk", "coordinator", "office")

    @property
    def reads_all_units(self) -> bool:
        return self.is_a("office", "supervisor")

    @property
    def sees_walks(self) -> bool:
        """Accounts and the log are kept by people who read no walks."""
        return self.records or self.reads_all_units

    def coordinates(self, unit_id: str) -> bool:
        """Is the coordinator of that unit."""
        return self.decides and self.unit_id == unit_id

    @property
    def decides(self) -> bool:
        """Decides for their own unit: the coordinator."""
        return self.is_a("coordinator")

    @property
    def oversees(self) -> bool:
        """Has the office's word on any unit's: what must be put right, and need not; verifies what is 重, reopens what was closed."""
        return self.is_a("office")

    @property
    def samples(self) -> bool:
        """Draws closings of any unit, goes to look, and writes down what was found."""
        return self.reads_all_units

    @property
    def leads(self) -> bool:
        """Has a half-year's duty of walks."""
        return self.is_a("head")

    def leads_unit(self, unit_id: str) -> bool:
        """Is the head of that unit."""
        return self.leads and self.unit_id == unit_id

    @property
    def works_at_desk(self) -> bool:
        """Begins with the lists, not with the phone."""
        return self.decides or self.reads_all_units

    @property
    def reads_held(self) -> bool:
        """Entries that were taken in but do not count yet."""
        return self.decides or self.reads_all_units

    @property
    def reads_all_devices(self) -> bool:
        """Which phones of any unit have sent everything; who keeps accounts sees that, and no walk."""
        return self.reads_all_units or self.keeps_accounts

    @property
    def reads_devices(self) -> bool:
        """Which phones of their unit, at least, have sent everything."""
        return self.decides or self.reads_all_devices

    @property
    def opens_all_units(self) -> bool:
        """What is kept of every unit: its kind, its parent, its heads; of its walks that says nothing."""
        return self.reads_all_units or self.keeps_accounts

    @property
    def opens_units(self) -> bool:
        """The same of their own unit, at least."""
        return self.decides or self.opens_all_units

    def opens_unit(self, unit_id: str) -> bool:
        return self.opens_all_units or (self.opens_units and self.unit_id == unit_id)

    @property
    def sets_editions(self) -> bool:
        """Says for all units which steps and elements a walk has."""
        return self.is_a("office")

    @property
    def sets_settings(self) -> bool:
        """Says for all units what the lists go by: days, lights."""
        return self.is_a("office")

    @property
    def imports_matters(self) -> bool:
        """Takes lists of matters into the catalogue, of their own unit at least."""
        return self.decides or self.imports_for_all

    @property
    def imports_for_all(self) -> bool:
        return self.is_a("office")

    @property
    def keeps_accounts(self) -> bool:
        return self.is_a("admin")

    @property
    def reads_log(self) -> bool:
        return self.is_a("auditor")

    @property
    def prints(self) -> bool:
        """Takes what they may read of walks as a file."""
        return self.sees_walks

    @property
    def scope(self) -> str:
        """What this person may see, as a word that changes when it does."""
        width = "all" if self.reads_all_units else "unit" if self.records else "none"
        return f"{width}:{self.unit_id}" + (":restricted" if self.decides else "")
