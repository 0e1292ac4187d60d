"""How the databases read the lists of proofs and intermediaries: through an index (tests/problems/test_list_plans.py has the rest)."""

import pytest
from sqlalchemy import insert, select

from tests.problems.test_list_plans import explained, reads_the_table, sorts_the_table
from zlc import clock, ordered
from zlc.database import db, uuid7
from zlc.demands.models import Intermediary, Proof
from zlc.walks.journal import folding

TABLES = "proofs|intermediaries"
ROWS = 300
VIEWS = (
    "", "?state=new", "?state=new&tag=any", "?tag=strange", "?tag=any&sort=number", "?sort=number", "?quarter=2026Q4", "?q=证明",
    "?from=2026-01-01&to=2026-12-31", "?unit={unit}&tag=any", "?matter={matter}",
)  # fmt: skip


@pytest.fixture
def many(app, recording, world):
    """Rows as the fold makes them, hundreds of them, in two units."""
    recording.material(tags=["strange"])
    recording.add("intermediary", {"name": "测绘公司", "tags": ["overcharge"]})
    with app.app_context():
        folding.catch_up()
        for model in (Proof, Intermediary):
            first = dict(db.session.execute(select(*model.__table__.columns)).mappings().one())
            unit = (world.units["home"], world.units["other"])
            db.session.execute(insert(model), [
                first | {
                    "id": uuid7(), "serial": n, "number": n, "tags": ("", "strange", "circular repeated")[n % 3],
                    "found_at": clock.now_ms() - n * 3_600_000, "unit_id": unit[n % 2], "numbered_by": unit[n % 2],
                } for n in range(10, ROWS)
            ])  # fmt: skip
        db.session.commit()
        db.session.remove()
    return {"unit": world.units["home"], "matter": world.matter}


@pytest.mark.parametrize("few", [ordered.MANY, 5], ids=["few rows", "many rows"])
@pytest.mark.parametrize("noun", ["proofs", "intermediaries"])
def test_no_page_reads_or_sorts_a_table(app, visit, many, monkeypatch, noun, few):
    monkeypatch.setattr(ordered, "MANY", few)
    monkeypatch.setattr(ordered, "WIDE", 4 * few)
    monkeypatch.setattr(ordered, "FEW", min(ordered.FEW, few // 4))
    for who in ("office", "coordinator"):
        desk = visit(who)
        for view in VIEWS:
            with explained(app, TABLES) as plans:
                assert desk.client.get(f"/{noun}{view.format(**many)}").status_code == 200
            assert len(plans) > 2
            for statement, plan in plans:
                assert not reads_the_table(plan, TABLES), (who, view, statement, plan)
                assert not sorts_the_table(statement, plan), (who, view, statement, plan)
