"""What the facts of health are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
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
        """The end of a day, or the present moment of the present day."""
        zone = self.as_of.tzinfo
        return self.as_of if day >= self.as_of.date() else ends_on(day, zone)  # type: ignore[arg-type]

    @cached_property
    def norms_by_circle(self) -> Sequence[int | None]:
        """Days between touches of those who have no norm of their own, by the number of their circle."""
        return (self.cadence.norm(None), *(self.cadence.norm(circle) for circle in Circle))
