"""The page of segments and thresholds (domain.md §2, ⚙)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kam.analysis.concentration import ConcentrationSettings
from kam.analysis.key_groups import KeyGroupSettings
from kam.analysis.segments import POTENTIAL_SCALE, SegmentSettings
from kam.analysis.variation import VariationSettings
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.services.settings_in_force import (
    concentration_settings,
    key_group_settings,
    segment_settings,
    variation_settings,
)
from kam.services.stored_settings import out_of_range, put_group
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_LOWEST, *_, _HIGHEST = POTENTIAL_SCALE
_PERCENTS = (
    "a_percent", "b_percent", "x_percent", "y_percent", "breadwinner_percent", "concentration_percent"
)  # fmt: skip
_WHOLE = 100
_WIDEST = 1000  # a variation may be many times the mean


@dataclass(frozen=True, slots=True)
class ThresholdSettings:
    """Percents are whole. A class reaches up to its percent, a warning begins with its own."""

    a_percent: int = 80
    b_percent: int = 95
    x_percent: int = 10
    y_percent: int = 25
    vip_potential: int = 3
    strategic_potential: int = 4
    tail_potential: int = 2
    breadwinner_percent: int = 10
    concentration_percent: int = 20

    @property
    def segments(self) -> dict[str, int]:
        """The figures of ABC and the segments."""
        return {
            "a_percent": self.a_percent,
            "b_percent": self.b_percent,
            "vip_potential": self.vip_potential,
            "strategic_potential": self.strategic_potential,
            "tail_potential": self.tail_potential,
        }

    @property
    def variation(self) -> dict[str, int]:
        """The figures of XYZ."""
        return {"x_percent": self.x_percent, "y_percent": self.y_percent}


def read_thresholds(workspace: Workspace) -> ThresholdSettings:
    """The thresholds in force."""
    with workspace.reading() as session:
        return thresholds_of(session)


def thresholds_of(session: Session) -> ThresholdSettings:
    """The thresholds in force, within a session."""
    segments, variation = segment_settings(session), variation_settings(session)
    return ThresholdSettings(
        a_percent=int(segments.a_percent),
        b_percent=int(segments.b_percent),
        x_percent=int(variation.x_percent),
        y_percent=int(variation.y_percent),
        vip_potential=segments.vip_potential,
        strategic_potential=segments.strategic_potential,
        tail_potential=segments.tail_potential,
        breadwinner_percent=int(key_group_settings(session).breadwinner_percent),
        concentration_percent=int(concentration_settings(session).warning_percent),
    )


def save_thresholds(workspace: Workspace, new: ThresholdSettings) -> Outcome[None]:
    """Set the thresholds as one step; ``ThresholdSettings()`` restores the defaults.

    Raises:
        FieldErrors: for what is out of range, or not in order (B ends after A, Y after X).

    """
    with workspace.writing("settings.thresholds_changed") as unit:
        return Outcome(None, put_thresholds(unit, new))


def put_thresholds(unit: UnitOfWork, new: ThresholdSettings) -> Area:
    """Set the thresholds within a step; raises as ``save_thresholds``."""
    refuse(faults_of(new))
    put_group(unit, "segments", SegmentSettings(), new.segments)
    put_group(unit, "variation", VariationSettings(), new.variation)
    put_group(unit, "key_groups", KeyGroupSettings(), {"breadwinner_percent": new.breadwinner_percent})
    put_group(unit, "concentration", ConcentrationSettings(), {"warning_percent": new.concentration_percent})
    return Area.SETTINGS | Area.ACCOUNTS


def faults_of(new: ThresholdSettings) -> Iterator[FieldError]:
    """What of the thresholds is out of range or out of order."""
    for name in _PERCENTS:
        highest = _WIDEST if name in new.variation else _WHOLE
        yield from out_of_range(name, getattr(new, name), 1, highest)
    for name in ("vip_potential", "strategic_potential", "tail_potential"):
        yield from out_of_range(name, getattr(new, name), _LOWEST, _HIGHEST)
    if new.b_percent < new.a_percent:
        yield FieldError("b_percent", "settings.below", {"low": new.a_percent})
    if new.y_percent < new.x_percent:
        yield FieldError("y_percent", "settings.below", {"low": new.x_percent})
    if new.tail_potential >= new.strategic_potential:
        yield FieldError("tail_potential", "settings.above", {"high": new.strategic_potential - 1})
