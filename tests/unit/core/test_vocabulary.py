"""Vocabularies: stored as codes, shown by labels, each value named once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kam.core import vocabulary
from kam.core.vocabulary import Attitude, BusinessType, BuyingRole
from kam.core.vocabulary.term import ScaleTerm, Term
from kam.core.words import LANGUAGES, words_for

VOCABULARIES = [
    value
    for value in vars(vocabulary).values()
    if isinstance(value, type) and issubclass(value, Term | ScaleTerm) and value not in (Term, ScaleTerm)
]


def members(kind: type[Term | ScaleTerm]) -> Iterator[Term | ScaleTerm]:
    yield from kind


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_a_vocabulary_are_told_apart_by_their_labels(
    kind: type[Term | ScaleTerm], language: str
) -> None:
    spoken = [words_for(language).of(member.label) for member in members(kind)]
    assert len(set(spoken)) == len(spoken)
    assert all(text.strip() for text in spoken)


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_a_vocabulary_speaks_within_one_context(kind: type[Term | ScaleTerm]) -> None:
    assert len({member.label.context for member in members(kind)}) == 1


def test_a_term_is_its_code() -> None:
    assert BusinessType.of("retail_local") is BusinessType.RETAIL_LOCAL
    assert str(BusinessType.RETAIL_LOCAL) == "retail_local"


def test_a_step_of_a_scale_is_its_number() -> None:
    assert Attitude.of(-2) is Attitude.OPPONENT
    assert max(Attitude) is Attitude.CHAMPION


@pytest.mark.parametrize("term", [*Attitude, *BuyingRole], ids=str)
def test_what_is_said_of_a_person_in_russian_fits_a_woman_too(term: Attitude | BuyingRole) -> None:
    last = words_for("ru").of(term.label).split(" (")[0].split()[-1]
    assert not last.endswith(("ен", "ий", "ый", "щий", "ший")), "a noun, a verb of now or an adverb"
