"""How even an account's purchases are: XYZ by the variation of monthly revenue (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import dropwhile
from typing import TYPE_CHECKING

from kam.analysis.explanation import Reason
from kam.analysis.ratios import Percent, share
from kam.core.vocabulary import Term, XyzClass
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kam.core.money import Money


@dataclass(frozen=True, slots=True)
class VariationSettings:
    """X up to 10 % and Y up to 25 % (domain.md §2); fewer than six months tell nothing."""

    x_percent: Percent = 10
    y_percent: Percent = 25
    least_months: int = 6


class VariationReason(Term):
    """Why purchases are as even as they are."""

    DEVIATION = (
        "deviation",
        label("XYZ reason", "Months differ from their mean by {coefficient}; X up to {x} %, Y up to {y} %"),
    )
    MONTHS = "months", label("XYZ reason", "Full months that count, from the first purchase on: {months}")
    TOO_FEW = (
        "too_few",
        label("XYZ reason", "Full months since the first purchase: {months}; at least {least} are needed"),
    )
    NO_REVENUE = "no_revenue", label("XYZ reason", "Returns left no revenue in these months")


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
    return variation_of([month.minor for month in monthly], settings)


def variation_of(
    minors: Sequence[int], settings: VariationSettings = VariationSettings()
) -> Variation | None:
    """The same of months given in minor units of one currency."""
    figures = _figures(minors)
    count, total = len(figures), sum(figures)
    if count < settings.least_months or total <= 0:
        return None
    # deviation² ÷ mean² of whole numbers is (n·Σx² − (Σx)²) ÷ (Σx)²: exact, and no fraction a month
    squared = Fraction(count * sum(figure * figure for figure in figures) - total * total, total * total)
    if squared <= share(settings.x_percent) ** 2:
        xyz = XyzClass.X
    else:
        xyz = XyzClass.Y if squared <= share(settings.y_percent) ** 2 else XyzClass.Z
    root = (Decimal(squared.numerator) / Decimal(squared.denominator)).sqrt()
    return Variation(xyz, root.quantize(Decimal("0.000001")), count)


def variation_reasons(
    monthly: Sequence[Money], settings: VariationSettings = VariationSettings()
) -> tuple[Reason, ...]:
    """What the class of these months follows from, or why there is none."""
    found = variation(monthly, settings)
    if found is not None:
        deviation = Reason.of(
            VariationReason.DEVIATION,
            coefficient=found.coefficient,
            x=settings.x_percent,
            y=settings.y_percent,
        )
        return (deviation, Reason.of(VariationReason.MONTHS, months=found.months))
    count = len(_figures([month.minor for month in monthly]))
    if count < settings.least_months:
        return (Reason.of(VariationReason.TOO_FEW, months=count, least=settings.least_months),)
    return (Reason.of(VariationReason.NO_REVENUE),)


def _figures(minors: Sequence[int]) -> list[int]:
    """The months from the first purchase on."""
    return list(dropwhile(lambda minor: minor == 0, minors))
