"""审计日志: searched, one line in full, and carried away as a file."""

import csv
import io
from collections.abc import Iterator

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from zlc import clock
from zlc.accounts import access, noting
from zlc.accounts.audit import AuditLine
from zlc.accounts.by_command import ADDRESS
from zlc.database import db
from zlc.desk.log import listing, telling
from zlc.desk.log.listing import LogFilter
from zlc.desk.log.words import RESULTS, verbs_by_name
from zlc.errors import Forbidden, NotFound

BOM = "\ufeff"  # Excel takes a file without it for GBK


def log() -> ResponseReturnValue:
    _auditor()
    noting.say_all()
    wanted = LogFilter.read(request.args)
    page = listing.page_of(wanted, wanted.after)
    return render_template(
        "desk/log/log.html", wanted=wanted, page=page, rows=telling.tell(page.lines), verbs=verbs_by_name(),
        results=list(RESULTS.items()),
    )  # fmt: skip


def log_line(line_id: str) -> ResponseReturnValue:
    _auditor()
    line = db.session.get(AuditLine, line_id)
    if line is None:
        raise NotFound
    [one] = telling.tell([line])
    moment = f"{clock.local(line.at):%Y-%m-%d %H:%M:%S}"
    return render_template("desk/log/line.html", line=line, one=one, moment=moment, by_command=ADDRESS)


def log_file() -> ResponseReturnValue:
    """The lines that the filter leaves, as CSV; that they were taken away is a line too, and the first of the file."""
    _auditor()
    wanted = LogFilter.read(request.args)
    noting.say_all()
    lines = listing.count(wanted)
    noting.download("audit.exported", "审计日志", exported=lines, query=dict(wanted.query()))
    noting.seal()
    reply = Response(stream_with_context(_written(wanted)), mimetype="text/csv")
    name = f"audit-{clock.local(clock.now_ms()):%Y%m%d-%H%M}.csv"
    reply.headers["Content-Disposition"] = f"attachment; filename={name}"
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def _auditor() -> None:
    if not access.person().reads_log:
        raise Forbidden("审计日志由审计员查看。")


def _written(wanted: LogFilter) -> Iterator[str]:
    out = io.StringIO()
    write = csv.writer(out)
    out.write(BOM)
    write.writerow(telling.HEADS)
    for row in telling.rows(wanted):
        write.writerow([telling.as_text(value) for value in row])
        if out.tell() > 64 * 1024:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
