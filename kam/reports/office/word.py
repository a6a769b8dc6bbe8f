"""A Word document made of real headings, styles and tables, on our own styles or on a company's.

With a template its page, header, footer and styles hold; what it has no style for gets one of ours, which
follows the template's theme. Our own lines stand under whatever its header and footer already say.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from kam.core.formats import Formats
from kam.reports.document import About
from kam.reports.office import word_styles
from kam.reports.office.package import Template, sealed
from kam.reports.office.pictures import Picture
from kam.reports.office.tables import Shown, Table
from kam.reports.office.texts import paragraphs
from kam.reports.office.widths import fitted_widths
from kam.reports.office.word_xml import (
    add_field,
    bookmark,
    fill_contents,
    head_and_totals,
    never_split,
    shade,
    tab_at_right,
    without_head,
)
from kam.reports.text import held_together, plain

if TYPE_CHECKING:
    from docx.section import Section
    from docx.text.paragraph import Paragraph

_LOGO_HEIGHT_MM: Final = 12
_LOGO_WIDTH_MM: Final = 60
_CONTENTS_LEVEL: Final = 1
_POINT: Final = 12_700
"""Units of a page in a point."""
_CELL_PADDING: Final = 10.0
"""What a cell keeps free at its sides, in points."""
_KEPT_TOGETHER: Final = 15
"""Rows; a table of more may go on overleaf."""
_WIDE: Final = 7.5
"""Widths of columns, summed up, from which a table's text is set smaller."""


class WordFile:
    """A document under construction; ``finish`` gives its bytes, alike for alike content."""

    def __init__(self, about: About, total: str, template: Template | None = None) -> None:
        """``total`` stands beside sums. Raise ``UserError`` ``paper.template_unreadable``."""
        self._about = about
        self._total = total
        self.formats = Formats(about.language)
        self._document: Any = word_styles.document_on(template, about.language)
        self._styles: dict[str, Any] = {}
        self._headings: list[tuple[str, str]] = []
        self._contents: Any = None

    # Text

    def cover(self, over: str, title: str, under: Sequence[str]) -> None:
        """What the document is, whose it is, and lines about it."""
        self.paragraph(over, "Subtitle")
        self.paragraph(title, "Title")
        for line in under:
            self.paragraph(line, word_styles.COVER_LINE)

    def logo(self, picture: Picture | None, name: str) -> None:
        """Our logo with our name beside it; the name alone without one."""
        from docx.shared import Mm

        line = self._line(word_styles.COMPANY)
        if picture is not None:
            height = min(_LOGO_HEIGHT_MM, _LOGO_WIDTH_MM * picture.height / picture.width)
            shape = line.add_run().add_picture(io.BytesIO(picture.png), height=Mm(height))
            properties = shape._inline.docPr  # noqa: SLF001 - python-docx has no name for the description
            properties.set("descr", plain(name))
            properties.set("name", "Logo")
            line.add_run("   ")
        line.add_run(plain(name))

    def heading(self, text: str, note: str = "", level: int = 1, *, new_page: bool = False) -> None:
        """A heading; what it says of its section stands beside it."""
        line = self._line(f"Heading {level}")
        line.paragraph_format.page_break_before = new_page or None
        words = plain(text)
        name = bookmark(line, len(self._headings)) if level == _CONTENTS_LEVEL else ""
        line.add_run(words)
        if level == _CONTENTS_LEVEL:
            self._headings.append((name, words))
        if note:
            self.paragraph(note, word_styles.NOTE).paragraph_format.keep_with_next = True

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """A paragraph of one style."""
        made = self._line(style)
        made.add_run(held_together(plain(text)))
        return made

    def text(self, typed: str | None, style: str = "Normal") -> None:
        """A typed text, a paragraph a line."""
        for line in paragraphs(typed):
            self.paragraph(line, style)

    def bullets(self, lines: Iterable[str]) -> None:
        """A list."""
        numbered = bool(self._style("List Bullet").element.xpath("./w:pPr/w:numPr"))
        for line in lines:
            self.paragraph(line if numbered else f"• {line}", "List Bullet")

    def fact(self, name: str, text: str | None) -> None:
        """A name in bold and a typed text after it; nothing where nothing is typed."""
        said = paragraphs(text)
        if not said:
            return
        line = self._line("Normal")
        line.add_run(f"{plain(name)}: ").bold = True
        line.add_run(held_together(said[0]))
        for more in said[1:]:
            self.paragraph(more)

    def missing(self, text: str) -> None:
        """What an empty section lacks."""
        self.paragraph(text, word_styles.MISSING)

    def contents(self, title: str) -> None:
        """The list of the first headings, made when they are all known; it stands here."""
        self.paragraph(title, "TOC Heading")
        self._contents = self._line("TOC 1")

    # Tables

    def table(self, table: Table, *, caption: bool = False) -> None:
        """A table with its head on every page and its totals below; one without rows is left out."""
        if not table.rows:
            return
        if caption:
            self.paragraph(table.title, "Heading 3")
        table = table.without_empty_columns()
        texts = Shown(table, self.formats).texts(self._total)
        small = sum(column.width for column in table.columns) > _WIDE
        weights = [column.width for column in table.columns]
        size = word_styles.SMALL_SIZE if small else word_styles.CELL_SIZE
        widths = fitted_widths(texts, weights, self._live, size=size, padding=_CELL_PADDING)
        made, cells = self._grid(len(texts), widths)
        made.style = self._table_style()
        strong = [True, *(row.pressing for row in table.rows), True]
        for at, row in enumerate(cells):
            keep = at == 0 or (len(texts) <= _KEPT_TOGETHER and at < len(texts) - 1)
            self._dress_row(row, table, texts[at], strong=strong[at], small=small, keep=keep)
        for row in made.rows:
            never_split(row)
        head_and_totals(made, totals=table.has_totals)
        self._line(word_styles.AFTER_TABLE)

    def columns(self, blocks: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Lists beside one another under headings of their own, two by two, as in a SWOT."""
        rows = [blocks[at : at + 2] for at in range(0, len(blocks), 2)]
        made, cells = self._grid(len(rows), [self._live / 2] * 2)
        made.style = self._table_style()
        for row, pair in zip(cells, rows, strict=True):
            for cell, (heading, lines) in zip(row, pair, strict=False):
                self._styled(cell.paragraphs[0], word_styles.CELL).add_run(plain(heading)).bold = True
                for line in lines:
                    self._styled(cell.add_paragraph(), word_styles.CELL).add_run(
                        f"• {held_together(plain(line))}"
                    )
        without_head(made)
        self._line(word_styles.AFTER_TABLE)

    def figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Key figures beside one another: what, how much, and a remark."""
        if not figures:
            return
        _, cells = self._grid(1, [self._live / len(figures)] * len(figures))
        for cell, (name, value, remark) in zip(cells[0], figures, strict=True):
            self._styled(cell.paragraphs[0], word_styles.FIGURE_NAME).add_run(plain(name))
            self._styled(cell.add_paragraph(), word_styles.FIGURE).add_run(plain(value))
            self._styled(cell.add_paragraph(), word_styles.FIGURE_NAME).add_run(plain(remark))
        self._line(word_styles.AFTER_TABLE)

    @property
    def _live(self) -> float:
        """The width of the text in points."""
        section = self._document.sections[-1]
        return float(section.page_width - section.left_margin - section.right_margin) / _POINT

    def _grid(self, rows: int, widths: Sequence[float]) -> tuple[Any, list[Sequence[Any]]]:
        """A table of so many rows with its cells; the widths of its columns are in points."""
        from docx.shared import Pt

        made = self._document.add_table(rows=rows, cols=len(widths))
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Pt(width)
        cells: list[Sequence[Any]] = [row.cells for row in made.rows]  # asked for once: it is slow
        for row in cells:
            for cell, width in zip(row, widths, strict=True):
                cell.width = Pt(width)
        return made, cells

    def _dress_row(
        self, row: Sequence[Any], table: Table, texts: Sequence[str], *, strong: bool, small: bool, keep: bool
    ) -> None:
        style = word_styles.SMALL_CELL if small else word_styles.CELL
        figure = word_styles.SMALL_FIGURE_CELL if small else word_styles.FIGURE_CELL
        for cell, column, text in zip(row, table.columns, texts, strict=True):
            line = self._styled(cell.paragraphs[0], figure if column.is_figure else style)
            line.add_run(plain(text)).bold = strong or None
            line.paragraph_format.keep_with_next = keep or None

    # The whole

    def running(self, *, chip: str, head: str, foot: str) -> None:
        """What stands at the head and foot of every page; ``chip`` in white on black."""
        for section in self._document.sections:
            for top, bottom in self._running_places(section):
                self._running_head(top, chip, head)
                line = self._line_in(bottom, "Footer")
                line.add_run(plain(foot))
                tab_at_right(line, section)
                line.add_run("\t")
                add_field(line, "PAGE", "1")
                line.add_run(" / ")
                add_field(line, "NUMPAGES", "1")

    def _running_places(self, section: Section) -> Iterator[tuple[Any, Any]]:
        """Header and footer, and those of first and even pages where a template has others for them."""
        yield section.header, section.footer
        if section.different_first_page_header_footer:
            yield section.first_page_header, section.first_page_footer
        if self._document.settings.odd_and_even_pages_header_footer:
            yield section.even_page_header, section.even_page_footer

    def _running_head(self, place: Any, chip: str, head: str) -> None:
        line = self._line_in(place, "Header")
        if chip:
            run = line.add_run(f" {plain(chip)} ")
            run.bold = True
            shade(run, text="FFFFFF", behind="000000")
            line.add_run("  ")
        line.add_run(plain(head))

    def _line_in(self, place: Any, style: str) -> Paragraph:
        """A line of our own in a header or footer: the first while it is empty, else under the rest."""
        place.is_linked_to_previous = False
        lines = place.paragraphs
        taken = any(line.text.strip() or line._p.xpath(".//w:drawing|.//w:pict") for line in lines)  # noqa: SLF001
        line: Paragraph = place.add_paragraph() if taken or place.tables or not lines else lines[0]
        return self._styled(line, style)

    def finish(self) -> bytes:
        """The file."""
        if self._contents is not None:
            fill_contents(self._contents, self._headings, lambda line: self._styled(line, "TOC 1"))
        word_styles.say_what_it_is(self._document, self._about)
        target = io.BytesIO()
        self._document.save(target)
        return sealed(target.getvalue(), self._about.printed_at)

    def _line(self, style: str) -> Paragraph:
        """A new paragraph at the end."""
        return self._styled(self._document.add_paragraph(), style)

    def _styled(self, line: Paragraph, style: str) -> Paragraph:
        """Give a paragraph a style by its identity: by name the library looks through all styles."""
        line._p.style = self._style(style).style_id  # noqa: SLF001 - see above
        return line

    def _style(self, name: str) -> Any:
        if name not in self._styles:
            self._styles[name] = word_styles.style_of(self._document, name)
        return self._styles[name]

    def _table_style(self) -> Any:
        if word_styles.TABLE not in self._styles:
            self._styles[word_styles.TABLE] = word_styles.table_style_of(self._document)
        return self._styles[word_styles.TABLE]
