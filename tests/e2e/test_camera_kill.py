"""Android ends the page while its camera is open: the app comes back to where it was, with every word."""

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.on_disk import until_draft_kept
from tests.e2e.on_server import assert_one_order, counted, walk_id, walk_of
from tests.e2e.thumb import begin, go_home, next_step, send, status, tap

MATTER = "单位社保跨区迁移"
LOST = "刚才的照片没有取回，请从相册选择。"


def test_a_page_killed_behind_its_camera_comes_back_to_the_same_screen(recorder, server, tmp_path):
    recorder.close()
    page = recorder.open()
    server.stop()
    recorder.go()
    begin(page, MATTER, "相机关掉了页面")
    next_step(page, "开始咨询")
    tap(page, "记问题")
    page.get_by_text("重", exact=True).click()
    page.get_by_label("发现了什么").fill("叫号屏前排到门口")
    tap(page, "拍照")
    page.get_by_label("照片说明（可不填）").fill("门口的队伍")
    until_draft_kept(page, "门口的队伍")
    # The real button: the app has asked for the camera, and nothing has come back yet.
    with page.expect_file_chooser():
        page.locator("label[for=shoot]").click()
    until_draft_kept(page, '"opened":true')
    recorder.kill()

    page = recorder.open()
    recorder.go()
    page.get_by_role("dialog").get_by_text(LOST).wait_for()
    expect(page.get_by_label("照片说明（可不填）")).to_have_value("门口的队伍")
    picture = tmp_path / "queue.jpg"
    Image.effect_noise((800, 600), 60).convert("RGB").save(picture, "JPEG")
    page.locator("#album").set_input_files(picture)
    page.get_by_text("已附 1 张").wait_for()
    expect(page.get_by_label("发现了什么")).to_have_value("叫号屏前排到门口")
    expect(page.get_by_label("重", exact=True)).to_be_checked()
    tap(page, "存下")
    page.locator(".undo", has_text="问题已存下").wait_for()
    expect(page.locator(".bar .saved")).to_have_text("已存本机")

    recorder.kill()
    page = recorder.open()
    recorder.go()
    status(page, "已存本机 · 4 条 1 张待传")
    expect(page.get_by_text(LOST), "once it was told, it is not told again").to_have_count(0)
    server.start()
    send(page)
    assert counted(page, "相机关掉了页面") == {"open": 1, "stage": 1, "photo": 1, "problem": 1}
    made = dict(walk_of(page, "相机关掉了页面"))
    assert made["problem"]["text"] == "叫号屏前排到门口" and made["photo"]["caption"] == "门口的队伍"
    assert_one_order(server, walk_id(page, "相机关掉了页面"))


def test_a_camera_closed_without_a_photo_leaves_no_word_of_it(recorder):
    page = recorder.page
    begin(page, MATTER, "没有拍")
    tap(page, "拍照")
    page.get_by_label("照片说明（可不填）").wait_for()
    page.get_by_role("button", name="关闭").click()
    go_home(page)
    page.reload()
    status(page, "服务器已全部收到")
    expect(page.get_by_role("dialog")).to_have_count(0)
