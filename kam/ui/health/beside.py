"""What stands beside the factors: what moved, what would raise it, the risk of leaving."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.health.churn import ChurnRisk, ChurnSign
from kam.analysis.health.saying import HealthTeller
from kam.core.periods import months_before
from kam.core.text import with_capital
from kam.services.health.evidence import Evidence
from kam.services.health.rows import HealthRow
from kam.services.health.telling import inertia_sentence
from kam.ui.health.pieces import change_of, inertia_line, risk_glyph
from kam.ui.health.places import evidence_place
from kam.ui.look import Look
from kam.ui.places import retention_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link, short_link
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import sized
from kam.ui.widgets.pieces import Run

_POINTS: Final = 34
_ROOM: Final = 312
"""How wide a link to a record may be."""


class Beside(QWidget):
    """Three short lists under their heads."""

    went = Signal(object)
    """A ``Place`` the user wants to see."""

    def __init__(self, look: Look, row: HealthRow, evidence: Mapping[UUID, Evidence]) -> None:
        super().__init__()
        self.look = look
        self._evidence = evidence
        self._teller = HealthTeller(look.words, look.formats)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Size.HALF)
        self._add_moved(row)
        self._add_raises(row)
        self._add_risk(row)
        self._column.addStretch(1)

    def _add_moved(self, row: HealthRow) -> None:
        if row.health is None:
            return
        words, formats = self.look.words, self.look.formats
        day = formats.day_and_month(months_before(row.on, 1))
        if row.month_ago is None:
            self._head(words.say("Moved since {day}", day=day))
            self._column.addWidget(label(words.say("Nothing was known then."), tone="text2"))
            return
        was = words.say("was {score}", score=formats.number(row.month_ago.score))
        self._head(words.say("Moved since {day}", day=day), was)
        for each in row.moved:
            name = words.of(each.factor.label)
            self._line(each.points, name, self._teller.cause(each))
        if not row.moved:
            self._column.addWidget(label(words.say("Nothing moved."), tone="text2"))

    def _add_raises(self, row: HealthRow) -> None:
        if row.health is None:
            return
        found = self._teller.would_raise(row.health)
        if found:
            self._head(self.look.words.say("Would raise it most"))
        for advice, gain in found:
            self._line(gain, advice)

    def _add_risk(self, row: HealthRow) -> None:
        words = self.look.words
        self._head(words.say("Risk of leaving, 3 months"))
        risk = (risk_glyph(row.churn.risk), Run(words.of(row.churn.risk.label), Type.STRONG))
        self.risk = LineLabel(self.look, risk)
        self._column.addWidget(self.risk)
        for sign in row.churn.signs:
            self._column.addWidget(self._sign(sign))
        if not row.churn.signs:
            self._column.addWidget(label(words.say("Nothing speaks for it."), tone="text2"))
        if row.churn.risk is not ChurnRisk.LOW:
            weigh = partial(self.went.emit, retention_place(row.account_id))
            self.weigh = link(self.look, words.say("Retention case…"), icon="scale", run=weigh)
            self._column.addWidget(self.weigh, 0, Qt.AlignmentFlag.AlignLeft)
        if row.is_inertia:
            self._column.addSpacing(Size.HALF)
            self._column.addWidget(LineLabel(self.look, inertia_line(words)))
            self._column.addWidget(label(inertia_sentence(words), tone="text2", wraps=True))

    def _head(self, text: str, after: str = "") -> None:
        if self._column.count():
            self._column.addSpacing(12)
        row = QHBoxLayout()
        row.addWidget(label(text, Type.STRONG), 1)
        if after:
            row.addWidget(label(after, Type.SECONDARY, "text2"))
        self._column.addLayout(row)

    def _line(self, points: int, text: str, cause: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        change = LineLabel(self.look, change_of(self.look.formats, points, Type.BODY))
        row.addWidget(sized(change, _POINTS), 0, Qt.AlignmentFlag.AlignTop)
        words = self.look.words
        said = words.say("{factor}: {cause}", factor=text, cause=cause) if cause else text
        told = label(said, wraps=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        told.ensurePolished()
        change.setFixedHeight(
            told.fontMetrics().lineSpacing()
        )  # beside the first line, however many there are
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _sign(self, sign: ChurnSign) -> QWidget:
        sentence = with_capital(self._teller.reasons.sentence(sign.reason))
        records = [self._evidence[each] for each in sign.records if each in self._evidence]
        places = [place for each in records if (place := evidence_place(each)) is not None]
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(sentence, wraps=True))
        if places:
            go = partial(self.went.emit, places[0])
            opens = short_link(self.look, records[0].title, _ROOM, icon="arrow-right", run=go)
            column.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
        return held
