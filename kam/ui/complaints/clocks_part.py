"""The clocks of a complaint as lines, with the bar of the one that presses."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.text import with_capital
from kam.services.complaints.rows import ClockView, ComplaintRecord
from kam.ui.complaints.clock_bar import ClockBar
from kam.ui.complaints.saying import clock_text, clock_told, clock_tone
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import ClockGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run, Spring

_ROW = 23


class ClocksPart(QWidget):
    """A line for each clock, no clock twice; under them how much of the pressing one is used."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.bar = ClockBar(look)
        self._from, self._to = label("", Type.CAPTION, "text2"), label("", Type.CAPTION, "text2")
        self._middle = label("", Type.CAPTION, "text2")
        ends = QHBoxLayout()
        ends.setContentsMargins(0, 0, 0, 0)
        ends.addWidget(self._from)
        ends.addStretch(1)
        ends.addWidget(self._middle)
        ends.addStretch(1)
        ends.addWidget(self._to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.HALF)
        column.addLayout(self._rows)
        column.addWidget(self.bar)
        column.addLayout(ends)

    def show_record(self, record: ComplaintRecord) -> None:
        """Show the clocks of a complaint."""
        clear(self._rows)
        for clock in record.clocks:
            self._rows.addWidget(LineLabel(self._look, self._line(clock), height=_ROW))
        pressing = record.pressing
        for each in (self.bar, self._from, self._to, self._middle):
            each.setVisible(pressing is not None)
        if pressing is None:
            return
        self.bar.show_clock(pressing.share, pressing.state)
        self.setAccessibleName("; ".join(clock_told(self._look, each) for each in record.clocks))
        self._from.setText(short_moment(self._look, pressing.started_at))
        self._to.setText(short_moment(self._look, pressing.due_at) if pressing.due_at is not None else "")
        used = round(min(pressing.share, 9.99) * 100)
        self._middle.setText(self._look.words.say("used {share}", share=self._look.formats.points(used)))

    def _line(self, clock: ClockView) -> Line:
        look = self._look
        name = with_capital(look.words.of(clock.kind.label))
        value = Run(clock_text(look, clock), Type.STRONG, clock_tone(clock))
        return (ClockGlyph(clock.state, min(clock.share, 1.0)), Run(name), Spring(), value)


def short_moment(look: Look, moment: datetime) -> str:
    """«19.11, 14:52»."""
    return f"{look.formats.day_month(moment.date())}, {look.formats.clock(moment.time())}"
