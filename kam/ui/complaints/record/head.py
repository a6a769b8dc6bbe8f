"""The head of the record: which complaint it is, how it stands, what is done next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kam.services.complaints.rows import ComplaintRecord
from kam.ui.complaints.clocks_part import short_moment
from kam.ui.complaints.deeds import is_paused
from kam.ui.complaints.saying import clock_line, severity_line, stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button, icon_button, link
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.tags import Tag


class RecordHead(QFrame):
    """Two lines: what it is, and who, how and when."""

    left = Signal()
    account_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.setProperty("role", "pagehead")
        self.back = icon_button(look, "arrow-left", words.say("All complaints"), run=self.left.emit)
        self.number = label("", Type.TITLE)
        self.summary = ElidedLabel("", Type.LEAD)
        self.stage = Tag("")
        self.clock = LineLabel(look)
        self.severity = LineLabel(look)
        self.account = link(look, "", run=self.account_wished.emit)
        self.about = ElidedLabel("", Type.BODY, "text2")
        self.answer = button(look, words.say("Answer the client"), icon="mail", compact=True)
        self.pause = button(look, words.say_in("complaint", "Put on hold"), icon="circle-pause", compact=True)
        self.more = icon_button(look, "ellipsis", words.say("More about this complaint"))
        self.next = button(look, "", kind=Kind.PRIMARY, icon="arrow-right", compact=True)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(Size.GRID)
        self._lay_out()

    def show_record(self, record: ComplaintRecord) -> None:
        """Show which complaint it is."""
        look, words = self._look, self._look.words
        self.number.setText(record.number)
        self.summary.setText(record.summary)
        self.stage.setText(stage_text(look, record.stage))
        self.clock.setVisible(record.pressing is not None)
        self.clock.show_line(clock_line(look, record.pressing))
        self.severity.show_line(severity_line(look, record.severity))
        self.account.setText(record.account)
        self.account.setAccessibleName(words.say("Open the client {name}", name=record.account))
        received = words.say("received {moment}", moment=short_moment(look, record.received_at))
        parts = (record.unit, record.raised_by, words.of(record.channel.label), received)
        self.about.setText(" · ".join(part for part in parts if part))
        paused = is_paused(record)
        self.pause.setText(
            words.say("The client has answered") if paused else words.say_in("complaint", "Put on hold")
        )
        self.pause.set_icon("play" if paused else "circle-pause")
        for each in (self.answer, self.pause):
            each.setVisible(record.is_open)
        following = next((each for each in record.next_stages if each.usual), None)
        self.next.setVisible(following is not None)
        if following is not None:
            self.next.setText(stage_text(look, following.stage))
            self.next.setAccessibleName(
                words.say("To the stage “{stage}”", stage=stage_text(look, following.stage))
            )

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(Size.GRID)
        first.addWidget(self.back)
        first.addWidget(self.number)
        first.addWidget(self.summary, 1)
        for each in (self.answer, self.pause):
            first.addWidget(each)
        first.addLayout(self.tools)
        first.addWidget(self.more)
        first.addWidget(self.next)
        second = QHBoxLayout()
        second.setContentsMargins(40, 0, 0, 0)
        second.setSpacing(12)
        for part in (self.stage, self.severity, self.clock, self.account):
            second.addWidget(part)
        second.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.PAGE_MARGIN, Size.GRID, Size.PAGE_MARGIN, Size.GRID)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
