"""拟记的问题 beyond the figures: what a walk recorded is proposed, decided once, alone or ticked together."""

import re

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from tests.documents.conftest import fetched, text_of, tight
from zlc import clock
from zlc.catalogue.models import Matter
from zlc.database import db
from zlc.problems import gaps
from zlc.problems.gaps import GapDecision
from zlc.problems.models import Problem
from zlc.walks.models import Entry, Walk

OPEN = re.compile(r'name="gap" value="([^"]+)"')


@pytest.fixture
def four(record):
    """What the contract's walk recorded, of a matter of which nothing is worse than published; the entries by kind."""
    recording = record(place="市政务大厅", window="3")
    recording.add("stage", {"stage": "acceptance", "step": "window"})
    ids = {
        "check": recording.add("check", {"item": "guide", "verdict": "problem", "note": "写的和窗口要的不一样。"}),
        "proof": recording.add("material", {
            "name": "居住证明", "tags": ["strange", "circular"], "shareable_from": "公安局", "listed": True}),
        "agency": recording.add("intermediary", {"name": "宏图测绘", "fee": 800, "days": 5, "tags": ["overcharge"]}),
        "rating": recording.add("rating", {"level": 2}),
    }  # fmt: skip
    recording.add("check", {"item": "window", "verdict": "good"})
    recording.add("check", {"item": "order", "verdict": "na"})
    recording.add("material", {"name": "身份证", "listed": True})
    recording.add("intermediary", {"name": "公证处"})
    return recording, ids


TEXTS = {
    "check": "「服务指南」有问题（市政务大厅，窗口 3）：写的和窗口要的不一样。",
    "agency": "中介「宏图测绘」乱收费（市政务大厅，窗口 3）：收费 800 元；用时 5 天。",
    "proof": "要的证明「居住证明」是奇葩证明、循环证明（市政务大厅，窗口 3）：可向公安局共享取得。",
    "rating": "这次办事的评价是「不满意」（市政务大厅，窗口 3）。",
}


def page_of(browser, recording):
    return browser.get(f"/walks/{recording.walk}/comparison").text


def proposed(browser, recording):
    """The codes of what waits for a decision."""
    return OPEN.findall(page_of(browser, recording))


def decide(browser, recording, noun, codes, **filled):
    page_of(browser, recording)
    return browser.post(f"/walks/{recording.walk}/{noun}", {"gap": codes, **filled})


@pytest.fixture
def rows(app):
    """(how many problems and entries, the decisions as (code, n, verb, reason, problem))."""

    def look():
        with app.app_context():
            counts = [db.session.scalar(select(func.count()).select_from(table)) for table in (Problem, Entry)]
            rows = db.session.scalars(select(GapDecision).order_by(GapDecision.code, GapDecision.n))
            told = [(one.code, one.n, one.verb, one.reason, one.entry_id) for one in rows]
            db.session.remove()
            return counts, told

    return look


def test_the_four_of_the_contract_are_proposed_in_words_with_what_they_were_drawn_from(four, coordinator):
    recording, ids = four
    page = page_of(coordinator, recording)
    assert sorted(OPEN.findall(page)) == sorted(ids.values())
    assert "拟记的问题 4 条" in page and "拟记 4 条，待定 4 条" in page
    for kind, said in TEXTS.items():
        row = page[page.index(f'id="gap-{ids[kind]}"') :].partition("</li>")[0]
        assert said in row, kind
        assert f'href="/walks/{recording.walk}?entry={ids[kind]}#e-{ids[kind]}"' in row
    assert "办事指引不明 · 环节未记" not in page and "收费与中介 · 受理" in page and "奇葩、循环、重复证明 · 受理" in page
    assert "拟记 4 条待定" in coordinator.get("/walks").text
    assert "拟记 4 条，待定 4 条" in coordinator.get(f"/walks/{recording.walk}").text


def test_they_stand_beside_the_figures(four, coordinator, app, world):
    recording, ids = four
    with app.app_context():
        db.session.get_one(Matter, world.matter).wait_minutes = 1
        db.session.commit()
    assert proposed(coordinator, recording) == ["wait", *ids.values()]
    assert "差距 1 处，待定 1 处；另拟记 4 条，待定 4 条" in page_of(coordinator, recording)
    assert "差距 1 处、拟记 4 条待定" in coordinator.get("/walks").text


def test_nothing_is_proposed_against_what_nobody_published(record, coordinator):
    recording = record(matter=None, matter_text="没有公布的事项")
    for item in ("limit", "steps", "trips", "materials"):
        recording.add("check", {"item": item, "verdict": "problem"})
    recording.add("material", {"name": "表", "listed": False})
    assert proposed(coordinator, recording) == []


@pytest.mark.parametrize("again", ["fold", "note", "same", "strike and back", "more of it"])
def test_decided_once_they_do_not_come_again(four, coordinator, rows, again):
    recording, ids = four
    assert decide(coordinator, recording, "acceptances", [ids["check"], ids["proof"]]).status_code == 303
    assert decide(coordinator, recording, "dismissals", [ids["agency"], ids["rating"]], reason="已另记").status_code == 303
    assert proposed(coordinator, recording) == []
    if again == "fold":
        recording.add("note", {"text": "又记了一句"})
    elif again == "note":
        recording.amend(ids["check"], "note", "样表没有")
        recording.amend(ids["agency"], "fee", 900)
    elif again == "same":
        recording.add("check", {"item": "guide", "verdict": "problem"})
        recording.add("rating", {"level": 2})
        recording.amend(ids["proof"], "tags", ["circular"])
    elif again == "strike and back":
        for one in ids.values():
            struck = recording.strike(one)
            recording.strike(one, False, saw=[struck], reason="没有记重")
    else:
        recording.amend(ids["proof"], "tags", ["strange", "circular", "repeated"])
        recording.amend(ids["check"], "verdict", "absent")
    assert proposed(coordinator, recording) == []
    assert [one[2] for one in rows()[1]].count("accepted") == 2 and len(rows()[1]) == 4


def test_what_was_dropped_is_proposed_anew_when_it_is_judged_worse(four, coordinator, rows):
    recording, ids = four
    decide(coordinator, recording, "dismissals", list(ids.values()), reason="看过了")
    recording.amend(ids["check"], "verdict", "absent")
    recording.amend(ids["agency"], "tags", ["overcharge", "monopoly"])
    recording.amend(ids["proof"], "tags", ["circular", "strange"])
    recording.amend(ids["rating"], "level", 1)
    page = page_of(coordinator, recording)
    assert sorted(OPEN.findall(page)) == sorted([ids["check"], ids["agency"], ids["rating"]]), "the proof is what it was"
    assert "没有「服务指南」" in page and "以前定过：不记为问题，联络员甲" in page and "「看过了」" in page
    decide(coordinator, recording, "acceptances", [ids["check"]])
    assert [one[1:3] for one in rows()[1] if one[0] == ids["check"]] == [(1, "dropped"), (2, "accepted")]
    assert sorted(proposed(coordinator, recording)) == sorted([ids["agency"], ids["rating"]])
    recording.amend(ids["rating"], "level", 4)
    assert proposed(coordinator, recording) == [ids["agency"]]


def test_accepting_makes_problems_of_the_walk_that_phones_get(four, coordinator, rows, kept):
    recording, ids = four
    assert decide(coordinator, recording, "acceptances", list(ids.values())).status_code == 303
    made = {code: kept(entry) for code, _, _, _, entry in rows()[1]}
    assert {kind: made[ids[kind]].text for kind in ids} == TEXTS
    facts = {kind: (made[one].category, made[one].stage, made[one].check_item) for kind, one in ids.items()}
    assert facts == {
        "check": ("guidance", "acceptance", "guide"), "agency": ("fee", "acceptance", None),
        "proof": ("strange_proof", "acceptance", None), "rating": ("other", None, None),
    }  # fmt: skip
    pulled = {entry["id"] for entry in recording.phone.pull_all()}
    assert pulled >= {one.id for one in made.values()}
    page = page_of(coordinator, recording)
    assert page.count('tag green">已记为问题') == 4 and 'id="bulk"' not in page


def test_what_was_rewritten_goes_along_with_the_ticked_ones(four, coordinator, rows, kept):
    recording, ids = four
    decide(coordinator, recording, "acceptances", [ids["check"], ids["rating"]], **{f"text-{ids['check']}": "指南和实际不符"})
    made = {code: kept(entry).text for code, _, _, _, entry in rows()[1]}
    assert made == {ids["check"]: "指南和实际不符", ids["rating"]: TEXTS["rating"]}


def test_all_of_the_ticked_or_none(four, coordinator, visit, rows):
    recording, ids = four
    codes = list(ids.values())
    browser = visit("colleague")
    page_of(browser, recording)
    decide(coordinator, recording, "dismissals", [ids["rating"]])
    before = rows()
    reply = browser.post(f"/walks/{recording.walk}/acceptances", {"gap": codes, f"text-{ids['proof']}": "改过的话"})
    assert reply.status_code == 409 and rows() == before
    assert "联络员甲已在" in reply.text and "勾选的 4 条都没有记，还能定的仍勾着" in reply.text
    ticked = re.findall(r'name="gap" value="([^"]+)" checked', reply.text)
    assert ticked == codes[:3] and "改过的话</textarea>" in reply.text
    assert browser.post(f"/walks/{recording.walk}/acceptances", {"gap": ticked}).status_code == 303
    assert proposed(coordinator, recording) == []


@pytest.mark.parametrize(
    ("noun", "filled", "said"),
    [
        ("acceptances", {"gap": []}, "没有勾选，没有记"), ("dismissals", {"gap": []}, "没有勾选，没有定"),
        ("acceptances", {"gap": [str(n) for n in range(51)]}, "一次最多 50 条"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(four, coordinator, rows, noun, filled, said):
    recording, _ = four
    before = rows()
    page_of(coordinator, recording)
    reply = coordinator.post(f"/walks/{recording.walk}/{noun}", filled)
    assert reply.status_code == 422 and said in reply.text
    assert rows() == before


def test_texts_that_will_not_do_leave_all_as_it_was(four, coordinator, rows):
    recording, ids = four
    before = rows()
    reply = decide(coordinator, recording, "acceptances", [ids["rating"], ids["check"]], **{f"text-{ids['check']}": "长" * 1001})
    assert reply.status_code == 422 and "不超过 1000 字" in reply.text and "长" * 1001 in reply.text
    why = decide(coordinator, recording, "dismissals", [ids["rating"], ids["check"]], reason="因" * 501)
    assert why.status_code == 422 and "因" * 501 in why.text and '<details class="panel" open>' in why.text
    assert rows() == before


@pytest.mark.parametrize(
    ("username", "status"), [("office", 403), ("supervisor", 403), ("stranger", 404), ("coordinator2", 404), ("auditor", 404)]
)
@pytest.mark.parametrize("noun", ["acceptances", "dismissals"])
def test_only_the_walks_unit_decides(four, visit, rows, username, status, noun):
    recording, ids = four
    browser = visit(username)
    page = page_of(browser, recording)
    assert ('name="gap"' not in page) and (status == 404 or TEXTS["check"] in page)
    before = rows()
    browser.get("/password")
    assert browser.post(f"/walks/{recording.walk}/{noun}", {"gap": list(ids.values())}).status_code == status
    assert rows() == before


def test_an_element_of_which_a_person_recorded_the_problem_is_not_proposed(four, coordinator):
    recording, ids = four
    problem = recording.problem("指南写错了", check=ids["check"])
    assert ids["check"] not in proposed(coordinator, recording)
    recording.strike(problem)
    assert ids["check"] in proposed(coordinator, recording), "nobody has it any more"
    recording.problem("指南写错了", check="guide")
    assert ids["check"] not in proposed(coordinator, recording)


def test_of_several_judgements_of_an_element_the_latest_counts(record, coordinator):
    recording = record()
    recording.add("check", {"item": "guide", "verdict": "problem"})
    second = recording.add("check", {"item": "guide", "verdict": "good"})
    assert proposed(coordinator, recording) == []
    recording.strike(second)
    assert len(proposed(coordinator, recording)) == 1
    third = recording.add("check", {"item": "guide", "verdict": "absent"})
    assert proposed(coordinator, recording) == [third]


def test_told_twice_what_is_lacking_is_a_doubt_about_telling_it_at_once(record, coordinator, kept, rows):
    recording = record(place="市政务大厅")
    first = recording.add("outcome", {"result": "supplement", "reason": "缺复印件。"})
    assert proposed(coordinator, recording) == []
    second = recording.add("outcome", {"result": "supplement", "reason": "照片不合格"})
    day = clock.spoken_date(clock.today())
    said = f"补正 2 次，可能没有一次告知（市政务大厅）：{day}，缺复印件；{day}，照片不合格。"
    page = page_of(coordinator, recording)
    assert OPEN.findall(page) == ["supplements"] and said in page and f"entry={first}" in page and f"entry={second}" in page
    assert decide(coordinator, recording, "acceptances", ["supplements"]).status_code == 303
    problem = kept(rows()[1][0][4])
    assert (problem.category, problem.check_item, problem.text) == ("one_notice", "one_notice", said)
    recording.add("outcome", {"result": "supplement", "reason": "还缺一份"})
    assert proposed(coordinator, recording) == []
    assert "现在是：补正 3 次" in page_of(coordinator, recording)


def test_the_record_tells_each_decision_with_reason_and_who(four, coordinator):
    recording, ids = four
    decide(coordinator, recording, "acceptances", [ids["check"]])
    decide(coordinator, recording, "dismissals", [ids["rating"]], reason="是一时的气话")
    printed = text_of(fetched(coordinator, f"/walks/{recording.walk}/record.pdf").data)
    told = printed.split("发现的问题")[1].partition("需求、材料与体验")[0]
    assert "拟记的问题" in told and told.count("还没有定。") == 2
    assert "已记为问题〔" in told and "不记为问题，联络员甲" in told and tight("「是一时的气话」") in told
    for said in TEXTS.values():
        assert tight(said) in told


def test_the_audit_log_names_what_was_decided(four, coordinator, visit):
    recording, ids = four
    decide(coordinator, recording, "dismissals", [ids["agency"]])
    auditor = visit("auditor")
    lines = re.findall(r'href="(/audit/[^"?.]+)"', auditor.get("/audit?verb=gap.drop").text)
    said = auditor.get(lines[0]).text
    assert "拟记的不记" in said and "中介「宏图测绘」" in said


@pytest.mark.parametrize("name", ["x" * 3000, "<b>证明</b>\u202e", "   "])
def test_whatever_was_typed_makes_a_draft_that_can_be_accepted(record, coordinator, kept, rows, name):
    recording = record(place=name, window=name)
    code = recording.add("material", {"name": name, "tags": ["strange"], "shareable_from": name, "note": name})
    assert decide(coordinator, recording, "acceptances", [code]).status_code == 303
    assert len(kept(rows()[1][0][4]).text) <= 1000


def test_more_than_fifty_are_decided_fifty_at_a_time(record, coordinator):
    recording = record()
    made = [recording.phone.make(recording.walk, "material", {"name": f"证明 {n}", "tags": ["strange"]}) for n in range(53)]
    recording.phone.push(made)
    page = page_of(coordinator, recording)
    codes = OPEN.findall(page)
    assert len(codes) == 50 and "还有 3 条，定了上面的再列出来" in page
    assert decide(coordinator, recording, "dismissals", codes).status_code == 303
    assert len(proposed(coordinator, recording)) == 3


def test_without_a_script_one_link_ticks_them_all(four, coordinator):
    recording, ids = four
    page = coordinator.get(f"/walks/{recording.walk}/comparison?ticked=all").text
    assert sorted(re.findall(r'name="gap" value="([^"]+)" checked', page)) == sorted(ids.values())


def test_a_counter_session_and_a_walk_opened_by_mistake_propose_nothing(app, four):
    recording, _ = four
    opened = recording.phone.entries[0]["id"]
    recording.strike(opened)
    with app.app_context():
        assert gaps.gaps_of(db.session.get_one(Walk, recording.walk)) == []


def test_what_was_decided_about_figures_stays_both_ways(app, four, coordinator, world):
    with app.app_context():
        db.session.get_one(Matter, world.matter).wait_minutes = 1
        db.session.commit()
    recording, ids = four
    decide(coordinator, recording, "dismissals", ["wait", ids["check"]], reason="看过了")
    with app.app_context():
        before = ScriptDirectory(app.extensions["migrate"].directory).get_revision("0029").down_revision
        db.session.remove()
        flask_migrate.downgrade(revision=before)
        kept = db.session.execute(text("select code, verb, reason from gap_decisions")).all()
        assert [tuple(one) for one in kept] == [("wait", "dropped", "看过了")]
        db.session.remove()
        flask_migrate.upgrade()
        again = db.session.execute(text("select code, n, reason from gap_decisions")).all()
        assert [tuple(one) for one in again] == [("wait", 1, "看过了")]
        db.session.remove()
    assert "wait" not in proposed(coordinator, recording)
