"""One clock that runs from a moment, in one kind of time, and stands still during pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kam.analysis.working_time import in_utc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kam.analysis.working_time import RunningTime


@dataclass(frozen=True, slots=True)
class Pause:
    """The client owes an answer from ``since`` on; ``until`` is None while they still do."""

    since: datetime
    until: datetime | None = None


def settle_pauses(pauses: Iterable[Pause], at: datetime) -> tuple[Pause, ...]:
    """The pauses as known at a moment, in UTC, in order and apart.

    One that begins later is unknown, one that ends later is still open; those that touch become one.
    """
    settled: list[Pause] = []
    for pause in sorted((_known(pause, at) for pause in pauses), key=lambda pause: pause.since):
        if pause.since > at or (pause.until is not None and pause.until <= pause.since):
            continue
        last = settled[-1] if settled else None
        if last is not None and (last.until is None or pause.since <= last.until):
            settled[-1] = Pause(last.since, _later(last.until, pause.until))
        else:
            settled.append(pause)
    return tuple(settled)


def _known(pause: Pause, at: datetime) -> Pause:
    until = in_utc(pause.until) if pause.until is not None else None
    return Pause(in_utc(pause.since), until if until is not None and until <= at else None)


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return None if first is None or second is None else max(first, second)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock in time of some kind; ``pauses`` are settled, so only the last of them can be open."""

    time: RunningTime
    started_at: datetime
    pauses: tuple[Pause, ...] = ()

    def used(self, at: datetime) -> timedelta:
        """The time that has run by a moment, pauses left out."""
        end = self.frozen(at)
        paused = sum(
            (
                self.time.between(max(pause.since, self.started_at), min(pause.until or end, end))
                for pause in self.pauses
            ),
            timedelta(0),
        )
        return self.time.between(self.started_at, end) - paused

    def frozen(self, at: datetime) -> datetime:
        """The moment the clock shows: the beginning of the pause that ``at`` lies in, otherwise ``at``.

        At the very moment a pause ends nothing has run yet.
        """
        since = self.paused_since(at)
        if since is not None:
            return since
        return next((pause.since for pause in self.pauses if pause.until == at), at)

    def paused_since(self, at: datetime) -> datetime | None:
        """When the pause began that ``at`` lies in; None when the clock runs."""
        for pause in self.pauses:
            if pause.since <= at and (pause.until is None or at < pause.until):
                return pause.since
        return None

    def moment_of(self, amount: timedelta) -> datetime | None:
        """The earliest moment by which ``amount`` has run; None while an open pause keeps it from coming."""
        cursor = self.started_at
        for pause in self.pauses:
            before_pause = self.time.between(cursor, pause.since)
            if amount <= before_pause:
                return self.time.add(cursor, amount)
            amount -= before_pause
            if pause.until is None:
                return None
            cursor = max(cursor, pause.until)
        return self.time.add(cursor, amount)
