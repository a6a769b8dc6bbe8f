"""The course of a complaint: its stages one under another, when each was reached and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.core.short_names import family_of
from kam.services.complaints.rows import ComplaintRecord
from kam.ui.complaints.clocks_part import short_moment
from kam.ui.complaints.saying import stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Run, colour_of, line_width, paint_line
from kam.ui.widgets.tips import plain_tip

ROW: Final = 23
_DOT: Final = 4.0
_TEXT: Final = 20


@dataclass(frozen=True, slots=True)
class CourseStep:
    """A stage, or something between two stages."""

    text: str
    side: str
    now: bool = False
    ahead: bool = False
    told: str = ""


def steps_of(record: ComplaintRecord, look: Look) -> tuple[CourseStep, ...]:
    """Stages, pauses and corrections in their order, and the stage that usually follows."""
    words = look.words
    found: list[tuple[datetime, CourseStep]] = []
    for number, each in enumerate(record.stages):
        by = f"{family_of(each.by)}, " if each.by else ""
        side = by + short_moment(look, each.at)
        is_last = number == len(record.stages) - 1
        step = CourseStep(stage_text(look, each.stage), side, now=is_last, told=each.note)
        found.append((each.at, step))
    for pause in record.pauses:
        text = words.say("On hold: {reason}", reason=pause.reason)
        end = f" – {short_moment(look, pause.until)}" if pause.until is not None else ""
        found.append((pause.since, CourseStep(text, short_moment(look, pause.since) + end)))
    for change in record.reclassifications:
        before, after = words.of(change.from_severity.label), words.of(change.severity.label)
        if change.from_severity is change.severity:
            before, after = words.of(change.from_channel.label), words.of(change.channel.label)
        text = words.say("{before} → {after}", before=before, after=after)
        found.append((change.at, CourseStep(text, short_moment(look, change.at), told=change.note)))
    steps = [step for _, step in sorted(found, key=lambda pair: pair[0])]
    following = next((each for each in record.next_stages if each.usual), None)
    if following is not None and record.is_open:
        steps.append(CourseStep(stage_text(look, following.stage), "", ahead=True))
    return tuple(steps)


class CoursePart(QWidget):
    """Draws the steps with their dots; ``most`` leaves the oldest out."""

    def __init__(self, look: Look, *, most: int | None = None) -> None:
        super().__init__()
        self._look = look
        self._most = most
        self._steps: Sequence[CourseStep] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_record(self, record: ComplaintRecord) -> None:
        """Show the course of a complaint."""
        steps = steps_of(record, self._look)
        self._steps = steps[-self._most :] if self._most else steps
        told = [" ".join(filter(None, (each.text, each.side, each.told))) for each in steps]
        self.setAccessibleName("; ".join(told))
        self.setToolTip(plain_tip("\n".join(told)) if any(each.told for each in steps) else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a step."""
        return QSize(200, ROW * max(len(self._steps), 1))

    def minimumSizeHint(self) -> QSize:
        """Texts give way."""
        return QSize(120, ROW * max(len(self._steps), 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Line, dots, texts."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if len(self._steps) > 1:
                painter.setPen(QPen(colour_of(theme, "line2"), 1))
                low = ROW * (len(self._steps) - 0.5)
                painter.drawLine(QPointF(_DOT + 1.5, ROW / 2), QPointF(_DOT + 1.5, low))
            for number, step in enumerate(self._steps):
                self._paint_step(painter, QRectF(0, number * ROW, self.width(), ROW), step)

    def _paint_step(self, painter: QPainter, box: QRectF, step: CourseStep) -> None:
        theme = self._look.theme
        middle = QPointF(_DOT + 1.5, box.center().y())
        painter.setPen(QPen(colour_of(theme, "edge"), 1.3) if step.ahead else Qt.PenStyle.NoPen)
        tone = "page" if step.ahead else "accent" if step.now else "text2"
        painter.setBrush(colour_of(theme, tone))
        painter.drawEllipse(middle, _DOT, _DOT)
        text = Run(step.text, Type.STRONG if step.now else Type.BODY, "text2" if step.ahead else "text")
        side = Run(step.side, Type.SECONDARY, "text2")
        width = 0.0
        if step.side:
            width = line_width((side,), theme)
            place = QRectF(box.right() - width, box.top(), width, box.height())
            paint_line(painter, place, (side,), theme)
        room = QRectF(_TEXT, box.top(), box.width() - _TEXT - width - 8, box.height())
        paint_line(painter, room, (text,), theme)
