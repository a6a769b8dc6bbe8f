"""What the facts of health are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import HealthSettings
from kam.analysis.map_checks import CadenceSettings
from kam.analysis.rhythm import RhythmSettings
from kam.analysis.sales_figures import KnownMonths
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import Circle
from kam.services.health.reach import ends_on


@dataclass(frozen=True)
class Measures:
    """What facts are judged by; ``as_of`` in the workspace's zone is the moment up to which they are known.

    ``known`` are the months with sales of anybody. ``norms`` and ``calendar`` are for complaints that keep
    none of their own.
    """

    as_of: datetime
    known: KnownMonths | None
    norms: ComplaintNorms
    calendar: WorkCalendar
    health: HealthSettings = field(default_factory=HealthSettings)
    churn: ChurnSettings = field(default_factory=ChurnSettings)
    cadence: CadenceSettings = field(default_factory=CadenceSettings)
    rhythm: RhythmSettings = field(default_factory=RhythmSettings)

    def moment(self, day: date) -> datetime:
        """The end of a day, or the present moment of the present day, in the workspace's zone."""
        return self._moments(day)[0]

    def instant(self, day: date) -> datetime:
        """The same in UTC, in which the moments of facts are: those of one zone are soon compared."""
        return self._moments(day)[1]

    def _moments(self, day: date) -> tuple[datetime, datetime]:
        known = self._known_moments
        if day not in known:
            zone = self.as_of.tzinfo
            moment = self.as_of if day >= self.as_of.date() else ends_on(day, zone)  # type: ignore[arg-type]
            known[day] = moment, moment.astimezone(UTC)
        return known[day]

    @cached_property
    def _known_moments(self) -> dict[date, tuple[datetime, datetime]]:
        return {}

    @cached_property
    def norms_by_circle(self) -> Sequence[int | None]:
        """Days between touches of those who have no norm of their own, by the number of their circle."""
        return (self.cadence.norm(None), *(self.cadence.norm(circle) for circle in Circle))
