"""A list whose lines are painted by hand: how it scrolls, what the mouse is over, where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

Index = QModelIndex | QPersistentModelIndex


class PaintedList(QListView):
    """Menus are asked for by the mouse; Tab leaves the list."""

    def __init__(self, name: str, least_width: int) -> None:
        super().__init__()
        self._hovered = QPersistentModelIndex()
        self._by_keyboard = False
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setMinimumWidth(least_width)

    def is_hovered(self, index: Index) -> bool:
        """Whether the mouse is over a line."""
        return self._hovered.isValid() and self._hovered.row() == index.row()

    def shows_focus(self, index: Index) -> bool:
        """Whether the ring of the keyboard is around a line."""
        return self._by_keyboard and self.hasFocus() and index.row() == self.currentIndex().row()
