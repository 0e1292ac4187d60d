"""What kind of file this is, by what is in it: names lie."""

import io
import re
import zipfile

from zlc.catalogue.sheets.cells import NotReadable
from zlc.catalogue.sheets.package import BOOK, part_name

MOST_BYTES = 10 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

TOO_LARGE = "文件超过 10 MB，没有收。请删去图片和无关的工作表，或分成几个文件再导入。"
EMPTY = "文件是空的，没有收。请核对是不是选错了文件。"
LOCKED = "这个 Excel 文件设了打开密码，读不了，没有收。请在 Excel 或 WPS 里去掉密码，另存一份再导入。"
OLD = "这是旧格式（.xls 或 .et），读不了，没有收。请在 Excel 或 WPS 里「另存为」.xlsx 再导入。"
OTHERS = (
    ("xl/workbook.bin", "这是二进制工作簿（.xlsb），读不了，没有收。请在 Excel 或 WPS 里「另存为」.xlsx 再导入。"),
    ("word/document.xml", "这是 Word 文件，没有收。请把表格复制到 Excel 里存成 .xlsx，或者直接粘贴文字。"),
    ("ppt/presentation.xml", "这是演示文稿，没有收。请选 .xlsx 或 .csv 文件。"),
    ("content.xml", "这是 OpenDocument 文件，没有收。请另存为 .xlsx 再导入。"),
)
NOT_A_TABLE = "这不是表格文件，没有收。请选 .xlsx 或 .csv 文件，或者把指南的文字粘贴进来。"
WEB = "这不是表格文件，是网页（有的系统导出的 .xls 其实是网页），没有收。请用 Excel 或 WPS 打开，「另存为」.xlsx 再导入。"
A_PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*(<[a-z!?]|mime-version:)", re.I)
MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"{\\rtf")


def kind_of_file(data: bytes) -> str:
    """`xlsx` or `csv`. Raises NotReadable for everything else, saying what it is."""
    if len(data) > MOST_BYTES:
        raise NotReadable(TOO_LARGE)
    if not data.strip(b" \r\n\t\0\xef\xbb\xbf"):
        raise NotReadable(EMPTY)
    if data.startswith(OLE):
        raise NotReadable(LOCKED if ENCRYPTED in data else OLD)
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(MAGIC):
        raise NotReadable(NOT_A_TABLE)
    if A_PAGE.match(data):
        raise NotReadable(WEB)
    return "csv"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = set(map(part_name, packed.namelist()))
    except (zipfile.BadZipFile, ValueError) as fault:
        raise NotReadable("文件不完整或已损坏，打不开，没有收。请重新另存为 .xlsx 再导入。") from fault
    if any(map(BOOK.fullmatch, inside)):
        return "xlsx"
    raise NotReadable(next((words for name, words in OTHERS if name in inside), NOT_A_TABLE))
