"""«Сначала»: the up to three worst things."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kam.analysis.complaint_clocks import Classified, ComplaintCourse, Pause, read_clocks
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.contracts import ContractTerm, contract_window
from kam.analysis.first_things import (
    ComplaintClock,
    DeciderTrend,
    FirstThing,
    FirstThingKind,
    NamedWindow,
    WordedPromise,
    first_things,
)
from kam.analysis.promises import Promise
from kam.analysis.ratings import Rated, RatingTrend
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import Attitude, Channel, ClockKind, CommitmentStatus, Severity, Side

MOSCOW = ZoneInfo("Europe/Moscow")
AT = datetime(2026, 11, 24, 10, tzinfo=MOSCOW)


def clock(number: int, received: datetime, *pauses: Pause) -> ComplaintClock:
    """A grave complaint that was answered at once and is not resolved."""
    course = ComplaintCourse(
        received, (Classified(received, Channel.EMAIL, Severity.HIGH),), answered_at=received, pauses=pauses
    )
    reading = read_clocks(course, ComplaintNorms(), WorkCalendar(MOSCOW), AT).pressing
    assert reading is not None
    return ComplaintClock(UUID(int=number), f"K-2026-{number:04}", reading)


def november(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)


AT_RISK = clock(47, november(19, 14, 10))
BREACHED = clock(40, november(12, 9))
WORSE = clock(39, november(11, 9))
ON_TRACK = clock(48, november(23, 12))
PAUSED = clock(45, november(19, 9), Pause(november(19, 12)))


def promise(number: int, due: date, side: Side = Side.OURS, *, internal: bool = False) -> WordedPromise:
    made = Promise(UUID(int=number), side, CommitmentStatus.OPEN, due, due, promised_to_client=not internal)
    return WordedPromise(made, f"promise {number}")


def decider(number: int, before: int | None, now: int, influence: int = 5) -> DeciderTrend:
    earlier = Rated(date(2026, 10, 1), before) if before is not None else None
    return DeciderTrend(
        UUID(int=number), f"decider {number}", RatingTrend(Rated(date(2026, 11, 12), now), earlier), influence
    )


def window(number: int, days: int, notice: int | None = None) -> NamedWindow:
    term = ContractTerm(UUID(int=number), AT.date() + timedelta(days=days), notice)
    found = contract_window(term, AT.date())
    assert found is not None
    return NamedWindow(f"{number}/26", found)


def kinds(things: tuple[FirstThing, ...]) -> list[tuple[FirstThingKind, int]]:
    return [(thing.kind, thing.subject.int) for thing in things]


LATE = promise(1, date(2026, 11, 20))
LATER = promise(2, date(2026, 11, 10))
COOLED = decider(11, 1, 0)


def test_the_pictured_morning() -> None:
    things = first_things(
        AT, clocks=[AT_RISK, PAUSED, ON_TRACK], promises=[LATE], deciders=[COOLED], windows=[window(21, 37)]
    )
    assert kinds(things) == [
        (FirstThingKind.CLOCK_AT_RISK, 47),
        (FirstThingKind.LATE_PROMISE, 1),
        (FirstThingKind.FALLEN_DECIDER, 11),
    ]
    assert dict(things[0].reason.places) == {
        "number": "K-2026-0047",
        "clock": ClockKind.RESOLUTION,
        "due": november(24, 14, 10),
        "remaining": timedelta(hours=4, minutes=10),
        "over": timedelta(0),
    }
    assert dict(things[1].reason.places) == {"text": "promise 1", "due": date(2026, 11, 20), "days": 4}
    assert dict(things[2].reason.places) == {
        "name": "decider 11",
        "before": Attitude.SUPPORTER,
        "now": Attitude.NEUTRAL,
    }


def test_every_kind_has_a_place_before_any_has_two_and_says_how_many_more_wait() -> None:
    things = first_things(
        AT, clocks=[BREACHED, AT_RISK, WORSE], promises=[LATE, LATER], deciders=[COOLED], limit=4
    )
    assert kinds(things) == [
        (FirstThingKind.CLOCK_BREACHED, 39),
        (FirstThingKind.CLOCK_AT_RISK, 47),
        (FirstThingKind.LATE_PROMISE, 2),
        (FirstThingKind.FALLEN_DECIDER, 11),
    ]
    assert [thing.more for thing in things] == [1, 0, 1, 0]


def test_places_that_are_left_go_to_the_next_worst() -> None:
    things = first_things(AT, clocks=[BREACHED], promises=[LATE, promise(3, date(2026, 11, 23)), LATER])
    assert kinds(things) == [
        (FirstThingKind.CLOCK_BREACHED, 40),
        (FirstThingKind.LATE_PROMISE, 2),
        (FirstThingKind.LATE_PROMISE, 1),
    ]
    assert [thing.more for thing in things] == [0, 0, 1]


def test_what_is_theirs_internal_on_time_or_risen_is_not_among_the_worst() -> None:
    things = first_things(
        AT,
        clocks=[ON_TRACK, PAUSED],
        promises=[
            promise(1, date(2026, 11, 24)),
            promise(2, date(2026, 11, 1), Side.THEIRS),
            promise(3, date(2026, 11, 1), internal=True),
        ],
        deciders=[decider(11, 0, 1), decider(12, None, -2), decider(13, -1, -1)],
    )
    assert things == ()


def test_the_deepest_fall_comes_first_then_the_lowest_and_the_most_influential() -> None:
    fallen = [decider(1, 2, 1), decider(2, 0, -1, 4), decider(3, 1, -1), decider(4, 0, -1, 5)]
    things = first_things(AT, deciders=fallen, limit=4)
    assert [thing.subject.int for thing in things] == [3, 4, 2, 1]


def test_a_contract_names_the_notice_while_there_is_time_for_it_and_then_the_end() -> None:
    things = first_things(AT, windows=[window(1, 20, 30), window(2, 37, 30)])
    assert kinds(things) == [(FirstThingKind.CONTRACT_NOTICE, 2), (FirstThingKind.CONTRACT_ENDS, 1)]
    assert things[0].reason.places["days"] == 7


def test_nothing_known_nothing_to_fear() -> None:
    assert first_things(AT) == ()
