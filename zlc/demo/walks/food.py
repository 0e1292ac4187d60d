"""食品经营许可（网络经营）, 网办: more than three months, one fault named at a time (C45).

Another department's matter, walked by the labour bureau's people, as the cross-checks of 黄州 do. Each
review on line took 1440 minutes of office hours, that is three working days; the corrections took over
a month; three inspections followed, at most half a month apart.
"""

from datetime import date, timedelta

from zlc import clock
from zlc.demo import days, pictures
from zlc.demo.recorder import Phone
from zlc.demo.town import Town

REVIEW = 3  # working days
INSPECTIONS = 3
HALF_A_MONTH = timedelta(days=15)


def walk(town: Town) -> str:
    begun_on = days.on_or_before(clock.today() - timedelta(days=104))
    phone = Phone(town.people["recorder"], now=days.at(begun_on, "10:00"), slow=640)
    walk = phone.open(
        "accompany", "online", matter=town.matters["food"].id, head="梁文慧", companions=["一家网店的经营者"]
    )
    fill = phone.stage("form", "fill")
    muddle = phone.problem("form", "几十项内容没有填写规范说明", stage=fill, check="guide", severity=3)
    phone.photo(pictures.form(501), "要填的几十项", of=muddle)
    second, third = (days.on_or_after(begun_on + timedelta(days=gap)) for gap in (12, 29))
    _first_return(phone, town, begun_on)
    one_by_one = _second_return(phone, town, second)
    accepted_on = _accepted(phone, town, third, one_by_one)
    _inspected(phone, town, accepted_on)
    _granted(phone, days.on_or_after(begun_on + timedelta(days=93)))
    phone.push(town.folder)
    return walk


def _review(phone: Phone, submitted_on: date) -> date:
    """Hand in at eleven; the answer comes at the same hour three working days later."""
    phone.go_to(days.at(submitted_on, "11:00"))
    phone.stage("queue", "precheck")
    answered_on = days.working_days_after(submitted_on, REVIEW)
    phone.go_to(days.at(answered_on, "11:00"))
    return answered_on


def _first_return(phone: Phone, town: Town, submitted_on: date) -> None:
    _review(phone, submitted_on)
    phone.outcome("supplement", "打回，提示一处错误")
    phone.stage("form", "supplement")
    phone.push(town.folder)


def _second_return(phone: Phone, town: Town, submitted_on: date) -> str:
    """The id of the problem noted here."""
    _review(phone, submitted_on)
    phone.outcome("supplement", "改好再交，又打回，另提示一处错误")
    again = phone.stage("form", "supplement")
    one_by_one = phone.problem(
        "system", "系统打回一次只提示一处错误", stage=again, check="one_notice", severity=3
    )
    phone.photo(pictures.form(502, marks=1), "这一次只指出一处", of=one_by_one)
    phone.push(town.folder)
    return one_by_one


def _accepted(phone: Phone, town: Town, submitted_on: date, one_by_one: str) -> date:
    accepted_on = _review(phone, submitted_on)
    phone.amend(one_by_one, "受理了才知道一共改了多久", text="系统打回一次只提示一处错误，前后改了一个多月")
    phone.stage("acceptance", "accept")
    phone.outcome("accepted")
    phone.stage("result", "wait")
    phone.push(town.folder)
    return accepted_on


def _inspected(phone: Phone, town: Town, accepted_on: date) -> None:
    day = accepted_on
    for number in range(1, INSPECTIONS + 1):
        day = days.on_or_before(day + HALF_A_MONTH)
        phone.go_to(days.at(day, "15:00"))
        phone.note(f"第 {number} 次现场核查。")
    phone.problem("one_notice", "现场核查不一次说全", stage="result", check="one_notice", severity=3)
    phone.need("enterprise", "几十项内容请给出填写说明；要改的、要查的，请一次说全")
    phone.push(town.folder)


def _granted(phone: Phone, day: date) -> None:
    phone.go_to(days.at(day, "10:30"))
    phone.stage("result", "result")
    phone.outcome("done")
    phone.check("online_query", "problem", "每次网上审核都要三个工作日")
    phone.finish("done", "网上办理食品经营许可，前后三个多月。")
