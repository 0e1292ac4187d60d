"""坐窗口: four sessions. What a report says of one is kept (three hours at the window in C09, eight people and two
cases done in C53, five and three in C31); how long each single case took no report says, so the seed does.
"""

import random
from dataclasses import dataclass, field

from zlc.database import uuid7
from zlc.demo import days, pictures
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town

EVENTS = {"d": "done", "a": "accept", "s": "supplement", "r": "refer", "x": "refuse"}
FORGOTTEN = "?"  # the next call ends the case: 未记结果
PAUSED = 3  # minutes
CALLED_AFTER = 3  # minutes from sitting down to the first call


@dataclass(frozen=True)
class Session:
    """`results` has a letter for each case; `pauses`: number of the case → why it was interrupted."""

    who: str
    ago: int
    hour: str
    minutes: int
    place: str
    window: str
    matters: tuple[str, ...]
    results: str
    pauses: dict[int, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str, str], ...] = ()  # category, text, caption of its photo
    needs: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


SESSIONS = {
    "C31": Session(
        "market.head", 57, "09:00", 90, "市政务服务中心二楼", "企业开办 2 号", ("营业执照登记",), "ddadr",
        notes=("一次接待 5 人，当场办结 3 户。",),
    ),
    "C53": Session(
        "data.clerk", 48, "14:00", 120, "市政务服务中心一楼", "局长进大厅", ("窗口审批服务",), "d??rd?s?",
        pauses={3: "接咨询电话"}, notes=("两天接待 8 人次、办理 2 件。",),
    ),
    "C19": Session(
        "clerk", 19, "09:00", 150, "市政务服务中心一楼", "办不成事反映窗口",
        ("改制企业职工退休", "社保补缴", "灵活就业参保咨询"), "dardsdadrdad", pauses={5: "打印机缺纸", 9: "接咨询电话"},
        problems=(("guidance", "群众咨询相对集中的问题需统一研究", "窗口前的咨询登记表"),),
        notes=("每月第一、三周星期二上午局领导坐班。",),
    ),
    "C09": Session(
        "transport.head", 12, "09:00", 180, "市政务服务中心一楼", "交通运输窗口", ("道路运输证年审", "大件运输一件事"),
        "ddsdaddd?drddsddaddxdsdd", pauses={7: "帮司机填表", 15: "系统重新登录"},
        problems=(
            ("awareness", "货车司机对环保检测新规不清楚", "窗口边贴的新规"),
            ("form", "填表需要指导", "要人教着填的表"),
        ),
        needs=(("public", "环保检测新规请讲清楚"),),
        notes=(
            "现场解答新规并征求建议。",
            "选取高频、环节多的事项陪同办、帮代办找难点，把问题清单转为任务清单。",
        ),
    ),
}  # fmt: skip


def sit(town: Town, case: str) -> str:
    """Record this session; the walk's id."""
    session = SESSIONS[case]
    person, day = town.people[session.who], days.working_days_ago(session.ago)
    begun = days.at(day, session.hour)
    phone = Phone(person, now=begun, slow=150, label="平板")
    head = person.unit.head_on(day)
    phone.open(as_="counter", place=session.place, window=session.window, **({"head": head.name} if head else {}))
    _serve(phone, session, random.Random(case))
    for number, (category, text, caption) in enumerate(session.problems):
        problem = phone.problem(category, text, severity=2)
        phone.photo(pictures.form(501) if number else pictures.notice_board(101), caption, of=problem)
    for whose, text in session.needs:
        phone.need(whose, text)
    for note in session.notes:
        phone.note(note)
    phone.go_to(begun + session.minutes * MINUTE)
    phone.finish()
    phone.push(town.folder)
    return phone.walk


def _serve(phone: Phone, session: Session, chance: random.Random) -> None:
    """The cases one after another, each in an equal share of the time and taking part of it."""
    share = (session.minutes - 2 * CALLED_AFTER) / len(session.results)
    first = phone.now + CALLED_AFTER * MINUTE
    for number, result in enumerate(session.results):
        phone.now = first + round(number * share * MINUTE)
        case = uuid7(phone.now)
        matter = session.matters[number % len(session.matters)]
        phone.case(case, "call", ticket=f"A{number + 1:03}", matter=matter)
        needed = share * chance.uniform(0.5, 0.6 if number in session.pauses else 0.9)
        paused = min(PAUSED, share - needed) if number in session.pauses else 0.0
        phone.wait(needed / 2)
        if paused:
            phone.write("pause", {"reason": session.pauses[number]})
            phone.wait(paused)
            phone.write("continue", {})
        phone.wait(needed / 2)
        if result != FORGOTTEN:
            phone.case(case, EVENTS[result])
