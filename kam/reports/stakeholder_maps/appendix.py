"""Maps behind another paper: each on pages of its own."""

from __future__ import annotations

from collections.abc import Sequence

from kam.core.words import Words
from kam.reports.document import Document
from kam.reports.stakeholder_maps.chart import append_org_chart
from kam.reports.stakeholder_maps.content import MapContent, MapPaper
from kam.reports.stakeholder_maps.coverage import append_coverage
from kam.reports.stakeholder_maps.grid import append_grid

_APPEND = {
    MapPaper.ORG_CHART: append_org_chart,
    MapPaper.GRID: append_grid,
    MapPaper.COVERAGE: append_coverage,
}


def append_maps(content: MapContent, wanted: Sequence[MapPaper], behind: Document, *, words: Words) -> int:
    """Draw the wanted maps behind the pages of a document, in their own order; on how many pages."""
    return sum(append(content, behind, words=words) for kind, append in _APPEND.items() if kind in wanted)
