"""How somebody was rated over time: a chart of steps, and what was said at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import Attitude, ContactLevel, RatingKind, ScaleTerm
from kam.services.people.names import colleague_short
from kam.services.people.rating import RatingStep
from kam.services.people.rows import PlaceRow, RatingRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.charts import RatingAim, ScaleMark, StepHistory
from kam.ui.widgets.charts import RatingStep as ChartStep
from kam.ui.widgets.glyphs import AttitudeGlyph, InfluenceGlyph, LevelGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Glyph
from kam.ui.widgets.segmented import Choice, SegmentedControl

KINDS: Final = (RatingKind.ATTITUDE, RatingKind.INFLUENCE, RatingKind.CONTACT_LEVEL)
_SIGN: Final = 22


class HistorySide(QWidget):
    """The course of one kind of rating at a time."""

    rate_wished = Signal(object)
    """Rate this ``RatingKind`` anew."""
    removal_wished = Signal(object)
    """Take out the rating of this identity."""

    def __init__(self, look: Look, row: PlaceRow, steps: Sequence[RatingStep], today: date) -> None:
        super().__init__()
        self._look = look
        self._row = row
        self._steps = [step for step in steps if step.kind in KINDS]
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._kind = RatingKind.ATTITUDE
        self._inside = QVBoxLayout()
        self._inside.setSpacing(0)
        self._head()
        self._column.addLayout(self._inside)
        self._show()

    def show_kind(self, kind: RatingKind) -> None:
        """Show the course of a kind."""
        self._kind = kind
        self._show()

    def _head(self) -> None:
        words = self._look.words
        row = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 4)
        row.addWidget(label(words.say("History of ratings"), Type.STRONG))
        row.addStretch(1)
        row.addWidget(
            link(self._look, words.say("Rate again"), run=lambda: self.rate_wished.emit(self._kind))
        )
        self._column.addLayout(row)
        choices = [Choice(kind.value, words.of(kind.label)) for kind in KINDS]
        self.kinds = SegmentedControl(self._look, choices, words.say("What was rated"))
        self.kinds.chosen.connect(lambda code: self.show_kind(RatingKind.of(code)))
        self._column.addWidget(self.kinds)

    def _show(self) -> None:
        clear(self._inside)
        words = self._look.words
        steps = [step for step in self._steps if step.kind is self._kind]
        if not steps:
            self._inside.addSpacing(Size.GRID)
            self._inside.addWidget(label(words.say("Not rated yet."), tone="text2", wraps=True))
            return
        self._inside.addSpacing(Size.GRID)
        self._inside.addWidget(self._chart(steps))
        for step in reversed(steps):
            self._inside.addWidget(rule())
            self._inside.addWidget(self._quote(step))

    def _chart(self, steps: Sequence[RatingStep]) -> StepHistory:
        words = self._look.words
        chart = StepHistory(self._look, self._marks(), name=words.of(self._kind.label))
        told = [ChartStep(step.on, step.value, self._told(step)) for step in steps]
        chart.show_steps(told, self._today, self._aim())
        return chart

    def _marks(self) -> list[ScaleMark]:
        words = self._look.words
        if self._kind is RatingKind.ATTITUDE:
            return [ScaleMark(int(each), words.of(each.label)) for each in Attitude]
        if self._kind is RatingKind.CONTACT_LEVEL:
            return [ScaleMark(int(each), words.of(each.label)) for each in ContactLevel]
        return [ScaleMark(value, str(value)) for value in range(1, 6)]

    def _aim(self) -> RatingAim | None:
        held: dict[RatingKind, RatingRow[Attitude] | RatingRow[ContactLevel] | RatingRow[int]] = {
            RatingKind.ATTITUDE: self._row.attitude,
            RatingKind.INFLUENCE: self._row.influence,
            RatingKind.CONTACT_LEVEL: self._row.contact_level,
        }
        rating = held[self._kind]
        if rating.target is None or rating.target == rating.value:
            return None
        words = self._look.words
        if rating.target_on is None:
            return RatingAim(int(rating.target), words.say_in("rating", "target"))
        by = self._look.formats.month_short_year(rating.target_on)
        return RatingAim(int(rating.target), words.say("target by {date}", date=by))

    def _told(self, step: RatingStep) -> str:
        parts = (self._look.formats.full_date(step.on), self._word(step), step.evidence or "")
        return ", ".join(part for part in parts if part)

    def _word(self, step: RatingStep) -> str:
        term = _term(step)
        return str(step.value) if term is None else self._look.words.of(term.label)

    def _quote(self, step: RatingStep) -> QWidget:
        """The sign of the rating, when and by whom, and what was said."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(0)
        sign = LineLabel(self._look, (_sign(step),))
        sign.setFixedWidth(_SIGN if step.kind is not RatingKind.INFLUENCE else _SIGN + 12)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(self._source(step), Type.SECONDARY, "text2"), 1)
        say = self._look.words.say
        remove = icon_button(
            self._look, "x", say("Take this rating out"), small=True, run=partial(self._remove, step.id)
        )
        head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(
            label(step.evidence or say("Nothing was written down."), wraps=True, selectable=True)
            if step.evidence
            else label(say("Nothing was written down."), tone="text3", wraps=True)
        )
        row.addLayout(column, 1)
        return held

    def _source(self, step: RatingStep) -> str:
        words = self._look.words
        day = self._look.formats.full_date(step.on)
        by = "" if step.by is None else colleague_short(step.by)
        source = "" if step.source is None else words.of(step.source.label)
        origin = ", ".join(part for part in (by, source) if part)
        return " · ".join(part for part in (day, origin) if part)

    def _remove(self, rating_id: UUID) -> None:
        self.removal_wished.emit(rating_id)


def _term(step: RatingStep) -> ScaleTerm | None:
    if step.kind is RatingKind.ATTITUDE:
        return Attitude.of(step.value)
    return ContactLevel.of(step.value) if step.kind is RatingKind.CONTACT_LEVEL else None


def _sign(step: RatingStep) -> Glyph:
    term = _term(step)
    if isinstance(term, Attitude):
        return AttitudeGlyph(term)
    return LevelGlyph(term) if isinstance(term, ContactLevel) else InfluenceGlyph(step.value)
