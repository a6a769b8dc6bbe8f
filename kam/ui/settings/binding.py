"""Keeps the items of a page and what is stored together: shows it, saves what is edited, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kam.core.changes import Outcome
from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.services.files import Workspace
from kam.services.settings.consequences import what_would_change
from kam.ui.desk import Desk
from kam.ui.settings.item import Item

PageT = TypeVar("PageT")

PAUSE_MS: Final = 600
"""So long after the last key what was typed is saved."""


@dataclass(frozen=True)
class Source(Generic[PageT]):
    """Where the values of a page come from and go to. ``usual`` puts the defaults into a page."""

    read: Callable[[Workspace], PageT]
    save: Callable[[Workspace, PageT], Outcome[Any]]
    usual: Callable[[PageT], PageT] | None = None
    judged: bool = False
    """Whether ``what_would_change`` can tell what a change means."""


class Binding(QObject):
    """Items over one source. Every save reads what is stored, sets what was edited and is one step.

    What is refused stays in its field with the sentence beside it, nothing of it is stored, and the next edit
    tries all of it again.
    """

    shown = Signal()
    """What is stored, or what is typed, is another."""
    held = Signal()
    """What is typed and not stored is another."""
    judged = Signal(object)
    """The ``Reason``s of what the page means compared with how it was when it was opened."""

    def __init__(self, desk: Desk, source: Source[Any], owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self.source = source
        self.items: list[Item] = []
        self.page: Any = None
        self.before: Any = None
        self._edits: dict[Item, Any] = {}
        self._saving = 0
        self.last_words: Callable[[], Callable[[], object]] | None = None
        """Gives what keeps the text that is typed now, should it be refused when nobody is there any more."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    @property
    def draft(self) -> Any:
        """The page with what is typed and can be understood; None before it was read."""
        return None if self.page is None else self._draft(self._edits)

    def add(self, item: Item) -> Item:
        """One more item."""
        item.edited.connect(partial(self._edited, item))
        self.items.append(item)
        return item

    def begin(self) -> None:
        """The page is opened: what is stored now is what «было» will tell."""
        if not self._edits:
            self.before = None
            for item in self.items:
                item.waits = False
        self.load()

    def load(self) -> None:
        """Show what is stored; what was typed and is not stored yet stays."""
        work = partial(self.source.read, self._desk.workspace)
        self._desk.read(self, work, self._show, key="load")

    def flush(self) -> None:
        """Save what was edited, without waiting for the pause to end."""
        self._pause.stop()
        edits = dict(self._edits)
        if not edits or self.page is None:
            return
        keep = None if self.last_words is None else self.last_words()

        def work() -> Outcome[Any]:
            page = self.source.read(self._desk.workspace)
            for item, value in edits.items():
                page = item.put(page, value)
            try:
                return Outcome(page, self.source.save(self._desk.workspace, page).changed)
            except UserError:
                if keep is not None:
                    keep()
                raise

        self._edits = {}
        for item in edits:
            item.waits = False
        former, self.page = self.page, self._draft(edits)
        self._saving += 1
        self._desk.change(self, work, self._saved, otherwise=partial(self._refused, edits, former))

    def change(
        self,
        change: Callable[[Any], Any],
        *,
        then: Callable[[], object] | None = None,
        otherwise: Callable[[Exception], bool] | None = None,
        notice: str | None = None,
    ) -> None:
        """Set something that has no field of its own, at once; a ``notice`` offers to take it back."""

        def work() -> Outcome[Any]:
            page = change(self.source.read(self._desk.workspace))
            return Outcome(page, self.source.save(self._desk.workspace, page).changed)

        def done(page: Any) -> None:
            self._stored(page)
            if then is not None:
                then()

        self._desk.change(self, work, done, otherwise=otherwise, notice=notice, undoable=notice is not None)

    def defaults(self) -> Any:
        """The page with its defaults, from what is stored now; runs on the writer's thread."""
        return (
            None if self.source.usual is None else self.source.usual(self.source.read(self._desk.workspace))
        )

    def forget_edits(self) -> None:
        """Give up what is typed and not stored."""
        self._pause.stop()
        self._edits = {}
        for item in self.items:
            item.waits = False
        self.held.emit()

    def is_usual(self) -> bool:
        """Whether everything has its default."""
        return self.page is None or self.source.usual is None or self.source.usual(self.page) == self.page

    # Inside

    def _show(self, page: Any) -> None:
        if self._saving:
            return  # it may have been read before; what is being saved is shown when it is
        self.page = page
        if self.before is None:
            self.before = page
        for item in self.items:
            if not item.waits:
                item.show(item.get(page))
            item.show_was(item.get(self.before))
        self._judge()
        self.shown.emit()

    def _edited(self, item: Item) -> None:
        if self.page is None:
            return
        clear, value = item.understood()
        item.waits = not clear or value != item.get(self.page)
        if clear and item.waits:
            self._edits[item] = value
        else:
            self._edits.pop(item, None)
        item.show_was(item.get(self.before))
        self._judge()
        if item.at_once:
            self.flush()
        elif self._edits:
            self._pause.start()
        else:
            self._pause.stop()
        self.shown.emit()
        self.held.emit()

    def _saved(self, page: Any) -> None:
        self._saving -= 1
        if not self._saving:
            self._stored(page)

    def _stored(self, page: Any) -> None:
        self.page = page
        for item in self.items:
            if not item.waits:
                item.show(item.get(page))
        self.shown.emit()
        self.held.emit()

    def _refused(self, edits: dict[Item, Any], former: Any, error: Exception) -> bool:
        self._saving -= 1
        self.page = former
        self._edits = {**edits, **self._edits}
        for item in edits:
            item.waits = True
        self.held.emit()
        return self._take(edits, error)

    def _take(self, edits: dict[Item, Any], error: Exception) -> bool:
        if not isinstance(error, FieldErrors):
            return False
        self.judged.emit(())  # what cannot be has no consequences
        teller = Teller(self._desk.look.words, self._desk.look.formats)
        for fault in error.errors:
            sentence = teller.sentence(UserError(fault.code, **dict(fault.details)))
            item = next((each for each in self.items if each.takes(fault.field)), None)
            item = item or next(iter(edits), None)
            if item is not None:
                item.show_fault(sentence)
        return True

    def _draft(self, edits: dict[Item, Any]) -> Any:
        page = self.page
        for item, value in edits.items():
            page = item.put(page, value)
        return page

    def _judge(self) -> None:
        if not self.source.judged or self.page is None:
            return
        draft = self._draft(self._edits)
        if draft == self.before:
            self.judged.emit(())
            return
        work = partial(
            what_would_change, self._desk.workspace, draft, as_of=self._desk.now(), than=self.before
        )
        self._desk.read(
            self, work, self.judged.emit, key="judge", otherwise=lambda error: isinstance(error, UserError)
        )
