"""Every proof and intermediary of a database of the release before becomes one row by the upgrade itself, and none a second time."""

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from tests.recordings import PROOF
from zlc.cli.database import upgrade_database
from zlc.config import ROOT
from zlc.database import db
from zlc.demands.models import Intermediary, Proof
from zlc.walks.journal import folding

BEFORE = ScriptDirectory(str(ROOT / "zlc" / "migrations")).get_revision("0040").down_revision


def numbered():
    found = [
        tuple(row) for model in (Proof, Intermediary)
        for row in db.session.execute(select(model.id, model.full_number, model.text, model.tags, model.state).order_by(model.serial))
    ]  # fmt: skip
    db.session.remove()
    return found


def test_what_was_recorded_before_is_listed_once(app, recording):
    struck = recording.material("按错的")
    recording.material(tags=["strange"])
    recording.add("intermediary", {"name": "测绘公司", "tags": ["overcharge"]})
    recording.strike(struck)
    with app.app_context():
        folding.catch_up()
        db.session.commit()
        db.session.execute(text("update walks set marked = false"))
        db.session.commit()
        db.session.remove()
        flask_migrate.downgrade(revision=BEFORE)
        assert upgrade_database().startswith("已升级到")
        first = numbered()
        assert [row[2:] for row in first] == [
            ("按错的", "", "withdrawn"), (PROOF, "strange", "new"), ("测绘公司", "overcharge", "new")
        ]  # fmt: skip
        assert upgrade_database() == "已是最新" and numbered() == first


def test_what_was_decided_is_not_thrown_away(app, recording, kept_proof, world):
    entry = recording.material()
    kept_proof(entry)
    with app.app_context():
        db.session.get_one(Proof, entry).judge(world.person("coordinator"), "kept", "条例要求")
        db.session.commit()
        db.session.remove()
        with pytest.raises(SystemExit):
            flask_migrate.downgrade(revision=BEFORE)
        assert db.session.get_one(Proof, entry).state == "kept"
