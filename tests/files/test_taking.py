"""What people hand in: what it is by its content, what of it is kept, and what is refused in which words."""

import hashlib
import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from tests.files import papers
from tests.sync.test_photos import picture, with_exif
from zlc.files import disk, taking
from zlc.files.refused import NotTaken
from zlc.walks.photos import disk as photo_disk


def take(folder, data):
    return taking.take(folder, io.BytesIO(data))


def kept(folder, taken):
    return disk.content_of(folder, taken.kept)


def left(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.mark.parametrize(("fmt", "told"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_photo_goes_the_way_of_all_photos(tmp_path, fmt, told):
    data = with_exif() if fmt == "JPEG" else picture(fmt)
    taken = take(tmp_path, data)
    assert (taken.format, taken.is_photo, taken.kept.rewritten) == (told, True, True)
    content = photo_disk.path_of(tmp_path, hashlib.sha256(data).hexdigest()).read_bytes()
    assert b"Exif" not in content and b"GPS" not in content


def test_a_pdf_keeps_its_pages_and_nothing_that_tells_or_acts(tmp_path):
    taken = take(tmp_path, papers.pdf(papers.acting, pages=2))
    assert taken.format == "pdf" and "脚本、附件" in taken.notes[0]
    content = kept(tmp_path, taken)
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.pages) == 2 and "/Info" not in made.trailer and not made.attachments
        annotations = [one.get("/A") for one in made.pages[0].Annots]
        assert [str(action.URI) for action in annotations if action] == ["https://www.gov.cn/"]
        out = io.BytesIO()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    for word in (b"JavaScript", b"Launch", b"javascript:", b"EmbeddedFile", b"OpenAction", b"/AA", b"Metadata", "张三".encode("utf-16-be")):
        assert word not in out.getvalue(), word
    plain = take(tmp_path, papers.pdf())
    assert plain.notes == () and kept(tmp_path, plain) == kept(tmp_path, take(tmp_path, papers.pdf())), "the same each time"


def test_what_acts_is_known_whatever_it_calls_itself(tmp_path):
    with pikepdf.open(io.BytesIO(kept(tmp_path, take(tmp_path, papers.pdf(papers.disguised))))) as made:
        plain = io.BytesIO()
        made.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    said = plain.getvalue()
    assert b"evil" not in said and b"/Wipe" in said and b"/GoTo" in said


def test_a_seal_stays_as_it_looks_and_the_picture_in_a_pdf_says_no_place(tmp_path):
    taken = take(tmp_path, papers.pdf(papers.signed))
    assert "电子签章" in " ".join(taken.notes)
    with pikepdf.open(io.BytesIO(kept(tmp_path, taken))) as made:
        assert "/AcroForm" not in made.Root and made.pages[0].Resources.XObject
    shot = with_exif()
    assert b"Exif" in shot
    content = kept(tmp_path, take(tmp_path, papers.photographed(shot)))
    assert b"Exif" not in content and b"\xff\xda" in content


def test_one_that_only_forbids_printing_is_taken_without_its_lock(tmp_path):
    with pikepdf.open(io.BytesIO(kept(tmp_path, take(tmp_path, papers.locked(user=""))))) as made:
        assert not made.is_encrypted


def test_a_docx_says_nothing_of_its_maker(tmp_path):
    shot = with_exif(orientation=6)
    settings = '<w:settings xmlns:w="x" xmlns:r="y"><w:attachedTemplate r:id="r0"/><w:zoom/></w:settings>'
    taken = take(tmp_path, papers.docx(
        links=(("image", "media/a.jpeg"), ("hyperlink", "https://www.gov.cn/", "External"),
               ("hyperlink", "file:///C:/Users/zhangsan", "External"), ("customXml", "../customXml/item1.xml")),
        more={
            "word/media/a.jpeg": shot, "word/settings.xml": settings, "customXml/item1.xml": "<a>张三</a>",
            "word/_rels/settings.xml.rels": papers.rels(("attachedTemplate", "file:///C:/Users/zhangsan/Normal.dotm", "External")),
        },
    ))  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(kept(tmp_path, taken))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
        assert made.namelist()[0] == "[Content_Types].xml" and {one.date_time[0] for one in made.infolist()} == {1980}
    assert "改好了" in parts["word/document.xml"].decode() and b"<w:zoom/>" in parts["word/settings.xml"]
    whole = b"".join(parts.values())
    for word in ("张三", "李四", "zhangsan", "attachedTemplate", "core.xml", "customXml"):
        assert word.encode() not in whole, word
    assert b"https://www.gov.cn/" in whole and b"about:blank" in whole
    assert b"GPS" not in parts["word/media/a.jpeg"] and parts["word/media/a.jpeg"].count(b"Exif") == 1, "how it was held"
    assert pictured(parts["word/media/a.jpeg"]) == 6


def pictured(jpeg):
    return Image.open(io.BytesIO(jpeg)).getexif()[0x0112]


def test_an_xlsx_says_nothing_of_its_maker_and_a_sheet_inside_a_text_neither(tmp_path):
    taken = take(tmp_path, papers.xlsx())
    with zipfile.ZipFile(io.BytesIO(kept(tmp_path, taken))) as made:
        assert taken.format == "xlsx" and b"<sheets/>" in made.read("xl/workbook.xml")
        assert b"zhangsan" not in made.read("xl/workbook.xml") and b"fileSharing" not in made.read("xl/workbook.xml")
    inner = {"word/embeddings/a.xlsx": papers.xlsx()}
    chart = take(tmp_path, papers.docx(links=(("package", "embeddings/a.xlsx"),), more=inner))
    with zipfile.ZipFile(io.BytesIO(kept(tmp_path, chart))) as made:
        inside = io.BytesIO(made.read("word/embeddings/a.xlsx"))
    with zipfile.ZipFile(inside) as sheet:
        assert b"zhangsan" not in sheet.read("xl/workbook.xml")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MACRO = {"word/vbaProject.bin": b"x"}
LAUGHS = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
ENABLED = '<Override PartName="/a" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
DDE = f'<w:document xmlns:w="{papers.W}"><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\cmd.exe</w:instrText></w:document>'


def field(inside, prefix="w", part="word/document.xml"):
    """A text with this in its paragraph."""
    return papers.docx(more={part: f'<{prefix}:document xmlns:{prefix}="{papers.W}">{inside}</{prefix}:document>'})


def formula(said):
    return papers.xlsx(more={"xl/worksheets/sheet1.xml": f"<worksheet><c><f>SUM(A1)</f></c><c><f>{said}</f><v>1</v></c></worksheet>"})


PICTURE = 'INCLUDEPICTURE "http://x/a.png"'
ELSEWHERE = {
    "a reference to a character": field(f"<w:instrText>&#73;{PICTURE[1:]}</w:instrText>"),
    "marked data": field(f"<w:instrText><![CDATA[{PICTURE}]]></w:instrText>"),
    "a remark inside": field(f"<w:instrText>INC<!-- -->{PICTURE[3:]}</w:instrText>"),
    "a prefix with a stroke": field(f"<w-x:instrText>{PICTURE}</w-x:instrText>", "w-x"),
    "single quotes": field(f"<w:fldSimple w:instr='{PICTURE}'/>"),
    "spaces": field('<w:fldSimple w:instr = "DDEAUTO c:\\cmd.exe"/>'),
    "a part of another ending": field(f"<w:instrText>{PICTURE}</w:instrText>", part="word/text.dat"),
    "a link to a sheet": field('<w:instrText>LINK Excel.Sheet.12 "\\\\x\\a.xlsx"</w:instrText>'),
    "a formula that asks the web": formula('_xlfn.WEBSERVICE("http://x/")'), "a picture by formula": formula('_xlfn.IMAGE("http://x/a.png")'),
    "dde by formula": formula("cmd|'/c calc'!A0"),
    "behind the name of a sheet": formula("'a&quot;'!A1&amp;WEBSERVICE(&quot;http://x/&quot;)"),
}  # fmt: skip
REFUSED = {
    "nothing": (b"", "空的"), "blank": (b"\n \0", "空的"), "text": (b"just words", "不是能当佐证"), "svg": (SVG, "网页或矢量图"),
    "html": (b"\xef\xbb\xbf <html>", "网页或矢量图"), "utf-16": ("<svg>".encode("utf-16"), "网页或矢量图"), "gif": (b"GIF89a...", "GIF"),
    "exe": (b"MZ\x90\0", "程序"), "zip": (papers.packed({"a.txt": "b"}), "压缩包"), "half a zip": (papers.docx()[:-30], "打不开"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式"),
    "locked office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "half a photo": (picture()[:2000], "不完整"), "text as a photo": (b"\xff\xd8\xff" + b"x" * 100, "不完整"),
    "locked pdf": (papers.locked(), "打开密码"), "half a pdf": (papers.pdf()[:-40], "打不开"), "no pdf": (b"%PDF-1.7\n%%EOF", "打不开"),
    "a pdf that unpacks": (papers.bomb, "太大"),
    "one stream that unpacks to a gigabyte": (lambda: papers.bomb(1, 1100 * 2**20), "太大"), "macros": (papers.docx(more=MACRO), "宏"),
    "macros by type": (papers.docx(types=ENABLED), "宏"),
    "a picture from elsewhere": (papers.docx(links=(("image", "http://x/a.png", "External"),)), "外部链接"),
    "a template by ole": (papers.docx(links=(("oleObject", "embeddings/o.bin"),), more={"word/embeddings/o.bin": b"MZ"}), "嵌了别的文件"),
    "html inside": (papers.docx(links=(("aFChunk", "a.html"),), more={"word/a.html": "<b>"}), "嵌了别的文件"),
    "another workbook": (papers.xlsx(more={"xl/externalLinks/externalLink1.xml": "<a/>"}), "外部链接"),
    "a connection": (papers.xlsx(more={"xl/connections.xml": "<a/>"}), "外部链接"),
    "dde": (papers.docx(more={"word/document.xml": DDE}), "外部链接"),
    "entities": (papers.docx(more={"word/document.xml": LAUGHS}), "打不开"),
    "no xml": (papers.docx(more={"word/document.xml": "<a>"}), "打不开"),
    "a way out": (papers.docx(more={"../../etc/cron.d/x": "y"}), "打不开"),
    "two of one name": (papers.docx(more={"WORD/document.xml": "<a/>"}), "打不开"),
    "swollen": (lambda: papers.docx(more={"word/a.xml": b" " * (201 * 2**20)}), "太大"),
    "both": (papers.docx(more={"xl/workbook.xml": "<a/>"}), "打不开"),
    "crowded": (lambda: papers.docx(more={f"word/{n}.txt": "" for n in range(5001)}), "太大"),
    "slides": (papers.packed({"ppt/presentation.xml": "<a/>"}), "演示"),
    **{which: (data, "外部链接") for which, data in ELSEWHERE.items()},
    "one byte more": (lambda: b"%PDF-" + b" " * (20 * 2**20 - 4), "超过 20 MB"),
}  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_refused_says_why_and_leaves_nothing(tmp_path, which):
    data, words = REFUSED[which]
    with pytest.raises(NotTaken, match=words):
        take(tmp_path, data() if callable(data) else data)
    assert left(tmp_path) == []


def test_what_asks_for_nothing_from_elsewhere_is_taken(tmp_path):
    fields = ' HYPERLINK "https://www.gov.cn/link/image(1).png" ', " PAGE ", ' TOC \\o "1-3" ', " REF _Toc1 "
    text = field("".join(f"<w:instrText>{one}</w:instrText><w:t>DDE、INCLUDETEXT 都是字</w:t>" for one in fields))
    assert take(tmp_path, text).format == "docx"
    assert take(tmp_path, formula("IF('一|二'!A1&gt;2,&quot;甲|乙!&quot;,VLOOKUP(A1,表!A:B,2,0))")).format == "xlsx"


def test_what_hangs_behind_or_before_does_not_come_along(tmp_path):
    """Two kinds in one file: what is kept is one of them, anew."""
    for data in (papers.pdf() + papers.docx() + b"\n%%EOF", papers.docx() + SVG, picture() + papers.packed({"a.html": "<script>"})):
        taken = take(tmp_path, data)
        content = (
            photo_disk.content_of(tmp_path, photo_disk.Held(taken.sha256, taken.kept.bytes, taken.kept.sha256), "full")
            if taken.is_photo else kept(tmp_path, taken)
        )
        assert b"<script>" not in content and content.count(b"PK\x05\x06") == (taken.format == "docx")
