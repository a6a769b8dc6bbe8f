"""How complete the dossier is, and what is missing: why it matters and how much it adds."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from kam.core.text import with_capital
from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import CompletenessRow, Missing, RingPart
from kam.ui.account.dossier.marks import MissingGlyph
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import CompletenessGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel, PanelList
from kam.ui.widgets.pieces import Run, paint_line

_RING: Final = 96
_FIRST: Final = 5
_ROW: Final = 46
_SIGN: Final = 14
_WHOLE: Final = Decimal("0.01")
"""What adds less than a per cent is said with a decimal."""
ELSEWHERE: Final = frozenset({DossierSection.MONEY})
"""Sections that are not filled in on this tab nor on any that there is."""


class Ring(QWidget):
    """The sections as a ring, the whole in per cent inside; each says its own when it is pointed at."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._percent = 0
        self._parts: tuple[RingPart, ...] = ()
        self.setFixedSize(_RING, _RING)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_RING, _RING)

    def show_row(self, row: CompletenessRow) -> None:
        """Show other sections."""
        self._percent, self._parts = row.percent, row.ring
        told = "; ".join(self.told(part) for part in row.ring)
        self.setAccessibleName(self._look.words.say("complete to {percent} per cent", percent=row.percent))
        self.setAccessibleDescription(told)
        self.update()

    def told(self, part: RingPart) -> str:
        """«Портрет клиента: 80 %, проверено 11.09.2026»."""
        words, formats = self._look.words, self._look.formats
        name = with_capital(words.of(part.section.label))
        known = words.say("nothing is asked for") if part.known is None else formats.percent(part.known)
        if part.verified.on is None:
            return words.say("{section}: {known}, never verified", section=name, known=known)
        day = formats.full_date(part.verified.on)
        return words.say("{section}: {known}, verified {date}", section=name, known=known, date=day)

    def part_at(self, at: QPoint) -> RingPart | None:
        """The section under a point; None in the middle."""
        x, y = at.x() - _RING / 2, at.y() - _RING / 2
        if not self._parts or not _RING / 4 <= math.hypot(x, y) <= _RING / 2:
            return None
        turn = math.degrees(math.atan2(x, -y)) % 360
        return self._parts[int(turn / 360 * len(self._parts)) % len(self._parts)]

    def event(self, event: QEvent) -> bool:
        """Say a section in the tooltip."""
        if isinstance(event, QHelpEvent):
            part = self.part_at(event.pos())
            QToolTip.showText(event.globalPos(), self.told(part) if part else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the ring, the figure and its word."""
        theme, words = self._look.theme, self._look.words
        shares = tuple(None if part.known is None else float(part.known) for part in self._parts)
        whole = QRectF(0, 0, _RING, _RING)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            CompletenessGlyph(shares, _RING).paint(painter, whole, theme)
            figure = (Run(self._look.formats.points(self._percent), Type.TITLE),)
            middle = Qt.AlignmentFlag.AlignHCenter
            paint_line(painter, whole.adjusted(0, 28, 0, -42), figure, theme, middle)
            said = (Run(words.say_in("ring", "complete"), Type.CAPTION, "text2"),)
            paint_line(painter, whole.adjusted(0, 54, 0, -24), said, theme, middle)


class CompletenessPanel(Panel):
    """The ring, how much of it is fresh, and what is missing."""

    fill_wished = Signal(object)
    """The ``Missing`` that somebody wants to fill in."""
    fold_changed = Signal()
    """More or less of what is missing is shown."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Completeness of the dossier"))
        self.ring = Ring(look)
        self.fresh = LineLabel(look)
        self.stale = LineLabel(look)
        top = QHBoxLayout()
        top.setContentsMargins(Size.PANEL_PADDING, Size.GAP, Size.PANEL_PADDING, Size.GAP)
        top.setSpacing(Size.GAP)
        top.addWidget(self.ring)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self.fresh)
        beside.addWidget(self.stale)
        beside.addSpacing(6)
        beside.addWidget(
            label(
                words.say("about what we know, not about the relationship"),
                Type.SECONDARY,
                "text2",
                wraps=True,
            )
        )
        beside.addStretch(1)
        top.addLayout(beside, 1)
        self.body.addLayout(top)
        self._heading = label("", Type.COLUMN, "text2")
        self._heading.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 6)
        self.body.addWidget(self._heading)
        self.missing = PanelList(look, row_height=_ROW)
        self.body.addWidget(self.missing)
        self._all = False
        self._row: CompletenessRow | None = None
        self._more = link(look, "", run=self._unfold)
        self.set_foot(self._more)

    def show_row(self, row: CompletenessRow) -> None:
        """Show how complete it is."""
        if row == self._row:
            return
        self._row = row
        words = self.look.words
        self.ring.show_row(row)
        fresh = words.say("fresh {count} of {total}", count=row.fresh, total=len(row.ring))
        self.fresh.show_line((IconGlyph("badge-check"), Run(fresh, Type.SECONDARY, "text2", gap=5)))
        stale = words.say_many("{count} is stale", "{count} are stale", row.stale)
        self.stale.show_line((IconGlyph("history", "amber"), Run(stale, Type.SECONDARY, "amber", gap=5)))
        self.stale.setVisible(row.stale > 0)
        self._heading.setText(
            words.say("What is missing") if row.missing else words.say("Nothing is missing.")
        )
        self._show_missing(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A reason takes two lines where one is too short."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for row in self.missing.rows:
            texts, adds = row.cells.itemAt(1), row.cells.itemAt(2)
            if texts is None or adds is None:
                continue
            beside = 2 * Size.PANEL_PADDING + _SIGN + 2 * Size.GRID + adds.sizeHint().width()
            row.setFixedHeight(max(_ROW, texts.heightForWidth(self.width() - beside - 2)))

    def _show_missing(self, row: CompletenessRow) -> None:
        self.missing.clear()
        words = self.look.words
        shown = row.missing if self._all else row.missing[:_FIRST]
        for missing in shown:
            self._add(missing)
        self._fit()
        more = len(row.missing) - _FIRST
        self.show_foot(shown=more > 0)
        text = words.say("Show the first") if self._all else words.say("{count} more", count=max(more, 0))
        self._more.setText(text)

    def _add(self, missing: Missing) -> None:
        words, formats = self.look.words, self.look.formats
        what = with_capital(words.of(missing.what))
        whose = ", ".join(missing.subjects)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(what, Type.NAME))
        if whose:
            column.addWidget(ElidedLabel(whose, Type.SECONDARY, "text"))
        column.addWidget(label(words.of(missing.why), Type.SECONDARY, "text2", wraps=True))
        adds = formats.change(missing.adds, 0 if missing.adds >= _WHOLE else 1)
        cells = (
            LineLabel(self.look, (MissingGlyph(),)),
            texts,
            label(adds, Type.SECONDARY, "text2"),
        )
        cells[0].setFixedWidth(_SIGN)
        if missing.section in ELSEWHERE:
            self.missing.add_row(*cells, stretch=1)
            return
        name = ". ".join(filter(None, (what, whose, words.of(missing.why), adds)))
        row = self.missing.add_opening_row(name, *cells, stretch=1)
        row.opened.connect(partial(self.fill_wished.emit, missing))

    def _unfold(self) -> None:
        self._all = not self._all
        if self._row is not None:
            self._show_missing(self._row)
            self.fold_changed.emit()
