"""Each walk says what its published case says, on whatever day the world is built."""

from datetime import date, timedelta
from typing import Any

from zlc import clock
from zlc.catalogue.calendar import is_working_day
from zlc.walks.models import Walk

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def spans(walk: Walk, kind: str) -> list[dict[str, Any]]:
    return [span for span in walk.state["spans"] if span["kind"] == kind]


def kinds(walk: Walk) -> set[str]:
    return {entry["kind"] for entry in walk.state["entries"].values()}


def entries(walk: Walk, kind: str) -> list[dict[str, Any]]:
    state = walk.state
    return [state["entries"][one] for one in state["order"] if state["entries"][one]["kind"] == kind]


def on(instant: int) -> date:
    return clock.local(instant).date()


def working_days(begins: int, ends: int) -> int:
    """First day not counted."""
    day, count = on(begins), 0
    while day < on(ends):
        day += timedelta(days=1)
        count += is_working_day(day)[0]
    return count


def test_there_are_six_in_every_mode_and_both_channels(walks: dict[str, Walk]) -> None:
    assert len(walks) == 6
    assert {walk.mode for walk in walks.values()} == {"self", "delegate", "accompany"}
    assert {walk.channel for walk in walks.values()} == {"hall", "online"}
    assert sorted(walk.status for walk in walks.values()) == ["finished"] * 5 + ["under_way"]
    assert {walk.unit.short for walk in walks.values()} == {"市人社局", "市自然资源局"}
    used = set().union(*map(kinds, walks.values()))
    assert used >= {
        "open", "stage", "ticket", "note", "photo", "problem", "need", "material", "check", "outcome",
        "leave", "return", "amend", "finish",
    }  # fmt: skip


def test_a_mortgage_takes_ten_minutes_in_all(walks: dict[str, Walk]) -> None:
    walk = walks["商品房抵押登记"]  # C01
    assert walk.mode == "accompany" and walk.ends_at and walk.begins_at
    assert walk.ends_at - walk.begins_at == 10 * MINUTE
    assert walk.totals["served"] == 10 * MINUTE
    assert walk.problem_count == 2


def test_enrolment_is_done_in_under_five_minutes(walks: dict[str, Walk]) -> None:
    walk = walks["灵活就业人员参保登记"]  # C03
    assert walk.mode == "accompany"
    assert 0 < walk.totals["served"] < 5 * MINUTE
    assert walk.state["result"] == "done"


def test_a_permit_is_handed_in_in_five_minutes_and_comes_three_days_later(walks: dict[str, Walk]) -> None:
    walk = walks["林草种子生产经营许可证延续"]  # C05
    assert walk.mode == "delegate"
    assert walk.state["open"]["fields"]["delegation"]["ref"] == "企业寄来的委托函和申报资料"
    assert walk.totals["served"] == 5 * MINUTE
    assert walk.totals["office"] == 3 * DAY
    letter = entries(walk, "photo")[0]
    assert letter["fields"]["restricted"] is True


def test_a_transfer_takes_five_visits_and_three_hours_of_queueing(walks: dict[str, Walk]) -> None:
    walk = walks["单位社保跨区迁移"]  # C43
    assert walk.trips == 5
    queues = [span["ends"] - span["begins"] for span in spans(walk, "waiting")]
    assert [length for length in queues if length] == [60 * MINUTE, 120 * MINUTE]
    drive = spans(walk, "away")[1]
    assert drive["ends"] - drive["begins"] == 30 * MINUTE
    assert walk.totals["served"] == walk.totals["office"] == 0  # the case does not say
    unlisted = [m["fields"] for m in entries(walk, "material") if not m["fields"]["listed"]]
    assert [fields["tags"] for fields in unlisted] == [["circular"]]
    assert walk.problem_count == 3


def test_a_licence_online_takes_three_months_and_two_corrections(walks: dict[str, Walk]) -> None:
    walk = walks["食品经营许可（网络经营）"]  # C45
    assert walk.channel == "online" and walk.trips == 0 and walk.begins_at and walk.ends_at
    reviews = spans(walk, "waiting")
    assert [working_days(span["begins"], span["ends"]) for span in reviews] == [3, 3, 3]
    results = [entry["fields"]["result"] for entry in entries(walk, "outcome")]
    assert results == ["supplement", "supplement", "accepted"]
    accepted_at = entries(walk, "outcome")[-1]["time"]
    assert accepted_at - walk.begins_at > 31 * DAY  # 前后改了1个多月
    assert on(walk.ends_at) - on(walk.begins_at) > timedelta(days=92)  # 前后3个多月
    inspections = [note["time"] for note in entries(walk, "note") if "现场核查" in note["fields"]["text"]]
    assert len(inspections) == 3
    gaps = [later - earlier for earlier, later in zip([accepted_at, *inspections], inspections, strict=False)]
    assert all(0 < gap <= 15 * DAY + 12 * 60 * MINUTE for gap in gaps)
    assert inspections[-1] < walk.ends_at
    assert [interval["why"] for interval in walk.state["stopped"]] == ["supplement"]


def test_felling_still_waits_for_its_result(walks: dict[str, Walk]) -> None:
    walk = walks["林木采伐许可证核发"]  # C07
    assert walk.mode == "self" and walk.status == "under_way"
    running = walk.state["spans"][walk.state["running"]]
    assert running["step"] == "wait" and running["ends"] is None
    assert not any(walk.totals.values())  # the case gives no times
