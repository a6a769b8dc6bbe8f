"""What the tests of papers share: a finished PDF read back as text, and both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pytest

from kam.core.words import Words, words_for


@dataclass(frozen=True)
class Glyph:
    """One character where it stands on its page, in points from the top left corner."""

    character: str
    left: float
    top: float
    right: float
    bottom: float


class Paper:
    """A PDF as a reader sees it."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pdfium.PdfDocument(pdf)

    def close(self) -> None:
        self._document.close()

    @property
    def pages(self) -> int:
        return len(self._document)

    @property
    def metadata(self) -> dict[str, str]:
        return dict(self._document.get_metadata_dict())

    @property
    def bookmarks(self) -> list[str]:
        return [entry.get_title() for entry in self._document.get_toc()]

    def text(self, page: int | None = None) -> str:
        """The text with every kind of space and line end as one space."""
        numbers = range(self.pages) if page is None else (page,)
        return " ".join(" ".join(self._text_of(number).split()) for number in numbers)

    def _text_of(self, page: int) -> str:
        sheet = self._document[page]
        text_page = sheet.get_textpage()
        text = str(text_page.get_text_range())
        text_page.close()
        sheet.close()
        return text

    def glyphs(self, page: int) -> list[Glyph]:
        sheet = self._document[page]
        _, height = sheet.get_size()
        text_page = sheet.get_textpage()
        found = []
        for index in range(text_page.count_chars()):
            left, bottom, right, top = text_page.get_charbox(index)
            character = text_page.get_text_range(index, 1)
            if character.strip():
                found.append(Glyph(character, left, height - top, right, height - bottom))
        text_page.close()
        sheet.close()
        return found

    def place(self, page: int, text: str) -> Glyph:
        """Where a text stands for the first time on a page, as one box; it must stand there."""
        sheet = self._document[page]
        _, height = sheet.get_size()
        text_page = sheet.get_textpage()
        found = text_page.search(text, match_case=True).get_next()
        assert found is not None, text
        boxes = [text_page.get_charbox(found[0] + offset) for offset in range(found[1])]
        text_page.close()
        sheet.close()
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return Glyph(text, min(lefts), height - max(tops), max(rights), height - min(bottoms))

    def text_below(self, page: int, level: float) -> str:
        """The characters that stand lower than ``level`` points from the head of a page."""
        return "".join(glyph.character for glyph in self.glyphs(page) if glyph.top > level)


@pytest.fixture
def read() -> Iterator[Callable[[bytes], Paper]]:
    """Reads PDFs back and closes them when the test is over."""
    papers: list[Paper] = []

    def open_paper(pdf: bytes) -> Paper:
        papers.append(Paper(pdf))
        return papers[-1]

    yield open_paper
    for paper in papers:
        paper.close()


@pytest.fixture
def russian() -> Words:
    return words_for("ru")


@pytest.fixture
def english() -> Words:
    return words_for("en")
