"""Where one has been: back and forward as in a browser."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from kam.ui.places import Place

_LONGEST: Final = 200


class Trail(QObject):
    """The places visited, and which of them is shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: list[Place] = []
        self._at = -1

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether back was taken and nothing new was visited since."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go to a new place: what lay ahead is forgotten. The same place again is no step."""
        if place == self.place:
            return
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1
        self.changed.emit()

    def stay(self, place: Place) -> None:
        """The shown place is now said more exactly (another view): no step of its own."""
        if self._places:
            self._places[self._at] = place

    def back(self) -> Place | None:
        """The place before, which is shown from now on."""
        return self._move(-1) if self.can_go_back else None

    def forward(self) -> Place | None:
        """The place after, which is shown from now on."""
        return self._move(1) if self.can_go_forward else None

    def _move(self, by: int) -> Place:
        self._at += by
        self.changed.emit()
        return self._places[self._at]
