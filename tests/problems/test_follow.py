"""The list follows the journal."""

import re

from sqlalchemy import func, select

from tests.phones import MINUTE
from tests.recordings import TEXT
from zlc import clock
from zlc.database import db
from zlc.problems import numbers
from zlc.problems.follow import follow
from zlc.problems.models import Problem, ProblemEvent
from zlc.walks.journal import folding
from zlc.walks.journal.commits import CommitClock
from zlc.walks.models import Walk


def test_a_problem_entry_becomes_one_row_with_the_entrys_id(recording, kept, world):
    problem = kept(recording.problem())
    assert (problem.text, problem.category, problem.stage, problem.severity) == (TEXT, "queue", "queue", 2)
    assert problem.state == "new" and not problem.frozen
    assert problem.unit_id == world.units["home"] and problem.walk_id == recording.walk
    assert problem.matter_name == "灵活就业人员参保登记" and problem.recorder_id == world.people["recorder"]


def test_numbers_count_per_unit_and_quarter(recording, record, kept):
    first, second = kept(recording.problem("一")), kept(recording.problem("二"))
    elsewhere = kept(record("stranger").problem("三"))
    assert (first.number, second.number, elsewhere.number) == (1, 2, 1)
    day = clock.local(first.found_at).date()
    season = "一二三四"[(day.month - 1) // 3]
    assert second.full_number == f"〔{day.year}〕{season}季度-市人社局-问题-002"
    assert second.short_number == f"{season}季-002"


def test_last_years_problem_is_numbered_in_its_own_quarter(recording, kept):
    long_ago = kept(recording.problem(at=clock.now_ms() - 400 * 24 * 60 * MINUTE))
    assert long_ago.quarter == numbers.quarter_of(clock.local(long_ago.found_at).date())
    assert long_ago.number == 1


def test_a_severity_that_was_never_said_reads_as_not_recorded(recording, kept):
    entry = recording.add("problem", {"text": "没有写类别"})
    problem = kept(entry)
    assert (problem.category, problem.severity, problem.stage) == (None, None, None)
    assert problem.severity_name == "未记"


def test_the_stage_may_be_a_stage_entry_and_the_check_a_check_entry(recording, kept):
    stage = recording.add("stage", {"stage": "acceptance", "step": "window"})
    check = recording.add("check", {"item": "one_notice", "verdict": "problem"})
    problem = kept(recording.problem(stage=stage, check=check))
    assert (problem.stage, problem.stage_entry, problem.check_item) == ("acceptance", stage, "one_notice")


def test_photos_of_the_problem_are_counted(recording, kept):
    entry = recording.problem()
    before = kept(entry)
    recording.add("photo", {"sha256": "a" * 64, "bytes": 10, "of": entry})
    after = kept(entry)
    assert (before.photo_count, after.photo_count) == (0, 1)
    assert after.commit > before.commit


def test_amendments_are_followed_while_new(recording, kept):
    entry = recording.problem()
    first = recording.amend(entry, "text", "窗口只开了一个")
    problem = kept(entry)
    assert problem.text == "窗口只开了一个" and problem.settled == [first] and problem.waiting == []


def test_amendments_after_the_confirmation_stand_beside(recording, kept, coordinator):
    entry = recording.problem()
    kept(entry)
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    late = recording.amend(entry, "text", "窗口只开了一个")
    problem = kept(entry)
    assert problem.text == TEXT
    assert [(one["id"], one["set"], one["reason"]) for one in problem.waiting] == [
        (late, {"text": "窗口只开了一个"}, "写错了")
    ]


def test_an_amendment_that_was_overtaken_waits_no_more(recording, kept, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    first = recording.amend(entry, "text", "一改")
    second = recording.amend(entry, "text", "再改", saw=[first])
    assert [one["id"] for one in kept(entry).waiting] == [second]


def test_struck_while_new_is_withdrawn_and_comes_back(recording, kept, world):
    entry = recording.problem()
    kept(entry)
    strike = recording.strike(entry)
    withdrawn = kept(entry)
    assert (withdrawn.state, withdrawn.struck) == ("withdrawn", True)
    recording.strike(entry, False, [strike], "没有记重")
    back = kept(entry)
    assert (back.state, back.struck) == ("new", False)
    told = [(event.verb, event.by, event.reason) for event in back.events]
    recorder = world.people["recorder"]
    assert told == [("withdrawn", recorder, "记重了"), ("restored", recorder, "没有记重")]


def test_struck_before_it_was_ever_seen_is_withdrawn_too(recording, kept):
    entry = recording.phone.make(recording.walk, "problem", {"text": "按错了"})
    undo = recording.phone.make(
        recording.walk, "amend",
        {"target": entry["id"], "set": {"void": {"value": True, "saw": []}}, "reason": "undo"},
    )  # fmt: skip
    recording.phone.push([undo, entry])
    assert kept(entry["id"]).state == "withdrawn"


def test_struck_after_the_confirmation_stays_and_is_flagged(recording, kept, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    coordinator.post(f"/problems/{entry}/confirmation")
    recording.strike(entry)
    problem = kept(entry)
    assert (problem.state, problem.struck) == ("confirmed", True)
    assert "记录人已把这条问题划去" in coordinator.get(f"/problems/{entry}").text


def test_folding_again_changes_nothing(app, recording, kept):
    entry = recording.problem()
    before = kept(entry)
    with app.app_context():
        walk = db.session.get_one(Walk, recording.walk)
        number = db.session.scalar(select(CommitClock.value))
        follow(walk, walk.read_state())
        db.session.commit()
        assert db.session.scalar(select(CommitClock.value)) == number
        assert db.session.scalar(select(func.count()).select_from(ProblemEvent)) == 0
    after = kept(entry)
    assert (after.commit, after.n, after.number) == (before.commit, before.n, before.number)


def test_only_rows_that_changed_are_told_again(recording, kept):
    one, other = recording.problem("一"), recording.problem("二")
    before = kept(one), kept(other)
    recording.amend(other, "severity", 3)
    after = kept(one), kept(other)
    assert after[0].commit == before[0].commit
    assert after[1].commit > before[1].commit and after[1].severity == 3


def test_two_problems_of_one_fold_have_their_own_place(recording, kept):
    made = [recording.phone.make(recording.walk, "problem", {"text": str(n)}) for n in range(3)]
    recording.phone.push(made)
    rows = [kept(one["id"]) for one in made]
    assert len({row.commit for row in rows}) == 1
    assert sorted(row.n for row in rows) == [0, 1, 2]
    assert sorted(row.number for row in rows) == [1, 2, 3]


def test_problems_go_with_their_walk_to_another_unit(recording, kept, world, coordinator, visit):
    entry = recording.problem()
    number = kept(entry).full_number
    page = f"/walks/{recording.walk}"
    coordinator.get(page)
    asked = {"unit": world.units["other"], "reason": "走的是街道的事项"}
    assert coordinator.post(f"{page}/handovers", asked).status_code == 303
    there = visit("coordinator2")
    wish = re.search(r"/handovers/([0-9a-f-]+)/taking", there.get("/held").text)[1]
    assert there.post(f"/handovers/{wish}/taking").status_code == 303
    moved = kept(entry)
    assert (moved.unit_id, moved.full_number) == (world.units["other"], number) and moved.events[-1].verb == "moved"
    page = there.get("/problems").text
    assert f">{number}<" in page and number in there.get(f"/problems/{entry}").text, "the short one may be another's there"
    assert "原属云岭市人力资源和社会保障局，编号不变" in there.get(f"/problems/{entry}").text
    assert coordinator.get(f"/problems/{entry}").status_code == 404
    assert there.get(f"/problems/{entry}").status_code == 200


def test_following_costs_the_same_number_of_queries_for_many_problems(app, recording):
    made = [recording.phone.make(recording.walk, "problem", {"text": f"问题 {n}"}) for n in range(30)]
    recording.phone.push(made)
    with app.app_context():
        folding.catch_up()
        walk = db.session.get_one(Walk, recording.walk)
        state = walk.read_state()
        assert db.session.scalar(select(func.count()).select_from(Problem)) == 30
        db.session.expire_all()
        statements = []
        from sqlalchemy import event

        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        follow(walk, state)
        assert len(statements) <= 6, statements
