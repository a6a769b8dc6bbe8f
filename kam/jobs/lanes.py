"""Lanes for writing, reading, paper and foreign files: work goes in, its result comes back.

It comes back on the interface thread. A result for a page that is gone is dropped, and so is one that a
later question of the same page has overtaken. A failure always reaches somebody: the caller's own handler,
or the one of the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from kam.jobs.progress import Cancelled, Progress, Standing

T = TypeVar("T")


class Lane(Enum):
    """Where work runs; each lane does one thing at a time, in the order of asking."""

    READ = auto()
    WRITE = auto()
    PAPER = auto()
    FILES = auto()
    """Somebody's table is gone through before it comes in; the reader must not wait for it."""
    QUIET = auto()
    """What is read of everybody and may come a moment later; the reader must not wait for it either."""


class Threads(Protocol):
    """Runs work of a lane somewhere and calls back from there."""

    def submit(self, lane: Lane, work: Callable[[], None]) -> Callable[[], bool]:
        """Put work into a lane; the answer takes it out again, False when it has begun."""
        ...

    def finish(self) -> None:
        """Wait for what is under way and end the threads."""
        ...


@dataclass(slots=True)
class _Delivery:
    """A result or failure on its way to who asked."""

    owner: QObject
    key: object
    number: int
    result: object
    error: BaseException | None
    then: Callable[[object], None] | None
    otherwise: Callable[[Exception], bool] | None
    progress: Progress | None


class Jobs(QObject):
    """Runs use cases off the interface thread."""

    failed = Signal(object)
    """A failure nobody took, as an exception."""
    progressed = Signal(object)
    """A ``Standing`` of the long job, or None when it ended."""
    idle = Signal()
    """Nothing is under way any more."""
    _arrived = Signal(object)
    _moved = Signal(object)

    def __init__(self, threads: Threads) -> None:
        super().__init__()
        self._threads = threads
        self._count = 0
        self._under_way = 0
        self._latest: dict[tuple[int, object], int] = {}
        self._queued: dict[tuple[int, object], Callable[[], bool]] = {}
        self._long: Progress | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.AutoConnection)
        self._moved.connect(self.progressed)

    @property
    def under_way(self) -> int:
        """How many pieces of work have not come back yet."""
        return self._under_way

    def run(  # the work, whose it is, and what becomes of it
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        *,
        lane: Lane = Lane.READ,
        key: object = None,
        otherwise: Callable[[Exception], bool] | None = None,
    ) -> None:
        """Do ``work`` in a lane, then call ``then`` with its result on the interface thread.

        When ``owner`` is gone, so is the interest in the result. Of several questions with the same owner
        and ``key`` only the last is answered. ``otherwise`` takes a failure; where it answers False, the
        program's handler gets it.

        """
        self._submit(owner, work, then, lane=lane, key=key, otherwise=otherwise)

    def run_long(
        self,
        owner: QObject,
        title: str,
        work: Callable[[Progress], T],
        then: Callable[[T], None] | None = None,
        *,
        lane: Lane = Lane.WRITE,
        otherwise: Callable[[Exception], bool] | None = None,
    ) -> Progress:
        """As ``run``, for work that tells how far it is and can be stopped."""
        progress = Progress(title, self._moved.emit)
        self._long = progress
        self._moved.emit(Standing(title, 0, 0))
        self._submit(owner, lambda: work(progress), then, lane=lane, otherwise=otherwise, progress=progress)
        return progress

    def cancel_long(self) -> None:
        """Ask the long job to stop, if there is one."""
        if self._long is not None:
            self._long.cancel()

    def finish(self) -> None:
        """Wait for what is under way and end the threads; results that come after are dropped."""
        self.cancel_long()
        self._threads.finish()

    def _submit(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None] | None,
        *,
        lane: Lane,
        key: object = None,
        otherwise: Callable[[Exception], bool] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._count += 1
        number = self._count
        place = (id(owner), key)
        if key is not None:
            overtaken = self._queued.pop(place, None)
            if overtaken is not None and overtaken():
                self._under_way -= 1
            self._latest[place] = number
        taker = cast("Callable[[object], None] | None", then)
        self._under_way += 1

        def do() -> None:
            result: object = None
            error: BaseException | None = None
            try:
                result = work()
            except BaseException as failure:  # noqa: BLE001 - carried to the interface thread
                error = failure
            if shiboken6.isValid(self):
                self._arrived.emit(_Delivery(owner, key, number, result, error, taker, otherwise, progress))

        recall = self._threads.submit(lane, do)
        if key is not None and self._latest.get(place) == number:
            self._queued[place] = recall

    @Slot(object)
    def _deliver(self, parcel: _Delivery) -> None:
        self._under_way -= 1
        if parcel.progress is not None and parcel.progress is self._long:
            self._long = None
            self.progressed.emit(None)
        place = (id(parcel.owner), parcel.key)
        overtaken = parcel.key is not None and self._latest.get(place) != parcel.number
        if parcel.key is not None and not overtaken:
            self._latest.pop(place, None)
            self._queued.pop(place, None)
        if not overtaken:
            self._hand_over(parcel)
        if self._under_way == 0:
            self.idle.emit()

    def _hand_over(self, parcel: _Delivery) -> None:
        is_there = shiboken6.isValid(parcel.owner)
        if parcel.error is None:
            if is_there and parcel.then is not None:
                parcel.then(parcel.result)
            return
        if isinstance(parcel.error, Cancelled):
            return
        taker = parcel.otherwise if is_there else None
        if taker is None or not isinstance(parcel.error, Exception) or not taker(parcel.error):
            self.failed.emit(parcel.error)
