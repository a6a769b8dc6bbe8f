"""Share of wallet."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from kam.analysis.wallet import Spend, Supply, wallet
from kam.core.money import Money
from kam.core.vocabulary import ServedBy

WOLF, PACK = UUID(int=1), UUID(int=2)


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def us(minor: int) -> Supply:
    return Supply(ServedBy.US, roubles(minor))


def rival(minor: int, competitor: UUID | None = None) -> Supply:
    return Supply(ServedBy.COMPETITOR, roubles(minor), competitor)


def test_our_part_of_all_that_the_client_spends() -> None:
    found = wallet(
        [
            Spend(roubles(44), (us(31), rival(13, WOLF))),
            Spend(roubles(68), (us(28), rival(20, PACK))),
            Spend(roubles(26), (Supply(ServedBy.IN_HOUSE, roubles(10)), rival(9, WOLF))),
            Spend(roubles(0), (Supply(ServedBy.NOT_NEEDED, roubles(0)),)),
        ]
    )
    assert found is not None
    assert (found.total, found.ours, found.share) == (roubles(138), roubles(59), Decimal("0.427536"))
    assert [(part.served_by, part.competitor, part.amount.minor) for part in found.parts] == [
        (ServedBy.US, None, 59),
        (ServedBy.COMPETITOR, WOLF, 22),
        (ServedBy.COMPETITOR, PACK, 20),
        (ServedBy.IN_HOUSE, None, 10),
        (ServedBy.UNKNOWN, None, 27),
    ]
    assert found.strongest_competitor == found.parts[1]
    assert sum(part.amount.minor for part in found.parts) == found.total.minor


def test_what_nobody_is_named_for_is_unknown_and_added_to_what_is_said_to_be_unknown() -> None:
    found = wallet([Spend(roubles(100), (us(40), Supply(ServedBy.UNKNOWN, roubles(10))))])
    assert found is not None
    assert [part.amount.minor for part in found.parts] == [40, 60]


def test_parts_above_the_stated_total_are_taken_for_it_and_told() -> None:
    found = wallet([Spend(roubles(100), (us(90), rival(60)))])
    assert found is not None
    assert (found.total, found.overstated, found.share) == (roubles(150), True, Decimal("0.6"))


def test_a_client_who_spends_nothing_has_no_share() -> None:
    found = wallet([Spend(roubles(0))])
    assert found is not None
    assert (found.share, found.parts, found.overstated) == (None, (), False)


def test_a_client_we_do_not_serve_has_a_share_of_nothing() -> None:
    found = wallet([Spend(roubles(100), (rival(100),))])
    assert found is not None
    assert found.share == 0


def test_what_is_not_consumed_is_nobodys_part() -> None:
    found = wallet([Spend(roubles(100), (us(40), Supply(ServedBy.NOT_NEEDED, roubles(60))))])
    assert found is not None
    assert [part.served_by for part in found.parts] == [ServedBy.US, ServedBy.UNKNOWN]


def test_no_spend_known_is_no_wallet() -> None:
    assert wallet([]) is None


def test_negative_sums_and_mixed_currencies_are_refused() -> None:
    with pytest.raises(ValueError, match="non-negative sums in RUB"):
        wallet([Spend(roubles(1), (us(-1),))])
    with pytest.raises(ValueError, match="non-negative sums in RUB"):
        wallet([Spend(roubles(1)), Spend(Money(1, "EUR"))])
