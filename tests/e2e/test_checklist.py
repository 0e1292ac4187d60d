"""要素表: two taps from a walk, a word and a photo on each element, nothing compulsory; the desk shows what hangs on what."""

import re

from tests.e2e.on_server import told
from tests.e2e.servers import PASSWORD
from tests.e2e.test_delegate import data_of
from tests.e2e.test_one_walk import photo
from tests.e2e.thumb import begin, go_home, next_step, status, tap

ELEMENT, WORDS = "一次告知", "说了两遍，每遍都不一样"


def test_an_element_takes_a_word_and_a_photo_without_network_and_the_desk_says_which(recorder, server, new_phone, tmp_path):
    page = recorder.page
    server.stop()
    begin(page, "灵活就业人员", "一位看要素的人")
    next_step(page, "开始咨询")
    tap(page, "材料要素")
    page.get_by_role("link", name="要素", exact=True).click()
    card = page.locator(".card", has=page.get_by_role("group", name=ELEMENT))
    assert card.get_by_role("button", name="拍照").count() == 0, "nothing is asked before there is a judgement"
    card.get_by_text("好", exact=True).click()
    card.get_by_role("button", name="写说明").click()
    card.get_by_label("说明").fill(WORDS)
    card.get_by_role("button", name="存下说明").click()
    card.get_by_role("button", name="存下说明").wait_for(state="detached")
    card.get_by_role("button", name="拍照").click()
    page.locator("#album").set_input_files(photo(tmp_path, "element.jpg"))
    page.get_by_text("照片已存下").wait_for()
    card.locator("figure").wait_for()
    walk = re.search("walk/([0-9a-f-]{36})", page.url)[1]
    page.get_by_role("link", name="返回").click()
    go_home(page)
    server.start()
    status(page, "服务器已全部收到", timeout=60_000)

    entries = told(page, walk)
    check, picture = (next(one for one in entries if one["kind"] == kind) for kind in ("check", "photo"))
    assert data_of(picture)["of"] == check["id"] and data_of(check)["verdict"] == "good"

    desk = new_phone(width=1280)
    office = desk.log_in("coordinator", PASSWORD, f"/walks/{walk}")
    office.get_by_text(WORDS).first.wait_for()
    office.locator("figure", has_text=f"要素「{ELEMENT}」").wait_for()
