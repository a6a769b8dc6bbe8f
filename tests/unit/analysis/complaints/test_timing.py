"""Clocks of thousands of complaints, read fast, end as ``read_clocks`` says one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.complaint_clocks import Classified, ComplaintCourse, Pause, StageReached, read_clocks
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.complaints.timing import Life, Ruler, Yardstick, attempts_of, timings_of
from kam.analysis.working_time import OFFICE_WEEK, CalendarException, WorkCalendar, WorkSpan
from kam.core.vocabulary import Channel, ComplaintStage, Severity

BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
CALENDAR = WorkCalendar(
    BERLIN,
    weekly=((WorkSpan(time(9), time(13)), WorkSpan(time(14), time(18))), *OFFICE_WEEK[1:]),
    holidays=frozenset({date(2026, 10, 27)}),
    exceptions=(CalendarException(date(2026, 10, 24), (WorkSpan(time(10), time(14)),)),),
)
"""Summer time ends on Sunday the 25th of October; the Saturday before is worked, the Tuesday after is not."""
YARDSTICK = Yardstick(ComplaintNorms(), CALENDAR, Ruler(CALENDAR))
BEGIN = datetime(2026, 10, 22, 12, tzinfo=UTC)

quarters = st.integers(0, 14 * 24 * 4).map(lambda count: BEGIN + count * timedelta(minutes=15))
"""Quarters of an hour over a fortnight: opening and closing times are hit often."""


def instant(moment: datetime | None) -> int | None:
    """A moment as it is stored."""
    return None if moment is None else (moment - EPOCH) // TICK


def life_of(
    received: datetime,
    stages: list[tuple[ComplaintStage, datetime]],
    answered: datetime | None,
    at: datetime,
) -> Life:
    """When its clocks started and stopped, as known at a moment."""
    resolved = {ComplaintStage.DECIDED, ComplaintStage.CLOSED, ComplaintStage.REJECTED}
    replied = resolved | {ComplaintStage.RESPONSE_OFFERED}
    known = sorted(
        ((stage, moment) for stage, moment in stages if moment <= at), key=lambda reached: reached[1]
    )

    def first(wanted: set[ComplaintStage], *more: datetime | None) -> datetime | None:
        moments = [moment for stage, moment in known if stage in wanted]
        return min([*moments, *(each for each in more if each is not None and each <= at)], default=None)

    answer = first(replied, answered)
    return Life(
        instant(received) or 0,
        instant(first(replied | {ComplaintStage.ACKNOWLEDGED}, answer)),
        instant(answer),
        attempts_of(instant(received) or 0, [(stage, instant(moment) or 0) for stage, moment in known]),
    )


@given(
    received=quarters,
    channel=st.sampled_from(list(Channel)),
    severity=st.sampled_from(list(Severity)),
    stages=st.lists(
        st.tuples(
            st.sampled_from(list(ComplaintStage)),
            quarters,
        ),
        max_size=5,
    ),
    answered=st.none() | quarters,
    pauses=st.lists(st.tuples(quarters, st.none() | quarters), max_size=3),
    at=quarters,
)
def test_fast_clocks_end_as_the_exact_ones_do(
    *,
    received: datetime,
    channel: Channel,
    severity: Severity,
    stages: list[tuple[ComplaintStage, datetime]],
    answered: datetime | None,
    pauses: list[tuple[datetime, datetime | None]],
    at: datetime,
) -> None:
    at = max(at, received)
    stages = [(stage, max(moment, received)) for stage, moment in stages]
    answered = max(answered, received) if answered else None
    pauses = [
        (since, None if until is None else max(until, since)) for since, until in pauses if since >= received
    ]
    course = ComplaintCourse(
        received,
        (Classified(received, channel, severity),),
        tuple(StageReached(*each) for each in stages),
        answered,
        tuple(Pause(*each) for each in pauses),
    )

    exact = timings_of(read_clocks(course, ComplaintNorms(), CALENDAR, at))

    life = life_of(received, stages, answered, at)
    fast = YARDSTICK.timings(
        channel,
        severity,
        life,
        at=instant(at) or 0,
        pauses=[(instant(since) or 0, instant(until)) for since, until in pauses],
    )
    assert fast == exact


def test_an_answer_after_closing_time_is_late_though_no_working_time_lies_between() -> None:
    """By e-mail a working day is given: received on Thursday at 18:00, due on Friday at 18:00."""
    received = datetime(2026, 10, 29, 18, tzinfo=BERLIN)
    due = datetime(2026, 10, 30, 18, tzinfo=BERLIN)
    kept = {}
    for answered in (due, due + timedelta(minutes=1)):
        _, response, _ = YARDSTICK.timings(
            Channel.EMAIL,
            Severity.NORMAL,
            Life(
                instant(received) or 0, instant(answered), instant(answered), [(instant(received) or 0, None)]
            ),
            at=instant(due + timedelta(days=1)) or 0,
        )
        kept[answered] = (response.kept, response.used)

    nine_hours = timedelta(hours=9) // TICK
    assert kept == {due: (True, nine_hours), due + timedelta(minutes=1): (False, nine_hours)}


@given(st.lists(st.integers(0, 6 * 365 * 24), min_size=2, max_size=6))
def test_a_ruler_measures_any_years_in_any_order(hours: list[int]) -> None:
    ruler, begin = Ruler(CALENDAR), datetime(2022, 1, 1, tzinfo=UTC)
    moments = [begin + timedelta(hours=count) for count in hours]

    for start, end in pairwise(moments):
        measured = ruler.between(instant(start) or 0, instant(end) or 0) * TICK
        assert measured == CALENDAR.between(start, end)
