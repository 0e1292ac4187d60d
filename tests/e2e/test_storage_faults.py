"""What a phone does to what is stored on it: connections cut, no room, and the databases of other versions of the app."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_disk import own_entries
from tests.e2e.on_server import assert_one_order, counted, walk_id, walk_of
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import (
    becomes,
    begin,
    go_home,
    leave_app,
    next_step,
    send,
    status,
    take_photo,
    tap,
    write_note,
)

MATTER = "单位社保跨区迁移"
FULL = "没有存上手机空间不足，这一条没有存下；之前已存的都在。请先清理手机里不用的照片或应用，再存一次。"

# Keeps every connection the app opens, so that they can be cut as iOS cuts those of a sleeping page.
HOLD = """(() => {
  window.connections = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener('success', () => window.connections.push(request.result));
    return request;
  };
})()"""
# Closed without a word; closed as the browser itself does it, which tells the page.
SILENTLY = "() => window.connections.splice(0).forEach((db) => db.close())"
TOLD = "() => window.connections.splice(0).forEach((db) => { db.close(); db.dispatchEvent(new Event('close')); })"


@pytest.mark.parametrize("cut", [SILENTLY, TOLD], ids=["silently", "told"])
def test_a_connection_cut_under_the_app_costs_nothing(recorder, server, cut):
    page = recorder.page
    page.add_init_script(HOLD)
    page.reload()
    status(page, "服务器已全部收到")
    server.stop()
    begin(page, MATTER, "断了连接")
    page.evaluate(cut)
    next_step(page, "开始咨询")
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    tap(page, "记一笔")
    page.get_by_label("记什么").fill("写到一半断了")
    page.evaluate(cut)
    tap(page, "存下")
    page.locator(".undo", has_text="已记一笔").wait_for()
    page.evaluate(cut)
    go_home(page)
    status(page, "已存本机 · 3 条待传")

    page.evaluate(cut)
    server.start()
    send(page)
    assert counted(page, "断了连接") == {"open": 1, "stage": 1, "note": 1}
    assert_one_order(server, walk_id(page, "断了连接"))
    page.evaluate(cut)
    leave_app(page)


# The next `unanswered` openings of the phone's database get no answer, as on a bad day of iOS.
UNANSWERED = """(() => {
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (name, version) {
    const left = Number(sessionStorage.getItem('unanswered') ?? 0);
    if (!left || !version) return open.apply(this, arguments);
    sessionStorage.setItem('unanswered', left - 1);
    return Object.assign(Object.create(IDBOpenDBRequest.prototype), { addEventListener() {} });
  };
})()"""


def test_storage_that_never_answers_is_said_and_may_be_tried_again(recorder, server):
    page = recorder.page
    page.add_init_script(UNANSWERED)
    page.evaluate("sessionStorage.setItem('unanswered', 2)")
    page.reload()
    page.get_by_role("heading", name="没有打开").wait_for()
    expect(page.get_by_role("alert")).to_have_text(re.compile("^手机存储还没有打开，记录都在。请关掉其他走流程的页面"), use_inner_text=True)
    tap(page, "再试一次")
    status(page, "服务器已全部收到")
    begin(page, MATTER, "又打开了")


FORBIDDEN = """(() => {
  const forbid = () => { throw new DOMException('Access is denied for this document.', 'SecurityError'); };
  Object.defineProperty(window, 'localStorage', { configurable: true, get: forbid });
  IDBFactory.prototype.open = forbid;
})()"""


def test_a_browser_that_may_keep_nothing_is_told_apart_from_one_that_is_slow(phone):
    phone.page.add_init_script(FORBIDDEN)
    page = phone.go()
    page.get_by_role("heading", name="没有打开").wait_for()
    expect(page.get_by_role("alert")).to_contain_text("浏览器不让本页存东西（可能禁止了 Cookie", use_inner_text=True)


def test_a_full_phone_says_so_and_loses_neither_words_nor_entries(recorder, server, tmp_path):
    # The browser remembers for half a minute how much room there was: it must not have been asked yet.
    recorder.close()
    recorder.open()
    page = recorder.go("/problems")
    set_room(recorder, page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)") + ROOM)
    recorder.go()
    server.stop()
    begin(page, MATTER, "手机满了")
    next_step(page, "开始咨询")
    stored = take_photos_until_full(page, tmp_path)
    expect(page.get_by_label("照片说明（可不填）")).to_have_value("大厅叫号屏")
    set_room(recorder, 1)
    page.locator("#album").set_input_files(picture(tmp_path))
    page.get_by_text("正在存第 1 张").wait_for(state="detached")
    page.get_by_role("button", name="关闭").click()
    tap(page, "记一笔")
    page.get_by_label("记什么").fill("连一句话也存不下")
    tap(page, "存下")
    becomes(lambda: alert(page), FULL)
    expect(page.locator(".foot .banner.red")).to_be_visible()
    expect(page.get_by_label("记什么")).to_have_value("连一句话也存不下")
    kinds = [json.loads(row["body"])["kind"] for row in own_entries(page)]
    assert kinds == ["open", "stage", *["photo"] * stored]

    set_room(recorder, -1)
    tap(page, "存下")
    page.locator(".undo", has_text="已记一笔").wait_for()
    expect(page.locator(".banner.red")).to_have_count(0)
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    take_photo(page, picture(tmp_path))
    page.locator(".undo", has_text="照片已存下").wait_for()
    go_home(page)
    status(page, f"已存本机 · {stored + 4} 条 {stored + 1} 张待传")
    server.start()
    send(page)
    assert counted(page, "手机满了") == {"open": 1, "stage": 1, "note": 1, "photo": stored + 1}
    photos = [data for kind, data in walk_of(page, "手机满了") if kind == "photo"]
    assert photos[-1]["caption"] == "大厅叫号屏", "what was typed for the photo that did not fit went with the next"
    assert page.evaluate(ASK_FOR, [one["sha256"] for one in photos]) == []


# Bytes for two or three photos of noise, which does not shrink.
ROOM = 2_000_000


def picture(folder):
    path = folder / "big.jpg"
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(path, "JPEG", quality=95)
    return path


def take_photos_until_full(page, folder):
    """How many were said to be stored before one was said not to be."""
    for stored in range(10):
        tap(page, "拍照")
        page.get_by_label("照片说明（可不填）").fill("大厅叫号屏")
        page.locator("#album").set_input_files(picture(folder))
        page.locator("#app:not(:has(dialog)) .bar, .banner.red").first.wait_for()
        if page.locator(".banner.red").count():
            becomes(lambda: alert(page), FULL)
            expect(page.locator(".bar .saved")).to_have_text("没有存上")
            return stored
    raise AssertionError("ten photos fitted")


def alert(page):
    """The red words, as they are read."""
    page.locator(".banner.red").last.wait_for()
    return page.locator(".banner.red").last.inner_text().replace("\n", "")


ASK_FOR = """sha256 => fetch('/api/v1/photos/missing', {
  method: 'POST', headers: { 'X-ZLC': '1', 'Content-Type': 'application/json' }, body: JSON.stringify({ sha256 }),
}).then((reply) => reply.json()).then(({ missing }) => missing)"""


def set_room(phone, bytes):
    """What this origin may use on the disk; -1: as the browser thinks fit."""
    devtools = phone.context.new_cdp_session(phone.page)
    quota = {} if bytes < 0 else {"quotaSize": bytes}
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.url, **quota})


# -- databases of other versions -------------------------------------------------------------------

FIRST_RELEASE = json.loads((Path(__file__).parent / "first_release.json").read_text())
# Makes a database as it is told, and puts the rows into it.
SEED = """({ name, version, stores, rows }) => new Promise((done, fail) => {
  const request = indexedDB.open(name, version);
  request.onerror = () => fail(request.error);
  request.onupgradeneeded = () => {
    for (const [store, { keyPath, indexes }] of Object.entries(stores)) {
      const made = request.result.createObjectStore(store, { keyPath });
      for (const [index, path] of Object.entries(indexes)) made.createIndex(index, path);
    }
  };
  request.onsuccess = () => {
    const tx = request.result.transaction(Object.keys(rows), 'readwrite');
    for (const [store, some] of Object.entries(rows)) for (const row of some) tx.objectStore(store).put(row);
    tx.oncomplete = () => done(request.result.close());
  };
})"""
LATER = {"summaries": {"keyPath": "walk", "indexes": {"made_at": "made_at"}}}


def written_by(release, person):
    """The rows of its journal, with the person who has this phone, and hashed as they were."""
    rows, chain = [], ""
    for row in release["rows"]["entries"]:
        body = json.dumps({**row["body"], "by": person}, ensure_ascii=False, separators=(",", ":"))
        digest = sha256(body.encode()).hexdigest()
        chain = sha256((chain + digest).encode()).hexdigest()
        rows.append({**row, "body": body, "hash": digest, "chain": chain})
    numbering = {"name": "numbering", "value": {"series": 0, "seq": len(rows), "chain": chain}}
    return {**release["rows"], "entries": rows, "meta": [numbering]}


@pytest.mark.parametrize("version", [1, 2], ids=["the first release", "a later one"])
def test_unsent_rows_of_another_version_are_read_added_to_and_sent(phone, server, version):
    """`a later one`: its stores and fields are not known to this app, whose turn it is again."""
    page = phone.log_in("recorder", PASSWORD, "/problems")
    hello = page.evaluate("fetch('/api/v1/hello').then((reply) => reply.json())")
    name = f"zlc-{hello['server'][:8]}-{hello['person']['id']}"
    stores = FIRST_RELEASE["stores"] | (LATER if version > 1 else {})
    rows = written_by(FIRST_RELEASE, hello["person"]["id"])
    if version > 1:
        rows["entries"] = [{**row, "weight": 3} for row in rows["entries"]]
        rows["summaries"] = [{"walk": rows["walks"][0]["walk"], "made_at": 1}]
    page.evaluate(SEED, {"name": name, "version": version, "stores": stores, "rows": rows})
    page.route(re.compile("/api/v1/(entries|devices)"), lambda route: route.abort())
    phone.go()
    status(page, "已存本机 · 4 条待传")
    page.get_by_role("link", name=re.compile("社会保险登记")).first.click()
    page.locator(".hero", has_text="咨询").wait_for()
    tap(page, "记一笔")
    expect(page.get_by_label("记什么")).to_have_value("写到一半的一句")
    tap(page, "存下")
    page.locator(".undo", has_text="已记一笔").wait_for()
    expect(page.locator(".bar .saved")).to_have_text("已存本机")
    next_step(page, "取表填表")
    go_home(page)
    status(page, "已存本机 · 6 条待传")

    page.unroute(re.compile("/api/v1/(entries|devices)"))
    send(page)
    assert counted(page, "第一版记的") == {"open": 1, "stage": 2, "problem": 1, "note": 2}
    assert {row["id"]: row["body"] for row in own_entries(page)}.items() >= {r["id"]: r["body"] for r in rows["entries"]}.items()
    assert_one_order(server, walk_id(page, "第一版记的"))
    all_there = page.evaluate("indexedDB.databases()")  # beside it, what pages share, as soon as a page has asked
    assert [one["version"] for one in all_there if one["name"] == name] == [version], "nothing was taken back"


def test_a_newer_version_in_another_tab_stops_this_one_in_words(recorder, server):
    page = recorder.page
    server.stop()
    begin(page, MATTER, "旧页面")
    next_step(page, "开始咨询")
    write_note(page, "换版本之前")
    other = recorder.context.new_page()
    other.goto(f"{recorder.url}/field/handbook/")
    other.evaluate("""async () => {
      const { name } = (await indexedDB.databases()).find((one) => one.name.startsWith('zlc-'));
      await new Promise((done) => { indexedDB.open(name, 2).onsuccess = ({ target }) => done(target.result.close()); });
    }""")
    page.get_by_role("heading", name="请用新打开的页面").wait_for()
    words = "走流程已在另一个页面更新到新版本。 已记的都在。请刷新本页后继续。"
    expect(page.locator(".banner")).to_have_text(words, use_inner_text=True)
    tap(page, "刷新")
    page.locator(".hero", has_text="咨询").wait_for()
    next_step(page, "取表填表")
    go_home(page)
    status(page, "已存本机 · 4 条待传")
    server.start()
    send(page)
    assert counted(page, "旧页面") == {"open": 1, "stage": 2, "note": 1}
