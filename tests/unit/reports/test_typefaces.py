"""Every typeface that a paper names lies in its file: it looks alike everywhere, also in an archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from kam.core.words import Words
from kam.reports.brief import draw_brief
from kam.reports.customer_brief import draw_customer_brief
from kam.reports.result import PaperResult
from kam.reports.stakeholder_maps.chart import draw_org_chart
from kam.reports.stakeholder_maps.content import MapContent, MapFigure, MapHead
from kam.reports.stakeholder_maps.coverage import draw_coverage
from kam.reports.stakeholder_maps.grid import draw_grid
from tests.unit.reports import samples

Draw = Callable[[Words], PaperResult]

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
HEAD = MapHead("Волгометиз", "Корунд-Пак", NOW, NOW, "Europe/Moscow")
MAP = MapContent(HEAD, (MapFigure(UUID(int=1), "Ирина Левашова"), MapFigure(UUID(int=2), "Павел Крутов")))
NOBODY = MapContent(HEAD, ())

PAPERS: dict[str, Draw] = {
    "brief": lambda words: draw_brief(samples.brief_ru(), words=words),
    "brief, everything": lambda words: draw_brief(samples.monstrous(), words=words, pages="all"),
    "brief, hardly anything known": lambda words: draw_brief(samples.thin(), words=words),
    "customer's copy": lambda words: draw_customer_brief(samples.customer_ru(), words=words),
    "chart": lambda words: draw_org_chart(MAP, words=words),
    "chart of nobody": lambda words: draw_org_chart(NOBODY, words=words),
    "grid": lambda words: draw_grid(MAP, words=words),
    "grid of nobody": lambda words: draw_grid(NOBODY, words=words),
    "coverage": lambda words: draw_coverage(MAP, words=words),
    "coverage of nobody": lambda words: draw_coverage(NOBODY, words=words),
}

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)^endobj", re.DOTALL | re.MULTILINE)
_REFERENCE = rb"/%s (\d+) 0 R"


def objects(pdf: bytes) -> dict[int, bytes]:
    """Each object of the file by its number."""
    return {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}


def referred(content: bytes, name: bytes) -> list[int]:
    """The objects that an entry of this name refers to."""
    return [int(number) for number in re.findall(_REFERENCE % name, content)]


def typefaces(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """What the resources of all pages name: each font, and whether its program lies in the file."""
    found = objects(pdf)
    pages = [content for content in found.values() if re.search(rb"/Type /Page\b", content)]
    assert pages
    for page in pages:
        (resources,) = referred(page, b"Font")
        for number in re.findall(rb"/\S+ (\d+) 0 R", found[resources]):
            font = found[int(number)]
            name = re.search(rb"/BaseFont /(\S+)", font)
            assert name is not None
            descriptors = [found[each] for each in referred(font, b"FontDescriptor")]
            programs = [found[n] for each in descriptors for n in referred(each, b"FontFile2")]
            yield name[1].decode(), any(b"stream" in program for program in programs)


@pytest.mark.parametrize("draw", PAPERS.values(), ids=PAPERS)
def test_a_paper_names_no_typeface_that_is_not_in_its_file(draw: Draw, russian: Words) -> None:
    pdf = draw(russian).pdf
    named = set(typefaces(pdf))
    assert named
    assert [name for name, embedded in named if not embedded] == []
    assert len(re.findall(rb"/BaseFont", pdf)) == len(named), "outside the resources there is none either"
