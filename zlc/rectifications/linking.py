"""发链接 to an owner without an account, and taking it back. They are methods of Rectification; what it opens: by_link.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zlc import clock
from zlc.accounts import links
from zlc.accounts.models import Person
from zlc.accounts.owner_links import OwnerLink
from zlc.database import db
from zlc.errors import NotNow
from zlc.rectifications import who
from zlc.rectifications.states import VERBS
from zlc.rectifications.verbs import done

if TYPE_CHECKING:
    from zlc.rectifications.models import Rectification


def give_link(self: Rectification, by: Person) -> str:
    """The secret, which is told once. Another link ends the one before."""
    who.check(self, by, VERBS["give_link"])
    if self.owner_id is not None:
        raise NotNow("责任人有账号，登录就能办，没有发链接。")
    if not self.owner_name:
        raise NotNow("还没有写责任人的姓名。请先改派，写明姓名和科室，再发链接。")
    secret, columns = links.new(by)
    link = OwnerLink(rectification_id=self.id, name=self.owner_name, **columns)
    db.session.add(link)
    db.session.flush()
    self.link_id = link.id
    done(self, by, VERBS["give_link"], to=self.responsible, until=clock.local(link.ends_at).date().isoformat())
    return secret


def revoke_link(self: Rectification, by: Person) -> None:
    who.check(self, by, VERBS["revoke_link"])
    if self.link_id is None:
        raise NotNow("现在没有在用的链接，没有重复登记。")
    done(self, by, VERBS["revoke_link"])
