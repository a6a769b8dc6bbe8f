"""The measures of health and churn in force; what the workspace never changed has its default (domain.md §9).

They are stored as two groups: ``health`` = ``{"weights": {"revenue": 25}, "red_to": 45}``, where ``weights``
has those alone that differ, and ``churn`` = ``{"fall": 12}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.core.errors import UserError
from kam.services.stored_settings import changed

HEALTH_SETTING: Final = "health"
CHURN_SETTING: Final = "churn"
WEIGHTS_FIELD: Final = "weights"
RATIO_FIELD: Final = "overdue_ratio"
_DAMAGED: Final = "store.damaged_value"
_NAMES: Final = {each.name for kind in (HealthSettings, ChurnSettings) for each in fields(kind)} | {
    factor.value for factor in HealthFactor
}


_MOST: Final = 1_000_000
"""More than any page lets in."""


def health_settings(stored: Mapping[str, Any]) -> HealthSettings:
    """Weights, bands and the threshold of signals, from what was changed by name.

    Raises:
        UserError: ``store.damaged_value`` for what no kam ever wrote.

    """
    group = _group(stored.get(HEALTH_SETTING))
    own = _whole(_group(group.pop(WEIGHTS_FIELD, None)))
    weights = {factor: own.get(factor.value, WEIGHTS[factor]) for factor in HealthFactor}
    if not any(weights.values()):
        raise UserError(_DAMAGED)
    return replace(changed(HealthSettings(), _whole(group)), weights=weights)


def churn_settings(stored: Mapping[str, Any]) -> ChurnSettings:
    """Measures of the signs of leaving, from what was changed by name; raises as ``health_settings``."""
    group = _group(stored.get(CHURN_SETTING))
    ratio = group.pop(RATIO_FIELD, None)
    found = changed(ChurnSettings(), _whole(group))
    return found if ratio is None else replace(found, overdue_ratio=_ratio(ratio))


def _group(stored: object) -> dict[str, Any]:
    if stored is None:
        return {}
    if not isinstance(stored, dict):
        raise UserError(_DAMAGED)
    return dict(stored)


def _whole(group: dict[str, Any]) -> dict[str, int]:
    """Whole numbers by name; what a later version stores beside them may be anything."""
    for name, value in group.items():
        if name in _NAMES and (type(value) is not int or not 0 <= value <= _MOST):
            raise UserError(_DAMAGED)
    return group


def _ratio(stored: object) -> Decimal:
    """JSON knows no decimals: it is stored as text."""
    try:
        ratio = Decimal(str(stored))
    except InvalidOperation as error:
        raise UserError(_DAMAGED) from error
    if not (ratio.is_finite() and 0 <= ratio <= _MOST):
        raise UserError(_DAMAGED)
    return ratio
