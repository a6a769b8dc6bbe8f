"""The rows of a timeline: heads of months, entries that are read when they are looked at.

A head of the timeline says how many entries each month has, so the number of rows and the place of each month
are known before any entry is read. Entries are numbered over all months from the newest on and asked for in
chunks. Rows are of one height; an opened entry takes as many rows below it as its details need.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from kam.core.periods import Month
from kam.services.timeline.rows import Entry, EntryId, EntryKey, TimelineHead
from kam.ui.look import Look
from kam.ui.widgets.timeline.words import EntryWords

ITEM_ROLE: Final = Qt.ItemDataRole.UserRole
CHUNK: Final = 100
_MOST_CHUNKS: Final = 60
"""So many are kept; the farthest from the one just read goes first."""
Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a month, or of what lies ahead (``month`` None)."""

    month: Month | None
    total: int
    shown: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that is not read yet."""


@dataclass(frozen=True, slots=True)
class Below:
    """A row that belongs to the details of the entry above."""


Item: TypeAlias = Heading | Entry | Waiting | Below


@dataclass(frozen=True, slots=True)
class Wish:
    """Entries that are looked at and not read yet: from a month on, or after a key."""

    chunk: int
    month: Month
    skip: int
    after: EntryKey | None


@dataclass(slots=True)
class _Stretch:
    """A heading and its entries. ``first`` is the number of its first entry; ahead has none."""

    month: Month | None
    total: int
    shown: int
    first: int
    row: int = 0
    visible: int = 0


class TimelineModel(QAbstractListModel):
    """One column; ``ITEM_ROLE`` is what a row shows."""

    wished = Signal(object)
    """A ``Wish``: somebody looks at entries that are not read yet."""
    open_moved = Signal()
    """The open entry stands in another row, or came on view: its details need their room again."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = EntryWords(look)
        self._head: TimelineHead | None = None
        self._ahead: Sequence[Entry] = ()
        self._stretches: list[_Stretch] = []
        self._rows_at: list[int] = []
        self._count = 0
        self._entries: dict[int, Entry] = {}
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._folded: set[Month | None] = {None}
        self._open: EntryId | None = None
        self._open_row = -1
        self._below = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._ask)

    # What it is told

    def show_head(self, head: TimelineHead, *, keep: bool = False) -> None:
        """Begin anew by a head. ``keep`` shows the entries read before until they are read again."""
        self.beginResetModel()
        self._head = head
        self._ahead = head.ahead
        if not keep:
            self._entries = {}
        self._asked = set()
        self._wanted = set()
        self._below = 0
        self._lay_out()
        self.endResetModel()

    def take(self, wish: Wish, entries: Sequence[Entry]) -> None:
        """The entries of a chunk that was wished for."""
        begin = wish.chunk * CHUNK
        fresh = {begin + number: entry for number, entry in enumerate(entries)}
        moves = self._open_row < 0 or any(
            entry.id != getattr(self._entries.get(number), "id", None) for number, entry in fresh.items()
        )
        if moves:
            self.give_room(0)
        self._entries.update(fresh)
        self._forget_far(wish.chunk)
        if moves and self._open is not None:
            self._find_open()
            self.open_moved.emit()
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def fold(self, row: int) -> None:
        """Fold or unfold the month whose head stands in a row; what is open in it closes."""
        item = self.item(row)
        if not isinstance(item, Heading):
            return
        stretch = next(each for each in self._stretches if each.month == item.month)
        if stretch.row < self._open_row <= stretch.row + stretch.visible:
            self.close()
        row, before = self._shifted(stretch.row), stretch.visible
        folded = self._folded ^ {item.month}
        after = _visible(stretch, folded)
        if after > before:
            self.beginInsertRows(_NOWHERE, row + 1 + before, row + after)
        elif after < before:
            self.beginRemoveRows(_NOWHERE, row + 1 + after, row + before)
        self._folded = folded
        self._lay_out()
        if after > before:
            self.endInsertRows()
        elif after < before:
            self.endRemoveRows()
        self.dataChanged.emit(self.index(row), self.index(row))

    def fold_all(self, *, folded: bool) -> None:
        """Fold or unfold all months; what lies ahead too."""
        self.close()
        self.beginResetModel()
        self._folded = {stretch.month for stretch in self._stretches} if folded else set()
        self._lay_out()
        self.endResetModel()

    def open(self, row: int) -> Entry | None:
        """Open the entry in a row, closing another; its details have no room yet."""
        entry = self.item(row)
        if not isinstance(entry, Entry):
            return None
        wanted = entry.id
        self.close()
        self._open = wanted
        self._find_open()
        self.dataChanged.emit(self.index(self._open_row), self.index(self._open_row))
        return entry

    def close(self) -> None:
        """Close what is open."""
        row = self._open_row
        self.give_room(0)
        self._open, self._open_row = None, -1
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def give_room(self, rows: int) -> None:
        """So many rows below the open entry are its details'."""
        if self._open_row < 0 or rows == self._below:
            return
        first = self._open_row + 1
        if rows > self._below:
            self.beginInsertRows(_NOWHERE, first + self._below, first + rows - 1)
        else:
            self.beginRemoveRows(_NOWHERE, first + rows, first + self._below - 1)
        grown = rows > self._below
        self._count += rows - self._below
        self._below = rows
        if grown:
            self.endInsertRows()
        else:
            self.endRemoveRows()

    # What it says

    @property
    def open_entry(self) -> EntryId | None:
        """Which entry is open."""
        return self._open

    @property
    def open_row(self) -> int:
        """Its row; -1 where it is not on view."""
        return self._open_row

    @property
    def rows_below(self) -> int:
        """How many rows its details take."""
        return self._below if self._open_row >= 0 else 0

    def item(self, row: int) -> Item | None:
        """What a row shows; asks for an entry that is not read yet."""
        if not 0 <= row < self._count:
            return None
        if self._open_row >= 0 and row > self._open_row:
            if row <= self._open_row + self._below:
                return Below()
            row -= self._below
        stretch = self._stretches[bisect_right(self._rows_at, row) - 1]
        place = row - stretch.row - 1
        if place < 0:
            return Heading(stretch.month, stretch.total, stretch.shown, stretch.month in self._folded)
        if stretch.month is None:
            return self._ahead[place]
        number = stretch.first + place
        self._want(number // CHUNK)  # also what is kept from before a change is read again
        return self._entries.get(number) or Waiting()

    def row_of(self, wanted: EntryId) -> int:
        """The row of an entry that is read and on view; -1 for another."""
        for place, entry in enumerate(self._ahead):
            if entry.id == wanted:
                return self._row_in(self._stretches[0], place)
        for number, entry in self._entries.items():
            if entry.id == wanted:
                stretch = self._stretch_of(number)
                return -1 if stretch is None else self._row_in(stretch, number - stretch.first)
        return -1

    def row_of_month(self, month: Month) -> int:
        """The row of a month's head; -1 where it has none."""
        for stretch in self._stretches:
            if stretch.month == month:
                return self._shifted(stretch.row)
        return -1

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """All rows."""
        return 0 if parent.isValid() else self._count

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Details are no rows of their own."""
        if not index.isValid() or isinstance(self.item(index.row()), Below):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item; in words for a screen reader."""
        if not index.isValid():
            return None
        if role == ITEM_ROLE:
            return self.item(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._said(index.row())
        return None

    # Inside

    def _said(self, row: int) -> str:
        item = self.item(row)
        if isinstance(item, Heading):
            return self.words.heading(item.month, item.total, item.shown, self._ahead)
        if isinstance(item, Entry):
            return self.words.said(item)
        return self.words.waiting() if isinstance(item, Waiting) else ""

    def _lay_out(self) -> None:
        """Where each month stands."""
        head = self._head
        stretches: list[_Stretch] = []
        if head is not None and self._ahead:
            stretches.append(_Stretch(None, head.ahead_in_all, len(self._ahead), 0))
        first = 0
        for each in () if head is None else head.months:
            if each.shown:
                stretches.append(_Stretch(each.month, each.total, each.shown, first))
                first += each.shown
        row = 0
        for stretch in stretches:
            stretch.row = row
            stretch.visible = _visible(stretch, self._folded)
            row += 1 + stretch.visible
        self._stretches = stretches
        self._rows_at = [stretch.row for stretch in stretches]
        self._find_open()
        self._count = row + self.rows_below

    def _find_open(self) -> None:
        self._open_row, below = -1, self._below
        if self._open is None:
            return
        self._below = 0
        self._open_row = self.row_of(self._open)
        self._below = below

    def _row_in(self, stretch: _Stretch, place: int) -> int:
        """The row of an entry of a month; -1 where the month is folded over it."""
        return self._shifted(stretch.row + 1 + place) if place < stretch.visible else -1

    def _shifted(self, row: int) -> int:
        """A row as counted with the details that stand above it."""
        return row + self._below if 0 <= self._open_row < row else row

    def _stretch_of(self, number: int) -> _Stretch | None:
        return next(
            (
                stretch
                for stretch in self._stretches
                if stretch.month is not None and stretch.first <= number < stretch.first + stretch.shown
            ),
            None,
        )

    def _want(self, chunk: int) -> None:
        if chunk not in self._asked:
            self._asked.add(chunk)
            self._wanted.add(chunk)
            self._later.start()

    def _ask(self) -> None:
        """Ask for what was looked at since; the newest first."""
        wanted, self._wanted = sorted(self._wanted), set()
        for chunk in wanted:
            begin = chunk * CHUNK
            stretch = self._stretch_of(begin)
            if stretch is None or stretch.month is None:
                continue
            before = self._entries.get(begin - 1)
            after = None if before is None else before.key
            self.wished.emit(Wish(chunk, stretch.month, begin - stretch.first, after))

    def _forget_far(self, chunk: int) -> None:
        held = {number // CHUNK for number in self._entries}
        far: Mapping[int, int] = {each: abs(each - chunk) for each in held}
        for each in sorted(held, key=far.__getitem__, reverse=True)[: max(0, len(held) - _MOST_CHUNKS)]:
            self._asked.discard(each)
            for number in range(each * CHUNK, (each + 1) * CHUNK):
                self._entries.pop(number, None)


def _visible(stretch: _Stretch, folded: AbstractSet[Month | None]) -> int:
    """How many of its entries are on view: of a folded month none, of what lies ahead the nearest."""
    if stretch.month not in folded:
        return stretch.shown
    return 1 if stretch.month is None else 0
