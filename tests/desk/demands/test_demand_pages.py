"""证明清单, 中介清单, the page of one: who sees them, what is decided there, what is refused and loses nothing."""

import re

import pytest
from sqlalchemy import select

from tests.recordings import PROOF
from zlc.accounts.audit import AuditLine
from zlc.database import db

WHY = "没有法规依据，户籍信息能共享"


@pytest.fixture
def proof(recording, coordinator):
    """Tagged, and seen by the coordinator."""
    entry = recording.material(tags=["strange", "circular"], shareable_from="公安户籍")
    coordinator.get(f"/proofs/{entry}")
    return entry


def decide(browser, proof, status=303, **filled):
    reply = browser.post(f"/proofs/{proof}/decision", {"decision": "cancelled", "reason": WHY, **filled})
    assert reply.status_code == status, reply.text
    return reply


def test_decided_and_told_on_its_page_and_in_the_log(app, coordinator, proof, kept_proof, world):
    decide(coordinator, proof, basis="省证明事项清单第 12 项")
    row = kept_proof(proof)
    assert (row.state, row.reason, row.basis, row.decided_by) == ("cancelled", WHY, "省证明事项清单第 12 项", world.people["coordinator"])
    page = coordinator.get(f"/proofs/{proof}").text
    assert "定为「取消」" in page and "联络员甲" in page and "省证明事项清单第 12 项" in page and "现在：取消" in page
    with app.app_context():
        line = db.session.scalars(select(AuditLine).where(AuditLine.verb == "proof.judge")).one()
        assert (line.about, line.detail["number"], line.detail["decision"]) == (proof, row.full_number, "取消")


def test_another_decision_takes_its_place_and_both_stand_in_the_history(coordinator, proof, kept_proof):
    decide(coordinator, proof)
    page = coordinator.get(f"/proofs/{proof}").text
    assert "改定处理" in page
    decide(coordinator, proof, decision="replaced", reason="改由公安共享")
    row = kept_proof(proof)
    assert (row.state, [one.detail["decision"] for one in row.events]) == ("replaced", ["cancelled", "replaced"])
    assert "原定：取消" in coordinator.get(f"/proofs/{proof}").text
    assert "没有重复登记" in decide(coordinator, proof, 409, decision="replaced", reason="改由公安共享").text


@pytest.mark.parametrize(("filled", "said"), [
    ({"reason": " "}, "请写明理由"), ({"decision": ""}, "请选保留、替代或取消"), ({"decision": "burnt"}, "请选保留、替代或取消"),
    ({"basis": "字" * 201}, "200"),
])  # fmt: skip
def test_what_lacks_something_is_refused_and_stays_typed(coordinator, proof, kept_proof, filled, said):
    reply = decide(coordinator, proof, 422, **filled)
    assert said in reply.text and (kept_proof(proof).state, kept_proof(proof).events) == ("new", [])
    assert "reason" in filled or WHY in reply.text


def test_who_reads_and_who_decides(visit, proof, kept_proof):
    for username in ("recorder", "head", "clerk", "colleague", "office", "supervisor"):
        page = visit(username).get(f"/proofs/{proof}")
        assert page.status_code == 200 and PROOF in page.text and "定处理" not in page.text, username
    for username in ("recorder", "office", "supervisor"):
        decide(visit(username), proof, 403)
    for username in ("coordinator2", "stranger", "auditor", "admin"):
        assert visit(username).get(f"/proofs/{proof}").status_code == 404
        assert visit(username).get("/proofs").text.count(PROOF) == 0
        decide(visit(username), proof, 404)
    assert kept_proof(proof).state == "new"


def names(page):
    return re.findall(r'<a class="title" href="/(?:proofs|intermediaries)/[^"]+">([^<]+)</a>', page.text)


def test_the_unit_keeps_its_own_and_the_office_sees_the_city(recording, record, visit):
    recording.material("甲证明")
    record("stranger").material("乙证明")
    assert names(visit("coordinator").get("/proofs")) == ["甲证明"] and names(visit("coordinator2").get("/proofs")) == ["乙证明"]
    for who in ("office", "supervisor"):
        assert sorted(names(visit(who).get("/proofs"))) == ["乙证明", "甲证明"]
    for who in ("auditor", "admin"):
        assert visit(who).get("/proofs").status_code == 404 == visit(who).get("/intermediaries").status_code


def test_filters_by_tag_decision_matter_and_period(recording, record, coordinator, world):
    strange, plain = recording.material("甲", tags=["strange"]), recording.material("乙")
    record("colleague", matter=None, matter_text="别的事项").material("丙", tags=["circular", "repeated"])
    coordinator.get(f"/proofs/{plain}")
    decide(coordinator, plain, decision="kept", reason="条例第三条要")
    found = {
        query: sorted(names(coordinator.get(f"/proofs?{query}")))
        for query in (
            "tag=any", "tag=repeated", "tag=strange", "state=kept", "state=new", "tag=unknown", f"matter={world.matter}", "q=丙",
            "from=2020-01-01&to=2020-02-01", "state=new&tag=any",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        ["丙", "甲"], ["丙"], ["甲"], ["乙"], ["丙", "甲"], ["丙", "乙", "甲"], ["乙", "甲"], ["丙"], [], ["丙", "甲"]
    ]  # fmt: skip
    assert strange and "没有符合条件的证明" in coordinator.get("/proofs?tag=strange&state=kept").text


def test_what_was_asked_for_again_says_how_often_as_far_as_one_reads(recording, record, visit, coordinator):
    recording.material()
    record("colleague").material()
    record("stranger").material()
    assert coordinator.get("/proofs").text.count("要过 2 次") == 2
    page = visit("office").get("/proofs")
    assert page.text.count("要过 3 次") == 3
    again = re.search(r'href="([^"]+)">要过 3 次', page.text)[1].replace("&amp;", "&")
    assert names(visit("office").get(again)) == [PROOF] * 3


def test_what_is_tagged_and_undecided_waits_for_the_coordinator(recording, coordinator, visit, proof):
    recording.material("不用定的")
    page = coordinator.get("/mine")
    assert "1 份有标记的证明" in page.text
    decide(coordinator, proof)
    assert "份有标记的证明" not in coordinator.get("/mine").text and "份有标记的证明" not in visit("office").get("/mine").text


def test_intermediaries_are_listed_with_fee_and_days(recording, coordinator, visit):
    entry = recording.add("intermediary", {"name": "测绘公司", "fee": 1200, "days": 3, "tags": ["overcharge", "poor"]})
    page = coordinator.get("/intermediaries")
    assert names(page) == ["测绘公司"] and "1,200 元" in page.text and "3 天" in page.text and "乱收费" in page.text
    assert names(coordinator.get("/intermediaries?tag=poor")) == ["测绘公司"]
    assert names(coordinator.get("/intermediaries?tag=monopoly")) == []
    one = coordinator.get(f"/intermediaries/{entry}")
    assert one.status_code == 200 and "服务不优、乱收费" in one.text and "现在：在列" in one.text
    assert visit("coordinator2").get(f"/intermediaries/{entry}").status_code == 404
