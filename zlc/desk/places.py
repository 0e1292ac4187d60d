"""The places of the desk: which there are, in which group, and whose they are. Templates draw them; nobody sees another's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zlc.accounts.models import Person


@dataclass(frozen=True)
class Place:
    """`under`: first parts of addresses, or endpoints, of what is done there without standing below its address."""

    endpoint: str
    word: str
    open_to: Callable[[Person], bool]
    under: tuple[str, ...] = ()

    def marked(self, endpoint: str | None, path: str, address: str) -> str:
        """`aria-current` of this place, which stands at `address`, on the page of `endpoint` at `path`: it is the page, or the
        page is one of its own (problems.problem of problems.problem_list), or neither."""
        if endpoint == self.endpoint:
            return "page"
        below = f"{endpoint}_list" == self.endpoint or path.startswith(f"{address}/")
        return "true" if below or endpoint in self.under or path.split("/")[1] in self.under else ""


def sees_walks(person: Person) -> bool:
    return person.sees_walks


GROUPS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("全市", (Place("problems.units_overview", "单位一览", lambda person: person.reads_all_units),
             Place("problems.sample_list", "抽查", lambda person: person.samples, ("problems.sample",)),
             Place("problems.grounds", "情形提示", lambda person: person.samples))),
    ("清单", (
        Place("problems.problem_list", "问题", sees_walks,
              ("confirmations", "problems.beginnings", "reassignments", "rejections", "deadlines", "tasks")),
        Place("problems.need_list", "需求", sees_walks),
        Place("problems.rectification_list", "整改", sees_walks),
        Place("problems.proof_list", "证明", sees_walks),
        Place("problems.intermediary_list", "中介", sees_walks),
    )),
    ("走流程", (
        Place("problems.walk_list", "走流程记录", sees_walks),
        Place("problems.request_list", "待办事项", sees_walks),
        Place("problems.summary", "汇总", sees_walks),
        Place("field.app", "手机记录", lambda person: person.records),
    )),
    ("目录", (
        Place("catalogue.matter_list", "事项", sees_walks, ("imports", "editions")),
        Place("problems.unit_list", "单位", lambda person: person.opens_units),
        Place("problems.people", "人员", lambda person: person.keeps_accounts),
    )),
    ("管理", (
        Place("problems.devices", "上传核对", lambda person: person.reads_devices, ("held", "handovers")),
        Place("problems.settings", "设置", lambda person: person.sets_settings),
        Place("problems.log", "审计日志", lambda person: person.reads_log),
        Place("problems.origins", "导入文件的来源", lambda person: person.reads_log),
        Place("field.handbook", "使用手册", lambda person: True),
    )),
)  # fmt: skip


def places_of(person: Person) -> Iterator[tuple[str, list[Place]]]:
    """Each group in which this person has a place, with those that they have."""
    for group, places in GROUPS:
        theirs = [place for place in places if place.open_to(person)]
        if theirs:
            yield group, theirs
