"""ABC, segments and holdings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.portfolio import by_holding, head_of_holding, ranked
from kam.analysis.segments import (
    AbcStanding,
    SegmentReason,
    SegmentSettings,
    abc_classes,
    segment_of,
)
from kam.core.money import Money
from kam.core.vocabulary import AbcClass, Segment


def account(number: int) -> UUID:
    return UUID(int=number)


def portfolio(*revenues: int) -> dict[UUID, Money]:
    """Accounts 1, 2, 3 … with these revenues in millions of roubles."""
    return {account(at): Money.of(millions * 1_000_000, "RUB") for at, millions in enumerate(revenues, 1)}


def classes(revenues: dict[UUID, Money]) -> str:
    standings = abc_classes(revenues)
    return "".join(str(standings[key].abc) if key in standings else "-" for key in sorted(revenues)).upper()


@pytest.mark.parametrize(
    ("revenues", "expected"),
    [
        pytest.param((50, 30, 15, 5), "AABC", id="80 and 95 per cent are still inside"),
        pytest.param((50, 31, 14, 5), "ABBC", id="81 per cent is not"),
        pytest.param((97, 2, 1), "ACC", id="the largest is A however large"),
        pytest.param((40, 40, 0, -7, 20), "AA--C", id="no revenue, no class; returns are no revenue"),
        pytest.param((10,), "A", id="one account"),
        pytest.param((0, 0), "--", id="nobody has bought"),
        pytest.param((), "", id="no accounts"),
    ],
)
def test_classes_follow_the_cumulative_share(revenues: tuple[int, ...], expected: str) -> None:
    assert classes(portfolio(*revenues)) == expected


def test_a_standing_says_where_it_comes_from() -> None:
    standing = abc_classes(portfolio(50, 30, 15, 5))[account(3)]
    assert standing == AbcStanding(account(3), AbcClass.B, 3, Decimal("0.150000"), Decimal("0.950000"))


def test_thresholds_are_settings() -> None:
    settings = SegmentSettings(a_percent=Decimal(50), b_percent=Decimal("80.0"))
    assert [standing.abc for standing in abc_classes(portfolio(50, 30, 20), settings).values()] == [
        AbcClass.A,
        AbcClass.B,
        AbcClass.C,
    ]


@given(st.lists(st.integers(-1000, 10**12), max_size=40))
def test_classes_fall_with_revenue_and_keep_their_bounds(revenues: list[int]) -> None:
    sums = {account(at): Money(minor, "EUR") for at, minor in enumerate(revenues)}
    standings = list(abc_classes(sums).values())
    assert len(standings) == sum(minor > 0 for minor in revenues)
    assert [standing.abc for standing in standings] == sorted(standing.abc for standing in standings)
    if not standings:
        return
    whole = sum(minor for minor in revenues if minor > 0)
    a_sum = sum(sums[s.account].minor for s in standings[1:] if s.abc is AbcClass.A)
    assert Fraction(a_sum, whole) <= Fraction(80, 100)
    assert standings[0].abc is AbcClass.A
    assert standings[-1].cumulative == 1


def test_currencies_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="one currency"):
        abc_classes({account(1): Money(1, "RUB"), account(2): Money(1, "EUR")})


def test_a_holding_is_summed_into_its_topmost_parent() -> None:
    revenues = portfolio(10, 20, 30, 40)
    parents = {account(1): account(2), account(2): account(9)}
    assert by_holding(revenues, parents) == {
        account(9): Money.of(30_000_000, "RUB"),
        account(3): revenues[account(3)],
        account(4): revenues[account(4)],
    }


def test_a_circle_of_ownership_leaves_its_accounts_by_themselves() -> None:
    parents = {account(1): account(2), account(2): account(1)}
    assert head_of_holding(account(1), parents) == account(1)
    assert by_holding(portfolio(1, 2), parents) == portfolio(1, 2)


def test_equals_are_ranked_in_a_repeatable_order() -> None:
    assert [entry.account for entry in ranked(portfolio(5, 7, 5))] == [account(2), account(1), account(3)]


def standing(abc: AbcClass | None) -> AbcStanding | None:
    return AbcStanding(account(1), abc, 1, Decimal("0.1"), Decimal("0.1")) if abc else None


@pytest.mark.parametrize(
    ("abc", "potential", "purchases", "segment"),
    [
        (AbcClass.A, 5, 9, Segment.VIP),
        (AbcClass.A, 3, 0, Segment.VIP),
        (AbcClass.A, 2, 9, Segment.TYPICAL),
        (AbcClass.B, 4, 9, Segment.STRATEGIC),
        (AbcClass.C, 5, 0, Segment.STRATEGIC),
        (None, 4, 0, Segment.STRATEGIC),
        (AbcClass.B, 3, 9, Segment.TYPICAL),
        (AbcClass.C, 3, 0, Segment.TYPICAL),
        (AbcClass.C, 2, 1, Segment.TAIL),
        (AbcClass.C, 2, 2, Segment.TYPICAL),
        (AbcClass.B, 1, 0, Segment.TYPICAL),
        (None, 1, 0, Segment.TYPICAL),
        (AbcClass.A, None, 9, Segment.UNKNOWN),
    ],
)
def test_class_and_potential_give_the_segment(
    abc: AbcClass | None, potential: int | None, purchases: int, segment: Segment
) -> None:
    assert segment_of(standing(abc), potential, purchases).segment is segment


def test_a_segment_answers_why() -> None:
    verdict = segment_of(standing(AbcClass.C), 2, 1)
    assert [reason.code for reason in verdict.reasons] == [SegmentReason.TAIL, SegmentReason.CLASS]
    assert dict(verdict.reasons[0].places) == {"potential": 2, "months": 6, "purchases": 1}
    unset = segment_of(None, None, 0)
    assert [reason.code for reason in unset.reasons] == [
        SegmentReason.POTENTIAL_UNSET,
        SegmentReason.NO_CLASS,
    ]


def test_a_potential_off_the_scale_is_a_bug() -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        segment_of(None, 6, 0)


def test_a_class_set_by_hand_counts_before_the_computed_one() -> None:
    standing = abc_classes(portfolio(80, 15, 5))[account(3)]
    assert segment_of(standing, 3, 9).segment is Segment.TYPICAL
    verdict = segment_of(standing, 3, 9, by_hand=AbcClass.A)
    assert verdict.segment is Segment.VIP
    assert SegmentReason.CLASS_BY_HAND in {reason.code for reason in verdict.reasons}
