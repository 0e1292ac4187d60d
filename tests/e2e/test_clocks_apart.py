"""The phone's clock hours beside the server's: times come out right, and the desk says how sure they are."""

import json
import re

import pytest

from tests.e2e.on_server import told, walk_id
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import begin, go_home, next_step, send, status, write_note

MATTER = "单位社保跨区迁移"
HOUR = 3_600_000
# The whole page lives by another clock; `turn` is what a person does to it in the phone's settings.
CLOCK = """(() => {
  const True = Date, by = () => Number(localStorage.getItem('turned') ?? 0);
  globalThis.Date = class extends True {
    constructor(...given) { given.length ? super(...given) : super(True.now() + by()); }
    static now() { return True.now() + by(); }
  };
  globalThis.turn = (ms) => localStorage.setItem('turned', by() + ms);
  globalThis.trueNow = () => True.now();
})()"""


@pytest.fixture
def page(recorder):
    recorder.page.add_init_script(CLOCK)
    recorder.page.reload()
    status(recorder.page, "服务器已全部收到")
    return recorder.page


def turned(page, hours):
    page.evaluate("hours => turn(hours * 3_600_000)", hours)


@pytest.mark.parametrize("hours", [5, -5], ids=["ahead", "behind"])
def test_a_clock_hours_apart_is_corrected_and_the_desk_is_sure(page, recorder, server, new_phone, hours):
    turned(page, hours)
    page.reload()
    status(page, "服务器已全部收到")
    server.stop()
    before = page.evaluate("trueNow()")
    begin(page, MATTER, "钟不准")
    next_step(page, "开始咨询")
    assert page.get_by_role("timer").inner_text().startswith("00:0"), "the running time is no five hours"
    write_note(page, "钟差五小时")
    assert page.locator(".mark", has_text=re.compile("估计|存疑")).count() == 0
    after = page.evaluate("trueNow()")
    go_home(page)
    server.start()
    send(page)
    walk = walk_id(page, "钟不准")
    entries = told(page, walk)
    assert [one["certainty"] for one in entries] == ["checked"] * 3
    assert all(before - 2_000 <= one["time"] <= after + 2_000 for one in entries), "corrected to the server's clock"
    assert all(abs(one["at"] - one["time"] - hours * HOUR) < 2_000 for one in entries), "what the phone showed is kept"

    desk = new_phone(width=1280)
    words = desk.log_in("coordinator", PASSWORD, f"/walks/{walk}").locator("main").inner_text()
    assert words.count("时间已核对，手机时间") == 3 and "存疑" not in words and "估计" not in words


def test_a_clock_turned_on_the_way_is_told_as_doubtful_or_estimated(page, recorder, server, new_phone):
    server.stop()
    begin(page, MATTER, "拨过钟")
    next_step(page, "开始咨询")
    turned(page, -3)
    write_note(page, "拨慢三小时之后")
    turned(page, 3 + 7)
    next_step(page, "取表填表")
    turned(page, -7)
    go_home(page)
    status(page, "已存本机 · 4 条待传")
    server.start()
    send(page)
    walk = walk_id(page, "拨过钟")
    sure = {one["kind"] if one["kind"] != "stage" else step_of(one): one["certainty"] for one in told(page, walk)}
    assert sure == {"open": "checked", "consult": "checked", "note": "doubtful", "form": "estimated"}

    desk = new_phone(width=1280)
    page = desk.log_in("coordinator", PASSWORD, f"/walks/{walk}")
    for said, kind in (("时间存疑", "拨慢三小时之后"), ("时间为估计", "取表填表"), ("时间已核对", "咨询")):
        assert page.locator("#entries-h ~ ol li", has_text=kind).filter(has_text=said).count() >= 1, kind


def step_of(line):
    return json.loads(line["body"])["data"]["step"]


def test_a_phone_that_never_heard_the_server_claims_nothing(page, recorder, server):
    """Its measurements are gone; times are the phone's own, and marked."""
    recorder.go("/problems")
    page.evaluate("""async () => {
      const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('zlc-'));
      const db = await new Promise((done) => { indexedDB.open(name).onsuccess = ({ target }) => done(target.result); });
      const tx = db.transaction('meta', 'readwrite');
      tx.objectStore('meta').delete('clock');
      await new Promise((done) => { tx.oncomplete = done; });
      db.close();
    }""")
    server.stop()
    recorder.go()
    begin(page, MATTER, "没对过")
    next_step(page, "开始咨询")
    page.locator(".passed .mark", has_text="存疑").wait_for()
    go_home(page)
    server.start()
    send(page)
    assert [one["certainty"] for one in told(page, walk_id(page, "没对过"))] == ["doubtful"] * 2
