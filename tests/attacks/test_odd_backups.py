"""Backups and photos that are not as they should be: each is named, and nothing else suffers for it."""

import hashlib
import os
import shutil
import subprocess
import tarfile

import pytest

from tests.attacks.test_restore import filled, flipped
from zlc.backups import archive
from zlc.walks.photos import photos

__all__ = ["filled"]


def test_a_file_that_cannot_be_read_is_named(place, filled):
    told = place.run("restore", "/proc/self/mem")  # a file, and its beginning cannot be read, by root neither
    assert told.returncode == 1 and "备份文件 /proc/self/mem 读不了" in told.stdout, told.stdout


def test_a_file_that_changes_after_it_was_compared_is_refused(place, filled, monkeypatch):
    """A bit of an entry: the database is whole, and not what it was."""
    file, _, all_ = filled
    read = archive.read

    def read_and_change(path, **more):
        manifest, whole = read(path, **more), path.read_bytes()
        at = whole.find(b'"kind":"open"') if place.file else 1500
        path.write_bytes(flipped(whole, at + 10))
        return manifest

    monkeypatch.setattr(archive, "read", read_and_change)
    place.rest()
    done = place.app.test_cli_runner().invoke(args=["database", "restore", str(file)])
    assert done.exit_code == 1 and "中途变了" in done.output, done.output
    assert place.state()[0] == all_


@pytest.mark.parametrize("harm", ["emptied", "not to be opened"])
def test_a_photo_that_is_gone_already_is_told_and_the_others_are_in_it(place, filled, harm):
    path = photos.path_of(place.data, hashlib.sha256(place.pictures[0]).hexdigest())
    if harm == "emptied":
        path.write_bytes(b"")
    else:  # a bad sector, rights that are not ours: here one that stops root too
        shutil.rmtree(path.parent)
        path.parent.write_text("a file where a folder was")
    file = next(place.files)
    told = place.run("backup", str(file))
    assert told.returncode == 0 and "有 1 张照片的文件不在服务器上" in told.stdout, told.stdout
    with tarfile.open(file) as tar:
        assert [name for name in tar.getnames() if "photos/" in name] == [
            photos.place_of(hashlib.sha256(place.pictures[1]).hexdigest()).as_posix()
        ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk_that_it_is_to_lie_on_is_named(place, filled, tmp_path_factory):
    disk = tmp_path_factory.mktemp("disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        told = place.run("backup", str(disk / "backup.tar"))
        assert told.returncode == 1 and (str(disk) in told.stdout or "No space left" in told.stdout), told.stdout
        assert "zlc.sqlite3" not in told.stdout and not list(disk.iterdir())
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
