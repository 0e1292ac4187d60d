"""抽查: the same seed draws the same, by hand too; what was found is kept; who may."""

import hashlib
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import func, select

from tests.documents.conftest import fetched, text_of, tight
from zlc import clock
from zlc.accounts.audit import AuditLine
from zlc.database import db
from zlc.samples.models import Sample, SampleFinding

PRIVATE = "13812345678"
NUMBER = re.compile(r'<span class="number">(〔\d{4}〕[^<]+整改-\d+)</span>')


def drawn(browser, ask, status=303, **other):
    browser.get("/samples")
    reply = browser.post("/samples", {**ask, **other})
    assert reply.status_code == status, reply.text
    return reply.location if status == 303 else reply.text


def numbers(browser, address):
    return NUMBER.findall(browser.get(address).text)


def by_hand(seed, known, size):
    return sorted(known, key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).hexdigest())[:size]


def test_two_people_draw_the_same_and_anybody_by_hand(close, ask, visit):
    known = [close() for _ in range(6)]
    first = drawn(visit("office"), ask)
    assert numbers(visit("office"), first) == by_hand("秋收", known, 3)
    assert drawn(visit("supervisor"), ask) == first
    assert "营商办甲按同样的种子和范围抽过" in visit("supervisor").get(first).text or numbers(visit("supervisor"), first)
    other = drawn(visit("supervisor"), ask, seed="春播")
    assert other != first and numbers(visit("supervisor"), other) == by_hand("春播", known, 3)


def test_what_was_closed_later_or_reopened_since_changes_nothing(close, ask, visit, id_of, app):
    known = [close() for _ in range(5)]
    before = numbers(visit("office"), drawn(visit("office"), ask))
    close(days_ago=0)
    again = visit("coordinator")
    address = f"/rectifications/{id_of(before[0])}"
    again.get(address)
    assert again.post(f"{address}/reopening", {"reason": "又坏了"}).status_code == 303
    with app.app_context():  # as if nobody had drawn it yet
        from zlc.samples.drawing import closings_by

        day = clock.today() - timedelta(days=1)
        assert [one.number for one in closings_by("秋收", day - timedelta(days=30), day, "")] == by_hand("秋收", known, 5)


def test_of_one_unit_and_of_fewer_than_asked_for(close, ask, visit, world):
    mine, theirs = close(), close(unit="other")
    assert numbers(visit("office"), drawn(visit("office"), ask, unit=world.units["other"])) == [theirs]
    assert sorted(numbers(visit("office"), drawn(visit("office"), ask))) == sorted([mine, theirs])


@pytest.mark.parametrize(("other", "said"), [
    ({"seed": " "}, "请写种子"), ({"seed": "字" * 41}, "不超过 40 字"), ({"size": "0"}, "请写 1 到 50"), ({"size": "51"}, "请写 1 到 50"),
    ({"size": "很多"}, ""), ({"last": clock.today().isoformat}, "截止日要早于今天"), ({"first": "2030-01-01"}, "早于开始的日期"),
    ({"first": "2020-01-01"}, "一次最多抽一年"), ({"last": "昨天"}, "2026-11-30 这样"), ({"unit": "nowhere"}, "没有这个单位"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_said_and_stays_filled_in(app, close, ask, visit, other, said):
    close()
    text = drawn(visit("office"), ask, 422, **{name: value() if callable(value) else value for name, value in other.items()})
    assert said in text and ("seed" in other or "秋收" in text)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Sample)) == 0


def test_nothing_was_closed_then(ask, visit):
    assert "这段时间没有销号的整改" in drawn(visit("office"), ask, 422)


def find(browser, address, status=303, verdict="false", text="窗口还是只开两个"):
    page = browser.get(address).text
    line = re.search(r'name="line" value="([^"]+)"', page)[1]
    reply = browser.post(f"{address}/findings", {"line": line, "verdict": verdict, "text": text})
    assert reply.status_code == status, reply.text
    return reply


def test_what_was_found_is_kept_and_a_second_word_stands_beside_it(app, close, ask, visit, world):
    close()
    address = drawn(visit("office"), ask)
    find(visit("supervisor"), address)
    find(visit("office"), address, verdict="stands", text="")
    page = visit("supervisor").get(address).text
    assert "窗口还是只开两个" in page and page.index("<strong>属实</strong>") < page.index("不属实</strong>")
    with app.app_context():
        rows = db.session.scalars(select(SampleFinding).order_by(SampleFinding.n)).all()
        assert [(row.n, row.stands, row.by) for row in rows] == [
            (1, False, world.people["supervisor"]), (2, True, world.people["office"])
        ]  # fmt: skip
        assert len(db.session.scalars(select(AuditLine).where(AuditLine.verb == "sample.found")).all()) == 2


@pytest.mark.parametrize(("filled", "said"), [
    ({"text": " "}, "请写看到了什么"), ({"verdict": ""}, "请按「属实」或「不属实」"), ({"text": "字" * 501}, "不超过 500 字"),
])  # fmt: skip
def test_a_finding_that_lacks_something_is_refused_and_stays_typed(app, close, ask, visit, filled, said):
    close()
    address = drawn(visit("office"), ask)
    reply = find(visit("supervisor"), address, 422, **filled)
    assert said in reply.text and ("text" in filled or "窗口还是只开两个" in reply.text)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SampleFinding)) == 0


def test_who_may(close, ask, visit):
    close()
    address = drawn(visit("office"), ask)
    for who in ("coordinator", "recorder", "head", "auditor", "admin"):
        browser = visit(who)
        for path in ("/samples", address, f"{address}/sheet.pdf", "/samples/unknown"):
            assert browser.get(path).status_code == 404, (who, path)
        for path in ("/samples", f"{address}/findings"):
            assert browser.post(path, ask).status_code == 404, (who, path)


def test_the_check_sheet_is_printed(close, ask, visit):
    number = close(text=f"问 {PRIVATE} 就知道")
    office = visit("office")
    address = drawn(office, ask | {"seed": f"秋收 {PRIVATE}"})
    find(office, address, text=f"打了 {PRIVATE}，没有人接")
    reply = fetched(office, f"{address}/sheet.pdf")
    said, name = text_of(reply.data), unquote(reply.headers["Content-Disposition"])
    assert tight(number) in said and "没有人接" in said and "138****5678" in said
    assert PRIVATE not in said and PRIVATE not in name
