"""Our logo on a plan."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from kam.reports.pen import MM, PAGE_HEIGHT, Pen

LOGO_HEIGHT: Final = 13 * MM
_WIDTH: Final = 44 * MM


def read_logo(data: bytes | None) -> Any | None:
    """The picture, or None where it cannot be read: a broken logo must not stop a plan."""
    if not data:
        return None
    from reportlab.lib.utils import ImageReader

    try:
        return ImageReader(BytesIO(data))
    except (OSError, ValueError):
        return None


def paint_logo(pen: Pen, logo: Any | None, x: float, top: float) -> float:
    """Draw it into its place; how far what stands beside it moves to the right."""
    if logo is None:
        return 0.0
    wide, tall = logo.getSize()
    scale = min(_WIDTH / wide, LOGO_HEIGHT / tall)
    wide, tall = wide * scale, tall * scale
    bottom = PAGE_HEIGHT - top - (LOGO_HEIGHT + tall) / 2
    pen.canvas.drawImage(logo, x, bottom, wide, tall, mask="auto", preserveAspectRatio=True)
    return float(wide) + 8
