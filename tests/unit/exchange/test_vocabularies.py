"""Values of vocabularies, by code, label or usual word in either language."""

from __future__ import annotations

import pytest

from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BusinessType,
    BuyingRole,
    Circle,
    PaymentForm,
    ScaleTerm,
    Term,
)
from kam.core.words import LANGUAGES, words_for
from kam.exchange.cells import Bad
from kam.exchange.vocabularies import flag_of, term_of, terms_of


@pytest.mark.parametrize(
    "vocabulary", [AccountStatus, BusinessType, PaymentForm, BuyingRole, Circle, Attitude]
)
def test_every_value_is_known_by_its_code_its_name_and_its_labels(vocabulary: type[Term | ScaleTerm]) -> None:
    for member in vocabulary:
        labels = [words_for(language).of(member.label) for language in LANGUAGES]
        for word in (str(member.value), member.name, member.name.title(), *labels):
            assert term_of(word, vocabulary) is member, word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("ЛПР", BuyingRole.DECIDER),
        ("Действующий", AccountStatus.ACTIVE),
        (" под  угрозой ", AccountStatus.AT_RISK),
        ("at-risk", AccountStatus.AT_RISK),
        ("Отсрочка платежа", PaymentForm.DEFERRED),
        ("потерян", AccountStatus.LOST),
    ],
)
def test_usual_words_are_known(word: str, value: Term) -> None:
    assert term_of(word, type(value)) is value


@pytest.mark.parametrize(
    ("cell", "attitude"),
    [
        ("-2", Attitude.OPPONENT),
        ("−1", Attitude.SCEPTIC),
        ("0", Attitude.NEUTRAL),
        ("+1", Attitude.SUPPORTER),
        (2.0, Attitude.CHAMPION),
    ],
)
def test_a_step_of_a_scale_is_known_by_its_number(cell: str | float, attitude: Attitude) -> None:
    assert term_of(cell, Attitude) is attitude


def test_an_unknown_word_is_reported_with_the_known_ones() -> None:
    unknown = term_of("vip", AccountStatus)
    assert isinstance(unknown, Bad)
    assert unknown.details["known"] == "prospect, active, at_risk, dormant, lost"
    assert isinstance(term_of("3", Attitude), Bad)


def test_several_roles_stand_in_one_cell() -> None:
    assert terms_of("ЛПР; закупщик/ЛПР", BuyingRole) == (BuyingRole.DECIDER, BuyingRole.BUYER)
    assert terms_of("decider\nuser", BuyingRole) == (BuyingRole.DECIDER, BuyingRole.USER)
    assert isinstance(terms_of("decider, boss", BuyingRole), Bad)


@pytest.mark.parametrize("cell", ["да", "Yes", "TRUE", "1", "+", "возврат", True, 1.0])
def test_yes_is_yes(cell: str | float) -> None:
    assert flag_of(cell) is True


@pytest.mark.parametrize("cell", ["нет", "No", "false", "0", "-", "—", False, 0.0])
def test_no_is_no(cell: str | float) -> None:
    assert flag_of(cell) is False


def test_perhaps_is_neither() -> None:
    assert flag_of("perhaps") == Bad("exchange.not_a_flag")
