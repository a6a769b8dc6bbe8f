"""The measures of papers about complaints (paper.md, "Grid": filed in a binder)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kam.reports.fonts import Face
from kam.reports.kit import Look
from kam.reports.pen import MM
from kam.reports.plan.look import PLAN
from kam.reports.text import Style

REPORT: Final[Look] = replace(
    PLAN,
    least_gap=3 * MM,
    most_gap=5 * MM,
    body=Style(9.2, 11.4),
    small=Style(7.8, 9.6),
    message=Style(9.5, 12),
    client=Style(19, 23, Face.BOLD),
    purpose=Style(10, 12.4),
    row_pad=1.7,
)
"""Nothing is cut for want of room: what does not fit goes on overleaf under the same header."""
CLOSER: Final[Look] = replace(REPORT, row_pad=1.0, body=Style(9, 10.8), least_gap=1.6 * MM)
"""The same where it saves a short paper its last page."""
LETTER: Final[Look] = replace(
    REPORT, body=Style(10.5, 14), client=Style(13, 16, Face.BOLD), least_gap=4 * MM, most_gap=4 * MM
)
STEP: Final = 14 * MM
"""How far the body of an 8D step stands from the left: 11 mm for its number, 3 between."""
OVER_FOOTER: Final = 5.0
