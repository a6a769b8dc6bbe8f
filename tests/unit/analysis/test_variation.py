"""XYZ by the variation of monthly revenue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.variation import variation
from kam.core.money import Money
from kam.core.vocabulary import XyzClass


def months(*revenues: int) -> list[Money]:
    return [Money(revenue, "RUB") for revenue in revenues]


@pytest.mark.parametrize(
    ("revenues", "xyz", "coefficient"),
    [
        pytest.param((100,) * 12, XyzClass.X, "0.000000", id="the same every month"),
        pytest.param((90, 110) * 6, XyzClass.X, "0.100000", id="exactly 10 per cent is X"),
        pytest.param((89, 111) * 6, XyzClass.Y, "0.110000", id="a little above is Y"),
        pytest.param((75, 125) * 6, XyzClass.Y, "0.250000", id="exactly 25 per cent is Y"),
        pytest.param((74, 126) * 6, XyzClass.Z, "0.260000", id="above is Z"),
        pytest.param((0,) * 6 + (100,) * 6, XyzClass.X, "0.000000", id="months before the first purchase"),
        pytest.param((100, 0) * 6, XyzClass.Z, "1.000000", id="every other month"),
    ],
)
def test_variation_gives_the_class(revenues: tuple[int, ...], xyz: XyzClass, coefficient: str) -> None:
    found = variation(months(*revenues))
    assert found is not None
    assert (found.xyz, found.coefficient) == (xyz, Decimal(coefficient))


@pytest.mark.parametrize(
    "revenues",
    [(), (0,) * 12, (0,) * 7 + (100,) * 5, (100, -100) * 6, (-5,) * 12],
    ids=["nothing", "no sales", "five months", "returns ate it", "returns alone"],
)
def test_too_little_to_speak_of_variation(revenues: tuple[int, ...]) -> None:
    assert variation(months(*revenues)) is None


def test_the_size_of_a_client_does_not_matter() -> None:
    small, large = (
        variation(months(80, 120, 90, 130, 70, 110)),
        variation(months(*(revenue * 10**9 for revenue in (80, 120, 90, 130, 70, 110)))),
    )
    assert small == large
