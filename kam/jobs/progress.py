"""How far a long job is, told from its thread; and the wish to stop it, told to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event


class Cancelled(Exception):  # noqa: N818 - no error: the user wished it
    """The job stopped because it was asked to; nothing was written."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A job's name and how much of it is done; ``total`` is 0 while nobody knows."""

    title: str
    done: int
    total: int


class Progress:
    """Handed to a long job. It says how far it is; at each saying it stops if that was wished."""

    def __init__(self, title: str, tell: Callable[[Standing], None]) -> None:
        self.title = title
        self._tell = tell
        self._stop = Event()
        self._shown = -1

    def cancel(self) -> None:
        """Ask the job to stop at its next saying."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def say(self, done: int, total: int) -> None:
        """So much of so much is done; passed on at each hundredth.

        Raises:
            Cancelled: the user wished it.

        """
        if self._stop.is_set():
            raise Cancelled
        hundredth = done * 100 // total if total else done
        if hundredth != self._shown:
            self._shown = hundredth
            self._tell(Standing(self.title, done, total))
