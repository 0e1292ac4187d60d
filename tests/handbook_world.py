"""What the handbook's pictures show: the demo world at one fixed moment, a walk in its queue, a session under way, a list."""

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import BrowserContext

from tests.catalogue.lists import workbook
from tests.e2e.recorded import phone_of
from tests.phones import MINUTE, Phone
from zlc.database import uuid7

# Wednesday, 25 November 2026, 10:42:05 in Shanghai: for the server, the phone and the desk alike, and standing still.
NOW = 1_795_574_525_000
MATTER = "单位社保跨区迁移"
# Any process of Python that finds it is told that moment.
CLOCK = f"import time\ntime.time_ns = lambda: {NOW} * 1_000_000\n"
FACE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
LINES: list[tuple[int, str, dict[str, Any]]] = [
    (0, "stage", {"stage": "consult", "step": "consult", "visit": 1}),
    (9, "stage", {"stage": "form", "step": "form", "visit": 1}),
    (14, "material", {"name": "单位同意迁移的证明", "listed": False, "copies": 2, "tags": ["strange"]}),
    (21, "problem", {"category": "form", "text": "样表和窗口要的不是同一版，填了两遍", "stage": "form", "severity": 2}),
    (30, "stage", {"stage": "queue", "step": "ticket", "visit": 1}),
    (31, "ticket", {"number": "A087", "ahead": 6}),
    (35, "problem", {"category": "queue", "text": "综合窗口 5 个只开 2 个，叫号很慢", "stage": "queue", "severity": 2}),
    (38, "need", {"from": "public", "text": "希望中午也有人值班"}),
]
# Called at, how long, outcome; None: nobody noted how it ended.
CASES: list[tuple[int, int, str | None]] = [
    (4, 11, "done"), (18, 7, "done"), (27, 16, "supplement"), (45, 9, "done"), (58, 12, "accept"), (72, 6, "done"),
    (80, 19, "refer"), (101, 8, None), (109, 5, "done"), (120, 14, "done"), (150, 9, "supplement"), (163, 10, "done"),
]  # fmt: skip


class Scenes:
    """Ids of what there is to see: `queueing`, `torn` (an entry told in two ways), `session`."""

    def __init__(self, recorder: BrowserContext, clerk: BrowserContext, url: str) -> None:
        first, second = phone_of(recorder, url), phone_of(recorder, url)
        self.queueing, self.torn = _queueing(first, second)
        first.push()
        second.push()
        window = phone_of(clerk, url)
        self.session = _session(window)
        window.push()


def _queueing(first: Phone, second: Phone) -> tuple[str, str]:
    walk, begins = uuid7(), NOW - 42 * MINUTE
    opened = {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": MATTER, "place": "市政务服务中心一楼"}
    first.make(walk, "open", opened, begins)
    made = [first.make(walk, kind, data, begins + minute * MINUTE) for minute, kind, data in LINES]
    form = made[1]["id"]
    for phone, minute in ((first, 10), (second, 12)):
        change = {"at": {"value": begins + minute * MINUTE, "saw": []}}
        phone.make(walk, "amend", {"target": form, "set": change, "reason": "记晚了"}, begins + 39 * MINUTE)
    return walk, form


def _session(phone: Phone) -> str:
    session, begins = uuid7(), NOW - 176 * MINUTE
    opened = {"as": "counter", "channel": "hall", "window": "社保 6 号窗口", "matter_text": "社保综合", "place": "市政务服务中心一楼"}
    phone.make(session, "open", opened, begins)
    for number, (minute, length, outcome) in enumerate(CASES):
        case, called = uuid7(), begins + minute * MINUTE
        named = {"case": case, "ticket": f"A{number + 1:03}", "matter": ("社保补缴", "参保证明", MATTER)[number % 3]}
        phone.make(session, "case", {**named, "event": "call"}, called)
        if outcome:
            phone.make(session, "case", {"case": case, "event": outcome}, called + length * MINUTE)
    phone.make(session, "pause", {"reason": "系统故障"}, begins + 135 * MINUTE)
    phone.make(session, "continue", {}, begins + 148 * MINUTE)
    phone.make(session, "case", {"case": uuid7(), "event": "call", "ticket": "A013", "matter": "社保补缴"}, NOW - 4 * MINUTE)
    return session


def board(path: Path) -> Path:
    """A photograph, as far as a picture of a hall's display may be one."""
    image = Image.linear_gradient("L").resize((1600, 1200)).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((140, 180, 1460, 980), fill="#101820", outline="#8a939c", width=24)
    for place, line in enumerate(("A081 请到 3 号窗口", "A082 请到 1 号窗口", "等候 6 人")):
        draw.text((240, 270 + place * 220), line, fill="#ff9a3c", font=ImageFont.truetype(FACE, 118, index=2))
    image.save(path, "JPEG", quality=80)
    return path


HEADINGS = ["责任单位", "事项名称", "实施编码", "承诺办结时限", "到办事现场次数", "申请材料"]
ROWS = [
    ["市自然资源局", "林木采伐许可证核发", "YL-ZR-003", "5个工作日", 2, "申请表（原件1份）；身份证"],
    ["市民政局", "社会组织变更登记", "YL-MZ-011", "20个工作日", 1, "申请书；章程"],
    ["市民政局", "高龄津贴发放", "YL-MZ-012", "即办", 0, "身份证；照片2张"],
    ["市自然资源局", "商品房抵押登记", "YL-ZR-001", "很快", "几次", ""],
    ["没有的局", "居住证明", "", "", "", ""],
]


def matters() -> dict[str, Any]:
    return {"name": "云岭市事项目录.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(HEADINGS, *ROWS)}
