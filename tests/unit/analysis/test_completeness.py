"""Completeness of the dossier."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.completeness import (
    SECTION_OF,
    WHY_IT_MATTERS,
    CompletenessSettings,
    DossierItem,
    completeness,
    section_parts,
)
from kam.core.vocabulary import DossierSection

ALL = dict.fromkeys(DossierItem, True)
KNOWN = st.one_of(st.booleans(), st.none(), st.fractions(0, 1, max_denominator=10))


def test_a_dossier_with_everything_is_complete_and_an_empty_one_is_not() -> None:
    assert completeness(ALL).percent == 100
    assert completeness(ALL).gaps == ()
    empty = completeness({})
    assert empty.percent == 0
    assert len(empty.gaps) == len(DossierItem)


def test_a_gap_says_what_it_would_add_and_why_it_matters() -> None:
    found = completeness(ALL | {DossierItem.GROWTH_PLANS: False, DossierItem.DECIDER: False})
    assert [gap.item for gap in found.gaps] == [DossierItem.DECIDER, DossierItem.GROWTH_PLANS]
    assert found.gaps[0].section is DossierSection.PEOPLE
    assert found.gaps[0].why.text == "who says yes or no"
    assert found.percent == int(100 * (1 - sum(gap.adds for gap in found.gaps)))


def test_what_is_known_in_part_counts_in_part() -> None:
    settings = CompletenessSettings({DossierItem.ROLES: 1, DossierItem.TEAM: 1})
    found = completeness({DossierItem.ROLES: Fraction(3, 4), DossierItem.TEAM: True}, settings)
    assert found.percent == 87
    assert [gap.adds for gap in found.gaps] == [Decimal("0.125")]


def test_what_does_not_apply_gives_its_weight_to_the_rest() -> None:
    settings = CompletenessSettings({DossierItem.UNITS: 5, DossierItem.TEAM: 1, DossierItem.SPEND: 1})
    known = {DossierItem.UNITS: None, DossierItem.TEAM: True}
    assert completeness(known, settings).percent == 50
    assert completeness(dict.fromkeys(DossierItem), settings).percent == 100


def test_a_hundred_means_that_nothing_is_missing() -> None:
    settings = CompletenessSettings(dict.fromkeys(DossierItem, 1) | {DossierItem.DECIDER: 10_000})
    found = completeness(ALL | {DossierItem.TEAM: False}, settings)
    assert found.percent == 99


def test_a_part_beyond_the_whole_is_a_bug() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        completeness({DossierItem.ROLES: Fraction(4, 3)})


def test_every_item_has_a_section_and_a_reason() -> None:
    assert set(SECTION_OF) == set(WHY_IT_MATTERS) == set(DossierItem)


@given(st.dictionaries(st.sampled_from(DossierItem), KNOWN), st.sampled_from(DossierItem))
def test_learning_something_never_makes_a_dossier_less_complete(
    known: dict[DossierItem, bool | Fraction | None], learnt: DossierItem
) -> None:
    before = completeness(known)
    after = completeness(known | {learnt: True})
    assert 0 <= before.percent <= after.percent <= 100
    assert (before.percent == 100) == (not before.gaps)


def test_the_ring_shows_each_section_by_the_weight_of_its_own_items() -> None:
    known: dict[DossierItem, bool | Fraction | None] = {
        DossierItem.LEGAL_IDENTITY: Fraction(1, 2),
        DossierItem.ADDRESS: True,
        DossierItem.TERMS: True,
    }
    ring = {part.section: part.known for part in section_parts(known)}
    assert list(ring) == list(DossierSection)
    assert ring[DossierSection.IDENTITY] == Decimal("0.50"), "2.5 of 5 and 2 of 2, nothing of 2"
    assert ring[DossierSection.TERMS] == 1
    assert ring[DossierSection.DOCUMENTS] is None, "nothing is asked for"


def test_a_ring_is_not_whole_while_anything_is_missing() -> None:
    ring = {part.section: part.known for part in section_parts({DossierItem.ROLES: Fraction(999, 1000)})}
    assert ring[DossierSection.PEOPLE] == Decimal("0.19")
    whole = section_parts(dict.fromkeys(DossierItem, Fraction(999, 1000)))
    assert max(part.known or 0 for part in whole) == Decimal("0.99")


def test_what_does_not_apply_is_not_asked_for_in_the_ring() -> None:
    ring = {part.section: part.known for part in section_parts({DossierItem.CONTRACT: None})}
    assert ring[DossierSection.CONTRACTS] is None
