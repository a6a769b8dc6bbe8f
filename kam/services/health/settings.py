"""The measures of health and churn in force; what the workspace never changed has its default (domain.md §9).

They are stored as two groups: ``health`` = ``{"weights": {"revenue": 25}, "red_to": 45}``, where ``weights``
has those alone that differ, and ``churn`` = ``{"fall": 12}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.services.stored_settings import changed

HEALTH_SETTING: Final = "health"
CHURN_SETTING: Final = "churn"
WEIGHTS_FIELD: Final = "weights"
RATIO_FIELD: Final = "overdue_ratio"


def health_settings(stored: Mapping[str, Any]) -> HealthSettings:
    """Weights, bands and the threshold of signals, from what was changed by name."""
    group = dict(stored.get(HEALTH_SETTING) or {})
    own = group.pop(WEIGHTS_FIELD, {})
    weights = {factor: int(own.get(factor.value, WEIGHTS[factor])) for factor in HealthFactor}
    return replace(changed(HealthSettings(), group), weights=weights)


def churn_settings(stored: Mapping[str, Any]) -> ChurnSettings:
    """Measures of the signs of leaving, from what was changed by name."""
    group = dict(stored.get(CHURN_SETTING) or {})
    if RATIO_FIELD in group:  # JSON knows no decimals
        group[RATIO_FIELD] = Decimal(str(group[RATIO_FIELD]))
    return changed(ChurnSettings(), group)
