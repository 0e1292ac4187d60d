"""The phone's clock hours beside the server's: times come out right, and the desk says how sure they are."""

import json
import re
import time
from datetime import datetime, timedelta, timezone

import pytest
from playwright.sync_api import expect

from tests.e2e.on_server import told, walk_id
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, begin, go_home, next_step, send, status, write_note

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
    expect(page.get_by_role("timer"), "the running time is no five hours").to_have_text(re.compile("^00:0"))
    write_note(page, "钟差五小时")
    expect(page.locator(".mark", has_text=re.compile("估计|存疑"))).to_have_count(0)
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
    desk.log_in("coordinator", PASSWORD, f"/walks/{walk}").goto(f"{desk.url}/walks/{walk}?entries=1")
    main = desk.page.locator("main")
    becomes(lambda: main.inner_text().count("时间已核对，手机时间"), 3)
    for words in ("存疑", "估计"):
        expect(main).not_to_contain_text(words, use_inner_text=True)


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
    page.goto(f"{desk.url}/walks/{walk}?entries=1")
    for said, kind in (("时间存疑", "拨慢三小时之后"), ("时间为估计", "取表填表"), ("时间已核对", "咨询")):
        expect(page.locator("#entries-h ~ details ol li", has_text=kind).filter(has_text=said)).not_to_have_count(0)


def test_a_phone_set_to_another_zone_on_the_way_shows_and_sends_the_same_times(new_phone, server):
    """Berlin and New York move their clocks in summer as well; the walk lies in China."""
    phone = new_phone(timezone_id="Europe/Berlin")
    page = phone.log_in("recorder", PASSWORD)
    status(page, "服务器已全部收到")
    phone.wait_until_ready_for_offline()
    server.stop()
    before = int(time.time() * 1000)
    begin(page, MATTER, "换了时区")
    next_step(page, "开始咨询")
    phone.close()
    phone.options["timezone_id"] = "America/New_York"
    phone.open()
    page = phone.go()
    page.get_by_role("link", name=re.compile(MATTER)).first.click()
    expect(page.get_by_role("timer"), "it runs on for minutes, not for hours").to_have_text(re.compile("^0"))
    next_step(page, "取表填表")
    after = int(time.time() * 1000)
    passed = page.locator(".passed", has_text="咨询").first
    expect(passed).to_contain_text(re.compile("|".join(hours_between(before, after))), use_inner_text=True)
    go_home(page)
    server.start()
    send(page)
    entries = told(page, walk_id(page, "换了时区"))
    assert all(before - 2_000 <= one["time"] <= after + 2_000 for one in entries)
    assert len({json.loads(one["body"])["tz"] for one in entries}) == 2, "what the phone was set to is kept beside it"


def hours_between(first, last):
    """「14:32」 of each minute, as it is in China."""
    shanghai = timezone(timedelta(hours=8))
    return {f"{datetime.fromtimestamp(at / 1000, shanghai):%H:%M}" for at in [*range(first, last, 30_000), last]}


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
