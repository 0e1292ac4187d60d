"""A backup made while the server serves, and put in place again: whatever happened in between, all of it or nothing."""

import hashlib
import re
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import flask_migrate
import pytest

from tests import processes
from tests.attacks import checks
from tests.attacks.standing import command, environment, server
from tests.attacks.test_crowd import push
from tests.attacks.test_killed_photos import put
from tests.databases import SqliteStore
from tests.phones import Phone
from tests.sync.test_photos import picture
from zlc.config import ROOT
from zlc.startup import newest_revision
from zlc.walks.photos import disk as photo_disk
from zlc.walks.photos import photos


@pytest.fixture
def filled(place):
    """A backup with one walk and two photos in it; afterwards another walk came, and the server was killed."""
    with server(place.data, place.url) as standing:
        client = place.client(standing)
        phone = Phone.of(client)
        phone.a_walk()
        assert phone.push().json["acked"] == 11
        pictures = [picture(size=(320, 240)) for _ in range(2)]
        assert [put(client, data).status_code for data in pictures] == [201, 201]
        file = place.back_up()
        phone.a_walk()
        assert phone.push().json["acked"] == 22
        standing.kill()
    first, all_ = ({entry["id"] for entry in phone.entries[:n]} for n in (11, 22))
    place.phone, place.pictures = phone, pictures
    return file, first, all_


def restored(place, file, first):
    told = place.run("restore", str(file))
    assert told.returncode == 0, told.stdout
    entries, epoch, lines = place.state()
    assert entries == first and lines == 1 and epoch != place.phone.epoch
    assert "走流程 1 次" in told.stdout and "新的一代" in told.stdout
    return told.stdout


def kept(place, told):
    """The database that was replaced: its ids."""
    name = re.search(r"叫 (\S+?)；", told)[1]
    if place.file is None:
        import psycopg

        address = place.url.replace("+psycopg", "").rpartition("/")[0]
        with psycopg.connect(f"{address}/{name}") as old:
            return {row[0] for row in old.execute("select id from entries")}
    old = sqlite3.connect(place.data / name)
    ids = {row[0] for row in old.execute("select id from entries")}
    old.close()
    return ids


def test_after_kill_9_the_backup_is_what_is_there(place, filled):
    file, first, all_ = filled
    assert kept(place, restored(place, file, first)) == all_
    checks.no_orphan_row(place.app)


def test_after_an_orderly_stop_nothing_overlays_it(place, filled):
    file, first, _ = filled
    with server(place.data, place.url) as standing:
        place.phone.browser = place.client(standing)
        place.phone.a_walk()
        assert place.phone.push().json["acked"] == 33
        standing.stop()
    if place.file:
        assert not list(place.data.glob("zlc.sqlite3-*")), "an orderly stop leaves nothing beside the database"
    told = restored(place, file, first)
    assert len(kept(place, told)) == 33


def test_put_in_place_by_hand_beside_what_a_killed_server_left_is_refused(place, filled):
    """The way that the README told before: the -wal of the old database overlays the copy."""
    file, _, _ = filled
    if place.file is None:
        pytest.skip("PostgreSQL has no file to copy")
    assert Path(f"{place.file}-wal").stat().st_size
    with subprocess.Popen(["tar", "xOf", file, "database.sqlite3"], stdout=subprocess.PIPE) as tar:
        place.file.write_bytes(tar.stdout.read())
    told = place.run("restored")
    assert told.returncode == 1 and "zlc.sqlite3-wal" in told.stdout and "database restore" in told.stdout
    assert Path(f"{place.file}-wal").stat().st_size


@pytest.mark.parametrize("how", ["app.py", "another WSGI server"])
def test_while_a_server_runs_it_is_refused_and_nothing_changes(place, filled, how, tmp_path_factory):
    file, _, all_ = filled
    program = ROOT / "app.py"
    if how != "app.py":  # werkzeug's, which knows nothing of ours
        program = tmp_path_factory.mktemp("wsgi") / "other.py"
        program.write_text(
            f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\nfrom app import app\n"
            "app.run('127.0.0.1', int(os.environ['PORT']))\n"
        )
    with server(place.data, place.url, str(program)) as standing:
        told = place.run("restore", str(file))
        assert told.returncode == 1 and "停下服务" in told.stdout, told.stdout
        assert place.client(standing).api("GET", "/hello").status_code == 200
        standing.kill()
    assert place.state()[0] == all_


def test_a_file_cut_off_or_changed_is_refused_and_nothing_changes(place, filled):
    file, _, all_ = filled
    before = place.state()
    whole = file.read_bytes()
    spoilt = file.with_suffix(".spoilt")
    ends = [len(whole) * tenth // 10 for tenth in range(10)]
    content = list(range(700, len(whole) - 12_000, len(whole) // 7))
    for change in [*(whole[:end] for end in ends), *(flipped(whole, at) for at in content)]:
        spoilt.write_bytes(change)
        done = place.app.test_cli_runner().invoke(args=["database", "restore", str(spoilt)])
        assert done.exit_code == 1 and "没有恢复，数据没有动" in done.output, done.output
        place.rest()
    spoilt.write_text("not a backup at all")
    assert "备份" in place.run("restore", str(spoilt)).stdout
    assert place.state() == before and before[0] == all_


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def test_killed_at_any_point_it_leaves_the_old_or_the_new(place, filled):
    file, first, all_ = filled
    place.state()
    place.rest()

    def run(fuse=""):
        return processes.run(["-m", "tests.attacks.fused_restore", str(file), fuse], environment(place.data, place.url))

    for path in photos_of(place):
        path.unlink()
    fuses = ["commit before 1", "commit after 1", "fsync after 1", "replace before 1", "replace after 2"]
    if place.file:
        fuses += ["move before 1", "move after 1", "link before 1", "link after 1", "replace before 3", "replace after 3"]
    else:
        fuses += ["tool before 1", "tool after 1"]
    outcomes = set()
    for fuse in fuses:
        done = run(fuse)
        assert done.returncode == -9, f"{fuse} was not reached: {done.stdout}"
        entries, epoch, _ = place.state()
        assert (entries, epoch == place.phone.epoch) in ((all_, True), (first, False)), fuse
        outcomes.add(entries == first)
        for path in [*photos_of(place), *place.data.rglob("*-thumb.jpg")]:
            path.unlink()
        if entries == first:  # the old one again, for the next
            break
    assert False in outcomes
    assert run().returncode == 0
    assert place.state()[0] == first
    checks.no_orphan_row(place.app)
    assert not list(place.data.glob("*restoring*")), "nothing of the killed ones stays"


def photos_of(place):
    return list((place.data / "photos").rglob("*.jpg"))


def test_made_under_load_it_holds_all_that_was_answered_before_it_began(place):
    began, enough = Event(), Event()
    with server(place.data, place.url) as standing:
        client = place.client(standing)
        phones = [Phone.of(client) for _ in range(3)]
        answered = []

        def send(phone):
            while not enough.is_set():
                phone.a_walk()
                batch = phone.entries[-11:]
                assert push(client, phone, batch).status_code == 200
                answered.extend(entry["id"] for entry in batch)
                if len(answered) > 200:
                    began.set()

        with ThreadPoolExecutor(3) as pool:
            sending = [pool.submit(send, phone) for phone in phones]
            assert began.wait(120)
            before = set(answered)
            file = place.back_up()
            after = set(answered)
            enough.set()
            [job.result() for job in sending]
        standing.kill()
    assert len(after) > len(before), "nothing came while it was made"
    done = place.run("restore", str(file))
    assert done.returncode == 0, done.stdout
    entries = place.state()[0]
    assert before <= entries <= {entry["id"] for phone in phones for entry in phone.entries}


def test_an_older_shape_is_brought_up_to_date(place, filled):
    _, _, all_ = filled
    with place.app.app_context():
        flask_migrate.downgrade(revision="0006")
    file = place.back_up()
    told = place.run("restore", str(file))
    assert told.returncode == 0 and f"已升级到 {newest_revision()}" in told.stdout, told.stdout
    assert place.state()[0] == all_


def test_photos_and_carried_files_come_back_with_it(place, filled):
    shelf = place.data / "rescues"
    shelf.mkdir()
    carried = shelf / f"{hashlib.sha256(b'{}').hexdigest()}.jsonl"
    carried.write_bytes(b"{}")
    with server(place.data, place.url) as standing:
        file = place.back_up()
        standing.kill()
    gone, damaged = (photos.path_of(place.data, hashlib.sha256(data).hexdigest()) for data in place.pictures)
    held = photo_disk.Held(damaged.stem, damaged.stat().st_size, None)
    photo_disk.content_of(place.data, held, "thumb")  # makes it
    thumb = photo_disk.path_of(place.data, damaged.stem, "thumb")
    carried.unlink(), gone.unlink(), damaged.write_bytes(b"")
    told = place.run("restore", str(file))
    assert told.returncode == 0 and "补写 3 个" in told.stdout, told.stdout
    assert [path.read_bytes() for path in (gone, damaged)] == place.pictures and carried.read_bytes() == b"{}"
    assert not thumb.exists()


def test_an_existing_file_is_not_overwritten(place, filled):
    file, first, _ = filled
    assert "没有覆盖" in place.run("backup", str(file)).stdout
    assert not list(file.parent.glob(".*.part")) and not list(file.parent.glob(".*.copy"))
    restored(place, file, first)


def test_a_backup_of_sqlite_is_not_read_into_postgresql(postgres, tmp_path_factory, on_postgresql):
    folder = tmp_path_factory.mktemp("other")
    url = SqliteStore(folder).fresh(folder)
    file = folder.parent / f"{folder.name}.zlc"
    assert command(folder, url, "database", "backup", str(file)).returncode == 0
    config = on_postgresql.config
    told = command(config["DATA"], config["SQLALCHEMY_DATABASE_URI"], "database", "restore", str(file))
    assert told.returncode == 1 and "DATABASE_URL" in told.stdout
