"""A hall's WiFi that answers its own page to everything: pages, the API, the worker's script, an update half-way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.on_server import assert_one_order, counted, walk_id
from tests.e2e.portal import Portal
from tests.e2e.releases import next_release
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, go_home, leave_app, next_step, send, status, tap, write_note

MATTER = "单位社保跨区迁移"
NO_SERVER = "现在连不上服务器。记录都已存在本机，连上后自动上传。"


@pytest.fixture
def portal(server) -> Iterator[Portal]:
    between = Portal(server.port)
    yield between
    between.close()


@pytest.fixture
def behind(portal, new_phone):
    """A ready phone whose only way to the server is through the portal."""
    phone = new_phone()
    phone.url = portal.url
    phone.log_in("recorder", PASSWORD)
    status(phone.page, "服务器已全部收到")
    phone.page.get_by_text("就绪", exact=True).wait_for()
    return phone


def test_a_portal_that_answers_everything_changes_nothing(behind, portal, server):
    portal.shut = True
    page = behind.page
    begin(page, MATTER, "门户后面")
    next_step(page, "开始咨询")
    write_note(page, "网页认证没有过")
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    page.reload()
    page.locator(".hero", has_text="咨询").wait_for()
    assert page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.update()).then(() => '', ({ name }) => name)")
    go_home(page)
    status(page, "已存本机 · 3 条待传")
    status(page, NO_SERVER)
    page.get_by_text("就绪", exact=True).wait_for()
    behind.close()
    behind.open()
    page = behind.go()
    status(page, "已存本机 · 3 条待传")
    status(page, NO_SERVER)
    leave_app(page)
    tap(page, "再试一次")
    page.get_by_text("现在连不上服务器。登录需要网络").wait_for()
    asked = {path.partition("?")[0] for _, path in portal.swallowed}
    assert asked >= {"/field/sw.js", "/api/v1/hello"}

    portal.shut = False
    page.get_by_role("link", name="登录").click()
    page.get_by_label("用户名").fill("recorder")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    tap(page, "登录")
    page.get_by_text("本机记录人").wait_for()
    status(page, "服务器已全部收到")
    assert counted(page, "门户后面") == {"open": 1, "stage": 1, "note": 1}
    assert_one_order(server, walk_id(page, "门户后面"))


@pytest.mark.parametrize("shuts_at", ["/field/", "/static/dist/field-"], ids=["page", "script"])
def test_an_update_that_a_portal_cuts_into_is_not_taken(behind, portal, server, tmp_path, shuts_at):
    """The worker's new script came through, and the portal's page in place of a file of the new version."""
    page = behind.page
    server.stop()
    begin(page, MATTER, "更新到一半")
    server.tree = next_release(tmp_path / "next")
    portal.shuts_at = shuts_at
    # What waits is not to go before the portal shuts.
    page.context.route("**/api/v1/**", lambda route: route.abort())
    server.start()
    assert page.evaluate(UPDATE) == "redundant", "a version with a portal's page in it is thrown away"
    page.context.unroute("**/api/v1/**")
    go_home(page)
    expect(page.get_by_text("有新版本")).to_have_count(0)
    page.reload()
    status(page, "已存本机 · 1 条待传")
    status(page, NO_SERVER)

    portal.shut, portal.shuts_at = False, None
    send(page)
    assert page.evaluate(UPDATE) == "installed"
    tap(page, "有新版本，点此更新")
    page.locator("meta[name=release]").wait_for(state="attached")
    status(page, "服务器已全部收到")
    assert counted(page, "更新到一半") == {"open": 1}


# What becomes of the worker that an update finds.
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.ready;
  let worker;
  registration.addEventListener('updatefound', () => { worker = registration.installing; });
  // A busy server may not answer the first time.
  while (!worker) {
    await registration.update().catch(() => undefined);
    await new Promise((next) => setTimeout(next, 100));
  }
  while (worker.state === 'installing') {
    await new Promise((next) => worker.addEventListener('statechange', next, { once: true }));
  }
  return worker.state;
}"""
