"""The sections of the brief one under the other: how far each is; one is open and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.core.vocabulary import BriefSection
from kam.reports.content import ALWAYS_SHOWN, USUAL_ORDER, Arrangement
from kam.services.preparing import Lack, SectionState, Where
from kam.ui.look import Look
from kam.ui.prepare.editors.base import PartEditor
from kam.ui.prepare.section_glyph import SectionGlyph
from kam.ui.prepare.telling import TONES, WHERE, about, lack_sentence, summary
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.focus import paint_focus, tab_in_reading_order
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run, Spring, paint_line

_ROW: Final = 34
_INDENT: Final = 38
LISTED: Final = (
    BriefSection.PURPOSE,
    *USUAL_ORDER,
    BriefSection.UNKNOWN,
    BriefSection.CAPTURE,
    BriefSection.AGENDA,
)


class _Head(QAbstractButton):
    """The row of a section: its state, its name, what it lacks or how much it has."""

    def __init__(self, look: Look, section: BriefSection) -> None:
        super().__init__()
        self._look = look
        self.section = section
        self._line: Line = ()
        self.setCheckable(True)
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_state(self, state: SectionState, *, shown: bool, edited: bool) -> None:
        """Show how far it is."""
        look, words = self._look, self._look.words
        name = words.of(self.section.label)
        tone = "text" if shown else "text3"
        text = words.say("being edited") if edited else summary(state, words, look.formats)
        if not shown:
            text = words.say("left out")
        said_tone = "text2" if edited or not shown or not state.lacks else TONES[state.readiness]
        self._line = (
            SectionGlyph(state.readiness),
            Run(name, Type.STRONG if self.isChecked() else Type.NAME, tone, gap=10),
            Spring(),
            Run(text, Type.SECONDARY, said_tone, gap=8),
        )
        self.setAccessibleName(name)
        glyph = SectionGlyph(state.readiness).say(words)
        self.setAccessibleDescription(", ".join(part for part in (glyph, text) if part))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, _ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tint the row."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the line."""
        with QPainter(self) as painter:
            place = self.rect().adjusted(0, 0, -4, 0)
            paint_line(painter, place.toRectF(), self._line, self._look.theme)
            if self.hasFocus():
                paint_focus(painter, self.rect(), self._look.theme)


class _Handle(QWidget):
    """Six dots to take a section by and move it."""

    dragged = Signal(int)
    """Pixels from where it was taken."""
    dropped = Signal()

    def __init__(self, look: Look, *, movable: bool) -> None:
        super().__init__()
        self._look = look
        self._movable = movable
        self._from = 0
        self.setFixedSize(18, _ROW)
        if movable:
            self.setCursor(Qt.CursorShape.SizeVerCursor)
            self.setToolTip(look.words.say("Drag to move; Alt+Up and Alt+Down do the same"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the dots."""
        if not self._movable:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.colour("line2"))
            for row in (-5, 0, 5):
                for across in (6, 11):
                    painter.drawEllipse(QPoint(across, self.height() // 2 + row), 1, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        self._from = round(event.globalPosition().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._movable and event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.globalPosition().y()) - self._from)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Let it go."""
        self.dropped.emit()


class SectionBox(QFrame):
    """A section: its row, and below it what is edited while it is open."""

    toggled = Signal()
    moved = Signal(int)
    """Up (−1) or down (1)."""
    dragged = Signal(int)
    dropped = Signal()
    hidden = Signal(bool)
    """Whether it is to be shown."""
    wished = Signal(object)
    """A ``Where`` to fill something in."""

    def __init__(self, look: Look, section: BriefSection, editor: PartEditor | None) -> None:
        super().__init__()
        self._look = look
        self.section = section
        self.editor = editor
        self._shown = True
        self.state: SectionState | None = None
        self.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QFrame()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(2)
        self.handle = _Handle(look, movable=section in USUAL_ORDER)
        self.head = _Head(look, section)
        self.head.clicked.connect(self.toggled)
        self.eye = icon_button(
            look, "eye", look.words.say("Leave out of the paper"), small=True, run=self._toggle
        )
        row.addWidget(self.handle)
        row.addWidget(self.head, 1)
        row.addWidget(self.eye)
        if section in ALWAYS_SHOWN:
            self.eye.setEnabled(False)
            self.eye.setToolTip(look.words.say("Always on the paper"))
            self.eye.setAccessibleName(look.words.say("Always on the paper"))
        column.addWidget(self._top)
        self.body = QWidget()
        self.body.setProperty("ground", "sunk")
        self._inner = QVBoxLayout(self.body)
        self._inner.setContentsMargins(_INDENT, 10, Size.GAP, Size.GAP)
        self._inner.setSpacing(Size.GRID)
        told = about(section, look.words)
        if told:
            self._inner.addWidget(label(told, Type.SECONDARY, "text2", wraps=True))
        self._lacks = QVBoxLayout()
        self._lacks.setSpacing(2)
        self._inner.addLayout(self._lacks)
        if editor is not None:
            self._inner.addWidget(editor)
        self.body.hide()
        column.addWidget(self.body)
        self.handle.dragged.connect(self.dragged)
        self.handle.dropped.connect(self.dropped)

    @property
    def is_open(self) -> bool:
        """Whether it is edited."""
        return self.body.isVisibleTo(self)

    def set_open(self, *, on: bool) -> None:
        """Open it, or close it."""
        self.body.setVisible(on)
        self.head.setChecked(on)
        self._top.setProperty("ground", "sel" if on else "")
        self._top.style().unpolish(self._top)
        self._top.style().polish(self._top)
        self._show_head()

    def show_state(self, state: SectionState, *, shown: bool) -> None:
        """Show how far it is, what it lacks and whether it is on the paper."""
        if (state, shown) == (self.state, self._shown):
            return
        lacks = self.state.lacks if self.state is not None else None
        self.state, self._shown = state, shown
        if lacks != state.lacks:
            self._show_lacks(state.lacks)
        if self.section not in ALWAYS_SHOWN:
            words = self._look.words
            said = words.say("Leave out of the paper") if shown else words.say("Show on the paper")
            self.eye.set_icon("eye" if shown else "eye-off")
            self.eye.setToolTip(said)
            self.eye.setAccessibleName(f"{said}: {words.of(self.section.label)}")
        self._show_head()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the section."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.head.hasFocus():
            self.moved.emit(by)
            return
        super().keyPressEvent(event)

    def _show_head(self) -> None:
        if self.state is not None:
            edited = self.is_open and self.editor is not None
            self.head.show_state(self.state, shown=self._shown, edited=edited)

    def _show_lacks(self, lacks: Sequence[Lack]) -> None:
        """A line for each; what is filled in elsewhere leads there."""
        clear(self._lacks)
        words = self._look.words
        there = {Where.HERE} if self.editor is not None else set()
        for lack in lacks:
            if lack.where in there:
                continue
            row = QHBoxLayout()
            row.setSpacing(Size.GRID)
            row.addWidget(label(lack_sentence(lack, words), Type.SECONDARY, "amber", wraps=True), 1)
            if lack.where in WHERE:
                go = link(self._look, words.of(WHERE[lack.where]))
                go.clicked.connect(lambda _on=False, where=lack.where: self.wished.emit(where))
                row.addWidget(go)
            held = QWidget()
            held.setLayout(row)
            row.setContentsMargins(0, 0, 0, 0)
            self._lacks.addWidget(held)

    def _toggle(self) -> None:
        self.hidden.emit(not self._shown)


class SectionList(QScrollArea):
    """All sections in the order of the brief."""

    opened = Signal(object)
    """The ``BriefSection`` that is edited now, or None."""
    arranged = Signal(object)
    """Another ``Arrangement`` is wished for."""
    wished = Signal(object)
    """A ``Where``."""

    def __init__(self, look: Look, editors: dict[BriefSection, PartEditor]) -> None:
        super().__init__()
        self._look = look
        self._arrangement = Arrangement()
        self._dragged: tuple[BriefSection, int] | None = None
        self.boxes: dict[BriefSection, SectionBox] = {}
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._held = QWidget()
        self._held.setProperty("ground", "page")
        self._target = QFrame(self._held)
        self._target.setProperty("role", "target")
        self._target.hide()
        self.column = QVBoxLayout(self._held)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for section in LISTED:
            box = SectionBox(look, section, editors.get(section))
            box.toggled.connect(lambda box=box: self.open(None if box.is_open else box.section))
            box.moved.connect(lambda by, box=box: self._move(box.section, by))
            box.dragged.connect(lambda by, box=box: self._drag(box, by))
            box.dropped.connect(self._drop)
            box.hidden.connect(lambda on, box=box: self._hide(box.section, on=on))
            box.wished.connect(self.wished)
            self.boxes[section] = box
            self.column.addWidget(box)
        self.column.addStretch(1)
        self.setWidget(self._held)
        self.viewport().setProperty("ground", "page")

    @property
    def current(self) -> BriefSection | None:
        """The section that is edited."""
        return next((section for section, box in self.boxes.items() if box.is_open), None)

    def show_states(self, states: dict[BriefSection, SectionState], arrangement: Arrangement) -> None:
        """Show how far they are, in their order."""
        self._arrangement = arrangement
        self._order(arrangement)
        for section, box in self.boxes.items():
            box.show_state(states[section], shown=arrangement.shows(section))

    def open(self, section: BriefSection | None, *, focus: bool = True) -> None:
        """Edit a section, or none; the keyboard goes to its first field."""
        for each, box in self.boxes.items():
            if box.is_open is not (each is section):
                box.set_open(on=each is section)
        if section is not None:
            box = self.boxes[section]
            first = box.editor.first() if box.editor is not None else None
            if first is not None and focus:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, box, lambda: self._bring_up(box))
        tab_in_reading_order(self._held)
        self.opened.emit(section)

    def _bring_up(self, box: SectionBox) -> None:
        """An open section stands at the top where it would not be seen whole."""
        bar = self.verticalScrollBar()
        whole = bar.value() <= box.y() and box.geometry().bottom() <= bar.value() + self.viewport().height()
        if not whole:
            bar.setValue(box.y())

    def _order(self, arrangement: Arrangement) -> None:
        middle = arrangement.order
        wanted = (BriefSection.PURPOSE, *middle, *LISTED[1 + len(USUAL_ORDER) :])
        for number, section in enumerate(wanted):
            box = self.boxes[section]
            if self.column.indexOf(box) != number:
                self.column.removeWidget(box)
                self.column.insertWidget(number, box)

    def _move(self, section: BriefSection, by: int) -> None:
        if section in USUAL_ORDER:
            place = self._arrangement.order.index(section) + by
            if 0 <= place < len(USUAL_ORDER):
                self.arranged.emit(self._arrangement.moved(section, place))

    def _drag(self, box: SectionBox, by: int) -> None:
        """A line shows where it would stand; nothing moves before it is let go."""
        at = box.y() + by + _ROW // 2
        others = [self.boxes[each] for each in self._arrangement.order if each is not box.section]
        place = sum(1 for each in others if each.y() + each.height() // 2 < at)
        self._dragged = (box.section, place)
        edge = others[place].y() if place < len(others) else others[-1].geometry().bottom() + 1
        self._target.setGeometry(0, edge - 1, self._held.width(), 2)
        self._target.raise_()
        self._target.show()

    def _drop(self) -> None:
        self._target.hide()
        dragged, self._dragged = self._dragged, None
        if dragged is not None:
            wished = self._arrangement.moved(*dragged)
            if wished != self._arrangement:
                self.arranged.emit(wished)

    def _hide(self, section: BriefSection, *, on: bool) -> None:
        self.arranged.emit(self._arrangement.showing(section, on=on))
