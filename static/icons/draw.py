"""Draw the app icons: a path of three stops that ends in a check mark, on the primary blue.

Run from anywhere: ``python static/icons/draw.py``. The PNG files are committed; this keeps them repeatable.
"""

from pathlib import Path

from PIL import Image, ImageDraw

BLUE = "#0b57a4"
WHITE = "#ffffff"
AMBER = "#ffc861"
FOLDER = Path(__file__).parent
# Drawn four times as large and reduced, because ImageDraw has no smooth edges of its own.
OVERSAMPLE = 4


def draw(size: int, *, full_bleed: bool, inset: float) -> Image.Image:
    """One icon of ``size`` pixels; ``inset`` is the part of the side left free around the figure."""
    side = size * OVERSAMPLE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    if full_bleed:
        pen.rectangle((0, 0, side, side), fill=BLUE)
    else:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 0.22, fill=BLUE)

    def at(x: float, y: float) -> tuple[float, float]:
        span = side * (1 - 2 * inset)
        return side * inset + x * span, side * inset + y * span

    width = int(side * (1 - 2 * inset) * 0.1)
    stroke(pen, [at(0.14, 0.86), at(0.14, 0.5), at(0.5, 0.5), at(0.5, 0.2)], WHITE, width)
    for x, y in ((0.14, 0.86), (0.14, 0.5), (0.5, 0.5)):
        disc(pen, at(x, y), width * 0.95, WHITE)
    stroke(pen, [at(0.5, 0.2), at(0.64, 0.34), at(0.92, 0.06)], AMBER, int(width * 1.15))
    smooth = image.resize((size, size), Image.Resampling.LANCZOS)
    # Three colours and their soft edges: a palette keeps what the eye sees, in a third of the bytes.
    return smooth.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def stroke(
    pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], colour: str, width: int
) -> None:
    """A line with round ends and corners."""
    pen.line(points, fill=colour, width=width, joint="curve")
    for point in points:
        disc(pen, point, width / 2, colour)


def disc(pen: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, colour: str) -> None:
    x, y = centre
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def main() -> None:
    for size in (192, 512):
        draw(size, full_bleed=False, inset=0.2).save(FOLDER / f"app-{size}.png", optimize=True)
    # Android masks may cut everything outside the inner 80 %; iOS rounds the corners itself.
    draw(512, full_bleed=True, inset=0.28).save(FOLDER / "app-maskable-512.png", optimize=True)
    draw(180, full_bleed=True, inset=0.22).save(FOLDER / "app-180.png", optimize=True)


if __name__ == "__main__":
    main()
