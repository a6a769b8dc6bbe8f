"""What has faded, what is stale, and where a rating went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kam.analysis.freshness import (
    Freshness,
    FreshnessSettings,
    rating_freshness,
    section_freshness,
    stale_sections,
)
from kam.analysis.ratings import Rated, rating_on, rating_trend
from kam.core.vocabulary import DossierSection

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("on", "freshness"),
    [(TODAY, Freshness.FRESH), (ago(90), Freshness.FRESH), (ago(91), Freshness.OLD), (None, Freshness.NEVER)],
)
def test_a_rating_fades_after_ninety_days(on: date | None, freshness: Freshness) -> None:
    assert rating_freshness(on, TODAY) is freshness


@pytest.mark.parametrize(
    ("on", "freshness"), [(ago(180), Freshness.FRESH), (ago(181), Freshness.OLD), (None, Freshness.NEVER)]
)
def test_a_section_is_stale_after_180_days(on: date | None, freshness: Freshness) -> None:
    assert section_freshness(on, TODAY) is freshness


def test_sections_to_verify_are_those_never_seen_and_then_the_oldest() -> None:
    verified = dict.fromkeys(DossierSection, ago(5))
    verified |= {DossierSection.COMPETITORS: ago(190), DossierSection.TERMS: ago(200)}
    del verified[DossierSection.DOCUMENTS]
    assert [(age.section, age.days) for age in stale_sections(verified, TODAY)] == [
        (DossierSection.DOCUMENTS, None),
        (DossierSection.TERMS, 200),
        (DossierSection.COMPETITORS, 190),
    ]


def test_ages_are_settings() -> None:
    settings = FreshnessSettings(rating_days=10, section_days=20)
    assert rating_freshness(ago(11), TODAY, settings) is Freshness.OLD
    assert section_freshness(ago(20), TODAY, settings) is Freshness.FRESH


HISTORY = (Rated(ago(100), 1), Rated(ago(12), 0), Rated(ago(40), 2), Rated(ago(12), -1))


def test_the_rating_in_force_is_the_last_one_given() -> None:
    assert rating_on(HISTORY, ago(101)) is None
    assert rating_on(HISTORY, ago(41)) == Rated(ago(100), 1)
    assert rating_on(HISTORY, TODAY) == Rated(ago(12), -1)


def test_the_trend_compares_with_the_last_meeting() -> None:
    trend = rating_trend(HISTORY, since=ago(21), as_of=TODAY)
    assert trend is not None
    assert (trend.now.value, trend.before, trend.change) == (-1, Rated(ago(40), 2), -3)


def test_a_first_rating_is_no_change() -> None:
    trend = rating_trend([Rated(ago(3), -2)], since=ago(21), as_of=TODAY)
    assert trend is not None
    assert (trend.before, trend.change) == (None, 0)
    assert rating_trend([], ago(21), TODAY) is None
