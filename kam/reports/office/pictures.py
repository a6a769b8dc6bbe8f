"""Pictures for office documents: the points of the picture and nothing that a camera or a program adds."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from typing import Final

_MOST_POINTS: Final = 16_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its size in points of the picture."""

    png: bytes = field(repr=False)
    width: int
    height: int


def plain_picture(data: bytes | None) -> Picture | None:
    """A picture without what it says of its making; None for none, and for what is no picture."""
    if not data:
        return None
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if opened.width * opened.height > _MOST_POINTS:
                    return None
                image = opened.convert(
                    "RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB"
                )
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    target = io.BytesIO()
    bare.save(target, "PNG", optimize=False)
    return Picture(target.getvalue(), image.width, image.height)
