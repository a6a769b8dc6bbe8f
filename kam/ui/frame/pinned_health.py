"""Shows at the side how the health of pinned accounts is to be taken, read while nobody waits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from kam.analysis.health.score import HealthBand
from kam.core.errors import UserError
from kam.jobs import Lane
from kam.services.health.book import read_bands
from kam.ui.desk import Desk
from kam.ui.frame.sidebar import Sidebar, Standing
from kam.ui.health.pieces import band_glyph

_AFTER_MS: Final = 300
_LOOK_EVERY_MS: Final = 3_600_000
"""Days pass in a window that stays open, and norms run out."""


class PinnedHealth(QObject):
    """Looks when the first page stands, after each change once it is calm, and every hour.

    What was known stays until it is read anew. What fails is left for the next look: the pages say it.
    """

    def __init__(self, desk: Desk, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._desk = desk
        self._sidebar = sidebar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look_when_calm)
        sidebar.pinned.connect(self._soon)
        self._soon()

    def look(self) -> None:
        """Read it now, behind everything else that is read of everybody."""
        self._timer.start(_LOOK_EVERY_MS)
        accounts = tuple(each.id for each in self._sidebar.pins)
        if not accounts:
            return
        work = partial(read_bands, self._desk.workspace, accounts, as_of=self._desk.now())
        self._desk.jobs.run(
            self, work, self._show, lane=Lane.QUIET, key="pinned health", otherwise=self._left
        )

    def _soon(self) -> None:
        self._timer.start(_AFTER_MS)

    def _look_when_calm(self) -> None:
        if self._desk.jobs.under_way:
            self._soon()
        else:
            self.look()

    def _show(self, bands: Mapping[UUID, HealthBand]) -> None:
        words = self._desk.look.words
        self._sidebar.set_standings(
            {
                account: Standing(
                    band_glyph(band, silent=True), words.say("health: {band}", band=words.of(band.label))
                )
                for account, band in bands.items()
            }
        )

    @staticmethod
    def _left(error: Exception) -> bool:
        """Nobody asked for it, so nobody is told what can be told; a mistake of ours is."""
        return isinstance(error, UserError)
