"""Which rectifications wait for what an import publishes: named before it is confirmed, and after."""

from sqlalchemy import select

from zlc.accounts.models import Person
from zlc.catalogue.imports.models import Import, ImportRow
from zlc.catalogue.models import Matter
from zlc.catalogue.published import published_of
from zlc.database import db
from zlc.rectifications import publishing
from zlc.rectifications.links import matters_of
from zlc.rectifications.models import Rectification


def fulfilled_by(who: Person, one: Import) -> list[Rectification]:
    if one.stage == "applied":
        return publishing.carried_by(who, one.id)
    waiting = publishing.waiting(who)
    wanted = {matter_id for each in waiting for matter_id in matters_of(each)}
    rows = select(ImportRow.matter_id, ImportRow.values).where(ImportRow.import_id == one.id, ImportRow.outcome == "changed")
    after = {
        matter_id: published_of(db.session.get_one(Matter, matter_id)).with_values(values)
        for matter_id, values in db.session.execute(rows.where(ImportRow.matter_id.in_(wanted)))
    }
    return [each for each in waiting if after.keys() & set(matters_of(each)) and publishing.state_of(each, after) == publishing.CARRIED]
