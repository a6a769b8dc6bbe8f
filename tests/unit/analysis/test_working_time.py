"""Working time against worked examples and a slow reference that asks about every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kam.analysis.working_time import (
    OFFICE_DAY,
    OFFICE_WEEK,
    AroundTheClock,
    CalendarException,
    DayHours,
    RunningTime,
    WorkCalendar,
    WorkSpan,
)
from kam.core.errors import RuleError

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
HAVANA = ZoneInfo("America/Havana")  # moves its clock at midnight, both ways
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # moves its clock by half an hour
MINUTE = timedelta(minutes=1)
AROUND_THE_CLOCK: DayHours = (WorkSpan(time(0), time(0)),)
NIGHT_DAY: DayHours = (WorkSpan(time(0), time(2, 30)), WorkSpan(time(23), time(0)))


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Moscow; the 1st is a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        pytest.param(moscow(19, 14, 10), 27, moscow(24, 14, 10), id="3 days from Thursday over a weekend"),
        pytest.param(moscow(19, 9), 9, moscow(19, 18), id="a whole day ends at its close, not next morning"),
        pytest.param(moscow(20, 17), 2, moscow(23, 10), id="Friday evening goes on on Monday"),
        pytest.param(moscow(21, 12), 1, moscow(23, 10), id="Saturday noon starts on Monday"),
        pytest.param(moscow(19, 6), 1, moscow(19, 10), id="before opening"),
        pytest.param(moscow(21, 12), 0, moscow(21, 12), id="nothing to add is at once, also on a Saturday"),
    ],
)
def test_working_hours_end_when_a_manager_would_say(start: datetime, hours: int, due: datetime) -> None:
    calendar = WorkCalendar(MOSCOW)
    assert calendar.add(start, timedelta(hours=hours)) == due
    assert calendar.between(start, due) == timedelta(hours=hours)


def test_a_holiday_is_skipped_and_a_working_saturday_counts() -> None:
    calendar = WorkCalendar(
        MOSCOW,
        holidays=frozenset({date(2026, 11, 4), date(2026, 11, 5)}),
        exceptions=(
            CalendarException(date(2026, 11, 7), OFFICE_DAY),
            CalendarException(date(2026, 11, 5), (WorkSpan(time(10), time(12)),)),
            CalendarException(date(2026, 11, 6)),
        ),
    )
    # Tuesday evening; closed Wednesday; two hours on the Thursday that is a holiday; closed Friday; Saturday.
    assert calendar.add(moscow(3, 17), timedelta(hours=4)) == moscow(7, 10)
    assert calendar.between(moscow(3, 18), moscow(9, 9)) == timedelta(hours=11)


def test_a_lunch_break_is_not_working_time() -> None:
    day = (WorkSpan(time(14), time(18)), WorkSpan(time(9), time(13)))
    calendar = WorkCalendar(MOSCOW, weekly=(day,) * 5 + ((), ()))
    assert calendar.working_day == timedelta(hours=8)
    assert calendar.add(moscow(19, 12), timedelta(hours=2)) == moscow(19, 15)
    assert calendar.between(moscow(19, 13, 15), moscow(19, 13, 45)) == timedelta(0)


def test_a_working_day_is_the_usual_day_of_the_week() -> None:
    usual, short = (WorkSpan(time(9), time(18)),), (WorkSpan(time(10), time(14)),)
    with_saturday = WorkCalendar(MOSCOW, weekly=(usual,) * 5 + (short, ()))
    assert with_saturday.working_day == timedelta(hours=9)
    half_and_half = WorkCalendar(MOSCOW, weekly=(usual, short, (), (), (), (), ()))
    assert half_and_half.working_day == timedelta(hours=9)


def test_the_default_working_day_is_nine_hours() -> None:
    assert WorkCalendar(MOSCOW).working_day == timedelta(hours=9)


def test_the_hour_that_is_skipped_in_spring_is_not_worked() -> None:
    calendar = WorkCalendar(BERLIN, weekly=(AROUND_THE_CLOCK,) * 7)
    sunday, monday = datetime(2026, 3, 29, tzinfo=BERLIN), datetime(2026, 3, 30, tzinfo=BERLIN)
    assert calendar.between(sunday, monday) == timedelta(hours=23)


def test_the_hour_that_is_shown_twice_in_autumn_is_worked_twice() -> None:
    calendar = WorkCalendar(BERLIN, weekly=((WorkSpan(time(2), time(3)),),) * 7)
    sunday, monday = datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2026, 10, 26, tzinfo=BERLIN)
    assert calendar.between(sunday, monday) == timedelta(hours=2)


def test_a_day_of_25_hours_is_worked_whole() -> None:
    calendar = WorkCalendar(BERLIN, weekly=(AROUND_THE_CLOCK,) * 7)
    sunday, monday = datetime(2026, 10, 25, tzinfo=BERLIN), datetime(2026, 10, 26, tzinfo=BERLIN)
    assert calendar.between(sunday, monday) == timedelta(hours=25)
    assert calendar.add(sunday, timedelta(hours=25)) == monday


def test_office_hours_keep_to_the_wall_clock_after_the_clock_was_moved() -> None:
    calendar = WorkCalendar(NEW_YORK)
    friday = datetime(2026, 3, 6, 17, tzinfo=NEW_YORK)
    assert calendar.add(friday, timedelta(hours=2)) == datetime(2026, 3, 9, 10, tzinfo=NEW_YORK)


def test_a_calendar_without_any_hours_says_so_instead_of_searching_for_ever() -> None:
    calendar = WorkCalendar(MOSCOW, weekly=((),) * 7)
    with pytest.raises(RuleError, match="calendar_without_hours"):
        calendar.add(moscow(19, 9), MINUTE)
    with pytest.raises(RuleError, match="calendar_without_hours"):
        _ = calendar.working_day
    assert calendar.between(moscow(1, 0), moscow(30, 0)) == timedelta(0)


def test_a_calendar_of_exceptions_alone_gives_what_they_have_and_no_more() -> None:
    calendar = WorkCalendar(
        MOSCOW, weekly=((),) * 7, exceptions=(CalendarException(date(2028, 1, 11), OFFICE_DAY),)
    )
    assert calendar.add(moscow(19, 9), timedelta(hours=9)) == datetime(2028, 1, 11, 18, tzinfo=MOSCOW)
    with pytest.raises(RuleError, match="calendar_without_hours"):
        calendar.add(moscow(19, 9), timedelta(hours=10))


def test_a_due_date_beyond_any_sense_is_refused() -> None:
    calendar = WorkCalendar(MOSCOW, weekly=((WorkSpan(time(9), time(9, 1)),), *((),) * 6))
    with pytest.raises(RuleError, match="due_date_too_far"):
        calendar.add(moscow(19, 9), timedelta(days=365))


@pytest.mark.parametrize("running", [WorkCalendar(MOSCOW), AroundTheClock()])
def test_a_moment_without_a_zone_is_refused(running: RunningTime) -> None:
    naive = datetime(2026, 11, 19, 9)  # noqa: DTZ001 - the naive moment is the point
    with pytest.raises(ValueError, match="without its time zone"):
        running.between(naive, moscow(20, 9))
    with pytest.raises(ValueError, match="without its time zone"):
        running.between(moscow(18, 9), naive)
    with pytest.raises(ValueError, match="without its time zone"):
        running.add(naive, MINUTE)


def test_hours_that_end_before_they_start_or_overlap_are_refused() -> None:
    with pytest.raises(RuleError, match="work_hours_reversed"):
        WorkSpan(time(18), time(9))
    with pytest.raises(RuleError, match="work_hours_overlap"):
        WorkCalendar(MOSCOW, weekly=((*OFFICE_DAY, WorkSpan(time(17), time(20))), *OFFICE_WEEK[1:]))


def test_a_negative_amount_and_a_week_of_six_days_are_bugs() -> None:
    with pytest.raises(ValueError, match="not negative"):
        WorkCalendar(MOSCOW).add(moscow(19, 9), -MINUTE)
    with pytest.raises(ValueError, match="seven days"):
        WorkCalendar(MOSCOW, weekly=((),) * 6)


# --- against the slow reference -------------------------------------------------------------------------

# Moments around every change of the clock that is hard: spring and autumn, at night and at midnight.
AROUND = {
    BERLIN: [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)],
    NEW_YORK: [datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)],
    # Moscow changed its offset for good on 26 October 2014; 2027 begins in the middle of a working week.
    MOSCOW: [datetime(2014, 10, 26, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)],
    HAVANA: [datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)],
    LORD_HOWE: [datetime(2026, 4, 4, 15, tzinfo=UTC), datetime(2026, 10, 3, 15, tzinfo=UTC)],
}


@st.composite
def day_hours(draw: st.DrawFn) -> DayHours:
    marks = draw(st.lists(st.integers(0, 96), max_size=4, unique=True).map(sorted))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return tuple(WorkSpan(_quarter(start), _quarter(end)) for start, end in pairs)


def _quarter(count: int) -> time:
    return time(count // 4 % 24, count % 4 * 15)


@st.composite
def calendar_and_moment(draw: st.DrawFn) -> tuple[WorkCalendar, datetime]:
    """A calendar, and a moment within a few days of a change of its clock."""
    zone = draw(st.sampled_from(sorted(AROUND, key=str)))
    moment = draw(st.sampled_from(AROUND[zone])) - draw(st.integers(-600, 3 * 1440)) * MINUTE
    near = [moment.date() + timedelta(days=shift) for shift in range(-2, 6)]
    any_hours = st.one_of(st.sampled_from([OFFICE_DAY, NIGHT_DAY, AROUND_THE_CLOCK]), day_hours())
    weekly = (OFFICE_DAY, *(draw(any_hours) for _ in range(6)))
    exceptions = draw(st.dictionaries(st.sampled_from(near), day_hours(), max_size=2))
    calendar = WorkCalendar(
        zone,
        weekly,
        frozenset(draw(st.sets(st.sampled_from(near), max_size=2))),
        tuple(CalendarException(day, hours) for day, hours in exceptions.items()),
    )
    return calendar, moment


def is_working(calendar: WorkCalendar, moment: datetime) -> bool:
    """The definition itself: whether the wall clock shows a time within the hours of its date."""
    local = moment.astimezone(calendar.zone)
    shown = local.hour * 60 + local.minute
    hours = calendar.hours_on(local.date())
    return any(span.start_offset <= shown * 60_000_000 < span.end_offset for span in hours)


def slow_between(calendar: WorkCalendar, start: datetime, end: datetime) -> timedelta:
    worked = timedelta(0)
    while start < end:
        worked += MINUTE if is_working(calendar, start) else timedelta(0)
        start += MINUTE
    return worked


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(calendar_and_moment(), st.integers(0, 4 * 1440))
def test_working_time_between_equals_a_count_of_minutes(
    drawn: tuple[WorkCalendar, datetime], minutes: int
) -> None:
    calendar, start = drawn
    end = start + minutes * MINUTE
    assert calendar.between(start, end) == slow_between(calendar, start, end)


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(calendar_and_moment(), st.integers(1, 1440))
def test_an_amount_ends_with_the_minute_that_completes_it(
    drawn: tuple[WorkCalendar, datetime], minutes: int
) -> None:
    calendar, start = drawn
    moment, left = start, minutes
    for _ in range(6 * 1440):
        left -= is_working(calendar, moment)
        moment += MINUTE
        if left == 0:
            assert calendar.add(start, minutes * MINUTE) == moment
            return


@settings(max_examples=300, deadline=None)
@given(calendar_and_moment(), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_adding_and_measuring_agree_and_never_run_backwards(
    drawn: tuple[WorkCalendar, datetime], first: int, second: int, offset: int
) -> None:
    calendar, start = drawn
    start += timedelta(microseconds=offset)
    less, more = sorted((timedelta(milliseconds=first), timedelta(milliseconds=second)))
    sooner, later = calendar.add(start, less), calendar.add(start, more)
    assert start <= sooner <= later
    assert calendar.between(start, sooner) == less
    assert calendar.between(start, later) == calendar.between(start, sooner) + calendar.between(sooner, later)
    assert calendar.between(start, later) <= later - start
