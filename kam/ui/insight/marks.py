"""The marks 0 to 10 as columns: detractors hatched, neutral hollow, promoters filled; drivers on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.analysis.health.portfolio_voices import DriverMean, Voices
from kam.analysis.satisfaction import Camp, Word, camp_of
from kam.core.text import with_capital
from kam.core.vocabulary import SurveyMeasure
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import Walked
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line
from kam.ui.widgets.tips import plain_tip

_AXIS: Final = 16
_WORDS: Final = 20
_STONE: Final = 9.0
_WIDEST: Final = 26.0
_SIDE: Final = 12
_ROW: Final = 21
_VALUE: Final = 34
_CHANGE: Final = 44
_LEAST_SCALE: Final = 60
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_GOOD: Final = 70
_TONES: Final = {Camp.DETRACTOR: "red", Camp.PASSIVE: "text2", Camp.PROMOTER: "green"}


class MarkColumns(Walked):
    """Left and Right walk from mark to mark, Enter or a click opens whose it is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Marks from 0 to 10: how likely people are to recommend us"))
        self._marks: tuple[tuple[Word, ...], ...] = ()
        self._voices: Voices | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_voices(self, voices: Voices) -> None:
        """Show other answers."""
        self._voices, self._marks = voices, voices.marks
        words = self._look.words
        self.show_told(
            [
                words.say_many(
                    "{mark}: {count} answer, {camp}",
                    "{mark}: {count} answers, {camp}",
                    len(behind),
                    mark=mark,
                    camp=words.of(camp_of(SurveyMeasure.NPS, mark).label),
                )
                for mark, behind in enumerate(self._marks)
            ]
        )

    def sizeHint(self) -> QSize:
        """A few answers high."""
        return QSize(340, 110)

    def minimumSizeHint(self) -> QSize:
        """Columns may become low."""
        return QSize(220, 78)

    def behind(self, number: int) -> object:
        """The mark; None where nobody gave it."""
        return number if self._marks[number] else None

    def box(self, number: int) -> QRectF:
        """The column of a mark, with its number."""
        step = (self.width() - 2 * _SIDE) / max(len(self._marks), 1)
        return QRectF(_SIDE + number * step, 2, step, self.height() - _WORDS - 2)

    def paint_parts(self, painter: QPainter) -> None:
        """Columns of answers, the axis, how many are in each camp."""
        theme = self._look.theme
        most = max(1, *(len(mark) for mark in self._marks))
        floor = self.height() - _WORDS - _AXIS
        stone = min(_STONE, (floor - 4) / most)
        for number, behind in enumerate(self._marks):
            box = self.box(number)
            width = min(_WIDEST, box.width() * 0.72)
            camp = camp_of(SurveyMeasure.NPS, number)
            for at in range(len(behind)):
                top = floor - (at + 1) * stone
                place = QRectF(box.center().x() - width / 2, top, width, max(1.0, stone - 2))
                self._stone(painter, place, camp)
            text = QRectF(box.left(), floor + 1, box.width(), _AXIS)
            paint_line(painter, text, (Run(str(number), Type.CAPTION, "text2"),), theme, _MIDDLE)
        painter.setPen(QPen(colour_of(theme, "edge"), 1))
        painter.drawLine(QPointF(_SIDE, floor + 0.5), QPointF(self.width() - _SIDE, floor + 0.5))
        self._paint_camps(painter)

    def _stone(self, painter: QPainter, place: QRectF, camp: Camp) -> None:
        """One answer."""
        theme = self._look.theme
        painter.setPen(QPen(colour_of(theme, {Camp.PASSIVE: "edge"}.get(camp, _TONES[camp])), 1))
        painter.setBrush(colour_of(theme, "green" if camp is Camp.PROMOTER else "page"))
        painter.drawRoundedRect(place, 1.5, 1.5)
        if camp is Camp.DETRACTOR:
            hatch(painter, place, QPen(colour_of(theme, "red"), 1), 4)

    def _paint_camps(self, painter: QPainter) -> None:
        if self._voices is None:
            return
        words, theme = self._look.words, self._look.theme
        counted = {camp: len(self._voices.of(camp)) for camp in Camp}
        texts = (
            (
                Camp.DETRACTOR,
                words.say_many("{count} detractor", "{count} detractors", counted[Camp.DETRACTOR]),
            ),
            (Camp.PASSIVE, words.say_many("{count} passive", "{count} passives", counted[Camp.PASSIVE])),
            (Camp.PROMOTER, words.say_many("{count} promoter", "{count} promoters", counted[Camp.PROMOTER])),
        )
        place = QRectF(_SIDE, self.height() - _WORDS, self.width() - 2 * _SIDE, _WORDS)
        aligned = (Qt.AlignmentFlag.AlignLeft, _MIDDLE, _RIGHT)
        for (camp, text), align in zip(texts, aligned, strict=True):
            paint_line(painter, place, (Run(text, Type.SECONDARY, _TONES[camp]),), theme, align)


class DriverScales(QWidget):
    """Each driver on a scale from 0 to 100, with what it was a quarter ago in numbers."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._drivers: tuple[DriverMean, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.update)

    def show_drivers(self, drivers: Sequence[DriverMean]) -> None:
        """Show other means."""
        self._drivers = tuple(drivers)
        self.setVisible(bool(self._drivers))
        self.setAccessibleName("; ".join(self._told(each) for each in self._drivers))
        self.setToolTip(plain_tip("\n".join(self._told(each) for each in self._drivers)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a driver."""
        return QSize(340, _ROW * len(self._drivers) + 6)

    def minimumSizeHint(self) -> QSize:
        """Scales may become short."""
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Name, scale, mean, change."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            names = self._room_of_names()
            for number, each in enumerate(self._drivers):
                box = QRectF(_SIDE, 3 + number * _ROW, self.width() - 2 * _SIDE, _ROW)
                self._paint(painter, box, names, each)

    def _room_of_names(self) -> float:
        """As much as the longest wants, while the scales keep their least length."""
        widths = (line_width((self._name_of(each),), self._look.theme) for each in self._drivers)
        return min(
            max(widths, default=0) + 2, self.width() - 2 * _SIDE - _LEAST_SCALE - _VALUE - _CHANGE - 16
        )

    def _name_of(self, each: DriverMean) -> Run:
        return Run(with_capital(self._look.words.of(each.driver.label)), Type.SECONDARY)

    def _paint(self, painter: QPainter, box: QRectF, names: float, each: DriverMean) -> None:
        theme, formats = self._look.theme, self._look.formats
        name = QRectF(box.left(), box.top(), names, _ROW)
        paint_line(painter, name, (self._name_of(each),), theme)
        scale = QRectF(name.right() + 8, box.top(), box.width() - name.width() - _VALUE - _CHANGE - 16, _ROW)
        middle = round(box.center().y()) + 0.5
        painter.setPen(QPen(colour_of(theme, "line2"), 2))
        painter.drawLine(QPointF(scale.left(), middle), QPointF(scale.right(), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(theme, "accent" if each.mean >= _GOOD else "amber_fill"))
        painter.drawEllipse(QPointF(scale.left() + scale.width() * each.mean / 100, middle), 4.5, 4.5)
        value = QRectF(scale.right() + 8, box.top(), _VALUE, _ROW)
        paint_line(painter, value, (Run(formats.number(each.mean), Type.STRONG),), theme, _RIGHT)
        change = QRectF(value.right(), box.top(), _CHANGE, _ROW)
        paint_line(painter, change, self._change(each), theme, _RIGHT)

    def _change(self, each: DriverMean) -> Line:
        if each.change is None:
            return ()
        glyph = ChangeGlyph((each.change > 0) - (each.change < 0))
        return (glyph, Run(self._look.formats.number(abs(each.change)), Type.SECONDARY, glyph.tone, gap=4))

    def _told(self, each: DriverMean) -> str:
        words, formats = self._look.words, self._look.formats
        told = words.say_many(
            "{driver}: {mean} of 100, {count} answer",
            "{driver}: {mean} of 100, {count} answers",
            each.count,
            driver=with_capital(words.of(each.driver.label)),
            mean=formats.number(each.mean),
        )
        if not each.change:
            return told
        return words.say("{what}; {points} to a quarter ago", what=told, points=formats.signed(each.change))
