"""What was decided about the seven papers that 低保 is asked for: one goes on, one is shared, one is dropped, the others are open."""

from sqlalchemy import select

from zlc import clock
from zlc.database import db
from zlc.demands.models import Proof
from zlc.demo import days
from zlc.demo.town import Town

DECIDED = (
    ("家庭经济状况核对授权书", "kept", "没有本人授权，不能去银行、车管所查。", "《社会救助暂行办法》，核对家庭经济状况须经授权"),
    ("居民户口簿", "replaced", "户籍信息由窗口向公安共享查询，不再要原件。", ""),
    ("收入证明", "cancelled", "授权核对以后收入已经查得到，再开证明是重复。", ""),
)


def decide(town: Town, walk: str) -> None:
    asked = {one.text: one for one in db.session.scalars(select(Proof).where(Proof.walk_id == walk))}
    with clock.frozen_at(days.at(days.working_days_ago(10), "16:20")):
        for name, decision, reason, basis in DECIDED:
            asked[name].judge(town.people["civil.coordinator"], decision, reason, basis)
        db.session.flush()  # its history has the time of the flush
