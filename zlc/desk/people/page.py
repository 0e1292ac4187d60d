"""One person's account: what it is, what was done with it and by whom, and where it was logged in on."""

from dataclasses import dataclass

from sqlalchemy import select

from zlc import clock, versions
from zlc.accounts import history, roster
from zlc.accounts.links import OneTimeLink, open_link_of
from zlc.accounts.logins import DESK_LASTS, PHONE_LASTS, Login
from zlc.accounts.models import Person
from zlc.database import db
from zlc.desk.log import telling
from zlc.desk.log.telling import Told
from zlc.desk.log.words import verb_name

MOST_LINES, MOST_LOGINS = 50, 10


@dataclass(frozen=True)
class PersonPage:
    """`link` is open, though its time may be over; `earlier`: whether the log has more of it than `moments`."""

    person: Person
    state: str
    link: OneTimeLink | None
    moments: list[Told]
    earlier: bool
    logins: list[tuple[Login, str]]
    version: str

    @property
    def state_name(self) -> str:
        return roster.STATES[self.state]


def page_of(person: Person) -> PersonPage:
    lines = history.of(person, MOST_LINES + 1)
    return PersonPage(
        person=person, state=roster.state_of(person), link=open_link_of(person), moments=telling.tell(lines[:MOST_LINES]),
        earlier=len(lines) > MOST_LINES, logins=[(one, _ended(one)) for one in _logins(person)],
        version=history.version_of(person),
    )  # fmt: skip


def _logins(person: Person) -> list[Login]:
    latest = select(Login).where(Login.person_id == person.id).order_by(Login.began_at.desc(), Login.id.desc())
    return list(db.session.scalars(latest.limit(MOST_LOGINS)))


def _ended(login: Login) -> str:
    if login.ended_at is not None:
        return f"{clock.spoken(login.ended_at)} 退出"
    lasts = PHONE_LASTS if login.own_phone else DESK_LASTS
    return "还在登录" if clock.now_ms() - login.began_at <= lasts else "已到期"


def check_seen(person: Person, seen: str) -> None:
    """Raises Overtaken, with who was quicker and when."""
    if seen == history.version_of(person):
        return
    line = history.latest(person)
    told = "账号已有改动，请看过再定。"
    if line is not None:
        [one] = telling.tell([line])
        told = f"{versions.done_by(one.by, line.at, f'动过{person.name}的账号（{verb_name(line.verb)}）')}。"
    raise versions.overtaken(told)
