"""The thresholds of the portfolio; what the workspace never changed has its default (domain.md §2, ⚙)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kam.analysis.concentration import ConcentrationSettings
from kam.analysis.key_groups import KeyGroupSettings
from kam.analysis.map_checks import CadenceSettings
from kam.analysis.rhythm import DegreeSettings, RhythmSettings
from kam.analysis.segments import SegmentSettings
from kam.analysis.variation import VariationSettings
from kam.services.stored_settings import groups_in_force


@dataclass(frozen=True, slots=True)
class PortfolioSettings:
    """The settings in force. A group is stored under its name here, as an object of what differs.

    ``segments`` = ``{"a_percent": 75}``: the same groups that a brief reads.
    """

    segments: SegmentSettings = field(default_factory=SegmentSettings)
    key_groups: KeyGroupSettings = field(default_factory=KeyGroupSettings)
    variation: VariationSettings = field(default_factory=VariationSettings)
    rhythm: RhythmSettings = field(default_factory=RhythmSettings)
    degrees: DegreeSettings = field(default_factory=DegreeSettings)
    concentration: ConcentrationSettings = field(default_factory=ConcentrationSettings)
    cadence: CadenceSettings = field(default_factory=CadenceSettings)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> PortfolioSettings:
        """The settings of a workspace, from those that were changed by name."""
        return groups_in_force(cls, stored)
