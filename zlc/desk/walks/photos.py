"""A walk's photos as pages show them: which one, of what moment, by whom, and where those are that have not come."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.devices.listing import phone_words
from zlc.desk.walks.cases import case_name, case_of, case_rows
from zlc.desk.walks.parts import AskedParts, Part
from zlc.desk.walks.story import stage_row
from zlc.walks import stayed
from zlc.walks.fold import WalkState
from zlc.walks.models import Device, Entry, Walk
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos
from zlc.walks.photos.whereabouts import whereabouts
from zlc.walks.words import Names, check_key


@dataclass(frozen=True)
class PhotoCard:
    """`n` counts the walk's photos from 1. `where` is the step, or the case, in which it was taken; empty before the
    first. `element` is that of the checklist on which it hangs, if on one. `opened`: its bytes are here and this person may see them.
    `stayed`: it is restricted, and stayed in the unit that its walk has left. `lost`: its bytes
    were here, and the file is gone or is not what it was. `sha256`: of the file, if its bytes have come."""

    n: int
    id: str
    walk_id: str
    caption: str
    of: str | None
    by: str
    time: int
    where: str
    element: str
    received: bool
    restricted: bool
    redacted: bool
    visible: bool
    stayed: bool
    lost: bool = False
    sha256: str = ""

    @property
    def opened(self) -> bool:
        return self.received and self.visible

    @property
    def why(self) -> str:
        """In place of the picture."""
        if not self.visible:
            return "受限照片，只有记录人和单位联络员可看"
        return photo_disk.GONE if self.lost else "" if self.received else "还没有传到服务器"

    @property
    def marks(self) -> list[str]:
        return ["已遮挡"] * self.redacted + ["受限"] * self.restricted


def photo_cards(
    person: Person, walk: Walk, state: WalkState, names: Names, of: str | None = None, *,
    folder: Path | None = None, whole: bool = False,
) -> list[PhotoCard]:  # fmt: skip
    """The walk's photos in order, or those that hang on one entry. With the data `folder` the disk is asked for each; to
    be `whole`, each is read to its end."""
    sent, where = whereabouts(state), _places(state, names)
    well = photo_disk.is_sound if whole else photo_disk.is_there
    here = {id_ for id_, held in sent.items() if held and (folder is None or well(folder, held))}
    home_of = stayed.units_of(state.photos)
    cards = []
    for n, entry_id in enumerate(state.photos, 1):
        entry = state.entries[entry_id]
        fields = entry.fields
        if of is not None and fields.get("of") != of:
            continue
        restricted = photos.is_restricted(entry)
        home = home_of.get(entry_id, walk.unit_id)
        visible = not restricted or stayed.may_read(person, home, entry.by)
        cards.append(
            PhotoCard(
                n, entry_id, walk.id, str(fields.get("caption") or "") if visible else "", fields.get("of"),
                names.get(entry.by, "未知人员"), entry.time, where[entry_id],
                _element(state, names, fields.get("of")), entry_id in here, restricted, fields.get("redacted") is True,
                visible, home != walk.unit_id, entry_id in sent.keys() - here, _file_of(sent.get(entry_id)),
            )
        )  # fmt: skip
    return cards


def _file_of(held: photo_disk.Held | None) -> str:
    return held.sha256 if held else ""


def _element(state: WalkState, names: Names, of: Any) -> str:
    entry = state.entries.get(of) if isinstance(of, str) else None
    if entry is None or entry.kind != "check":
        return ""
    item = entry.fields.get("item")
    return names.get(check_key(item), str(item))


def _places(state: WalkState, names: Names) -> dict[str, str]:
    """Photo → where it was taken."""
    if state.counter:
        cases = {row.case.case: case_name(row) for row in case_rows(state, names)}
        return {photo: cases.get(case_of(state, photo) or "", "") for photo in state.photos}
    begun = [span.begins for span in state.spans]
    found = {}
    for photo in state.photos:
        at = bisect_right(begun, state.entries[photo].time)
        last = stage_row(state, names, state.spans[at - 1], None) if at else None
        found[photo] = (last.step or last.stage or last.kind) if last else ""
    return found


def awaited(cards: list[PhotoCard], asked: AskedParts) -> Part[str]:
    """The photos whose bytes have not come, or are no longer there: 「第 3 张（10:25 取表填表，门口的队伍，尚在王记录的安卓手机上）」"""
    part = asked.part("missing", [card for card in cards if not card.received], lambda card: card)
    return Part(part.name, _missing(part.rows), part.before, part.total, part.size)


def _missing(awaited: Sequence[PhotoCard]) -> list[str]:
    if not awaited:
        return []
    labels = select(Entry.id, Device.label).join(Device, Device.id == Entry.device_id)
    rows = db.session.execute(labels.where(Entry.id.in_([card.id for card in awaited])))
    phones = {row.id: phone_words(row.label) for row in rows}
    return [
        f"第 {card.n} 张（"
        + "，".join(
            filter(
                None,
                (
                    f"{clock.local(card.time):%H:%M} {card.where}".strip(),
                    card.caption if card.visible else "受限照片",
                    photo_disk.GONE if card.lost else f"尚在{card.by}的{phones.get(card.id, '设备')}上",
                ),
            )
        )
        + "）"
        for card in awaited
    ]
