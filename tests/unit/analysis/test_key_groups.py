"""Which key groups the figures suggest."""

from __future__ import annotations

import pytest

from kam.analysis.key_groups import KeyGroupFacts, KeyGroupReason, suggest_key_group
from kam.core.money import Money
from kam.core.vocabulary import KeyGroup


def roubles(minor: int) -> Money:
    return Money(minor, "RUB")


def facts(
    revenue: int,
    *,
    whole: int = 1000,
    since: int | None = 36,
    potential: int | None = None,
    spend: int | None = None,
    ours: int | None = None,
    theirs: int | None = None,
) -> KeyGroupFacts:
    def known(minor: int | None) -> Money | None:
        return None if minor is None else roubles(minor)

    return KeyGroupFacts(
        roubles(revenue), roubles(whole), since, potential, known(spend), known(ours), known(theirs)
    )


@pytest.mark.parametrize(
    ("given", "group"),
    [
        pytest.param(facts(100), KeyGroup.BREADWINNER, id="a tenth of our revenue"),
        pytest.param(facts(99), None, id="a little less"),
        pytest.param(facts(0, since=None, potential=4), KeyGroup.PROSPECTIVE, id="has not bought, large"),
        pytest.param(facts(0, since=None, potential=3), None, id="has not bought, middling"),
        pytest.param(facts(10, since=11, spend=100), KeyGroup.PROSPECTIVE, id="new, spends enough"),
        pytest.param(facts(10, since=12, spend=100), None, id="no longer new"),
        pytest.param(facts(10, since=1, potential=5, spend=99), None, id="known spend beats potential"),
        pytest.param(facts(25, spend=100, ours=25), KeyGroup.PROSPECTIVE, id="a quarter of a big wallet"),
        pytest.param(facts(26, spend=100, ours=26), None, id="more than a quarter"),
        pytest.param(facts(0, whole=0, since=None), None, id="nothing known, nothing sold"),
        pytest.param(facts(0, whole=0, since=None, spend=0), None, id="spends nothing"),
        pytest.param(
            facts(300, since=2, potential=5), KeyGroup.BREADWINNER, id="who feeds us is not merely new"
        ),
    ],
)
def test_figures_suggest_a_group(given: KeyGroupFacts, group: KeyGroup | None) -> None:
    suggestion = suggest_key_group(given)
    assert (suggestion.group if suggestion else None) is group


def test_a_suggestion_says_what_speaks_for_it() -> None:
    suggestion = suggest_key_group(facts(20, spend=200, ours=20, theirs=150))
    assert suggestion is not None
    assert [reason.code for reason in suggestion.reasons] == [
        KeyGroupReason.SMALL,
        KeyGroupReason.BIG_SPEND,
        KeyGroupReason.COMPETITOR,
    ]
