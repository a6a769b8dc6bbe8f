"""What pages with rows share: their deeds by code, those that fit, the sheet and the menu that are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kam.ui.desk import Desk
from kam.ui.widgets.deeds import Deed
from kam.ui.widgets.dialogs import Sheet

Row = TypeVar("Row")


class PageDeeds(QObject, Generic[Row]):
    """The deeds over a page; sheets open over its window."""

    went = Signal(object)
    """A ``Place`` to go to."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.page = page
        self.sheet: Sheet | None = None
        self.menu: QMenu | None = None
        self.all: Sequence[Deed[Row]] = self._make()

    def __getitem__(self, code: str) -> Deed[Row]:
        return next(deed for deed in self.all if deed.code == code)

    def fitting(self, rows: Sequence[Row]) -> list[Deed[Row]]:
        """What can be done with these."""
        return [deed for deed in self.all if rows and deed.fits(rows)]

    def _make(self) -> Sequence[Deed[Row]]:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC
