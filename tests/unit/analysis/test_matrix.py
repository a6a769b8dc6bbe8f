"""ABC × potential."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.matrix import MatrixAccount, place_accounts, zones
from kam.analysis.segments import AbcStanding, SegmentSettings, segment_of
from kam.core.vocabulary import AbcClass, Segment


def account(
    number: int,
    abc: AbcClass | None,
    potential: int | None,
    *,
    segment: Segment = Segment.TYPICAL,
    revenue: int = 100,
    margin: int | None = 10,
) -> MatrixAccount:
    return MatrixAccount(UUID(int=number), abc, potential, segment, revenue, margin)


@given(st.sampled_from(AbcClass), st.integers(1, 5), st.integers(0, 3))
def test_every_account_of_a_cell_is_in_a_zone_of_it(abc: AbcClass, potential: int, purchases: int) -> None:
    standing = AbcStanding(UUID(int=1), abc, 1, Decimal(1), Decimal(1))
    found = segment_of(standing, potential, purchases).segment
    here = [zone.segment for zone in zones() if (zone.abc, zone.potential) == (abc, potential)]
    assert found in here


def test_only_the_low_end_of_class_c_has_two_zones() -> None:
    twofold = [(zone.abc, zone.potential) for zone in zones() if zone.segment is Segment.TAIL]
    assert twofold == [(AbcClass.C, 1), (AbcClass.C, 2)]
    assert len(zones()) == 17


def test_zones_follow_the_settings() -> None:
    vip = [zone.potential for zone in zones(SegmentSettings(vip_potential=5)) if zone.segment is Segment.VIP]
    assert vip == [5]


def test_the_largest_of_a_cell_stands_first() -> None:
    placed = place_accounts([account(1, AbcClass.A, 4, revenue=5), account(2, AbcClass.A, 4, revenue=9)])
    assert placed.cells == {(AbcClass.A, 4): (UUID(int=2), UUID(int=1))}


def test_without_potential_or_class_nobody_stands_on_the_field() -> None:
    placed = place_accounts([account(1, AbcClass.A, None), account(2, None, 3), account(3, None, None)])
    assert placed.cells == {}
    assert placed.undefined == (UUID(int=1), UUID(int=3))
    assert placed.without_class == (UUID(int=2),)


def test_a_sum_of_margins_says_how_many_it_lacks() -> None:
    placed = place_accounts(
        [
            account(1, AbcClass.A, 5, segment=Segment.VIP, margin=40),
            account(2, AbcClass.A, 5, segment=Segment.VIP, margin=None),
            account(3, None, 5, segment=Segment.VIP, revenue=0, margin=None),
        ]
    )
    vip = next(each for each in placed.sums if each.segment is Segment.VIP)
    assert (vip.count, vip.revenue, vip.margin, vip.margin_unknown) == (3, 200, 40, 1)
    assert [each.segment for each in placed.sums] == list(Segment)
