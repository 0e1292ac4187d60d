"""Ten matters with what is published about them.

Published figures are those of the cases where they give any: seven materials and thirty statutory
working days for a mortgage (昌邑), a ten-minute wait in the labour hall (C47), two letters from the
archive for a retirement (开福). The rest is what such guides usually say.
"""

from typing import Any, NamedTuple

from zlc.accounts.models import Unit
from zlc.catalogue.models import Limit, Material, Matter
from zlc.database import db

LABOUR_HALL = "市政务服务中心一楼社保综合窗口"
LAND_HALL = "市政务服务中心二楼不动产登记窗口"
FOREST_HALL = "市政务服务中心二楼林业窗口"
AT_ONCE = Limit(0, "at_once")
IDENTITY = ("居民身份证", 1, True)
LICENCE = ("营业执照", 1, False)


class Guide(NamedTuple):
    """办事指南. Materials are (name, copies, original)."""

    unit: str
    name: str
    code: str
    materials: tuple[tuple[str, int, bool], ...]
    steps: int
    trips: int
    statutory: Limit | None
    promised: Limit
    channels: tuple[str, ...] = ("hall", "online")
    aliases: tuple[str, ...] = ()
    place: str | None = LABOUR_HALL
    fee: str | None = "不收费"
    frequent: bool = False
    blocked: bool = False
    wait_minutes: int | None = None


MATTERS = {
    "enrolment": Guide(
        "labour", "灵活就业人员参保登记", "YL-RS-001", (IDENTITY,), 2, 1, Limit(1, "working_day"), AT_ONCE,
        aliases=("灵活就业参保", "个人参保登记"), frequent=True, wait_minutes=10,
    ),
    "retirement": Guide(
        "labour", "企业职工退休申请", "YL-RS-002",
        (IDENTITY, ("退休申请表", 2, True), ("档案借阅函", 1, True), ("档案协查函", 1, True)),
        5, 2, Limit(20, "working_day"), Limit(15, "working_day"),
        aliases=("退休审批",), frequent=True, wait_minutes=10,
    ),
    "pension": Guide(
        "labour", "养老保险待遇核定", "YL-RS-003", (IDENTITY, ("待遇申领表", 1, True)),
        3, 1, Limit(15, "working_day"), Limit(5, "working_day"), aliases=("养老金核定",), wait_minutes=10,
    ),
    "transfer": Guide(
        "labour", "单位社保跨区迁移", "YL-RS-004",
        (LICENCE, ("单位社保迁移申请表", 2, True), ("转出地参保证明", 1, True)),
        4, 1, Limit(15, "working_day"), Limit(5, "working_day"), channels=("hall",),
        aliases=("社保迁移", "单位参保地变更"), blocked=True, wait_minutes=10,
    ),
    "unemployment": Guide(
        "labour", "失业保险金申领", "YL-RS-005", (IDENTITY, ("终止劳动关系证明", 1, False)),
        3, 0, Limit(10, "working_day"), Limit(3, "working_day"), aliases=("失业金",), frequent=True,
    ),
    "mortgage": Guide(
        "land", "商品房抵押登记", "YL-ZR-001",
        (
            ("不动产登记申请书", 1, True), IDENTITY, ("不动产权证书", 1, True), ("主债权合同", 1, True),
            ("抵押合同", 1, True), ("抵押权人营业执照", 1, False), ("授权委托书", 1, True),
        ),
        4, 1, Limit(30, "working_day"), Limit(2, "working_day"), place=LAND_HALL,
        aliases=("房屋抵押", "不动产抵押登记"), fee="住宅 80 元/件", frequent=True, wait_minutes=15,
    ),
    "seed_permit": Guide(
        "land", "林草种子生产经营许可证延续", "YL-ZR-002",
        (("延续申请表", 1, True), LICENCE, ("原许可证", 1, True)),
        5, 1, Limit(20, "working_day"), Limit(5, "working_day"), place=FOREST_HALL,
        aliases=("林木种子许可证延续",),
    ),
    "felling": Guide(
        "land", "林木采伐许可证核发", "YL-ZR-003",
        (("采伐许可申请表", 1, True), IDENTITY, ("林木权属证明", 1, False), ("采伐作业设计", 1, True)),
        5, 1, Limit(20, "working_day"), Limit(7, "working_day"), place=FOREST_HALL,
        aliases=("采伐证",), blocked=True,
    ),
    "planning": Guide(
        "land", "建设工程规划许可证核发", "YL-ZR-004",
        (
            ("申请表", 1, True), LICENCE, ("土地使用证明", 1, False), ("建设工程设计方案", 2, True),
            ("修建性详细规划", 1, False),
        ),
        5, 1, Limit(20, "working_day"), Limit(10, "working_day"), place="市政务服务中心二楼规划窗口",
        aliases=("规划许可",),
    ),
    "food": Guide(
        "market", "食品经营许可（网络经营）", "YL-SC-001",
        (LICENCE, IDENTITY, ("经营场所平面图", 1, False), ("食品安全管理制度", 1, False)),
        5, 0, Limit(20, "working_day"), Limit(7, "working_day"), channels=("online",), place=None,
        aliases=("网店食品许可", "网络食品经营"), frequent=True, blocked=True,
    ),
}  # fmt: skip


def publish_matters(units: dict[str, Unit]) -> dict[str, Matter]:
    """All matters by their key here."""
    matters = {key: _matter(guide, units[guide.unit]) for key, guide in MATTERS.items()}
    db.session.add_all(matters.values())
    db.session.flush()
    return matters


def _matter(guide: Guide, unit: Unit) -> Matter:
    same: dict[str, Any] = {
        name: getattr(guide, name)
        for name in ("name", "code", "steps", "trips", "fee", "frequent", "blocked", "wait_minutes", "place")
    }
    return Matter(
        **same,
        unit=unit,
        aliases=list(guide.aliases),
        channels=list(guide.channels),
        statutory_value=guide.statutory.value if guide.statutory else None,
        statutory_unit=guide.statutory.unit if guide.statutory else None,
        promised_value=guide.promised.value,
        promised_unit=guide.promised.unit,
        materials=[
            Material(position=position, name=name, copies=copies, original=original)
            for position, (name, copies, original) in enumerate(guide.materials)
        ],
    )
