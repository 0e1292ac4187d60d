"""PDF, DOCX and XLSX as people have them, and as somebody makes them who means ill."""

import io
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

WORD, SHEET = "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(change=None, pages=1, **saved):
    """`change(pdf)` before it is saved."""
    made = Pdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.Contents = Stream(made, b"0 0 10 10 re f")
    made.docinfo["/Author"] = String("张三")
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = ["张三"]
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **saved)
    return out.getvalue()


def locked(owner="x", user="x"):
    return pdf(encryption=pikepdf.Encryption(owner=owner, user=user))


def acting(made):
    """Everything that acts or hides, each in its place."""
    script = Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.OpenAction = script
    made.attachments["私.txt"] = b"attached"
    made.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), made.make_indirect(script)]))
    rect = Array([0, 0, 9, 9])
    links = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=action)
        for action in (
            Dictionary(S=Name.Launch, F=String("cmd.exe")), Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
            Dictionary(S=Name.URI, URI=String("https://www.gov.cn/")), Dictionary(S=Name.SubmitForm, F=String("http://x/")),
        )
    ]  # fmt: skip
    page = made.pages[0]
    page.Annots = Array([*map(made.make_indirect, links), Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=rect)])
    page.AA = Dictionary(O=script)


def disguised(made):
    """The same under other types, and what lies in other files: each with a word of its own, evil1 to evil6."""
    rect, page = Array([0, 0, 9, 9]), made.pages[0]
    there = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=Dictionary(Type=Name.X, S=Name.SubmitForm, F=String("evil1")))
    other = Dictionary(Type=Name.X, S=Name.Launch, F=String("evil2")), Dictionary(Type=Name.X, S=Name.URI, URI=String("javascript:evil3"))
    page.Annots = Array([
        made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=action)) for action in (there, *other)
    ])  # fmt: skip
    made.Root.URI = Dictionary(Base=String("javascript:evil4"))
    picture = Stream(made, b"", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9, F=Dictionary(FS=Name.URL, F=String("evil5")))
    shown = Stream(made, b"", Type=Name.XObject, Subtype=Name.Form, BBox=rect, Ref=Dictionary(F=String("evil6"), Page=0))
    page.Resources = Dictionary(XObject=Dictionary(P=picture, R=shown))
    page.Trans = Dictionary(S=Name.Wipe)


def signed(made):
    look = Stream(made, b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    field = made.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), Rect=Array([0, 0, 9, 9]), F=4,
        V=Dictionary(Type=Name.Sig, Contents=String(b"x")), AP=Dictionary(N=look),
    ))  # fmt: skip
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def bomb(pages=100, each=12 * 1024 * 1024):
    """A hundred pages, each of which a reader would unpack to twelve megabytes."""
    packed = zlib.compress(b" " * each, 1)

    def fill(made):
        for page in made.pages:
            page.Contents = Stream(made, packed, Filter=Name.FlateDecode)

    return pdf(fill, pages)


def photographed(jpeg):
    """`jpeg` as a page's picture."""

    def show(made):
        picture = Stream(made, jpeg, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48, ColorSpace=Name.DeviceRGB,
                         BitsPerComponent=8, Filter=Name.DCTDecode)  # fmt: skip
        made.pages[0].Resources = Dictionary(XObject=Dictionary(P=picture))

    return pdf(show)


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def rels(*given):
    """(kind, target) or (kind, target, "External")."""
    said = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{"".join(f" TargetMode={chr(34)}{m}{chr(34)}" for m in mode)}/>'
        for n, (kind, target, *mode) in enumerate(given)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{RELS}">{said}</Relationships>'


def docx(text="改好了", more=None, links=(), main=WORD, types=""):
    """`more`: further parts, or other content of these; `links`: relationships of the text."""
    return packed({
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{TYPES}"><Default Extension="rels" ContentType="x"/>'
        f'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.{main}"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="y"/>{types}</Types>',
        "_rels/.rels": rels(("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        "word/_rels/document.xml.rels": rels(*links),
        "docProps/core.xml": "<core><creator>张三</creator><lastModifiedBy>李四</lastModifiedBy></core>",
        **(more or {}),
    })  # fmt: skip


def xlsx(more=None, links=()):
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="x"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.{SHEET}"/></Types>',
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": '<workbook xmlns:x="y"><x:absPath url="C:\\Users\\zhangsan\\"/>'
        '<fileSharing userName="张三"/><sheets/></workbook>',
        "xl/_rels/workbook.xml.rels": rels(*links), **(more or {}),
    })  # fmt: skip
