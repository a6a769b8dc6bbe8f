"""Why the health of an account is what it is: the sheet behind every number of health."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.services.health.evidence import Evidence, ExplainedHealth, evidence_of, explain_health
from kam.services.health.rows import HealthRow
from kam.services.health.telling import health_text, spoken
from kam.ui.desk import Desk
from kam.ui.health.beside import Beside
from kam.ui.health.factor_rows import FactorRows
from kam.ui.health.pieces import NOTHING, HealthTrend, band_glyph, change_of, known_words
from kam.ui.look import Look
from kam.ui.places import Place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.scrolled import scrolled

_WIDTH: Final = 920
_HEIGHT: Final = 640
_ROOM: Final = 64
"""Between the sheet and the edges of the window, both together."""
_FACTORS: Final = 508


class WhySheet(Sheet):
    """Score, factors with their parts, what moved, what would raise it, the risk of leaving."""

    went = Signal(object)
    """A ``Place`` the user wants to see; the sheet is closed then."""

    def __init__(
        self, look: Look, parent: QWidget | None, row: HealthRow, evidence: Mapping[UUID, Evidence]
    ) -> None:
        words = look.words
        super().__init__(
            look,
            parent,
            words.say("Health: {account}", account=row.name),
            spoken(row, words, look.formats),
            primary=words.say_in("button", "Close"),
            width=_WIDTH,
        )
        self.row = row
        self.cancel.hide()
        self.copy = button(look, words.say("Copy as text"), icon="copy", run=self.copy_text)
        self.left.addWidget(self.copy)
        self.copied = label("", Type.SECONDARY, "text2")
        self.left.addWidget(self.copied)
        self.factors = FactorRows(look, row, evidence)
        self.beside = Beside(look, row, evidence)
        self.trend = HealthTrend(look, width=168, height=36)
        self.trend.show_trend(row.trend)
        self.body.addLayout(self._score())
        self.body.addWidget(rule())
        self.add(self._parts(), 1)
        self.wished.connect(self.done_well)
        for each in (self.factors, self.beside):
            each.went.connect(self._go)

    def copy_text(self) -> None:
        """Put everything on the clipboard as text."""
        QGuiApplication.clipboard().setText(health_text(self.row, self.look.words, self.look.formats))
        self.copied.setText(self.look.words.say("The text is copied."))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the window has room for."""
        window = self.parentWidget()
        high = window.window().height() - _ROOM if window is not None else _HEIGHT
        self.resize(_WIDTH, min(_HEIGHT, high))
        super().showEvent(event)

    def _score(self) -> QHBoxLayout:
        words, formats = self.look.words, self.look.formats
        row = QHBoxLayout()
        row.setSpacing(Size.GAP)
        self.score = LineLabel(self.look, self._score_line(), height=32)
        row.addWidget(self.score, 1)
        if any(each.score is not None for each in self.row.trend):
            row.addWidget(label(words.say("12 months"), Type.SECONDARY, "text2"))
            row.addWidget(self.trend)
            row.addSpacing(Size.GRID)
        self.as_of = label(
            words.say("as of {date}", date=formats.full_date(self.row.on)), Type.SECONDARY, "text2"
        )
        row.addWidget(self.as_of)
        return row

    def _score_line(self) -> Line:
        row, words, formats = self.row, self.look.words, self.look.formats
        health = row.health
        if health is None:
            return (band_glyph(None), Run(NOTHING, Type.TITLE))
        known = known_words(words, formats, health.known)
        line: Line = (
            band_glyph(health.band, silent=True),
            Run(formats.number(health.score), Type.TITLE),
            *change_of(formats, row.change, Type.STRONG),
            Run(words.of(health.band.label), Type.BODY, "text2", gap=10),
        )
        return (*line, Run(known, Type.BODY, "text2", gap=10)) if known else line

    def _parts(self) -> QWidget:
        held = QWidget()
        held.setProperty("ground", "page")
        held.setMinimumHeight(1)  # else it is as high as its words were at their narrowest
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, Size.GRID, 0)
        row.setSpacing(Size.PAGE_MARGIN)
        left = QVBoxLayout()
        self.factors.setFixedWidth(_FACTORS)
        left.addWidget(self.factors)
        left.addStretch(1)
        row.addLayout(left)
        row.addWidget(self.beside, 1, Qt.AlignmentFlag.AlignTop)
        return scrolled(held)

    def _go(self, place: Place) -> None:
        self.done_well()
        self.went.emit(place)


class HealthWhy(QObject):
    """Asks why, and shows the sheet; a page makes one and connects ``went`` to its own."""

    went = Signal(object)
    """A ``Place`` the user wants to see."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.sheet: WhySheet | None = None

    def ask(self, account_id: UUID) -> None:
        """Read the health of an account with what is behind it, and show it."""
        work = partial(explain_health, self._desk.workspace, account_id, as_of=self._desk.now())
        self._desk.read(self._page, work, self._show, key="why health")

    def ask_of(self, row: HealthRow) -> None:
        """The same of a row that has been read: only what is behind it is read."""
        work = partial(evidence_of, self._desk.workspace, row)
        show = partial(self._show_row, row)
        self._desk.read(self._page, work, show, key="why health")

    def _show(self, explained: ExplainedHealth) -> None:
        self._show_row(explained.row, explained.evidence)

    def _show_row(self, row: HealthRow, evidence: Mapping[UUID, Evidence]) -> None:
        sheet = self.sheet = WhySheet(self._desk.look, self._page, row, evidence)
        sheet.went.connect(self.went)
        sheet.open()
