"""What every page of the settings is: loaded, saved, restored; panels in two columns, or one where narrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kam.core.changes import Outcome
from kam.services.drafts import save_draft
from kam.services.settings import restore_defaults
from kam.services.settings.consequences import Consequence
from kam.ui.desk import Desk
from kam.ui.draft_keeper import DraftKeeper
from kam.ui.drafts import Draft, Payload
from kam.ui.places import SETTINGS
from kam.ui.settings.binding import Binding, Source
from kam.ui.settings.consequence import ConsequenceNote
from kam.ui.settings.item import Item
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields.typed import type_into, typed_in
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.restored_note import RestoredNote

_NARROW: Final = 820
_WIDEST: Final = 1240
_LEFT, _RIGHT = 8, 5
_MARKED_MS: Final = 4000


class Section(QScrollArea):
    """One page. Its bindings keep items and workspace together; a page without any looks after itself."""

    restorable = Signal(bool)
    """Whether there is something to restore."""
    restart_wished = Signal()
    """What was chosen takes a new start."""
    section_wished = Signal(str)
    """Show another page, by its code."""
    went = Signal(object)
    """A ``Place`` outside the settings the user wants to see."""

    has_defaults: ClassVar[bool] = True
    applies_at_once: ClassVar[bool] = True
    """Whether what is chosen here applies at once, as the head of the page says."""

    code = ""
    """What the settings call this page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.bindings: list[Binding] = []
        self._own: list[Item] = []
        self._marked: Item | None = None
        self._lines: dict[str, QLineEdit] = {}
        self._keeper: DraftKeeper | None = None
        self.restored = RestoredNote(desk.look)
        self.restored.discarded.connect(self.discard)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("ground", "sunk")
        self._outer = QHBoxLayout(ground)
        self._outer.setContentsMargins(Size.PAGE_MARGIN, Size.GAP, Size.PAGE_MARGIN, Size.PAGE_MARGIN)
        held = QWidget()
        held.setMaximumWidth(_WIDEST)
        self._columns = QHBoxLayout(held)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(Size.GAP)
        self.left, self.right = self._column(_LEFT), self._column(0)
        self.left.insertWidget(0, self.restored)
        self._outer.addWidget(held, 1000)
        self._outer.addStretch(1)
        self.setWidget(ground)
        self._unmark = QTimer(self)
        self._unmark.setSingleShot(True)
        self._unmark.setInterval(_MARKED_MS)
        self._unmark.timeout.connect(self._let_go)

    # What the page of settings asks

    def named(self, code: str, title: str) -> None:
        """What the settings call this page: what is typed here and cannot be stored is kept as its draft."""
        self.code = code
        self._keeper = DraftKeeper(self.draft_of(f"settings.page.{code}"), title, self.typed, self)

    def load(self) -> None:
        """The page is opened: read what is stored, then what was typed and could not be."""
        for binding in self.bindings:
            binding.begin()
        if self._keeper is not None:
            self._keeper.ask(self._restore)

    def refresh(self) -> None:
        """What is stored changed; keep what is being typed."""
        for binding in self.bindings:
            binding.load()

    def save(self) -> None:
        """Save what was typed, now."""
        for binding in self.bindings:
            binding.flush()
        if self._keeper is not None:
            self._keeper.flush()

    def restore_defaults(self) -> None:
        """Everything on this page as it was made, as one step that Undo takes back."""
        bindings = [each for each in self.bindings if each.source.usual is not None]
        for binding in bindings:
            binding.forget_edits()

        def work() -> Outcome[None]:
            return restore_defaults(self.desk.workspace, [each.defaults() for each in bindings])

        notice = self.look.words.say("Defaults restored")
        self.desk.change(self, work, lambda _: self.refresh(), notice=notice, undoable=True)

    def can_restore(self) -> bool:
        """Whether something differs from its default."""
        return not all(each.is_usual() for each in self.bindings)

    def items(self) -> list[Item]:
        """All settings of the page, from the top."""
        return [*(item for binding in self.bindings for item in binding.items), *self._own]

    def show_item(self, item: Item) -> None:
        """Bring an item into view, give it the keyboard and tint its row for a while."""
        self._let_go()
        self.ensureWidgetVisible(item.anchor, 0, Size.PAGE_MARGIN)
        item.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        item.mark(found=True)
        self._marked = item
        self._unmark.start()

    # What was typed and is not stored

    def typed(self) -> Payload | None:
        """What stands in fields and is not stored: not understood, refused, or not saved yet."""
        items = {item.name: typed_in(item.editor) for item in self.items() if item.waits}
        lines = {name: line.text() for name, line in self._lines.items() if line.text().strip()}
        return {"items": items, "lines": lines} if items or lines else None

    def discard(self) -> None:
        """Show what is stored instead of what was typed."""
        self.restored.hide()
        for binding in self.bindings:
            binding.forget_edits()
            binding.load()
        for line in self._lines.values():
            line.clear()
        if self._keeper is not None:
            self._keeper.drop()

    def kept_lines(self) -> list[QLineEdit]:
        """The lines for something new whose text is kept."""
        return list(self._lines.values())

    def _restore(self, contents: Payload, moment: str) -> None:
        items, lines = contents.get("items"), contents.get("lines")
        for item in self.items():
            if isinstance(items, dict) and item.name in items and not item.waits:
                type_into(item.editor, items[item.name])
        for name, line in self._lines.items():
            if isinstance(lines, dict) and not line.text():
                line.setText(str(lines.get(name, "")))
        if self.typed() is not None:
            self.restored.tell(moment)

    def _held(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()
        if self.typed() is None:
            self.restored.hide()

    def _last_words(self) -> Callable[[], object]:
        """What keeps the text of now, on the writer's thread."""
        stored = None if self._keeper is None else self._keeper.now()
        if self._keeper is None or stored is None:
            return lambda: None
        return partial(save_draft, self.desk.workspace, self._keeper.key, stored)

    # What a page is built with

    def keep_line(self, name: str, line: QLineEdit) -> None:
        """A line for something new, which is stored only when the user says so."""
        self._lines[name] = line
        line.textChanged.connect(self._held)

    def draft_of(self, form: str, *records: UUID | None) -> Draft:
        """The draft of a form that is found on this page."""
        return self.desk.draft(form, *records, at=replace(SETTINGS, view=self.code))

    def bind(self, source: Source[Any]) -> Binding:
        """Items over a source."""
        binding = Binding(self.desk, source, self)
        binding.shown.connect(lambda: self.restorable.emit(self.can_restore()))
        binding.held.connect(self._held)
        binding.last_words = self._last_words
        self.bindings.append(binding)
        return binding

    def own_item(self, item: Item, changed: Callable[[], None]) -> Item:
        """An item that the page looks after itself."""
        item.edited.connect(changed)
        self._own.append(item)
        return item

    def note(self, panel: Panel, binding: Binding, *codes: Consequence) -> ConsequenceNote:
        """Say under a panel what a change in it means."""
        made = ConsequenceNote(self.look, codes)
        binding.judged.connect(made.show_reasons)
        panel.body.addWidget(made)
        return made

    def add_left(self, *panels: QWidget) -> None:
        """Put panels into the wide column, which takes all the width where there is no other."""
        self._add(self.left, panels)

    def add_right(self, *panels: QWidget) -> None:
        """Put panels into the narrow column."""
        self._columns.setStretchFactor(self.right, _RIGHT)
        self._add(self.right, panels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has one column."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < _NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._columns.direction() is not way:
            self._columns.setDirection(way)
            self._columns.setStretchFactor(self.left, 0 if narrow else _LEFT)
        gap = Size.GAP if self.window().height() >= Size.SMALL_BELOW else Size.GAP - Size.HALF
        self._columns.setSpacing(gap)
        self.left.setSpacing(gap)
        self.right.setSpacing(gap)

    def _column(self, stretch: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(Size.GAP)
        column.addStretch(1)
        self._columns.addLayout(column, stretch)
        return column

    def _add(self, column: QVBoxLayout, panels: tuple[QWidget, ...]) -> None:
        for panel in panels:
            column.insertWidget(column.count() - 1, panel)

    def _let_go(self) -> None:
        if self._marked is not None:
            self._marked.mark(found=False)
            self._marked = None


def opener(section: Section, code: str) -> Callable[[], None]:
    """What shows another page of the settings."""
    return partial(section.section_wished.emit, code)
