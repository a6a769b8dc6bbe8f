"""Complaint clocks: worked examples, rules, and a slow reference that walks minute by minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kam.analysis.complaint_clocks import (
    Classified,
    ClockReading,
    ComplaintClocks,
    ComplaintCourse,
    FormerTerms,
    Pause,
    StageReached,
    advanced,
    next_due,
    read_clocks,
)
from kam.analysis.complaint_norms import ComplaintNorms, Norm
from kam.analysis.working_time import OFFICE_DAY, CalendarException, WorkCalendar, WorkSpan
from kam.core.errors import RuleError
from kam.core.vocabulary import (
    Channel,
    ClockKind,
    ClockState,
    ComplaintStage,
    NormRuns,
    NormUnit,
    Severity,
)

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NORMS = ComplaintNorms()
CALENDAR = WorkCalendar(MOSCOW)

ACKNOWLEDGED, OFFERED, DECIDED, CLOSED, REJECTED, REOPENED = (
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
    ComplaintStage.REJECTED,
    ComplaintStage.REOPENED,
)


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Moscow; the 19th is a Thursday, the 23rd a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


def complaint(
    received: datetime,
    *reached: tuple[ComplaintStage, datetime],
    channel: Channel = Channel.EMAIL,
    severity: Severity = Severity.HIGH,
    answered: datetime | None = None,
    pauses: tuple[Pause, ...] = (),
) -> ComplaintCourse:
    return ComplaintCourse(
        received,
        (Classified(received, channel, severity),),
        tuple(StageReached(stage, at) for stage, at in reached),
        answered,
        pauses,
    )


def clocks(course: ComplaintCourse, at: datetime) -> ComplaintClocks:
    return read_clocks(course, NORMS, CALENDAR, at)


def test_a_grave_complaint_of_thursday_is_due_on_tuesday_at_the_same_hour() -> None:
    course = complaint(moscow(19, 14, 10), (ACKNOWLEDGED, moscow(19, 14, 19)), answered=moscow(20, 9, 35))
    morning = clocks(course, moscow(24, 10))
    assert morning.acknowledgement.state is ClockState.MET
    assert morning.acknowledgement.used == 9 * MINUTE
    assert morning.first_response.state is ClockState.MET
    assert morning.first_response.used == 4 * HOUR + 25 * MINUTE
    resolution = morning.resolution
    assert resolution.state is ClockState.AT_RISK
    assert resolution.allowed == 27 * HOUR
    assert resolution.remaining == 4 * HOUR + 10 * MINUTE
    assert resolution.due_at == moscow(24, 14, 10)
    assert resolution.at_risk_at == moscow(23, 16, 25)
    assert morning.pressing is resolution


@pytest.mark.parametrize(
    ("channel", "due"),
    [
        (Channel.PHONE, moscow(20, 17, 55)),
        (Channel.MESSENGER, moscow(20, 18, 50)),
        (Channel.SOCIAL, moscow(20, 18, 50)),
        (Channel.EMAIL, moscow(23, 17, 50)),
        (Channel.PORTAL, moscow(23, 17, 50)),
        (Channel.LETTER, moscow(25, 17, 50)),
        (Channel.MEETING, moscow(20, 17, 50)),
    ],
)
def test_the_first_response_is_due_by_the_norm_of_its_channel(channel: Channel, due: datetime) -> None:
    received = moscow(20, 17, 50)  # ten minutes before the weekend
    assert clocks(complaint(received, channel=channel), received).first_response.due_at == due


@pytest.mark.parametrize(
    ("channel", "due"),
    [
        pytest.param(Channel.PHONE, moscow(20, 17, 55), id="never later than the response"),
        pytest.param(Channel.MESSENGER, moscow(20, 18, 5), id="15 minutes around the clock"),
        pytest.param(Channel.EMAIL, moscow(23, 9, 5), id="15 working minutes"),
        pytest.param(Channel.MEETING, moscow(20, 17, 50), id="at once"),
    ],
)
def test_the_acknowledgement_runs_as_the_response_does(channel: Channel, due: datetime) -> None:
    received = moscow(20, 17, 50)
    assert clocks(complaint(received, channel=channel), received).acknowledgement.due_at == due


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (Severity.CRITICAL, moscow(20, 14)),
        (Severity.HIGH, moscow(24, 14)),
        (Severity.NORMAL, datetime(2026, 12, 3, 14, tzinfo=MOSCOW)),
        (Severity.LOW, datetime(2026, 12, 17, 14, tzinfo=MOSCOW)),
    ],
)
def test_the_resolution_is_due_by_the_norm_of_its_severity(severity: Severity, due: datetime) -> None:
    received = moscow(19, 14)
    assert clocks(complaint(received, severity=severity), received).resolution.due_at == due


@pytest.mark.parametrize(
    ("at", "state"),
    [
        pytest.param(moscow(19, 14, 44), ClockState.ON_TRACK, id="under three quarters"),
        pytest.param(moscow(19, 14, 45), ClockState.AT_RISK, id="three quarters used"),
        pytest.param(moscow(19, 15, 0), ClockState.AT_RISK, id="the due moment itself is not late"),
        pytest.param(moscow(19, 15, 1), ClockState.BREACHED, id="a minute over"),
    ],
)
def test_a_clock_comes_to_risk_at_three_quarters_and_is_breached_after_its_due_moment(
    at: datetime, state: ClockState
) -> None:
    reading = clocks(complaint(moscow(19, 14), channel=Channel.MESSENGER), at).first_response
    assert reading.state is state
    assert reading.used_share == round(Decimal((at - moscow(19, 14)) // MINUTE) / 60, 6)


def test_what_is_over_says_by_how_much() -> None:
    reading = clocks(complaint(moscow(19, 14), channel=Channel.MESSENGER), moscow(19, 16, 20)).first_response
    assert (reading.over_by, reading.remaining) == (HOUR + 20 * MINUTE, timedelta(0))
    assert reading.used_share == Decimal("2.333333")


def test_an_answer_on_saturday_to_what_was_due_on_friday_evening_is_late() -> None:
    received = moscow(19, 18)  # one working day from here is Friday 18:00
    reading = clocks(complaint(received, answered=moscow(21, 10)), moscow(23, 12)).first_response
    assert reading.due_at == moscow(20, 18)
    assert reading.state is ClockState.BREACHED
    assert reading.over_by == timedelta(0)


def test_clocks_stand_still_while_the_client_owes_an_answer() -> None:
    course = complaint(
        moscow(19, 9), answered=moscow(19, 10), pauses=(Pause(moscow(19, 12), moscow(23, 12)),)
    )
    paused = clocks(course, moscow(21, 12)).resolution
    assert paused.state is ClockState.PAUSED
    assert (paused.paused_since, paused.due_at, paused.at_risk_at) == (moscow(19, 12), None, None)
    assert (paused.used, paused.remaining) == (3 * HOUR, 24 * HOUR)
    resumed = clocks(course, moscow(23, 13)).resolution
    assert resumed.state is ClockState.ON_TRACK
    assert resumed.used == 4 * HOUR
    assert resumed.due_at == moscow(25, 18)  # 6 h on Monday, 9 on Tuesday, 9 on Wednesday


def test_a_pause_does_not_heal_what_was_breached_before_it() -> None:
    course = complaint(moscow(19, 9), channel=Channel.PHONE, pauses=(Pause(moscow(19, 10)),))
    reading = clocks(course, moscow(20, 10))
    assert reading.first_response.state is ClockState.BREACHED
    assert reading.first_response.over_by == 55 * MINUTE
    assert reading.resolution.state is ClockState.PAUSED
    assert reading.pressing is reading.first_response


def test_a_decision_during_a_pause_counts_the_time_before_it() -> None:
    course = complaint(moscow(19, 9), (DECIDED, moscow(30, 9)), pauses=(Pause(moscow(19, 12)),))
    reading = clocks(course, moscow(30, 10)).resolution
    assert reading.state is ClockState.MET
    assert reading.used == 3 * HOUR
    assert reading.due_at == datetime(2026, 12, 2, 15, tzinfo=MOSCOW)


def test_time_that_was_used_up_when_a_pause_began_is_met_until_the_pause_ends() -> None:
    received, asked, told = moscow(19, 14), moscow(19, 15), moscow(19, 16)
    for answered in (moscow(19, 15, 30), told):
        course = complaint(
            received, channel=Channel.MESSENGER, answered=answered, pauses=(Pause(asked, told),)
        )
        assert clocks(course, moscow(19, 18)).first_response.state is ClockState.MET
    waiting = complaint(received, channel=Channel.MESSENGER, pauses=(Pause(asked),))
    assert clocks(waiting, moscow(19, 18)).first_response.state is ClockState.PAUSED
    assert clocks(waiting, moscow(19, 18)).first_response.remaining == timedelta(0)


def test_a_pause_from_before_receipt_holds_the_clock_from_its_start() -> None:
    course = complaint(
        moscow(19, 12),
        channel=Channel.MESSENGER,
        pauses=(Pause(moscow(19, 9), moscow(19, 10)), Pause(moscow(19, 11), moscow(19, 13))),
    )
    reading = clocks(course, moscow(19, 13, 30)).first_response
    assert (reading.used, reading.due_at) == (30 * MINUTE, moscow(19, 14))


def test_a_pause_that_ended_before_receipt_moves_nothing() -> None:
    course = complaint(
        moscow(19, 12), channel=Channel.MESSENGER, pauses=(Pause(moscow(19, 9), moscow(19, 10)),)
    )
    assert clocks(course, moscow(19, 12)).first_response.due_at == moscow(19, 13)


def test_overlapping_pauses_are_not_counted_twice() -> None:
    pauses = (
        Pause(moscow(19, 11), moscow(19, 14)),
        Pause(moscow(19, 10), moscow(19, 12)),
        Pause(moscow(19, 14), moscow(19, 15)),
        Pause(moscow(19, 17), moscow(19, 17)),
    )
    assert clocks(complaint(moscow(19, 9), pauses=pauses), moscow(19, 18)).resolution.used == 4 * HOUR


def test_an_answer_of_substance_also_acknowledges_and_a_decision_also_answers() -> None:
    answered = clocks(complaint(moscow(19, 9), answered=moscow(19, 9, 10)), moscow(19, 12))
    assert answered.acknowledgement.stopped_at == moscow(19, 9, 10)
    assert answered.resolution.is_open
    decided = clocks(complaint(moscow(19, 9), (DECIDED, moscow(19, 11))), moscow(19, 12))
    assert decided.first_response.stopped_at == moscow(19, 11)
    assert decided.acknowledgement.state is ClockState.BREACHED
    assert decided.pressing is None


def test_an_offered_response_answers_but_does_not_resolve() -> None:
    offered = clocks(complaint(moscow(19, 9), (OFFERED, moscow(19, 11))), moscow(19, 12))
    assert offered.first_response.stopped_at == moscow(19, 11)
    assert offered.pressing is offered.resolution


@pytest.mark.parametrize("ending", [REJECTED, CLOSED])
def test_rejection_and_closing_stop_every_clock(ending: ComplaintStage) -> None:
    ended = clocks(complaint(moscow(19, 9), (ending, moscow(19, 9, 5))), moscow(30, 9))
    assert [reading.state for reading in ended.shown] == [ClockState.MET] * 3
    assert ended.pressing is None


def test_reopening_starts_a_new_resolution_clock_and_keeps_the_earlier_one_as_history() -> None:
    course = complaint(
        moscow(19, 9),
        (DECIDED, moscow(19, 12)),
        (CLOSED, moscow(19, 13)),
        (REOPENED, moscow(23, 9)),
        answered=moscow(19, 9, 5),
    )
    reopened = clocks(course, moscow(24, 9))
    assert reopened.resolution.started_at == moscow(23, 9)
    assert reopened.resolution.due_at == moscow(25, 18)
    assert reopened.resolution.used == 9 * HOUR
    assert [(reading.state, reading.stopped_at) for reading in reopened.earlier] == [
        (ClockState.MET, moscow(19, 12))
    ]
    assert [reading.kind for reading in reopened.shown] == list(ClockKind)
    assert reopened.first_response.state is ClockState.MET


def test_closing_again_ends_the_second_resolution_clock() -> None:
    course = complaint(
        moscow(19, 9), (DECIDED, moscow(19, 12)), (REOPENED, moscow(23, 9)), (DECIDED, moscow(30, 9))
    )
    reading = clocks(course, moscow(30, 12)).resolution
    assert (reading.stopped_at, reading.state) == (moscow(30, 9), ClockState.BREACHED)


def test_a_reopened_complaint_is_not_resolved_by_what_was_decided_before() -> None:
    course = complaint(
        moscow(19, 9),
        (DECIDED, moscow(19, 12)),
        (REOPENED, moscow(20, 9)),
        (DECIDED, moscow(20, 10)),
        (REOPENED, moscow(20, 11)),
    )
    read = clocks(course, moscow(20, 12))
    assert [reading.stopped_at for reading in read.earlier] == [moscow(19, 12), moscow(20, 10)]
    assert [reading.used for reading in read.earlier] == [3 * HOUR, HOUR]
    assert read.resolution.used == HOUR


def test_a_change_of_severity_recomputes_the_open_clock_from_receipt_and_leaves_stopped_ones() -> None:
    received = moscow(19, 9)
    course = ComplaintCourse(
        received,
        (
            Classified(received, Channel.PHONE, Severity.NORMAL),
            Classified(moscow(20, 9), Channel.LETTER, Severity.CRITICAL),
        ),
        answered_at=moscow(19, 9, 30),
    )
    before, after = clocks(course, moscow(20, 8, 59)), clocks(course, moscow(20, 9, 1))
    assert before.resolution.state is ClockState.ON_TRACK
    assert after.resolution.due_at == moscow(19, 18)
    assert after.resolution.state is ClockState.BREACHED
    # The telephone's five minutes were in force when it was answered after thirty.
    assert after.first_response.state is ClockState.BREACHED
    assert after.first_response.allowed == 5 * MINUTE


def test_a_change_of_channel_recomputes_an_open_response() -> None:
    received = moscow(19, 9)
    course = ComplaintCourse(
        received,
        (
            Classified(received, Channel.PHONE, Severity.NORMAL),
            Classified(moscow(19, 9, 30), Channel.EMAIL, Severity.NORMAL),
        ),
    )
    assert clocks(course, moscow(19, 9, 29)).first_response.state is ClockState.BREACHED
    assert clocks(course, moscow(19, 9, 31)).first_response.due_at == moscow(19, 18)


def test_no_clock_is_shown_twice() -> None:
    phone = clocks(complaint(moscow(19, 9), channel=Channel.PHONE), moscow(19, 9, 1))
    assert [reading.kind for reading in phone.shown] == [ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION]
    email = clocks(complaint(moscow(19, 9)), moscow(19, 9, 1))
    assert [reading.kind for reading in email.shown] == list(ClockKind)
    course = complaint(moscow(19, 9), (ACKNOWLEDGED, moscow(19, 9, 1)), channel=Channel.PHONE)
    picked_up = clocks(course, moscow(19, 9, 2))
    assert [reading.state for reading in picked_up.shown][:2] == [ClockState.MET, ClockState.ON_TRACK]


def test_in_a_meeting_an_answer_at_once_is_met_and_a_later_one_is_not() -> None:
    received = moscow(19, 14)
    at_once = clocks(complaint(received, channel=Channel.MEETING, answered=received), moscow(19, 15))
    assert at_once.first_response.state is ClockState.MET
    assert at_once.first_response.used_share == Decimal(1)
    later = clocks(complaint(received, channel=Channel.MEETING), moscow(19, 14, 1))
    assert later.first_response.state is ClockState.BREACHED


def test_a_view_of_an_earlier_moment_knows_nothing_of_what_came_later() -> None:
    course = complaint(
        moscow(19, 9),
        (ACKNOWLEDGED, moscow(19, 9, 5)),
        (DECIDED, moscow(20, 9)),
        (REOPENED, moscow(23, 9)),
        answered=moscow(19, 15),
        pauses=(Pause(moscow(19, 16), moscow(19, 17)),),
    )
    noon = clocks(course, moscow(19, 12))
    assert noon.acknowledgement.state is ClockState.MET
    assert noon.first_response.is_open
    assert noon.resolution.used == 3 * HOUR
    assert noon.earlier == ()
    assert clocks(course, moscow(19, 16, 30)).resolution.state is ClockState.PAUSED


def test_own_norms_are_a_number_a_unit_and_when_it_runs() -> None:
    norms = ComplaintNorms(
        first_response=dict(NORMS.first_response)
        | {Channel.EMAIL: Norm(12, NormUnit.HOUR, NormRuns.WORKING)},
        at_risk_percent=50,
    )
    reading = read_clocks(complaint(moscow(19, 9)), norms, CALENDAR, moscow(19, 15)).first_response
    assert reading.due_at == moscow(20, 12)
    assert reading.state is ClockState.AT_RISK


def test_norms_outside_sense_are_refused() -> None:
    with pytest.raises(RuleError, match="norm_out_of_range"):
        Norm(-1, NormUnit.HOUR)
    with pytest.raises(RuleError, match="norm_out_of_range"):
        ComplaintNorms(at_risk_percent=0)
    with pytest.raises(ValueError, match="no norm for"):
        ComplaintNorms(resolution={})


def test_a_calendar_without_hours_is_named_as_the_reason() -> None:
    closed = WorkCalendar(MOSCOW, weekly=((),) * 7)
    with pytest.raises(RuleError, match="calendar_without_hours"):
        read_clocks(complaint(moscow(19, 9)), NORMS, closed, moscow(19, 10))


def test_a_moment_without_a_zone_and_a_complaint_without_a_channel_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clocks(complaint(moscow(19, 9)), datetime(2026, 11, 19, 10))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="channel"):
        ComplaintCourse(moscow(19, 9), ())


# --- against the slow reference -------------------------------------------------------------------------

ZONES = {
    BERLIN: [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)],
    NEW_YORK: [datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 10, 30, tzinfo=UTC)],
    MOSCOW: [datetime(2014, 10, 24, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)],
}
NIGHT_SHIFT = (WorkSpan(time(0), time(3, 30)), WorkSpan(time(20), time(0)))
SMALL_NORMS = ComplaintNorms(
    first_response={
        Channel.PHONE: Norm(5, NormUnit.MINUTE),
        Channel.MESSENGER: Norm(1, NormUnit.HOUR),
        Channel.SOCIAL: Norm(8, NormUnit.HOUR, NormRuns.WORKING),
        Channel.EMAIL: Norm(1, NormUnit.WORKING_DAY, NormRuns.WORKING),
        Channel.PORTAL: Norm(7, NormUnit.HOUR, NormRuns.WORKING),
        Channel.LETTER: Norm(2, NormUnit.WORKING_DAY),
        Channel.MEETING: Norm(0, NormUnit.MINUTE),
    }
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[WorkCalendar, ComplaintCourse, datetime]:
    """A complaint of a few days around a change of the clock, with pauses, and a moment to look at it."""
    zone = draw(st.sampled_from(sorted(ZONES, key=str)))
    base = draw(st.sampled_from(ZONES[zone]))
    minutes = st.integers(0, 5 * 1440)

    def moment() -> datetime:
        return base + draw(minutes) * MINUTE

    day = draw(st.sampled_from([OFFICE_DAY, NIGHT_SHIFT]))
    weekend = draw(st.sampled_from([(), NIGHT_SHIFT]))
    near = [base.date() + timedelta(days=shift) for shift in range(6)]
    calendar = WorkCalendar(
        zone,
        (day,) * 5 + (weekend,) * 2,
        frozenset(draw(st.sets(st.sampled_from(near), max_size=2))),
        tuple(
            CalendarException(shifted, OFFICE_DAY)
            for shifted in draw(st.sets(st.sampled_from(near), max_size=1))
        ),
    )
    received, at = sorted((moment(), moment()))
    pauses = tuple(
        Pause(min(pair), None if draw(st.integers(0, 4)) == 0 else max(pair))
        for pair in draw(
            st.lists(st.tuples(minutes, minutes), max_size=3).map(
                lambda pairs: [(base + first * MINUTE, base + second * MINUTE) for first, second in pairs]
            )
        )
    )
    channel = draw(st.sampled_from(list(Channel)))
    course = complaint(
        received,
        channel=channel,
        severity=draw(st.sampled_from([Severity.CRITICAL, Severity.HIGH])),
        answered=moment() if draw(st.booleans()) else None,
        pauses=pauses,
    )
    return calendar, course, at


def slow_reading(
    calendar: WorkCalendar, course: ComplaintCourse, reading: ClockReading, at: datetime
) -> tuple[int, bool]:
    """Minutes used, and whether the clock was breached, by asking about every minute in turn."""
    end = reading.stopped_at or at
    used, reached_at, last_running = 0, None, reading.started_at
    moment = reading.started_at
    if reading.allowed == timedelta(0):
        reached_at = moment
    while moment < end:
        local = moment.astimezone(calendar.zone)
        shown = timedelta(hours=local.hour, minutes=local.minute) // timedelta(microseconds=1)
        hours = calendar.hours_on(local.date())
        works = any(span.start_offset <= shown < span.end_offset for span in hours)
        paused = any(
            pause.since <= moment and pause.since <= end and (pause.until is None or moment < pause.until)
            for pause in course.pauses
        )
        moment += MINUTE
        if not paused:
            last_running = moment
            used += works or not reading.in_working_time
            if reached_at is None and used * MINUTE == reading.allowed:
                reached_at = moment
    return used, reached_at is not None and last_running > reached_at


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(situations())
def test_every_clock_agrees_with_a_count_of_minutes(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime],
) -> None:
    calendar, course, at = drawn
    read = read_clocks(course, SMALL_NORMS, calendar, at)
    for reading in (read.acknowledgement, read.first_response, read.resolution):
        used, breached = slow_reading(calendar, course, reading, at)
        assert reading.used == used * MINUTE
        assert (reading.state is ClockState.BREACHED) == breached
        if reading.is_open and not breached:
            at_risk = reading.used * 4 >= reading.allowed * 3
            expected = ClockState.AT_RISK if at_risk else ClockState.ON_TRACK
            assert reading.state is (ClockState.PAUSED if reading.paused_since else expected)


LARGER_NORMS = ComplaintNorms(
    first_response={channel: Norm(3, NormUnit.HOUR, NormRuns.WORKING) for channel in Channel},
    acknowledgement=Norm(2, NormUnit.HOUR),
    resolution={severity: Norm(4, NormUnit.HOUR) for severity in Severity},
)


@settings(max_examples=150, deadline=None)
@given(situations(), st.data())
def test_a_stopped_clock_is_read_by_what_held_when_it_stopped_and_an_open_one_by_the_present(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime], data: st.DataObject
) -> None:
    """Channel and severity are corrected and the settings changed at any moment; minutes are counted."""
    calendar, course, at = drawn
    moments = st.integers(0, 6 * 1440).map(lambda minutes: course.received_at + minutes * MINUTE)
    corrected, changed, decided = data.draw(moments), data.draw(moments), data.draw(moments)
    first = course.classified[0]
    course = ComplaintCourse(
        course.received_at,
        (first, Classified(corrected, data.draw(st.sampled_from(list(Channel))), Severity.LOW)),
        (StageReached(DECIDED, decided),),
        course.answered_at,
        course.pauses,
    )
    former_calendar = WorkCalendar(calendar.zone, calendar.weekly)
    former = (FormerTerms(changed, LARGER_NORMS, former_calendar),)
    read = read_clocks(course, SMALL_NORMS, calendar, at, former)
    for reading in (read.acknowledgement, read.first_response, read.resolution):
        end = reading.stopped_at or at
        was_former = at < changed if reading.is_open else end <= changed
        norms, hours = (LARGER_NORMS, former_calendar) if was_former else (SMALL_NORMS, calendar)
        held = course.classified[1] if corrected <= end else first
        response = norms.first_response[held.channel].allowed(hours)
        expected = {
            ClockKind.ACKNOWLEDGEMENT: min(norms.acknowledgement.allowed(hours), response),
            ClockKind.FIRST_RESPONSE: response,
            ClockKind.RESOLUTION: norms.resolution[held.severity].allowed(hours),
        }
        assert reading.allowed == expected[reading.kind]
        used, breached = slow_reading(hours, course, reading, at)
        assert reading.used == used * MINUTE
        assert (reading.state is ClockState.BREACHED) == breached


@settings(max_examples=150, deadline=None)
@given(situations(), st.sampled_from([None, *ComplaintStage]))
def test_the_next_due_moment_is_the_first_of_the_open_clocks(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime], reached: ComplaintStage | None
) -> None:
    calendar, course, at = drawn
    assume(not any(pause.until == at for pause in course.pauses))
    if reached is not None:
        course = replace(course, stages=(StageReached(reached, course.received_at + 90 * MINUTE),))
    found = read_clocks(course, SMALL_NORMS, calendar, at)
    due = next_due(course, SMALL_NORMS, calendar, at)
    worst = found.pressing
    assert (due is not None and due < at) == (worst is not None and worst.state is ClockState.BREACHED)
    running = [each for each in found.shown if each.is_open and each.paused_since is None]
    if not any(each.paused_since for each in found.shown):
        assert due == min((each.due_at for each in running if each.due_at is not None), default=None)


@settings(max_examples=200, deadline=None)
@given(situations(), st.integers(0, 3000))
def test_a_clock_moved_on_shows_what_reading_it_anew_would(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime], later: int
) -> None:
    calendar, course, at = drawn
    then = at + later * MINUTE
    events = [course.answered_at, *(end for pause in course.pauses for end in (pause.since, pause.until))]
    assume(not any(each is not None and at < each <= then for each in events))
    before, after = (read_clocks(course, SMALL_NORMS, calendar, moment) for moment in (at, then))
    for old, new in (
        (before.acknowledgement, after.acknowledgement),
        (before.first_response, after.first_response),
        (before.resolution, after.resolution),
    ):
        assert advanced(old, at, then, calendar) == new


@settings(max_examples=150, deadline=None)
@given(situations(), st.integers(0, 3000))
def test_clocks_only_go_forward_and_their_parts_add_up(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime], later: int
) -> None:
    calendar, course, at = drawn
    now, then = (read_clocks(course, SMALL_NORMS, calendar, moment) for moment in (at, at + later * MINUTE))
    for before, after in (
        (now.acknowledgement, then.acknowledgement),
        (now.first_response, then.first_response),
        (now.resolution, then.resolution),
    ):
        assert before.used <= after.used
        assert after.remaining - after.over_by == after.allowed - after.used
        assert min(after.remaining, after.over_by) == timedelta(0)
        assert before.state is not ClockState.BREACHED or after.state is ClockState.BREACHED
        assert before.state is not ClockState.MET or after.state is ClockState.MET
        if after.state is ClockState.ON_TRACK:
            assert after.due_at is not None
            assert after.at_risk_at is not None
            assert after.at_risk_at <= after.due_at
    assert now.acknowledgement.allowed <= now.first_response.allowed
    shown = [reading.kind for reading in now.shown]
    assert len(shown) == len(set(shown))


@settings(max_examples=100, deadline=None)
@given(situations())
def test_a_clock_stopped_at_its_due_moment_is_met_and_a_minute_later_breached(
    drawn: tuple[WorkCalendar, ComplaintCourse, datetime],
) -> None:
    calendar, course, _ = drawn
    course = complaint(
        course.received_at,
        channel=course.classified[0].channel,
        pauses=tuple(pause for pause in course.pauses if pause.until),
    )
    end = course.received_at + timedelta(days=30)
    due = read_clocks(course, SMALL_NORMS, calendar, end).first_response.due_at
    assert due is not None
    for answered, state in ((due, ClockState.MET), (due + MINUTE, ClockState.BREACHED)):
        in_pause = any(
            pause.since <= due and pause.until is not None and answered <= pause.until
            for pause in course.pauses
        )
        stopped = complaint(
            course.received_at, channel=course.classified[0].channel, answered=answered, pauses=course.pauses
        )
        reading = read_clocks(stopped, SMALL_NORMS, calendar, end).first_response
        assert in_pause or reading.state is state


def test_dates_of_the_examples_are_the_weekdays_they_are_said_to_be() -> None:
    assert date(2026, 11, 19).strftime("%a") == "Thu"
