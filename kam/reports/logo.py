"""Our logo on a paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from kam.reports.pen import PAGE_HEIGHT, Pen

_GAP = 8


def read_logo(data: bytes | None) -> Any | None:
    """The picture, or None where it cannot be read: a broken logo must not stop a paper."""
    if not data:
        return None
    from reportlab.lib.utils import ImageReader

    try:
        return ImageReader(BytesIO(data))
    except (OSError, ValueError):
        return None


def paint_logo(pen: Pen, logo: Any | None, x: float, top: float, width: float, height: float) -> float:
    """Draw it into a place of this size; how far what stands beside it moves to the right."""
    if logo is None:
        return 0.0
    wide, tall = logo.getSize()
    scale = min(width / wide, height / tall)
    wide, tall = wide * scale, tall * scale
    bottom = PAGE_HEIGHT - top - (height + tall) / 2
    pen.canvas.drawImage(logo, x, bottom, wide, tall, mask="auto", preserveAspectRatio=True)
    return float(wide) + _GAP
