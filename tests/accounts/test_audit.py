"""The audit log: what goes in, who reads it, and that nobody can change it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from zlc.accounts.audit import AuditLine
from zlc.database import db


def lines(app):
    with app.app_context():
        rows = db.session.scalars(db.select(AuditLine).order_by(AuditLine.at, AuditLine.id)).all()
        return [(line.username, line.verb, line.success) for line in rows]


def test_logins_good_and_bad_are_in_the_log_with_the_address(app, visit):
    visit("coordinator")
    visit(None).log_in("coordinator", "Wrong-2026")
    assert ("coordinator", "login", True) in lines(app)
    assert ("coordinator", "login", False) in lines(app)
    with app.app_context():
        assert {line.address for line in db.session.scalars(db.select(AuditLine))} == {"127.0.0.1"}


def test_refusals_are_in_the_log(app, visit):
    visit("stranger").get("/audit")
    assert ("stranger", "refused", False) in lines(app)


def test_the_auditor_reads_the_log_and_nobody_else(visit):
    visit("coordinator")
    page = visit("auditor").get("/audit")
    assert page.status_code == 200 and "coordinator" in page.text
    for username in ("admin", "coordinator", "office", "supervisor", "recorder"):
        assert visit(username).get("/audit").status_code == 403


@pytest.mark.parametrize("statement", ["update audit_lines set success = true", "delete from audit_lines"])
def test_the_database_itself_refuses_to_change_a_line(app, visit, statement):
    visit(None).log_in("coordinator", "Wrong-2026")
    before = lines(app)
    with app.app_context():
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()
    assert lines(app) == before


def test_hostile_text_in_a_username_is_shown_as_text(visit):
    visit(None).log_in("<script>alert(1)</script>{{7*7}}", "Wrong-2026")
    page = visit("auditor").get("/audit")
    assert "&lt;script&gt;" in page.text and "{{7*7}}" in page.text


def test_the_log_turns_pages(app, visit):
    auditor = visit("auditor")
    for number in range(120):
        with app.app_context():
            db.session.add(AuditLine(verb=f"line-{number}"))
            db.session.commit()
    first = auditor.get("/audit")
    assert "line-119" in first.text and "line-0<" not in first.text
    older = first.text.split("/audit?before=")[1].split('"')[0]
    assert "line-0<" in auditor.get(f"/audit?before={older}").text
