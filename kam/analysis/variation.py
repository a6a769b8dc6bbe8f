"""How even an account's purchases are: XYZ by the variation of monthly revenue (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import dropwhile
from typing import TYPE_CHECKING

from kam.analysis.ratios import Percent, share
from kam.core.vocabulary import XyzClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kam.core.money import Money


@dataclass(frozen=True, slots=True)
class VariationSettings:
    """X up to 10 % and Y up to 25 % (domain.md §2); fewer than six months tell nothing."""

    x_percent: Percent = 10
    y_percent: Percent = 25
    least_months: int = 6


@dataclass(frozen=True, slots=True)
class Variation:
    """The class, and the standard deviation of monthly revenue as a ratio of its mean."""

    xyz: XyzClass
    coefficient: Decimal
    months: int


def variation(
    monthly: Sequence[Money], settings: VariationSettings = VariationSettings()
) -> Variation | None:
    """The XYZ class of consecutive full months, oldest first; a month without sales is a zero among them.

    Months before the first purchase do not count: a new client is not an uneven one. The deviation is that
    of the whole population (÷ n). None when there are too few months, or when returns leave no revenue.
    """
    figures = list(dropwhile(lambda minor: minor == 0, (month.minor for month in monthly)))
    count, total = len(figures), sum(figures)
    if count < settings.least_months or total <= 0:
        return None
    mean = Fraction(total, count)
    deviations = sum(((figure - mean) ** 2 for figure in figures), Fraction(0))
    squared = deviations / (count * mean * mean)
    if squared <= share(settings.x_percent) ** 2:
        xyz = XyzClass.X
    else:
        xyz = XyzClass.Y if squared <= share(settings.y_percent) ** 2 else XyzClass.Z
    root = (Decimal(squared.numerator) / Decimal(squared.denominator)).sqrt()
    return Variation(xyz, root.quantize(Decimal("0.000001")), count)
