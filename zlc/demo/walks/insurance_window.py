"""人社综合窗口, before and after (C47), and the window for what must be put right (C41). The reports say how
long it took, and not who walked or how."""

from typing import Any

from zlc.demo import pictures
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town
from zlc.demo.walks.outset import end, set_out

HALL: dict[str, Any] = {"place": "市政务服务中心一楼", "window": "社保综合窗口"}


def before(town: Town) -> str:
    """Thirty minutes' wait, ten at the window. Two phones name the window differently."""
    phone = set_out(town, "recorder", 68, "09:50", None, "人社窗口业务", **HALL)
    opened = phone.wires[0].id
    phone.photo(pictures.queue_screen(201, ("A026", 2), ("A027", 4), ("B011", 7)), "改前的叫号屏")
    _served(phone, town, waited=30, handled=10)
    phone.amend(opened, "照取号单上写的改", window="社保综合窗口 2 号")
    phone.push(town.folder)
    _other_phone(phone, town, opened)
    return phone.walk


def _other_phone(phone: Phone, town: Town, opened: str) -> None:
    """The clerk's tablet had not seen the recorder's amendment."""
    tablet = Phone(town.people["clerk"], now=phone.now + 20 * MINUTE, slow=-210, label="平板")
    tablet.walk = phone.walk
    tablet.amend(opened, "那天综合业务都在 4 号窗口办", window="社保综合窗口 4 号")
    tablet.push()


def after(town: Town) -> str:
    """Ten minutes' wait, two at the window."""
    phone = set_out(town, "recorder", 24, "10:10", None, "人社窗口业务", **HALL)
    stray = phone.problem("queue", "没有叫号机，全靠挤", severity=3)
    phone.amend(stray, "记错了地方，这条是社保迁移那次的", void=True)
    phone.photo(pictures.queue_screen(202, ("A031", 2), ("A032", 3), ("A033", 4)), "改后的叫号屏")
    _served(phone, town, waited=10, handled=2, said="70% 综窗办理、80% 立等可办、90% 最多跑一次。")
    return phone.walk


def _served(phone: Phone, town: Town, waited: int, handled: int, said: str = "") -> None:
    phone.stage("queue", "ticket", 1)
    phone.wait(waited)
    phone.stage("acceptance", "window", 1)
    phone.wait(handled)
    phone.outcome("done")
    if said:
        phone.note(said)
    end(phone, town, "done", f"等待约 {waited} 分钟，窗口办件约 {handled} 分钟。")


def supplement(town: Town) -> str:
    """补齐补正: under five minutes at a window of its own. A line comes from a newer app than the server."""
    phone = set_out(town, "recorder", 9, "15:05", None, "材料补齐补正", place=HALL["place"])
    phone.problem(
        "resubmit_queue", "补正没有专窗，须重新取号排队并重新说明来意", stage="queue", check="one_notice", severity=2
    )
    queue = phone.stage("queue", "ticket", 1)
    phone.amend(queue, "点早了：补正免预约，不用再取号排队", void=True)
    phone.stage("acceptance", "window", 1)
    phone.photo(pictures.notice_board(102), "新设的“补齐补正”窗口")
    phone.wait(4.6)
    phone.outcome("accepted", "补正提交全程不到 5 分钟")
    phone.note("增设“补齐补正”窗口，免预约，提前准备派发事项。")
    phone.write("voice", {"seconds": 12})
    return end(phone, town, "accepted", "补正提交全程不到 5 分钟。")


def mistaken(town: Town) -> str:
    """Opened by mistake and struck out: 作废."""
    phone = set_out(town, "recorder", 5, "09:05", "self", "retirement", **HALL)
    phone.go_to(phone.now + 2 * MINUTE)
    phone.amend(phone.wires[0].id, "点错了事项，没有走", void=True)
    phone.push(town.folder)
    return phone.walk
