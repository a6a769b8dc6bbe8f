"""The thresholds and norms of a brief; what the workspace never changed has its default (domain.md, ⚙)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.completeness import CompletenessSettings
from kam.analysis.contracts import ContractSettings
from kam.analysis.freshness import FreshnessSettings
from kam.analysis.key_groups import KeyGroupSettings
from kam.analysis.map_checks import CadenceSettings, MapSettings
from kam.analysis.segments import SegmentSettings
from kam.services.stored_settings import groups_in_force, stored_days
from kam.services.working_calendar import norms_from


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """The settings in force.

    A group of figures is stored under the name of its field here, as an object of those that differ:
    ``cadence`` = ``{"core_days": 14}``. Complaint norms are read by ``working_calendar``.
    """

    norms: ComplaintNorms = field(default_factory=ComplaintNorms)
    freshness: FreshnessSettings = field(default_factory=FreshnessSettings)
    cadence: CadenceSettings = field(default_factory=CadenceSettings)
    map_checks: MapSettings = field(default_factory=MapSettings)
    contracts: ContractSettings = field(default_factory=ContractSettings)
    segments: SegmentSettings = field(default_factory=SegmentSettings)
    key_groups: KeyGroupSettings = field(default_factory=KeyGroupSettings)
    completeness: CompletenessSettings = field(default_factory=CompletenessSettings)
    satisfaction_days: int = 365
    """A satisfaction score older than this is worth asking for anew."""
    mark_late_promises: bool = True
    """Whether the client's copy marks promises whose date has passed."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> BriefSettings:
        """The settings of a workspace, from those that were changed by name.

        Raises:
            UserError: ``store.damaged_value`` for what no kam ever wrote.

        """
        usual = cls()
        return replace(
            groups_in_force(cls, stored),
            norms=norms_from(dict(stored)),
            satisfaction_days=stored_days(stored.get("satisfaction_days"), usual.satisfaction_days),
            mark_late_promises=bool(stored.get("mark_late_promises", usual.mark_late_promises)),
        )
