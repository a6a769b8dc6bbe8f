"""Figures of a plan's measures are said no finer than they are known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.core.formats import Formats
from kam.core.vocabulary import ObjectiveKind
from kam.core.words import label, words_for
from kam.reports.content.plan import ObjectiveLine, PlanChange, PlanChangeSort
from kam.reports.plan.wording import change_text, figure, own_title

FORMATS, WORDS = Formats("en"), words_for("en")


@pytest.mark.parametrize(
    ("value", "baseline", "target", "said"),
    [
        ("69.729", "90.1", "108", "69.7"),
        ("1.554", "2.02", "2.4", "1.55"),
        ("1234.5", "1000", "2000", "1,234"),
        ("69.729", "60.25", "70", "69.73"),
        ("0.004", "0", "1", "0"),
        ("0.004", "0.001", "1", "0.004"),
        ("0", "0", "1", "0"),
    ],
)
def test_a_calculated_value_has_three_figures_or_the_places_of_what_was_written(
    value: str, baseline: str, target: str, said: str
) -> None:
    line = ObjectiveLine(
        1, ObjectiveKind.REVENUE, "Revenue", baseline=Decimal(baseline), target=Decimal(target)
    )
    assert figure(FORMATS, line, Decimal(value), "GBP") == said


def test_a_change_smaller_than_three_figures_is_still_seen() -> None:
    change = PlanChange(
        PlanChangeSort.CHANGED,
        label("plan line", "objective"),
        "Revenue",
        label("plan field", "target"),
        Decimal("69.72"),
        Decimal("69.7"),
    )
    assert change_text(WORDS, FORMATS, change) == "target: 69.72\u00a0→ 69.7"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("План развития: мясокомбинат «Степновский»", ""),
        ("План развития клиента", ""),
        ("Мясокомбинат «Степновский»", ""),
        ("План удержания: мясокомбинат «Степновский»", "План удержания: мясокомбинат «Степновский»"),
        ("План входа: «Домовита»", "План входа: «Домовита»"),
    ],
)
def test_a_title_that_says_nothing_more_is_not_said_twice(title: str, shown: str) -> None:
    assert own_title(title, "План развития клиента", "Мясокомбинат «Степновский»") == shown
