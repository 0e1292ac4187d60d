"""Whoever leaves a page of the desk on which they wrote something is asked; what is sent, and what was only ticked, is not."""

import pytest
from playwright.sync_api import expect

from tests.e2e.servers import PASSWORD

WORDS = "座谈会上有人说，换证要跑两个窗口"


@pytest.fixture
def asked(new_phone):
    """(The page, what it asked.) Whoever is asked stays."""
    page = new_phone(width=1280).log_in("coordinator", PASSWORD, "/problems")
    found = []

    def stay(dialog):
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return page, found


def away(page):
    page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="需求", exact=True).click(no_wait_after=True)


def stays(page, act):
    """It asks, and whoever is asked stays."""
    with page.expect_event("dialog") as told:
        act()
    assert told.value.type == "beforeunload"


def test_a_half_written_registration_is_not_lost_by_a_tap_on_the_menu(asked, server):
    page, found = asked
    page.goto(f"{server.url}/problems/new")
    page.get_by_label("发现的问题").fill(WORDS)
    stays(page, lambda: away(page))
    expect(page.get_by_label("发现的问题")).to_have_value(WORDS)
    # What is refused is on the page as it was written, and saved nowhere.
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("main .error, main [role=alert]").first).to_be_visible()
    expect(page.get_by_label("发现的问题")).to_have_value(WORDS)
    stays(page, lambda: away(page))
    page.get_by_label("从哪里来").select_option(index=1)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(WORDS)
    away(page)
    expect(page).to_have_url(f"{server.url}/needs")
    assert len(found) == 2


def test_a_reason_is_asked_about_also_when_another_form_is_sent(asked, server):
    page, _ = asked
    page.goto(f"{server.url}/problems?state=new")
    page.locator("a.title").first.click()
    page.get_by_text("退回（不属实、不属本单位）").click()
    page.get_by_label("退回理由").fill(WORDS)
    stays(page, lambda: page.locator("form[action$='/confirmation'] button[type=submit]").click(no_wait_after=True))
    expect(page.get_by_label("退回理由")).to_have_value(WORDS)


def test_who_wrote_nothing_goes(asked, server):
    page, found = asked
    page.locator(".ledger tbody input[type=checkbox]").first.check()
    away(page)
    expect(page).to_have_url(f"{server.url}/needs")
    assert found == []
