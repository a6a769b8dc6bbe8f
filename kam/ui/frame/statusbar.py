"""The line at the foot of the window: whose workspace, saved, backup; notices with Undo; the long job."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from kam.jobs import Standing
from kam.ui.change_hub import Notice
from kam.ui.look import Look
from kam.ui.theme.tokens import Motion, Size


class TimeRing(QWidget):
    """How much of the time in which something can be taken back is left."""

    ended = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(14, 14)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """The whole time is left."""
        self._clock.start()
        self._timer.start()
        self.update()

    def stop(self) -> None:
        """No time runs."""
        self._timer.stop()

    def _tick(self) -> None:
        if self._clock.elapsed() >= Motion.UNDO_OFFERED:
            self._timer.stop()
            self.ended.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt asks for it
        """A ring that empties clockwise."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(2, 2, 10, 10)
        painter.setPen(QPen(self._look.theme.colour("line2"), 2))
        painter.drawEllipse(place)
        left = max(0.0, 1 - self._clock.elapsed() / Motion.UNDO_OFFERED) if self._clock.isValid() else 0.0
        painter.setPen(QPen(self._look.theme.colour("accent"), 2))
        painter.drawArc(place, 90 * 16, round(360 * 16 * left))


class StatusBar(QFrame):
    """The status line."""

    undo_wished = Signal()
    stop_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "statusbar")
        self.setFixedHeight(Size.STATUS_BAR)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        self._title = self._label()
        self._saved = self._label()
        self._backup = self._label()
        said: tuple[QWidget, ...] = (self._title, _Bar(), self._saved, _Bar(), self._backup)
        for each in said:
            layout.addWidget(each)
        self._said = QHBoxLayout()
        layout.addLayout(self._said)
        layout.addStretch(1)
        self._ring = TimeRing(look)
        self._notice = self._label()
        self._notice.setAccessibleName("")
        self._undo = QPushButton(look.words.say_in("button", "Undo"))
        self._stop = QPushButton(look.words.say_in("button", "Stop"))
        for button in (self._undo, self._stop):
            button.setProperty("kind", "link")
            button.setProperty("type", "secondary")
        self._undo.clicked.connect(self._undo_clicked)
        self._stop.clicked.connect(self.stop_wished)
        self._job = self._label()
        self._meter = QProgressBar()
        self._meter.setFixedWidth(96)
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName(look.words.say("How far the job is"))
        passing: tuple[QWidget, ...] = (
            self._ring,
            self._notice,
            self._undo,
            self._job,
            self._meter,
            self._stop,
        )
        for each in passing:
            layout.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self._ring.ended.connect(self._clear_notice)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(Motion.UNDO_OFFERED)
        self._quiet.timeout.connect(self._clear_notice)
        self._clear_notice()
        self.show_job(None)

    def add_entry(self, widget: QWidget) -> None:
        """Something more that stands there, after what is always said."""
        self._said.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_workspace(self, title: str) -> None:
        """Whose workspace is open."""
        self._title.setText(title)

    def show_saved(self, text: str) -> None:
        """When it was last saved."""
        self._saved.setText(text)

    def show_backup(self, text: str) -> None:
        """When the last backup was made."""
        self._backup.setText(text)

    def show_notice(self, notice: Notice) -> None:
        """Say what has just been done, and offer to take it back for eight seconds."""
        self._notice.setText(notice.text)
        self._notice.setVisible(True)
        self._ring.setVisible(notice.undoable)
        self._undo.setVisible(notice.undoable)
        if notice.undoable:
            self._quiet.stop()
            self._ring.start()
        else:
            self._ring.stop()
            self._quiet.start()

    def show_job(self, standing: Standing | None) -> None:
        """How far the long job is; None when there is none."""
        there = standing is not None
        for each in (self._job, self._meter, self._stop):
            each.setVisible(there)
        if standing is None:
            return
        self._meter.setRange(0, standing.total)
        self._meter.setValue(standing.done)
        self._job.setText(
            standing.title
            if not standing.total
            else self._look.words.say(
                "{job}: {done} of {total}",
                job=standing.title,
                done=self._look.formats.number(standing.done),
                total=self._look.formats.number(standing.total),
            )
        )

    def _label(self) -> QLabel:
        label = QLabel()
        label.setProperty("type", "secondary")
        label.setProperty("tone", "text2")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _undo_clicked(self) -> None:
        self._clear_notice()
        self.undo_wished.emit()

    def _clear_notice(self) -> None:
        self._ring.stop()
        for each in (self._ring, self._notice, self._undo):
            each.setVisible(False)


class _Bar(QFrame):
    """A hairline between two parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rule2")
        self.setFixedSize(1, 12)
