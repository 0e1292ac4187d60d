"""What a link opens, and what it does not: of another rectification nothing, whatever is known of it."""

import hashlib
import io

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.desk.owners.conftest import Given, Holder
from tests.desk.owners.test_by_link import DONE, PLAN
from tests.files import papers
from tests.sync.test_photos import picture, put
from zlc.accounts.audit import AuditLine
from zlc.database import db
from zlc.rectifications import link_files, records


def sent(holder, data, name="改后.jpg"):
    return holder.does("evidence", files=[(io.BytesIO(data), name)], evidence="改好了")


def evidence_of(given):
    with given.app.app_context():
        return [row.id for row in records.all_of(given.id)]


def with_photo(given, size, **said):
    """A photo that hangs on its problem; its entry."""
    shot = picture(size=size)
    told = {"sha256": hashlib.sha256(shot).hexdigest(), "bytes": len(shot), "of": given.problem, "caption": "排队的人", **said}
    entry = given.recording.add("photo", told)
    assert put(given.recording.phone.browser, shot).status_code == 201
    return entry


@pytest.fixture
def two(app, visit, record):
    """Two of the same unit, each with its link and a photo of its problem."""
    made = [Given(app, visit, record), Given(app, visit, record)]
    shots = [with_photo(given, (60 + n, 50)) for n, given in enumerate(made)]
    holders = [Holder(app, given.link()) for given in made]
    for holder in holders:
        holder.does("claim")
    return made, holders, shots


def test_the_token_of_one_opens_nothing_of_another(two):
    made, (mine, other), shots = two
    assert sent(other, picture(size=(80, 40))).status_code == 303
    theirs = evidence_of(made[1])[0]
    assert other.get(f"{other.link}/evidence/{theirs}").status_code == 200
    assert mine.get(f"{mine.link}/evidence/{theirs}").status_code == 404
    assert mine.get(f"{mine.link}/photos/{shots[0]}").status_code == 200
    assert mine.get(f"{mine.link}/photos/{shots[1]}").status_code == 404
    assert made[1].id not in mine.get(mine.link).text and shots[1] not in mine.get(mine.link).text


def test_whoever_knows_a_hash_has_nothing_by_it(two):
    made, (mine, other), _ = two
    shot = picture(size=(80, 40))
    assert sent(other, shot).status_code == 303
    reply = mine.does("evidence", held=f"{hashlib.sha256(shot).hexdigest()} 改后.jpg", evidence="改好了")
    assert reply.status_code == 422 and "有文件没有收到" in reply.text and evidence_of(made[0]) == []


def test_a_restricted_photo_stays_with_its_author_and_the_coordinator(app, given):
    entry = with_photo(given, (66, 50), restricted=True)
    holder = Holder(app, given.link())
    assert holder.get(f"{holder.link}/photos/{entry}").status_code == 404 and "排队的人" not in holder.opened.text


def test_it_lets_nobody_in(given, holder):
    """Not even to what the page is about."""
    for path in ("/problems", given.page, f"/problems/{given.problem}", "/mine", "/api/v1/changes"):
        reply = holder.client.get(path)
        assert reply.status_code in (302, 401), path
    with holder.client.session_transaction() as session:
        assert set(session) <= {"csrf_token", "_flashes", "_fresh", "by_link"}


@pytest.mark.parametrize("noun", ["verification", "failure", "grant", "denial", "reassignment", "rescheduling", "cancellation", "link"])
def test_it_does_what_an_owner_does_and_nothing_more(given, holder, noun):
    holder.does("claim")
    before = given.kept(lambda one: (one.state, one.due_on, one.link_id))
    assert holder.does(noun, reason="x", due_on="2027-01-04").status_code == 404
    assert given.kept(lambda one: (one.state, one.due_on, one.link_id)) == before


def test_the_walk_behind_it_and_a_change_of_the_guide_cannot_be_named(given, holder):
    holder.does("claim")
    holder.does("plan", **PLAN)
    reply = holder.does("evidence", walk=given.recording.walk, guide="x.1")
    assert reply.status_code == 422 and evidence_of(given) == []


def test_its_pages_are_kept_by_nobody_and_lead_nowhere(given, holder):
    for reply in (holder.opened, holder.get("/o/nothing"), holder.get(f"{holder.link}/thanks"), holder.does("progress", text="")):
        assert reply.headers.getlist("Referrer-Policy") == ["no-referrer"]
        assert reply.headers["Cache-Control"] == "no-store" and "noindex" in reply.headers["X-Robots-Tag"]


def test_of_others_it_says_no_names_but_whom_to_ask(given, holder):
    given.does("coordinator", "progress", text="已催")
    page = holder.get(holder.link).text
    assert "请找给您链接的联络员 联络员甲" in page
    assert "记录员甲" not in page and page.count("联络员甲") == 1


def test_a_photo_and_a_paper_come_by_it_and_are_opened_by_who_may(app, given, holder, visit):
    holder.does("claim")
    shot = picture(size=(80, 40))
    assert sent(holder, shot).status_code == 303
    assert sent(holder, papers.pdf(papers.acting), "通知.pdf").status_code == 303
    assert sent(holder, shot).status_code == 409, "the same once more"
    photo, paper = evidence_of(given)
    assert visit("coordinator").get(f"{given.page}/evidence/{photo}/photo").status_code == 200
    assert visit("coordinator2").get(f"{given.page}/evidence/{photo}/photo").status_code == 404
    assert holder.get(f"{holder.link}/evidence/{photo}?size=thumb").status_code == 200
    assert holder.get(f"{holder.link}/evidence/{paper}").mimetype == "application/pdf"
    assert "李师傅（凭链接）" in visit("coordinator").get(f"{given.page}/evidence/{photo}").text


def test_it_fills_no_disk(given, holder, monkeypatch):
    holder.does("claim")
    holder.does("plan", **PLAN)
    monkeypatch.setattr(link_files, "MOST_FILES", 1)
    assert sent(holder, picture(size=(80, 40))).status_code == 303
    reply = sent(holder, picture(size=(81, 40)))
    assert reply.status_code == 422 and "一个链接最多收" in reply.text and "改好了" in reply.text


def test_secrets_are_not_tried_fast(app):
    browser = Browser(app)
    told = [browser.get(f"/o/guess{n}").status_code for n in range(25)]
    assert told[:20] == [404] * 20 and told[-1] == 429


def test_what_is_done_by_it_is_in_the_log_by_name(app, given, holder):
    holder.does("claim")
    holder.does("refusal", reason="不归我")
    holder.get(f"{holder.link}x")
    with app.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.person_id.is_(None)).order_by(AuditLine.at)).all()
        told = [(line.verb, line.username, line.success) for line in lines if "link" in line.verb or line.verb.startswith("rect")]
    by = "李师傅（凭链接）"
    wanted = [("owner link opened", by, True), ("rectification.claim", by, True), ("owner link refused", "", False)]
    assert [one for one in wanted if one not in told] == []


@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_who_gave_the_link_or_used_it_does_not_verify(app, given, visit, who):
    """`given` was given out by the coordinator; the head uses the link on a browser that knows them."""
    link = given.link()
    browser = visit(who)
    for noun, said in (("claim", {}), ("plan", PLAN), ("submission", DONE)):
        browser.get(link)
        assert browser.post(f"{link}/{noun}", said).status_code == 303
    assert given.kept(lambda one: one.submitted_by) not in (None, given.recording.phone.person)
    reply = given.does(who, "verification", reason="看过")
    assert reply.status_code == 403 and given.kept(lambda one: one.state) == "submitted"
    assert given.does("recorder", "verification", reason="看过").status_code == 303


def test_another_coordinator_who_renewed_it_does_not_verify_either(app, given, world, visit):
    with app.app_context():
        person = world.person("colleague")
        person.roles = ["coordinator"]
        db.session.commit()
    holder = Holder(app, given.link("colleague"))
    for noun, said in (("claim", {}), ("plan", PLAN), ("submission", DONE)):
        assert holder.does(noun, **said).status_code == 303
    assert given.does("colleague", "verification", reason="看过").status_code == 403
