"""`./run.sh bench lists [ROWS] [DATABASES]`: the lists at their size, and what a problem takes on the disk.

200,000 problems of 300 units with their walks (tests/bench/ledgers.py), one server process, one request at a time over one
connection, whole pages as a browser gets them. Every view is asked for with other values each time: people, places in the
list, words. Each line is the 95th percentile of forty; exit status 1 when a limit is missed. Bytes are those of the whole
database, but for what the walks say of themselves (the journal's, some kilobytes each).
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select, text

from tests.bench.journals import cookie_of
from tests.bench.ledgers import Ledger
from tests.bench.senders import Connection, request
from tests.bench.sides import Ours
from tests.bench.views import LIMITS, View, Views
from tests.databases import PostgresStore, SqliteStore, cluster
from zlc.accounts.logins import Login
from zlc.accounts.models import Person
from zlc.database import db
from zlc.walks.models import Walk

ROWS, TIMES, WARM = 200_000, 40, 3
BYTES = 2560


class City:
    """The server with its ledger; whoever asks is logged in."""

    def __init__(self, ours: Ours, rows: int) -> None:
        self.ours, self.ledger, self.rows = ours, Ledger(), rows
        with ours.app.app_context():
            before = self._size()
            self.ledger.fill(rows, say)
            self.bytes, self.states = self._size() - before, self._states()
            db.session.rollback()
            for person in db.session.scalars(select(Person).where(Person.id.in_([self.ledger.office, *self._coordinators()]))):
                db.session.add(Login(person_id=person.id))
            db.session.commit()
            self.cookies = {row.person_id: cookie_of(ours.app, row.id) for row in db.session.scalars(select(Login))}

    def _coordinators(self) -> list[str]:
        return [people[0] for people in self.ledger.people.values()]

    def _size(self) -> int:
        """Bytes of the database with all its indexes."""
        if db.engine.dialect.name == "postgresql":
            found: Any = db.session.scalar(text("select pg_database_size(current_database())"))
            return int(found)
        with closing(sqlite3.connect(str(db.engine.url.database))) as database:
            database.execute("pragma wal_checkpoint(truncate)")
        return Path(str(db.engine.url.database)).stat().st_size

    def _states(self) -> int:
        return int(db.session.scalar(select(func.sum(func.length(Walk.state_json)))) or 0)

    def milliseconds(self, view: View, connection: Connection) -> Iterator[float]:
        for number in range(TIMES + WARM):
            person, path, asked = view.ask()
            wanted = request("GET", f"{path}?{urlencode(asked, doseq=True)}", more=[f"Cookie: {self.cookies[person]}"])
            began = time.perf_counter()
            status, answer = connection.send(wanted)
            took = (time.perf_counter() - began) * 1000
            assert status == 200, (path, asked, status, answer[:300])
            if number >= WARM:
                yield took


def report(name: str, city: City) -> bool:
    """Prints every figure beside its limit; true when all are kept."""
    kept = True
    connection = Connection(city.ours.port)
    with city.ours.app.app_context():
        views = list(Views(city.ledger, Random(1)).all())
    for view in views:
        took = sorted(city.milliseconds(view, connection))
        p95, middle = took[int(len(took) * 0.95) - 1], took[len(took) // 2]
        kept = line(name, p95, LIMITS[view.kind], "ms", f"{view.words}（中位 {middle:.0f}）") and kept
    each = (city.bytes - city.states) / city.rows
    return line(name, each, BYTES, "字节", "每个问题，连同它的全部索引、检索和所属走流程的那一份") and kept


def line(name: str, value: float, limit: float, unit: str, words: str) -> bool:
    good = value <= limit
    print(f"{'✓' if good else '✗'} {value:8.1f} {unit}  ≤ {limit:<5} {name}：{words}", flush=True)
    return good


def say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)


def measured(name: str, folder: Path, rows: int) -> bool:
    if name == "SQLite":
        with Ours(SqliteStore(folder).fresh(folder), folder) as ours:
            return report(name, City(ours, rows))
    with cluster(durable=True) as port, Ours(PostgresStore(port, folder).fresh(folder), folder) as ours:
        return report(name, City(ours, rows))


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    names = sys.argv[2:] or ["SQLite", "PostgreSQL"]
    print(f"{rows} 个问题，300 个单位；本机 {os.cpu_count()} 核，此刻负载 {os.getloadavg()[0]:.1f}")
    kept = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            kept.append(measured(name, Path(folder), rows))
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
