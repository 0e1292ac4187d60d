"""Photos for the demo, drawn by a seed: a notice board, a queue screen, a form, a sheet. Each is drawn once;
several walks may show the same.

Writing is drawn as strokes, so that nothing depends on the fonts of the machine; only digits are set.
"""

import io
import random
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1280, 960
WALL, PAPER, INK, QUIET, RED, BLUE = "#cfcabf", "#fbfaf5", "#33373d", "#8d939b", "#b3342d", "#1d4f8c"
Pen = ImageDraw.ImageDraw
Box = tuple[int, int, int, int]


@cache
def notice_board(seed: int) -> bytes:
    """Sheets pinned to a board, some of them askew."""

    def draw(pen: Pen, chance: random.Random) -> None:
        pen.rectangle((60, 50, 1220, 900), fill="#3d6b57", outline="#7a5a37", width=22)
        for column in range(3):
            for row in range(2):
                left = 120 + column * 370 + chance.randint(-16, 16)
                top = 105 + row * 395 + chance.randint(-14, 14)
                pen.rectangle((left, top, left + 290, top + 335), fill=PAPER)
                _writing(pen, (left + 60, top + 26, left + 230, top + 54), chance, RED, 1)
                _writing(pen, (left + 24, top + 80, left + 266, top + 310), chance, INK, 9)
                pen.ellipse((left + 136, top - 8, left + 154, top + 10), fill=RED)

    return _photo(seed, draw, WALL)


@cache
def queue_screen(seed: int, *calls: tuple[str, int]) -> bytes:
    """The screen over the windows: ticket numbers, and the window each is called to."""

    def draw(pen: Pen, chance: random.Random) -> None:
        pen.rectangle((90, 120, 1190, 800), fill="#10151c", outline="#2a2f36", width=26)
        _writing(pen, (420, 165, 860, 205), chance, "#f3c64b", 1)
        large = ImageFont.load_default(92)
        for line, (ticket, window) in enumerate(calls):
            top = 250 + line * 130
            pen.text((190, top), ticket, font=large, fill="#ff5a4d")
            _writing(pen, (560, top + 32, 740, top + 74), chance, "#63d27e", 1)
            pen.text((880, top), str(window), font=large, fill="#63d27e")

    return _photo(seed, draw, "#b9bec4")


@cache
def form(seed: int, marks: int = 0) -> bytes:
    """A printed form on a desk, half filled in by hand; `marks` lines are ringed in red."""

    def draw(pen: Pen, chance: random.Random) -> None:
        pen.polygon([(210, 40), (1080, 62), (1062, 930), (190, 915)], fill=PAPER)
        _writing(pen, (450, 90, 830, 128), chance, INK, 1)
        for row in range(9):
            top = 170 + row * 80
            pen.rectangle((270, top, 1000, top + 80), outline=QUIET, width=3)
            pen.line((470, top, 470, top + 80), fill=QUIET, width=3)
            _writing(pen, (290, top + 26, 450, top + 54), chance, INK, 1)
            if chance.random() < 0.6:
                _writing(pen, (500, top + 22, 960, top + 62), chance, BLUE, 1)
        for row in chance.sample(range(9), marks):
            pen.ellipse((480, 172 + row * 80, 985, 248 + row * 80), outline=RED, width=7)

    return _photo(seed, draw, "#8a6f4f")


@cache
def sheet(seed: int) -> bytes:
    """A page of text with an empty box below, where another office is to put its stamp."""

    def draw(pen: Pen, chance: random.Random) -> None:
        pen.rectangle((300, 30, 980, 940), fill=PAPER)
        _writing(pen, (470, 80, 810, 122), chance, INK, 1)
        _writing(pen, (370, 180, 910, 640), chance, INK, 11)
        pen.rectangle((660, 690, 910, 850), outline=QUIET, width=4)
        _writing(pen, (685, 750, 885, 785), chance, QUIET, 1)

    return _photo(seed, draw, "#74685c")


def _writing(pen: Pen, box: Box, chance: random.Random, colour: str, lines: int) -> None:
    """Lines of squarish characters, three strokes each."""
    left, top, right, bottom = box
    pitch = (bottom - top) / lines
    size = min(pitch * 0.72, 34)
    for line in range(lines):
        y, x = top + line * pitch, float(left)
        end = right - (chance.random() * (right - left) * 0.4 if line == lines - 1 and lines > 1 else 0)
        while x + size <= end:
            _character(pen, x, y, size, chance, colour)
            x += size * 1.14


def _character(pen: Pen, x: float, y: float, size: float, chance: random.Random, colour: str) -> None:
    width = max(2, round(size / 11))
    for share in (0.12, 0.5, 0.88):
        inset = chance.random() * 0.3 * size
        height = y + share * size
        pen.line((x + inset, height, x + size - inset / 2, height), fill=colour, width=width)
    for _ in range(2):
        at = x + (0.15 + 0.7 * chance.random()) * size
        pen.line((at, y + chance.random() * 0.3 * size, at, y + size), fill=colour, width=width)


def _photo(seed: int, draw: Callable[[Pen, random.Random], None], background: str) -> bytes:
    """The drawing as a phone would have taken it: a little turned, soft, and darker to one side."""
    chance = random.Random(seed)
    image = Image.new("RGB", (WIDTH, HEIGHT), background)
    draw(ImageDraw.Draw(image), chance)
    turned = image.rotate(chance.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=background)
    shade = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180))).resize(image.size)
    lit = Image.composite(turned, turned.point([value * 7 // 10 for value in range(256)] * 3), shade)
    saved = io.BytesIO()
    lit.filter(ImageFilter.GaussianBlur(0.8)).save(saved, "JPEG", quality=82, optimize=True)
    return saved.getvalue()
