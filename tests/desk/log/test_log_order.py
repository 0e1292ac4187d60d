"""The log is told by time, and inside a millisecond as its chain has it, which cannot tie: on its pages, across their edges,
and in the file."""

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text

from tests.phones import Phone
from zlc import clock, sql
from zlc.accounts import audit, chain
from zlc.database import db
from zlc.desk.log import listing, telling
from zlc.desk.log.listing import LogFilter

EVERYTHING = LogFilter()


@pytest.fixture
def at_once(app, world):
    """write(n) adds n lines of one millisecond as pushes do, which nobody seals; `record` n that are sealed."""
    now = clock.now_ms()

    def write(many, sealed=False, at=now):
        with clock.frozen_at(at):
            for _ in range(many):
                if sealed:
                    audit.record("device", about=f"line {write.written}")
                else:
                    sql.ask(audit.line("device", None, "", "", f"line {write.written}", True, {}))
                write.written += 1
        db.session.commit()

    write.written = 0
    return write


def told(lines):
    return [int(line.about.removeprefix("line ")) for line in lines if line.about.startswith("line ")]


def turned(limit, between=lambda: None):
    """Every page, one after the other."""
    before, found = "", []
    while True:
        page = listing.page_of(EVERYTHING, before, limit)
        before = page.older
        found += told(page.lines)
        if not before:
            return found
        between()


@pytest.mark.parametrize("sealed", [True, False])
def test_lines_of_one_millisecond_are_told_as_they_were_written(app, at_once, visit, sealed):
    with app.app_context():
        at_once(130, sealed)
    auditor = visit("auditor")
    page = auditor.get("/audit?verb=device")
    first = [int(n) for n in re.findall(r"line (\d+)<", page.text)]
    assert first == list(range(129, 29, -1))
    older = re.search(r"before=([^\"&]+)", page.text)[1]
    second = [int(n) for n in re.findall(r"line (\d+)<", auditor.get(f"/audit?verb=device&before={older}").text)]
    assert first + second == list(range(129, -1, -1))
    rows = list(csv.reader(io.StringIO(auditor.client.get("/audit.csv").data.decode("utf-8-sig"))))[1:]
    numbers = [int(row[0]) for row in rows]
    assert numbers == list(range(numbers[0], 0, -1))
    assert [int(row[6].removeprefix("line ")) for row in rows if row[6].startswith("line ")] == list(range(129, -1, -1))


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_no_page_loses_or_doubles_a_line_among_ties(app, at_once, limit):
    with app.app_context():
        at_once(20, sealed=True)
        assert turned(limit) == list(range(19, -1, -1))
        at_once(5)
        assert turned(limit) == list(range(19, -1, -1)), "what has no number yet has no place"
        chain.seal()
        assert turned(limit) == list(range(24, -1, -1))
        assert [row[0] for row in telling.rows(EVERYTHING)] == list(range(25, 0, -1))


def test_lines_written_and_sealed_while_pages_are_turned_disturb_nothing(app, at_once):
    with app.app_context():
        now = clock.now_ms()
        at_once(20, sealed=True, at=now)

        def goes_on():
            at_once(1, at=now)
            at_once(2, sealed=True, at=now)  # which seals the other too

        assert turned(4, goes_on) == list(range(19, -1, -1))
        assert chain.check().faults == []


def test_a_clock_set_back_shows_in_the_numbers(app, at_once):
    with app.app_context():
        now = clock.now_ms()
        for n in range(6):
            at_once(1, sealed=True, at=now - 3_600_000 * n)
        assert turned(2) == [0, 1, 2, 3, 4, 5]
        assert [row[0] for row in telling.rows(EVERYTHING)] == [1, 2, 3, 4, 5, 6]


def test_pushes_of_one_millisecond_are_sealed_as_they_came(app, visit):
    phone = Phone.of(visit("recorder"))
    with clock.frozen_at(clock.now_ms()):
        for n in range(8):
            phone.make(phone.a_walk(), "note", {"text": f"{n}"})
            assert phone.push(phone.entries[-1:]).status_code == 200
    with app.app_context():
        chain.seal()
        db.session.commit()
        lines = db.session.execute(text("select id from audit_lines where verb = 'push' order by n")).scalars().all()
        assert lines == sorted(lines) and len(lines) == 8


def test_whoever_reads_the_log_waits_for_whoever_is_sealing_it(app, visit):
    """Else its newest lines would be missing, and of a file the line that it was taken."""
    auditor, sealing, read = visit("auditor"), Event(), Event()

    def slow():
        with app.app_context():
            audit.record("device", about="while it is read")
            sealing.set()
            told = read.wait(0.5)
            db.session.commit()
            return told

    with ThreadPoolExecutor() as pool:
        job = pool.submit(slow)
        sealing.wait()
        first = auditor.client.get("/audit.csv").data.decode("utf-8-sig").splitlines()[1]
        read.set()
        assert not job.result() and "导出审计日志" in first
    assert "while it is read" in auditor.get("/audit").text


def test_what_is_no_place_leads_to_the_newest(app, at_once):
    with app.app_context():
        at_once(3, sealed=True)
        for odd in ("1772700672123.0198c0de-0000-7000-8000-000000000000", "-1.2", "².1", "1", f"{'9' * 30}.1", ""):
            assert told(listing.page_of(EVERYTHING, odd).lines) == [2, 1, 0]
        assert listing.page_of(EVERYTHING, "0.0").lines == []
