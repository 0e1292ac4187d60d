"""How the databases read the lists: no page reads a table from end to end, and none sorts it.

Every view of `bench lists` is opened; each statement that asks for problems or walks is explained where it was asked. SQLite
plans alike at any size. PostgreSQL would read small tables whole: it is told not to, and shows whether it can do without.
"""

import re
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import event, select

from tests.bench.journals import cookie_of
from tests.bench.ledgers import Ledger
from tests.bench.views import Views
from zlc import ordered
from zlc.accounts.logins import Login
from zlc.accounts.models import Person
from zlc.database import db

pytestmark = pytest.mark.long

ROWS, TIMES = 600, 2
# What is sorted when it has come; the test sees that it is few.
CAME = re.compile(r"\bORDER BY (anon_\d)\.by_0\b")
NEVER = ("seqscan", "sort", "incremental_sort")


@pytest.fixture
def ledger(app):
    with app.app_context():
        made = Ledger()
        made.fill(ROWS, lambda words: None)
        db.session.add_all([Login(person_id=one) for one in db.session.scalars(select(Person.id))])
        db.session.commit()
        db.session.remove()
    return made


@pytest.fixture
def plans(app):
    with explained(app, "problems|walks") as found:
        yield found


@contextmanager
def explained(app, tables):
    """What the database intends, of every statement about these tables that is asked meanwhile."""
    found = []
    with app.app_context():
        engine = db.engine

    def explain(connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("EXPLAIN") or not re.search(rf"FROM ({tables})\b", statement):
            return
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.append((statement, [row[3] for row in rows]))
        else:
            for way in NEVER:
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
            plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar()
            found.append((statement, list(nodes(plan[0]["Plan"]))))

    event.listen(engine, "before_cursor_execute", explain)
    yield found
    event.remove(engine, "before_cursor_execute", explain)


def nodes(plan):
    """Each node in the words of SQLite's."""
    table, kind = plan.get("Relation Name", ""), plan["Node Type"]
    yield f"SCAN {table}" if kind == "Seq Scan" else f"{kind} {table} {plan.get('Index Name', '')}"
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def reads_the_table(plan, tables="problems|walks"):
    return any(re.fullmatch(rf"SCAN ({tables})(_\d)?", step) for step in plan)


def sorts_the_table(statement, plan):
    sorts = any(re.search(r"TEMP B-TREE FOR .*ORDER BY|^(Incremental )?Sort\b", step) for step in plan)
    return sorts and not CAME.search(statement)


def makes_tokens(statement, plan):
    """PostgreSQL asks its index for a token; SQLite's is asked once, not for each row."""
    if "zlc_tokens" in statement:
        return not any("ix_problems_search" in step for step in plan)
    searched = [step for step in plan if "problems_search" in step]
    return bool(searched) and searched[0] != plan[0] and not plan[0].startswith("CO-ROUTINE")


@pytest.fixture
def sorted_rows(monkeypatch):
    """How many rows each page that is sorted is sorted from."""
    found, really = [], ordered.Rows._sorted

    def counted(rows, *asked):
        found.append(rows.count())
        return really(rows, *asked)

    monkeypatch.setattr(ordered.Rows, "_sorted", counted)
    return found


@pytest.mark.parametrize("many", [ordered.MANY, 5], ids=["few rows", "many rows"])
def test_no_page_reads_or_sorts_a_table(app, ledger, plans, sorted_rows, monkeypatch, many):
    monkeypatch.setattr(ordered, "MANY", many)
    monkeypatch.setattr(ordered, "WIDE", 4 * many)
    monkeypatch.setattr(ordered, "FEW", min(ordered.FEW, many // 4))
    with app.app_context():
        cookies = {login.person_id: cookie_of(app, login.id) for login in db.session.scalars(select(Login))}
        views = list(Views(ledger, Random(many)).all())
        db.session.remove()
    plans.clear()
    client, looked_at = app.test_client(use_cookies=False), 0
    for view in views:
        for _ in range(TIMES):
            person, path, asked = view.ask()
            assert client.get(path, query_string=asked, headers={"Cookie": cookies[person]}).status_code == 200
        for statement, plan in plans:
            assert not reads_the_table(plan), (view.words, statement, plan)
            assert not sorts_the_table(statement, plan), (view.words, statement, plan)
            assert not makes_tokens(statement, plan), (view.words, statement, plan)
        looked_at += len(plans)
        plans.clear()
    assert looked_at > 4 * len(views)
    assert sorted_rows and max(sorted_rows) <= many
