"""林草种子生产经营许可证延续, 代理办: five minutes in the hall, the new permit three days later (C05)."""

from datetime import date, timedelta

from zlc import clock
from zlc.demo import days, pictures
from zlc.demo.recorder import MINUTE, Phone
from zlc.demo.town import Town

IN_THE_HALL = 5  # 取号、等候叫号、提交资料、评价合计
UNTIL_THE_PERMIT = timedelta(days=3)  # 4 月 24 日受理，4 月 27 日收到新证


def _accepted_on() -> date:
    """Some day of the week before last on which the hall was open, and again three days later."""
    day = clock.today() - timedelta(days=9)
    while not (days.is_open(day) and days.is_open(day + UNTIL_THE_PERMIT)):
        day -= days.ONE_DAY
    return day


def walk(town: Town) -> str:
    accepted_on = _accepted_on()
    phone = Phone(town.people["recorder2"], now=days.at(accepted_on, "14:40"), slow=-1400)
    walk = phone.open(
        "delegate", matter=town.matters["seed_permit"].id, place="市政务服务中心二楼", window="林业窗口",
        head="罗建明", delegation={
            "for": "一家外地种苗企业", "ref": "企业寄来的委托函和申报资料", "request": town.requests["seed_permit"].id,
        },
    )  # fmt: skip
    phone.photo(pictures.sheet(301), "企业寄来的委托函", restricted=True)
    _hand_in(phone)
    phone.push(town.folder)
    phone.go_to(days.at(accepted_on + UNTIL_THE_PERMIT, "14:40") + IN_THE_HALL * MINUTE)
    phone.outcome("done", "受理后 3 天，申请人收到新证")
    phone.note("申请人零跑动（跑动 0 次）；代办的人到大厅一次。")
    phone.check("fallback", "good", "公开征集帮代办项目，受托代办")
    phone.finish("done", "受企业委托办理许可证延续，受理后 3 天企业收到新证，申请人零跑动。")
    phone.push(town.folder)
    return walk


def _hand_in(phone: Phone) -> None:
    window = phone.stage("acceptance", "window", 1)
    phone.wait(IN_THE_HALL)
    phone.note("用身份证取号、等候叫号、提交资料、评价，合计 5 分钟，没有分开记。")
    phone.outcome("accepted")
    phone.stage("result", "wait", 1)
    phone.problem(
        "other", "交通管制期间企业无法到场，许可证即将到期，只能寄来委托函请人代办", stage=window, severity=2
    )
    phone.need("enterprise", "到不了现场，证又快到期，希望有人帮办、代办")
