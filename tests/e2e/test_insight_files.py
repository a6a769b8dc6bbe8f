"""``kam insight``: the health of the portfolio leaves the workspace as a paper and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.office_files import properties_of, words_in

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam


def test_the_portfolio_is_written_in_both_formats_and_languages(kam: Kam, tmp_path: Path) -> None:
    demo = tmp_path / "demo.kam"
    assert kam("demo", demo, "--lang", "ru").code == 0
    paper, book = tmp_path / "insight.pdf", tmp_path / "insight.xlsx"

    drawn = kam("insight", demo, "-o", paper)
    written = kam("insight", demo, "--format", "xlsx", "--lang", "en", "-o", book)

    assert (drawn.code, written.code) == (0, 0), drawn.errors + written.errors
    assert str(paper) in drawn.out
    assert paper.read_bytes().startswith(b"%PDF-")
    assert properties_of(book.read_bytes())["title"] == "Health of the portfolio"
    assert "Лугинский молочный комбинат" in words_in(book.read_bytes())


def test_an_empty_workspace_has_a_paper_too(kam: Kam, tmp_path: Path) -> None:
    office, out = tmp_path / "office.kam", tmp_path / "insight.pdf"
    assert kam("new", office, "--company", "Корунд-Пак", "--me", "Марина").code == 0

    assert kam("insight", office, "-o", out).code == 0
    assert out.read_bytes().startswith(b"%PDF-")
