"""Everything a person reads exists in Russian and in English, whole and with its places."""

from __future__ import annotations

import gettext
from collections.abc import Callable

import pytest

from kam.core.words import LANGUAGES, label, plural, words_for
from scripts import catalogues


@pytest.fixture(scope="module")
def found() -> catalogues.Found:
    return catalogues.find_sentences()


def test_every_string_is_marked_as_a_whole_literal(found: catalogues.Found) -> None:
    assert found.faults == []
    assert len(found.sentences) > 250


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_string_has_a_translation_that_fits(language: str, found: catalogues.Found) -> None:
    catalogue = catalogues.read_catalogue(catalogues.catalogue_path(language), language)
    assert list(catalogues.faults_of(language, found, catalogue)) == []


def test_the_catalogues_and_the_program_know_the_same_languages() -> None:
    assert catalogues.LANGUAGES == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_string_is_said_by_the_program(language: str, found: catalogues.Found) -> None:
    known = catalogues.translations(catalogues.read_catalogue(catalogues.catalogue_path(language), language))
    spoken = words_for(language)
    for key, sentence in found.sentences.items():
        wanted = known[key].string
        if sentence.many is not None:
            assert wanted
            assert spoken._translations.ngettext(sentence.text, sentence.many, 1) == wanted[0]
        elif sentence.context is not None:
            assert spoken.say_in(sentence.context, sentence.text) == wanted
        else:
            assert spoken.say(sentence.text) == wanted


@pytest.mark.parametrize(
    ("count", "form"), [(0, 2), (1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (14, 2), (21, 0), (102, 1), (111, 2)]
)
def test_russian_counts_with_three_forms(count: int, form: int) -> None:
    catalogue = catalogues.read_catalogue(catalogues.catalogue_path("ru"), "ru")
    assert catalogue.num_plurals == 3
    assert plural_rule(catalogue.plural_expr)(count) == form


def plural_rule(expression: str) -> Callable[[int], int]:
    """What gettext itself makes of a plural rule."""
    rule: Callable[[int], int] = gettext.c2py(expression)
    return rule


def test_a_label_is_said_in_each_language() -> None:
    lost = label("account status", "lost")
    assert words_for("en").of(lost) == "lost"
    assert words_for("ru").of(lost) == "потерянный"


def test_the_same_english_is_told_apart_by_its_context() -> None:
    russian = words_for("ru")
    assert russian.of(label("plan status", "closed")) == "закрыт"
    assert russian.of(label("complaint stage", "closed")) == "закрыта"


def test_an_unknown_string_is_said_in_english_with_its_places_filled() -> None:
    russian = words_for("ru")
    assert russian.say("{number} never seen", number=3) == "3 never seen"
    assert russian.count(plural("{count} ghost", "{count} ghosts"), 2) == "2 ghosts"


def test_a_negative_count_takes_the_form_of_its_size() -> None:
    assert words_for("en").say_many("{count} ghost", "{count} ghosts", -1) == "-1 ghost"


def test_braces_in_a_value_are_left_as_they_are() -> None:
    assert words_for("en").say("Client {name}", name="{x}") == "Client {x}"


def test_an_unknown_language_speaks_english() -> None:
    klingon = words_for("tlh")
    assert klingon.language == "en"
    assert klingon.of(label("account status", "lost")) == "lost"
