"""What of health is worth telling: a fall within a month, a worse band, a graver risk (ui.md, Today)."""

from __future__ import annotations

from typing import Final

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import Health, HealthBand, HealthSettings

_BANDS: Final = tuple(HealthBand)
_RISKS: Final = tuple(ChurnRisk)


def has_fallen(now: Health | None, month_ago: Health | None, settings: HealthSettings) -> bool:
    """Whether health is lower than a month ago by as many points as make a signal."""
    if now is None or month_ago is None:
        return False
    return month_ago.score - now.score >= settings.signal_fall


def worse_band(now: Health | None, month_ago: Health | None) -> HealthBand | None:
    """The band that health has come down to within a month; None where it has not.

    A score that rose and yet stands in a worse band, because less of it is known, has not come down.
    """
    if now is None or month_ago is None or now.score >= month_ago.score:
        return None
    return now.band if _BANDS.index(now.band) < _BANDS.index(month_ago.band) else None


def has_risen(now: ChurnRisk, month_ago: ChurnRisk) -> bool:
    """Whether the risk of leaving is graver than it was."""
    return _RISKS.index(now) > _RISKS.index(month_ago)
