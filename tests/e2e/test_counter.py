"""A day at the window: sixty cases without network by thumb, and the desk counts what was done."""

import random
import re
from collections import Counter
from itertools import pairwise
from statistics import median

from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.on_server import assert_one_order
from tests.e2e.servers import PASSWORD
from tests.e2e.thumb import becomes, big_button, box_of, choose_size, send, status, tap
from tests.e2e.window import OUTCOMES, SETTLED, Clerk, begin_session, figures, see_figures, sit_down

SECOND, MINUTE = 1_000, 60_000
FORGOTTEN = "未记结果"
COUNT_TAPS = "addEventListener('click', (event) => { if (event.isTrusted) window.taps = (window.taps ?? 0) + 1 }, true)"


def minutes(words: str) -> int:
    """Of a length as it is said."""
    days, hours, rest = (re.search(rf"(\d+) {unit}", words) for unit in ("天", "小时", "分"))
    return 0 if words.startswith("不到") else sum(int(n[1]) * by for n, by in ((days, 1440), (hours, 60), (rest, 1)) if n)


def nearly(words: str, ms: int) -> bool:
    """Whether so many minutes are said of it, rounded down or up, as their sum needs it."""
    return minutes(words) in (ms // MINUTE, -(-ms // MINUTE))


def cases_on(desk, count):
    """The cells of each row of the desk's table, once it has so many."""
    rows = desk.locator("#cases tbody tr")
    expect(rows).to_have_count(count)
    return rows.evaluate_all("rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText))")


def uses(page: Page) -> dict[str, str]:
    """What the window's time went to, as the phone's drawing says it."""
    found = page.get_by_label("时间去向", exact=True).locator(".key li").evaluate_all("all => all.map((one) => one.innerText)")
    return {word: words for word, _, words in (one.strip().partition(" ") for one in found)}


def test_sixty_cases_offline_in_two_taps_each_and_the_desk_counts_the_same(phone, server, new_phone):
    page = sit_down(phone)
    page.clock.install()
    page.context.add_init_script(COUNT_TAPS)
    page.reload()
    status(page, "服务器已全部收到")
    server.stop()
    session = begin_session(page, "六十件")
    page.clock.pause_at(page.evaluate("Date.now()") + SECOND)
    clerk, chance = Clerk(page), random.Random(60)
    opened = 5 * MINUTE
    clerk.wait(opened)

    before, pauses, pausing = clerk.taps(), [], 0
    page.get_by_label("号码（可不填）").fill("A001")
    for n in range(1, 61):
        if n == 1:
            clerk.call("叫下一位", "A001 号")
        elif clerk.cases[-1].over:
            clerk.call(f"叫 A{n:03} 号", f"A{n:03} 号")
        else:  # the outcome was forgotten: the call says so
            clerk.end(FORGOTTEN)
            clerk.call("叫下一位", f"第 {n} 件")
        clerk.wait(chance.randint(20, 600) * SECOND)
        if n in (12, 31):
            taps, since = clerk.taps(), clerk.at
            clerk.pause("系统故障" if n == 12 else "用餐", (7 if n == 12 else 45) * MINUTE)
            clerk.cases[-1].paused = clerk.at - since - SETTLED
            pauses.append(clerk.cases[-1].paused)
            clerk.wait(30 * SECOND)
            pausing += clerk.taps() - taps
        if n % 10 == 7:
            continue
        clerk.answer(chance.choice(OUTCOMES))
        clerk.wait(chance.randint(1, 200) * SECOND)
    # The sixtieth was answered, so all are over.
    assert clerk.taps() - before - pausing <= 120, "two taps for a case: the call and its outcome"
    tap(page, "结束坐窗口")
    page.get_by_label("小结").wait_for()

    cases = clerk.cases
    results = Counter(one.result for one in cases)
    idle = sum(b.called - a.over for a, b in pairwise(cases))
    lengths = [one.length for one in cases]
    assert len(cases) == 60 and results[FORGOTTEN] == 6 and len(results) == 6
    see_figures(page, {"已办": "60 件", "暂停": "2 次"})
    said = figures(page)
    whole = page.get_by_label("小结").get_by_text(re.compile("至 .*，")).inner_text().rpartition("，")[2]
    becomes(lambda: sum(minutes(words) for words in uses(page).values()), minutes(whole))
    used = uses(page)
    assert nearly(used["办理"], sum(lengths)) and nearly(used["空闲"], idle) and nearly(used["暂停"], sum(pauses))
    assert (used["空闲"], used["未观察"]) == (said["空闲"], said["未观察"])

    page.clock.resume()
    server.start()
    page.get_by_role("button", name="回到首页").click()
    send(page)
    assert_one_order(server, session)

    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, f"/walks/{session}")
    expect(desk.get_by_role("heading", name="办件 60 件")).to_be_visible()
    see_figures(desk, {"坐窗口时长": whole, **{name: words for name, words in said.items() if name != "已办"}})
    counts = {word: str(count) for word, count in results.items()}
    becomes(lambda: dict(re.findall(r"(\S+) (\d+)", desk.locator("#results").inner_text())), counts)
    rows = cases_on(desk, 60)
    printed = [row[5].split("\n")[0] for row in rows]
    for n, (row, length, done) in enumerate(zip(rows, printed, cases, strict=True), 1):
        ticket = done.ticket.removesuffix(" 号") if done.ticket.startswith("A") else "未记"
        assert (row[0], row[1], row[6]) == (str(n), ticket, done.result)
        assert nearly(length, done.length)
    each = [minutes(length) for length in printed]
    assert sum(each) == minutes(used["办理"])
    assert minutes(said["中位用时"]) == int(median(each)) and minutes(said["最长"]) == max(each)
    words = "，".join(f"{use} {words}" for use, words in used.items())
    expect(desk.locator("svg.timeline-720")).to_have_attribute("aria-label", re.compile(re.escape(words)))


def test_the_drawing_goes_on_while_a_case_is_handled(phone, server):
    page = sit_down(phone)
    server.stop()  # whose time would set this clock right
    page.clock.install()
    page.reload()
    begin_session(page, "一件办了很久的事")
    tap(page, "叫下一位")
    page.locator(".hero", has_text="正在办 第 1 件").wait_for()
    page.clock.run_for(3 * MINUTE)
    expect(page.get_by_label("时间去向", exact=True)).to_contain_text("办理 3 分")


def test_what_is_noted_at_the_window_hangs_on_its_case(phone, server, new_phone, tmp_path):
    page = sit_down(phone)
    server.stop()
    session = begin_session(page, "一件事")
    page.get_by_label("号码（可不填）").fill("B007")
    big_button(page, "叫下一位").click()
    page.locator(".hero", has_text="正在办 B007 号").wait_for()

    tap(page, "号码和事项")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("办的事项").fill("灵活就业")
    dialog.get_by_role("button", name=re.compile("^灵活就业人员参保登记")).click()
    dialog.wait_for(state="detached")
    page.locator(".hero", has_text="灵活就业人员参保登记").wait_for()
    tap(page, "记问题")
    page.get_by_text("B007 号", exact=True).wait_for()  # the form says which case it is about
    page.get_by_label("发现了什么").fill("复印件要交三遍")
    page.locator(".row", has_text="附照片").get_by_role("button", name="拍照").click()
    Image.new("RGB", (400, 300), "#c8b48c").save(tmp_path / "copies.jpg")
    page.locator("#album").set_input_files(tmp_path / "copies.jpg")
    page.get_by_text("已附 1 张").wait_for()
    tap(page, "存下")
    page.locator(".hero", has_text="B007 号").wait_for()
    tap(page, "记需求")
    page.get_by_label("希望什么").fill("希望能网上交")
    tap(page, "存下")
    page.locator(".hero", has_text="B007 号").wait_for()
    page.locator(".outcomes").get_by_role("button", name="一次告知补正").click()
    page.locator(".hero", has_text="空闲").wait_for()
    big_button(page, "叫下一位").click()
    page.locator(".hero", has_text="正在办 第 2 件").wait_for()

    # The case that is over is opened again: its result was another one, and a note was forgotten.
    page.get_by_role("link", name=re.compile("B007 号")).click()
    dialog.get_by_text("转办", exact=True).click()
    dialog.get_by_text("已改为「转办」").wait_for()
    dialog.get_by_role("button", name="记一笔").click()
    page.get_by_label("记什么").fill("转给了医保窗口")
    tap(page, "存下")
    dialog.get_by_text("转给了医保窗口").wait_for()
    expect(dialog.get_by_role("link", name=re.compile("复印件要交三遍"))).to_be_visible()
    dialog.get_by_role("button", name="关闭").click()
    page.locator(".outcomes").get_by_role("button", name="办结").click()
    page.locator(".hero", has_text="空闲").wait_for()
    # The second case was of the same matter: one tap among the recent ones.
    page.get_by_role("link", name=re.compile("第 2 件 · 办结")).click()
    dialog.get_by_role("list", name="最近办过的事项").get_by_role("button").first.click()
    dialog.wait_for(state="detached")

    server.start()
    page.get_by_role("link", name="返回").click()
    send(page)
    desk = new_phone(width=1280).log_in("coordinator", PASSWORD, f"/walks/{session}")
    assert [(row[1], row[2], row[6], row[7]) for row in cases_on(desk, 2)] == [
        ("B007", "灵活就业人员参保登记", "转办", "问题 1 需求 1 记一笔 1 照片 1"),
        ("未记", "灵活就业人员参保登记", "办结", ""),
    ]
    desk.get_by_role("link", name=re.compile("复印件要交三遍")).first.click()
    desk.get_by_text("第 1 件（B007 号） · 灵活就业人员参保登记").wait_for()


def test_a_killed_browser_comes_back_to_the_case_and_undo_gives_a_case_back(phone, server):
    page = sit_down(phone)
    phone.close()  # a login reaches the disk when the browser is closed
    page = phone.open()
    server.stop()
    phone.go()
    begin_session(page, "没电")
    big_button(page, "叫下一位").click()
    page.locator(".hero", has_text="正在办 第 1 件").wait_for()
    big_button(page, "叫下一位").click()
    page.get_by_text("已叫下一位，上一件未记结果").wait_for()
    tap(page, "撤销")
    page.locator(".hero", has_text="正在办 第 1 件").wait_for()
    phone.kill()
    page = phone.open()
    phone.go()
    page.get_by_role("link", name=re.compile("社保综合")).first.click()
    page.locator(".hero", has_text="正在办 第 1 件").wait_for()
    page.locator(".outcomes").get_by_role("button", name="办结").click()
    page.locator(".hero", has_text="空闲").wait_for()
    see_figures(page, {"已办": "1 件"})
    expect(page.get_by_role("link", name=re.compile("第 1 件 · 办结"))).to_be_visible()


def test_in_the_largest_type_on_a_small_phone_the_next_call_is_still_on_the_screen(new_phone, server):
    page = sit_down(new_phone(width=320))
    choose_size(page, "特大")
    begin_session(page, "特大")
    page.get_by_label("号码（可不填）").fill("A118")
    for button, then in (("叫下一位", "正在办 A118 号"), ("受理", "空闲")):
        tap(page, button)
        page.locator(".hero", has_text=then).wait_for()
    page.get_by_role("button", name="撤销").wait_for()
    box = box_of(big_button(page, "叫下一位"))
    assert box["y"] + box["height"] <= 844
    bar, foot = box_of(page.get_by_role("banner")), box_of(page.get_by_role("contentinfo"))
    assert foot["y"] - bar["y"] - bar["height"] >= 100, "and what goes on is seen above it"
