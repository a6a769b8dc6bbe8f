"""What is said of the health of accounts: plain data, safe on any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.analysis.health.churn import Churn
from kam.analysis.health.score import Health, HealthBand, HealthSettings, Moved, what_moved


@dataclass(frozen=True, slots=True)
class HealthMoment:
    """Health as it stood at the end of a day; neither score nor band where nothing was known."""

    on: date
    score: int | None
    band: HealthBand | None


@dataclass(frozen=True, slots=True)
class HealthRow:
    """The health of one account on a day, and where it comes from.

    ``month_ago`` is the same as of the same day a month before, by the settings in force now, so that new
    weights are no movement. ``trend`` has the ends of the twelve months before and the day itself, oldest
    first: as they were kept then, where they were.
    """

    account_id: UUID
    name: str
    on: date
    health: Health | None
    month_ago: Health | None
    churn: Churn
    is_inertia: bool
    trend: tuple[HealthMoment, ...]
    fell_since: date | None = None
    """Since when health lies lower than a month before by as much as is told, or in a worse band."""
    risk_since: date | None = None
    """Since when the risk of leaving is graver than a month ago; None where it is not."""
    told_from: int = HealthSettings().signal_fall
    """From so many points within a month on a movement is worth telling (⚙)."""

    @property
    def score(self) -> int | None:
        """0–100, None where nothing is known."""
        return None if self.health is None else self.health.score

    @property
    def band(self) -> HealthBand | None:
        """How the score is to be taken."""
        return None if self.health is None else self.health.band

    @property
    def change(self) -> int | None:
        """Points more than a month ago; None where one of the two is not known."""
        if self.health is None or self.month_ago is None:
            return None
        return self.health.score - self.month_ago.score

    @property
    def is_told(self) -> bool:
        """Whether health moved so far within a month that it is worth telling."""
        return self.change is not None and abs(self.change) >= self.told_from

    @property
    def moved(self) -> tuple[Moved, ...]:
        """What made the change, the greatest first."""
        if self.health is None or self.month_ago is None:
            return ()
        return what_moved(self.month_ago, self.health)


@dataclass(frozen=True, slots=True)
class HealthBook:
    """The health of every account on a day, by account."""

    on: date
    settings: HealthSettings
    rows: Mapping[UUID, HealthRow]
