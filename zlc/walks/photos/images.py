"""Is it a picture, and is it clean? Decides where it is found out: here, if that is sure to be cheap, else apart."""

from pathlib import Path

from PIL import ImageFile

from zlc.walks.photos.pictures import darkroom, developing, jpeg
from zlc.walks.photos.pictures.developing import Look, NotAnImage, TooCostly
from zlc.walks.photos.pictures.jpeg import is_plain

__all__ = ["Look", "NotAnImage", "TooCostly", "is_plain", "is_whole", "rewrite", "take"]

# Baseline, one scan: 8 million pixels at one eighth take 40 ms and 2 MB, whatever they hold. Phones send 3 million.
CHEAP_PIXELS = 8_000_000


def take(folder: Path, source: Path, clean: Path) -> Look:
    """Decode the file to its end; unless it holds a JPEG's picture and nothing else, draw it anew into `clean`. `folder`
    is the data folder. Raises NotAnImage, TooCostly, darkroom.Busy, OSError."""
    if _is_cheap(header := jpeg.read_header(raw := source.read_bytes())):
        try:
            developing.whole(raw)
        except Exception as fault:
            raise NotAnImage(str(fault)) from fault
        return Look(header.width, header.height, False)
    return darkroom.take(folder, source, clean)


def rewrite(folder: Path, source: Path, target: Path, edge: int) -> tuple[int, int]:
    """A clean JPEG, upright, in sRGB, at most `edge` pixels long, without metadata. Returns its size. Raises as take."""
    if _is_cheap(jpeg.read_header(source.read_bytes())):
        return developing.redraw(source, target, edge)
    return darkroom.redraw(folder, source, target, edge)


def is_whole(path: Path) -> bool:
    """Whether a file that was rewritten here can be decoded to its end."""
    try:
        developing.whole(path.read_bytes())
    except Exception:
        return False
    return True


def _is_cheap(header: jpeg.Header) -> bool:
    """Where somebody told Pillow to let half a picture pass, as WeasyPrint does for the whole process, none is judged."""
    strict = not ImageFile.LOAD_TRUNCATED_IMAGES
    return header.plain and header.in_one_pass and 0 < header.width * header.height <= CHEAP_PIXELS and strict
