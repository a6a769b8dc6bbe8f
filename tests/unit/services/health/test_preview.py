"""What other weights and bands would make of the portfolio, told while they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.explanation import Reason
from kam.analysis.health.churn import Churn, ChurnReason, ChurnRisk
from kam.analysis.health.score import (
    WEIGHTS,
    FactorScore,
    HealthBand,
    HealthFactor,
    HealthSettings,
    Part,
    health_of,
)
from kam.services.health.preview import Basis, basis_of, preview_of
from kam.services.health.rows import HealthBook, HealthRow

DAY = date(2026, 11, 23)
USUAL = HealthSettings()
MONEY, PEOPLE = HealthFactor.REVENUE, HealthFactor.PEOPLE


def identity(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def scored(factor: HealthFactor, score: int) -> FactorScore:
    return FactorScore(factor, (Part(Reason.of(ChurnReason.RED, score=score), score, 100),))


def book(clients: Mapping[str, Mapping[HealthFactor, int]], settings: HealthSettings = USUAL) -> HealthBook:
    rows = {}
    for name, scores in clients.items():
        health = health_of([scored(factor, score) for factor, score in scores.items()], settings)
        churn = Churn(ChurnRisk.LOW, ())
        rows[identity(name)] = HealthRow(
            identity(name), name, DAY, health, None, churn, is_inertia=False, trend=()
        )
    return HealthBook(DAY, settings, rows)


def basis(clients: Mapping[str, Mapping[HealthFactor, int]], **revenues: int) -> Basis:
    return basis_of(book(clients), {identity(name): revenue for name, revenue in revenues.items()})


def weights(**others: int) -> HealthSettings:
    changed = {HealthFactor.of(code): weight for code, weight in others.items()}
    return replace(USUAL, weights={**dict.fromkeys(HealthFactor, 0), **changed})


ALL = dict.fromkeys(HealthFactor, 80)


def test_the_same_settings_move_nobody() -> None:
    found = preview_of(basis({"Альфа": ALL, "Бета": {}}, Альфа=100), USUAL, USUAL)
    assert found.before == found.after
    assert found.before[HealthBand.GREEN] == 1
    assert found.before[None] == 1
    assert (found.mean_before, found.mean_after) == (Decimal("80.0"), Decimal("80.0"))
    assert found.shifts == ()


def test_other_bands_say_who_stands_elsewhere_with_the_same_score() -> None:
    found = preview_of(basis({"Альфа": ALL}, Альфа=100), USUAL, replace(USUAL, amber_to=80))
    (shift,) = found.shifts
    assert (shift.name, shift.before, shift.after) == ("Альфа", HealthBand.GREEN, HealthBand.AMBER)
    assert (shift.score_before, shift.score_after) == (80, 80)
    assert shift.is_worse
    assert (found.after[HealthBand.GREEN], found.after[HealthBand.AMBER]) == (0, 1)


def test_other_weights_move_scores_and_the_mean_by_revenue() -> None:
    known = basis(
        {"Большой": ALL | {MONEY: 0}, "Малый": ALL | {MONEY: 100}, "Без выручки": ALL | {MONEY: 0}},
        Большой=300,
        Малый=100,
    )
    found = preview_of(known, USUAL, weights(revenue=10))
    assert found.mean_before == Decimal("69.0")  # (64 × 300 + 84 × 100) ÷ 400
    assert found.mean_after == Decimal("25.0")
    assert [(each.name, each.score_before, each.score_after) for each in found.shifts] == [
        ("Большой", 64, 0),
        ("Без выручки", 64, 0),
    ], "of the falling those of the most revenue come first"


def test_who_falls_comes_before_who_rises() -> None:
    known = basis({"Вверх": {MONEY: 90, PEOPLE: 20}, "Вниз": {MONEY: 20, PEOPLE: 90}}, Вверх=900)
    found = preview_of(known, weights(revenue=9, people=1), weights(revenue=1, people=9))
    assert [(each.name, each.is_worse) for each in found.shifts] == [("Вверх", True), ("Вниз", False)]
    found = preview_of(known, weights(revenue=1, people=9), weights(revenue=9, people=1))
    assert [(each.name, each.is_worse) for each in found.shifts] == [("Вниз", True), ("Вверх", False)]


def test_a_client_of_whom_only_what_weighs_nothing_is_known_has_no_health() -> None:
    found = preview_of(basis({"Альфа": {MONEY: 90}}), weights(revenue=1), weights(people=1))
    (shift,) = found.shifts
    assert (shift.after, shift.score_after) == (None, None)
    assert found.after[None] == 1


def test_a_factor_without_weight_stays_known_once_it_was() -> None:
    clients = {"Альфа": {MONEY: 90, PEOPLE: 10}}
    first = basis(clients)
    without = weights(revenue=1)
    later = basis_of(book(clients, without), {}, first)
    assert not later.lacks(weights(people=1))
    assert preview_of(later, USUAL, without).shifts[0].score_before == 50
    blind = basis_of(book(clients, without), {})
    assert blind.lacks(weights(people=1)), "it has to be reckoned first"
    assert not blind.lacks(without)


@given(
    st.dictionaries(st.sampled_from(list(HealthFactor)), st.integers(0, 100), min_size=1),
    st.dictionaries(st.sampled_from(list(HealthFactor)), st.integers(0, 100)),
)
def test_it_is_exactly_what_judging_anew_would_say(
    scores: dict[HealthFactor, int], others: dict[HealthFactor, int]
) -> None:
    then = replace(USUAL, weights={**WEIGHTS, **others})
    found = preview_of(basis({"Альфа": scores}, Альфа=1), USUAL, then)
    row = book({"Альфа": scores}, then).rows[identity("Альфа")]
    assert found.after[row.band] == 1
    assert found.mean_after == (None if row.score is None else row.score)
