"""The card beside a bubble: who it is, why it stands there, when its potential was set."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kam.analysis.reason_words import ReasonTeller
from kam.core.money import Money
from kam.services.portfolio.explaining import Explanation
from kam.services.portfolio.matrix import Bubble, LastSet
from kam.ui.accounts.matrix.geometry import Spot
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.tags import Tag, Tone

_WIDTH: Final = 260
_AWAY: Final = 14


@dataclass(frozen=True, slots=True)
class SpotAnswer:
    """What was read about a bubble."""

    explanation: Explanation
    potential_set: LastSet | None


class SpotCard(QFrame):
    """Stands over the field and takes no mouse."""

    def __init__(self, look: Look, field: QWidget) -> None:
        super().__init__(field)
        self._look = look
        self._field = field
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(Size.HALF)
        self.sentence = ""
        self.hide()

    def show_spot(self, spot: Spot, answer: SpotAnswer) -> None:
        """Say who stands there and why, beside the bubble."""
        clear(self._column)
        words = self._look.words
        bubble = spot.bubble
        head = QHBoxLayout()
        head.addWidget(label(bubble.name, Type.STRONG, wraps=True), 1)
        tag = Tag(words.of(bubble.segment.label), Tone.ACCENT)
        head.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self.sentence = self._why(answer.explanation)
        self._column.addWidget(label(self.sentence, Type.SECONDARY, "text2", wraps=True))
        facts = QGridLayout()
        facts.setContentsMargins(0, Size.HALF, 0, 0)
        facts.setHorizontalSpacing(Size.GRID)
        facts.setVerticalSpacing(2)
        for number, (name, value) in enumerate(self._facts(bubble, answer.potential_set)):
            facts.addWidget(label(name, Type.SECONDARY, "text2"), number, 0)
            shown = label(value, Type.SECONDARY)
            facts.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignRight)
        self._column.addLayout(facts)
        self._stand_beside(spot)
        self.show()
        self.raise_()

    def _why(self, explanation: Explanation) -> str:
        if explanation.by_hand is not None:
            return self._look.words.say("Set by hand: {reason}", reason=explanation.by_hand.reason)
        if not explanation.reasons:
            return ""
        return ReasonTeller(self._look.words, self._look.formats).sentence(explanation.reasons[0])

    def _facts(self, bubble: Bubble, potential_set: LastSet | None) -> list[tuple[str, str]]:
        words, formats = self._look.words, self._look.formats
        facts = [
            (words.say("Revenue"), self._sum(bubble.revenue, bubble.share)),
            (
                words.say("Margin"),
                words.say("unknown")
                if bubble.margin is None
                else self._sum(bubble.margin, bubble.margin_rate),
            ),
        ]
        if potential_set is not None:
            day = formats.full_date(potential_set.on)
            by = potential_set.by
            facts.append((words.say("Potential"), day if by is None else f"{day}, {by}"))
        return facts

    def _sum(self, money: Money, share: Decimal | None) -> str:
        formats = self._look.formats
        text = formats.money(money.minor, money.currency)
        return text if share is None else f"{text}, {formats.percent(share, 1)}"

    def _stand_beside(self, spot: Spot) -> None:
        """At the right of the bubble, at its left where there is no room, never over it."""
        for each in self.findChildren(QLabel):
            each.ensurePolished()  # its height follows from its font
        height = self._column.totalHeightForWidth(_WIDTH)
        self.setFixedHeight(max(height, self._column.totalMinimumSize().height()))
        room = self._field.rect()
        bubble = QRectF(spot.centre.x() - spot.radius, 0, 2 * spot.radius, 1)
        x = bubble.right() + _AWAY
        if x + self.width() > room.right():
            x = bubble.left() - _AWAY - self.width()
        y = min(max(spot.centre.y() - self.height() / 2, 4), room.bottom() - self.height() - 4)
        self.move(QPoint(round(max(x, 4)), round(y)))
