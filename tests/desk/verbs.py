"""For each verb of the desk two people at one thing: what both were shown, what the quicker one did, what the other one sends.

`make(stage)` brings the thing about and returns (the page with the form, the form's address, what is typed in it, the quicker
one's act). `stage` has what a test has: record, visit, app, world.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update

from tests.browser import Browser
from tests.catalogue.lists import HEADINGS, Desk, workbook
from tests.days import due_in
from tests.phones import MINUTE, Phone
from tests.recordings import Recording
from tests.rescues import file_of, send
from tests.worlds import World
from zlc import clock
from zlc.accounts.models import Headship
from zlc.catalogue.requests import CollectedRequest
from zlc.database import db
from zlc.rectifications.models import Rectification
from zlc.samples.models import Sample, SampleLine

WRITTEN = "写了很久的一句话"
SELF = "您"


@dataclass
class Stage:
    record: Callable[..., Recording]
    visit: Callable[[str | None], Browser]
    app: Any
    world: World


@dataclass
class Meeting:
    """`who` is named as the quicker one; `typed`: what stands in the answer again."""

    page: str
    address: str
    filled: dict[str, Any]
    quicker: Callable[[], Any]
    who: str = "联络员甲"
    typed: str = WRITTEN
    late: str | None = "coordinator"


def day(days: int = 7) -> str:
    return due_in(days).isoformat()


def by_page(stage: Stage, page: str, address: str, username: str = "coordinator", **filled: Any) -> Callable[[], Any]:
    """As somebody else does it on a page of their own."""

    def act() -> None:
        browser = stage.visit(username)
        browser.get(page)
        reply = browser.post(address, filled)
        assert reply.status_code == 303, reply.text

    return act


def problem(noun: str, *before: tuple[str, dict[str, Any]], **filled: Any) -> Callable[[Stage], Meeting]:
    def make(stage: Stage) -> Meeting:
        entry = stage.record().problem()
        page = f"/problems/{entry}"
        for earlier, said in before:
            by_page(stage, page, f"{page}/{earlier}", **said)()
        other = ("reopening", {"reason": "再看"}) if noun == "reopening" else REJECTED
        quicker = by_page(stage, page, f"{page}/{other[0]}", **other[1])
        return Meeting(page, f"{page}/{noun}", filled, quicker, typed=filled.get("reason", ""))

    return make


def need(noun: str, *before: tuple[str, dict[str, Any]], typed: str = WRITTEN, **filled: Any) -> Callable[[Stage], Meeting]:
    """The quicker one goes a step on, or the recorder amends what is asked for."""

    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        entry = recording.need()
        page = f"/needs/{entry}"
        for earlier, said in before:
            by_page(stage, page, f"{page}/{earlier}", **said)()
        begun = "rectifications", {**filled, "department": "别的科"}
        other = {"study": ("study", {}), "answer": None, "rectifications": begun}.get(noun, ("adoption", {}))
        quicker = by_page(stage, page, f"{page}/{other[0]}", **other[1]) if other else lambda: recording.amend(entry, "text", "别的")
        return Meeting(page, f"{page}/{noun}", filled, quicker, "联络员甲" if other else "记录员甲", typed)

    return make


def need_accepted(stage: Stage) -> Meeting:
    recording = stage.record()
    entry = recording.need()
    page = f"/needs/{entry}"
    by_page(stage, page, f"{page}/study")()
    amendment = recording.amend(entry, "text", "改过的")
    return Meeting(
        page, f"{page}/acceptance", {"amendment": amendment}, lambda: recording.amend(entry, "text", "又改过的"), "记录员甲", ""
    )


def proof(stage: Stage) -> Meeting:
    """The recorder meanwhile takes the tag off."""
    recording = stage.record()
    entry = recording.material(tags=["strange"])
    page = f"/proofs/{entry}"
    filled = {"decision": "cancelled", "reason": WRITTEN, "basis": WRITTEN}
    return Meeting(page, f"{page}/decision", filled, lambda: recording.amend(entry, "tags", []), "记录员甲")


def kept(list_: str, noun: str, take: str) -> Callable[[Stage], Meeting]:
    """Struck out after the unit took it; the recorder takes that back meanwhile."""

    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        entry = recording.problem() if list_ == "problems" else recording.need()
        page = f"/{list_}/{entry}"
        by_page(stage, page, f"{page}/{take}")()
        strike = recording.strike(entry)

        def restored() -> None:
            recording.strike(entry, False, [strike], "没有记重")

        return Meeting(page, f"{page}/{noun}", {"reason": WRITTEN}, restored, "记录员甲")

    return make


STUDIED = ("study", {})
ADOPTED = ("adoption", {})
REJECTED = ("rejection", {"as_": "untrue", "reason": "核过"})
CONFIRMED = ("confirmation", {})
GIVEN_OUT = ("rectifications", {"department": "综合科", "due_on": day()})
PLAN = {"cause": "process", "measure": "改流程", "criterion": "不再跑第二趟"}
DONE = {"effect": "改好了", "evidence_kind": "words", "evidence": "新的流程图贴在窗口"}
CLAIMED = ("claim", "clerk", {})
SUBMITTED = (CLAIMED, ("plan", "clerk", PLAN), ("submission", "clerk", DONE))


def rectification(
    noun: str, *before: tuple[str, str, dict[str, Any]], late: str, quicker: tuple[str, str, dict[str, Any]], who: str,
    typed: str = WRITTEN, **filled: Any,
) -> Callable[[Stage], Meeting]:  # fmt: skip
    """The clerk's. `before`: (noun, username, what is filled in) of what was done with it until then."""

    def make(stage: Stage) -> Meeting:
        problem = f"/problems/{stage.record().problem()}"
        by_page(stage, problem, f"{problem}/confirmation")()
        by_page(stage, problem, f"{problem}/rectifications", assignee=stage.world.people["clerk"], due_on=day())()
        with stage.app.app_context():
            page = f"/rectifications/{db.session.scalar(select(Rectification.id))}"
        for earlier, by, said in before:
            by_page(stage, page, f"{page}/{earlier}", by, **said)()
        act = by_page(stage, page, f"{page}/{quicker[0]}", quicker[1], **quicker[2])
        return Meeting(page, f"{page}/{noun}", filled, act, who, typed, late)

    return make


NAMELESS = {"owner_name": "李师傅", "department": "后勤科", "due_on": day()}


def linked(stage: Stage) -> tuple[str, str]:
    """(the page of a rectification whose owner has no account, the address of their link)."""
    problem, browser = f"/problems/{stage.record().problem()}", stage.visit("coordinator")
    by_page(stage, problem, f"{problem}/confirmation")()
    by_page(stage, problem, f"{problem}/rectifications", **NAMELESS)()
    with stage.app.app_context():
        page = f"/rectifications/{db.session.scalar(select(Rectification.id))}"
    browser.get(page)
    return page, link_in(browser.post(f"{page}/link").text)


def link_in(handed: str) -> str:
    return re.findall(r"http://localhost(/o/[a-z0-9]+)", handed)[0]


def of_link(noun: str) -> Callable[[Stage], Meeting]:
    """Two coordinators at one link."""

    def make(stage: Stage) -> Meeting:
        page, _ = linked(stage)
        return Meeting(page, f"{page}/{noun}", {}, by_page(stage, page, f"{page}/revocation"), typed="")

    return make


def by_link(stage: Stage) -> Meeting:
    """The owner without an account, and a coordinator who gave them another day meanwhile."""
    page, link = linked(stage)
    return Meeting(link, f"{link}/refusal", {"reason": WRITTEN}, by_page(stage, page, f"{page}/rescheduling", **RESCHEDULED[2]), late=None)


NOTED = ("progress", "coordinator", {"text": "核过"})
NOTED_BY_THE_OWNER = ("progress", "clerk", {"text": "做了一半"})
ASKED = ("extension", "clerk", {"due_on": day(20), "reason": "等系统"})
TO_WALK = ("rewalk", "coordinator", {"matter": "参保登记", "due_on": day()})
RESCHEDULED = ("rescheduling", "coordinator", {"due_on": day(11), "reason": "等系统"})


def rechecked(
    noun: str, other: str, late: str = "coordinator", by: str = "office", who: str = "营商办甲", **said: Any
) -> Callable[[Stage], Meeting]:
    """Closed, and its effect is to be looked at again from today on; the guide is behind it. `by` does `other` first."""
    verified = ("verification", "head", {"reason": "看过"})
    closed = rectification(
        noun, *SUBMITTED, verified, late=late, quicker=(other, by, {"reason": "去看过", "due_on": day()}), who=who, reason=WRITTEN, **said
    )  # fmt: skip

    def make(stage: Stage) -> Meeting:
        met = closed(stage)
        with stage.app.app_context():
            db.session.execute(update(Rectification).values(recheck_on=clock.today(), guide="behind"))
            db.session.commit()
        return met

    return make


def accepted(stage: Stage) -> Meeting:
    recording = stage.record()
    entry = recording.problem()
    page = f"/problems/{entry}"
    by_page(stage, page, f"{page}/confirmation")()
    amendment = recording.amend(entry, "text", "改过的")
    return Meeting(
        page, f"{page}/acceptance", {"amendment": amendment}, lambda: recording.amend(entry, "text", "又改过的"), "记录员甲", ""
    )


def passed(noun: str, late: str, unit: str = "other", body: str = "", typed: str = WRITTEN, **filled: Any) -> Callable[[Stage], Meeting]:
    """Handed over, and amended by who recorded it while it waits. `unit`: of the world, what the late one names."""

    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        entry = recording.problem()
        page, units = f"/problems/{entry}", stage.world.units
        if noun != "handover":
            by_page(stage, page, f"{page}/handover", unit="" if body else units["other"], body=body, reason="归街道")()
        sent = {**filled, "unit": units[unit]} if noun in ("handover", "ruling") else filled
        return Meeting(page, f"{page}/{noun}", sent, lambda: recording.amend(entry, "text", "别的"), "记录员甲", typed, late)

    return make


def signing(stage: Stage) -> Meeting:
    """Two of the unit's pages."""
    office = stage.visit("office")
    office.get("/tasks/new")
    said = {"unit": stage.world.units["home"], "text": "清理证明", "wanted_on": day(20)}
    page = office.post("/tasks", said).location
    return Meeting(page, f"{page}/signing", {}, by_page(stage, page, f"{page}/rejection", **REJECTED[1]), typed="")


def lifted(stage: Stage) -> Meeting:
    """The office takes off what the coordinator has put right in the meantime."""
    page = f"/problems/{stage.record().problem()}"
    by_page(stage, page, f"{page}/requirement", reason="群众反映多")()
    return Meeting(page, f"{page}/lifting", {"reason": WRITTEN}, by_page(stage, page, f"{page}/confirmation"), late="office")


def left(meets: Callable[[Stage], Meeting]) -> Callable[[Stage], Meeting]:
    """The same amendment, not taken in."""

    def make(stage: Stage) -> Meeting:
        met = meets(stage)
        return replace(
            met, address=met.address.replace("/acceptance", "/leaving"), filled={**met.filled, "reason": WRITTEN}, typed=WRITTEN
        )

    return make


def rewording(stage: Stage) -> Meeting:
    browser = stage.visit("coordinator")
    browser.get("/problems/new")
    said = {"text": "座谈会上说的", "channel": "forum"}
    page = browser.post("/problems", {**said, "found_on": day(0)}).location
    quicker = by_page(stage, page, f"{page}/rejection", **REJECTED[1])
    return Meeting(page, f"{page}/rewording", {**said, "place": "二楼", "reason": WRITTEN}, quicker)


def bulk(noun: str, *before: tuple[str, dict[str, Any]], typed: str = "", **filled: Any) -> Callable[[Stage], Meeting]:
    """Ticked in the list."""

    def make(stage: Stage) -> Meeting:
        entry = stage.record().problem()
        page = f"/problems/{entry}"
        for earlier, said in before:
            by_page(stage, page, f"{page}/{earlier}", **said)()
        ticked = {"problem": [entry], "back": "/problems", **filled}
        other, said = GIVEN_OUT if GIVEN_OUT in before else REJECTED
        return Meeting("/problems", f"/{noun}", ticked, by_page(stage, page, f"{page}/{other}", **said), typed=typed)

    return make


def sample(stage: Stage) -> Meeting:
    """Both went to look at the same closing."""
    problem = f"/problems/{stage.record().problem()}"
    for noun, said in (CONFIRMED, GIVEN_OUT):
        by_page(stage, problem, f"{problem}/{noun}", **said)()
    with stage.app.app_context():
        one = db.session.scalar(select(Rectification.id))
        today, by = clock.today(), stage.world.people["office"]
        drawn = Sample(drawn_as="x", seed="x", size=1, of=1, first_on=today, last_on=today, by=by)
        drawn.lines = [SampleLine(n=1, rectification_id=one, digest="x" * 64, closed_at=clock.now_ms())]
        db.session.add(drawn)
        db.session.commit()
        page, line = f"/samples/{drawn.id}", drawn.lines[0].id
    quicker = by_page(stage, page, f"{page}/findings", "office", line=line, verdict="false", text="没有改")
    filled = {"line": line, "verdict": "stands", "text": WRITTEN}
    return Meeting(page, f"{page}/findings", filled, quicker, "营商办甲", late="supervisor")


def decision(stage: Stage) -> Meeting:
    recording = stage.record()
    ticket = recording.add("ticket", {"number": "A017", "ahead": 6})
    first = recording.amend(ticket, "ahead", 16, "看错了一位")

    def push(username: str, ahead: int) -> None:
        other = Phone.of(stage.visit(username))
        data = {"target": ticket, "set": {"ahead": {"value": ahead, "saw": []}}, "reason": "我数的"}
        other.push([other.make(recording.walk, "amend", data)])

    push("colleague", 26)
    page = f"/walks/{recording.walk}"
    filled = {"target": ticket, "field": "ahead", "chosen": first, "reason": WRITTEN}
    return Meeting(page, f"{page}/decisions", filled, lambda: push("clerk", 36), "窗口甲")


def correction(stage: Stage) -> Meeting:
    recording = stage.record(place="二楼")
    opened = recording.phone.entries[0]["id"]
    page = f"/walks/{recording.walk}"
    filled = {"head": "局长乙", "reason": WRITTEN}
    return Meeting(page, f"{page}/corrections", filled, lambda: recording.amend(opened, "place", "三楼"), "记录员甲")


def handover(stage: Stage) -> Meeting:
    page = f"/walks/{stage.record().walk}"
    asked = by_page(stage, page, f"{page}/handovers", "recorder", unit=stage.world.units["centre"], reason="走的是别处的")
    return Meeting(page, f"{page}/handovers", {"unit": stage.world.units["other"], "reason": WRITTEN}, asked, "记录员甲")


def gap(verb: str, field: str) -> Callable[[Stage], Meeting]:
    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        begun = clock.now_ms() - 50 * MINUTE
        for visit in (2, 3):
            recording.add("leave", {"visit": visit - 1}, begun + visit * 5 * MINUTE)
            recording.add("return", {"visit": visit}, begun + visit * 6 * MINUTE)

        def again() -> None:
            recording.add("leave", {"visit": 3}, begun + 30 * MINUTE)
            recording.add("return", {"visit": 4}, begun + 40 * MINUTE)

        page = f"/walks/{recording.walk}/comparison"
        return Meeting(page, f"/walks/{recording.walk}/gaps/trips/{verb}", {field: WRITTEN}, again, "记录员甲")

    return make


def proposed(noun: str, typed: str = "", **filled: Any) -> Callable[[Stage], Meeting]:
    """Ticked among what a walk proposes; the element is judged otherwise meanwhile."""

    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        judged = recording.add("check", {"item": "guide", "verdict": "problem"})
        page = f"/walks/{recording.walk}/comparison"
        ticked = {"gap": [judged], **filled}
        return Meeting(
            page, f"/walks/{recording.walk}/{noun}", ticked, lambda: recording.amend(judged, "verdict", "absent"), "记录员甲", typed
        )

    return make


def withdrawal(stage: Stage) -> Meeting:
    by_page(stage, "/requests", "/requests", whose="一家小店", text="办证")()
    with stage.app.app_context():
        request_id = db.session.scalar(select(CollectedRequest.id))
    taken = {"for": "一家小店", "ref": "当面口头委托", "request": request_id}
    return Meeting(
        "/requests", f"/requests/{request_id}/withdrawal", {"reason": WRITTEN},
        lambda: stage.record(mode="delegate", delegation=taken), "记录员甲",
    )  # fmt: skip


def origin(verb: str, other: str) -> Callable[[Stage], Meeting]:
    """One's own, on two pages."""

    def make(stage: Stage) -> Meeting:
        head = Phone.of(stage.visit("head"))
        forger = Phone(head.browser, head.person, head.device, head.epoch)
        walk = forger.a_walk()
        told = send(stage.visit("coordinator"), file_of(forger)).json
        address = f"/origins/{told['sha256']}/"
        quicker = by_page(stage, "/origins", f"{address}{other}", "head", walk=walk, reason="不是我")
        return Meeting("/origins", f"{address}{verb}", {"walk": walk, "reason": WRITTEN}, quicker, SELF, late="head")

    return make


def held(verb: str, other: str) -> Callable[[Stage], Meeting]:
    def make(stage: Stage) -> Meeting:
        recording = stage.record()
        entry = recording.phone.make(recording.walk, "hologram", {"text": "看不懂"})
        recording.phone.push([entry])
        address = f"/held/{entry['id']}/"
        return Meeting("/held", f"{address}{verb}", {"reason": WRITTEN}, by_page(stage, "/held", f"{address}{other}", reason="不用"))

    return make


def moving(address: str, late: str, quicker: str, who: str, let_go: bool, by: str) -> Callable[[Stage], Meeting]:
    """`quicker`, done by `by`, comes before the verb at `address`, of the coordinator `late`."""

    def make(stage: Stage) -> Meeting:
        page = f"/walks/{stage.record().walk}"
        by_page(stage, page, f"{page}/handovers", "recorder", unit=stage.world.units["other"], reason="走的是街道的")()
        browser = stage.visit("coordinator")
        move = next(one.split("/")[2] for one in forms_on(browser, "/held") if one.startswith("/handovers/"))
        if let_go:
            by_page(stage, "/held", f"/handovers/{move}/letting-go")()
        act = by_page(stage, "/held", quicker.format(move), by, reason="不必")
        return Meeting("/held", address.format(move), {"reason": WRITTEN}, act, who, late=late)

    return make


def forms_on(browser: Browser, page: str) -> list[str]:
    browser.seen.clear()
    browser.get(page)
    return list(browser.seen)


def edition(stage: Stage) -> Meeting:
    from tests.catalogue.test_editions import change, form_of

    filled = form_of(stage.visit("office").get("/editions/new").text) | {"reason": WRITTEN, "hall-0-name": "慢的"}
    del filled["seen"]
    return Meeting(
        "/editions/new", "/editions/new", filled, lambda: change(stage.visit("office"), hall_0_name="快的"), "营商办甲", late="office"
    )


def settings(stage: Stage) -> Meeting:
    from tests.desk.settings.test_settings_pages import AS_GIVEN

    quicker = by_page(stage, "/settings/new", "/settings/new", "office", **AS_GIVEN | {"soon_days": "4", "reason": "试行"})
    return Meeting(
        "/settings/new", "/settings/new", AS_GIVEN | {"soon_days": "5", "reason": WRITTEN}, quicker, "营商办甲", late="office"
    )


def matter(verb: str, **filled: Any) -> Callable[[Stage], Meeting]:
    """The office corrects what the coordinator is about to correct, stop or start."""

    def make(stage: Stage) -> Meeting:
        page = f"/matters/{stage.world.matter}"
        if verb == "starting":
            by_page(stage, page, f"{page}/stopping", reason="并入一件事", day=day(0))()
        form = f"{page}/correction"
        quicker = by_page(stage, form, form, "office", **{"field-trips": "3", "reason": "核对过"})
        return Meeting(form if verb == "correction" else page, f"{page}/{verb}", {**filled, "reason": WRITTEN}, quicker, "营商办甲")

    return make


def import_(action: str, **filled: Any) -> Callable[[Stage], Meeting]:
    """One's own, on two pages: the head of the table is moved on the other one."""

    def make(stage: Stage) -> Meeting:
        browser = stage.visit("coordinator")
        browser.get("/imports")
        row = ["失业登记", "YL-1", "即办", "0次", "登记表×2"]
        list_ = workbook(HEADINGS, row, prepare=lambda book, _: book.create_sheet("别的").append(["事项名称"]))
        on = browser.post("/imports", {"file": (io.BytesIO(list_), "list.xlsx")}).location
        page = on
        while again := (reply := browser.get(on)).headers.get("Refresh") or reply.location:
            on = again.rpartition("url=")[2]
        moved = by_page(stage, f"{page}/columns", f"{page}/head", row="1")
        shown = page if action == "confirmation" else f"{page}/columns"
        return Meeting(shown, f"{page}/{action}", filled, moved, SELF, "")

    return make


def taken_back(stage: Stage) -> Meeting:
    """One's own, on two pages."""
    desk = Desk(stage.visit("coordinator")).hand_in(workbook(HEADINGS, ["失业登记", "YL-1", "即办", "0次", "登记表×2"]))
    desk.confirm()
    address = f"{desk.path}/withdrawal"
    return Meeting(desk.path, address, {"reason": WRITTEN}, by_page(stage, desk.path, address, reason="导错了表"), SELF)


def unit(verb: str, other: str, **filled: Any) -> Callable[[Stage], Meeting]:
    """One's own, on two pages; `of` is put for the office that is there."""

    def make(stage: Stage) -> Meeting:
        home = f"/units/{stage.world.units['home']}"
        with stage.app.app_context():
            of = db.session.scalar(select(Headship.id).where(Headship.unit_id == stage.world.units["home"]))
        said = {"headships": {"name": "局长乙", "title": "局长", "begins_on": day(0), "ends_before": "1"},
                "correction": {**UNIT, "short": "市人力社保局", "reason": "机构改革"}}[other]  # fmt: skip
        quicker = by_page(stage, f"{home}/{other}", f"{home}/{other}", "admin", **said)
        address = f"{home}/{verb.replace('of', str(of))}"
        return Meeting(address, address, filled, quicker, "管理员甲", late="admin")

    return make


def person(noun: str, before: str = "", **filled: Any) -> Callable[[Stage], Meeting]:
    """An admin's, on two pages."""

    def make(stage: Stage) -> Meeting:
        page = f"/people/{stage.world.people['clerk']}"
        admin = stage.visit("admin")
        if before:
            admin.get(page)
            assert admin.post(f"{page}/{before}", {"reason": "先做的"}).status_code in (200, 303)
        moved = by_page(stage, page, f"{page}/correction", "admin", name="窗口乙", title="")
        sent = {"unit": stage.world.units["other"], **filled} if noun == "transfer" else filled
        return Meeting(page, f"{page}/{noun}", sent, moved, "管理员甲", late="admin")

    return make


UNIT = {"name": "云岭市人力资源和社会保障局", "short": "市人社局", "kind": "department", "parent_id": ""}
OFFICE = {"name": WRITTEN, "title": "局长", "begins_on": "2025-01-01"}


MEETINGS: dict[str, Callable[[Stage], Meeting]] = {
    "problems.confirmation": problem("confirmation"),
    "problems.rectifications": problem("rectifications", CONFIRMED, department=WRITTEN, due_on=day(), reason=WRITTEN),
    "problems.fix": problem("fix", CONFIRMED, cause="people", measure=WRITTEN, effect="好了", reason=WRITTEN),
    "problems.classification": problem("classification", CONFIRMED, category="hidden_requirement"),
    "problems.rewording": rewording,
    "problems.keeping": kept("problems", "keeping", "confirmation"),
    "problems.rejection": problem("rejection", CONFIRMED, as_="elsewhere", reason=WRITTEN),
    "problems.reopening": problem("reopening", REJECTED, reason=WRITTEN),
    "problems.handover": passed("handover", "coordinator", reason=WRITTEN),
    "problems.recall": passed("recall", "coordinator", typed=""),
    "problems.signing": signing,
    "problems.takeover": passed("takeover", "coordinator2", typed=""),
    "problems.returning": passed("returning", "coordinator2", reason=WRITTEN),
    "problems.ruling": passed("ruling", "office", reason=WRITTEN),
    "problems.settlement": passed(
        "settlement", "office", body="省人社厅", outcome="closed", answer=WRITTEN, answered_on=day(0),
    ),
    "problems.suggestion": problem("suggestion", figure="materials", after="2 份", way=WRITTEN, reason=WRITTEN),
    "problems.requirement": problem("requirement", reason=WRITTEN),
    "problems.lifting": lifted,
    "problems.acceptance": accepted,
    "problems.leaving": left(accepted),
    "problems.confirmations": bulk("confirmations"),
    "problems.beginnings": bulk("rectifications", CONFIRMED, typed=WRITTEN, department=WRITTEN, due_on=day()),
    "problems.reassignments": bulk("reassignments", CONFIRMED, GIVEN_OUT, typed=WRITTEN, **{
        "reassign-department": WRITTEN, "reassign-reason": "换人",
    }),
    "problems.rejections": bulk("rejections", CONFIRMED, typed=WRITTEN, as_="elsewhere", reason=WRITTEN),
    "problems.deadlines": bulk("deadlines", CONFIRMED, GIVEN_OUT, typed=day(9), **{
        "deadline-day": day(9), "deadline-reason": "等系统",
    }),
    "problems.rectification_claim": rectification("claim", late="clerk", quicker=RESCHEDULED, who="联络员甲", typed=""),
    "problems.rectification_refusal": rectification("refusal", late="clerk", quicker=RESCHEDULED, who="联络员甲", reason=WRITTEN),
    "problems.rectification_plan": rectification(
        "plan", CLAIMED, late="clerk", quicker=NOTED, who="联络员甲", cause="people", measure=WRITTEN, criterion="好了"
    ),
    "problems.rectification_progress": rectification("progress", CLAIMED, late="clerk", quicker=NOTED, who="联络员甲", text=WRITTEN),
    "problems.rectification_evidence": rectification(
        "evidence", CLAIMED, late="clerk", quicker=NOTED, who="联络员甲", evidence_kind="words", evidence=WRITTEN
    ),
    "problems.rectification_submission": rectification(
        "submission", *SUBMITTED[:2], late="clerk", quicker=NOTED, who="联络员甲", **DONE | {"effect": WRITTEN}
    ),
    "problems.rectification_rewalk": rectification(
        "rewalk", CLAIMED, late="clerk", quicker=NOTED, who="联络员甲", matter=WRITTEN, due_on=day()
    ),
    "problems.rectification_withdrawal": rectification(
        "withdrawal", CLAIMED, TO_WALK, late="clerk", quicker=NOTED, who="联络员甲", reason=WRITTEN
    ),
    "problems.rectification_extension": rectification(
        "extension", CLAIMED, late="clerk", quicker=NOTED, who="联络员甲", due_on=day(20), reason=WRITTEN
    ),
    "problems.rectification_grant": rectification(
        "grant", CLAIMED, ASKED, late="coordinator", quicker=NOTED_BY_THE_OWNER, who="窗口甲", typed=""
    ),
    "problems.rectification_denial": rectification(
        "denial", CLAIMED, ASKED, late="coordinator", quicker=NOTED_BY_THE_OWNER, who="窗口甲", reason=WRITTEN
    ),
    "problems.rectification_verification": rectification(
        "verification", *SUBMITTED, late="head", quicker=("failure", "recorder", {"due_on": day(), "reason": "没改"}), who="记录员甲",
        reason=WRITTEN,
    ),
    "problems.rectification_failure": rectification(
        "failure", *SUBMITTED, late="head", quicker=("verification", "recorder", {"reason": "看过"}), who="记录员甲",
        due_on=day(), reason=WRITTEN,
    ),
    "problems.rectification_reassignment": rectification(
        "reassignment", late="coordinator", quicker=CLAIMED, who="窗口甲", department=WRITTEN, reason="换人"
    ),
    "problems.rectification_rescheduling": rectification(
        "rescheduling", late="coordinator", quicker=CLAIMED, who="窗口甲", due_on=day(9), reason=WRITTEN
    ),
    "problems.rectification_continuation": rectification(
        "continuation", CLAIMED, late="coordinator", quicker=NOTED_BY_THE_OWNER, who="窗口甲", reason=WRITTEN
    ),
    "problems.rectification_cancellation": rectification(
        "cancellation", late="coordinator", quicker=CLAIMED, who="窗口甲", reason=WRITTEN
    ),
    "problems.rectification_reopening": rectification(
        "reopening", *SUBMITTED, ("verification", "head", {"reason": "看过"}), late="coordinator",
        quicker=("reopening", "office", {"reason": "反弹"}), who="营商办甲", reason=WRITTEN,
    ),
    "problems.rectification_effect": rechecked("effect", "relapse"),
    "problems.rectification_relapse": rechecked("relapse", "effect", due_on=day()),
    "problems.rectification_link": of_link("link"),
    "problems.rectification_revocation": of_link("revocation"),
    "owners.deed": by_link,
    "problems.rectification_waiver": rechecked("waiver", "relapse", "office", "coordinator", "联络员甲"),
    "problems.need_keeping": kept("needs", "keeping", "study"),
    "problems.need_study": need("study", typed=""),
    "problems.need_adoption": need("adoption", STUDIED, typed=""),
    "problems.need_decline": need("decline", STUDIED, reason=WRITTEN),
    "problems.need_rectifications": need(
        "rectifications", STUDIED, ADOPTED, typed="医保科", department="医保科", kind="by_day", due_on=day()
    ),
    "problems.need_answer": need("answer", STUDIED, ADOPTED, text=WRITTEN, to="提出的企业", how="phone", answered_on=day(0)),
    "problems.need_acceptance": need_accepted,
    "problems.need_leaving": left(need_accepted),
    "problems.proof_decision": proof,
    "problems.sample_findings": sample,
    "problems.decision": decision,
    "problems.correction": correction,
    "problems.walk_handover": handover,
    "problems.gap_acceptance": gap("acceptance", "text"),
    "problems.gap_dismissal": gap("dismissal", "reason"),
    "problems.gap_acceptances": proposed("acceptances"),
    "problems.gap_dismissals": proposed("dismissals", typed=WRITTEN, reason=WRITTEN),
    "problems.withdrawal": withdrawal,
    "problems.agreement": origin("agreement", "refusal"),
    "problems.refusal": origin("refusal", "agreement"),
    "problems.release": held("release", "dismissal"),
    "problems.dismissal": moving("/held/{}/dismissal", "coordinator", "/handovers/{}/letting-go", "联络员甲", False, "coordinator"),
    "problems.letting_go": moving("/handovers/{}/letting-go", "coordinator", "/held/{}/dismissal", "联络员甲", False, "coordinator"),
    "problems.taking": moving("/handovers/{}/taking", "coordinator2", "/held/{}/dismissal", "联络员甲", True, "coordinator"),
    "problems.declining": moving("/handovers/{}/declining", "coordinator2", "/handovers/{}/taking", "联络员丙", True, "coordinator2"),
    "problems.person_correction": person("correction", name=WRITTEN, title=""),
    "problems.person_roles": person("roles", roles=["clerk"], reason=WRITTEN),
    "problems.person_transfer": person("transfer", reason=WRITTEN),
    "problems.person_closing": person("closing", reason=WRITTEN),
    "problems.person_reopening": person("reopening", "closing", reason=WRITTEN),
    "problems.person_handing": person("handing", reason=WRITTEN),
    "problems.person_revocation": person("revocation", "handing", reason=WRITTEN),
    "catalogue.edition_new": edition,
    "problems.unit_correction": unit("correction", "correction", **UNIT, reason=WRITTEN),
    "problems.headship": unit("headships", "headships", **OFFICE),
    "problems.headship_correction": unit("headships/of/correction", "headships", **OFFICE, reason="写错了"),
    "problems.headship_ending": unit("headships/of/ending", "headships", ends_on=day(0), reason=WRITTEN),
    "problems.settings_new": settings,
    "catalogue.import_withdrawal": taken_back,
    "catalogue.correction": matter("correction", **{"field-fee": "10 元"}),
    "catalogue.stopping": matter("stopping", day=day(0)),
    "catalogue.starting": matter("starting", day=day(0)),
    "catalogue.import_mapping": import_("mapping"),
    "catalogue.import_head": import_("head", row="1"),
    "catalogue.import_sheet": import_("sheet", sheet="别的"),
    "catalogue.import_confirmation": import_("confirmation"),
    "catalogue.import_cancellation": import_("cancellation"),
}
# What is about no thing that somebody was shown, and why.
NEW = {
    "accounts.login": "begins something", "accounts.logout": "one's own", "accounts.password": "one's own, by the present password",
    "accounts.first_password": "one's own, by a link that works once", "problems.person_new": "makes a new one, by its account once",
    "problems.list_import": "keeps nothing", "problems.list_faulty": "keeps nothing",
    "problems.list_confirmation": "makes new ones; what the preview showed is asked for by tests/desk/people/test_importing.py",
    "catalogue.import_list": "makes a new import", "problems.request_list": "makes a new one, by its key once",
    "problems.unit_new": "makes a new one, by its name once",
    "problems.registration": "makes a new one, by its key once", "problems.tasks": "makes a new one, by its key once",
    "problems.samples": "the same one again where it was drawn before",
    "rescue.page": "the same file once", "field.share": "keeps a picture",
}  # fmt: skip
