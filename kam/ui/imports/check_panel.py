"""The dry run: what would be new, changed, the same and left out, and what it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.core.vocabulary import ClockState
from kam.jobs import Standing
from kam.services.imports import DryRun, FileTotal, Form
from kam.ui.imports.saying import Saying
from kam.ui.imports.work import ImportWork, per_cent_of
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import ClockGlyph, IconGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Glyph, Line, Run, Spring, colour_of, line_width, paint_line

_BAR: Final = 10
_LEAST: Final = 6.0
"""A part that is there is seen, however few rows it is of."""
_CELL: Final = 56
_TIGHT: Final = 6
_FOUR: Final = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the dry run."""

    glyph: Glyph
    name: str
    count: int
    tone: str = "text"


class _CountCell(QWidget):
    """A glyph and a word above, the figure below."""

    def __init__(self, look: Look, *, first: bool) -> None:
        super().__init__()
        self._look = look
        self._first = first
        self._above: Line = ()
        self._below: Line = ()
        self._left = Size.PANEL_PADDING
        self.setFixedHeight(_CELL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: Count, *, is_known: bool, is_tight: bool) -> None:
        """Another figure; while nobody knows it, a dash. ``is_tight``: there are five of them."""
        figure = self._look.formats.number(count.count) if is_known else "—"
        tone = count.tone if is_known and count.count else "text" if is_known else "text3"
        self._left = Size.PANEL_PADDING if self._first else _TIGHT if is_tight else 10
        role, gap = (Type.CAPTION, 4.0) if is_tight else (Type.SECONDARY, 6.0)
        self._above = (count.glyph, Run(count.name, role, "text2", gap=gap))
        self._below = (Run(figure, Type.FIGURE, tone),)
        self.setAccessibleName(f"{count.name}: {figure}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What both lines want."""
        theme = self._look.theme
        widest = max(line_width(self._above, theme), line_width(self._below, theme))
        return QSize(widest + self._left + 4, _CELL)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        theme = self._look.theme
        with QPainter(self) as painter:
            left = self._left
            if not self._first:
                painter.setPen(QPen(colour_of(theme, "line"), 1))
                painter.drawLine(0, 0, 0, self.height())
            width = self.width() - left
            paint_line(painter, QRectF(left, 7, width, 18), self._above, theme)
            paint_line(painter, QRectF(left, 25, width, 26), self._below, theme)


class _Proportion(QWidget):
    """The same figures as one bar: solid new, hatched changed, pale the same, red left out."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: Sequence[int] = ()
        self.setFixedHeight(_BAR)

    def show_parts(self, parts: Sequence[int], name: str) -> None:
        """New, changed, unchanged, left out."""
        self._parts = parts
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        theme, whole = self._look.theme, sum(self._parts)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not whole:
                _fill(painter, QRectF(0, 0, self.width(), _BAR), theme, 2)
                return
            there = [(number, part) for number, part in enumerate(self._parts) if part]
            spare = self.width() - _LEAST * len(there) - (len(there) - 1)
            x = 0.0
            for number, part in there:
                width = _LEAST + spare * part / whole
                _fill(painter, QRectF(x, 0, width, _BAR), theme, number)
                x += width + 1


def _fill(painter: QPainter, place: QRectF, theme: Theme, kind: int) -> None:
    """The look of a part: 0 new, 1 changed, 2 the same, 3 left out."""
    painter.setPen(Qt.PenStyle.NoPen)
    solid = {0: "accent", 1: "accent_soft", 2: "line2", 3: "red"}[kind]
    painter.setBrush(colour_of(theme, solid))
    painter.drawRoundedRect(place, 2, 2)
    if kind == 1:
        painter.setBrush(QBrush(colour_of(theme, "accent"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(place, 2, 2)


class CheckPanel(Panel):
    """Follows every choice."""

    def __init__(self, look: Look, work: ImportWork, saying: Saying) -> None:
        words = look.words
        super().__init__(look, words.say("Dry run"))
        self._work = work
        self._saying = saying
        self.cells = [_CountCell(look, first=not number) for number in range(5)]
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for cell in self.cells:
            row.addWidget(cell)
        self.body.addLayout(row)
        self._bar = _Proportion(look)
        holder = QVBoxLayout()
        holder.setContentsMargins(Size.PANEL_PADDING, 2, Size.PANEL_PADDING, 10)
        holder.addWidget(self._bar)
        self.body.addLayout(holder)
        self._total = QFrame()
        self._total.setProperty("role", "sheetfoot")
        self._total.setFixedHeight(Size.ROW)
        inside = QHBoxLayout(self._total)
        inside.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
        self._sum = LineLabel(look)
        inside.addWidget(self._sum)
        self.body.addWidget(self._total)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        work.progressed.connect(self._show_progress)

    def show_work(self) -> None:
        """Show what the last check found."""
        checked = self._work.checked
        counts = self._counts(checked)
        for number, cell in enumerate(self.cells):
            cell.setVisible(number < len(counts))
            if number < len(counts):
                cell.show_count(counts[number], is_known=checked is not None, is_tight=len(counts) > _FOUR)
        parts = [0, 0, 0, 0]
        if checked is not None:
            report = checked.report
            parts = [report.added, report.updated, report.unchanged, report.refused]
        self._bar.show_parts(parts, ", ".join(f"{each.name}: {each.count}" for each in counts))
        self.set_secondary(self._state())
        total = None if checked is None else checked.total
        self._total.setVisible(total is not None)
        if total is not None:
            self._sum.show_line(self._sum_line(total))

    def _state(self) -> str:
        words, work = self.look.words, self._work
        if work.is_looking:
            return words.say("reading the file…")
        if work.is_checking:
            return words.say("checking…")
        if work.is_writing:
            return words.say("being written…")
        return words.say("nothing is written yet")

    def _show_progress(self, standing: Standing) -> None:
        if self._work.is_checking and standing.total:
            share = self.look.formats.points(per_cent_of(standing))
            self.set_secondary(self.look.words.say("checked {percent}", percent=share))

    def _counts(self, checked: DryRun | None) -> list[Count]:
        words = self.look.words
        report = None if checked is None else checked.report
        added, updated, unchanged, refused, removed = (
            (0, 0, 0, 0, 0)
            if report is None
            else (report.added, report.updated, report.unchanged, report.refused, report.removed)
        )
        found = [
            Count(IconGlyph("plus"), words.say_in("import count", "new"), added),
            Count(IconGlyph("refresh-cw"), words.say_in("import count", "changed"), updated),
            Count(IconGlyph("equal"), words.say_in("import count", "the same"), unchanged),
        ]
        if removed:
            found.append(Count(IconGlyph("minus"), words.say_in("import count", "go"), removed))
        sign = ClockGlyph(ClockState.BREACHED, meaning=" ")
        return [*found, Count(sign, words.say_in("import count", "stay out"), refused, "red")]

    def _sum_line(self, total: FileTotal) -> Line:
        """What the file adds up to, and what stands beside it."""
        words, formats = self.look.words, self.look.formats
        name = words.say("Total of the file")
        if total.form in {Form.ORDER_LINES, Form.MONTHLY_TOTALS}:
            vat = self._work.preview.settled.formats.vat if self._work.preview is not None else None
            name = (
                words.say("Total of the file, {percent} VAT taken off", percent=formats.points(vat))
                if vat
                else words.say("Total of the file without VAT")
            )
        scale = formats.scale_for(total.amount.minor, total.amount.currency)
        amount = formats.money(total.amount.minor, total.amount.currency, scale)
        if total.partly:
            amount = f"≥ {amount}"
        line: Line = (Run(name, Type.SECONDARY, "text2"), Spring(), Run(amount, Type.STRONG))
        if total.before is None:
            return line
        before = formats.scaled(total.before.minor, total.before.currency, scale)
        return (*line, Run(self._beside(total, before), Type.SECONDARY, "text2", gap=8))

    def _beside(self, total: FileTotal, before: str) -> str:
        if total.first is None or total.last is None:
            return self.look.words.say("now: {amount}", amount=before)
        months = self._saying.month_span(total.first - 12, total.last - 12)
        return self.look.words.say("{months}: {amount}", months=months, amount=before)
