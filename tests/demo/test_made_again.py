"""Of the demo's re-walks one shows that it was put right, and one that it was not."""

from sqlalchemy import select

from zlc.database import db
from zlc.rectifications.compared import compared
from zlc.rectifications.models import Rectification
from zlc.rectifications.ties import RewalkTie


def test_one_walk_made_again_proved_it_and_one_did_not(walks):
    tied = select(RewalkTie.rectification_id)
    proved, not_proved = db.session.scalars(select(Rectification).where(Rectification.id.in_(tied)).order_by(Rectification.begun_at))
    assert (proved.state, not_proved.state) == ("closed", "submitted") and proved.rewalk is not_proved.rewalk is None
    better = compared(proved)
    assert "办理用时 30 分 → 10 分，少 20 分" in better.drafted == proved.effect
    worse = compared(not_proved)
    assert not any(change.words.startswith("少") for change in worse.changes), "nothing became less"
    assert next(one for one in worse.changes if one.item == "材料").said_after == "4 份"
