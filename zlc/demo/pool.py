"""待办事项: what the demo's units have collected; one of them is done by a walk of 代理办."""

from datetime import timedelta

from zlc import clock
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db
from zlc.demo.town import Town

REQUESTS = {
    "seed_permit": ("coordinator2", "林草种子生产经营许可证延续", "一家外地种苗企业", 12),
    "wages": ("coordinator", "补缴去年三个月的工伤保险", "一家季节用工的果品合作社", 4),
    "card": ("recorder", "行动不便，社保卡激活", "一位独居老人", 1),
}


def collect(town: Town) -> dict[str, CollectedRequest]:
    """By their key; collected so many days ago."""
    made = {}
    for key, (username, text, whose, days) in REQUESTS.items():
        made[key] = CollectedRequest.collect(town.people[username], whose, text)
        made[key].at = clock.now_ms() - days * int(timedelta(days=1).total_seconds() * 1000)
        db.session.flush()
    return made
