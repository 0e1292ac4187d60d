"""Marks of direction are told where text is shown, and stay what they are where it is to be sent again: else their names are stored."""

import re

import pytest

from zlc.catalogue.models import Matter
from zlc.config import ROOT
from zlc.database import db
from zlc.documents.direction import MARKS

TURNED = "合同\u202e书同\u202c到此"
# A field made by hand: what is hidden holds codes and addresses.
BY_HAND = re.compile(
    r'<textarea[^>]*>(\{\{.*?\}\})</textarea>|<input(?![^>]*type="(?:hidden|checkbox|radio)")[^>]*? value="(\{\{.*?\}\})"'
)
REASON = re.compile(r'<(?:textarea|input)[^>]* name="reason"[^>]*?(?:value="([^"]*)"|>([^<]*)</textarea>)')


@pytest.fixture
def published(app, world):
    """What is published of the matter holds them, as a list that was taken in may."""
    with app.app_context():
        one = db.session.get_one(Matter, world.matter)
        one.name, one.fee, one.place = f"登记{TURNED}", TURNED, TURNED
        db.session.commit()
    return f"/matters/{world.matter}"


def test_who_corrects_one_field_of_a_matter_corrects_no_other(app, visit, world, published):
    browser = visit("coordinator")
    page = browser.get(f"{published}/correction").text
    texts = dict(re.findall(r'<textarea id="field-\w+" name="(field-\w+)"[^>]*>([^<]*)</textarea>', page))
    name = re.search(r'name="field-name" value="([^"]*)"', page)[1]
    assert (name, texts["field-fee"], texts["field-place"]) == (f"登记{TURNED}", TURNED, TURNED)
    fields = {"field-name": name, **texts, "field-trips": "2", "reason-trips": "窗口贴的是两趟"}
    assert browser.post(f"{published}/correction", fields).status_code == 303
    with app.app_context():
        one = db.session.get_one(Matter, world.matter)
        assert (one.name, one.fee, one.place, one.trips) == (f"登记{TURNED}", TURNED, TURNED, 2)


def test_what_was_refused_comes_back_as_it_was_typed(visit, published):
    browser = visit("coordinator")
    browser.get(f"{published}/correction")
    page = browser.post(f"{published}/correction", {"field-fee": f"{TURNED}\u2066", "field-trips": "很多", "reason": TURNED}).text
    assert f">{TURNED}\u2066</textarea>" in page
    assert TURNED in [text or other for text, other in REASON.findall(page)]


def test_words_that_were_looked_for_are_looked_for_again(visit):
    page = visit("coordinator").get("/walks", query_string={"q": TURNED, "from": "2026-11-01"}).text
    assert f'name="q" value="{TURNED}"' in page
    assert not MARKS.search(page.replace(f'value="{TURNED}"', ""))


def test_every_field_made_by_hand_comes_back_as_it_was_typed():
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        tags = BY_HAND.findall(path.read_text())
        found += [f"{path.name}: {text or value}" for text, value in tags]
    assert len(found) >= 10
    assert [one for one in found if "|as_typed" not in one and "at + 1" not in one] == []
