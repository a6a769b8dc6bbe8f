"""Dates as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.errors import UserError
from kam.core.formats import Formats, Target
from kam.core.sentences import SENTENCES
from kam.core.typed_dates import EARLIEST, LATEST, parse_date

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(EARLIEST + 10, 1, 1), date(LATEST - 10, 12, 31))


def read(text: str, *, past: bool = False, today: date = MONDAY) -> date:
    return parse_date(text, today, "ru", past=past)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("1 12 2026", date(2026, 12, 1)),
        ("11/25", date(2026, 11, 25)),
        ("12.3", date(2027, 3, 12)),
        ("23.11", MONDAY),
        ("22.11", date(2027, 11, 22)),
        ("29.02", date(2028, 2, 29)),
        ("12 мар", date(2027, 3, 12)),
        ("12 марта 2027 г.", date(2027, 3, 12)),
        ("12 Dec", date(2026, 12, 12)),
        ("by 12 Dec", date(2026, 12, 12)),
        ("Dec 12, 2026", date(2026, 12, 12)),
        ("12th of December", date(2026, 12, 12)),
        ("пт, 27 ноября", date(2026, 11, 27)),
        ("15-го", date(2026, 12, 15)),
        ("до 25 числа", date(2026, 11, 25)),
        ("31", date(2026, 12, 31)),
        ("сегодня", MONDAY),
        ("Завтра", date(2026, 11, 24)),
        ("послезавтра", date(2026, 11, 25)),
        ("вчера", date(2026, 11, 22)),
        ("пт", date(2026, 11, 27)),
        ("до пятницы", date(2026, 11, 27)),
        ("к пятнице", date(2026, 11, 27)),
        ("пн", date(2026, 11, 30)),
        ("в следующую пятницу", date(2026, 12, 4)),
        ("next Friday", date(2026, 12, 4)),
        ("this Friday", date(2026, 11, 27)),
        ("wed", date(2026, 11, 25)),
        ("через 2 недели", date(2026, 12, 7)),
        ("через неделю", date(2026, 11, 30)),
        ("через две недели", date(2026, 12, 7)),
        ("через месяц", date(2026, 12, 23)),
        ("через полгода", date(2027, 5, 23)),
        ("через год", date(2027, 11, 23)),
        ("через 2 года", date(2028, 11, 23)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("3 дня", date(2026, 11, 26)),
        ("+3", date(2026, 11, 26)),
        ("+2w", date(2026, 12, 7)),
        ("-1", date(2026, 11, 22)),
        ("2 недели назад", date(2026, 11, 9)),
        ("3 days ago", date(2026, 11, 20)),
        ("до конца месяца", date(2026, 11, 30)),
        ("до конца недели", date(2026, 11, 27)),
        ("конец квартала", date(2026, 12, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("на следующей неделе", date(2026, 11, 30)),
        ("на той неделе", date(2026, 11, 30)),
        ("к концу следующей недели", date(2026, 12, 4)),
        ("by end of next week", date(2026, 12, 4)),
        ("середина декабря", date(2026, 12, 15)),
        ("конец I квартала", date(2027, 3, 31)),
        ("через 3 рабочих дня", date(2026, 11, 26)),
        ("EOD Friday", date(2026, 11, 27)),
        ("next month", date(2026, 12, 1)),
        ("в следующем году", date(2027, 1, 1)),
    ],
)
def test_what_people_type_is_understood(text: str, meant: date) -> None:
    assert read(text) == meant
    assert read(f"  {text.upper()} ") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12.12", date(2025, 12, 12)),
        ("23.11", MONDAY),
        ("пт", date(2026, 11, 20)),
        ("пн", date(2026, 11, 16)),
        ("31", date(2026, 10, 31)),
        ("29.02", date(2024, 2, 29)),
    ],
)
def test_where_the_past_is_asked_for_the_nearest_past_is_meant(text: str, meant: date) -> None:
    assert read(text, past=True) == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "typed.not_a_date"),
        ("скоро", "typed.not_a_date"),
        ("декабрь 2026", "typed.not_a_date"),
        ("неделя", "typed.not_a_date"),
        ("12:30", "typed.not_a_date"),
        ("а" * 500, "typed.not_a_date"),
        ("30.02", "typed.no_such_date"),
        ("31.11.2026", "typed.no_such_date"),
        ("32 декабря", "typed.no_such_date"),
        ("40", "typed.no_such_date"),
        ("1.1.1850", "typed.date_too_far"),
        ("через 900 лет", "typed.date_too_far"),
        ("через 9999 лет", "typed.date_too_far"),
    ],
)
def test_what_is_no_date_is_said_in_a_sentence(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)
    assert refused.value.code == code
    assert SENTENCES[code].text.format_map(refused.value.details)


def test_a_month_ahead_of_its_last_day_ends_with_the_shorter_month() -> None:
    assert read("через месяц", today=date(2026, 1, 31)) == date(2026, 2, 28)


def test_at_the_weekend_the_end_of_the_week_is_its_sunday() -> None:
    assert read("до конца недели", today=date(2026, 11, 28)) == date(2026, 11, 29)


@given(DAYS, DAYS, st.sampled_from(["ru", "en"]), st.sampled_from(list(Target)))
def test_every_date_that_kam_writes_is_read_again(
    day: date, today: date, language: str, target: Target
) -> None:
    formats = Formats(language, target)
    for text in (formats.full_date(day), formats.long_date(day), day.isoformat()):
        assert parse_date(text, today, language) == day


@given(DAYS, DAYS)
def test_without_a_year_the_nearest_future_is_meant(day: date, today: date) -> None:
    text = f"{day.day}.{day.month}"
    ahead, back = parse_date(text, today, "ru"), parse_date(text, today, "ru", past=True)
    assert back <= today <= ahead
    for found in (ahead, back):
        assert (found.day, found.month) == (day.day, day.month)
    assert (ahead - back).days <= 366 * 8


@given(DAYS, st.sampled_from(["пн", "вторник", "среду", "thu", "Friday", "сб", "вс"]))
def test_a_weekday_is_one_of_the_seven_days_to_come(today: date, text: str) -> None:
    assert timedelta(0) < read(text, today=today) - today <= timedelta(days=7)


@given(st.text(max_size=80) | st.text("0123456789./- пнвтгодчерезнедель+", max_size=20), DAYS)
def test_any_text_gives_a_date_or_a_sentence(text: str, today: date) -> None:
    with suppress(UserError):
        assert EARLIEST <= parse_date(text, today, "en").year <= LATEST
