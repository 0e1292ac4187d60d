"""Who may knock at the phone's door, and what every answer carries (docs/sync.md).

A Flask-WTF token dies with its session, and with it the queue of a phone that was offline for a
week; so the API is guarded against foreign pages by what browsers themselves say, and by a header
that no foreign page may send without a preflight, which we never grant.
"""

from contextlib import suppress

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from zlc import clock
from zlc.accounts.models import Person
from zlc.errors import Forbidden, Refusal
from zlc.walks.journal.commits import server_id

RESCUE = "/api/v1/rescue"
READS = ("GET", "HEAD", "OPTIONS")


class RecordsNothing(Forbidden):
    code = "records_nothing"

    def __init__(self) -> None:
        super().__init__(
            "您的角色不记录走流程，没有收。手机里如有以前记的内容都还在，"
            "请在「设置」里点「导出未上传数据」，把文件交给本单位联络员，或请系统管理员核对角色。"
        )


def check_records(person: Person) -> None:
    """Who records nothing stores nothing: no device, no entry, no photo. Raises RecordsNothing."""
    if not person.records:
        raise RecordsNothing


def check_origin() -> ResponseReturnValue | None:
    """Refuse what another site's page could have sent."""
    reads = request.method in READS
    # "none" is an address typed by hand: it may look, never change.
    allowed = ("same-origin", "none") if reads else ("same-origin",)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in allowed:
        raise Forbidden("请求来自别的网站，没有受理。", code="foreign_origin")
    if reads:
        return None
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise Forbidden("请求来自别的网站，没有受理。", code="foreign_origin")
    if request.headers.get("X-ZLC") != "1":
        raise Forbidden("请求缺少 X-ZLC 标记，没有受理。", code="missing_header")
    wanted = ("image/", "application/octet-stream") if request.method == "PUT" else ("application/json",)
    if request.path == RESCUE:  # a file, whatever a program calls lines of JSON
        wanted = ("application/",)
    if not (request.content_type or "").lower().startswith(wanted):
        raise Refusal("内容类型不对，没有受理。", code="unsupported_type", status=415)
    return None


def sign(response: Response) -> Response:
    """Every answer says which server it is from: one without this is a captive portal's."""
    if request.path.startswith("/api/v1/"):
        with suppress(DBAPIError):  # a database that cannot be asked who it is: to the phone nobody has answered
            response.headers["X-ZLC-Server"] = server_id()
        response.headers["X-ZLC-Time"] = str(clock.now_ms())
        response.headers.setdefault("Cache-Control", "no-store")
    return response
