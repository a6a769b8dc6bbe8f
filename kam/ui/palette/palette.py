"""The palette itself: a field, a list, and nothing that needs a mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeGuard
from uuid import UUID

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from kam.core.vocabulary import FoundKind
from kam.services.palette import PaletteHit, palette_hits
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.frame.keys import key_cap
from kam.ui.palette.entries import (
    ACTIONS,
    MOST_COMMANDS,
    PREFIXES,
    Doing,
    Entry,
    Heading,
    arranged,
    fitting,
    split_prefix,
)
from kam.ui.palette.hints import Hint, secondary
from kam.ui.palette.list import ENTRY_ROLE, Entries, EntryDelegate
from kam.ui.palette.shadow import paint_shadow
from kam.ui.places import Place, account_place, account_satisfaction_place, complaint_place, round_place

_WIDTH: Final = 704
_TOP: Final = 88
_LEAST_MARGIN: Final = 24
_MOST_HEIGHT: Final = 620
_AROUND_LIST: Final = 56 + 40 + 4
_LEAST_LIST: Final = 120
_DIM: Final = QColor(0, 0, 0, 72)
_CHIP: Final = 260
_RIGHT: Final = Qt.TextElideMode.ElideRight


Told = Callable[[list[Command]], None]
OfAccount = Callable[[UUID, Told], None]
"""Finds what can be done with an account, and tells it when it knows."""


class Palette(QWidget):
    """Lies over the whole window while it is open; Escape or a click beside it closes it.

    Tab on a client shows what can be done with that client alone; Backspace or Escape lead back to what was
    found.
    """

    went = Signal(object)
    """A ``Place`` that was chosen."""

    def __init__(self, desk: Desk, parent: QWidget, commands: Callable[[], list[Command]]) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = desk.look
        self._commands = commands
        self._window_around = parent
        self._hits: list[PaletteHit] = []
        self._had_focus: QWidget | None = None
        self._of_account: OfAccount | None = None
        self._about: PaletteHit | None = None
        self._actions: list[Command] = []
        self._typed_before = ""
        self._wished: PaletteHit | None = None
        self.model = Entries(desk.look)
        self._box = QFrame(self)
        self._box.setProperty("role", "floating")
        self._behind: QPixmap | None = None
        self.field = QLineEdit()
        self.list = QListView()
        self.nothing = QLabel()
        self._count = QLabel()
        self._lay_out()
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _: self._choose())
        parent.installEventFilter(self)
        self.hide()

    def offer_of_accounts(self, offered: OfAccount) -> None:
        """What Tab on a client asks; without it Tab does nothing."""
        self._of_account = offered

    def open(self, text: str = "") -> None:
        """Show it, empty or with a beginning."""
        self._show_about(None)
        self._had_focus = self.window().focusWidget()
        self._place()
        if not self.isVisible():
            self._show_behind(self._window_around.grab())
        self.show()
        self.raise_()
        self.field.setText(text)
        self._ask(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_it(self) -> None:
        """Hide it and give the focus back."""
        self.hide()
        self._show_about(None)
        self._show_behind(None)
        if self._had_focus is not None and shiboken6.isValid(self._had_focus):  # a page may be filled anew
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _lay_out(self) -> None:
        words = self._look.words
        self.field.setProperty("role", "bare")
        self._chip = QLabel()
        self._chip.setProperty("role", "tag")
        self._chip.setProperty("tone", "accent")
        self._chip.setTextFormat(Qt.TextFormat.PlainText)
        self._chip.setMaximumWidth(_CHIP)
        self._count.setProperty("type", "secondary")
        self._count.setProperty("tone", "text2")
        self._sign = QLabel()
        self._sign.setPixmap(self._look.theme.pixmap("search", 18, "text", self.devicePixelRatioF()))
        escape = key_cap("Esc")
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        for each in (self._sign, self._chip, self.field, self._count, escape):
            head.addWidget(each, int(each is self.field))
        top = QFrame()
        top.setProperty("role", "line")
        top.setFixedHeight(56)
        top.setLayout(head)
        self.list.setModel(self.model)
        self._delegate = EntryDelegate(self._look)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(words.say("What was found"))
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.list, 1)
        self.nothing.setProperty("tone", "text2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.nothing, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        words = self._look.words
        foot = QFrame()
        foot.setProperty("role", "panelfoot")
        foot.setFixedHeight(40)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        hints = (
            Hint(("↑", "↓"), words.say("choose")),
            Hint(("Enter",), words.say("open")),
            Hint(("Tab",), words.say("what to do with the client")),
            Hint(("Backspace",), words.say("back to what was found")),
        )
        for hint in hints:
            row.addWidget(hint)
        _, _, self._hint_of_tab, self._hint_of_back = hints
        row.addStretch(1)
        self._signs = QWidget()
        signs = QHBoxLayout(self._signs)
        signs.setContentsMargins(0, 0, 0, 0)
        signs.setSpacing(8)
        for sign, text in (
            (">", words.say("commands")),
            ("@", words.say("people")),
            ("#", words.say("complaints")),
        ):
            mark = QLabel(sign)
            mark.setProperty("type", "strong")
            signs.addWidget(mark)
            signs.addWidget(secondary(text))
        row.addWidget(self._signs)
        return foot

    # Finding

    def _ask(self, typed: str) -> None:
        if self._about is not None:
            self._show_entries([Heading(ACTIONS), *found] if (found := fitting(self._actions, typed)) else [])
            return
        prefix, text = split_prefix(typed)
        if not text or prefix == ">":
            self._hits = []
            self._show(typed, [])
            return
        kinds = PREFIXES[prefix] if prefix else None
        work = partial(palette_hits, self._desk.workspace, text, kinds=kinds)
        self._desk.read(self, work, partial(self._show, typed), key="hits")

    def _show(self, typed: str, hits: list[PaletteHit]) -> None:
        prefix, text = split_prefix(typed)
        doings = fitting(self._commands(), text) if prefix in {"", ">"} else []
        if text and prefix != ">":
            doings = doings[:MOST_COMMANDS]
        if self._about is not None:  # answered after Tab
            return
        self._show_entries(arranged(hits, doings))
        self._count.setText(self._counted(len(hits)) if text and prefix != ">" else "")

    def _show_entries(self, entries: list[Entry]) -> None:
        self.model.show(entries)
        self.list.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.nothing.setText("" if entries else self._says_nothing())
        self._place()
        first = next((row for row, each in enumerate(entries) if not isinstance(each, Heading)), -1)
        wished = (row for row, each in enumerate(entries) if isinstance(each, PaletteHit))
        again = (row for row in wished if self._wished is not None and entries[row] == self._wished)
        self._select(next(again, first))

    def _says_nothing(self) -> str:
        """What an empty list tells: what to type after a sign, else that nothing is called so."""
        words = self._look.words
        prefix, text = split_prefix(self.field.text())
        if self._about is not None or prefix == ">":
            return words.say("No command begins like that. Fewer letters find more.")
        if not text and prefix == "@":
            return words.say("Type a name, a job or a phone number.")
        if not text and prefix == "#":
            return words.say("Type the number of a complaint, or a word of it.")
        return words.say("Nothing is called that. Fewer letters find more.")

    def _counted(self, count: int) -> str:
        words = self._look.words
        if not count:
            return words.say("Nothing found")
        return words.say_many("{count} found", "{count} found", count)

    # What can be done with one client

    def _enter(self) -> None:
        """Ask what can be done with the client that is chosen; it is shown when it is known."""
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        if self._of_account is None or self._about is not None or not _is_account(entry):
            return
        self._of_account(entry.id, partial(self._entered, self.field.text(), entry))

    def _entered(self, typed: str, hit: PaletteHit, actions: list[Command]) -> None:
        if not self.isVisible() or self.field.text() != typed:  # something else is wished by now
            return
        self._typed_before = typed
        self._actions = actions
        self._count.setText("")
        self._show_about(hit)
        self.field.clear()
        self._ask("")

    def _leave(self) -> None:
        """Back to what was found, with the client chosen."""
        self._wished = self._about
        self._show_about(None)
        if self.field.text() == self._typed_before:
            self._ask(self._typed_before)
        else:
            self.field.setText(self._typed_before)

    def _show_about(self, hit: PaletteHit | None) -> None:
        words = self._look.words
        self._about = hit
        if hit is not None:
            self._wished = None
            self._chip.setText(QFontMetrics(self._chip.font()).elidedText(hit.title, _RIGHT, _CHIP - 16))
            asked = words.say("What to do with {name}", name=hit.title)
        else:
            asked = words.say("Find a client, person, note or command")
        self._chip.setVisible(hit is not None)
        self.field.setAccessibleName(asked)
        self.field.setPlaceholderText(words.say("What to do") if hit is not None else asked)
        self._signs.setVisible(hit is None)
        self._hint_of_back.setVisible(hit is not None)

    # Choosing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter of the field belong to the list; the palette follows the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.isVisible():
            self._show_behind(None)
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()), again=event.isAutoRepeat())
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key, *, again: bool) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in moves:
            self._move(moves[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif key == Qt.Key.Key_Escape and self._about is None:
            self.close_it()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key == Qt.Key.Key_Backspace and self._about is not None and not self.field.text():
            if not again:  # held down it only empties the field
                self._leave()
        elif key == Qt.Key.Key_Tab:
            self._enter()
        elif key != Qt.Key.Key_Backtab:  # nowhere else to go while it is open
            return False
        return True

    def _move(self, by: int) -> None:
        rows = [row for row, each in enumerate(self.model.entries) if not isinstance(each, Heading)]
        if not rows:
            return
        current = self.list.currentIndex().row()
        at = rows.index(current) if current in rows else 0
        wanted = at + by
        if abs(by) == 1:
            wanted %= len(rows)
        self._select(rows[max(0, min(len(rows) - 1, wanted))])

    def _select(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else self.model.index(-1)
        self.list.setCurrentIndex(index)
        if row == 1:
            self.list.scrollToTop()  # the heading above the first entry stays in sight
        elif index.isValid():
            self.list.scrollTo(index)
        is_account = index.isValid() and _is_account(index.data(ENTRY_ROLE))
        self._hint_of_tab.setVisible(is_account and self._of_account is not None)

    def _choose(self) -> None:
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        if isinstance(entry, Doing):
            self.close_it()
            entry.command.run()
        elif isinstance(entry, PaletteHit):
            self.close_it()
            self.went.emit(place_of(entry))

    # Lying over the window

    def _place(self) -> None:
        """Near the top, as high as what was found, never out of the window."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDTH, self.width() - 2 * _LEAST_MARGIN)
        top = min(_TOP, self.height() // 8)
        rows = sum(self.list.sizeHintForRow(row) for row in range(len(self.model.entries)))
        height = min(_AROUND_LIST + max(rows, _LEAST_LIST), _MOST_HEIGHT, self.height() - top - _LEAST_MARGIN)
        self._box.setGeometry((self.width() - width) // 2, top, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_it()

    def _show_behind(self, picture: QPixmap | None) -> None:
        """Lie on a picture of the window: at a key nothing behind is painted anew. Without one, on itself."""
        self._behind = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, picture is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window behind steps back."""
        painter = QPainter(self)
        if self._behind is not None:
            painter.drawPixmap(0, 0, self._behind)
        painter.fillRect(event.rect(), _DIM)
        paint_shadow(painter, self._box.geometry().translated(0, 2))


def place_of(hit: PaletteHit) -> Place:
    """Where a hit is at home: the account for what belongs to one, the people page for who is nowhere now."""
    if hit.what is FoundKind.SURVEY_ROUND:
        return round_place(hit.id)
    if hit.account_id is None:
        return Place("people", item_id=hit.id) if hit.what is FoundKind.PERSON else Place("accounts")
    if hit.place_id is not None:
        return account_place(hit.account_id, "people", hit.place_id)
    if hit.what is FoundKind.COMPLAINT:
        return complaint_place(hit.id)
    if hit.what is FoundKind.SURVEY_ANSWER:
        return account_satisfaction_place(hit.account_id)
    tabs = {
        FoundKind.CONTRACT: "dossier",
        FoundKind.DOCUMENT: "documents",
        FoundKind.OPPORTUNITY: "money",
    }
    return account_place(hit.account_id, tabs.get(hit.what, "overview"), hit.id)


def _is_account(entry: object) -> TypeGuard[PaletteHit]:
    return isinstance(entry, PaletteHit) and entry.what is FoundKind.ACCOUNT
