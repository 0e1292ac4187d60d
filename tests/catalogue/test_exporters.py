"""What Excel, WPS and portals' exporters really write, beyond the plain workbook: read as a person sees it, or named for what it is."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from tests.catalogue.lists import HEADINGS, matters, workbook
from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.delimited import rows_of
from zlc.catalogue.sheets.kinds import kind_of_file
from zlc.catalogue.sheets.numbers import number_shown
from zlc.catalogue.sheets.workbook import Workbook

pytestmark = pytest.mark.long

ROW = ["失业登记", "YL-1", "5个工作日", 0, "身份证"]
USUAL = b"http://schemas.openxmlformats.org/"
Change = Callable[[str, bytes], tuple[str, bytes] | None]


def rewritten(data: bytes, change: Change) -> bytes:
    """Each part by `change(name, content)`; None leaves it out."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as real, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as out:
        for name in real.namelist():
            if (part := change(name, real.read(name))) is not None:
                out.writestr(*part)
    return saved.getvalue()


def with_cell(place: str, cell: str, *rows: list) -> bytes:
    """A workbook in whose sheet the cell of that place is written so."""
    was = re.compile(rf'<c r="{place}"[^>]*?(/>|>.*?</c>)'.encode(), re.S)

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, was.sub(cell.encode(), part) if name.endswith("sheet1.xml") else part

    return rewritten(workbook(HEADINGS, *(rows or [ROW])), change)


def in_styles(old: bytes, new: bytes) -> bytes:
    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, re.sub(old, new, part, count=1, flags=re.S) if name == "xl/styles.xml" else part

    return rewritten(workbook(HEADINGS, ROW), change)


def formatted(place: str, value: float, code: str) -> bytes:
    def prepare(_book, sheet):
        sheet[place].value, sheet[place].number_format = value, code

    return workbook(HEADINGS, ROW, prepare=prepare)


def in_format(number: int) -> bytes:
    """A number in cell B2 whose format is built in, and so not spelt out in the file."""
    data = formatted("B2", 46086, "yyyy")

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, re.sub(rb'(<cellXfs.*?numFmtId=")164', rb"\g<1>%d" % number, part, flags=re.S)

    return rewritten(data, lambda name, part: change(name, part) if name == "xl/styles.xml" else (name, part))


def second_row(data: bytes) -> list:
    assert kind_of_file(data) == "xlsx"
    book = Workbook(data)
    return dict(book.rows(book.best_sheet(), 1, 5))[2]


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    """As 「Strict Open XML 电子表格」: other namespaces."""
    part = part.replace(USUAL + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    kinds = b"officeDocument/2006/relationships"
    return name, part.replace(USUAL + kinds, b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def in_another_place(name: str, part: bytes) -> tuple[str, bytes]:
    """As Microsoft 365 in a browser: the workbook is a part of another name."""
    return name.replace("workbook.xml", "workbook2.xml"), part.replace(b"/xl/workbook.xml", b"/xl/workbook2.xml")


def named_wrongly(name: str, part: bytes) -> tuple[str, bytes]:
    """Names of ranges that lead nowhere, a view and a state of calculation that nobody knows."""
    names = b'<definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!</definedName>'
    part = re.sub(rb"<definedNames ?/>|<definedNames>.*</definedNames>", b"", part)
    part = part.replace(b"</sheets>", b"</sheets><definedNames>" + names + b"</definedNames>")
    return name, part.replace(b"<calcPr ", b'<calcPr calcMode="sometimes" ')


X14 = b"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
# A bar in cells, a list to choose from that stands on another sheet, and a small drawing: each has references and values.
ADDED_2010 = b"""<extLst xmlns:x14="%s" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting>
<x14:cfRule type="dataBar" id="{DA7ABA51-AAAA-BBBB-0001-000000000001}"><x14:dataBar minLength="0" maxLength="100">
<x14:cfvo type="num"><xm:f>9</xm:f></x14:cfvo><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>A2:E9</xm:sqref>
</x14:conditionalFormatting></x14:conditionalFormattings></ext>
<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list">
<x14:formula1><xm:f>other!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C2</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
<ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline>
<xm:f>A2:E2</xm:f><xm:sqref>F2</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>
</extLst>""" % X14


def added_since(name: str, part: bytes) -> tuple[str, bytes]:
    """What Excel 2010 and later put at the end of a sheet, of the workbook and of its styles."""
    for end in (b"</worksheet>", b"</workbook>", b"</styleSheet>"):
        part = part.replace(end, ADDED_2010 + end)
    return name, part


OPENED = {
    "Strict": rewritten(workbook(HEADINGS, ROW), strict),
    "an empty fill": in_styles(rb"<fills.*?</fills>", b'<fills count="1"><fill/></fills>'),
    "a font of no family": in_styles(rb"<fonts.*?</fonts>", b'<fonts><font><family val="99"/><b val="maybe"/></font></fonts>'),
    "a colour that is none": in_styles(rb"<fonts.*?</fonts>", b'<fonts><font><color rgb="#red"/></font></fonts>'),
    "no styles": rewritten(workbook(HEADINGS, ROW), lambda name, part: None if name == "xl/styles.xml" else (name, part)),
    "backslashes": rewritten(workbook(HEADINGS, ROW), lambda name, part: (name.replace("/", "\\"), part)),
    "another case": rewritten(workbook(HEADINGS, ROW), lambda name, part: (name.replace("xl/", "XL/"), part)),
    "another name": rewritten(workbook(HEADINGS, ROW), in_another_place),
    "what came in 2010": rewritten(workbook(HEADINGS, ROW), added_since),
    "odd properties": rewritten(
        workbook(HEADINGS, ROW),
        lambda name, part: (name, re.sub(rb"\d{4}-[^<]*Z", b"2026/3/5 9:00", part) if "docProps" in name else part),
    ),
    "odd names": rewritten(
        workbook(HEADINGS, ROW), lambda name, part: named_wrongly(name, part) if name == "xl/workbook.xml" else (name, part)
    ),
}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.parametrize("name", OPENED)
def test_what_excel_opens_is_read_whoever_wrote_it(name):
    assert second_row(OPENED[name]) == ["失业登记", "YL-1", "5个工作日", ["0", "number"], "身份证"]


def test_a_break_written_as_an_escape_is_a_break(desk, app, world):
    name = '<c r="A2" t="inlineStr"><is><t>就业登记_x000D_\n（失业人员）</t></is></c>'
    coordinator = desk("coordinator").hand_in(with_cell("A2", name, ["x", "YL-1", "5个工作日_x000D_", 0, "甲_x000D_乙_x005F_x000D_"]))
    coordinator.confirm()
    found = matters(app)["就业登记（失业人员）"]
    assert found.promised.spoken == "5 个工作日" and [one.name for one in found.materials] == ["甲", "乙_x000D_"]


def in_shared_strings(text: str) -> bytes:
    """As Excel itself writes words: once, in a part of their own."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    led_to = b'<Relationship Id="rId99" Type="%sofficeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>' % USUAL

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, part.replace(b"</Types>", listed).replace(b"</Relationships>", led_to + b"</Relationships>", name.startswith("xl/"))

    made = io.BytesIO(rewritten(with_cell("A2", '<c r="A2" t="s"><v>0</v></c>'), change))
    with zipfile.ZipFile(made, "a") as book:
        book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{USUAL.decode()}spreadsheetml/2006/main"><si><t>{text}</t></si></sst>')
    return made.getvalue()


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("好_xD83D__xDE00_评", "好😀评"), ("_xd83d__xde00__xD83D__xDE01_", "😀😁"), ("𱍍_xD884__xDF4D_某", "𱍍𱍍某"),
        ("_x005F_xD83D__x005F_xDE00_", "_xD83D__xDE00_"), ("好_xD83D_评", "好\ufffd评"),
    ],
    ids=["two halves", "two pairs, small letters", "a rare character", "meant as they stand", "half alone"],
)  # fmt: skip
def test_a_character_escaped_in_two_halves_is_one(written, seen):
    assert second_row(in_shared_strings(written))[0] == seen
    assert second_row(with_cell("A2", f'<c r="A2" t="inlineStr"><is><t>{written}</t></is></c>'))[0] == seen
    halves = written.partition("__")
    runs = f"<r><t>{halves[0]}{halves[1][:1]}</t></r><r><t>{halves[1][1:]}{halves[2]}</t></r>"
    assert second_row(with_cell("A2", f'<c r="A2" t="inlineStr"><is>{runs}</is></c>'))[0] == seen


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="E2" t="str"><f>_xlfn.DISPIMG("ID_0000",1)</f><v>=DISPIMG("ID_0000",1)</v></c>',
        '<c r="E2" t="e"><f aca="false">DISPIMG("ID_0000",1)</f><v>#NAME?</v></c>',
        '<c r="E2" t="str"><f>_xlfn.IMAGE("https://example.org/a.png")</f><v></v></c>',
        '<c r="E2" t="e" vm="1"><v>#VALUE!</v></c>',
    ],
    ids=["WPS", "WPS, saved by LibreOffice", "Excel's IMAGE", "Excel's picture in a cell"],
)
def test_a_picture_in_a_cell_is_named_and_nothing_is_stored_for_it(cell, desk, app, world):
    coordinator = desk("coordinator").hand_in(with_cell("E2", cell))
    assert coordinator.figures()["有误"] == 1 and "这一格是图片" in coordinator.rows("faulty")


@pytest.mark.parametrize("number", [27, 31, 36, 50, 57, 58])
def test_a_date_in_a_format_that_chinese_excel_does_not_spell_out_is_a_date(number):
    assert second_row(in_format(number))[1] == ["2026-03-05", "date"]


def test_a_day_shown_as_its_weekday_is_a_date():
    assert second_row(formatted("B2", 46086, "[$-804]aaaa"))[1][1] == "date"


def test_a_formula_that_gives_nothing_is_an_empty_cell_and_one_that_was_never_reckoned_is_told():
    assert second_row(with_cell("D2", '<c r="D2" t="str"><f>IF(A2="","","")</f><v></v></c>'))[3] == ""
    assert second_row(with_cell("D2", '<c r="D2"><f>1+1</f></c>'))[3] == ["=1+1", "formula"]
    kept = '<c r="D2" t="str"><f>NEW(1)</f><v>=NEW(1)</v></c>'
    assert second_row(with_cell("D2", kept))[3] == ["=NEW(1)", "formula"]


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (5, '0"个工作日"', "5个工作日"), (5, 'General"天"', "5天"), (3, '"第"0"次"', "第3次"), (5, '"YL-"000', "YL-005"),
        (12, "0000", "0012"), (0.05, "0%", "5%"), (0.125, "0.00%", "12.5%"), (1200, "[$¥-804]#,##0.00", "¥1200"),
        (1200, '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "¥1200"), (1.5, '0.0"万元"', "1.5万元"),
        (0, '0"元";-0"元";"免费"', "免费"), (5, "0_);[Red](0)", ["5", "number"]), (5, '[>3]0"天"', ["5", "number"]),
        (5, "000-0000", ["5", "number"]), (3, "?/?", ["3", "number"]), (1.5, "0.00", ["1.5", "number"]),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', ["0", "number"]), (12345678901234567, "0", ["12345678901234567", "precision"]),
    ],
)  # fmt: skip
def test_a_number_is_read_with_what_its_format_adds(value, code, seen):
    assert number_shown(value, code) == seen


def test_days_told_by_the_format_alone_are_not_taken_for_those_of_the_heading(desk, app, world):
    def prepare(_book, sheet):
        sheet["B2"].number_format = '0"个工作日"'

    coordinator = desk("coordinator").hand_in(workbook(["事项名称", "承诺办结时限（天）"], ["甲", 5], prepare=prepare))
    coordinator.confirm()
    assert matters(app)["甲"].promised.spoken == "5 个工作日"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("9:00\xa012:00", "9:00 12:00"), ("一楼\x0b二楼\u2028三楼\r四楼", "一楼\n二楼\n三楼\n四楼"), ("\uf0d8 身份证\u200b", "身份证"),
        ("申请人\U0003134d某", "申请人\U0003134d某"), ("\ue863某", ["\ue863某", "private"]),
    ],
    ids=["blanks of a page", "breaks", "marks of Word", "newer than Python", "somebody's own"],
)  # fmt: skip
def test_no_character_is_dropped_without_a_word(text, seen):
    escaped = "".join(f"_x{ord(c):04X}_" if c < " " else c for c in text)
    assert second_row(with_cell("B2", f'<c r="B2" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'))[1] == seen


@pytest.mark.parametrize(
    "text",
    [
        "事项名称,\t实施编码\n失业登记,\t0012\n", '"事项名称\t","实施编码\t"\n"失业登记\t","0012\t"\n',
        '事项名称,实施编码\n失业登记,="0012"\n', '事项名称,实施编码\n失业登记,"=""0012"""\n',
    ],
)  # fmt: skip
def test_what_exporters_put_around_a_number_is_no_part_of_it(text):
    assert list(rows_of(text)) == [(1, ["事项名称", "实施编码"]), (2, ["失业登记", "0012"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "是网页"),
        (b'<table border="1"><tr><td>1</td></tr></table>', "是网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "是网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "是网页"),
        (rewritten(workbook(["甲"]), lambda name, part: (name.replace("workbook.xml", "workbook.bin"), part)), ".xlsb"),
    ],
    ids=["a page with a mark", "a bare table", "XML of 2003", "a page in one file", "binary"],
)
def test_a_file_that_only_looks_like_a_workbook_is_told_how_to_become_one(data, words):
    with pytest.raises(NotReadable, match=words) as told:
        kind_of_file(data)
    assert "另存为」.xlsx" in str(told.value)
