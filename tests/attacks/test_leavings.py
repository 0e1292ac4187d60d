"""What a kill leaves half written is swept when nobody can be at work on it any more, and nothing else is."""

import os
import time

import pytest

from zlc.accounts.audit import AuditLine
from zlc.backups import making
from zlc.backups.store import store_at
from zlc.cli import serve
from zlc.database import db
from zlc.errors import NotReady

DAY = 24 * 3600


def left(path, days, content=b"half"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def swept(app, place):
    with app.app_context():
        serve._sweep(place.data)
        told = db.session.scalars(db.select(AuditLine).where(AuditLine.verb == "rescues forgotten")).all()
        return [line.detail for line in told]


def test_what_a_killed_server_had_half_written_goes_after_a_day(app, place):
    old = [left(place.data / "photos/ab/cd" / f"{'a' * 32}.part", 2), left(place.data / "rescues" / f"{'b' * 32}.part", 2)]
    kept = [
        left(place.data / "photos/ab/cd" / f"{'c' * 32}.part", 0.9), left(place.data / "photos/ab/cd" / f"{'d' * 64}.jpg", 900),
        left(place.data / "photos/ab/cd" / f"{'d' * 64}.jpg.aside-{'e' * 32}", 900),
    ]  # fmt: skip
    assert swept(app, place) == []
    assert not any(path.exists() for path in old) and all(path.exists() for path in kept)


def test_a_brought_file_is_kept_for_half_a_year_and_its_end_is_in_the_log(app, place):
    old, young = left(place.data / "rescues" / f"{'a' * 64}.jsonl", 181), left(place.data / "rescues" / f"{'b' * 64}.jsonl", 179)
    (told,) = swept(app, place)
    assert told["count"] == 1 and told["days"] == 180 and not old.exists() and young.exists()
    assert len(swept(app, place)) == 1  # the second start has nothing to say


def test_what_a_killed_backup_left_goes_with_a_later_one(place, tmp_path_factory):
    there = tmp_path_factory.mktemp("backups")
    old = [left(there / f".monday.zlc.{'a' * 32}.{kind}", 2) for kind in ("part", "copy", "copy-wal")]
    kept = [left(there / f".monday.zlc.{'b' * 32}.part", 0.5), left(there / ".hidden.part", 9), left(there / "monday.zlc", 9)]
    done = place.run("backup", str(there / "tuesday.zlc"))
    assert done.returncode == 0, done.stdout
    assert not any(path.exists() for path in old) and all(path.exists() for path in kept)


def test_a_backup_into_the_data_folder_is_refused(place):
    told = place.run("backup", str(place.data / "photos" / "backup.zlc"))
    assert told.returncode == 1 and "在数据目录" in told.stdout, told.stdout


@pytest.mark.parametrize("where", ["/proc/backup.zlc", "/no such folder/backup.zlc"])
def test_a_place_where_nothing_can_be_written_is_named(place, where):
    told = place.run("backup", where)
    assert told.returncode == 1 and where.rpartition("/")[0] in told.stdout and "Traceback" not in told.stdout, told.stdout


def test_an_odd_fault_of_the_disk_is_named_too(app, place, tmp_path_factory, monkeypatch):
    def settle(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(making, "settle", settle)
    file = tmp_path_factory.mktemp("backups") / "a.zlc"
    with app.app_context(), pytest.raises(NotReady, match="写不了"):
        making.make(file, store_at(place.url, place.data), place.data, print)
    assert not list(file.parent.iterdir())
