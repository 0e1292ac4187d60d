"""What counts as the thing that somebody was shown: the decisions and the words, not what arrives beside them."""

from tests.days import due_in
from zlc.database import db
from zlc.problems.models import Problem
from zlc.walks.journal import folding


def version(app, entry):
    with app.app_context():
        folding.catch_up()
        return db.session.get_one(Problem, entry).version


def test_words_a_state_and_who_is_responsible_make_another_version_and_a_note_does_not(app, recording, coordinator):
    entry = recording.problem()
    seen = [version(app, entry)]
    recording.add("note", {"text": "旁边的一条"})
    assert version(app, entry) == seen[0]
    recording.amend(entry, "text", "改过的内容")
    seen.append(version(app, entry))
    for noun, filled in (("confirmation", {}), ("rectifications", {"department": "综合科"}), ("rectifications", {"department": "医保科"})):
        coordinator.get(f"/problems/{entry}")
        day = {"due_on": due_in(3).isoformat()} if filled else {}
        assert coordinator.post(f"/problems/{entry}/{noun}", filled | day).status_code == 303
        seen.append(version(app, entry))
    recording.amend(entry, "severity", 3)
    seen.append(version(app, entry))
    assert len(set(seen)) == len(seen), "the amendment that waits beside it counts too"


def test_of_several_ticked_those_that_changed_meanwhile_are_left_and_named(recording, coordinator, visit, kept):
    entries = [recording.problem(text) for text in ("甲", "乙")]
    for entry in entries:
        coordinator.get(f"/problems/{entry}")
        coordinator.post(f"/problems/{entry}/confirmation")
    coordinator.get("/problems")
    other = visit("coordinator")
    other.get(f"/problems/{entries[0]}")
    other.post(f"/problems/{entries[0]}/rejection", {"as_": "untrue", "reason": "核过"})
    filled = {"problem": entries, "department": "综合科", "due_on": due_in(3).isoformat()}
    page = coordinator.post("/rectifications", filled).text
    assert (kept(entries[0]).state, kept(entries[1]).state) == ("untrue", "rectifying")
    assert "1 条没有立项" in page and "：联络员甲已在" in page and "退回过（不属实）" in page


def test_whoever_corrected_the_words_is_named(recording, coordinator, kept):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    recording.amend(entry, "text", "改过的内容")
    late = coordinator.post(f"/problems/{entry}/confirmation")
    assert late.status_code == 409 and "记录员甲已在" in late.text and "改过的内容" in late.text
    assert kept(entry).state == "new"
