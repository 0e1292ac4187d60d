"""What a server lacks is named in Chinese, with what to do: at start-up in one message, and to people while it runs."""

import os
import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.attacks.standing import command, start_up
from tests.browser import Browser
from tests.databases import PostgresStore, SqliteStore, settings_for
from tests.phones import Phone
from tests.worlds import build_world
from zlc import create_app
from zlc.database import db

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory):
    return SqliteStore(tmp_path_factory.mktemp("founded"))


@pytest.fixture
def data(sqlite, tmp_path):
    """A founded installation on SQLite."""
    folder = tmp_path / "data"
    folder.mkdir()
    sqlite.fresh(folder)
    return folder


def refused(done):
    """One message, nothing else: no traceback, no server."""
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout and "gunicorn" not in done.stdout
    lines = done.stdout.strip().splitlines()
    assert len(lines) == 1 and "没有" in lines[0], done.stdout
    return lines[0]


def url_of(folder):
    return f"sqlite:///{folder / 'zlc.sqlite3'}"


# -- a database that is not there ------------------------------------------------------------------


@pytest.mark.parametrize("there", [False, True], ids=["no folder", "an empty folder"])
def test_where_nothing_is_nothing_is_founded(tmp_path, there):
    """The place where a disk should be mounted."""
    folder = tmp_path / "disk"
    if there:
        folder.mkdir()
    said = refused(start_up(folder, ""))
    assert "挂" in said and "database upgrade" in said and "database restore" in said
    assert "挂" in refused(command(folder, "", "people", "disable", "nobody"))
    assert not folder.exists() or not list(folder.iterdir())


def test_a_database_that_is_gone_is_not_made_anew(data):
    (data / "zlc.sqlite3").unlink()
    (data / "photos").mkdir()
    assert "没有找到数据库文件" in refused(start_up(data, ""))
    assert "没有找到数据库文件" in refused(command(data, "", "people", "disable", "nobody"))
    assert not list(data.glob("zlc.sqlite3*"))


def test_upgrade_founds_one(tmp_path):
    folder = tmp_path / "new"
    done = command(folder, "", "database", "upgrade")
    assert done.returncode == 0 and (folder / "zlc.sqlite3").exists() and "已建立" in done.stdout
    assert "已是最新" in command(folder, "", "database", "upgrade").stdout
    assert "没有叫" in command(folder, "", "people", "disable", "nobody").stdout


# -- one that cannot be used -----------------------------------------------------------------------


def cut(file):
    file.write_bytes(file.read_bytes()[:200_000])


def written_over(file):
    with file.open("r+b") as page:
        page.seek(4096 * 20)
        page.write(os.urandom(4096 * 30))


@pytest.mark.parametrize("spoil", [cut, written_over, lambda file: file.write_text("not a database" * 99)])
def test_a_damaged_one_is_named(data, spoil):
    spoil(data / "zlc.sqlite3")
    said = refused(start_up(data, ""))
    assert "损坏" in said and "database restore" in said


def test_an_empty_one_is_named(data):
    (data / "zlc.sqlite3").write_bytes(b"")
    assert "database upgrade" in refused(start_up(data, ""))


def test_one_of_a_later_version_is_named_and_left_alone(data):
    with closing(sqlite3.connect(data / "zlc.sqlite3")) as database:
        database.execute("update alembic_version set version_num = '9999'")
        database.commit()
    for done in (start_up(data, ""), command(data, "", "database", "upgrade"), command(data, "", "people", "disable", "x")):
        said = refused(done)
        assert "9999" in said and "更新的" in said


@pytest.mark.skipif(not AS_ROOT, reason="only root may mount; others are told by the rights of the folder")
def test_a_disk_mounted_read_only_is_named(data, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)
    try:
        shutil.copytree(data, disk, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = refused(start_up(disk, ""))
        assert "只读" in said and str(disk) in said
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


# -- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", "  ", "short"])
def test_a_key_that_protects_nothing_is_refused(data, key):
    assert "ZLC_SECRET_KEY" in refused(start_up(data, "", ZLC_SECRET_KEY=key))


def test_an_empty_key_file_is_refused(data):
    (data / "secret-key").write_text("")
    assert "重新登录" in refused(start_up(data, "", ZLC_SECRET_KEY=None))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORT", "eighty"), ("PORT", "99999"), ("HOST", "203.0.113.7"), ("ZLC_PROXIES", "one"),
        ("DATABASE_URL", "mysql://x"), ("DATABASE_URL", "x"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(data, setting, value):
    assert setting in refused(start_up(data, "", **{setting: value}))


def test_a_port_that_is_taken_is_named(data):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = refused(start_up(data, "", PORT=port))
    assert port in said and "占用" in said and "PORT" in said


# -- PostgreSQL ------------------------------------------------------------------------------------


def test_postgresql_that_does_not_answer_is_named(data):
    said = refused(start_up(data, "postgresql://zlc:word@127.0.0.1:1/zlc"))
    assert "连不上" in said and "word" not in said
    assert "连不上" in refused(command(data, "postgresql://zlc:word@127.0.0.1:1/zlc", "people", "disable", "x"))


def test_an_empty_postgresql_is_named(data, postgres: PostgresStore):
    assert "database upgrade" in refused(start_up(data, postgres.empty("nothing_yet")))


def test_postgresql_without_the_data_folder_is_named(tmp_path, postgres: PostgresStore):
    """The disk with the photos is not mounted."""
    url = postgres.fresh(tmp_path / "founded")
    (tmp_path / "empty").mkdir()
    assert "挂" in refused(start_up(tmp_path / "empty", url))
    assert not list((tmp_path / "empty").iterdir())


# -- while it runs ---------------------------------------------------------------------------------


@pytest.fixture
def running(data):
    app = create_app(settings_for(url_of(data), data))
    with app.app_context():
        build_world()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def unavailable(reply):
    assert reply.status_code == 503 and reply.json["error"]["code"] == "unavailable", reply.text
    return reply.json["error"]["message"]


def phone_of(app):
    browser = Browser(app)
    browser.log_in("recorder")
    phone = Phone.of(browser)
    phone.a_walk()
    return phone


def test_a_database_that_vanishes_takes_no_entry_that_nobody_will_find(running, data):
    """SQLite would go on writing into the file that has no name any more, and answer for it."""
    phone = phone_of(running)
    (data / "zlc.sqlite3").rename(data / "elsewhere")
    for ending in ("-wal", "-shm"):
        (data / f"zlc.sqlite3{ending}").rename(data / f"elsewhere{ending}")
    for _ in range(2):
        assert "打不开" in unavailable(phone.push())
    assert not (data / "zlc.sqlite3").exists()
    for ending in ("", "-wal", "-shm"):
        if (data / f"elsewhere{ending}").exists():
            (data / f"elsewhere{ending}").rename(data / f"zlc.sqlite3{ending}")
    assert phone.push().json["acked"] == 11


@pytest.mark.skipif(not AS_ROOT, reason="only root may mount")
def test_a_disk_that_becomes_read_only_is_not_told_as_busy(sqlite, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], check=True)
    try:
        app = create_app(settings_for(sqlite.fresh(disk), disk))
        with app.app_context():
            build_world()
        phone = phone_of(app)
        with app.app_context():
            db.engine.dispose()  # a disk with files open for writing cannot be made so
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert "只能读" in unavailable(phone.push())
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert phone.push().json["acked"] == 11
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
