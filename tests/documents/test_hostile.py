"""Whatever a text says, it comes out as text."""

import pytest

from tests.documents.conftest import fetched, pages_of, send_photo, text_of, tight
from zlc import clock
from zlc.database import uuid7

RARE = "喆堃珺晞赟镕彧"


def walk_saying(phone, text):
    """A walk that says it wherever something can be said."""
    walk = uuid7()
    make = lambda kind, **data: phone.make(walk, kind, data)["id"]  # noqa: E731
    make("open", **{"as": "applicant"}, mode="delegate", channel="hall", matter_text=text, place=text, window=text,
         head=text, companions=text, delegation={"for": text, "ref": text})  # fmt: skip
    make("stage", stage="queue", step="ticket", visit=1)
    ticket = make("ticket", number=text, ahead=3)
    make("material", name=text, listed=False, note=text, shareable_from=text)
    make("intermediary", name=text, note=text)
    make("outcome", result="supplement", reason=text)
    make("check", item="guidance", verdict="problem", note=text)
    problem = make("problem", category=text[:30], text=text, stage="queue", severity=1)
    make("need", **{"from": "public"}, text=text)
    make("note", text=text)
    send_photo(phone, walk, text, clock.now_ms(), of=problem)
    make("finish", result="done", summary=text)
    make("amend", target=ticket, set={"number": {"value": text, "saw": []}}, reason=text)
    results = phone.push().json["results"]
    assert {r["status"] for r in results} == {"stored"}, results
    return walk


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><b>粗</b>&amp;&lt;",
        "{{ 7*7 }}{% for x in y %}{{ config }}{# 注 #}",
        "</td></table></style><h1>假标题</h1>",
        "'\";--<!-- -->]]>",
        f"{RARE}，张{RARE}局长",
        "表情 😀 之后还有字",
        "مرحبا 之后还有字",
    ],
)
def test_it_comes_out_as_text(phone, visit, text):
    walk = walk_saying(phone, text)
    said = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    if "مرحبا" in text:  # pdftotext gives right-to-left words in their reading order or the other
        assert "之后还有字" in said and ("مرحبا" in said or "ابحرم" in said)
    else:
        assert said.count(tight(text)) >= 8


def test_an_override_of_direction_turns_nothing_round(phone, visit):
    walk = walk_saying(phone, "正常\u202e倒过来")
    assert "正常〈U+202E〉倒过来" in text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)


def test_ten_thousand_characters_are_printed_whole(phone, visit):
    text = "".join(f"第{n}句，窗口少等得久。" for n in range(800))[:10_000]
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "补卡", "place": text})
    for kind, data in (("problem", {"text": text, "category": "queue"}), ("note", {"text": text}), ("need", {"text": text})):
        phone.make(walk, kind, data)
    phone.push()
    pdf = fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data
    said = text_of(pdf)
    assert pages_of(pdf) > 10
    for n in range(0, 700, 50):
        assert said.count(f"第{n}句，") >= 4, n


def test_addresses_in_texts_are_never_read(phone, visit, listener):
    address, hits = listener
    text = (
        f'<img src="{address}/a.png"><img src="file:///etc/passwd"> url({address}/b) @import "{address}/c"'
        f"<object data='file:///etc/passwd'></object>"
    )
    walk = walk_saying(phone, text)
    pdf = fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data
    assert hits == []
    assert "root:x:0:0" not in text_of(pdf) and b"root:x:0:0" not in pdf
    assert tight(text)[:40] in text_of(pdf)
