"""The lists of proofs and intermediaries follow the journal: one row for each entry, once, whatever is amended; what was decided stays."""

import pytest
from sqlalchemy import select

from tests.recordings import PROOF, loaded
from zlc import clock
from zlc.catalogue.checklist import PROOF as PROOFS
from zlc.database import db
from zlc.demands import tags
from zlc.demands.follow import follow
from zlc.demands.models import Intermediary, Proof, ProofEvent
from zlc.walks.journal import folding
from zlc.walks.models import Walk


@pytest.fixture
def kept_agency(app):
    return lambda id_: loaded(app, Intermediary, id_, "unit")


def test_a_proof_becomes_one_row_with_the_entrys_id(record, kept_proof, world):
    recording = record(place="市政务大厅", window=3)
    entry = recording.material(
        listed=False, tags=["circular", "strange"], shareable_from="公安户籍", note="居委会不给开"
    )
    row = kept_proof(entry)
    assert (row.text, row.tags, row.tag_names, row.listed, row.shareable_from, row.note) == (
        PROOF, "strange circular", ["奇葩证明", "循环证明"], False, "公安户籍", "居委会不给开"
    )  # fmt: skip
    assert (row.state, row.stage, row.source, row.asked_at) == ("new", "queue", "walk", "市政务大厅，窗口 3")
    assert row.unit_id == world.units["home"] and row.walk_id == recording.walk and row.matter_name == "灵活就业人员参保登记"
    day = clock.local(row.found_at).date()
    assert row.full_number == f"〔{day.year}〕{'一二三四'[(day.month - 1) // 3]}季度-市人社局-证明-001"


def test_an_intermediary_has_its_fee_days_and_tags(recording, kept_agency):
    row = kept_agency(recording.add("intermediary", {"name": "测绘公司", "fee": 800, "days": 2.5, "tags": ["overcharge"]}))
    assert (row.text, row.fee, row.days, row.tag_names) == ("测绘公司", 800, 2.5, ["乱收费"])
    assert (row.fee_said, row.days_said) == ("800 元", "2.5 天")
    bare = kept_agency(recording.add("intermediary", {"name": " "}))
    assert (bare.text, bare.fee_said, bare.days_said, bare.tags) == ("（没有写名称）", "", "", "")


def test_what_is_amended_is_followed_and_what_was_decided_stays(app, recording, kept_proof, world):
    entry = recording.material(tags=["strange"])
    kept_proof(entry)
    with app.app_context():
        db.session.get_one(Proof, entry).judge(world.person("coordinator"), "cancelled", "没有法规依据")
        db.session.commit()
    recording.amend(entry, "name", "无固定职业证明（居委会）")
    recording.amend(entry, "tags", [])
    row = kept_proof(entry)
    assert (row.text, row.tags, row.state, row.reason, row.decided_by) == (
        "无固定职业证明（居委会）", "", "cancelled", "没有法规依据", world.people["coordinator"]
    )  # fmt: skip


def test_struck_undecided_is_withdrawn_and_decided_is_flagged(app, recording, kept_proof, world):
    entry, decided = recording.material("甲"), recording.material("乙")
    kept_proof(entry)
    with app.app_context():
        db.session.get_one(Proof, decided).judge(world.person("coordinator"), "kept", "条例第三条要")
        db.session.commit()
    strike = recording.strike(entry)
    recording.strike(decided)
    assert (kept_proof(entry).state, kept_proof(entry).counts) == ("withdrawn", False)
    assert (kept_proof(decided).state, kept_proof(decided).struck, kept_proof(decided).counts) == ("kept", True, False)
    recording.strike(entry, False, [strike], "没有记重")
    back = kept_proof(entry)
    assert (back.state, back.struck, [one.verb for one in back.events]) == ("new", False, ["withdrawn", "restored"])


def test_folding_again_changes_nothing(app, recording, kept_proof, world):
    entry = recording.material(tags=["repeated"])
    kept_proof(entry)
    with app.app_context():
        db.session.get_one(Proof, entry).judge(world.person("coordinator"), "replaced", "从公安共享")
        db.session.commit()
        before = rows()
        walk = db.session.get_one(Walk, recording.walk)
        follow(walk, walk.read_state())
        walk.marked = True
        folding.fold_marked()
        db.session.commit()
        assert rows() == before and len(db.session.scalars(select(ProofEvent)).all()) == 1


def rows():
    return [tuple(row) for row in db.session.execute(select(*Proof.__table__.columns).order_by(Proof.serial))]


@pytest.mark.parametrize("value", [7, None, {"a": 1}, "strange", ["unknown"], [[]]])
def test_what_an_amendment_sets_is_read_or_not_recorded(recording, kept_proof, value):
    entry = recording.material(tags=["strange"])
    data = {"target": entry, "set": {"tags": {"value": value, "saw": []}}, "reason": "看错"}
    assert recording.phone.push([recording.phone.make(recording.walk, "amend", data)]).status_code == 200
    assert kept_proof(entry).tags in ("", "strange")


def test_each_tag_finds_what_has_it_whatever_else_it_has():
    assert tags.having(PROOFS, "circular") == ["circular", "strange circular", "circular repeated", "strange circular repeated"]
    assert len(tags.having(PROOFS, tags.ANY)) == 7 and "" not in tags.having(PROOFS, tags.ANY)


def test_the_same_name_of_the_same_matter_is_one_and_another_matters_is_not(recording, record, kept_proof):
    first, again = kept_proof(recording.material()), kept_proof(record("colleague").material(f" {PROOF}"))
    other = kept_proof(record("recorder", matter=None, matter_text="别的事项").material())
    assert first.alike == again.alike != other.alike
