"""What a file is, by what is in it: names lie."""

import re
import zipfile
from pathlib import Path

from zlc.files.refused import NotTaken

PHOTOS, PAPERS = ("jpg", "png", "heic"), ("pdf", "docx", "xlsx")
HEAD = 4096
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OLE, ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}

EMPTY = "文件是空的，请核对是不是选错了。"
OTHER = "这不是能当佐证的文件。照片请选 JPG、PNG、HEIC，文件请选 PDF、DOCX、XLSX。"
LOCKED = "文件设了打开密码，服务器看不了。请去掉密码，另存一份再选。"
OLD = "这是旧格式（.doc、.xls、.wps、.et）。请在 Word、Excel 或 WPS 里另存为 .docx 或 .xlsx，或者导出 PDF。"
BROKEN = "文件不完整或已损坏，打不开。请重新存一份再选。"
WEB = "这是网页或矢量图（HTML、SVG），里面可以藏程序。请打印成 PDF，或截图成照片。"
A_PAGE = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", re.I)
# What else begins like this, or holds a part of that name.
BEGINS = (
    (b"GIF8", "这是 GIF 动图。请存成 JPG 或 PNG。"), (b"{\\rtf", "这是 RTF 文件。请另存为 .docx，或者导出 PDF。"),
    (b"Rar!", "这是压缩包。请解压，把里面的文件一个个选上。"), (b"7z\xbc\xaf", "这是压缩包。请解压，把里面的文件一个个选上。"),
    (b"MZ", "这是程序，不能当佐证。"), (b"\x7fELF", "这是程序，不能当佐证。"),
)  # fmt: skip
HOLDS = (
    ("xl/workbook.bin", "这是二进制工作簿（.xlsb）。请另存为 .xlsx。"),
    ("ppt/presentation.xml", "这是演示文稿。请导出 PDF。"),
    ("ofd.xml", "这是 OFD 版式文件。请转成 PDF。"),
    ("content.xml", "这是 OpenDocument 文件。请另存为 .docx、.xlsx，或者导出 PDF。"),
)


def format_of(path: Path) -> str:
    """One of PHOTOS or PAPERS. Raises NotTaken for everything else, saying what it is."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b" \r\n\t\0\xef\xbb\xbf"):
        raise NotTaken(EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp" and HEIC & _brands(head):
        return "heic"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(path)
    if head.startswith(OLE):
        raise NotTaken(LOCKED if ENCRYPTED in path.read_bytes() else OLD)
    if A_PAGE.match(head):
        raise NotTaken(WEB)
    raise NotTaken(next((words for begins, words in BEGINS if head.startswith(begins)), OTHER))


def _brands(head: bytes) -> set[bytes]:
    """Of the first box (ISO/IEC 14496-12, 4.3): the major brand, a version, and those it is compatible with."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as packed:
            inside = {one.filename.replace("\\", "/").lower() for one in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise NotTaken(BROKEN) from fault
    if found := [format_ for part, format_ in MAIN.items() if part in inside]:
        if len(found) == 1 and "[content_types].xml" in inside:
            return found[0]
        raise NotTaken(BROKEN)
    raise NotTaken(next((words for part, words in HOLDS if part in inside), "这是压缩包。请解压，把里面的文件一个个选上。"))
