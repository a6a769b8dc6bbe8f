"""Dates of what repeats."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.recurrence import MOST_DATES, OFFERED, Frequency, Rule, read_rule, rule_of
from kam.core.errors import RuleError

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_every_week_keeps_the_weekday() -> None:
    dates = rule_of(Frequency.WEEKLY, TUESDAY).dates(TUESDAY, TUESDAY + timedelta(days=21))
    assert dates == [TUESDAY + timedelta(days=7 * week) for week in range(4)]


def test_every_two_weeks_leaves_one_out() -> None:
    rule = rule_of(Frequency.FORTNIGHTLY, TUESDAY)
    assert rule.dates(TUESDAY, date(2026, 12, 31))[:3] == [TUESDAY, date(2026, 12, 8), date(2026, 12, 22)]


def test_every_month_on_the_31st_takes_the_last_day_of_a_shorter_month() -> None:
    first = date(2026, 12, 31)
    dates = rule_of(Frequency.MONTHLY, first).dates(first, date(2027, 4, 30))
    assert dates == [first, date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_every_quarter_is_three_months_on() -> None:
    dates = rule_of(Frequency.QUARTERLY, TUESDAY).dates(TUESDAY, date(2027, 12, 1))
    assert dates == [TUESDAY, *(date(2027, month, 24) for month in (2, 5, 8, 11))]


def test_a_number_of_times_becomes_the_last_date() -> None:
    rule = read_rule("FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH", TUESDAY)
    assert rule.until == date(2026, 12, 1)
    assert str(rule) == "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261201"
    assert rule.dates(TUESDAY, date(2030, 1, 1)) == [TUESDAY, date(2026, 11, 26), date(2026, 12, 1)]


def test_the_second_tuesday_is_found_each_month() -> None:
    rule = read_rule("RRULE:FREQ=MONTHLY;BYDAY=2TU", date(2026, 11, 10))
    assert rule.dates(date(2026, 11, 10), date(2027, 1, 31))[1:] == [date(2026, 12, 8), date(2027, 1, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly",
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=2",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=100000",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;UNTIL=20261399",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=99",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 100),
        "FREQ=WEEKLY\nDTSTART:20200101",
    ],
)
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as refused:
        read_rule(text, TUESDAY)
    assert refused.value.code == "calendar.rule_not_understood"


def test_a_day_that_never_comes_ends_soon() -> None:
    rule = read_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", TUESDAY)
    assert rule.dates(TUESDAY, date(2040, 1, 1)) == [TUESDAY]


@given(DAYS, st.sampled_from(OFFERED), st.integers(0, 800))
def test_dates_rise_begin_with_the_first_and_end_in_time(first: date, how: Frequency, days: int) -> None:
    last = first + timedelta(days=days)
    dates = rule_of(how, first).dates(first, last)
    assert dates[0] == first
    assert dates == sorted(set(dates))
    assert dates[-1] <= last
    assert len(dates) <= MOST_DATES


@given(DAYS, st.sampled_from(OFFERED), DAYS)
def test_a_rule_reads_back_as_it_is_kept_and_knows_its_frequency(
    first: date, how: Frequency, until: date
) -> None:
    rule = rule_of(how, first, until)
    assert read_rule(str(rule), first) == rule
    assert rule.frequency is how


@given(DAYS, st.sampled_from(OFFERED), st.integers(-20, 20))
def test_a_moved_series_goes_on_from_where_it_was_moved_to(first: date, how: Frequency, days: int) -> None:
    after = first + timedelta(days=days)
    moved = rule_of(how, first).moved(first, after)
    assert (
        moved.dates(after, after + timedelta(days=400))[:3]
        == rule_of(how, after).dates(after, after + timedelta(days=400))[:3]
    )


def test_a_moved_second_tuesday_becomes_a_third_wednesday() -> None:
    rule = Rule((("FREQ", "MONTHLY"), ("BYDAY", "2TU")))
    assert str(rule.moved(date(2026, 11, 10), date(2026, 11, 18))) == "FREQ=MONTHLY;BYDAY=3WE"
