"""What a link opens to an owner without an account: one rectification. Any wrong address answers like one that never was."""

from sqlalchemy import select

from zlc import clock
from zlc.accounts.links import DAYS, hash_of
from zlc.accounts.models import Person
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.errors import Refusal
from zlc.rectifications.models import Rectification
from zlc.rectifications.states import OPEN


class OwnerLinkGone(Refusal):
    """One sentence for all: a stranger learns nothing of which addresses there have been."""

    status, code = 404, "link_gone"

    def __init__(self) -> None:
        super().__init__(
            f"这个链接打不开：可能地址不全、过了 {DAYS} 天、换成了新的，或者这件事已经报完成、改派或撤销。请把收到的链接再点一次；"
            "还是不行的，请问给您链接的联络员，由他另发一个。"
        )


def opened_by(secret: str) -> tuple[OwnerLink, Rectification]:
    """Raises OwnerLinkGone."""
    link = db.session.scalar(select(OwnerLink).where(OwnerLink.secret_hash == hash_of(secret)))
    one = db.session.get(Rectification, link.rectification_id) if link and link.in_time else None
    if link is None or one is None or one.link_id != link.id or one.state not in OPEN:
        raise OwnerLinkGone
    return link, one


def was_one(secret: str) -> bool:
    """Whether there has ever been such a link: what was typed on its page is theirs to have back."""
    return db.session.scalar(select(OwnerLink.id).where(OwnerLink.secret_hash == hash_of(secret))) is not None


def note_opened(link: OwnerLink, one: Rectification) -> bool:
    """Whether it was the first time. Some programs that people chat in open what is pasted: that is one too."""
    if link.opened_at is not None:
        return False
    link.opened_at = clock.now_ms()
    one.happened("opened", link.id)
    return True


def note_helped(one: Rectification, person: Person) -> None:
    """Somebody with an account uses the link, in whosever name: they have had a hand in it, and do not verify it (who.py)."""
    if not any(event.verb == "helped" and event.by == person.id for event in one.history()):
        one.happened("helped", person.id)
