"""What a comparison of plans says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from kam.analysis.plans.compare import (
    HEAD_FIELDS,
    LINES,
    TEXT_FIELDS,
    ChangeSort,
    FieldChange,
    LineChange,
    compare,
    compared_fields,
)
from kam.analysis.plans.compare_words import FIELD_LABELS, LINE_LABELS, PlanTeller
from kam.analysis.plans.content import PlanContact, PlanContent, PlanMeasurement, PlanReview
from kam.analysis.plans.sections import PlanSection
from kam.core.formats import Formats
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import RelationshipStrategy
from kam.core.words import words_for
from tests.plans import a_risk, any_plan

ME, THEM = new_id(), new_id()


def teller(language: str = "ru") -> PlanTeller:
    return PlanTeller(words_for(language), Formats(language), {ME: "Мария Кречетова", THEM: "Ирина Левашова"})


def test_every_compared_field_and_list_has_a_name() -> None:
    compared = {*HEAD_FIELDS, "strategy", "under"}
    compared |= {name for names in TEXT_FIELDS.values() for name in names}
    compared |= {name for line in LINES.values() for name in compared_fields(line)}
    assert compared == FIELD_LABELS.keys()
    assert LINES.keys() == LINE_LABELS.keys()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "нет"),
        ((), "нет"),
        (RelationshipStrategy.GROW, "развивать"),
        (True, "да"),
        (Money(9_600_000_000, "RUB"), "96 млн ₽"),
        (date(2026, 11, 24), "24.11.2026"),
        (Decimal("0.80"), "0,8"),
        (45, "45"),
        (ME, "Мария Кречетова"),
        (new_id(), "имя неизвестно"),
        ((ME, THEM), "Ирина Левашова, Мария Кречетова"),
        ("Первый поставщик", "Первый поставщик"),
    ],
)
def test_values_are_said_in_the_reader_s_language(value: Any, said: str) -> None:
    assert teller().value(value).replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_line_is_told_by_its_words_its_day_or_its_people() -> None:
    assert teller().title(a_risk("Тендер")) == "Тендер"
    assert teller().title(PlanReview(new_id(), date(2026, 10, 15), results=3)) == "15.10.2026"
    assert teller().title(PlanContact(new_id(), ME, THEM)) == "Мария Кречетова – Ирина Левашова"
    assert teller().field(FieldChange("every_days", 30, 14)) == "раз в сколько дней"


def test_a_measurement_is_told_with_what_was_measured_and_its_value() -> None:
    measured = PlanMeasurement(new_id(), date(2026, 10, 30), Decimal(52))
    change = LineChange(PlanSection.MEASUREMENTS, ChangeSort.ADDED, measured, under=ME)
    assert teller().subject(change) == "Мария Кречетова: 52, 30.10.2026"
    assert teller().subject(LineChange(PlanSection.RISKS, ChangeSort.ADDED, a_risk("Тендер"))) == "Тендер"


@given(any_plan(), any_plan())
def test_whatever_differs_can_be_said(one: PlanContent, other: PlanContent) -> None:
    for section in compare(one, other).sections:
        changed = [*section.fields, *(each for line in section.lines for each in line.fields)]
        assert all(teller("en").field(each) for each in changed)
        assert all(isinstance(teller("en").value(each.before), str) for each in changed)
        assert all(isinstance(teller().subject(line), str) for line in section.lines)
