"""In WeChat's own browser: told to leave it, and able to record all the same while there is network."""

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_server import counted, walk_of
from tests.e2e.servers import PASSWORD
from tests.e2e.test_screens import WECHAT
from tests.e2e.thumb import begin, go_home, next_step, status, take_photo, tap, write_note

# It has neither a worker nor a promise to keep anything.
POORER = "delete Navigator.prototype.serviceWorker; delete Navigator.prototype.storage; delete Navigator.prototype.locks;"


def test_a_walk_recorded_in_wechat_is_on_the_server(new_phone, tmp_path):
    phone = new_phone(user_agent=WECHAT)
    phone.context.add_init_script(POORER)
    page = phone.go()
    page.get_by_role("heading", name="请在浏览器中打开").wait_for()
    assert page.evaluate("'serviceWorker' in navigator") is False
    page.get_by_role("link", name="登录").click()
    page.get_by_label("用户名").fill("recorder")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    tap(page, "登录")
    status(page, "服务器已全部收到")
    hint = page.locator(".banner", has_text="请在浏览器中打开")
    expect(hint.get_by_text("请在有网络时记，并等到显示「服务器已全部收到」")).to_be_visible()
    assert hint.locator("img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 0

    begin(page, "灵活就业人员参保登记", "微信里记的")
    for step in ("开始咨询", "取表填表", "取号排队", "窗口受理"):
        next_step(page, step)
    write_note(page, "大厅里没有人引导")
    picture = tmp_path / "queue.jpg"
    Image.effect_noise((800, 600), 60).convert("RGB").save(picture, "JPEG")
    take_photo(page, picture)
    page.locator(".undo", has_text="照片已存下").wait_for()
    go_home(page)
    status(page, "服务器已全部收到")
    assert counted(page, "微信里记的") == {"open": 1, "stage": 4, "note": 1, "photo": 1}
    (sha256,) = [data["sha256"] for kind, data in walk_of(page, "微信里记的") if kind == "photo"]
    missing = """sha256 => fetch('/api/v1/photos/missing', {
      method: 'POST', headers: {'X-ZLC': '1', 'Content-Type': 'application/json'}, body: JSON.stringify({sha256: [sha256]}),
    }).then((answer) => answer.json())"""
    assert page.evaluate(missing, sha256) == {"missing": []}
    page.reload()  # WeChat forgot the page
    status(page, "服务器已全部收到")
    page.get_by_role("link", name="灵活就业人员参保登记").first.wait_for()
