"""The list beside the field: everybody by segment, and who waits for a potential."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kam.analysis.matrix import SegmentSum
from kam.analysis.segments import POTENTIAL_SCALE
from kam.analysis.short_names import short_name
from kam.core.money import Money
from kam.core.text import with_capital
from kam.core.vocabulary import Segment
from kam.services.health.rows import HealthBook
from kam.services.portfolio.matrix import Bubble, Matrix
from kam.ui.accounts.matrix.field import typed_potential
from kam.ui.accounts.matrix.painting import health_of, named
from kam.ui.accounts.money import MoneyScale
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.pieces import Line, Run, Spring, colour_of, paint_line, text_width
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.table.table import Table

_STEP: Final = 24
"""The width of a digit that sets the potential: the smallest target."""
_FIGURES: Final = _STEP * len(POTENTIAL_SCALE)
_MARGIN_COLUMN: Final = 58
_HEAD: Final = 34
_FOOT: Final = 40
_MARGIN: Final = 16
WAITING: Final = "waiting"
"""The group of those without a potential."""


class SideTable(Table):
    """Rows of bubbles; a digit clicked or typed sets the potential."""

    potential_wished = Signal(object, int)

    def __init__(self, look: Look, columns: Sequence[Column[Bubble]], name: str) -> None:
        super().__init__(look, columns, name=name, row_height=Size.ROW_COMPACT, margin=_MARGIN)
        self.horizontalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–5 set the potential of the row."""
        row, potential = self.current_row(), typed_potential(event)
        if row is not None and potential is not None:
            self.potential_wished.emit(row.id, potential)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A digit sets the potential at once."""
        index = self.indexAt(event.position().toPoint())
        potential = self.digit_at(index, event.position())
        if event.button() is Qt.MouseButton.LeftButton and potential is not None:
            self.potential_wished.emit(self.rows_model.row_at(index).id, potential)
            return
        super().mousePressEvent(event)

    def digit_at(self, index: QModelIndex, at: QPointF) -> int | None:
        """The digit under a point, in the rows that show digits."""
        row = self.rows_model.row_at(index)
        if row is None or row.potential is not None or index.column() == 0:
            return None
        place = self.inner(self.visualRect(index), first=False)
        number = int((at.x() - (place.right() - _FIGURES)) // _STEP)
        return POTENTIAL_SCALE[number] if 0 <= number < len(POTENTIAL_SCALE) else None


class Side(QFrame):
    """Head, table and foot."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._money = MoneyScale.fitting(look.formats, "", ())
        self._health: HealthBook | None = None
        words = look.words
        columns: list[Column[Bubble]] = [
            Column(
                id="name",
                heading=words.say("Client"),
                text=self._called,
                line=self._name,
                tip=lambda bubble: bubble.name,
                width=100,
                stretch=True,
                least=80,
            ),
            Column(
                id="figures",
                heading=words.say("12 months, margin"),
                text=self._said,
                paint=self._paint_figures,
                width=_FIGURES + 16,
                right=True,
            ),
        ]
        self.table = SideTable(look, columns, words.say("Clients of the matrix"))
        self._head = LineLabel(look)
        self._foot = LineLabel(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head_bar = _bar(self._head, _HEAD, "line")
        column.addWidget(self._head_bar)
        column.addWidget(self.table, 1)
        column.addWidget(_bar(self._foot, _FOOT, "pagefoot"))
        self.table.verticalScrollBar().rangeChanged.connect(self._keep_in_line)

    def _keep_in_line(self, _lowest: int, highest: int) -> None:
        """The head's words stand over the numbers, with a scroll bar beside them or without."""
        bar = self.table.verticalScrollBar()
        self._head_bar.setContentsMargins(0, 0, bar.sizeHint().width() if highest else 0, 0)

    def show_matrix(self, matrix: Matrix, money: MoneyScale) -> None:
        """Show who stands where."""
        self._money = money
        words, formats = self._look.words, self._look.formats
        shown = words.say(
            "{shown} of {total}, {unit}",
            shown=formats.number(matrix.shown),
            total=formats.number(matrix.total),
            unit=money.unit,
        )
        self._head.show_line(
            (
                Run(shown, Type.SECONDARY, "text2"),
                Spring(),
                *self._pair(words.say("12 months"), words.say("Margin"), Type.SECONDARY, "text2"),
            )
        )
        self.table.show_groups(self._groups(matrix))
        self._show_sums(matrix)

    def show_health(self, book: HealthBook) -> None:
        """Put the signs of health before the names."""
        self._health = book
        self.table.viewport().update()

    def _groups(self, matrix: Matrix) -> list[tuple[Group, list[Bubble]]]:
        everybody = [
            *(bubble for cell in matrix.cells for bubble in (*cell.bubbles, *cell.tail)),
            *matrix.without_class,
        ]
        sums = {each.segment: each for each in matrix.sums}
        groups = []
        for segment in Segment:
            rows = [bubble for bubble in everybody if bubble.segment is segment]
            if rows:
                rows.sort(key=lambda bubble: -bubble.revenue.minor)
                groups.append((self._group(sums[segment], len(rows), matrix.currency), rows))
        if matrix.undefined:
            groups.append((self._waiting(matrix), list(matrix.undefined)))
        return groups

    def _group(self, found: SegmentSum, count: int, currency: str) -> Group:
        words, formats = self._look.words, self._look.formats
        name = with_capital(words.of(found.segment.label))
        margin = self._money.figure(Money(found.margin, currency))
        cells = self._pair(
            self._money.figure(Money(found.revenue, currency)),
            words.say("≥ {sum}", sum=margin) if found.margin_unknown else margin,
            Type.STRONG,
        )
        title = (Run(name, Type.STRONG), Run(formats.number(count), Type.BODY, "text3"))
        return Group(found.segment.value, title, f"{name}, {count}", {"figures": cells})

    def _waiting(self, matrix: Matrix) -> Group:
        words, formats = self._look.words, self._look.formats
        name = with_capital(words.of(Segment.UNKNOWN.label))
        count = len(matrix.undefined)
        hidden = count - matrix.undefined_shown
        told = words.say("set the potential")
        if hidden:
            told = words.say_many("{count} outside the filter", "{count} outside the filter", hidden)
        title = (Run(name, Type.STRONG), Run(formats.number(count), Type.BODY, "text3"))
        cells = {"figures": (Run(told, Type.SECONDARY, "text2"),)}
        return Group(WAITING, title, f"{name}, {count}", cells)

    def _show_sums(self, matrix: Matrix) -> None:
        words = self._look.words
        revenue = Money(sum(each.revenue for each in matrix.sums), matrix.currency)
        margin = Money(sum(each.margin for each in matrix.sums), matrix.currency)
        told = self._money.whole(margin)
        if any(each.margin_unknown for each in matrix.sums):
            told = words.say("≥ {sum}", sum=told)
        self._foot.show_line(
            (
                Run(f"Σ {self._money.whole(revenue)}", Type.SECONDARY, "text2"),
                Spring(),
                Run(words.say("margin"), Type.SECONDARY, "text2"),
                Run(told, Type.STRONG),
            )
        )

    # A row

    def _called(self, bubble: Bubble) -> str:
        """The name, and how its health stands."""
        row = health_of(bubble, self._health)
        if row is None or row.band is None:
            return bubble.name
        return f"{bubble.name}, {self._look.words.of(row.band.label)}"

    def _name(self, bubble: Bubble) -> Line:
        """The whole name where it has room, else the short one."""
        sign = 18 if health_of(bubble, self._health) is not None else 0
        room = self.table.columnWidth(0) - _MARGIN - 8 - sign
        wide = text_width(self._look.theme.family, Type.BODY, bubble.name) > room
        name = Run(short_name(bubble.name) if wide else bubble.name)
        return named(bubble, self._health, name, small=False)

    def _said(self, bubble: Bubble) -> str:
        words = self._look.words
        if bubble.potential is None:
            return words.say("potential not set; keys 1 to 5 set it")
        margin = words.say("unknown") if bubble.margin is None else self._money.figure(bubble.margin)
        return f"{self._money.figure(bubble.revenue)}; {margin}"

    def _paint_figures(self, painter: QPainter, place: QRectF, bubble: Bubble, theme: Theme) -> None:
        if bubble.potential is None:
            self._paint_digits(painter, place, theme)
            return
        margin, tone = (
            ("?", "amber") if bubble.margin is None else (self._money.figure(bubble.margin), "text")
        )
        line = self._pair(self._money.figure(bubble.revenue), margin, Type.BODY, margin_tone=tone)
        paint_line(painter, place, line, theme, Qt.AlignmentFlag.AlignRight)

    def _paint_digits(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        left = place.right() - _FIGURES
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, potential in enumerate(POTENTIAL_SCALE):
            box = QRectF(left + number * _STEP, place.top() + 2, _STEP - 2, place.height() - 5)
            painter.setPen(QPen(colour_of(theme, "line2"), 1))
            painter.setBrush(colour_of(theme, "page"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_TAG, Size.RADIUS_TAG)
            text = (Run(str(potential), Type.SECONDARY, "accent_text"),)
            paint_line(painter, box, text, theme, Qt.AlignmentFlag.AlignHCenter)

    def _pair(
        self, revenue: str, margin: str, role: Type, tone: str = "text", *, margin_tone: str = ""
    ) -> Line:
        """Two numbers in two columns, as a line that ends at the right."""
        gap = _MARGIN_COLUMN - text_width(self._look.theme.family, role, margin)
        return (Run(revenue, role, tone), Run(margin, role, margin_tone or tone, gap=max(6.0, gap)))


def _bar(inside: LineLabel, height: int, role: str) -> QFrame:
    bar = QFrame()
    bar.setProperty("role", role)
    bar.setFixedHeight(height)
    row = QHBoxLayout(bar)
    row.setContentsMargins(_MARGIN, 0, 8, 0)
    row.addWidget(inside)
    return bar
