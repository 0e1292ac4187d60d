"""证明清单 and 中介清单 on real pages: a tag from a phone is decided by the unit's coordinator in two clicks, and the office sees it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.inspection import Inspection
from tests.e2e.recorded import phone_of
from tests.e2e.servers import PASSWORD
from tests.e2e.test_catalogue_pages import look
from tests.e2e.thumb import becomes, box_of

MANY = 20
ROW = ".ledger tbody tr"
STRANGE = "无固定职业证明"
REACHES = f"""() => [...document.querySelectorAll('{ROW}')].map((row) => row.getBoundingClientRect())
  .filter(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight).length"""


@pytest.fixture
def recorded(new_phone):
    """What a walk wrote down; the tagged one came first, so that it is not what a list shows on top."""
    phone = new_phone()
    phone.log_in("recorder", PASSWORD, "/problems")
    sender = phone_of(phone.context, phone.url)
    walk = sender.a_walk()
    sender.make(walk, "material", {"name": STRANGE, "listed": False, "tags": ["strange", "circular"], "shareable_from": "公安户籍"})
    for n in range(MANY):
        sender.make(walk, "material", {"name": f"第 {n} 份材料", "listed": True})
        sender.make(walk, "intermediary", {"name": f"测绘公司 {n}", "fee": 800 + n, "days": 3, "tags": ["overcharge"] if n % 3 else []})
    assert {line["status"] for line in sender.push().json["results"]} == {"stored"}
    phone.close()


def go(phone, page: Page, path: str) -> None:
    page.goto(f"{phone.url}{path}")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_proof_is_decided_in_two_clicks_and_the_office_sees_it(width, new_phone, recorded):
    home, city = new_phone(width=width), new_phone(width=width)
    page = home.log_in("coordinator", PASSWORD, "/mine")
    inspection = Inspection(page)
    page.get_by_role("link", name="有标记的证明").click()
    look(inspection, "proofs that wait")
    page.get_by_role("link", name=STRANGE).click()
    look(inspection, "a proof")
    page.get_by_label("理由", exact=True).fill("户籍信息能从公安共享，没有法规要这份证明")
    page.get_by_role("button", name="取消", exact=True).click()
    expect(page.get_by_text("已定为「取消」。")).to_be_visible()
    look(inspection, "a decided proof")
    for noun in ("proofs", "intermediaries"):
        go(home, page, f"/{noun}")
        page.locator("html:not([data-size])").wait_for(state="attached")
        if width == 390:
            assert box_of(page.locator(ROW).first)["y"] <= 320
        if width == 1280:
            becomes(lambda: page.evaluate(REACHES) >= 14, True)
        look(inspection, noun)
    page.locator(f"{ROW} a.title").first.click()
    look(inspection, "an intermediary")
    inspection.assert_none()

    office = city.log_in("office", PASSWORD, "/overview")
    go(city, office, f"/proofs?state=cancelled&q={STRANGE}")
    expect(office.locator(ROW)).to_have_count(1)
    expect(office.locator(ROW)).to_contain_text("取消")
    expect(office.locator(ROW)).to_contain_text("市人社局")
    seen = Inspection(office)
    look(seen, "the city's proofs")
    seen.assert_none()
