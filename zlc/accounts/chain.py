"""The audit log's chain: each line gets a number, without gaps, and the hash of itself and all before it.

Who writes a line does not wait for the line before: that would make everybody wait for everybody else's commit. Lines
are sealed afterwards, by whoever comes next to the log: another line, the lull after pushes, a reader. What may happen
to a line in between, and why that takes nothing from the chain's worth, is in docs/decisions/0023.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from zlc import clock, sql

# What is chained of a line, in this order: all of it.
COLUMNS = ("id", "at", "person_id", "username", "address", "verb", "about", "success", "detail")
BATCH = 1000
SEALING = 1_635_083_369  # the number of PostgreSQL's lock for it: any, but the same for all
CLOCK_SET_BACK = 10 * 60_000  # ms; less is a transaction that took its time
MOST_TOLD = 50
_COLUMNS = ", ".join(COLUMNS)


def link(previous: str, n: int, line: tuple[Any, ...]) -> str:
    """The chain at line `n`, as hex. `line`: its COLUMNS as the database gives them."""
    *plain, success, detail = line
    said = [n, *plain, bool(success), json.loads(detail) if isinstance(detail, str) else detail]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256((previous + text).encode("utf-8", "surrogatepass")).hexdigest()


def seal(wait: bool = False) -> None:
    """Number and chain what has been written since, in the caller's transaction. Whoever finds another one at it goes
    on: nobody waits, so nobody can wait in a circle. `wait`: for readers, who hold nothing that another one may want."""
    if sql.dialect() == "postgresql":
        if wait:
            sql.rows("select 1 from pg_advisory_xact_lock(?)", SEALING)
        elif not sql.rows("select pg_try_advisory_xact_lock(?)", SEALING)[0][0]:
            return
    wanted = f"select {_COLUMNS} from audit_lines where n is null order by at, id limit {BATCH}"
    while True:
        last, lines = sql.ask(
            ("select n, chain from audit_lines where n is not null order by n desc limit 1",), (wanted,)
        )
        if not lines:
            return
        n, chain = last[0] if last else (0, "")
        sealed = []
        for line in lines:
            n, chain = n + 1, link(chain, n + 1, tuple(line))
            sealed.append(("update audit_lines set n = ?, chain = ? where id = ?", n, chain, line[0]))
        sql.ask(*sealed)
        if len(lines) < BATCH:
            return


@dataclass
class Checked:
    """`n` and `chain` of the newest sealed line; what is wrong, in words, each with its line."""

    n: int = 0
    chain: str = ""
    at: int | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsealed: int = 0


def check(noted: tuple[int, str] | None = None) -> Checked:
    """Every line, its number and its chain, in a reading transaction. `noted`: a number and its chain as they were
    written down outside before; they must still stand."""
    found = Checked()
    for n, chain, *line in _sealed():
        if n != found.n + 1:
            found.faults.append(_missing(found.n + 1, n - 1))
        elif link(found.chain, n, tuple(line)) != chain:
            found.faults.append(f"第 {n} 行的内容和校验值对不上（{_named(line)}）")
        if found.at is not None and line[1] < found.at - CLOCK_SET_BACK:
            found.notes.append(f"第 {n} 行的时间早于上一行：服务器的时钟可能拨回过（{_named(line)}）")
        if noted and noted[0] == n and noted[1] != chain:
            found.faults.append(f"第 {n} 行的校验值和抄下来的不一样：到这一行为止有过改动")
        found.n, found.chain, found.at = n, chain, line[1]
    if noted and noted[0] > found.n:
        found.faults.append(_missing(found.n + 1, noted[0]))
    found.unsealed = sql.rows("select count(*) from audit_lines where n is null")[0][0]
    return found


def _sealed() -> Iterator[tuple[Any, ...]]:
    """(n, chain, *COLUMNS) of the sealed lines, in order."""
    after = -1
    wanted = f"select n, chain, {_COLUMNS} from audit_lines where n > ? order by n limit {BATCH}"
    while lines := sql.rows(wanted, after):
        yield from lines
        after = lines[-1][0]


def _missing(first: int, last: int) -> str:
    return f"第 {first} 行不见了" if first == last else f"第 {first} 到 {last} 行不见了"


def _named(line: list[Any]) -> str:
    _, at, _, username, address, verb, *_ = line
    return f"{clock.spoken(at)} {username or '未登录'} {verb} {address}".strip()
