"""What is known of the chosen complaint, under the board: the board stays."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.core.vocabulary import CommitmentStatus
from kam.services.complaints.rows import ActionRow, ComplaintRecord
from kam.ui.complaints.clocks_part import ClocksPart
from kam.ui.complaints.course_part import CoursePart
from kam.ui.complaints.deeds import ComplaintDeeds, is_paused
from kam.ui.complaints.saying import stage_text, sum_text
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.glyphs import ClockGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run, Spring

_ROW: Final = 23
_SHOWN: Final = 5


class Peek(QFrame):
    """Clocks, course, whys and cure side by side."""

    closed = Signal()
    opened = Signal(object)
    """The complaint's record is wished for."""

    def __init__(self, desk: Desk, deeds: ComplaintDeeds) -> None:
        super().__init__()
        look, words = desk.look, desk.look.words
        self._look = look
        self._deeds = deeds
        self.record: ComplaintRecord | None = None
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.glyph = LineLabel(look)
        self.heading = ElidedLabel("", Type.STRONG)
        self.client = ElidedLabel("", Type.BODY, "text2")
        self.pause = button(look, words.say_in("complaint", "Put on hold"), compact=True)
        self.answer = button(look, words.say("Answer the client"), compact=True)
        self.open = button(look, words.say("Open the record"), compact=True, keys="Enter")
        self.next = button(look, "", compact=True)
        self.close_it = icon_button(look, "x", words.say("Close"), small=True, run=self.closed.emit)
        self.clocks = ClocksPart(look)
        self.course = CoursePart(look, most=_SHOWN)
        self._whys, self._whys_count = QVBoxLayout(), label("", Type.SECONDARY, "text2")
        self._cure, self._stake = QVBoxLayout(), label("", Type.SECONDARY, "text2")
        self._lay_out()
        self.pause.clicked.connect(self._pause_or_resume)
        self.answer.clicked.connect(partial(self._do, "answer"))
        self.open.clicked.connect(partial(self._do, "open"))
        self.next.clicked.connect(self._go_on)

    def show_record(self, record: ComplaintRecord) -> None:
        """Show a complaint."""
        self.record = record
        look, words = self._look, self._look.words
        clock = record.pressing
        glyph = (
            ClockGlyph(clock.state, min(clock.share, 1.0))
            if clock is not None
            else IconGlyph("check", "green")
        )
        self.glyph.show_line((glyph,))
        self.heading.setText(f"{record.number} · {record.summary}")
        self.client.setText(", ".join(part for part in (record.account, record.unit) if part))
        self.pause.setVisible(record.is_open)
        paused = is_paused(record)
        self.pause.setText(
            words.say("The client has answered") if paused else words.say_in("complaint", "Put on hold")
        )
        self.answer.setVisible(record.is_open)
        following = next((each for each in record.next_stages if each.usual), None)
        self.next.setVisible(following is not None)
        if following is not None:
            self.next.setText(words.say("→ {stage}", stage=stage_text(look, following.stage)))
        self.clocks.show_record(record)
        self.course.show_record(record)
        self._show_whys(record)
        self._show_cure(record)
        self.setAccessibleName(f"{record.number}. {record.summary}")

    def shown_id(self) -> UUID | None:
        """The complaint that is shown."""
        return None if self.record is None else self.record.id

    # Inside

    def _lay_out(self) -> None:
        words = self._look.words
        head = QHBoxLayout()
        head.setContentsMargins(Size.PANEL_PADDING, 6, Size.GRID, 6)
        head.setSpacing(Size.GRID)
        head.addWidget(self.glyph)
        head.addWidget(self.heading, 0)
        head.addWidget(self.client, 1)
        for made in (self.pause, self.answer, self.open, self.next, self.close_it):
            head.addWidget(made)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        whys = self._part(words.say("Five whys"), self._whys, self._whys_count)
        cure = self._part(words.say("The cure"), self._cure, self._stake)
        clocks = self._part(words.say_in("complaint", "Clocks"), self.clocks)
        course = self._part(words.say("The course"), self.course)
        for number, (each, stretch) in enumerate(((clocks, 5), (course, 6), (whys, 5), (cure, 5))):
            if number:
                columns.addWidget(rule(upright=True))
            columns.addWidget(each, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(columns)

    def _part(self, title: str, content: QWidget | QVBoxLayout, side: QWidget | None = None) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(title, Type.STRONG, "text2"))
        head.addStretch(1)
        if side is not None:
            head.addWidget(side)
        column.addLayout(head)
        if isinstance(content, QWidget):
            column.addWidget(content)
        else:
            content.setSpacing(0)
            column.addLayout(content)
        column.addStretch(1)
        held.setMinimumWidth(120)
        held.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return held

    def _show_whys(self, record: ComplaintRecord) -> None:
        clear(self._whys)
        words, look = self._look.words, self._look
        self._whys_count.setText(words.say("{done} of {total}", done=len(record.causes), total=5))
        for why in record.causes[:_SHOWN]:
            number = Run(look.formats.number(why.depth), Type.STRONG, "text2")
            self._whys.addWidget(LineLabel(look, (number, Run(why.answer, gap=10)), height=_ROW))
        if not record.causes:
            self._whys.addWidget(
                label(words.say("Nobody has asked why yet."), Type.BODY, "text2", wraps=True)
            )

    def _show_cure(self, record: ComplaintRecord) -> None:
        clear(self._cure)
        words, look = self._look.words, self._look
        stake = sum_text(look, record.amount)
        self._stake.setText(words.say("at stake {sum}", sum=stake) if stake else "")
        rows: list[Line] = [self._action(each) for each in record.actions[:_SHOWN]]
        for given in record.compensations[: max(0, _SHOWN - len(rows))]:
            amount = sum_text(look, given.amount)
            kind = words.of(given.kind.label)
            by = given.approved_by or words.say("not approved yet")
            rows.append((IconGlyph("gift", "text2"), Run(kind), Run(amount, tone="text2"), Spring(),
                         Run(by, Type.SECONDARY, "text2")))  # fmt: skip
        for line in rows:
            self._cure.addWidget(LineLabel(look, line, height=_ROW))
        if not rows:
            self._cure.addWidget(
                label(words.say("No measure is agreed yet."), Type.BODY, "text2", wraps=True)
            )

    def _action(self, action: ActionRow) -> Line:
        look = self._look
        done = action.status is CommitmentStatus.KEPT
        icon = IconGlyph("check" if done else "circle-dashed", "green" if done else "text2")
        tone = "red" if action.is_late else "text2"
        due = look.formats.day_month(action.due_on) if action.due_on is not None and not done else ""
        text = Run(action.text, tone="text2" if done else "text")
        return (icon, text, Spring(), Run(due, Type.SECONDARY, tone))

    def _do(self, code: str, _checked: object = None) -> None:
        if self.record is not None:
            self._deeds[code].run_where_fit([self.record])

    def _pause_or_resume(self) -> None:
        if self.record is not None:
            self._do("resume" if is_paused(self.record) else "pause")

    def _go_on(self) -> None:
        if self.record is not None:
            self._deeds.step(self.record, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
