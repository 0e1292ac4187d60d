"""The store and the service worker outside Chromium: recorded without network, opened without network, received once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.servers import PASSWORD, Server
from tests.e2e.webdriver import Driven

MATTER = "单位社保跨区迁移"
RECEIVED = """(async () => {
  const bodies = [];
  for (let page = { cursor: '', more: true }; page.more;) {
    page = await (await fetch(`/api/v1/changes?limit=1000&cursor=${page.cursor}`)).json();
    bodies.push(...page.entries.map((entry) => JSON.parse(entry.body)));
  }
  return bodies;
})()"""


@pytest.fixture(params=["firefox", "webkit"])
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Driven]:
    driven = Driven(tmp_path / request.param, request.param)
    yield driven
    driven.close()


def test_another_browser_opens_and_records_without_network_and_sends_once(browser: Driven, server: Server) -> None:
    browser.go(f"{server.url}/login?next=/field/")
    browser.type("用户名", "recorder")
    browser.type("密码", PASSWORD)
    browser.tap("登录")
    browser.see("服务器已全部收到", "*[@role='status']")
    browser.find("//section//*[normalize-space()='就绪']")

    server.stop()
    browser.reopen()
    browser.tap("开始走流程")
    browser.type("要办的事项", MATTER)
    browser.press("//label[normalize-space()='陪同办']")
    browser.type("陪同谁（不写姓名）", "别的浏览器")
    browser.tap("开始")
    browser.tap("开始咨询")
    browser.see("咨询", "*[@class='card hero']")
    browser.see("已存本机", "*[@role='status']")
    browser.tap("记一笔")
    browser.type("记什么", "没有网络也能记")
    browser.tap("存下")
    browser.see("已记一笔")

    browser.reopen()
    browser.see("咨询", "*[@class='card hero']")
    browser.see("已存本机", "*[@role='status']")
    browser.go(f"{server.url}/field/")
    browser.see("已存本机 · 3 条待传", "*[@role='status']")

    browser.go("about:blank")
    server.start()
    browser.go(f"{server.url}/field/")
    browser.see("服务器已全部收到", "*[@role='status']")
    entries = browser.tell(RECEIVED)
    walks = [one["walk"] for one in entries if one["data"].get("companions") == "别的浏览器"]
    assert len(walks) == 1
    assert sorted(one["kind"] for one in entries if one["walk"] == walks[0]) == ["note", "open", "stage"]
