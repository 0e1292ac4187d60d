"""What the server keeps is for its own account's eyes only, whatever the umask it is started with."""

import os
import stat
import subprocess
import sys

import pytest

from tests.attacks.standing import command, environment, server
from tests.attacks.test_killed_photos import put
from tests.sync.test_photos import picture
from zlc.config import ROOT


def open_to_others(folder):
    """Whatever anybody else may read, write or enter."""
    paths = [folder, *folder.rglob("*")]
    return [f"{stat.S_IMODE(path.stat().st_mode):o} {path.name}" for path in paths if path.stat().st_mode & 0o077]


@pytest.fixture
def careless():
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_lies_open_is_mended_at_start_up_and_what_comes_is_closed(place, careless):
    old = place.data / "photos" / "ab" / "cd"
    old.mkdir(parents=True)
    (old / "old.jpg").write_bytes(b"an older version's")
    for name in ("rescues", "documents"):
        (place.data / name).mkdir()
        (place.data / name / "old").write_bytes(b"")
    (place.data / "demo-password").write_text("word")
    place.data.chmod(0o755)
    assert open_to_others(place.data)
    with server(place.data, place.url) as standing:
        client = place.client(standing)
        assert put(client, picture()).status_code == 201
        assert not open_to_others(place.data)
        standing.kill()


def test_a_new_installation_is_closed(tmp_path, careless):
    folder = tmp_path / "new"
    done = command(folder, "", "database", "upgrade", ZLC_SECRET_KEY=None)
    assert done.returncode == 0, done.stdout
    command(folder, "", "people", "disable", "nobody", ZLC_SECRET_KEY=None)
    assert (folder / "secret-key").exists() and not open_to_others(folder)


def test_a_backup_and_what_is_restored_from_it_are_closed(place, careless, tmp_path_factory):
    with server(place.data, place.url) as standing:
        assert put(place.client(standing), picture()).status_code == 201
        standing.stop()
    file = place.back_up()
    assert file.stat().st_mode & 0o077 == 0
    there = tmp_path_factory.mktemp("there") / "data"
    url = place.url if place.file is None else f"sqlite:///{there / 'zlc.sqlite3'}"
    done = command(there, url, "database", "restore", str(file))
    assert done.returncode == 0 and not open_to_others(there), done.stdout


def test_what_root_restores_belongs_to_who_serves(place, tmp_path):
    """Else the server's own account could not open it, now that nobody else can."""
    if os.geteuid() or place.file is None:
        pytest.skip("only root can give away, and only files")
    file = place.back_up()
    there = tmp_path / "there"
    there.mkdir()
    os.chown(there, 65534, 65534)
    url = f"sqlite:///{there / 'zlc.sqlite3'}"
    assert command(there, url, "database", "restore", str(file), ZLC_SECRET_KEY=None).returncode == 0
    assert {path.stat().st_uid for path in there.rglob("*")} == {65534}
    subprocess.run(
        [sys.executable, "-c", "from app import app"], cwd=ROOT, check=True, env=environment(there, url, ZLC_SECRET_KEY=None)
    )
    assert (there / "secret-key").stat().st_uid == 65534
