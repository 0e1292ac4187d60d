"""Legal erasure takes a body away and nothing else: the entry stays counted, and is never brought back."""

from sqlalchemy import select, update

from tests.phones import Phone
from zlc.database import db
from zlc.walks.journal import folding
from zlc.walks.models import Entry, Walk


def erase(app, entry_id):
    with app.app_context():
        walk = db.session.execute(
            update(Entry).where(Entry.id == entry_id).values(body=None).returning(Entry.walk_id)
        ).scalar_one()
        db.session.execute(update(Walk).where(Walk.id == walk).values(marked=True))
        folding.fold_marked()
        db.session.commit()


def test_an_erased_entry_offered_again_is_stored_and_stays_erased(app, visit):
    phone = Phone.of(visit("recorder"))
    walk = phone.a_walk()
    phone.push()
    note = next(entry for entry in phone.entries if '"note"' in entry["body"])
    erase(app, note["id"])

    (result,) = phone.push([note]).json["results"]
    assert (result["status"], result["duplicate"]) == ("stored", True)
    with app.app_context():
        kept = db.session.scalars(select(Entry).where(Entry.id == note["id"])).one()
        assert (kept.body, kept.hash) == (None, note["hash"])
    journal = phone.browser.api("GET", f"/walks/{walk}/journal").json
    assert note["id"] in [one["id"] for one in journal["erased"]]
    assert "大厅里有人引导" not in str(journal)
