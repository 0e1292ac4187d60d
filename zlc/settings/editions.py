"""版本: the settings as the office has set them, edition by edition. Edition 0 is what the code gives (settings.py).

Whatever reads a setting goes by the latest, from then on: what was stored by an earlier one (a deadline) stays as it is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from zlc.accounts.editions import Numbered
from zlc.accounts.models import Person
from zlc.database import Model, db
from zlc.errors import Forbidden, Refusal
from zlc.settings import settings
from zlc.settings.settings import GIVEN, SETTINGS, Settings, Value
from zlc.texts import checked_reason
from zlc.versions import done_by, overtaken

FIRST = 0
KEPT = "settings"  # in the session's notes: what has been read in its transaction
NOT_YOURS = "设置由营商办定，您可以查看。没有改动任何内容。"


class StoredSettings(Numbered, Model):
    """What the office set: setting → value. One that a later release knows, or an earlier one knew, is kept and not read."""

    __tablename__ = "settings"

    sets: Mapped[dict[str, Value]] = mapped_column(JSON)


class Stood(NamedTuple):
    """An edition beside the one before it."""

    number: int
    settings: Settings
    changes: list[str]
    stored: StoredSettings | None


@dataclass(frozen=True)
class Read:
    transaction: object
    settings: Settings


def in_force() -> Settings:
    """Read once in each transaction, however often it is asked for."""
    session = db.session()
    kept = session.info.get(KEPT)
    if kept is None or kept.transaction is not session.get_transaction():
        found = session.scalar(select(StoredSettings.sets).order_by(StoredSettings.number.desc()).limit(1))
        session.info[KEPT] = kept = Read(session.get_transaction(), _of(found or {}))
    return kept.settings


def editions() -> list[Stood]:
    """All of them, the newest first."""
    found = [Stood(FIRST, GIVEN, [], None)]
    for stored in reversed(StoredSettings.history()):
        now = _of(stored.sets)
        found.append(Stood(stored.number, now, settings.changes(found[-1].settings, now), stored))
    return found[::-1]


def _of(values: dict[str, Value]) -> Settings:
    return Settings(**{name: value for name, value in values.items() if name in SETTINGS})  # type: ignore[arg-type]


def check_seen(by: Person, seen: str) -> None:
    """`seen`: the number of the edition that the form was made from. Raises Forbidden, and Overtaken with who, when, why and
    what. Nobody else sets one meanwhile."""
    if not by.sets_settings:
        raise Forbidden(NOT_YOURS)
    StoredSettings.one_at_a_time()
    known = editions()
    last = known[0]
    if seen == str(last.number):
        return
    if last.stored is None:
        raise overtaken("页面内容不完整。")
    was = next((one.settings for one in known if str(one.number) == seen), GIVEN)
    changed = "；".join(settings.changes(was, last.settings)) or "改了又改回来"
    raise overtaken(f"{done_by(last.stored.person.name, last.stored.at, '改过设置')}，理由是「{last.stored.reason}」：{changed}。")


def change(by: Person, seen: str, typed: dict[str, str], reason: str) -> StoredSettings:
    """The next edition, in force from now on. Raises Forbidden, Overtaken, Refusal (422), in Chinese."""
    check_seen(by, seen)
    wanted, reason = settings.read(typed), checked_reason(reason)
    last = editions()[0]
    if wanted == last.settings:
        raise Refusal("和现在的设置一样，没有可以保存的改动。", status=422)
    kept = last.stored.sets if last.stored else {}
    stored = StoredSettings(number=last.number + 1, by=by.id, reason=reason, sets={**kept, **settings.values_of(wanted)})
    db.session.add(stored)
    db.session.flush()
    db.session().info.pop(KEPT, None)
    return stored
