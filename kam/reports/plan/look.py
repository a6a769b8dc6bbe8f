"""The measures of an account plan on paper (paper.md, "Grid": filed in a binder)."""

from __future__ import annotations

from typing import Final

from kam.reports.fonts import Face
from kam.reports.kit import Look
from kam.reports.pen import MM
from kam.reports.text import Style

PLAN: Final = Look(
    left=20 * MM,
    right=12 * MM,
    top=10 * MM,
    bottom=12 * MM,
    gutter=6 * MM,
    least_gap=5 * MM,
    most_gap=10 * MM,
    body=Style(9.5, 11.8),
    small=Style(8, 9.8),
    tiny=Style(7, 8.4),
    label=Style(8.5, 11, Face.BOLD),
    message=Style(10.5, 13),
    note=Style(8, 10),
    client=Style(16, 19, Face.BOLD),
    purpose=Style(11, 13.2),
    first=Style(11, 13.2),
    person=Style(10, 12),
    question=Style(10, 12),
    row_pad=2.6,
    cell_lines=4,
    extra_lines=2,
    chart_height=40 * MM,
    spacious=True,
    writing_pitch=7.4 * MM,
    unlimited=True,
)
"""Nothing is cut for want of room: what does not fit goes on overleaf."""

KIND: Final = Style(14, 17)
CLIENT: Final = Style(30, 34, Face.BOLD)
PERIOD: Final = Style(12.5, 15.5)
AMBITION: Final = Style(15.5, 20)
KEY_FIGURE: Final = Style(18, 22, Face.BOLD)
KEY_BEFORE: Final = Style(13, 22)
