"""移交: a walk goes to another unit only when its coordinator lets it go and the other one takes it; restricted photos
stay behind. The attack that this answers: one amend of `open.unit` by a window clerk moved a walk with confirmed
problems and a restricted paper out of its unit."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from tests.phones import Phone
from tests.sync.test_photos import picture, put
from zlc.accounts.audit import AuditLine
from zlc.accounts.models import Person
from zlc.cli.database import upgrade_database
from zlc.config import ROOT
from zlc.database import db, uuid7
from zlc.problems.models import Problem
from zlc.walks.journal import folding
from zlc.walks.journal.held import HeldDecision
from zlc.walks.models import Departure, Entry, Handover, Walk

MIGRATIONS = ROOT / "zlc" / "migrations"
CAPTION = "授权书上的姓名和号码"


def sent_photo(recording, **data):
    """A photo of the walk whose bytes have arrived."""
    raw = picture(size=(64, 40 + len(data)))
    digest = hashlib.sha256(raw).hexdigest()
    entry = recording.add("photo", {"sha256": digest, "bytes": len(raw), "width": 64, "height": 40, **data})
    assert put(recording.phone.browser, raw).status_code in (200, 201)
    return entry


def wished(phone, walk, opened, unit, reason="走的是街道的事项", **more):
    """Push an amend of `open.unit`; returns (entry, result)."""
    change = {"unit": {"value": unit, "saw": []}, **more}
    entry = phone.make(walk, "amend", {"target": opened, "set": change, "reason": reason})
    return entry["id"], phone.push([entry]).json["results"][0]


@pytest.fixture
def opened(recording):
    return recording.phone.entries[0]["id"]


@pytest.fixture
def confirmed(recording, coordinator):
    entry = recording.problem()
    coordinator.get(f"/problems/{entry}")
    assert coordinator.post(f"/problems/{entry}/confirmation").status_code == 303
    return entry


@pytest.fixture
def paper(recording):
    return sent_photo(recording, restricted=True, caption=CAPTION)


@pytest.fixture
def request_(recording, opened, visit, world):
    """A window clerk asks for the move."""
    entry, result = wished(Phone.of(visit("clerk")), recording.walk, opened, world.units["other"])
    assert (result["status"], result["why"]) == ("held", "moves_walk"), result
    return entry


def post(browser, path, page="/held", **data):
    browser.get("/password")
    browser.get(page)
    return browser.post(path, data)


def unit_of(app, walk):
    with app.app_context():
        folding.catch_up()
        db.session.remove()
        return db.session.get_one(Walk, walk).unit_id


def lines(app, verb):
    with app.app_context():
        rows = db.session.scalars(select(AuditLine).where(AuditLine.verb == verb).order_by(AuditLine.at)).all()
        return [(row.username, row.about, row.detail) for row in rows]


def go(visit, entry):
    """Both coordinators of home and the other unit say yes."""
    assert post(visit("coordinator"), f"/handovers/{entry}/letting-go").status_code == 303
    assert post(visit("coordinator2"), f"/handovers/{entry}/taking").status_code == 303


def test_one_amend_by_a_clerk_moves_nothing(app, recording, confirmed, paper, request_, visit, world, coordinator):
    assert unit_of(app, recording.walk) == world.units["home"]
    page = coordinator.get(f"/walks/{recording.walk}")
    assert page.status_code == 200 and "窗口甲 要求把走流程移交给青溪街道" in page.text
    assert "有 1 件等您定" in coordinator.get("/walks").text and "有 1 件等您定" in coordinator.get("/problems").text
    assert coordinator.get(f"/problems/{confirmed}").status_code == 200
    assert coordinator.get(f"/api/v1/photos/{paper}").status_code == 200
    for name in ("stranger", "coordinator2"):
        other = visit(name)
        assert other.get(f"/walks/{recording.walk}").status_code == 404
        assert other.get(f"/problems/{confirmed}").status_code == 404
        assert other.get(f"/api/v1/photos/{paper}").status_code == 404
        assert other.api("GET", f"/walks/{recording.walk}/journal").status_code == 404
    there = Phone.of(visit("stranger"))
    assert there.pull_all() == [] and request_ not in visit("coordinator2").get("/held").text
    assert Phone.of(visit("colleague")).pull().json["gone"] == []


def test_nobody_sees_the_amended_unit_before_it_holds(recording, request_, visit):
    pulled = {entry["id"] for entry in Phone.of(visit("colleague")).pull_all()}
    assert request_ not in pulled and recording.phone.entries[0]["id"] in pulled
    journal = recording.phone.browser.api("GET", f"/walks/{recording.walk}/journal").json
    assert [(one["id"], one["why"]) for one in journal["held"]] == [(request_, "moves_walk")]
    assert request_ not in {line["id"] for line in journal["entries"]}


def test_both_say_yes_and_it_goes_with_its_problems_but_not_the_paper(
    app, recording, confirmed, paper, request_, visit, world, coordinator, kept
):
    open_photo = sent_photo(recording, caption="大厅")
    number = kept(confirmed).full_number
    go(visit, request_)
    assert unit_of(app, recording.walk) == world.units["other"]
    other = visit("coordinator2")
    page = other.get(f"/walks/{recording.walk}").text
    assert "有 1 张受限照片留在原单位" in page and CAPTION not in page
    assert other.get(f"/api/v1/photos/{paper}").status_code == 404
    assert other.get(f"/api/v1/photos/{open_photo}").status_code == 200
    assert other.get(f"/walks/{recording.walk}/photos/{paper}").status_code == 404
    problem = kept(confirmed)
    assert (problem.unit_id, problem.state, problem.frozen) == (world.units["other"], "confirmed", True)
    assert problem.full_number == number
    moved = problem.events[-1]
    assert (moved.verb, moved.by, moved.detail["number"]) == ("moved", world.people["coordinator2"], number)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Problem)) == 1
    # Where it was, it is gone, but for the paper, which its author and their coordinator still see.
    for path in (f"/walks/{recording.walk}", f"/problems/{confirmed}", f"/api/v1/photos/{open_photo}"):
        assert coordinator.get(path).status_code == 404
    for path in (f"/walks/{recording.walk}", f"/problems/{confirmed}"):
        page = coordinator.get(path).text
        assert "<h1>已移到别的单位</h1>" in page and "已经移到别的单位" in page and "没有办成" not in page
    assert coordinator.get(f"/api/v1/photos/{paper}").status_code == 200
    assert recording.phone.browser.get(f"/api/v1/photos/{paper}").status_code == 200
    for name in ("colleague", "clerk", "head", "stranger", "office", "supervisor", "admin", "auditor"):
        assert visit(name).get(f"/api/v1/photos/{paper}").status_code == 404, name
    listed = coordinator.get("/held").text
    assert "已移交出去的走流程" in listed and f"/api/v1/photos/{paper}" in listed
    assert recording.phone.pull().json["gone"] == [recording.walk]
    assert len(Phone.of(visit("stranger")).pull_all()) == len(recording.phone.entries) + 1


def test_the_new_unit_reads_no_word_of_the_paper_whatever_is_amended(recording, paper, request_, visit):
    recording.amend(paper, "caption", f"{CAPTION}，改过")
    go(visit, request_)
    there = Phone.of(visit("stranger"))
    entry = there.make(
        recording.walk, "amend",
        {"target": paper, "set": {"restricted": {"value": False, "saw": []}}, "reason": "想看"},
    )  # fmt: skip
    assert there.push([entry]).json["results"][0]["status"] == "stored"
    for name in ("stranger", "coordinator2"):
        browser = visit(name)
        assert CAPTION not in browser.get(f"/walks/{recording.walk}").text
        assert CAPTION not in browser.get(f"/walks/{recording.walk}/photos").text
        assert browser.get(f"/api/v1/photos/{paper}").status_code == 404


def test_the_way_back_is_the_same_and_nothing_doubles(app, recording, confirmed, paper, request_, visit, world, kept):
    go(visit, request_)
    other = visit("coordinator2")
    reply = post(
        other, f"/walks/{recording.walk}/handovers", f"/walks/{recording.walk}",
        unit=world.units["home"], reason="还是人社局的事项",
    )  # fmt: skip
    assert reply.status_code == 303
    with app.app_context():
        back = db.session.scalar(select(Entry.id).where(Entry.status == "held", Entry.why == "moves_walk"))
        assert db.session.get(Handover, back) is not None, "who asks and is the coordinator has let it go"
    assert unit_of(app, recording.walk) == world.units["other"]
    home = visit("coordinator")
    assert "要求把走流程移交给市人社局" in home.get("/held").text
    assert post(home, f"/handovers/{back}/taking").status_code == 303
    assert unit_of(app, recording.walk) == world.units["home"]
    assert kept(confirmed).unit_id == world.units["home"] and kept(confirmed).state == "confirmed"
    assert home.get(f"/api/v1/photos/{paper}").status_code == 200
    page = home.get(f"/walks/{recording.walk}").text
    assert "留在原单位" not in page and page.count("接收</span>") == 2
    assert visit("coordinator2").get(f"/walks/{recording.walk}").status_code == 404
    cursor = recording.phone.pull().json
    assert cursor["gone"] == [] and len(recording.phone.pull_all()) == len(recording.phone.entries) + 2
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Departure)) == 2
        assert db.session.scalar(select(func.count()).select_from(Problem)) == 1


MAY = {
    "letting-go": {"coordinator"}, "taking": {"coordinator2"}, "declining": {"coordinator2"}, "dismissal": {"coordinator"},
}  # fmt: skip
PEOPLE = (
    "recorder", "colleague", "head", "clerk", "coordinator", "stranger", "coordinator2", "office", "supervisor", "admin",
    "auditor",
)  # fmt: skip


@pytest.mark.parametrize("verb", MAY)
def test_only_the_coordinator_whose_turn_it_is_decides(app, recording, request_, visit, world, verb):
    path = f"/held/{request_}/dismissal" if verb == "dismissal" else f"/handovers/{request_}/{verb}"
    if verb in ("taking", "declining"):
        assert post(visit("coordinator"), f"/handovers/{request_}/letting-go").status_code == 303
    for name in PEOPLE:
        if name not in MAY[verb]:
            browser = visit(name)
            browser.get("/password")
            assert browser.post(path, {"reason": "试试"}).status_code in (403, 404), name
    with app.app_context():
        assert db.session.get(HeldDecision, request_) is None
        assert (db.session.get(Handover, request_) is not None) == (verb in ("taking", "declining"))
    (name,) = MAY[verb]
    assert post(visit(name), path, reason="说明理由").status_code == 303
    assert unit_of(app, recording.walk) == world.units["other" if verb == "taking" else "home"]


def test_nobody_takes_what_was_not_let_go(app, recording, request_, visit, world):
    browser = visit("coordinator2")
    browser.get("/password")
    assert browser.post(f"/handovers/{request_}/taking").status_code == 404
    home = post(visit("coordinator"), f"/held/{request_}/release")
    assert home.status_code == 422 and "不能直接采用" in home.text
    assert unit_of(app, recording.walk) == world.units["home"]


def test_declined_it_stays_and_its_history_says_why(app, recording, request_, visit, world, coordinator):
    post(coordinator, f"/handovers/{request_}/letting-go")
    assert post(visit("coordinator2"), f"/handovers/{request_}/declining", reason=" ").status_code == 422
    assert post(visit("coordinator2"), f"/handovers/{request_}/declining", reason="不是街道的事").status_code == 303
    assert unit_of(app, recording.walk) == world.units["home"]
    page = coordinator.get(f"/walks/{recording.walk}").text
    for words in ("不接收", "不是街道的事", "联络员丙", "联络员甲", "窗口甲"):
        assert words in page, words
    again = post(visit("coordinator2"), f"/handovers/{request_}/taking")
    assert again.status_code == 409 and "联络员丙已在" in again.text and "不接收过" in again.text


def test_dismissed_by_its_own_coordinator_also_after_letting_go(app, recording, request_, visit, world, coordinator):
    post(coordinator, f"/handovers/{request_}/letting-go")
    assert "等青溪街道的联络员接收" in coordinator.get("/held").text
    assert post(coordinator, f"/held/{request_}/dismissal", reason="想错了").status_code == 303
    late = post(visit("coordinator2"), f"/handovers/{request_}/taking")
    assert late.status_code == 409 and "联络员甲已在" in late.text
    assert unit_of(app, recording.walk) == world.units["home"]
    assert "想错了" in coordinator.get(f"/walks/{recording.walk}").text


def test_a_second_click_says_who_was_first(recording, request_, visit, coordinator):
    post(coordinator, f"/handovers/{request_}/letting-go")
    again = post(coordinator, f"/handovers/{request_}/letting-go")
    assert again.status_code == 409 and "联络员甲已在" in again.text and "同意移交过" in again.text
    other = visit("coordinator2")
    post(other, f"/handovers/{request_}/taking")
    again = post(other, f"/handovers/{request_}/taking")
    assert again.status_code == 409 and "联络员丙已在" in again.text and "接收过" in again.text


def test_of_several_requests_the_others_lapse_when_one_is_taken(
    app, recording, opened, request_, visit, world, coordinator
):
    second, _ = wished(recording.phone, recording.walk, opened, world.units["centre"], "该归营商办")
    recording.phone.entries.pop()
    for entry in (request_, second):
        assert post(coordinator, f"/handovers/{entry}/letting-go").status_code == 303
    assert post(visit("coordinator2"), f"/handovers/{request_}/taking").status_code == 303
    with app.app_context():
        lapsed = db.session.get_one(HeldDecision, second)
        assert (lapsed.verb, lapsed.by) == ("dismiss", world.people["coordinator2"])
        db.session.get_one(Person, world.people["office"]).roles = ["office", "coordinator"]
        db.session.commit()
    late = post(visit("office"), f"/handovers/{second}/taking")
    assert late.status_code == 409 and "联络员丙已在" in late.text
    assert unit_of(app, recording.walk) == world.units["other"]


@pytest.mark.parametrize("value", ["own", None, "nowhere"])
def test_an_amend_that_moves_nowhere_is_taken_at_once(app, recording, opened, world, value):
    unit = world.units["home"] if value == "own" else value
    _, result = wished(recording.phone, recording.walk, opened, unit)
    assert result["status"] == "stored"
    assert unit_of(app, recording.walk) == world.units["home"]


def test_what_stands_beside_the_unit_waits_with_it(app, recording, opened, world, visit):
    entry, result = wished(
        recording.phone, recording.walk, opened, world.units["other"], place={"value": "街道大厅", "saw": []}
    )
    assert result["why"] == "moves_walk"
    with app.app_context():
        folding.catch_up()
        assert db.session.get_one(Walk, recording.walk).place is None
    go(visit, entry)
    with app.app_context():
        assert db.session.get_one(Walk, recording.walk).place == "街道大厅"


def test_no_fold_moves_a_walk(app, recording, opened, request_, visit, world):
    """A second `open` that names another unit, brought to the front by amending its time, is no way round."""
    go(visit, request_)
    there = Phone.of(visit("stranger"))
    at = json.loads(recording.phone.entries[0]["body"])["at"]
    second = there.make(
        recording.walk, "open",
        {"as": "applicant", "mode": "self", "channel": "hall", "unit": world.units["other"]}, at + 1,
    )  # fmt: skip
    assert there.push([second]).json["results"][0]["status"] == "stored"
    earlier = there.make(
        recording.walk, "amend", {"target": opened, "set": {"at": {"value": at + 9, "saw": []}}, "reason": "晚了"}
    )
    assert there.push([earlier]).json["results"][0]["status"] == "stored"
    assert unit_of(app, recording.walk) == world.units["other"]
    with app.app_context():
        db.session.get_one(Walk, recording.walk).marked = True
        db.session.commit()
    assert unit_of(app, recording.walk) == world.units["other"]


def test_every_step_is_in_the_log_with_walk_units_and_people(app, recording, request_, visit, world):
    go(visit, request_)
    names = {"from_unit": "市人社局", "to_unit": "青溪街道", "asked_by": "窗口甲", "let_go_by": "联络员甲"}
    for verb, who in (("handover.let_go", "coordinator"), ("handover.take", "coordinator2")):
        ((username, about, detail),) = lines(app, verb)
        assert (username, about) == (who, recording.walk)
        assert detail == names | {"entry": request_, "walk": "灵活就业人员参保登记"}
    ((username, about, detail),) = lines(app, "handover.asked")
    assert (username, about, detail["entry"]) == ("clerk", recording.walk, request_)
    assert detail["to_unit"] == world.units["other"]


def test_offered_again_after_a_restore_it_is_asked_again(app, recording, opened, request_, visit, world):
    """The same entry again is the duplicate of what became of it."""
    clerk = Phone.of(visit("clerk"))
    with app.app_context():
        body = db.session.get_one(Entry, request_).body.decode()
    again = clerk.freeze(body, request_)
    result = clerk.push([again]).json["results"][0]
    assert (result["status"], result["duplicate"], result["why"]) == ("held", True, "moves_walk")
    go(visit, request_)
    result = clerk.push([again]).json["results"][0]
    assert (result["status"], result["duplicate"]) == ("stored", True)


@pytest.mark.parametrize("unit", ["", "home", "nowhere"])
def test_a_request_names_another_unit(recording, world, unit):
    browser, path = recording.phone.browser, f"/walks/{recording.walk}/handovers"
    reply = post(browser, path, f"/walks/{recording.walk}", unit=world.units.get(unit, unit), reason="理由")
    assert reply.status_code == 422 and "请选择移交给哪个单位" in reply.text and "理由</textarea>" in reply.text


def test_what_is_missing_is_told_at_once(recording):
    browser, path = recording.phone.browser, f"/walks/{recording.walk}/handovers"
    reply = post(browser, path, f"/walks/{recording.walk}", unit="", reason=" ")
    assert reply.status_code == 422 and "请选择移交给哪个单位，并写明理由" in reply.text


@pytest.mark.parametrize(("username", "status"), [("office", 403), ("supervisor", 403), ("stranger", 404), ("admin", 404)])
def test_only_the_walks_own_people_ask(recording, visit, world, username, status):
    browser = visit(username)
    browser.get("/password")
    reply = browser.post(f"/walks/{recording.walk}/handovers", {"unit": world.units["other"], "reason": "试试"})
    assert reply.status_code == status


def test_asking_twice_is_asked_once(app, recording, world, coordinator):
    path, page = f"/walks/{recording.walk}/handovers", f"/walks/{recording.walk}"
    asked = {"unit": world.units["other"], "reason": "走错了"}
    browser = recording.phone.browser
    assert post(browser, path, page, **asked).status_code == 303
    assert post(browser, path, page, **asked).status_code == 409
    assert "记录员甲 要求把走流程移交给青溪街道" in coordinator.get("/held").text
    assert "（待核对 1 条）" in coordinator.get("/devices").text


def test_two_coordinators_at_once_do_not_both_decide(app, recording, request_, visit, world):
    post(visit("coordinator"), f"/handovers/{request_}/letting-go")
    ready, home, other = Barrier(2), visit("coordinator"), visit("coordinator2")
    home.get("/held"), other.get("/held")

    def at_once(browser, path):
        ready.wait()
        return browser.client.post(path, data={"csrf_token": browser.token, "reason": "同时", **browser.seen_with(path, {})}).status_code

    with ThreadPoolExecutor(2) as pool:
        told = list(
            pool.map(at_once, (home, other), (f"/held/{request_}/dismissal", f"/handovers/{request_}/taking"))
        )
    assert sorted(told) == [303, 409]
    moved = world.units["other"] if told[1] == 303 else world.units["home"]
    assert unit_of(app, recording.walk) == moved
    with app.app_context():
        decision = db.session.get_one(HeldDecision, request_)
        assert decision.verb == ("take" if told[1] == 303 else "dismiss")
        assert db.session.scalar(select(func.count()).select_from(Departure)) == (told[1] == 303)


def test_a_request_before_its_open_has_come_waits_too(app, visit, world):
    phone, walk = Phone.of(visit("recorder")), uuid7()
    opened = phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall"})
    entry, result = wished(phone, walk, opened["id"], world.units["other"])
    assert (result["status"], result["why"]) == ("held", "moves_walk")
    phone.push([opened])
    assert unit_of(app, walk) == world.units["home"]
    page = visit("coordinator").get(f"/walks/{walk}")
    assert page.status_code == 200 and "要求把走流程移交给青溪街道" in page.text
    go(visit, entry)
    assert unit_of(app, walk) == world.units["other"]


def test_an_old_database_keeps_moved_walks_where_they_are_and_brings_papers_home(
    app, recording, confirmed, paper, request_, visit, world
):
    """As it was before: an amendment that is stored, a walk that has departed, and nothing known of handovers."""
    go(visit, request_)
    before = ScriptDirectory(str(MIGRATIONS)).get_revision("0009").down_revision
    with app.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision=before)
        db.session.execute(text("update walks set marked = true"))
        db.session.commit()
        upgrade_database()
        assert db.session.scalar(select(func.count()).select_from(Handover)) == 0
    assert unit_of(app, recording.walk) == world.units["other"]
    assert visit("coordinator").get(f"/api/v1/photos/{paper}").status_code == 200
    assert visit("coordinator2").get(f"/api/v1/photos/{paper}").status_code == 404
    assert visit("coordinator2").get(f"/problems/{confirmed}").status_code == 200
