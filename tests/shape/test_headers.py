"""No text of a person's reaches a header as it is: a line break in it splits the answer or ends it with 500."""

import re
from urllib.parse import quote

import pytest

from tests.browser import Browser
from tests.catalogue.lists import HEADINGS, Desk, workbook
from tests.worlds import PASSWORD
from zlc.catalogue.imports.models import Import
from zlc.catalogue.sheets.cells import shown
from zlc.database import db
from zlc.desk import printing

LINES = [
    "/a\r\nSet-Cookie: x=1", "/a\nb", "/a\rb", "/\x00", "/\x0b\x0c\x1c\x85\u2028", "/a%0d%0ab", "/\x7f",
    "/\N{SNOWMAN}", "/" + "a" * 9000,
]  # fmt: skip
NAMES = (
    "next", "back", "q", "again", "from", "to", "unit", "size", "cursor", "device", "before",
    "go", "ferry", "limit", "with", "page",
)  # fmt: skip


def check(reply, what):
    assert reply.status_code < 500 or reply.status_code == 503, (what, reply.status_code)
    for name, value in reply.headers:
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), (what, name, value)
        value.encode("latin-1")
        assert len(value) < 8190 and name != "X-Injected", (what, name)
    cookies = [value.split("=")[0] for value in reply.headers.getlist("Set-Cookie")]
    assert set(cookies) <= {"zlc", "zlc-login", "zlc-known"}, (what, cookies)


@pytest.mark.parametrize("text", LINES)
def test_where_a_login_leads_to(app, world, text):
    browser = Browser(app)
    check(browser.client.get("/login", query_string={"next": text}), "next in the address")
    reply = browser.log_in("coordinator", next=text)
    check(reply, "next in the form")
    assert reply.status_code == 303
    if not text.isprintable() or len(text) > 2000:
        assert reply.headers["Location"] == "/"


@pytest.mark.parametrize("text", LINES)
def test_where_a_new_password_and_a_list_lead_to(app, visit, text):
    browser = visit("coordinator")
    browser.get("/password")
    new = {"current": PASSWORD, "password": "Qingxi-Jiedao-7", "again": "Qingxi-Jiedao-7", "next": text}
    check(browser.post("/password", new), "next of the password")
    check(browser.post("/rectifications", {"problem": "x", "back": text}), "back of the list")
    check(browser.post("/rectifications", {"problem": "x", "back": f"/problems?q={text}"}), "back of the list")


@pytest.mark.parametrize("name", LINES)
def test_what_a_download_is_called(app, visit, tmp_path, name):
    desk = Desk(visit("coordinator")).hand_in(workbook(HEADINGS, ["新事项", "", "很快", "1", "0"]))
    with app.app_context():
        db.session.scalars(db.select(Import)).one().file_name = shown(f"a{name}.xlsx")[:200]
        db.session.commit()
    check(desk.browser.client.get(f"{desk.path}/faulty.xlsx"), "the rows to be corrected")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with app.test_request_context("/"):
        check(printing._file(tmp_path / "a.pdf", name), "a printed record")


@pytest.mark.parametrize("who", [None, "coordinator", "office", "auditor"])
@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: x=1", "a\x00\x0b\x85b", "\N{SNOWMAN}\u2028"])
def test_no_route_puts_what_it_is_asked_with_into_a_header(app, visit, who, text):
    """Each page with line breaks in its path, in every argument that pages know, and in what browsers send along."""
    client = visit(who).client
    said = dict.fromkeys(NAMES, text)
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", lambda _: quote(text, safe=""), rule.rule)
        for method in sorted(rule.methods & {"GET", "POST", "PUT"}):
            reply = client.open(
                path, method=method, query_string=said, data={**said, "file": text} if method == "POST" else None,
                headers={"X-ZLC": "1", "If-None-Match": '"a\tb"', "Range": "bytes=a", "Origin": "http://localhost"},
                buffered=True,  # a stream that is not read to its end keeps its request's context in this thread
            )  # fmt: skip
            reply.get_data()  # to its end, as a browser would: what streams holds its request until then
            check(reply, (method, rule.rule))
        check(client.get(f"{path}{quote(text, safe='')}/"), ("beside", rule.rule))
