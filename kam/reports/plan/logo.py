"""Our logo on a plan: the size of its place."""

from __future__ import annotations

from typing import Any, Final

from kam.reports import logo as on_paper
from kam.reports.logo import read_logo
from kam.reports.pen import MM, Pen

LOGO_HEIGHT: Final = 13 * MM
_WIDTH: Final = 44 * MM

__all__ = ["LOGO_HEIGHT", "paint_logo", "read_logo"]


def paint_logo(pen: Pen, logo: Any | None, x: float, top: float) -> float:
    """Draw it into its place; how far what stands beside it moves to the right."""
    return on_paper.paint_logo(pen, logo, x, top, _WIDTH, LOGO_HEIGHT)
