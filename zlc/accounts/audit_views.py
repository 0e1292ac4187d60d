"""审计日志: searched, one line in full, and carried away as a file."""

import csv
import io
from collections.abc import Iterator

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access, audit_search, noting
from zlc.accounts.audit import AuditLine
from zlc.accounts.audit_search import HEADS, AuditFilter
from zlc.accounts.audit_words import verb_name, verbs_by_name
from zlc.accounts.by_command import ADDRESS
from zlc.database import db
from zlc.errors import NotFound

BOM = "\ufeff"  # Excel takes a file without it for GBK


def log() -> ResponseReturnValue:
    access.require("auditor")
    noting.say_all()
    wanted = AuditFilter.read(request.args)
    lines, older = audit_search.page_of(wanted, wanted.after)
    return render_template(
        "accounts/audit.html", wanted=wanted, lines=lines, older=older, later=bool(wanted.after),
        verbs=verbs_by_name(), verb_name=verb_name, about_of=audit_search.about_of,
        results=[("yes", "成功"), ("no", "未成功")], by_command=ADDRESS,
    )  # fmt: skip


def log_line(line_id: str) -> ResponseReturnValue:
    access.require("auditor")
    line = db.session.get(AuditLine, line_id)
    if line is None:
        raise NotFound
    return render_template(
        "accounts/audit_line.html", line=line, verb=verb_name(line.verb), about=audit_search.about_of(line),
        details=audit_search.details(line), moment=f"{clock.local(line.at):%Y-%m-%d %H:%M:%S}", by_command=ADDRESS,
    )  # fmt: skip


def log_file() -> ResponseReturnValue:
    """The lines that the filter leaves, as CSV; that they were taken away is a line too, and the first of the file."""
    access.require("auditor")
    wanted = AuditFilter.read(request.args)
    noting.say_all()
    lines = audit_search.count(wanted)
    noting.download("audit.exported", "审计日志", exported=lines, query=dict(wanted.query()))
    noting.seal()
    reply = Response(stream_with_context(_written(wanted)), mimetype="text/csv")
    name = f"audit-{clock.local(clock.now_ms()):%Y%m%d-%H%M}.csv"
    reply.headers["Content-Disposition"] = f"attachment; filename={name}"
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def _written(wanted: AuditFilter) -> Iterator[str]:
    out = io.StringIO()
    write = csv.writer(out)
    out.write(BOM)
    write.writerow(HEADS)
    for row in audit_search.rows(wanted):
        write.writerow([audit_search.as_text(value) for value in row])
        if out.tell() > 64 * 1024:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
