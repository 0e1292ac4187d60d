"""Files that are not what they seem: each is refused with a sentence, or read as its maker meant it, and nothing is dropped."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tests.catalogue.lists import HEADINGS, matters, workbook
from zlc.apart import Apart
from zlc.catalogue.sheets import reading, worker
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.kinds import kind_of_file

pytestmark = pytest.mark.long

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LINES = "事项名称,实施编码,承诺办结时限\n失业登记,0012,５个工作日\n社保卡补换,0013,即办\n"


def packed(**files: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return saved.getvalue()


def swollen(megabytes: int) -> bytes:
    """A real workbook, a few kilobytes long, with so many megabytes in one cell."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["事项名称"]))) as real, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as out:
        for name in real.namelist():
            before, cell, after = real.read(name).partition("事项名称".encode())
            with out.open(name, "w") as part:
                part.write(before)
                for _ in range(megabytes if cell else 0):
                    part.write(b"x" * (1 << 20))
                part.write(after)
    return saved.getvalue()


def entities() -> bytes:
    """A sheet that multiplies itself when it is read (a billion laughs)."""
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    ) + b"]>"
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["事项名称"], ["甲"]))) as real, zipfile.ZipFile(saved, "w") as out:
        for name in real.namelist():
            data = real.read(name)
            if name.endswith("sheet1.xml"):
                data = laughs + data.replace("甲".encode(), b"&j;")
            out.writestr(name, data)
    return saved.getvalue()


def cut(data: bytes, tenth: int) -> bytes:
    return data[: len(data) * tenth // 10]


REFUSED = {
    "nothing chosen": (b"", "还没有选文件"),
    "empty": (b"\r\n ", "文件是空的"),
    "nothing but dividers": (b",,,\r\n\"\",,\r\n", "文件是空的"),
    "too large": (b"a,b\n" * (11 * 1024 * 1024 // 4), "超过 10 MB"),
    "locked with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
    "an old workbook": (OLE, "旧格式"),
    "a PDF": (b"%PDF-1.7\n...", "不是表格文件"),
    "a photo": (b"\xff\xd8\xff\xe0" + bytes(100), "不是表格文件"),
    "a web page": (b"<!DOCTYPE html><html><table>", "不是表格文件"),
    "a Word file": (packed(word__document_xml=b"<w/>"), "这是 Word 文件"),
    "any other archive": (packed(readme=b"hello"), "不是表格文件"),
    "a zip bomb": (swollen(201), "解压后太大"),
    "entities": (entities(), "打不开"),
    "a cut workbook": (cut(workbook(["事项名称"], ["甲"]), 6), "不完整或已损坏"),
    "bytes of no coding": (bytes(range(128, 256)) * 4, "编码"),
    "no sheet with anything": (workbook(), "没有看得见的、有内容的工作表"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_file_is_refused_with_its_reason(name, app, world, desk):
    data, words = REFUSED[name]
    coordinator = desk("coordinator").hand_in(data, "事项.xlsx" if name != "nothing chosen" else "")
    assert coordinator.page.status_code == 422 and words in coordinator.page.text
    assert len(matters(app)) == 1


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_workbook_cut_anywhere_is_told_and_never_an_error(tenth):
    whole = workbook(HEADINGS, *([f"事项{n}", f"Y{n}", "即办", 1, "身份证"] for n in range(50)))
    with pytest.raises(NotReadable):
        reading.survey(kind_of_file(cut(whole, tenth)), cut(whole, tenth))


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("divider", [",", "\t", ";"])
def test_csv_in_whatever_coding_and_divider(coding, divider, app, world, desk):
    coordinator = desk("coordinator").hand_in(LINES.replace(",", divider).encode(coding), "目录.csv")
    assert coordinator.figures()["新增"] == 2
    coordinator.confirm()
    found = matters(app)
    assert found["失业登记"].code == "0012" and found["失业登记"].promised.spoken == "5 个工作日"


def test_more_rows_than_an_import_takes_are_refused(desk, app, world):
    many = "事项名称\n" + "\n".join(f"事项{n}" for n in range(20_001))
    assert "超过 20000 行" in desk("coordinator").hand_in(many.encode(), "多.csv").page.text
    coordinator = desk("coordinator").hand_in(workbook(["事项名称"], *([f"事项{n}"] for n in range(50_000))))
    assert "有 50001 行，一次最多导入 20000 行" in coordinator.page.text


def test_what_excel_made_of_a_cell_is_told_not_guessed(desk, app, world):
    def prepare(_book, sheet):
        sheet["B2"].number_format = "00000"
        sheet["C4"] = date(2026, 3, 5)
        sheet["C5"] = "=1+1"
        sheet["C6"].value, sheet["C6"].data_type = "#REF!", "e"
        sheet["B7"] = 12345678901234567
        sheet["B8"] = 12.0

    rows = [[f"事项{n}", n, "5个工作日", n % 2, "身份证"] for n in range(2, 9)]
    coordinator = desk("coordinator").hand_in(workbook(HEADINGS, *rows, prepare=prepare))
    faulty = coordinator.rows("faulty")
    for words in ("第 4 行", "变成了日期", "第 5 行", "这一格是公式", "第 6 行", "公式出错了", "第 7 行", "后几位已被 Excel 改写"):
        assert words in faulty
    assert coordinator.figures() == {"新增": 3, "变更": 0, "未变": 0, "有误": 4}
    coordinator.confirm()
    found = matters(app)
    assert found["事项2"].code == "00002" and found["事项8"].code == "12" and found["事项3"].trips == 1


def test_a_formula_counts_by_its_kept_result(desk, app, world):
    def with_result(data):
        saved = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as real, zipfile.ZipFile(saved, "w") as out:
            for name in real.namelist():
                out.writestr(name, re.sub(rb"<f>1\+2</f><v ?(/>|></v>)", b"<f>1+2</f><v>3</v>", real.read(name)))
        return saved.getvalue()

    data = with_result(workbook(["事项名称", "跑动次数"], ["甲", "=1+2"]))
    coordinator = desk("coordinator").hand_in(data)
    coordinator.confirm()
    assert matters(app)["甲"].trips == 3


def shared(data: bytes) -> bytes:
    """As Excel itself writes it: each text once, in a part of its own."""
    saved, texts = io.BytesIO(), []

    def moved(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    ours = b"http://schemas.openxmlformats.org/"
    with zipfile.ZipFile(io.BytesIO(data)) as real, zipfile.ZipFile(saved, "w") as out:
        for name in real.namelist():
            part = real.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb't="inlineStr"><is><t>([^<]*)</t></is>', moved, part)
            elif name == "[Content_Types].xml":
                kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
                part = part.replace(b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind)
            elif name == "xl/_rels/workbook.xml.rels":
                kind = ours + b"officeDocument/2006/relationships/sharedStrings"
                line = b'<Relationship Id="rId99" Type="%s" Target="sharedStrings.xml"/></Relationships>' % kind
                part = part.replace(b"</Relationships>", line)
            out.writestr(name, part)
        inside = b"".join(b"<si><r><t>%s</t></r></si>" % text for text in texts)
        out.writestr("xl/sharedStrings.xml", b'<sst xmlns="%sspreadsheetml/2006/main">%s</sst>' % (ours, inside))
    assert texts
    return saved.getvalue()


def test_texts_kept_once_for_all_cells_are_read(desk, app, world):
    data = shared(workbook(HEADINGS, ["失业登记", "YL-1", "即办", "0次", "身份证；登记表"]))
    coordinator = desk("coordinator").hand_in(data)
    coordinator.confirm()
    assert [one.name for one in matters(app)["失业登记"].materials] == ["身份证", "登记表"]


def test_a_sheet_that_gives_itself_a_wrong_size_is_read_whole(desk, app, world):
    data, saved = workbook(["事项名称", "跑动次数"], *([f"事项{n}", 1] for n in range(9))), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as real, zipfile.ZipFile(saved, "w") as out:
        for name in real.namelist():
            out.writestr(name, real.read(name).replace(b'<dimension ref="A1:B10"', b'<dimension ref="A1:A2"'))
    coordinator = desk("coordinator").hand_in(saved.getvalue())
    coordinator.confirm()
    assert len(matters(app)) == 10 and matters(app)["事项8"].trips == 1


def test_merged_cells_titles_headings_of_two_lines_and_empty_rows(desk, app, world):
    def prepare(_book, sheet):
        for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "A4:F4", "A5:A7", "B5:B6", "C5:C6", "D5:D6"):
            sheet.merge_cells(area)

    rows = [
        ["云岭市政务服务事项目录（2026 年）"],
        ["责任单位", "事项名称", "法定办结时限", None, "申请材料", "跑动次数"],
        [None, None, "时限", "单位", None, None],
        ["一、公共服务"],
        ["青溪街道", "居住证明", 20, "工作日", "身份证", 1],
        [None, None, None, None, "租房合同（2份）", None],
        [None, "老年证", 3, "自然日", "身份证", 0],
        [],
        ["市人社局", "失业登记", "即办", None, "身份证", 0],
    ]
    office = desk("office").hand_in(workbook(*rows, prepare=prepare))
    assert office.figures() == {"新增": 3, "变更": 0, "未变": 0, "有误": 0}
    aside = office.rows("aside")
    assert "表头上面的文字" in aside and "第 4 行" in aside and "整行合并的小标题" in aside
    assert "1 行续行已并入" in office.page.text
    office.confirm()
    found = matters(app)
    assert [(one.name, one.copies) for one in found["居住证明"].materials] == [("身份证", 1), ("租房合同", 2)]
    assert found["居住证明"].statutory.spoken == "20 个工作日" and found["老年证"].statutory.spoken == "3 天"
    assert found["老年证"].unit_id == world.units["other"] and found["失业登记"].statutory.spoken == "即办"


def test_lines_of_one_merged_matter_that_disagree_are_faulty(desk, app, world):
    rows = [["事项名称", "跑动次数", "材料名称"], ["甲", 1, "身份证"], [None, 2, "户口本"]]
    coordinator = desk("coordinator").hand_in(workbook(*rows, prepare=lambda _b, sheet: sheet.merge_cells("A2:A3")))
    assert coordinator.figures()["有误"] == 1
    assert "第 3 行，" in coordinator.rows("faulty") and "写得不一样" in coordinator.rows("faulty")
    reply = coordinator.browser.client.get(f"{coordinator.path}/faulty.xlsx")
    again = desk("coordinator").hand_in(reply.data)
    assert again.figures()["有误"] == 1 and "第 3 行，" in again.rows("faulty")


@pytest.mark.parametrize("after", ["x", "-5", "99999999999999999999"])
def test_a_senseless_place_in_the_preview_is_no_error(after, desk, app, world):
    coordinator = desk("coordinator").hand_in(LINES.encode(), "\x00怪\x07名.csv")
    assert coordinator.browser.get(f"{coordinator.path}?after={after}&show=x").status_code == 200


@pytest.mark.parametrize(("megabytes", "seconds", "words"), [(1024, 0.01, "已停下"), (250, 60, "文件展开后太大")])
def test_a_file_takes_no_more_time_or_memory_than_it_may(megabytes, seconds, words, monkeypatch, cold):
    monkeypatch.setattr(reading, "_apart", Apart(worker.__file__, megabytes, seconds))
    with pytest.raises(NotReadable, match=words):
        reading.survey("xlsx", swollen(100))


def test_a_file_that_fails_half_way_says_so_and_changes_nothing(desk, app, world, monkeypatch):
    def fail(*_args):
        raise NotReadable(reading.BROKE)

    coordinator = desk("coordinator")
    monkeypatch.setattr(reading, "rows", fail)
    coordinator.hand_in(LINES.encode(), "目录.csv")
    assert "文件没有读成" in coordinator.page.text and "读到一半出了错" in coordinator.page.text
    assert coordinator.post("confirmation", {"seen": "x"}).status_code == 409
    assert len(matters(app)) == 1


def test_a_slow_page_that_fails_does_not_undo_what_another_has_finished(desk, app, world, visit, monkeypatch):
    """Two pages read the same lines; one is done, mapped, confirmed, before the other gives up."""
    first, second = desk("coordinator"), desk("coordinator")
    reply = first.browser.post("/imports", {"file": (io.BytesIO(LINES.encode()), "目录.csv")})
    first.path = second.path = reply.headers["Location"]
    real = reading.rows

    def slow(*order):
        monkeypatch.setattr(reading, "rows", real)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(lambda: second.follow().confirm()).result().status_code == 303
        raise NotReadable(reading.TOO_SLOW)

    monkeypatch.setattr(reading, "rows", slow)
    assert "已导入" in first.follow().page.text
    assert len(matters(app)) == 3 and "失业登记" in first.rows("new")


def test_hidden_sheets_are_left_and_named_and_the_sheet_can_be_chosen(desk, app, world):
    def prepare(book, sheet):
        sheet.title = "说明"
        for name, hidden in (("目录", False), ("旧目录", True)):
            more = book.create_sheet(name)
            more.sheet_state = "hidden" if hidden else "visible"
            more.append(["事项名称", "实施编码"])
            more.append([f"{name}里的事项", "1"])

    coordinator = desk("coordinator").hand_in(workbook(["填表说明"], ["请按格式填写"], prepare=prepare))
    assert "目录里的事项" in coordinator.rows("new")
    assert "没有读的工作表：「说明」「旧目录」（隐藏）" in coordinator.page.text
    coordinator.post("sheet", {"sheet": "旧目录"})
    assert "旧目录里的事项" in coordinator.rows("new")
    assert coordinator.post("sheet", {"sheet": "没有这张"}).status_code == 409


def test_an_endless_sheet_of_formatted_lines_is_no_obstacle(desk, app, world):
    def prepare(_book, sheet):
        for line in range(3, 60_000):
            sheet.row_dimensions[line].height = 12

    coordinator = desk("coordinator").hand_in(workbook(["事项名称"], ["甲"], prepare=prepare))
    assert coordinator.figures()["新增"] == 1


def test_a_stray_cell_far_below_is_told(desk, app, world):
    def prepare(_book, sheet):
        sheet["A200000"] = "多余"

    assert "第 200000 行还有内容" in desk("coordinator").hand_in(workbook(["事项名称"], ["甲"], prepare=prepare)).page.text
