"""What the server is measured against: the least that a Flask application can do and still have stored it.

`python -m tests.bench.bare` serves on PORT under the server's own settings: one transaction for each batch
of entries (STORE, SQLAlchemy's address) into the same columns and indexes as ours, and photos in PHOTOS, hashed,
decoded at one eighth, fsynced, then recorded; and it gives the entries out again, page by page. No login, no rights, no
fold, no answer for each entry.
"""

import hashlib
import os
import threading
import time
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from flask import Flask, Response, request
from PIL import Image
from sqlalchemy import create_engine

from zlc.database import founding
from zlc.door import server
from zlc.door.arrival import busy

LITE = os.environ.get("STORE", "").startswith("sqlite")
NAMES = ("id", "hash", "body", "device", "seq", "chain", "place", "n", "status", "walk", "kind", "author", "received", "at")
COLUMNS = f"""id varchar(36), hash varchar(64) not null, body {"blob" if LITE else "bytea"}, device varchar(36) not null,
  seq bigint not null, chain varchar(64) not null, place bigint not null, n int not null, status varchar(10) not null,
  walk varchar(36), kind varchar(40), author varchar(36) not null, received bigint not null, at bigint not null"""
TABLES = f"""
create table if not exists lines ({COLUMNS}, primary key (id));
create unique index if not exists lines_place on lines (place, n);
create index if not exists lines_device on lines (device, seq);
create index if not exists lines_walk on lines (walk);
create index if not exists lines_author on lines (author);
create table if not exists pictures (id text primary key, sha256 text, bytes bigint not null, width int, height int);
create index if not exists pictures_sha256 on pictures (sha256)
"""
ROWS = 500
MARK = "?" if LITE else "%s"
PAGE = f"select * from lines where device = {MARK} and seq > {MARK} order by seq limit {ROWS + 1}"
RECORD = f"insert into pictures values ({','.join([MARK] * 5)})"
KEEP = f"insert into lines ({','.join(NAMES)}) values ({','.join('?' * len(NAMES))}) on conflict (id) do nothing"
INCOMING = f"create temp table if not exists incoming ({COLUMNS}) on commit delete rows"
TAKE_OVER = f"insert into lines ({','.join(NAMES)}) select {','.join(NAMES)} from incoming on conflict (id) do nothing"


class Line(msgspec.Struct):
    id: str
    seq: int
    hash: str
    chain: str
    body: str


class Batch(msgspec.Struct):
    device: str
    entries: list[Line]


class Said(msgspec.Struct):
    walk: str
    kind: str
    by: str
    at: int


# zlc.database, which the import above brings, prepares every engine alike: synchronous=FULL, BEGIN IMMEDIATE.
engine = create_engine(os.environ.get("STORE") or "sqlite://", pool_size=8)
writing, places = threading.Lock(), count(1)
batches, sayings = msgspec.json.Decoder(Batch), msgspec.json.Decoder(Said)
app = Flask(__name__)


def store(lines: list[tuple[Any, ...]]) -> None:
    if LITE:
        with writing, engine.begin() as connection:
            connection.exec_driver_sql(KEEP, lines)
        return
    with engine.begin() as connection:
        cursor: Any = connection.connection.cursor()
        cursor.execute(INCOMING)
        with cursor.copy(f"copy incoming ({','.join(NAMES)}) from stdin") as copy:
            for line in lines:
                copy.write_row(line)
        cursor.execute(TAKE_OVER)


@app.post("/entries")
def entries() -> Response:
    batch = batches.decode(request.get_data(cache=False))
    now, place, lines = time.time_ns() // 1_000_000, next(places), []
    for n, line in enumerate(batch.entries):
        body = line.body.encode()
        said = sayings.decode(body)
        lines.append(
            (line.id, line.hash, body, batch.device, line.seq, line.chain, place, n, "stored", said.walk, said.kind,
             said.by, now, said.at)
        )  # fmt: skip
    store(lines)
    return Response(b'{"stored":%d}' % len(lines), mimetype="application/json")


@app.get("/changes")
def changes() -> Response:
    """A page of a device's entries after that number, in the shape of ours."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql(PAGE, (request.args["device"], int(request.args["cursor"]))).all()
    entries = [
        {
            "id": row.id, "seq": row.seq, "hash": row.hash, "chain": row.chain, "body": row.body.decode(),
            "device": row.device, "at_server": row.at, "commit": row.place,
        }
        for row in found[:ROWS]
    ]  # fmt: skip
    page = {"entries": entries, "cursor": str(found[:ROWS][-1].seq), "more": len(found) > ROWS}
    return Response(msgspec.json.encode(page), mimetype="application/json")


@app.put("/photos/<sha256>")
def photo(sha256: str) -> tuple[str, int]:
    folder = Path(os.environ["PHOTOS"], sha256[:2])
    folder.mkdir(parents=True, exist_ok=True)
    temp, digest, size = folder / f"{uuid4().hex}.part", hashlib.sha256(), 0
    with temp.open("wb") as file:
        while chunk := request.stream.read(256 * 1024):
            digest.update(chunk)
            file.write(chunk)
            size += len(chunk)
        file.flush()
        assert digest.hexdigest() == sha256
        width, height = _whole(temp)
        os.fsync(file.fileno())
    os.replace(temp, folder / f"{sha256}.jpg")
    parent = os.open(folder, os.O_RDONLY)
    os.fsync(parent)
    os.close(parent)
    with writing, engine.begin() as connection:
        # A row each time, as ours writes one for each who sends: a commit that writes nothing waits for no disk.
        connection.exec_driver_sql(RECORD, (uuid4().hex, sha256, size, width, height))
    return "", 201


def _whole(path: Path) -> tuple[int, int]:
    with Image.open(path, formats=("JPEG",)) as image:
        width, height = image.size
        image.draft("RGB", (width // 8, height // 8))
        image.load()
    return width, height


def main() -> None:
    with founding(), engine.begin() as connection:
        for statement in TABLES.split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()  # a connection must not cross the fork into the worker
    server.run(app, f"127.0.0.1:{os.environ['PORT']}", lambda _request, length: (length, busy()))


if __name__ == "__main__":
    main()
