"""A PDF as it is kept: its pages and nothing that acts, hides or tells of whoever made it. Everything that is kept is written anew;
what nothing refers to any more, earlier versions too, is not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from zlc.files import embedded
from zlc.files.formats import BROKEN, LOCKED
from zlc.files.refused import NotTaken

MOST_UNPACKED = 200 * 1024 * 1024  # bytes of all that is no picture
MOST_IMAGES = 4 * 1024 * 1024 * 1024
MOST_PAGES = 2000
TAIL = 4096
BOMB = "文件展开后太大，不像正常的 PDF。请重新导出一份再选。"
LONG = f"文件有 {MOST_PAGES} 页以上。请只留作为佐证的那几页。"
LIVE_FORM = "这是要用 Adobe 填写的动态表单（XFA），别的软件看不到内容。请打印成 PDF 再选。"

STRIPPED = "里面的脚本、附件或媒体没有收，正文都在"
SIGNED = "里面的电子签章只留下图样，要验签请看原件"

# ISO 32000-1: what tells of the maker (14.3, 14.5), and what acts by itself or carries other files (7.11.4, 12.6, 13).
TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
ACTING = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/Renditions", "/Collection", "/RichMediaContent")
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute",
    "/GoTo3DView",
}  # fmt: skip
ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
SAFE_LINKS = (b"http://", b"https://", b"mailto:", b"tel:", b"#")
JPEG = ("/DCTDecode",)
# Of a stream (7.3.8.2, 8.10.4): what it has in another file, or shows of one.
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/Ref")


def clean(source: Path, target: Path) -> list[str]:
    """Writes `target`; returns what whoever handed it in is to know. Raises NotTaken."""
    if b"%%EOF" not in source.read_bytes()[-TAIL:]:
        raise NotTaken(BROKEN)
    try:
        with pikepdf.open(source) as pdf:
            count, notes = len(pdf.pages), _cleaned(pdf)
            pdf.save(
                target, deterministic_id=True, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.generate
            )
        with pikepdf.open(target) as pdf:
            if len(pdf.pages) != count:
                raise NotTaken(BROKEN)
    except pikepdf.PasswordError as fault:
        raise NotTaken(LOCKED) from fault
    except pikepdf.PdfError as fault:
        raise NotTaken(BOMB if "bad_alloc" in str(fault) else BROKEN) from fault
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise NotTaken(BROKEN) from fault
    return notes


def _cleaned(pdf: Pdf) -> list[str]:
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        raise NotTaken(LONG if len(pdf.pages) else BROKEN)
    _weigh(pdf)
    signed = _flatten(pdf)
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    stripped = [_strip(one) for one in pdf.objects if isinstance(one, (Dictionary, Stream, Array))]
    return [*([STRIPPED] if any(stripped) else []), *([SIGNED] if signed else [])]


def _weigh(pdf: Pdf) -> None:
    """Every stream is unpacked once, here, where there are bounds, and not first by whoever opens the file."""
    texts = images = 0
    for one in _streams(pdf):
        if _filters(one) and _filters(one)[-1] in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"):
            continue  # a picture's own form: a reader draws it at the size that it says
        size = len(one.read_bytes())
        images, texts = (images + size, texts) if one.get("/Subtype") == Name.Image else (images, texts + size)
        if texts > MOST_UNPACKED or images > MOST_IMAGES:
            raise NotTaken(BOMB)


def _streams(pdf: Pdf) -> Iterator[Any]:
    return (one for one in pdf.objects if isinstance(one, Stream))


def _filters(stream: Any) -> tuple[str, ...]:
    said = stream.get("/Filter")
    return tuple(map(str, said)) if isinstance(said, Array) else (str(said),) if said is not None else ()


def _flatten(pdf: Pdf) -> bool:
    """Forms become what they look like, seals too. Returns whether there was one."""
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return False
    if "/XFA" in form and pdf.Root.get("/NeedsRendering"):
        raise NotTaken(LIVE_FORM)
    signed = any(isinstance(one, Dictionary) and one.get("/FT") == Name.Sig and "/V" in one for one in pdf.objects)
    if form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    return signed


def _strip(held: Object) -> bool:
    """Whether there was anything in it, or in what stands directly in it, that acts."""
    if isinstance(held, Array):
        kept = [one for one in held if not _acts(one)]
        gone = len(kept) < len(held)
        if gone:
            held[:] = kept
        inside = [_strip(one) for one in held if _inside(one)]  # each, also after the first that acts
        return gone or any(inside)
    if isinstance(held, Stream) and _filters(held) == JPEG:
        _rewrite(held)
    gone = False
    for key, value in list(held.items()):
        if key in TELLING:
            del held[key]
        elif key in ACTING or _acts(value) or (isinstance(held, Stream) and key in ELSEWHERE) or _is_base(key, value):
            del held[key]
            gone = True
        elif _inside(value):
            gone |= _strip(value)
    return gone


def _rewrite(picture: Any) -> None:
    picture.write(embedded.bare_jpeg(picture.read_raw_bytes()), filter=picture.Filter, decode_parms=picture.get("/DecodeParms"))


def _is_base(key: str, value: Any) -> bool:
    """What every link is told from (12.6.4.7)."""
    return key == "/URI" and isinstance(value, Dictionary)


def _inside(value: Any) -> bool:
    """What has a number of its own comes by itself."""
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def _acts(value: Any) -> bool:
    if not isinstance(value, Dictionary):
        return False
    if str(value.get("/Subtype")) in ANNOTATIONS and value.get("/Rect") is not None:
        return True
    does = str(value.get("/S"))  # whatever it says its /Type is: programs go by this
    return does in ACTIONS or (does == "/URI" and not bytes(value.get("/URI", b"")).lower().startswith(SAFE_LINKS))
