"""A number of a reason is said as what it counts: days, months, points, changes, ratios."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.trust import TrustReason
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.periods import Month
from kam.core.vocabulary import ComplaintKind
from kam.core.words import words_for


def said(reason: Reason, language: str = "ru") -> str:
    told = ReasonTeller(words_for(language), Formats(language)).sentence(reason)
    return told.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("days", "usual", "sentence"),
    [
        (46, Decimal("20.0"), "Последний заказ 46 дней назад, обычно раз в 20 дн."),
        (21, Decimal("20.5"), "Последний заказ 21 день назад, обычно раз в 20,5 дн."),
        (3, Decimal(7), "Последний заказ 3 дня назад, обычно раз в 7 дн."),
        (0, Decimal(7), "Последний заказ сегодня, обычно раз в 7 дн."),
    ],
)
def test_an_interval_is_days_and_not_a_percent(days: int, usual: Decimal, sentence: str) -> None:
    assert said(Reason.of(MoneyReason.ORDERS, days=days, usual=usual)) == sentence


def test_a_rhythm_of_months_is_told_in_months() -> None:
    monthly = Reason.of(MoneyReason.MONTHLY, month=Month(2026, 10), usual=1, without=0)
    assert said(monthly) == "Последние закупки: октябрь 2026, обычно каждый месяц"
    seldom = Reason.of(MoneyReason.MONTHS, month=Month(2026, 5), usual=2, without=5)
    assert said(seldom) == "Последние закупки: май 2026, обычно раз в 2 месяца"
    assert said(seldom, "en") == "Last bought in May 2026, usually once in 2 months"


def test_english_says_it_as_naturally() -> None:
    reason = Reason.of(MoneyReason.ORDERS, days=46, usual=Decimal(20))
    assert said(reason, "en") == "Last order 46 days ago, usually every 20 days"


@pytest.mark.parametrize(("value", "shown"), [("0.6", "+0,6"), ("-1", "−1,0"), ("0", "0,0")])
def test_an_attitude_is_a_place_on_its_scale(value: str, shown: str) -> None:
    reason = Reason.of(PeopleReason.ATTITUDE, value=Decimal(value))
    assert said(reason) == f"Отношение с учётом влияния: {shown} по шкале −2…+2"


@pytest.mark.parametrize(("ratio", "shown"), [("0.06", "+6 %"), ("-0.125", "−12,5 %"), ("0", "0 %")])
def test_a_change_has_its_sign(ratio: str, shown: str) -> None:
    reason = Reason.of(MoneyReason.YEAR, change=Decimal(ratio), months=12)
    assert said(reason) == f"Выручка за 12 месяцев: {shown} к тому же периоду год назад"


def test_a_share_is_a_percent_as_ever() -> None:
    assert said(Reason.of(MoneyReason.SHARE, share=Decimal("0.38"))) == "Наша доля в закупках клиента: 38 %"


def test_a_repeated_cause_counts_its_times() -> None:
    reason = Reason.of(TrustReason.REPEATED, kind=ComplaintKind.QUALITY, count=2)
    assert said(reason).endswith(", 2 раза")
