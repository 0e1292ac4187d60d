"""`./run.sh bench drill [ENTRIES PHOTOS]`: the server is lost, and restored elsewhere with photos a week old.

Phones fill it; it is backed up while they send; it is killed. The backup is put in place in another folder, the photos
of a week before are laid under it, and the phones come back with what they still hold. Then the model's checks must
hold (tests/model/oracle.py), and every photo that a phone holds must lie on the disk as it was received.
"""

import hashlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text

from tests.attacks.standing import SECRET, Standing, command, server
from tests.bench.bearers import Bearer, Wire
from tests.bench.pictures import pictures
from tests.browser import Browser
from tests.databases import PostgresStore, SqliteStore, cluster, settings_for
from tests.model.oracle import Witness
from tests.worlds import build_world
from zlc import clock, create_app, database
from zlc.database import db
from zlc.walks.photos import photos

PEOPLE = ("recorder", "colleague", "recorder", "colleague")
ENTRIES, PHOTOS = 100_000, 2_000


@dataclass
class Drill:
    """What the witness asks of a story and its ground; `say` is told each figure."""

    say: Callable[[str], None]
    made: dict[str, str] = field(default_factory=dict)
    contested: set[str] = field(default_factory=set)
    phones: list[Bearer] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def ground(self) -> "Drill":
        return self

    @property
    def now(self) -> int:
        return clock.now_ms()

    def settle_in(self, data: Path, url: str) -> None:
        """The world, and its phones."""
        with self.at(data, url):
            with self.app.app_context():
                self.world = build_world()
            for name in {*PEOPLE, "stranger"}:
                browser = Browser(self.app)
                browser.log_in(name, own_phone="y")
                cookie = browser.client.get_cookie("zlc")
                assert cookie is not None
                self.cookies[name] = cookie.value
        self.phones = [Bearer(name, self.world.people[name], Wire(self.cookies[name])) for name in PEOPLE]

    @contextmanager
    def at(self, data: Path, url: str) -> Iterator[None]:
        """The test's own look at the database of this place."""
        self.app: Flask = create_app({**settings_for(url, data), "SECRET_KEY": SECRET})
        yield
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def rows(self, query: str) -> list[Any]:
        with self.app.app_context(), database.reading():
            found = list(db.session.execute(text(query)))
            db.session.remove()
        return found

    # -- the steps --------------------------------------------------------------------------------

    def write(self, entries: int, shots: dict[str, bytes]) -> None:
        each = list(shots.items())
        for number, phone in enumerate(self.phones):
            phone.write(entries // len(self.phones), dict(each[number :: len(self.phones)]), self.made)

    def visit(self, standing: Standing) -> list[bool]:
        for phone in self.phones:
            phone.wire.port = standing.port
        with ThreadPoolExecutor(len(self.phones)) as pool:
            return list(pool.map(lambda phone: phone.everything(), self.phones))

    def received(self) -> set[str]:
        return {row.id for phone in self.phones for row in list(phone.disk.rows.values()) if row.state == "received"}

    def timed(self, words: str, act: Callable[[], Any]) -> Any:
        began = time.monotonic()
        result = act()
        self.say(f"{words}：{time.monotonic() - began:.1f} 秒")
        return result


def fill(drill: Drill, standing: Standing, entries: int, shots: dict[str, bytes], words: str) -> None:
    drill.write(entries, shots)
    assert all(drill.timed(words, lambda: drill.visit(standing))), "not everything arrived"


def backed_up_under_load(drill: Drill, standing: Standing, data: Path, url: str, file: Path) -> set[str]:
    """The phones send meanwhile. Returns what had been answered before it began."""
    before = drill.received()
    sending = threading.Thread(target=drill.visit, args=(standing,))
    sending.start()
    while not drill.received() - before and sending.is_alive():
        time.sleep(0.01)
    answered = drill.received()
    done = drill.timed("边收边备份", lambda: command(data, url, "database", "backup", str(file)))
    assert done.returncode == 0, done.stdout
    drill.say(f"备份文件 {file.stat().st_size / 2**20:.0f} MB；备份期间又收了 {len(drill.received() - answered)} 条")
    sending.join()
    return answered


def wrong_photos(drill: Drill, data: Path, hashes: Iterable[str]) -> list[str]:
    """Those that do not lie on the disk as they were received."""
    paths = {sha256: photos.path_of(data, sha256) for sha256 in hashes}
    return [
        sha256 for sha256, path in paths.items()
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256
    ]  # fmt: skip


def run(
    folder: Path, url: str, url_elsewhere: str, entries: int, shots: dict[str, bytes], say: Callable[[str], None]
) -> tuple[Drill, list[str]]:
    """The drill from `folder`/data with the database `url` to `folder`/elsewhere. Everything but the photos is asserted;
    those that a phone holds and the server has not are returned."""
    data, elsewhere, file, week_old = (folder / name for name in ("data", "elsewhere", "backup.tar", "week-old"))
    drill, each = Drill(say), list(shots.items())
    drill.settle_in(data, url)
    with server(data, url) as standing:
        fill(drill, standing, entries // 2, dict(each[: len(each) // 2]), "一周前的一半")
        shutil.copytree(data / "photos", week_old)
        fill(drill, standing, entries * 2 // 10, dict(each[len(each) // 2 : len(each) * 7 // 10]), "后来的两成")
        drill.write(entries * 2 // 10, dict(each[len(each) * 7 // 10 : len(each) * 9 // 10]))
        answered = backed_up_under_load(drill, standing, data, url, file)
        fill(drill, standing, entries // 10, dict(each[len(each) * 9 // 10 :]), "备份之后的一成")
        standing.kill()
    done = drill.timed("在别处恢复", lambda: command(elsewhere, url_elsewhere, "database", "restore", str(file)))
    assert done.returncode == 0, done.stdout
    with drill.at(elsewhere, url_elsewhere):
        there = {row.id for row in drill.rows("select id from entries")}
        assert answered <= there, f"{len(answered - there)} entries were answered before the backup and are not in it"
        kept = [row.sha256 for row in drill.rows("select sha256 from photo_files")]
        assert not wrong_photos(drill, elsewhere, kept), "a photo of the backup is not whole"
    lost = len(drill.made) - len(there)
    assert lost, "nothing came after the backup: the phones have nothing to bring"
    say(f"比断电时少 {lost} 条；恢复出记录 {len(there)} 条、照片 {len(kept)} 张；换成一周前的 photos/")
    shutil.rmtree(elsewhere / "photos")
    shutil.copytree(week_old, elsewhere / "photos")
    return drill, come_back(drill, elsewhere, url_elsewhere)


def come_back(drill: Drill, data: Path, url: str) -> list[str]:
    with server(data, url) as standing:
        assert all(drill.timed("手机回来补传", lambda: drill.visit(standing)))
        assert all(drill.timed("再来一次，看到别人的", lambda: drill.visit(standing)))
        standing.stop()
    with drill.at(data, url):
        drill.timed("模型的核对", Witness(drill).check)  # type: ignore[arg-type]
        gone = wrong_photos(drill, data, {sha256 for phone in drill.phones for sha256 in phone.photos})
    drill.say(f"手机还留着、服务器上没有的：记录 0 条，照片 {len(gone)} 张")
    return gone


@contextmanager
def databases_for(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Where it is filled, and where it is restored: a founded one, and the name of one that is not there."""
    (folder / "data").mkdir()
    if kind == "SQLite":
        yield SqliteStore(folder).fresh(folder / "data"), f"sqlite:///{folder}/elsewhere/zlc.sqlite3"
        return
    with cluster(durable=True) as port:
        store = PostgresStore(port, folder)
        url = store.fresh(folder / "data")
        yield url, url.rpartition("/")[0] + "/elsewhere"


def main() -> None:
    entries, count = (int(one) for one in (sys.argv[1:3] or (ENTRIES, PHOTOS)))
    shots = pictures(count)
    lost = 0
    for kind in sys.argv[3:] or ["SQLite", "PostgreSQL"]:
        print(f"{kind}：{entries} 条记录，{count} 张照片（{sum(map(len, shots.values())) / 2**20:.0f} MB）", flush=True)
        with tempfile.TemporaryDirectory() as name, databases_for(kind, Path(name)) as (url, url_elsewhere):
            _, gone = run(Path(name), url, url_elsewhere, entries, shots, lambda words: print(f"  {words}", flush=True))
            lost += len(gone)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
