"""The views of the lists, as people ask for them: by whom, and with what in the address."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from tests.bench.ledgers import Ledger
from tests.bench.wording import MATTERS, PLACES
from zlc import clock
from zlc.catalogue.categories import CATEGORIES, SEVERITIES
from zlc.catalogue.step_templates import STAGES
from zlc.database import db
from zlc.problems.listing import SORTS
from zlc.problems.models import Problem
from zlc.problems.sources import SOURCES
from zlc.problems.states import STATES
from zlc.walks.models import MODES, Walk
from zlc.walks.standing import STATUSES

LIMITS = {"list": 60, "search": 80, "walks": 60}  # ms
Asked = dict[str, Any]
DEPTHS = 30  # of each unit
WORDS = {
    1: ["号", "窗", "要", "老", "谭", "韩", "轩", "龘", "9"],
    2: ["综合", "中心", "窗口", "样表", "叫号", "王伟", "谭欣", "口窗", "龘龘", "yl", "77"],
    3: ["人员0", "综合科", "户口簿", "打字店", "自助终", "王伟反", "找李娜", "窗口排", "没没有"],
    4: ["排队等候久", "服务中心", "无障碍坡", "灵活就业", "回执 yl7", "社保窗口", "李娟反映", "不存在的", "窗口要求"],
}


class View(NamedTuple):
    """`ask` gives who asks, the path and what stands behind it, other values each time."""

    kind: str
    words: str
    ask: Callable[[], tuple[str, str, Asked]]


class Views:
    def __init__(self, ledger: Ledger, random: Random) -> None:
        self.random, self.office = random, ledger.office
        self.units, self.people = ledger.units, ledger.people
        self.largest = ledger.size.most_common()[0][0]
        self.places = _some(select(Problem.id, Problem.unit_id), Problem.serial)
        self.walk_places = _some(select(Walk.id, Walk.unit_id), Walk.id)
        self.quarters = list(db.session.scalars(select(Problem.quarter).distinct()))

    def all(self) -> Iterator[View]:
        every = list(SORTS)
        for sort in every:
            yield self.office_view(f"全市，{SORTS[sort]}，第一页", sort=sort)
            yield self.office_view(f"全市，{SORTS[sort]}，任意深处", sort=sort, after=self.deep)
            yield self.unit_view(f"一个单位，{SORTS[sort]}，任意深处", sort=sort, after=self.deep)
            yield self.unit_view(f"最大的单位，{SORTS[sort]}，任意深处", self.largest, sort=sort, after=self.deep)
            for name, values in self.filters().items():
                yield self.office_view(f"全市，按{name}，{SORTS[sort]}", **values, sort=sort)
        yield self.office_view("全市，按状态，任意深处", state=list(STATES), after=self.deep, sort=every)
        yield self.office_view("全市，按类别，任意深处", category=list(CATEGORIES), after=self.deep, sort=every)
        yield self.office_view("全市，两个状态", state=lambda: self.random.sample(list(STATES), 2), sort=every)
        yield self.office_view("全市，类别和状态", category=list(CATEGORIES), state=list(STATES), sort=every)
        yield self.office_view("全市，季度、环节和影响", quarter=self.quarters, stage=list(STAGES), severity=list(SEVERITIES), sort=every)
        yield self.office_view("全市，单位和类别", unit=self.units, category=list(CATEGORIES), sort=every)
        yield self.unit_view("最大的单位，类别和状态", self.largest, category=list(CATEGORIES), state=list(STATES), sort=every)
        yield self.unit_view("最大的单位，没有的类别", self.largest, category="unknown", sort=every)
        yield self.unit_view("一个单位，只看我的", mine="1", sort=every)
        for length, words in WORDS.items():
            yield self.office_view(f"全市，搜 {length} 个字", kind="search", q=words)
            yield self.unit_view(f"最大的单位，搜 {length} 个字", self.largest, kind="search", q=words)
        both = [word for words in WORDS.values() for word in words]
        yield self.office_view("全市，搜索，按时限和编号", kind="search", q=both, sort=["due", "number"])
        yield self.office_view("全市，搜索，任意深处", kind="search", q=both, after=self.deep, sort=every)
        yield self.office_view("全市，搜索加类别或状态", kind="search", q=both, category=["", *CATEGORIES], state=list(STATES))
        yield self.office_view("全市，搜两个词", kind="search", q=lambda: " ".join(self.random.sample(both, 2)))
        yield from self.walks()

    def filters(self) -> dict[str, Asked]:
        return {
            "状态": {"state": list(STATES)}, "类别": {"category": list(CATEGORIES)}, "没有的类别": {"category": "unknown"},
            "环节": {"stage": list(STAGES)}, "影响": {"severity": list(SEVERITIES)}, "季度": {"quarter": self.quarters},
            "来源": {"source": list(SOURCES)}, "必须改": {"must": "1"},
            "单位": {"unit": self.units}, "责任人": {"assignee": [one for some in self.people.values() for one in some]},
        }  # fmt: skip

    def walks(self) -> Iterator[View]:
        months = [f"{clock.today().year - back // 12}-{12 - back % 12:02}" for back in range(24)]
        names = [*MATTERS, "登记", "许可", "参保", "没有的事项", "记"]
        for words, asked in {
            "第一页": {}, "任意深处": {"after": self.deep_walk}, "按单位": {"unit": self.units}, "按状态": {"status": list(STATUSES)},
            "等结果": {"status": "waits"}, "按方式": {"way": [*MODES, "counter"]}, "按月份": {"month": months},
            "搜事项": {"q": names}, "搜事项和状态": {"q": names, "status": list(STATUSES)},
            "搜地点": {"q": [*PLACES, "中心", "3楼", "没有的地点"]}, "搜记录员": {"q": ["人员001-1", "人员", "002-", "没有的人"]},
            "搜几个词": {"q": lambda: " ".join(self.random.sample([*names, *PLACES, "人员0", "中心"], 2))},
            "方式和状态": {"way": list(MODES), "status": list(STATUSES)},
        }.items():  # fmt: skip
            yield self.office_view(f"走流程，全市，{words}", kind="walks", path="/walks", **asked)
        yield self.unit_view("走流程，最大的单位，任意深处", self.largest, kind="walks", path="/walks", after=self.deep_walk)
        yield self.unit_view("走流程，一个单位，搜事项", kind="walks", path="/walks", q=names)
        yield self.unit_view("走流程，最大的单位，搜地点", self.largest, kind="walks", path="/walks", q=[*PLACES, "中心"])

    def office_view(self, words: str, kind: str = "list", path: str = "/problems", **asked: Any) -> View:
        return View(kind, words, lambda: (self.office, path, self._values(asked)))

    def unit_view(self, words: str, unit: str = "", kind: str = "list", path: str = "/problems", **asked: Any) -> View:
        def ask() -> tuple[str, str, Asked]:
            self.asking = unit or self.random.choice(self.units)
            return self.people[self.asking][0], path, self._values(asked)

        self.asking = ""
        return View(kind, words, ask)

    def _values(self, asked: Asked) -> Asked:
        def value(one: Any) -> Any:
            return one() if callable(one) else self.random.choice(one) if isinstance(one, list) else one

        values = {name: value(one) for name, one in asked.items()}
        self.asking = ""
        return values

    def deep(self) -> str:
        return self._place(self.places)

    def deep_walk(self) -> str:
        return self._place(self.walk_places)

    def _place(self, places: dict[str, list[str]]) -> str:
        return self.random.choice(places.get(self.asking or self.random.choice(list(places)), [""]))


def _some(rows: Select[Any], order: Any) -> dict[str, list[str]]:
    """Some rows of each unit, from its first to its last."""
    found: dict[str, list[str]] = {}
    for id_, unit in db.session.execute(rows.order_by(order)):
        found.setdefault(unit, []).append(id_)
    return {unit: ids[:: max(1, len(ids) // DEPTHS)] for unit, ids in found.items()}
