"""Papers outlast what happens to a disk: backed up and put back, looked at by `database verify`, swept when half written."""

import io
import os
import time
from pathlib import Path

import pytest

from tests.files import papers
from zlc import folder
from zlc.accounts.audit import AuditLine
from zlc.backups import restoring
from zlc.backups.making import make
from zlc.backups.store import store_at
from zlc.database import db
from zlc.files import disk, keeping, taking
from zlc.files.models import PaperFile
from zlc.startup import known_revisions, newest_revision


@pytest.fixture
def data(app):
    return Path(app.config["DATA"])


@pytest.fixture
def held(app, world, data):
    """Two papers that the clerk has sent, and where they lie."""
    with app.test_request_context():
        by = world.person("clerk")
        for content in (papers.pdf(), papers.docx()):
            keeping.acknowledge(by, taking.take(data, io.BytesIO(content)))
        db.session.commit()
        return [data / disk.place_of(one.sha256, one.format) for one in db.session.query(PaperFile).order_by(PaperFile.format.desc())]


@pytest.fixture
def verify(app):
    def run():
        done = app.test_cli_runner().invoke(args=["database", "verify"])
        return done.exit_code, done.output

    return run


def test_a_backup_brings_them_back_and_names_what_was_gone(app, data, held, tmp_path_factory):
    store = store_at(app.config["SQLALCHEMY_DATABASE_URI"], data)
    shelf = tmp_path_factory.mktemp("backups")
    made = make(shelf / "first.zlc", store, data, say=lambda _: None)
    was = {path: path.read_bytes() for path in held}
    held[0].unlink()
    held[1].write_bytes(b"PK changed")
    assert len(make(shelf / "second.zlc", store, data, say=lambda _: None).missing_papers) == 2
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if store.kind == "sqlite":
        done = restoring.restore(
            shelf / "first.zlc", store, data, newest_revision(), known_revisions(), lambda *_: "epoch", say=lambda _: None
        )
        assert done.files == 2 and {path: path.read_bytes() for path in held} == was
    assert made.missing_papers == [] and sum(member.name.startswith("files/") for member in made.members) == 2


def test_verify_names_what_is_gone_and_what_nobody_knows(app, data, held, verify):
    code, said = verify()
    assert code == 0 and "2 份文件" in said and "没有登记" not in said
    content = held[0].read_bytes()
    held[0].unlink()
    stray = held[1].with_name(f"{'ab' * 32}.pdf")
    stray.write_bytes(b"x")
    assert "没有登记" not in verify()[1], "it may be on its way in"
    os.utime(stray, (0, time.time() - 2 * folder.PART_LASTS))
    code, said = verify()
    assert code == 1 and held[0].stem[:12] in said and held[1].stem[:12] not in said and "另有 1 个文件没有登记" in said
    with app.app_context():
        assert db.session.get_one(PaperFile, held[0].stem).lost_at
        assert db.session.query(AuditLine).filter_by(verb="papers lost").count() == 1
    held[0].write_bytes(content)
    assert verify()[0] == 0 and stray.exists()
    with app.app_context():
        assert db.session.get_one(PaperFile, held[0].stem).lost_at is None


def test_what_was_half_written_is_swept_after_a_day(data, held):
    old, new = data / "files" / "a.part", held[0].with_name("b.part")
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, time.time() - 2 * folder.PART_LASTS))
    assert folder.sweep_parts(data) == 1 and new.exists() and not old.exists() and held[0].exists()


def test_it_is_for_its_owners_eyes_only(data, held):
    held[0].chmod(0o644)
    assert folder.keep_private(data) == [] and held[0].stat().st_mode & 0o777 == 0o600
