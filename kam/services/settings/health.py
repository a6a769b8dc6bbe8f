"""The page of health and of the risk of leaving (domain.md §9, ⚙)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.scale import FULL
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.services.health.settings import (
    CHURN_SETTING,
    HEALTH_SETTING,
    RATIO_FIELD,
    WEIGHTS_FIELD,
    churn_settings,
    health_settings,
)
from kam.services.stored_settings import out_of_range, put_group, read_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

MOST_WEIGHT: Final = 50
"""Weights say how factors stand to each other; finer steps than of fifty nobody feels."""
MOST_RATIO: Final = 10
MOST_DAYS: Final = 1000
MOST_SIGNS: Final = 11
"""All that can speak for leaving, with its weights, comes to this."""
_MEASURES: Final = ("red_to", "amber_to", "least_known", "signal_fall")
_SIGNS: Final = ("quiet_percent", "once_days", "fall", "lost_days", "contract_days", "medium", "high")


def _usual_weights() -> Mapping[HealthFactor, int]:
    return dict(WEIGHTS)


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Weights are whole numbers that need no certain sum; the rest is as ``analysis.health`` says."""

    weights: Mapping[HealthFactor, int] = field(default_factory=_usual_weights)
    red_to: int = 50
    amber_to: int = 75
    least_known: int = 50
    signal_fall: int = 5
    overdue_ratio: Decimal = Decimal(2)
    quiet_percent: int = 40
    once_days: int = 90
    fall: int = 10
    lost_days: int = 183
    contract_days: int = 90
    medium: int = 2
    high: int = 4

    @property
    def health(self) -> HealthSettings:
        """What scores and bands follow from."""
        return HealthSettings(
            weights=self.weights,
            red_to=self.red_to,
            amber_to=self.amber_to,
            least_known=self.least_known,
            signal_fall=self.signal_fall,
        )

    @property
    def churn(self) -> ChurnSettings:
        """What the risk of leaving follows from."""
        return ChurnSettings(
            overdue_ratio=self.overdue_ratio,
            quiet_percent=self.quiet_percent,
            once_days=self.once_days,
            fall=self.fall,
            lost_days=self.lost_days,
            contract_days=self.contract_days,
            medium=self.medium,
            high=self.high,
        )


def read_health_page(workspace: Workspace) -> HealthPage:
    """The measures in force."""
    with workspace.reading() as session:
        return health_page_of(session)


def health_page_of(session: Session) -> HealthPage:
    """The measures in force, within a session."""
    stored = {name: read_setting(session, name) for name in (HEALTH_SETTING, CHURN_SETTING)}
    health, churn = health_settings(stored), churn_settings(stored)
    return HealthPage(
        weights=dict(health.weights),
        red_to=health.red_to,
        amber_to=health.amber_to,
        least_known=int(health.least_known),
        signal_fall=health.signal_fall,
        overdue_ratio=churn.overdue_ratio,
        quiet_percent=int(churn.quiet_percent),
        once_days=churn.once_days,
        fall=churn.fall,
        lost_days=churn.lost_days,
        contract_days=churn.contract_days,
        medium=churn.medium,
        high=churn.high,
    )


def save_health_page(workspace: Workspace, new: HealthPage) -> Outcome[None]:
    """Set the measures as one step; ``HealthPage()`` restores the defaults.

    Raises:
        FieldErrors: for what is out of range, bands or risks out of order, and weights that are all nothing.

    """
    with workspace.writing("settings.health_changed") as unit:
        return Outcome(None, put_health_page(unit, new))


def put_health_page(unit: UnitOfWork, new: HealthPage) -> Area:
    """Set the measures within a step; raises as ``save_health_page``."""
    refuse(faults_of_health(new))
    differing = {
        factor.value: new.weights[factor] for factor in HealthFactor if new.weights[factor] != WEIGHTS[factor]
    }
    usual_churn = ChurnSettings()
    health: dict[str, Any] = {name: getattr(new, name) for name in _MEASURES}
    churn: dict[str, Any] = {name: getattr(new, name) for name in _SIGNS}
    # What equals the default is not stored: no weights that differ are the usual weights.
    health[WEIGHTS_FIELD] = differing or WEIGHTS
    is_usual = new.overdue_ratio == usual_churn.overdue_ratio
    churn[RATIO_FIELD] = usual_churn.overdue_ratio if is_usual else str(new.overdue_ratio.normalize())
    put_group(unit, HEALTH_SETTING, HealthSettings(), health)
    put_group(unit, CHURN_SETTING, usual_churn, churn)
    return Area.SETTINGS | Area.ACCOUNTS


def faults_of_health(new: HealthPage) -> Iterator[FieldError]:
    """What of the page is out of range or out of order."""
    for factor in HealthFactor:
        yield from out_of_range(f"weights.{factor.value}", new.weights[factor], 0, MOST_WEIGHT)
    if not any(new.weights[factor] for factor in HealthFactor):
        yield FieldError("weights", "settings.no_weight")
    for name, low, high in (("red_to", 1, FULL - 2), ("amber_to", 2, FULL - 1), ("least_known", 0, FULL)):
        yield from out_of_range(name, getattr(new, name), low, high)
    if new.amber_to <= new.red_to:
        yield FieldError("amber_to", "settings.bands_cross", {"low": new.red_to + 1})
    if not 1 <= new.overdue_ratio <= MOST_RATIO:
        yield FieldError(RATIO_FIELD, "settings.between", {"low": 1, "high": MOST_RATIO})
    for name in ("signal_fall", "fall"):
        yield from out_of_range(name, getattr(new, name), 1, FULL)
    yield from out_of_range("quiet_percent", new.quiet_percent, 1, 100)
    for name in ("once_days", "lost_days", "contract_days"):
        yield from out_of_range(name, getattr(new, name), 1, MOST_DAYS)
    for name in ("medium", "high"):
        yield from out_of_range(name, getattr(new, name), 1, MOST_SIGNS)
    if new.high <= new.medium:
        yield FieldError("high", "settings.risks_cross", {"low": new.medium + 1})
