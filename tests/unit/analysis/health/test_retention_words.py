"""What a retention case says in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kam.analysis.health.retention import Concession, RetentionCase, judge
from kam.analysis.health.retention_words import RetentionTeller
from kam.core.formats import Formats, Target
from kam.core.words import words_for

CASE = RetentionCase(
    revenue=1_000_000_00,
    margin=300_000_00,
    leaving=Decimal("0.4"),
    leaving_then=Decimal("0.1"),
    concession=Concession(discount=Decimal("0.05")),
)


def telling(case: RetentionCase, language: str = "en") -> RetentionTeller:
    return RetentionTeller(words_for(language), Formats(language, Target.WINDOW), "RUB", case, judge(case))


def clean(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_what_is_worth_it_says_by_how_much_and_from_where() -> None:
    said = telling(CASE)
    assert said.answer == "Worth it"
    assert "₽45k more than it costs" in clean(said.result)
    assert "above 25%; assumed: 40%" in said.worth_from
    assert "below 28%; assumed: 10%" in said.worth_while
    assert "the chance of leaving without a concession" in said.decides
    assert "turns at 25% instead of 40%" in said.decides
    assert "wrong by 38%" in said.decides


def test_in_russian_it_is_whole_sentences() -> None:
    said = telling(CASE, "ru")
    assert said.answer == "Уступка оправдана"
    assert "на 45 тыс. ₽ больше" in clean(said.result)
    assert "это 25 %, а не 40 %" in clean(said.decides)


def test_the_reckoning_can_be_followed() -> None:
    said = telling(CASE)
    assert clean(said.without) == "Without a concession: 60% of ₽300k = ₽180k"
    assert clean(said.with_it) == "With it: 90% of (₽300k − ₽50k) = ₽225k"


@pytest.mark.parametrize(
    ("changed", "answer", "told"),
    [
        ({"leaving": Decimal("0.25")}, "It makes no difference", "neither gains nor loses"),
        ({"leaving": Decimal("0.2")}, "Not worth it", "₽15k more than it saves"),
    ],
)
def test_other_answers(changed: dict[str, Decimal], answer: str, told: str) -> None:
    said = telling(replace(CASE, **changed))  # type: ignore[arg-type]
    assert said.answer == answer
    assert told in clean(said.result)


def test_what_eats_all_the_margin_is_never_worth_it() -> None:
    said = telling(replace(CASE, concession=Concession(service=300_000_00)))
    assert said.worth_from == "It would not be worth it even if they were sure to leave."
    assert said.worth_while == ""


def test_while_nothing_is_conceded_it_says_how_much_may_be() -> None:
    said = telling(replace(CASE, concession=Concession()))
    assert said.answer == "Nothing is conceded yet"
    assert "costs less than ₽100k" in clean(said.result)
    assert (said.worth_from, said.worth_while, said.decides) == ("", "", "")
    at_most = replace(CASE, concession=Concession(service=CASE.may_cost))
    assert judge(at_most).gain == 0


def test_where_no_concession_helps_it_says_so() -> None:
    said = telling(replace(CASE, leaving_then=CASE.leaving, concession=Concession()))
    assert said.result == "With these chances no concession would be worth its cost."
