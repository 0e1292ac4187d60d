"""What people do at random: any verb of the desk by anybody, or one that its table lets somebody do; what phones write and send."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from tests.verbs.scene import RECORDERS, Scene
from zlc import clock
from zlc.accounts.models import Person
from zlc.database import db
from zlc.problems import registering, tasking
from zlc.problems.said import Said
from zlc.rectifications import beginning
from zlc.rectifications import who as asked
from zlc.rectifications.beginning import Order
from zlc.rectifications.closing import Done
from zlc.rectifications.models import Rectification
from zlc.rectifications.needed import begin_for
from zlc.rectifications.offered import Offered
from zlc.rectifications.planning import Plan
from zlc.rectifications.reopening import reopen
from zlc.walks.journal import handovers
from zlc.walks.models import Entry, Walk

One = TypeVar("One")
UNLISTED = "李师傅"  # has no account
BY_LINK = ("claim", "decline", "plan", "note", "attach", "submit", "ask_extension")


class Step(NamedTuple):
    """`who`, `what`, `how`: which person, which line, and all further choices, as far round as there are any. `apt`: by somebody who
    may, of the verbs that the state allows."""

    act: str
    who: int
    what: int
    how: int
    apt: bool


def pick(how: int, among: Sequence[One]) -> One:
    return among[how % len(among)]


def take(scene: Scene, step: Step) -> str:
    """What was tried. Raises Refusal."""
    return ACTS[step.act](scene, step)


def _desk(scene: Scene, step: Step) -> str:
    lines, noun = scene.lines(), pick(step.what, ("整改", "整改", "整改", "问题", "问题", "需求"))
    one = pick(step.what // 6, [one for one in lines if noun == one.CALLED] or lines)
    person, verb = _fitting(scene, one, step) if step.apt else (pick(step.who, scene.people), pick(step.how, list(one.TABLE.VERBS)))
    if not verb or (kind := VERBS[one.CALLED]).get(verb) is None:
        return ""
    by_link = verb in BY_LINK and step.who % 2 and getattr(one, "link", None)
    kind[verb](scene, one, one.link if by_link else person, step.how)
    return f"{one.CALLED} {verb}"


def _fitting(scene: Scene, one: Any, step: Step) -> tuple[Person, str]:
    """The likely verbs, which stand first in the table, come up more often than the last ones."""
    verbs = [verb for verb in one.TABLE.VERBS.values() if one.state in verb.states and verb.suits(one.struck)]
    people = _turned(scene.people, step.who)
    for verb in _turned(verbs, min(step.how % len(verbs), step.how // 7 % len(verbs))) if verbs else ():
        if person := next((person for person in people if _may(one, person, verb)), None):
            return person, verb.name
    return people[0], ""


def _turned(among: Sequence[One], at: int) -> list[One]:
    at %= len(among)
    return [*among[at:], *among[:at]]


def _may(one: Any, person: Person, verb: Any) -> bool:
    return asked.may(one, person, verb) if isinstance(one, Rectification) else one.may_be_done_by(verb, person)


def _new(scene: Scene, step: Step) -> str:
    by = pick(step.who, [one for one in scene.people if one.decides or one.oversees] if step.apt else scene.people)
    if step.how % 3:
        registering.register(by, Said("座谈会上说的", "forum", severity=pick(step.how, ("", "1", "3"))), clock.today())
        return "登记"
    first, *others = scene.units[step.how % 2 :]
    tasking.give(by, tasking.Task(first, others[:1], "清理证明", scene.day(step.how)))
    return "交办"


def _record(scene: Scene, step: Step) -> str:
    """A recorder's walk: most is written down, some amended or struck out later."""
    who, told = pick(step.who, RECORDERS), [*scene.entries["problem"], *scene.entries["need"]]
    if step.how % 3 and told:
        change = pick(step.how, ({"void": {"value": True, "saw": []}}, {"void": {"value": False, "saw": scene.entries["amend"][-3:]}},
                                 {"text": {"value": f"改{step.how}", "saw": []}}))  # fmt: skip
        scene.record(who, "amend", {"target": pick(step.what, told), "set": change, "reason": "核对"})
        return "更正"
    if step.what % 3 == 0:
        scene.record(who, "need", {"text": "就近办", "from": "enterprise"})
        return "记需求"
    scene.record(who, "problem", {"text": "要的材料太多", "stage": "queue", "severity": 1 + step.how % 3})
    return "记问题"


def _write(scene: Scene, step: Step) -> str:
    """Somebody's phone, its owner's mostly, which may be out of reach for long."""
    rectifications = [one for one in scene.lines() if isinstance(one, Rectification)]
    if not rectifications:
        return ""
    one = pick(step.what, rectifications)
    owner = next((person for person in scene.people if person.id == one.owner_id), None)
    by = owner if step.apt and owner else pick(step.who, scene.people)
    kind, data = pick(step.how, (
        ("claim", {}), ("progress", {"text": "做了一半"}),
        ("submission", {"effect": "好了", "text": pick(step.how // 4, ("", "贴出来了"))}),
        ("evidence", {"sha256": f"{step.how:064x}", "bytes": 9, "caption": "改好了"}),
    ))  # fmt: skip
    scene.write(by.username, one.id, kind, data)
    return f"写 {kind}"


def _walk(scene: Scene, step: Step) -> str:
    """Somebody sets out again, whether that is still asked for or not."""
    rectifications = [one for one in scene.lines() if isinstance(one, Rectification)]
    scene.set_out(pick(step.who, RECORDERS), pick(step.what, rectifications).id)
    return "再走一遍"


def _move(scene: Scene, step: Step) -> str:
    """A whole walk goes to the other of two units, and what it found goes along."""
    walk = db.session.get_one(Walk, scene.walks[pick(step.who, RECORDERS)])
    home, other = scene.person("coordinator"), scene.person("coordinator2")
    here, there = (home, other) if walk.unit_id == home.unit_id else (other, home)
    asked = db.session.get_one(Entry, handovers.ask(walk, here, there.unit_id, _why(step.how)))
    handovers.let_go(asked, here)
    handovers.take(asked, there)
    return "整次移交"


def _send(scene: Scene, step: Step) -> str:
    if not scene.unsent:
        return ""
    scene.send(pick(step.who, sorted(scene.unsent)), again=bool(step.how % 2))
    return "传"


def _wait(scene: Scene, step: Step) -> str:
    """Some days; at times until an effect is looked at again."""
    scene.wait(1 + step.how % 6 + (90 if step.how % 7 == 0 else 0))
    return "过几天"


ACTS: dict[str, Callable[[Scene, Step], str]] = {
    "desk": _desk, "new": _new, "record": _record, "write": _write, "send": _send, "walk": _walk, "move": _move, "wait": _wait,
}  # fmt: skip


def _owner(scene: Scene, by: Person, how: int) -> tuple[Person | None, str, str]:
    """Of the unit mostly; a department alone, or somebody in it without an account; somebody elsewhere."""
    here = [one for one in scene.people if one.unit_id == by.unit_id]
    one = pick(how // 5, here)
    elsewhere = pick(how, scene.people)
    return pick(how, (
        (one, "", ""), (one, "综合科", ""), (by, "", ""), (None, "信息科", ""), (None, "信息科", UNLISTED), (elsewhere, "", "")
    ))  # fmt: skip


def _order(scene: Scene, by: Person, how: int) -> Order:
    owner, department, name = _owner(scene, by, how)
    return Order(pick(how, ("at_once", "by_day", "lasting")), owner, department, scene.day(how // 3), name=name)


def _plan(how: int) -> Plan:
    return Plan(pick(how, ("process", "rules", "")), f"改{how % 3}", *pick(how, (("materials", "2 份", ""), ("", "", "不再跑第二趟"))))


def _done(how: int) -> Done:
    return Done("" if how % 10 == 0 else "好了", *pick(how, (("words", "贴在窗口"), ("words", "看得到"), ("", ""))))


def _why(how: int) -> str:
    return "" if how % 11 == 0 else "理由"


def _begin(scene: Scene, one: Any, by: Person, how: int) -> None:
    others = [each for each in scene.lines() if each.CALLED == "问题" and each is not one]
    beginning.begin(by, [one, *([pick(how, others)] if others and how % 4 == 0 else [])], _order(scene, by, how))


def _hand_over(scene: Scene, one: Any, by: Person, how: int) -> None:
    one.hand_over(by, *pick(how, ((pick(how // 3, scene.units), ""), (pick(how // 5, scene.units), ""), ("", "省人社厅"))), _why(how))


def _reassign(scene: Scene, one: Any, by: Person, how: int) -> None:
    owner, department, name = _owner(scene, by, how)
    one.reassign(by, owner, department, _why(how), name)


Act = Callable[[Scene, Any, Person, int], Any]

PROBLEM: dict[str, Act] = {
    "keep": lambda _, one, by, how: one.keep(by, _why(how)),
    "take_back": lambda _, one, by, how: one.take_back(by),
    "take_over": lambda _, one, by, how: one.take_over(by),
    "send_back": lambda _, one, by, how: one.send_back(by, _why(how)),
    "decide": lambda scene, one, by, how: one.decide(by, pick(how, scene.units), _why(how)),
    "settle": lambda _, one, by, how: one.settle(by, pick(how, ("closed", "back")), "已答复", clock.today()),
    "confirm": lambda _, one, by, how: one.confirm(by, pick(how, ("", "materials"))),
    "sign": lambda _, one, by, how: one.sign(by),
    "begin": _begin,
    "fix": lambda _, one, by, how: beginning.fix(one, by, _plan(how), _done(how)),
    "classify": lambda _, one, by, how: one.classify(by, pick(how, ("materials", "queue"))),
    "reject": lambda _, one, by, how: one.reject(by, pick(how, ("untrue", "elsewhere")), _why(how)),
    "hand_over": _hand_over,
    "require": lambda _, one, by, how: one.require(by, _why(how)),
    "lift": lambda _, one, by, how: one.lift(by, _why(how)),
    "reopen": lambda _, one, by, how: reopen(one, by, _why(how)),
}
NEED: dict[str, Act] = {
    "keep": lambda _, one, by, how: one.keep(by, _why(how)),
    "study": lambda _, one, by, how: one.study(by),
    "adopt": lambda _, one, by, how: one.adopt(by),
    "decline": lambda _, one, by, how: one.decline(by, _why(how)),
    "begin": lambda scene, one, by, how: begin_for(by, one, _order(scene, by, how)),
    "answer": lambda _, one, by, how: one.answer(by, pick(how, ("已开通", "")), "提出的企业", "phone", clock.today()),
}
RECTIFICATION: dict[str, Act] = {
    "claim": lambda _, one, by, how: one.claim(by),
    "decline": lambda _, one, by, how: one.decline(by, _why(how)),
    "verify": lambda _, one, by, how: one.verify(by, _why(how)),
    "fail": lambda scene, one, by, how: one.fail(by, scene.day(how), _why(how)),
    "grant": lambda _, one, by, how: one.grant(by),
    "refuse": lambda _, one, by, how: one.refuse(by, _why(how)),
    "plan": lambda _, one, by, how: one.plan(by, _plan(how)),
    "note": lambda _, one, by, how: one.note(by, "做了一半"),
    "attach": lambda _, one, by, how: one.attach(by, Offered("words", "看得到")),
    "submit": lambda _, one, by, how: one.submit(by, _done(how)),
    "ask_extension": lambda scene, one, by, how: one.ask_extension(by, scene.day(how), _why(how)),
    "reassign": _reassign,
    "reschedule": lambda scene, one, by, how: one.reschedule(by, scene.day(how), _why(how)),
    "keep_up": lambda _, one, by, how: one.keep_up(by, _why(how)),
    "cancel": lambda _, one, by, how: one.cancel(by, _why(how)),
    "plan_rewalk": lambda scene, one, by, how: one.plan_rewalk(by, pick(how, (one.matter_name, "别的事项", "")), scene.day(how // 3)),
    "withdraw_rewalk": lambda _, one, by, how: one.withdraw_rewalk(by, _why(how)),
    "give_link": lambda _, one, by, how: one.give_link(by),
    "revoke_link": lambda _, one, by, how: one.revoke_link(by),
    "uphold": lambda _, one, by, how: one.uphold(by, _why(how)),
    "waive": lambda _, one, by, how: one.waive(by, _why(how)),
    "relapse": lambda scene, one, by, how: one.relapse(by, scene.day(how), _why(how)),
    "reopen": lambda _, one, by, how: one.reopen(by, _why(how)),
}
VERBS = {"问题": PROBLEM, "需求": NEED, "整改": RECTIFICATION}
