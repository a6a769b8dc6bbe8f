"""Looking for garbage – objects that hold each other and that nobody uses – while the window is open.

Python's own collector runs on whichever thread happens to make an object. On a worker's thread it could take
away widgets, which only the interface thread may; and a look through everything stops the window for as long
as it lasts. So it is off in the window's program (``kam.__main__``), which looks for itself: on the interface
thread, between two events, and only among what was made since the window opened.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 2_000
_YOUNG: Final = 20_000
"""So many objects made and not let go since the last look make another worth while."""
_OLDER: Final = 10
"""So many looks among the younger, and there is one among the next older."""


class Garbage(QObject):
    """Takes the collector's place until the program ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def spare_what_is_here(self) -> None:
        """What is there by now – modules, entities, the frame – stays: it is never looked through again."""
        gc.freeze()

    def look(self) -> int | None:
        """Look where it is due; the oldest generation that was looked through, None when none was."""
        young, middle, old = gc.get_count()
        if young < _YOUNG:
            return None
        generation = 0 if middle < _OLDER else 1 if old < _OLDER else 2
        gc.collect(generation)
        return generation
