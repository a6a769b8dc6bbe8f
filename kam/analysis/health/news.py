"""What of health is worth telling: a fall within a month, a worse band, a graver risk (ui.md, Today)."""

from __future__ import annotations

from typing import Final

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import Health, HealthBand, HealthSettings

_BANDS: Final = tuple(HealthBand)
_RISKS: Final = tuple(ChurnRisk)


def has_fallen(now: Health | None, month_ago: Health | None, settings: HealthSettings) -> bool:
    """Whether health is lower than a month ago by as many points as make a signal.

    So it must be, too, by what was known on both days: to learn more of a client is no fall.
    """
    if now is None or month_ago is None:
        return False
    fall = settings.signal_fall
    return month_ago.score - now.score >= fall and _has_lost(now, month_ago, fall)


def worse_band(now: Health | None, month_ago: Health | None) -> HealthBand | None:
    """The band that health has come down to within a month; None where it has not.

    A score that rose and yet stands in a worse band, because less of it is known, has not come down; nor has
    one that is lower by what was not known then alone.
    """
    if now is None or month_ago is None or now.score >= month_ago.score or not _has_lost(now, month_ago, 1):
        return None
    return now.band if _BANDS.index(now.band) < _BANDS.index(month_ago.band) else None


def has_risen(now: ChurnRisk, month_ago: ChurnRisk) -> bool:
    """Whether the risk of leaving is graver than it was."""
    return _RISKS.index(now) > _RISKS.index(month_ago)


def _has_lost(now: Health, month_ago: Health, least: int) -> bool:
    """Whether so many points at least were lost by the factors that are known on both days."""
    before = {each.factor: each.found.score for each in month_ago.factors}
    both = [each for each in now.factors if each.factor in before]
    lost = sum(each.weight * (before[each.factor] - each.found.score) for each in both)
    return bool(both) and lost >= least * sum(each.weight for each in both)
