"""Bugs put in on purpose, and the test that must find each: a test that cannot fail proves nothing.

`cursor by sequence` has its place in tests/sync; those of the phone's own code in tests/client/mutants.mjs.
"""

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from tests.model import machine
from zlc.sync import journal_page, pull
from zlc.walks.entries.wire import Answer, Draft, Result
from zlc.walks.fold import amendments
from zlc.walks.journal import commits, journal
from zlc.walks.photos import disk as photo_disk

Patch = pytest.MonkeyPatch
STORIES = "tests.model.test_model::test_nothing_is_lost_doubled_or_told_differently_to_two_phones"
DIRECTED = "tests.model.test_directed::test_"
PUSH = "tests.sync.test_push::test_"


class Bug(NamedTuple):
    name: str
    seed: Callable[[Patch], None]
    found_by: str


def dedupe_by_counter(patch: Patch) -> None:
    """Replicache's rule: what has a number up to the last one processed was processed."""
    whole = journal.take

    def take(offer: Any, standing: Any) -> Answer:
        done = [draft.wire for draft in offer.drafts if draft.wire.seq <= offer.device.acked]
        left = [draft for draft in offer.drafts if draft.wire not in done]
        answer = whole(offer._replace(drafts=left), standing)
        passed = {wire.id: Result(wire.id, "stored", True, offer.received_at) for wire in done}
        told = passed | {result.id: result for result in answer.results}
        answer.results = [told[draft.wire.id] for draft in offer.drafts]
        return answer

    patch.setattr(journal, "take", take)


def no_dedupe(patch: Patch) -> None:
    """Every arrival is a new row."""
    whole, store = journal.take, journal._store

    def take(offer: Any, standing: Any) -> Answer:
        there.clear()
        there.update(standing.known)
        standing.known.clear()
        return whole(offer, standing)

    def store_anew(offer: Any, fresh: Any, standing: Any) -> None:
        others = {id_: other_id(offer.device, id_) if id_ in there else id_ for id_ in fresh}
        store(offer, {others[id_]: draft for id_, draft in fresh.items()}, standing)
        standing.known.update({id_: standing.known[other] for id_, other in others.items()})

    there: dict[str, Any] = {}
    patch.setattr(journal, "take", take)
    patch.setattr(journal, "_store", store_anew)


def other_id(device: Any, id_: str) -> str:
    return id_[:24] + f"{device.seen_at & 0xFFFF_FFFF_FFFF:012x}"


def heads_ignored(patch: Patch) -> None:
    """The last by the server's time shows, whatever its author had seen."""
    order = amendments._server_order
    patch.setattr(amendments, "_heads", lambda items, _name: sorted(items, key=order, reverse=True)[:1])


def loser_dropped(patch: Patch) -> None:
    """Of two concurrent values one is nowhere any more."""
    heads = amendments._heads
    patch.setattr(amendments, "_heads", lambda items, name: heads(items, name)[:1])


def loser_dropped_from_history(patch: Patch) -> None:
    """The journal shows what counts, and not what was lost."""
    whole = journal_page.journal_of

    def journal_of(person: Any, walk: Any) -> dict[str, Any]:
        told = whole(person, walk)
        lost = {id_ for conflict in told["conflicts"] for id_ in conflict["heads"][1:]}
        told["entries"] = [line for line in told["entries"] if line["id"] not in lost]
        return told

    patch.setattr(journal_page, "journal_of", journal_of)


def draft_that(patch: Patch, **fields: Any) -> None:
    read = Draft.of

    def of(wire: Any) -> Draft:
        draft = read(wire)
        for name, value in fields.items():
            setattr(draft, name, value)
        return draft

    patch.setattr(Draft, "of", of)


def hash_unchecked(patch: Patch) -> None:
    draft_that(patch, has_right_hash=True)


def by_unchecked(patch: Patch) -> None:
    draft_that(patch, by=None)


def at_server_given_anew(patch: Patch) -> None:
    def at_server(self: Draft, sent_at: int, received_at: int) -> int:
        return received_at if self.body is None else min(received_at, self.body.at + received_at - sent_at)

    patch.setattr(Draft, "at_server", at_server)


def cursor_without_its_chain(patch: Patch) -> None:
    whole = pull._cursor_at
    patch.setattr(pull, "_cursor_at", lambda *place: whole(*place)._replace(chain=""))


def chain_of_ids_only(patch: Patch) -> None:
    patch.setattr(commits, "clock", SimpleNamespace(now_ms=lambda: 0))


def receipts_believed(patch: Patch) -> None:
    """What the row says of a photo is taken for what the disk holds."""
    patch.setattr(photo_disk, "is_sound", lambda _folder, _held: True)


def files_looked_at_by_size(patch: Patch) -> None:
    patch.setattr(photo_disk, "is_sound", photo_disk.is_there)


BUGS = [
    Bug("dedupe by counter", dedupe_by_counter,
        DIRECTED + "a_phone_put_back_to_an_older_copy_counts_again_and_loses_nothing"),
    Bug("no dedupe", no_dedupe, PUSH + "pushing_everything_again_changes_no_byte_of_the_journal"),
    Bug("heads ignored", heads_ignored,
        DIRECTED + "a_value_overwritten_by_who_had_seen_it_never_returns_whatever_the_clocks_say"),
    Bug("hash unchecked", hash_unchecked, PUSH + "a_wrong_hash_stores_nothing_and_leaves_room_for_the_right_one"),
    Bug("by unchecked", by_unchecked, PUSH + "another_persons_entry_stops_the_whole_push"),
    Bug("at_server given anew", at_server_given_anew,
        DIRECTED + "an_entry_offered_again_keeps_the_time_it_was_told"),
    Bug("cursor without its chain", cursor_without_its_chain,
        DIRECTED + "an_older_copy_put_back_in_silence_hides_nothing_from_a_phone_that_only_reads"),
    Bug("chain of ids only", chain_of_ids_only,
        DIRECTED + "the_same_entries_in_the_same_order_are_another_history_when_their_times_differ"),
    Bug("receipts believed", receipts_believed,
        DIRECTED + "a_restored_folder_of_photos_older_than_the_database_loses_nothing_that_a_phone_holds"),
    Bug("files looked at by size", files_looked_at_by_size,
        DIRECTED + "a_photo_whose_copy_changed_is_not_let_go_by_the_phone"),
]  # fmt: skip
# Whether the stories show it is the same on every database, and some take hundreds of them to be met.
if os.environ.get("ZLC_TEST_STORE") != "postgresql":
    BUGS += [
        Bug("loser dropped", loser_dropped, STORIES),
        Bug("loser dropped from history", loser_dropped_from_history, STORIES),
        Bug("no dedupe, in random stories", no_dedupe, STORIES),
        Bug("heads ignored, in random stories", heads_ignored, STORIES),
        Bug("dedupe by counter, in random stories", dedupe_by_counter, STORIES),
        Bug("receipts believed, in random stories", receipts_believed, STORIES),
    ]


def few_stories(patch: Patch) -> None:
    """As many as the machine may need to find it, and no time spent on the shortest. Hypothesis draws from the constants of
    our code too, so that any change of it makes other stories: too few would find a bug one day and miss it the next."""
    patch.setattr(machine, "STORIES", 400)
    patch.setattr(machine, "SHRINKS", False)
    patch.setattr(machine, "LONG", False)
