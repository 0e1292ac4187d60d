"""Whatever leaves as a file, by whatever address, says no private number that somebody wrote down."""

import re
from unicodedata import normalize
from urllib.parse import unquote

import pytest

from tests.documents.conftest import fetched, send_photo, text_of, told
from tests.phones import MINUTE
from zlc.database import uuid7

BEGUN = 1772672400000  # 2026-03-05 09:00
PERIOD = {"from": "2026-03-01", "to": "2026-03-31"}
FILES = re.compile(r"\.(pdf|docx|xlsx|csv|ics|zip|txt)$")
# The rows of somebody's own list, given back to be corrected and sent again: masked, they would be destroyed.
# And the log, which is evidence: the auditor takes it away as it stands. And the samples, in which nobody wrote anything. The check
# sheet of 抽查 is the office's (tests/samples/test_drawing.py).
GIVEN_BACK = {"catalogue.import_faulty", "catalogue.import_sample", "problems.list_sample", "problems.log_file", "problems.sample_sheet"}
NUMBERS = {
    "13812345678": "138-1234-5678",
    "110101199003071233": "110101199003071233",
    "6222021234567890128": "６２２２ ０２１２ ３４５６ ７８９０ １２８",
}
SAID = "，".join(f"{word}{number}" for word, number in zip(("电话", "证", "卡"), NUMBERS.values(), strict=True))
# Where drawings, heads of pages and lists cut off what is long.
MATTER = "13812345678补卡，先问过 13812345678，" + SAID
AT_THE_EDGE = "叫号的人说有事" * 4 + "打13812345678"


@pytest.fixture
def told_all(phone):
    """A walk and a counter session that say a private number wherever somebody can write one."""
    walk, session = uuid7(), uuid7()

    def make(kind, minutes, of=walk, **data):
        return phone.make(of, kind, data, BEGUN + minutes * MINUTE)["id"]

    delegation = {"for": SAID, "ref": SAID}
    opened = {"place": SAID, "head": SAID, "window": SAID, "matter_text": MATTER}
    make("open", 0, **{"as": "applicant"}, mode="delegate", channel="hall", companions=[SAID], delegation=delegation, **opened)
    make("stage", 1, stage="queue", step="ticket", visit=1)
    ticket = make("ticket", 2, number="13812345678", ahead=3)
    make("material", 3, name=SAID, listed=False, shareable_from=SAID, note=SAID)
    make("intermediary", 4, name=SAID, note=SAID, tags=["poor"])
    make("stage", 5, stage="acceptance", step="window", visit=1)
    make("outcome", 6, result="supplement", reason=SAID)
    make("suspended", 7, reason=SAID)
    make("check", 8, item="hotline", verdict="problem", note=SAID)
    problem = make("problem", 9, text=SAID, category="queue", stage="queue")
    make("need", 10, text=SAID, **{"from": "public"})
    long = make("note", 11, text=AT_THE_EDGE)
    send_photo(phone, walk, SAID, BEGUN + 12 * MINUTE, of=problem)
    for target, field, value in ((ticket, "number", SAID), (long, "text", f"{AT_THE_EDGE}，{SAID}"), (problem, "text", f"再说一遍{SAID}")):
        make("amend", 13, target=target, set={field: {"value": value, "saw": []}}, reason=SAID)
    make("finish", 14, result="done", summary=SAID)
    make("open", 20, session, **{"as": "counter"}, place=SAID, window=SAID, head=SAID)
    case = uuid7()
    make("case", 21, session, case=case, event="call", ticket=SAID, matter=SAID, note=SAID)
    make("pause", 22, session, reason=SAID)
    make("continue", 23, session)
    make("case", 24, session, case=case, event="done", note=SAID)
    make("problem", 25, session, text=SAID, category="queue")
    make("finish", 26, session, summary=SAID)
    assert {one["status"] for one in phone.push().json["results"]} == {"stored"}
    return {"walk_id": [walk, session]}


@pytest.fixture
def coordinator(visit):
    return visit("coordinator")


def files(app, known):
    """Every address that gives a file, with the ids that stand in it: a new one that this test cannot fill in fails it."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and FILES.search(rule.rule) and rule.endpoint not in GIVEN_BACK:
            names = sorted(rule.arguments)
            for values in zip(*(known[name] for name in names), strict=True) if names else [()]:
                with app.test_request_context():
                    yield app.url_for(rule.endpoint, **dict(zip(names, values, strict=True)), **({} if names else PERIOD))


def digits(text):
    return re.sub(r"\D", "", normalize("NFKC", text), flags=re.ASCII)


def test_no_file_says_a_private_number(app, told_all, coordinator):
    addresses = list(files(app, told_all))
    assert len(addresses) >= 3 and any("summary" in address for address in addresses)
    for address in addresses:
        reply = fetched(coordinator, address)
        assert reply.status_code == 200, address
        said = text_of(reply.data)
        assert "138****5678" in said, address
        name = unquote(reply.headers["Content-Disposition"])
        for where, text in (("page", said), ("about", told(reply.data)), ("outline", told(reply.data, "pdfinfo")), ("name", name)):
            for number in (*NUMBERS, "1381234567", "138123456"):
                assert number not in digits(text), (address, where, number)


def test_the_desk_shows_what_was_written_to_those_with_the_right(told_all, coordinator):
    walk, _ = told_all["walk_id"]
    assert SAID in coordinator.get(f"/walks/{walk}").text
