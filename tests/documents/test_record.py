"""走流程全过程记录, as it is fetched and as it reads."""

import re

import pytest

from tests.documents.conftest import fetched, pages_of, send_photo, text_of, tight, told
from tests.phones import MINUTE, Phone
from zlc import clock
from zlc.accounts.rights import Rights
from zlc.database import uuid7
from zlc.desk import printing
from zlc.documents.press import NotPrinted, Press

DAY = 24 * 60 * MINUTE
BEGUN = 1772672400000  # 2026-03-05 09:00


@pytest.fixture
def walked(phone, world):
    """A walk of two visits with one of everything. Returns its id."""
    walk = uuid7()

    def make(kind, minutes, **data):
        return phone.make(walk, kind, data, BEGUN + minutes * MINUTE)["id"]

    make("open", 0, **{"as": "applicant"}, mode="accompany", channel="hall", matter=world.matter,
         place="政务服务中心三楼", window="综合窗口 3 号", head="周启明", companions="办事群众一人")  # fmt: skip
    make("stage", 1, stage="consult", step="consult", visit=1)
    queue = make("stage", 9, stage="queue", step="ticket", visit=1)
    make("ticket", 10, number="A087", ahead=14)
    problem = make("problem", 20, category="queue", text="综合窗口 5 个只开 2 个，电话 13812345678", stage="queue", severity=2)
    send_photo(phone, walk, "叫号屏停在 A073", BEGUN + 21 * MINUTE, of=problem)
    make("material", 30, name="户口簿原件", listed=False, copies=2, tags=["repeated"], shareable_from="公安人口库")
    make("stage", 52, stage="acceptance", step="window", visit=1)
    make("outcome", 60, result="supplement", reason="缺户口簿原件")
    make("need", 62, **{"from": "public"}, text="希望手机上能办")
    make("intermediary", 63, name="体检机构", fee=120, days=3)
    make("check", 64, item="guidance", verdict="good", note="导办台主动询问")
    struck = make("note", 65, text="这一句记重了")
    make("leave", 66, visit=1)
    make("stage", 1500, stage="acceptance", step="window", visit=2)
    make("outcome", 1510, result="accepted")
    make("stage", 1511, stage="result", step="wait", visit=2)
    make("stage", 5800, stage="result", step="result", visit=2)
    make("outcome", 5803, result="done")
    make("rating", 5804, level=3, aspects={})
    make("finish", 5805, result="done", summary="多跑一次")
    earlier = {"at": {"value": BEGUN + 7 * MINUTE, "saw": []}}
    phone.make(walk, "amend", {"target": queue, "set": earlier, "reason": "小票上是 9:07"}, BEGUN + 5810 * MINUTE)
    void = {"void": {"value": True, "saw": []}}
    phone.make(walk, "amend", {"target": struck, "set": void, "reason": "记重了"}, BEGUN + 5811 * MINUTE)
    assert {r["status"] for r in phone.push().json["results"]} == {"stored"}
    return walk


@pytest.fixture
def record(walked, visit):
    return fetched(visit("coordinator"), f"/walks/{walked}/record.pdf")


def test_every_stage_time_problem_caption_and_amendment_is_on_paper(record):
    text = text_of(record.data)
    for words in (
        "走流程全过程记录", "灵活就业人员参保登记", "云岭市人力资源和社会保障局", "陪同办（现场）",
        "政务服务中心三楼", "综合窗口3号", "周启明", "办事群众一人", "记录员甲", "2026年3月5日周四09:01", "2026年3月9日周一09:45",
        "咨询咨询09:0109:076分咨询受理存疑", "取号排队更正过时间09:0709:5245分等候存疑", "窗口受理09:5210:0614分咨询受理",
        "离开大厅10:06", "窗口受理10:0010:1111分", "等待办理10:113月9日周一09:402天23小时29分等结果", "拿到结果2026年3月9日周一09:40———",
        "跑动次数1次2次多1次", "要件数量未公布1份不比", "综合窗口5个只开2个", "排队等候久", "影响中", "见图1",
        "希望手机上能办", "户口簿原件·2份·指南未列·重复证明·可向公安人口库共享取得", "体检机构·收费120元·用时3天",
        "导办台主动询问", "基本满意", "图1叫号屏停在A073", "问题1", "2026年3月5日周四09:09→2026年3月5日周四09:07", "小票上是9:07",
        "这一句记重了", "已划去：记重了", "号码A087·前面14人", "补正·缺户口簿原件", "办结·多跑一次", "第1次3月5日", "第2次3月6日",
        "受理前补正1次：补正2026年3月5日周四10:00至3月6日周五10:00（1天，1个工作日），缺户口簿原件。",
    ):  # fmt: skip
        assert tight(words) in text, words


def test_private_numbers_are_masked(record):
    text = text_of(record.data)
    assert "138****5678" in text and "13812345678" not in text


def test_it_is_a_tagged_chinese_document_with_a_title_and_embedded_fonts(record):
    info = told(record.data)
    assert re.search(r"Tagged:\s+yes", info) and "A4" in info
    assert "走流程全过程记录 · 灵活就业人员参保登记" in info
    assert b"zh-CN" in _unpacked(record.data) and b"pdfuaid" in _unpacked(record.data)
    fonts = told(record.data, "pdffonts").splitlines()[2:]
    assert fonts and all(re.search(r"\syes\s+yes\s+yes\s", line) for line in fonts), fonts
    assert any("Noto-S" in line and "CJK-SC" in line for line in fonts) and not any("JP" in line for line in fonts)


def test_pages_are_numbered_and_bookmarked(record):
    assert all(f"—{n}—" in text_of(record.data) for n in range(1, pages_of(record.data) + 1))
    assert b"/Outlines" in _unpacked(record.data)


def _unpacked(pdf):
    """Objects may be packed into streams; their text is in the clear after inflating."""
    import zlib

    found = pdf
    for chunk in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            found += zlib.decompress(chunk)
        except zlib.error:
            continue
    return found


def test_its_name_is_chinese_and_it_is_not_cached_by_others(record):
    assert record.status_code == 200 and record.mimetype == "application/pdf"
    disposition = record.headers["Content-Disposition"]
    assert "filename*=UTF-8''%E8%B5%B0%E6%B5%81%E7%A8%8B" in disposition and "20260305.pdf" in disposition
    assert "private" in record.headers["Cache-Control"]


def test_the_same_state_is_not_rendered_twice_and_a_new_entry_is(walked, visit, phone, monkeypatch):
    runs, original = [], Press._run
    monkeypatch.setattr(Press, "_run", lambda *args: runs.append(1) or original(*args))
    browser, url = visit("coordinator"), f"/walks/{walked}/record.pdf"
    first = fetched(browser, url).data
    assert fetched(visit("supervisor"), url).data == first
    assert len(runs) == 1
    phone.push([phone.make(walked, "note", {"text": "后来想起来的一句"}, BEGUN + 5820 * MINUTE)])
    assert "后来想起来的一句" in text_of(fetched(browser, url).data)
    assert len(runs) == 2


@pytest.mark.parametrize("username", ["stranger", "coordinator2", "admin", "auditor"])
def test_to_strangers_it_does_not_exist(walked, visit, username):
    assert visit(username).get(f"/walks/{walked}/record.pdf").status_code == 404


def test_an_unknown_walk_is_404(visit):
    assert visit("coordinator").get(f"/walks/{uuid7()}/record.pdf").status_code == 404


def test_a_restricted_photo_is_printed_for_those_who_may_see_it(phone, visit):
    walk = phone.a_walk()
    send_photo(phone, walk, "授权书", clock.now_ms(), restricted=True)
    phone.push()
    url = f"/walks/{walk}/record.pdf"
    assert told(fetched(visit("coordinator"), url).data, "pdffonts")
    assert "受限照片，不在此显示" not in text_of(fetched(visit("coordinator"), url).data)
    assert "受限照片，不在此显示" in text_of(fetched(visit("colleague"), url).data)


def test_a_photo_still_on_the_phone_is_said_to_be_missing(phone, visit):
    walk = phone.a_walk()
    data = {"sha256": "ab" * 32, "bytes": 9, "width": 9, "height": 9, "taken_at": 0, "caption": "窗口", "of": None}
    phone.make(walk, "photo", data)
    phone.push()
    text = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    assert "还没有传到服务器" in text and "图1窗口" in text


def test_an_unfinished_walk_says_so_and_what_is_missing_reads_so(phone, visit):
    walk = uuid7()
    phone.make(walk, "open", {"as": "applicant", "mode": "self", "channel": "hall", "matter_text": "社保卡补换"}, BEGUN)
    phone.make(walk, "stage", {"stage": "queue", "step": "ticket", "visit": 1}, BEGUN + MINUTE)
    phone.push()
    text = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    assert "社保卡补换（在走）" in text and "取号排队2026年3月5日周四09:01进行中进行中等候" in text
    assert "等候未记" in text and "没有记下问题。" in text and "没有拍照。" in text and "主要负责人未记" in text


def test_while_it_is_made_the_page_says_how_far_and_comes_again(walked, visit, monkeypatch):
    monkeypatch.setattr(printing, "PATIENCE", 0)
    browser, url = visit("coordinator"), f"/walks/{walked}/record.pdf"
    page = browser.get(url)
    assert page.status_code == 202 and page.headers["Retry-After"] == "2"
    assert "正在生成" in page.text and "<progress" in page.text
    assert f'content="2; url={url}"' in page.text
    monkeypatch.setattr(printing, "PATIENCE", 30)
    assert fetched(browser, url).status_code == 200


def test_a_failure_says_why_and_offers_another_try(walked, visit, monkeypatch):
    def broken(*args):
        raise NotPrinted("排版超过 60 秒，已停下。")

    original = Press._run
    monkeypatch.setattr(Press, "_run", broken)
    browser, url = visit("coordinator"), f"/walks/{walked}/record.pdf"
    page = fetched(browser, url)
    assert page.status_code == 503 and "排版超过 60 秒，已停下。" in page.text
    assert f'href="{url}?again=1"' in page.text and "refresh" not in page.text
    monkeypatch.setattr(Press, "_run", original)
    assert fetched(browser, url).status_code == 503, "not tried again by itself"
    assert fetched(browser, f"{url}?again=1").status_code == 200


def test_the_walks_page_has_the_button(walked, visit):
    assert f'href="/walks/{walked}/record.pdf"' in visit("coordinator").get(f"/walks/{walked}").text


def test_a_conflict_is_printed_with_both_values(phone, visit, world):
    walk = phone.a_walk(world.matter)
    phone.push()
    ticket = next(e["id"] for e in phone.entries if '"kind": "ticket"' in e["body"])
    other = Phone.of(visit("colleague"))
    for device, number in ((phone, "A088"), (other, "A089")):
        change = {"target": ticket, "set": {"number": {"value": number, "saw": []}}, "reason": "看错了"}
        device.push([device.make(walk, "amend", change)])
    text = text_of(fetched(visit("coordinator"), f"/walks/{walk}/record.pdf").data)
    assert "尚未裁定" in text and "A088" in text and "A089" in text


def test_who_may_not_print_is_told_so_and_is_offered_nothing(walked, visit, monkeypatch):
    monkeypatch.setattr(Rights, "prints", property(lambda who: not who.reads_all_units))
    for path in (f"/walks/{walked}/record.pdf", "/summary.pdf"):
        reply = visit("supervisor").get(path)
        assert reply.status_code == 403 and "不能打印" in reply.text
    for path in (f"/walks/{walked}", "/summary"):
        assert "打印记录" not in visit("supervisor").get(path).text and "打印汇总" not in visit("supervisor").get(path).text
    assert "打印记录" in visit("coordinator").get(f"/walks/{walked}").text
