"""What the page of one matter shows: what is published, and the history of it."""

from typing import NamedTuple

from zlc.catalogue import changes
from zlc.catalogue.changes import MatterChange
from zlc.catalogue.fields import field_name
from zlc.catalogue.further import further_name
from zlc.catalogue.imports.spoken import FIELDS, changes_by_code, material_words, spoken
from zlc.catalogue.models import Matter
from zlc.catalogue.published import Published, published_of
from zlc.catalogue.rules import Finding, findings_of


class FieldChange(NamedTuple):
    name: str
    before: str
    after: str
    reason: str


class Edition(NamedTuple):
    """One change: what it made of which fields; of a new matter nothing is told."""

    change: MatterChange
    fields: list[FieldChange]

    @property
    def reasons(self) -> list[str]:
        """Each once: one that stands for several fields is told once."""
        return list(dict.fromkeys(one.reason for one in self.fields if one.reason))


class MatterPage(NamedTuple):
    facts: list[tuple[str, str]]
    materials: list[str]
    further: list[tuple[str, str]]
    findings: list[Finding]
    history: list[Edition]

    @property
    def switched(self) -> MatterChange | None:
        """The latest 停办 or 恢复 by hand."""
        return next((one.change for one in self.history if one.change.on_day), None)


def page_of(matter: Matter) -> MatterPage:
    one = published_of(matter)
    return MatterPage(
        facts=[(field_name(field), spoken(field, getattr(one, field))) for field in FIELDS if field not in ("name", "materials")],
        materials=[material_words(material) for material in one.materials],
        further=[(further_name(code), text) for code, text in one.further.items()],
        findings=findings_of(one),
        history=list(_history(one, matter.id)),
    )


def _history(after: Published, matter_id: str) -> list[Edition]:
    """The latest first."""
    found = []
    for change in changes.changes_of([matter_id]).get(matter_id, []):
        before = changes.undone(after, change)
        told = changes_by_code(before, after) if change.before else []
        why = {code: change.reasons.get(code) or change.reasons.get("", "") for code, _ in told}
        fields = [FieldChange(one["field"], one["before"], one["after"], why[code]) for code, one in told]
        found.append(Edition(change, fields))
        after = before
    return found
