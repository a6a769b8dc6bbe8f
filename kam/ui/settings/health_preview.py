"""What weights and bands would make of the portfolio, shown beside them while they are moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kam.analysis.health.score import HealthBand
from kam.core.text import with_capital
from kam.services.health.preview import HealthPreview, Shift
from kam.ui.health.pieces import band_glyph, score_line
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import ChangeGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList
from kam.ui.widgets.pieces import Line, Run, paint_line, said

_ORDER: Final = (*HealthBand, None)
_FILLS: Final = {HealthBand.GREEN: "green", HealthBand.AMBER: "amber_fill", HealthBand.RED: "red"}
_ROW: Final = 30
_NAME: Final = 104
_FIGURES: Final = 76
_THEN: Final = 10
_NOW: Final = 4
_ARROW: Final = 12
MOST: Final = 8
"""So many clients are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class _Band:
    band: HealthBand | None
    now: int
    then: int


class BandBars(QWidget):
    """How many clients stand in each band: a thin bar as it is, a thick one as it would be."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bands: tuple[_Band, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_counts(
        self, now: Mapping[HealthBand | None, int], then: Mapping[HealthBand | None, int]
    ) -> None:
        """Show other counts; those without a health only where there are any."""
        found = (_Band(band, now.get(band, 0), then.get(band, 0)) for band in _ORDER)
        self._bands = tuple(each for each in found if each.band is not None or each.now or each.then)
        told = "; ".join(self._told(each) for each in self._bands)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a band."""
        return QSize(300, _ROW * len(self._bands) + 2 * Size.HALF)

    def minimumSizeHint(self) -> QSize:
        """The bars give way first."""
        return QSize(_NAME + _FIGURES + 60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A row a band, the longest bar as long as there is room."""
        most = max((max(each.now, each.then) for each in self._bands), default=0)
        inset = Size.PANEL_PADDING
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, each in enumerate(self._bands):
                row = QRectF(inset, Size.HALF + number * _ROW, self.width() - 2 * inset, _ROW)
                self._paint_row(painter, row, each, most)

    def _paint_row(self, painter: QPainter, row: QRectF, each: _Band, most: int) -> None:
        theme = self._look.theme
        name = (band_glyph(each.band, silent=True), Run(self._name(each.band)))
        paint_line(painter, QRectF(row.left(), row.top(), _NAME, _ROW), name, theme)
        figures = QRectF(row.right() - _FIGURES, row.top(), _FIGURES, _ROW)
        paint_line(painter, figures, self._figures(each), theme, Qt.AlignmentFlag.AlignRight)
        room = row.width() - _NAME - _FIGURES - 2 * Size.GRID
        left, middle = row.left() + _NAME + Size.GRID, row.top() + _ROW / 2
        painter.setPen(Qt.PenStyle.NoPen)
        thick = QRectF(left, middle - 7, _length(each.then, most, room), _THEN)
        painter.setBrush(theme.colour("text3" if each.band is None else _FILLS[each.band]))
        painter.drawRoundedRect(thick, 2, 2)
        thin = QRectF(left, middle + 5, _length(each.now, most, room), _NOW)
        painter.setBrush(theme.colour("line2"))
        painter.drawRoundedRect(thin, 1, 1)

    def _figures(self, each: _Band) -> Line:
        formats = self._look.formats
        then = Run(formats.number(each.then), Type.STRONG)
        if each.now == each.then:
            return (then,)
        return (Run(formats.number(each.now), Type.BODY, "text2"), _arrow(), then)

    def _name(self, band: HealthBand | None) -> str:
        words = self._look.words
        return with_capital(words.of(band.label)) if band is not None else words.say_in("health", "Not known")

    def _told(self, each: _Band) -> str:
        words, name = self._look.words, self._name(each.band)
        if each.now == each.then:
            return words.say("{band}: {count}", band=name, count=each.now)
        return words.say("{band}: {now}, then {then}", band=name, now=each.now, then=each.then)


def _length(count: int, most: int, room: float) -> float:
    return max(2.0, room * count / most) if count and most else 0.0


class HealthPreviewPanel(Panel):
    """Bands, the mean by revenue, and who would stand in another band; a client opens their health."""

    def __init__(self, look: Look, opened: Callable[[UUID], object]) -> None:
        words = look.words
        super().__init__(
            look, words.say("What it means for the clients"), secondary=words.say("was → would be")
        )
        self._opened = opened
        self.mean = LineLabel(look)
        self.bars = BandBars(look)
        self.verdict = label("", Type.SECONDARY, "text2", wraps=True)
        self.clients = PanelList(look, row_height=Size.ROW_COMPACT)
        self._top = _padded(self.mean, top=10, bottom=2)
        for each in (self._top, self.bars, _padded(self.verdict, top=4, bottom=10), self.clients):
            self.body.addWidget(each)
        self._say(words.say("Looking at the clients…"))

    def show_preview(self, preview: HealthPreview) -> None:
        """Show what settings would mean."""
        known = sum(preview.before.values()) - preview.before[None]
        if not known and not sum(preview.after.values()) - preview.after[None]:
            self._say(self.look.words.say("No client has a health yet, so there is nothing to compare."))
            return
        self._top.show()
        self.bars.show()
        self.mean.show_line(self._mean(preview.mean_before, preview.mean_after))
        self._top.setVisible(preview.mean_after is not None)
        self.bars.show_counts(preview.before, preview.after)
        self._name_shifts(preview)

    def _say(self, sentence: str) -> None:
        """Nothing but a sentence."""
        self._top.hide()
        self.bars.hide()
        self.clients.clear()
        self.clients.hide()
        self.verdict.setText(sentence)

    def _mean(self, now: Decimal | None, then: Decimal | None) -> Line:
        words, formats = self.look.words, self.look.formats
        line: list[Run | IconGlyph | ChangeGlyph] = [
            Run(words.say("Weighted by revenue"), Type.BODY, "text2")
        ]
        if now is not None and now != then:
            line += [Run(formats.number(now, 1), Type.BODY, "text2"), _arrow()]
        if then is not None:
            line.append(Run(formats.number(then, 1), Type.STRONG))
        if now is not None and then is not None and now != then:
            glyph = ChangeGlyph((then > now) - (then < now))
            line += [glyph, Run(formats.number(abs(then - now), 1), Type.SECONDARY, glyph.tone, gap=4)]
        return tuple(line)

    def _name_shifts(self, preview: HealthPreview) -> None:
        words, shifts = self.look.words, preview.shifts
        if not shifts:
            same = words.say("No client stands in another band.")
            moved = words.say("Scores move, but no client stands in another band.")
            self.verdict.setText(same if preview.mean_before == preview.mean_after else moved)
        else:
            self.verdict.setText(
                words.say_many(
                    "{count} client would stand in another band:",
                    "{count} clients would stand in another band:",
                    len(shifts),
                )
            )
        self.clients.clear()
        self.clients.setVisible(bool(shifts))
        for shift in shifts[:MOST]:
            self._add(shift)
        if len(shifts) > MOST:
            rest = words.say("and {count} more", count=self.look.formats.number(len(shifts) - MOST))
            self.clients.add_row(label(rest, Type.SECONDARY, "text2"), None)

    def _add(self, shift: Shift) -> None:
        look = self.look
        name = ElidedLabel(shift.name)
        before = score_line(look.formats, shift.score_before, shift.before, type_=Type.BODY, asks_why=False)
        after = score_line(look.formats, shift.score_after, shift.after, asks_why=False)
        course = LineLabel(look, (*before, _arrow(), *after))
        told = said((*before, Run("→"), *after), look.words)
        row = self.clients.add_opening_row(f"{shift.name}: {told}", name, course, stretch=0)
        row.opened.connect(partial(self._opened, shift.account_id))


def _arrow() -> IconGlyph:
    return IconGlyph("arrow-right", "text3", _ARROW)


def _padded(widget: QWidget, *, top: int, bottom: int) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(Size.PANEL_PADDING, top, Size.PANEL_PADDING, bottom)
    row.addWidget(widget, 1)
    return held
