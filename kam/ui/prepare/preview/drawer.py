"""Draws the brief off the interface thread, again at each change, and the pictures of its pages.

One drawing is under way at a time. What changes meanwhile is drawn when it is done, so that fast typing
neither queues drawings up nor starves the preview; what was drawn for another meeting or wish is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage

from kam.core.errors import UserError
from kam.core.vocabulary import BriefSection
from kam.jobs import Lane
from kam.reports.content import Arrangement
from kam.services.preparing import BriefWish, Collected, collect
from kam.services.preparing.parts import Part
from kam.ui.desk import Desk
from kam.ui.pdfium import found, opened, page_sizes, picture

if TYPE_CHECKING:
    from kam.reports.result import PaperResult

PAUSE: Final = 50
"""Milliseconds after a key before the drawing begins: several keys at once are one drawing."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """What the paper had no room for: its heading, so many of so many."""

    title: str
    shown: int
    total: int


@dataclass(frozen=True)
class Drawn:
    """A drawn brief: the file, its pages in points, where sections stand, what was cut."""

    pdf: bytes
    wish: BriefWish
    as_of: datetime
    sizes: tuple[tuple[float, float], ...] = ()
    places: tuple[tuple[BriefSection, int, QRectF], ...] = ()
    cuts: tuple[Cutting, ...] = ()
    pictures: dict[int, QImage] = field(default_factory=dict)
    """Pages as they were asked for with the drawing, by their number."""
    scale: float = 1.0
    """Pixels a point of these pictures."""


Typed = Callable[[], tuple[tuple[Part, ...], Arrangement | None]]
"""What is typed and not saved, and an arrangement that is not saved."""


class Drawer(QObject):
    """One a preview."""

    drawn = Signal(object)
    """A ``Drawn``."""
    refused = Signal(object)
    """A ``UserError``: it cannot be drawn as wished for."""
    working = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        typed: Typed,
        seen: Callable[[], tuple[float, Iterable[int]]],
        owner: QObject,
    ) -> None:
        """``seen`` says at which scale (pixels a point) which pages are on view."""
        super().__init__(owner)
        self._desk = desk
        self._typed = typed
        self._seen = seen
        self._meeting_id: UUID | None = None
        self._wish = BriefWish("en")
        self._collected: tuple[Collected, datetime] | None = None
        self._turn = 0
        self._busy = False
        self._again = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._draw)

    @property
    def is_busy(self) -> bool:
        """Whether what is shown is not what is typed."""
        return self._busy or self._pause.isActive()

    def take(self, meeting_id: UUID, wish: BriefWish, collected: Collected, as_of: datetime) -> None:
        """Draw what was just read."""
        self._begin(meeting_id, wish)
        self._collect(collected, as_of)

    def _begin(self, meeting_id: UUID, wish: BriefWish) -> None:
        if (meeting_id, wish) != (self._meeting_id, self._wish):
            self._turn += 1
            self._collected = None
        self._meeting_id, self._wish = meeting_id, wish

    def show(self, meeting_id: UUID, wish: BriefWish) -> None:
        """Draw a meeting's brief from what is stored now."""
        self._begin(meeting_id, wish)
        as_of = self._desk.now()
        work = partial(collect, self._desk.workspace, meeting_id, wish, as_of=as_of)
        self.working.emit(True)
        self._desk.read(
            self,
            work,
            lambda collected: self._collect(collected, as_of),
            key="collect",
            otherwise=lambda error: isinstance(error, UserError),
        )

    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()

    def render(self, drawn: Drawn, scale: float, pages: Iterable[int]) -> None:
        """Pictures of pages at another scale; they come as another ``drawn`` of the same brief."""
        work = partial(_pictures, drawn, scale, tuple(pages))
        self._desk.jobs.run(self, work, self.drawn.emit, lane=Lane.PAPER, key="render")

    def find(self, drawn: Drawn, text: str, then: Callable[[list[tuple[int, QRectF]]], None]) -> None:
        """Where a text stands on the paper."""
        self._desk.jobs.run(self, partial(_found, drawn, text), then, lane=Lane.PAPER, key="find")

    def _collect(self, collected: Collected, as_of: datetime) -> None:
        self._collected = (collected, as_of)
        self._draw()

    def _draw(self) -> None:
        if self._collected is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        self.working.emit(True)
        scale, pages = self._seen()
        parts, arrangement = self._typed()
        content, as_of = self._collected
        work = partial(_drawing, content, as_of, self._wish, parts, arrangement, (scale, tuple(pages)))
        turn = self._turn
        self._desk.jobs.run(
            self,
            work,
            partial(self._arrived, turn),
            lane=Lane.PAPER,
            otherwise=partial(self._failed, turn),
        )

    def _arrived(self, turn: int, drawn: Drawn) -> None:
        self._ended()
        if turn == self._turn:
            self.drawn.emit(drawn)

    def _failed(self, turn: int, error: Exception) -> bool:
        self._ended()
        if isinstance(error, UserError):
            if turn == self._turn:
                self.refused.emit(error)
            return True
        return False

    def _ended(self) -> None:
        self._busy = False
        if self._again:
            self._draw()
        else:
            self.working.emit(False)


def _drawing(  # noqa: PLR0917 - what is drawn, and what of it is on view
    content: Collected,
    as_of: datetime,
    wish: BriefWish,
    typed: tuple[Part, ...],
    arrangement: Arrangement | None,
    seen: tuple[float, tuple[int, ...]],
) -> Drawn:
    from kam.services.preparing.drawing import draw, section_of

    paper: PaperResult = draw(content, wish, typed, arrangement)
    places = tuple(
        (section, each.page, QRectF(each.x, each.y, each.width, each.height))
        for each in paper.standings
        if (section := section_of(each.code)) is not None
    )
    cuts = tuple(Cutting(cut.title, cut.shown, cut.total) for cut in paper.cuts)
    return _pictures(Drawn(paper.pdf, wish, as_of, (), places, cuts), *seen)


def _pictures(drawn: Drawn, scale: float, pages: tuple[int, ...]) -> Drawn:
    with opened(drawn.pdf) as document:
        sizes = tuple(page_sizes(document))
        there = [number for number in pages if number < len(sizes)] or [0]
        images = {number: picture(document, number, scale) for number in there}
    return Drawn(drawn.pdf, drawn.wish, drawn.as_of, sizes, drawn.places, drawn.cuts, images, scale)


def _found(drawn: Drawn, text: str) -> list[tuple[int, QRectF]]:
    with opened(drawn.pdf) as document:
        return found(document, text)
