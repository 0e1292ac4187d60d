"""A cold start shows the first page as it was last seen, claims nothing by it, and leaves it to nobody else."""

from playwright.sync_api import expect

from tests.e2e.thumb import becomes, begin, go_home, leave_app, next_step, status, tap

MATTER = "单位社保跨区迁移"
# The shell's own script has run, the app's has not: as on a slow phone, for as long as a test wants to look.
HELD_UP = "**/static/dist/field-*.js"



def walk_and_come_home(page):
    begin(page, MATTER, "一眼")
    next_step(page, "开始咨询")
    go_home(page)
    status(page, "服务器已全部收到")
    page.wait_for_function("() => localStorage.getItem('zlc.glimpse')?.includes('单位社保跨区迁移')")


def test_the_last_seen_page_makes_no_claim_about_now_and_its_buttons_work(recorder):
    page = recorder.page
    walk_and_come_home(page)
    page.route(HELD_UP, lambda _route: None)
    # Past the service worker, whose copy would be there at once.
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    page.reload(wait_until="commit")
    page.locator("#app.glimpse").wait_for(state="attached")
    page.locator(".card", has_text=MATTER).first.wait_for()
    expect(page.get_by_text("服务器已全部收到")).to_be_hidden()
    expect(page.locator(".card .since").first).to_be_hidden()

    tap(page, "开始走流程")
    becomes(lambda: page.evaluate("location.hash"), "#/start")
    page.unroute(HELD_UP)
    page.reload()
    page.get_by_label("要办的事项").wait_for()
    expect(page.locator("#app.glimpse")).to_have_count(0)


def test_a_button_that_is_held_when_the_app_stands_is_clicked_all_the_same(recorder):
    page, held = recorder.page, []
    walk_and_come_home(page)
    page.route(HELD_UP, lambda route: held.append(route))
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    page.reload(wait_until="commit")
    page.locator("#app.glimpse").wait_for(state="attached")
    page.get_by_role("button", name="开始走流程").hover()
    page.mouse.down()
    with page.expect_request("**/api/v1/**"):  # the app is there, and asks the server
        held[0].continue_()
    page.mouse.up()
    page.get_by_label("要办的事项").wait_for()


def test_whoever_leaves_leaves_nothing_to_be_seen(recorder):
    page = recorder.page
    walk_and_come_home(page)
    leave_app(page)
    assert page.evaluate("localStorage.getItem('zlc.glimpse')") is None
