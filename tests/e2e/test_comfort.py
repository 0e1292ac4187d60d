"""A phone in the hand: awake in the queue, felt at each step, with a number on its icon."""

from tests.e2e.thumb import becomes, begin, go_home, next_step, open_settings, status, tap

# What a browser without a screen, a motor and an installed icon cannot show is written down instead.
WATCHED = """
const told = window.told = {felt: 0, badges: [], awake: 0, asked: 0};
Object.defineProperty(navigator, 'vibrate', {value: () => { told.felt += 1; return true; }});
Object.defineProperty(navigator, 'setAppBadge', {value: async (count) => { told.badges.push(count); }});
Object.defineProperty(navigator, 'wakeLock', {value: {request: async () => {
  told.asked += 1;
  told.awake += 1;
  return {release: async () => { told.awake -= 1; }};
}}});
"""


def told(page, what):
    return page.evaluate(f"told.{what}")


def until(page, holds):
    """wait_for_function evaluates a string inside the page, which its policy forbids."""
    becomes(lambda: (page.evaluate(holds), page.evaluate("window.told")), lambda seen: seen[0])


def test_the_screen_stays_on_in_a_queue_and_each_step_is_felt(recorder, server):
    page = recorder.page
    recorder.context.add_init_script(WATCHED)
    recorder.go()
    page.reload()  # only the address's hash may have differed
    server.stop()
    begin(page, "灵活就业人员参保登记", "有人陪着")
    assert (told(page, "felt"), told(page, "awake")) == (0, 0)
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    becomes(lambda: (told(page, "felt"), told(page, "awake")), (2, 0))
    next_step(page, "取号排队")
    until(page, "told.awake === 1")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as after another app was in front
    until(page, "told.asked === 2 && told.awake === 1")
    next_step(page, "窗口受理")
    until(page, "told.felt === 4 && told.awake === 0")
    go_home(page)
    status(page, "已存本机 · 5 条待传")
    until(page, "told.badges.at(-1) === 5")
    server.start()
    status(page, "服务器已全部收到")
    until(page, "told.badges.at(-1) === 0")


def test_a_browser_that_can_do_none_of_it_records_all_the_same(recorder):
    page = recorder.page
    recorder.context.add_init_script("""
        for (const name of ['vibrate', 'setAppBadge', 'wakeLock']) Object.defineProperty(navigator, name, {value: undefined});
    """)
    recorder.go()
    page.reload()
    begin(page, "灵活就业人员参保登记", "旧手机")
    next_step(page, "开始咨询")
    next_step(page, "取表填表")
    next_step(page, "取号排队")
    go_home(page)
    status(page, "服务器已全部收到")


BRIGHTEST = """() => Math.max(...[...document.querySelectorAll('body, body *')].flatMap((one) => {
  const {backgroundColor, color} = getComputedStyle(one);
  return [backgroundColor, color].map((words) => {
    const [r, g, b, a = 1] = words.match(/[\\d.]+/g).map(Number);
    return a * (0.2126 * r + 0.7152 * g + 0.0722 * b);
  });
}))"""


def test_discreet_it_is_dim_and_still_but_awake(recorder, server):
    page = recorder.page
    recorder.context.add_init_script(WATCHED)
    recorder.go()
    page.reload()
    begin(page, "灵活就业人员参保登记", "人多的大厅")
    next_step(page, "开始咨询")
    until(page, f"({BRIGHTEST})() > 250")
    tap(page, "更多")
    page.get_by_text("屏幕变暗，不震动").click()
    page.get_by_role("button", name="关闭").click()
    until(page, f"({BRIGHTEST})() < 170")
    next_step(page, "取表填表")
    next_step(page, "取号排队")
    until(page, "told.awake === 1")
    becomes(lambda: told(page, "felt"), 1)
    server.stop()
    recorder.close()
    page = recorder.open()
    # The shell alone, before the app has run: nothing flashes up when it is opened.
    page.route("**/static/dist/field-*.js", lambda route: route.abort())
    recorder.go()
    until(page, f"({BRIGHTEST})() < 170")
    page.unroute_all()
    page.reload()
    open_settings(page)
    page.get_by_label("屏幕变暗，不震动").uncheck()
    until(page, f"({BRIGHTEST})() > 250")
    page.reload()
    page.get_by_text("本机记录人").wait_for()
    until(page, f"({BRIGHTEST})() > 250")
