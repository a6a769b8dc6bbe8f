"""What stands at the right of a timeline: when, which kinds, who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.core.periods import Month
from kam.core.words import Words
from kam.services.timeline import EntryKind, TimelineFilters, TimelineHead
from kam.services.timeline.rows import Named, PersonCount
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph, State, StateGlyph
from kam.ui.widgets.labels import label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Mark, Run, Spring, line_width, paint_line, said
from kam.ui.widgets.timeline.histogram import Histogram
from kam.ui.widgets.timeline.words import ICONS

WIDTH: Final = 264
_MARGIN: Final = 16
_SHOWN: Final = 8
_ROW: Final = 26
_BOX: Final = 16


class LineButton(QAbstractButton):
    """A row of the column that can be pressed, checkable or not."""

    def __init__(self, look: Look, line: Line, *, checked: bool | None = None, name: str = "") -> None:
        super().__init__()
        self._look = look
        self._line = line
        self.setCheckable(checked is not None)
        self.setChecked(bool(checked))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or said(line, look.words))

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(min(WIDTH, line_width(self._line, self._look.theme) + 30), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Ground, box, line."""
        theme = self._look.theme
        with QPainter(self) as painter:
            if self.underMouse():
                painter.fillRect(self.rect(), theme.colour("hover"))
            place = self.rect().toRectF()
            if self.isCheckable():
                box = IconGlyph("check", "on_accent", 12)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                square = QRectF(0.5, (_ROW - _BOX) / 2 + 0.5, _BOX - 1, _BOX - 1)
                painter.setPen(theme.colour("accent" if self.isChecked() else "edge"))
                painter.setBrush(theme.colour("accent" if self.isChecked() else "field"))
                painter.drawRoundedRect(square, 3.5, 3.5)
                if self.isChecked():
                    box.paint(painter, square.adjusted(2, 2, -2, -2), theme)
                place = place.adjusted(_BOX + 8, 0, 0, 0)
            paint_line(painter, place, self._line, theme)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_TAG)


class TimelineSide(QWidget):
    """Chooses period, kinds and people."""

    period_chosen = Signal(object, object)
    kind_toggled = Signal(object, bool)
    all_kinds_wished = Signal()
    person_toggled = Signal(object)
    account_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._everybody = False
        self._last: tuple[TimelineHead, TimelineFilters] | None = None
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        words = look.words
        self.histogram = Histogram(look)
        self.histogram.chosen.connect(self.period_chosen)
        self.whole = link(look, words.say("whole history"), run=partial(self.period_chosen.emit, None, None))
        self._kinds = QVBoxLayout()
        self._people = QVBoxLayout()
        for layout in (self._kinds, self._people):
            layout.setSpacing(0)
            layout.setContentsMargins(_MARGIN, 0, 12, 0)
        inside = QWidget()
        inside.setProperty("ground", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 12)
        column.setSpacing(4)
        when = QVBoxLayout()
        when.setContentsMargins(_MARGIN, 0, 12, 0)
        when.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(words.say("When"), Type.STRONG, "text2"))
        head.addStretch(1)
        head.addWidget(self.whole)
        when.addLayout(head)
        when.addWidget(self.histogram)
        column.addLayout(when)
        column.addSpacing(4)
        column.addWidget(rule())
        column.addLayout(self._kinds)
        column.addWidget(rule())
        column.addLayout(self._people)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_head(self, head: TimelineHead, filters: TimelineFilters) -> None:
        """Show the counts of a timeline under its filters."""
        if self._last is not None and (self._last[0].people, self._last[0].kinds) != (
            head.people,
            head.kinds,
        ):
            self._everybody = self._everybody and len(head.people) > _SHOWN
        self._last = (head, filters)
        self.histogram.show_counts(head.bars, Month.of(head.today))
        self.histogram.show_period(filters.first, filters.last)
        self.whole.setVisible(filters.first is not None or filters.last is not None)
        focused = QApplication.focusWidget()
        within = focused is not None and self.isAncestorOf(focused)
        name = focused.accessibleName() if focused is not None and within else None
        self._show_kinds(head, filters)
        self._show_people(head, filters)
        self._focus_again(name)

    # Inside

    def _focus_again(self, name: str | None) -> None:
        """The row that had the keyboard was made anew: its successor takes it."""
        if name is None:
            return
        stem = name.split(",", maxsplit=1)[0]
        for each in self.findChildren(LineButton):
            if each.isVisibleTo(self) and each.accessibleName().split(",", maxsplit=1)[0] == stem:
                each.setFocus()
                return

    def _show_kinds(self, head: TimelineHead, filters: TimelineFilters) -> None:
        clear(self._kinds)
        words, number = self._look.words, self._look.formats.number
        count = number(sum(head.kinds.values()))
        right = (
            label(count, Type.SECONDARY, "text3")
            if filters.kinds is None
            else link(self._look, words.say_in("kinds", "all"), run=self.all_kinds_wished.emit)
        )
        self._kinds.addLayout(_head(words.say("Kind"), right))
        for kind in EntryKind:
            found = head.kinds.get(kind, 0)
            if not found and not (filters.kinds is not None and kind in filters.kinds):
                continue
            name = words.of(kind.label)
            line = (
                IconGlyph(ICONS[kind]),
                Run(name),
                Spring(),
                Run(number(found), Type.SECONDARY, "text2"),
            )
            told = words.say("{what}, {count}", what=name, count=number(found))
            row = LineButton(self._look, line, checked=filters.takes(kind), name=told)
            row.toggled.connect(partial(self.kind_toggled.emit, kind))
            self._kinds.addWidget(row)

    def _show_people(self, head: TimelineHead, filters: TimelineFilters) -> None:
        clear(self._people)
        words = self._look.words
        if head.accounts:
            self._people.addLayout(
                _head(words.say("Clients"), label(words.say("contacts"), Type.SECONDARY, "text2"))
            )
            for account in head.accounts:
                self._people.addWidget(self._account(account))
            return
        if not head.people:
            return
        right = label(words.say("contact, entries"), Type.SECONDARY, "text2")
        self._people.addLayout(_head(words.say("People"), right))
        shown: Sequence[PersonCount] = head.people if self._everybody else head.people[:_SHOWN]
        for person in shown:
            self._people.addWidget(self._person(person, on=person.stakeholder_id in filters.people))
        rest = len(head.people) - len(shown)
        if rest:
            more = link(self._look, words.say("{count} more", count=rest), run=self._show_everybody)
            held = QHBoxLayout()
            held.addWidget(more)
            held.addStretch(1)
            self._people.addLayout(held)

    def _show_everybody(self) -> None:
        self._everybody = True
        if self._last is not None:
            self._show_people(*self._last)

    def _person(self, person: PersonCount, *, on: bool) -> LineButton:
        words, number = self._look.words, self._look.formats.number
        days = words.say("none") if person.days is None else words.say("{days} d", days=person.days)
        warns = person.overdue or person.days is None
        sign = (StateGlyph(State.ATTENTION, silent=True, small=True),) if warns else ()
        name = Run(person.name, Type.STRONG if on else Type.BODY, "accent_text" if on else "text")
        line = (
            AvatarGlyph(person.initials, 22, unknown=not person.initials),
            name,
            Spring(),
            *sign,
            Run(days, Type.SECONDARY, "amber" if warns else "text2"),
            Mark(_Count(number(person.count)), 4),
        )
        told = words.say(
            "{name}, last contact {days}, {count} entries",
            name=person.name,
            days=days,
            count=number(person.count),
        )
        row = LineButton(self._look, line, name=told)
        row.clicked.connect(partial(self._toggle, person.stakeholder_id))
        return row

    def _toggle(self, stakeholder_id: UUID, _checked: object = None) -> None:
        self.person_toggled.emit(stakeholder_id)

    def _account(self, account: Named) -> LineButton:
        count = self._look.formats.number(account.count)
        line = (Run(account.name), Spring(), Run(count, Type.SECONDARY, "text2"))
        row = LineButton(self._look, line)
        row.clicked.connect(lambda: self.account_wished.emit(account.id))
        return row


@dataclass(frozen=True, slots=True)
class _Count:
    """A number in a column of its own, right under right."""

    text: str

    @property
    def size(self) -> QSizeF:
        """Wide enough for four figures."""
        return QSizeF(30, 16)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it at the right."""
        run = Run(self.text, Type.SECONDARY, "text2")
        paint_line(painter, box, (run,), theme, Qt.AlignmentFlag.AlignRight)

    def say(self, words: Words) -> str:  # noqa: ARG002 - a number is the same in every language
        """Its text."""
        return self.text


def _head(title: str, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(label(title, Type.STRONG, "text2"))
    row.addStretch(1)
    row.addWidget(right)
    return row
