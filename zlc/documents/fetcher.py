"""What a document may read: photos inside the data folder, by their place in it. Nothing else has a way in,
whatever a text of the document says: no file, no network, no style sheet."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms
from weasyprint.urls import URLFetcher, URLFetcherResponse

ADDRESS = "face:lacking"
PHOTO = re.compile(r"photo:(photos/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.jpg)")
# The widest a photo is printed is 84 mm: 900 points there are 270 dpi.
PAPER_EDGE, QUALITY = 900, 80


class Refused(ValueError):
    """The address is none of ours."""


class PhotoFetcher(URLFetcher):
    """Asked for `photo:photos/ab/cd/<sha256>.jpg`; every other address raises Refused."""

    def __init__(self, data: Path) -> None:
        super().__init__(allowed_protocols=frozenset())
        self.data = data.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        found = PHOTO.fullmatch(url)
        path = (self.data / found[1]).resolve() if found else None
        if path is None or not path.is_relative_to(self.data / "photos"):
            raise Refused(f"not read: {url[:80]}")
        return URLFetcherResponse(url, _print_size(path), {"Content-Type": "image/jpeg"})


class FaceFetcher(URLFetcher):
    """Gives the face of lacking.py, made in memory, and nothing else."""

    def __init__(self, face: bytes) -> None:
        super().__init__(allowed_protocols=frozenset())
        self.face = face

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url != ADDRESS:
            raise Refused(f"not read: {url[:80]}")
        return URLFetcherResponse(url, self.face, {"Content-Type": "font/ttf"})


def _print_size(path: Path) -> bytes:
    """The photo no larger than paper shows: forty of them fit into an e-mail, and into memory. In sRGB, because a PDF does
    not ask a JPEG for its colour profile."""
    Image.MAX_IMAGE_PIXELS = None  # this process has its own bounds; phones take 200 million
    with Image.open(path, formats=("JPEG",)) as image:
        profile = image.info.get("icc_profile")
        if max(image.size) <= PAPER_EDGE and profile is None:
            return path.read_bytes()
        image.draft("RGB", (PAPER_EDGE, PAPER_EDGE))
        image.thumbnail((PAPER_EDGE, PAPER_EDGE), reducing_gap=2.0)
        written = BytesIO()
        _in_srgb(image, profile).save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode == "RGB":
        try:
            own, paper = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, own, paper, ImageCms.Intent.RELATIVE_COLORIMETRIC)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # kept before profiles were looked at, and none
        if turned is not None:
            turned.info.pop("icc_profile", None)
            return turned
    return image.convert("RGB")
