"""The product lines of a client: what came, against last year and plan, with what margin."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from kam.core.formats import Scale
from kam.services.money.rows import Figures, LineRow, Measure
from kam.ui.account.money.saying import BEHIND, DASH, MoneyWords, heading_width
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.glyphs.shapes import filled
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Line, Run, colour_of, paint_line
from kam.ui.widgets.table import Column, Table

_ROW: Final = 28
_BAR: Final = 6
_SHOWN: Final = 8
_WHOLE: Final = "whole"


class LinesPanel(Panel):
    """A row a line, the sum last. A row that is chosen fills the chart with its months."""

    line_chosen = Signal(object)
    """The identity of a product line; None for all of them."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Product lines"))
        self._scale = Scale(1, "")
        self._words = MoneyWords(look, "")
        self._figures: Figures | None = None
        self.table: Table | None = None
        self._empty = label(
            look.words.say("Nothing was bought or planned in these months."), tone="text3", wraps=True
        )
        self._empty.setContentsMargins(Size.PANEL_PADDING, 8, Size.PANEL_PADDING, 8)
        self.body.addWidget(self._empty)
        self._showing = False

    def show_figures(self, figures: Figures) -> None:
        """Show the lines of the months on view."""
        anew = self._figures is None or _heading(self._figures) != _heading(figures)
        self._figures = figures
        self._words = MoneyWords(self.look, figures.currency, figures.measure, figures.quantity_unit or "")
        scale = self._words.scale(
            [figures.whole.fact, figures.whole.target, *(row.fact for row in figures.lines)]
        )
        anew = anew or scale != self._scale
        self._scale = scale
        count = len(figures.lines)
        self.set_title(self.look.words.say("Product lines"), self.look.formats.number(count) if count else "")
        self._empty.setVisible(not count)
        if anew or self.table is None:
            self._make_table()
        assert self.table is not None  # noqa: S101 - made above
        rows: list[LineRow] = [*figures.lines, figures.whole] if count else []
        self._showing = True
        self.table.show_rows(rows)
        self.table.select([figures.line_id if figures.line_id is not None else _WHOLE], reveal=False)
        self._showing = False
        self.table.setVisible(bool(count))
        heads = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(heads + _ROW * min(len(rows), _SHOWN + 1) + 2)
        self.set_secondary(self._note(figures))

    def _note(self, figures: Figures) -> str:
        if figures.missing_rates:
            codes = ", ".join(figures.missing_rates)
            return self.look.words.say("without {currencies}: no rate is known", currencies=codes)
        return ""

    def _make_table(self) -> None:
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = Table(
            self.look,
            self._columns(),
            name=self.look.words.say("Product lines"),
            key=_key,
            row_height=_ROW,
            margin=Size.PANEL_PADDING,
        )
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.selected.connect(self._chosen)
        self.body.insertWidget(0, self.table)

    def _chosen(self, rows: list[LineRow]) -> None:
        if not self._showing and self._figures is not None and len(rows) == 1:
            chosen = rows[0].id
            if chosen != self._figures.line_id:
                self.line_chosen.emit(chosen)

    # Columns

    def _columns(self) -> list[Column[LineRow]]:
        words, unit = self.look.words, self._words.unit(self._scale)
        change = words.say_in("column", "to last year")
        columns: list[Column[LineRow]] = [
            Column(
                "name",
                words.say_in("column", "Line"),
                self._name,
                width=120,
                line=self._name_line,
                stretch=True,
                least=90,
                chosen=False,
            ),
            Column(
                "fact",
                unit or words.say_in("column", "Actual"),
                lambda row: self._words.bare(row.fact, self._scale),
                width=74,
                right=True,
                type=Type.STRONG,
                chosen=False,
            ),
            Column(
                "change",
                change,
                self._change,
                width=heading_width(self.look, change, 76),
                line=self._change_line,
                right=True,
                chosen=False,
            ),
            Column(
                "target",
                words.say_in("column", "plan"),
                lambda row: self._words.bare(row.target, self._scale),
                width=64,
                right=True,
                tone="text2",
                chosen=False,
            ),
            Column(
                "done",
                words.say_in("column", "done"),
                self._done,
                width=120,
                paint=self._paint_done,
                chosen=False,
            ),
        ]
        if self._figures is not None and self._figures.measure is not Measure.QUANTITY:
            columns.append(
                Column(
                    "margin",
                    words.say_in("column", "margin"),
                    self._margin,
                    width=72,
                    right=True,
                    tone="text2",
                    chosen=False,
                )
            )
        return columns

    def _name(self, row: LineRow) -> str:
        if row.name:
            return row.name
        say = self.look.words.say
        return say("In all") if row.is_whole else say("Without a line")

    def _name_line(self, row: LineRow) -> Line:
        tone = "text2" if row.id is None and not row.is_whole else "text"
        return (Run(self._name(row), Type.STRONG if row.is_whole else Type.NAME, tone),)

    def _change(self, row: LineRow) -> str:
        if row.new:
            return self.look.words.say_in("line", "new")
        return DASH if row.change is None else self.look.formats.change(row.change)

    def _change_line(self, row: LineRow) -> Line:
        change = row.change
        if row.new or change is None or not change:
            return (Run(self._change(row), tone="text3"),)
        text = self.look.formats.percent(abs(change))
        return (ChangeGlyph(1 if change > 0 else -1), Run(text, tone="green" if change > 0 else "red", gap=4))

    def _done(self, row: LineRow) -> str:
        return DASH if row.done is None else self.look.formats.percent(row.done)

    def _margin(self, row: LineRow) -> str:
        if row.margin is not None:
            return self.look.formats.percent(row.margin)
        return self.look.words.say_in("margin", "unknown") if row.fact else DASH

    def _paint_done(self, painter: QPainter, box: QRectF, row: LineRow, theme: Theme) -> None:
        """A bar with its end at the plan, the per cent beside it."""
        if row.done is None:
            paint_line(painter, box, (Run(DASH, tone="text3"),), theme, Qt.AlignmentFlag.AlignRight)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = box.width() - 44
        bar = QRectF(box.left(), box.center().y() - _BAR / 2, room, _BAR)
        filled(painter, colour_of(theme, "line"))
        painter.drawRoundedRect(bar, 2, 2)
        share = min(float(row.done), 1.0)
        filled(painter, colour_of(theme, "green" if row.done >= 1 else "bar"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), room * share, _BAR), 2, 2)
        painter.fillRect(QRectF(bar.right() - 2, bar.top() - 4, 2, _BAR + 8), colour_of(theme, "text"))
        painter.restore()
        behind = row.done < BEHIND
        text = Run(self.look.formats.percent(row.done), tone="red" if behind else "text")
        place = QRectF(box.right() - 42, box.top(), 42, box.height())
        paint_line(painter, place, (text,), theme, Qt.AlignmentFlag.AlignRight)


def _key(row: LineRow) -> UUID | str:
    """The sum and what belongs to no line have no identity of their own."""
    return row.id or (_WHOLE if row.is_whole else "")


def _heading(figures: Figures) -> tuple[Measure, str, str | None]:
    return figures.measure, figures.currency, figures.quantity_unit
