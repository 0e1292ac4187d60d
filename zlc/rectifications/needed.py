"""立项 for a need that was adopted: what people asked for is done as what hurt them is."""

from sqlalchemy import delete

from zlc.accounts.models import Person
from zlc.database import db
from zlc.errors import NotNow
from zlc.needs.models import Need
from zlc.needs.states import VERBS
from zlc.problems.guards import check_driver, check_state
from zlc.rectifications import following
from zlc.rectifications.beginning import Order, opened
from zlc.rectifications.models import Rectification, RectificationLink
from zlc.rectifications.states import OPEN

WHY_LEFT = "需求随走流程移交别的单位，由那里另行立项。"


def begin_for(by: Person, need: Need, order: Order) -> Rectification:
    """→ 待认领, or 整改中 if it is oneself who does it. The caller holds the commit lock, and commits."""
    check_driver(need, by)
    said = order.checked(by.unit_id)
    check_state(need, VERBS["begin"])
    if need.decided != "adopted":
        raise NotNow("这条需求定的是不予采纳，不能立项。")
    one = opened(by, need, said)
    db.session.add(RectificationLink(rectification_id=one.id, n=1, need_id=need.id))
    need.happened(
        VERBS["begin"].event, by.id, rectification=one.id, number=one.full_number, to=one.responsible,
        due_on=one.due_on.isoformat() if one.due_on else "",
    )  # fmt: skip
    return one


def leave(need: Need) -> None:
    """It went to another unit with its walk: what its own unit had begun for it is over (leaving.py does so for problems)."""
    for one in following.of_need(need.id):
        if one.unit_id == need.unit_id:
            continue
        if one.state in OPEN | {"submitted"}:
            one.state, one.extension = "cancelled", None
            one.happened("cancelled", None, WHY_LEFT)
        db.session.execute(
            delete(RectificationLink).where(RectificationLink.rectification_id == one.id, RectificationLink.need_id == need.id)
        )
        one.happened("left", None, WHY_LEFT, number=need.full_number)
