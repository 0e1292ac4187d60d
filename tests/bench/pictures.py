"""Photos as a phone sends them: JPEGs of about 300 KB without metadata, each another one."""

import hashlib
import io
import random

from PIL import Image, ImageDraw


def pictures(count: int, seed: int = 7) -> dict[str, bytes]:
    """sha256 → bytes."""
    dice, made = random.Random(seed), {}
    paper = Image.effect_noise((1600, 1200), 14).convert("RGB")
    for _ in range(count):
        picture = paper.copy()
        draw = ImageDraw.Draw(picture)
        for _ in range(6):
            x, y = dice.randrange(1400), dice.randrange(1000)
            draw.rectangle((x, y, x + 200, y + 150), fill=tuple(dice.randrange(256) for _ in range(3)))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=62)
        made[hashlib.sha256(out.getvalue()).hexdigest()] = out.getvalue()
    return made
