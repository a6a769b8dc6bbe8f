"""The norms of answering a complaint (domain.md §8): by channel, by severity, and when their time runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kam.core.errors import RuleError
from kam.core.vocabulary import Channel, NormRuns, NormUnit, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kam.analysis.working_time import WorkCalendar

_LARGEST_NORM: Final = 10_000


@dataclass(frozen=True, slots=True)
class Norm:
    """How much time there is: a number, a unit, and when it runs. Zero is "at once".

    A norm in working days runs in working time whatever ``runs`` says: a working day has no other hours.
    """

    amount: int
    unit: NormUnit
    runs: NormRuns = NormRuns.ALWAYS

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= _LARGEST_NORM:
            raise RuleError("domain.norm_out_of_range", value=self.amount, low=0, high=_LARGEST_NORM)

    @property
    def runs_in_working_time(self) -> bool:
        """Whether nights, weekends and holidays are left out."""
        return self.unit is NormUnit.WORKING_DAY or self.runs is NormRuns.WORKING

    def allowed(self, calendar: WorkCalendar) -> timedelta:
        """The time it gives; a working day is the calendar's working hours (27 hours for 3 days)."""
        if self.unit is NormUnit.MINUTE:
            return timedelta(minutes=self.amount)
        if self.unit is NormUnit.HOUR:
            return timedelta(hours=self.amount)
        return self.amount * calendar.working_day if self.amount else timedelta(0)


_DEFAULT_RESPONSE: Final = MappingProxyType(
    {
        Channel.PHONE: Norm(5, NormUnit.MINUTE),
        Channel.MESSENGER: Norm(1, NormUnit.HOUR),
        Channel.SOCIAL: Norm(1, NormUnit.HOUR),
        Channel.EMAIL: Norm(1, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Channel.PORTAL: Norm(1, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Channel.LETTER: Norm(3, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Channel.MEETING: Norm(0, NormUnit.MINUTE),
    }
)
_DEFAULT_RESOLUTION: Final = MappingProxyType(
    {
        Severity.CRITICAL: Norm(1, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Severity.HIGH: Norm(3, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Severity.NORMAL: Norm(10, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Severity.LOW: Norm(20, NormUnit.WORKING_DAY, NormRuns.WORKING),
    }
)


@dataclass(frozen=True, slots=True)
class ComplaintNorms:
    """All norms of a workspace, or those kept with one complaint. Every channel and severity has one.

    ``acknowledgement`` runs as its channel's first response does and is never later than it, so its own
    ``runs`` is without effect. A clock is at risk from ``at_risk_percent`` of its time on.
    """

    first_response: Mapping[Channel, Norm] = field(default_factory=lambda: _DEFAULT_RESPONSE)
    acknowledgement: Norm = Norm(15, NormUnit.MINUTE)
    resolution: Mapping[Severity, Norm] = field(default_factory=lambda: _DEFAULT_RESOLUTION)
    at_risk_percent: int = 75

    def __post_init__(self) -> None:
        missing = [*(set(Channel) - set(self.first_response)), *(set(Severity) - set(self.resolution))]
        if missing:
            message = f"no norm for {', '.join(sorted(missing))}"
            raise ValueError(message)
        if not 0 < self.at_risk_percent <= 100:  # noqa: PLR2004 - a whole
            raise RuleError("domain.norm_out_of_range", value=self.at_risk_percent, low=1, high=100)
