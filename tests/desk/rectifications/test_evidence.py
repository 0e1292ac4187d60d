"""佐证 by the page: added while it is put right or with 报完成, lost by no refusal, and opened by whoever may read the rectification."""

import hashlib
import io

import pytest
from sqlalchemy import select

from tests.days import due_in
from tests.files import papers
from tests.sync.test_photos import picture
from zlc.accounts.audit import AuditLine
from zlc.database import db
from zlc.rectifications import records
from zlc.rectifications.models import Rectification
from zlc.walks.photos import disk as photo_disk

PLAN = {"cause": "process", "measure": "收件清单减一份", "figure": "materials", "target": "2 份"}
WORDS = "窗口左边的新告示"


def file(data, name):
    return io.BytesIO(data), name


@pytest.fixture
def given(rectified, world):
    return rectified(world.people["clerk"])


@pytest.fixture
def under_way(given, does):
    for noun, said in (("claim", {}), ("plan", PLAN)):
        assert does("clerk", given, noun, **said).status_code == 303
    return given


def rows(app):
    with app.app_context():
        found = records.all_of(db.session.scalars(select(Rectification.id)).first())
        return [(row.kind, row.name, row.text) for row in found]


def places(page):
    """The addresses of photos, pages and files on it."""
    return sorted({part.split('"')[0] for part in page.split('"/rectifications/')[1:] if "/evidence/" in part.split('"')[0]})


def test_photos_and_files_are_added_at_any_time_and_completion_rests_on_them(app, under_way, does, visit):
    empty = does("clerk", under_way, "evidence")
    assert empty.status_code == 422 and "还没有选照片、文件" in empty.text
    nothing = does("clerk", under_way, "submission")
    assert nothing.status_code == 422 and "请写整改成效" in nothing.text and "报完成要有新的佐证" in nothing.text, "both at once"
    bare = does("clerk", under_way, "submission", effect="好了")
    assert bare.status_code == 422 and "报完成要有新的佐证" in bare.text and "好了" in bare.text
    list_ = papers.docx()
    sent = [file(picture(), "改后.jpg"), file(papers.pdf(papers.acting), "C:/资料/通知.pdf"), file(list_, "清单.docx")]
    reply = does("clerk", under_way, "evidence", files=sent, evidence=WORDS)
    page = visit("clerk").get(under_way).text
    assert reply.status_code == 303 and "佐证 3 份" in page
    assert rows(app) == [("photo", "改后.jpg", WORDS), ("file", "通知.pdf", WORDS), ("file", "清单.docx", WORDS)]
    assert "佐证：照片 1 份、文件「通知.pdf」、文件「清单.docx」" in page and "<strong>添加佐证</strong>" in page
    again = does("clerk", under_way, "evidence", files=[file(picture(), "又一次.jpg"), file(list_, "清单.docx")])
    assert again.status_code == 303 and len(rows(app)) == 4, "the noise of the picture is another each time, the paper is the same"
    assert does("clerk", under_way, "submission", effect="好了").status_code == 303
    assert does("clerk", under_way, "evidence", evidence_kind="words", evidence=WORDS).status_code == 409, "it waits for the verifier"
    assert does("head", under_way, "failure", due_on=due(), reason="还在要").status_code == 303
    stale = does("clerk", under_way, "submission", effect="又好了")
    assert stale.status_code == 422 and "新的佐证" in stale.text, "what did not do then does not do again"
    done = does("clerk", under_way, "submission", effect="又好了", files=[file(papers.xlsx(), "台账.xlsx")], evidence="一个月的数")
    assert done.status_code == 303 and rows(app)[-1] == ("file", "台账.xlsx", "一个月的数")


def due():
    return due_in(14).isoformat()


def test_a_refused_file_loses_no_text_and_no_other_file(app, under_way, does, visit):
    browser = visit("clerk")
    browser.get(under_way)
    bad = [file(b"<svg onload=alert(1)>", "坏.png"), file(papers.locked(), "密.pdf")]
    sent = [file(picture(), "好.jpg"), *bad, file(papers.xlsx(), "表.xlsx")]
    reply = browser.post(f"{under_way}/submission", {"effect": "写了很久", "evidence": WORDS, "files": sent})
    assert reply.status_code == 422 and rows(app) == []
    for words in ("「坏.png」没有收：这是网页或矢量图", "「密.pdf」没有收：文件设了打开密码", "其余 2 份已收下", "写了很久", WORDS):
        assert words in reply.text, words
    held = [part.split('"')[0] for part in reply.text.split('name="held" value="')[1:]]
    assert [one[65:] for one in held] == ["好.jpg", "表.xlsx"]
    again = browser.post(f"{under_way}/submission", {"effect": "", "evidence": WORDS, "held": held})
    assert again.status_code == 422 and all(one in again.text for one in held), "nor does what else was not filled in"
    stranger = visit("coordinator")
    stranger.get(under_way)
    theirs = stranger.post(f"{under_way}/evidence", {"held": held})
    assert theirs.status_code == 422 and "没有收到" in theirs.text and rows(app) == [], "a hash opens nothing that somebody else has sent"
    assert browser.post(f"{under_way}/submission", {"effect": "写了很久", "evidence": WORDS, "held": held}).status_code == 303
    assert [name for _, name, _ in rows(app)] == ["好.jpg", "表.xlsx"]


def test_who_may_read_it_opens_what_is_there_and_nobody_else(app, under_way, does, visit, rectified):
    does("clerk", under_way, "evidence", files=[file(picture(), "改后.jpg"), file(papers.pdf(), "../../通知.html")])
    found = places(visit("clerk").get(under_way).text)
    at = [f"/rectifications/{one.removesuffix('?size=thumb')}" for one in found]
    photo, paper = (next(one for one in at if one.endswith(what)) for what in ("/photo", "/file"))
    large = photo.removesuffix("/photo")
    addresses = [large, photo, f"{photo}?size=thumb", f"{photo}?size=page", f"{photo}?size=full", paper]
    for who in ("clerk", "coordinator", "head", "recorder", "office", "supervisor"):
        assert [visit(who).get(address).status_code for address in addresses] == [200] * 6, who
    for who in ("stranger", "coordinator2", "admin", "auditor"):
        assert [visit(who).get(address).status_code for address in addresses] == [404] * 6, who
    assert {visit(None).get(address).status_code for address in addresses} == {302}
    other = rectified(None, "stranger", "coordinator2")
    moved = [address.replace(under_way, other) for address in addresses]
    assert {visit("coordinator2").get(address).status_code for address in moved} == {404}, "by the address of one that is theirs"
    wrong = (f"{photo}?size=x", f"{large}/file", f"{paper.removesuffix('file')}photo", paper.removesuffix("/file"))
    assert {visit("clerk").get(address).status_code for address in wrong} == {404}
    told = visit("clerk").get(paper)
    said = told.headers["Content-Disposition"]
    assert said.startswith("attachment") and told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.mimetype == "application/pdf" and ".html.pdf" in said and "/" not in said
    assert "sandbox" in told.headers["Content-Security-Policy"] and told.headers["Cache-Control"] == "private, no-store"
    assert visit("clerk").get(photo).mimetype == "image/jpeg" and "sandbox" in visit("clerk").get(photo).headers["Content-Security-Policy"]
    with app.app_context():
        lines = db.session.scalars(select(AuditLine.verb)).all()
    assert "rectification.attach" in lines and "paper" in lines and lines.count("download.evidence") >= 1


def test_one_photo_for_two_rectifications_is_pointed_out_to_whoever_may_read_both(app, under_way, does, visit, rectified, world):
    shot = picture()
    other, foreign = rectified(world.people["clerk"]), rectified(None, "stranger", "coordinator2")
    for who, address in (("clerk", under_way), ("clerk", other), ("coordinator2", foreign)):
        does(who, address, "claim")
        assert does(who, address, "evidence", files=[file(shot, "同一张.jpg")]).status_code == 303
    for who, there in (("clerk", {other}), ("office", {other, foreign})):
        page = visit(who).get(under_way).text
        said = page.partition("同一张照片也用在")[2].partition("</p>")[0]
        assert {part.split('"')[0] for part in said.split('href="')[1:]} == there, who
    assert "同一张照片也用在" not in visit("coordinator2").get(foreign).text, "they may not know of the others"
    assert under_way in visit("clerk").get(other).text.partition("同一张照片也用在")[2]


def test_what_is_gone_from_the_disk_is_said_and_comes_back_with_the_original(app, under_way, does, visit):
    shot, paper = picture(), papers.pdf()
    does("clerk", under_way, "evidence", files=[file(shot, "a.jpg"), file(paper, "b.pdf")])
    folder = photo_disk.Path(app.config["DATA"])
    photo_disk.path_of(folder, hashlib.sha256(shot).hexdigest()).unlink()
    next(folder.glob("files/*/*/*.pdf")).write_bytes(b"%PDF-1.7 changed")
    browser = visit("clerk")
    page = browser.get(under_way).text
    assert "照片文件不在服务器上" in page and "不在服务器上，有原件的请再添加一次" in page and places(page) == []
    with app.app_context():
        kinds = {row.kind: row.id for row in records.all_of(under_way.rpartition("/")[2])}
    gone = [f"{under_way}/evidence/{kinds['photo']}/photo", f"{under_way}/evidence/{kinds['file']}/file"]
    assert [browser.get(address).status_code for address in gone] == [404, 404]
    assert browser.get(f"{under_way}/evidence/{kinds['photo']}").status_code == 200
    same = does("clerk", under_way, "evidence", files=[file(shot, "a.jpg"), file(paper, "b.pdf")])
    assert same.status_code == 409 and "没有重复登记" in same.text
    assert [browser.get(address).status_code for address in gone] == [200, 200], "the files are back in their places"


def test_nobody_else_sends_files_here_and_no_more_than_ten_at_once(app, under_way, does, visit):
    folder = photo_disk.Path(app.config["DATA"])
    for who, status in (("supervisor", 403), ("head", 403), ("stranger", 404), ("admin", 404)):
        assert does(who, under_way, "evidence", files=[file(papers.pdf(), "a.pdf")]).status_code == status, who
    assert list(folder.glob("files/**/*.pdf")) == []
    many = does("clerk", under_way, "evidence", files=[file(papers.docx(str(n)), f"{n}.docx") for n in range(11)])
    assert many.status_code == 422 and "「10.docx」没有收：一次最多 10 份" in many.text and "其余 10 份已收下" in many.text
    assert list(folder.rglob("*.part")) == []


def test_evidence_is_called_new_only_where_it_was_submitted_before(under_way, does, visit):
    does("clerk", under_way, "evidence", evidence_kind="words", evidence=WORDS)
    assert "已有佐证，可以不再添加。" in visit("clerk").get(under_way).text
    assert does("clerk", under_way, "submission", effect="少了一份").status_code == 303
    assert does("head", under_way, "failure", due_on=due_in(14).isoformat(), reason="窗口还在要").status_code == 303
    assert "可以不再添加" not in visit("clerk").get(under_way).text
    does("clerk", under_way, "evidence", evidence_kind="words", evidence="又贴了一张")
    assert "已有新的佐证，可以不再添加。" in visit("clerk").get(under_way).text
