"""Photographs for stories: a hall in greys, and in it a paper of a colour that is nowhere else."""

import io
from pathlib import Path

from PIL import Image, ImageChops

MAKER = "PhoneMaker-7f3a"
SECRET = (255, 0, 255)
# Where the paper lies: left, upper, right and lower edge as parts of the width and height.
PAPER = (0.30, 0.40, 0.50, 0.55)


# How a picture lies in its file when EXIF says 1 to 8: what a viewer undoes.
LIES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def hall(path: Path, size: tuple[int, int] = (3000, 2000), orientation: int = 1, **options: object) -> Path:
    """A JPEG (or what `path` ends with) as a camera makes it: with its maker and a place in its EXIF. `size` as seen."""
    picture = Image.effect_noise((200, 150), 60).resize(size, Image.Resampling.BICUBIC).convert("RGB")
    left, top, right, bottom = (round(part * edge) for part, edge in zip(PAPER, size * 2, strict=True))
    picture.paste(SECRET, (left, top, right, bottom))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, MAKER
    exif[0x8825] = {1: "N", 2: (24.0, 30.0, 0.0), 3: "E", 4: (113.0, 30.0, 0.0)}
    lying = picture.transpose(LIES[orientation]) if orientation > 1 else picture
    lying.save(path, exif=exif.tobytes(), quality=88, **options)
    return path


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def _colours(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageChops.difference(most, ImageChops.darker(ImageChops.darker(red, green), blue))


def colour(picture: Image.Image) -> int:
    """How far the most colourful pixel is from grey, 0 to 255."""
    return int(_colours(picture).getextrema()[1])  # type: ignore[arg-type]


def paper_in(picture: Image.Image) -> tuple[float, ...]:
    """Where the coloured paper lies, as PAPER tells it."""
    box = _colours(picture).point(lambda value: 255 * (value > 128)).getbbox()
    assert box, "no paper"
    return tuple(edge / whole for edge, whole in zip(box, picture.size * 2, strict=True))


def brightest_on_paper(picture: Image.Image) -> int:
    """0 to 255, of the pixels where the paper lay."""
    box = tuple(round(part * edge) for part, edge in zip(PAPER, picture.size * 2, strict=True))
    return int(picture.crop(box).convert("L").getextrema()[1])  # type: ignore[arg-type]
