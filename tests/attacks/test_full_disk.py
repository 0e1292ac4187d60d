"""The server's disk is really full: what does not fit is told so, leaves nothing behind, and arrives later."""

import os
import resource
import subprocess

import pytest

from tests.attacks import checks
from tests.attacks.test_killed_photos import hash_of, put
from tests.attacks.test_killed_pushes import envelope
from tests.databases import SqliteStore, settings_for
from tests.phones import Phone
from tests.sync.test_photos import picture, with_exif
from tests.worlds import build_world
from zlc import create_app
from zlc.database import db

DISK = 12 * 1024 * 1024
LEFT = 48 * 1024  # enough to answer and to log, not for a push of two hundred entries


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return SqliteStore(tmp_path_factory.mktemp("full"))


class Mounted:
    """A disk of our own in memory; `fill` leaves a few pages."""

    def __init__(self, folder):
        self.folder, self.ballast = folder, folder / "ballast"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], check=True)

    def fill(self, _process, left=LEFT):
        space = os.statvfs(self.folder)
        self.ballast.write_bytes(b"\0" * max(0, space.f_bavail * space.f_frsize - left))

    def empty(self, _process):
        self.ballast.unlink()

    def remove(self):
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


class Limited:
    """Who may not mount limits how large a file may grow for the server: the same refusal from the system."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, process, left=LEFT):
        self._set(process, min(left, LEFT))

    def empty(self, process):
        self._set(process, resource.RLIM_INFINITY)

    def _set(self, process, most):
        children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True)
        for pid in children.stdout.split():
            hard = resource.prlimit(int(pid), resource.RLIMIT_FSIZE)[1]
            resource.prlimit(int(pid), resource.RLIMIT_FSIZE, (most, hard))

    def remove(self):
        pass


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    made = Mounted(folder) if os.geteuid() == 0 else Limited(folder)
    yield made
    made.remove()


@pytest.fixture
def settings(store, disk):
    return settings_for(store.fresh(disk.folder), disk.folder)


@pytest.fixture
def app(settings):
    app = create_app(settings)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(app):
    with app.app_context():
        return build_world()


def test_a_push_that_does_not_fit_is_stored_not_at_all_and_arrives_later(app, fused, disk):
    client = fused("recorder")
    phone = Phone.of(client)
    for _ in range(40):
        walk = phone.a_walk()
        phone.make(walk, "note", {"text": "排了很久的队。" * 300})
    batch = phone.entries[:200]
    disk.fill(client.process)
    reply = client.api("POST", "/entries", json=envelope(phone, batch))
    assert reply.status_code in (503, 507), reply
    assert "手机里" in reply.json["error"]["message"]
    assert checks.entries(app) == {}
    disk.empty(client.process)
    told = client.api("POST", "/entries", json=envelope(phone, batch)).json
    assert told["acked"] == 200 and {one["status"] for one in told["results"]} == {"stored"}
    assert len(checks.entries(app)) == 200


@pytest.mark.parametrize(("data", "room"), [(picture(size=(1600, 1200)), 0.1), (with_exif(), 1.3)], ids=["as it comes", "rewritten"])
def test_a_photo_that_does_not_fit_leaves_nothing_and_arrives_later(app, fused, disk, data, room):
    """`room` is what is left, as a part of the photo: enough for it, but not for the clean picture made of it too."""
    client = fused("recorder")
    disk.fill(client.process, int(len(data) * room))
    reply = client.api("PUT", f"/photos/{hash_of(data)}", data=data)
    assert (reply.status_code, reply.json["error"]["code"]) == (507, "disk_full")
    assert not [path for path in (disk.folder / "photos").rglob("*") if path.is_file()]
    assert not checks.receipts(app)
    disk.empty(client.process)
    assert put(client, data).status_code == 201
    checks.no_half_photo(disk.folder)
    checks.no_orphan_row(app)
