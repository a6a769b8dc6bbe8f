"""Since when a fall and a graver risk hold: the same day, whenever one asks."""

from datetime import date, timedelta

import pytest

from kam.core.vocabulary import Attitude, BuyingRole, RatingKind
from tests.builders import NOW, Office
from tests.judged import judged

LEFT = date(2026, 11, 26)
"""A Thursday."""


@pytest.mark.parametrize("later", [0, 1, 3, 4, 5, 11, 12, 20])
def test_a_fall_began_on_the_day_it_was_caused(office: Office, later: int) -> None:
    account = office.account()
    champion = office.stakeholder(
        account, roles=(BuyingRole.DECIDER,), since=date(2024, 1, 1), cadence_days=900
    )
    other = office.stakeholder(account, "Анна", "Белова", since=date(2024, 1, 1), cadence_days=900)
    for place, attitude in ((champion, Attitude.CHAMPION), (other, Attitude.SCEPTIC)):
        office.rating(place, RatingKind.ATTITUDE, attitude, ago=300)
        office.rating(place, RatingKind.INFLUENCE, 3, ago=300)
    office.change(champion, left_on=LEFT)

    row = judged(office, account, NOW + timedelta(days=3 + later))

    assert (row.fell_since, row.risk_since) == (LEFT, LEFT)


def test_where_nothing_fell_nothing_began(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, since=date(2024, 1, 1), cadence_days=900)

    row = judged(office, account)

    assert row.health is not None
    assert (row.fell_since, row.risk_since) == (None, None)
