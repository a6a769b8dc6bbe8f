"""Late promises and the kept rate."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kam.analysis.promises import (
    Ageing,
    KeptRate,
    Promise,
    Shift,
    a_year_before,
    ageing,
    as_it_stood,
    kept_rate,
    latest_first,
    verdict,
    verdict_then,
)
from kam.core.vocabulary import CommitmentStatus, Side

MOSCOW = ZoneInfo("Europe/Moscow")
MORNING = datetime(2026, 11, 24, 10, tzinfo=MOSCOW)
BY_NINE, BY_ELEVEN = (datetime(2026, 11, 24, hour, tzinfo=MOSCOW) for hour in (9, 11))
MAY = "2026-05-10"
OPEN, KEPT, BROKEN, CANCELLED = (
    CommitmentStatus.OPEN,
    CommitmentStatus.KEPT,
    CommitmentStatus.BROKEN,
    CommitmentStatus.CANCELLED,
)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def promise(
    status: CommitmentStatus = OPEN,
    due: str | None = None,
    closed: str | None = None,
    *,
    first: str | None = None,
    shifts: tuple[Shift, ...] = (),
    side: Side = Side.OURS,
    to_client: bool = True,
    due_at: datetime | None = None,
    number: int = 1,
) -> Promise:
    first_due = day(first) or day(due)
    return Promise(
        UUID(int=number), side, status, day(due), first_due, day(closed), due_at, shifts, to_client
    )


@pytest.mark.parametrize(
    ("given", "late", "days"),
    [
        pytest.param(promise(due="2026-11-20"), True, 4, id="four days"),
        pytest.param(promise(due="2026-11-24"), False, 0, id="due today is not late"),
        pytest.param(promise(due="2026-11-25"), False, 0, id="due tomorrow"),
        pytest.param(promise(), False, 0, id="without a date"),
        pytest.param(promise(KEPT, "2026-11-20", "2026-11-24"), False, 0, id="closed"),
        pytest.param(promise(due="2026-11-24", due_at=BY_NINE), True, 0, id="by nine"),
        pytest.param(
            promise(due="2026-11-24", due_at=BY_ELEVEN),
            False,
            0,
            id="by eleven",
        ),
    ],
)
def test_late_is_past_due(given: Promise, late: bool, days: int) -> None:
    assert (given.is_late(MORNING), given.days_late(MORNING)) == (late, days)


def test_today_is_the_date_in_the_zone_of_the_workspace() -> None:
    just_after_midnight = datetime(2026, 11, 25, 0, 30, tzinfo=MOSCOW)
    due = promise(due="2026-11-24")
    assert due.is_late(just_after_midnight)
    assert not due.is_late(just_after_midnight.astimezone(ZoneInfo("UTC")))


AGREED, OWN = True, False


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        pytest.param(promise(KEPT, MAY, MAY), KeptRate(1, 1), id="on its day"),
        pytest.param(promise(KEPT, MAY, "2026-05-11"), KeptRate(0, 1), id="a day late"),
        pytest.param(promise(KEPT, None, "2026-05-11"), KeptRate(1, 1), id="without a date"),
        pytest.param(
            promise(
                KEPT,
                "2026-05-20",
                "2026-05-18",
                first=MAY,
                shifts=(Shift(date(2026, 5, 20), AGREED),),
            ),
            KeptRate(1, 1),
            id="by a date they agreed to",
        ),
        pytest.param(
            promise(KEPT, "2026-05-20", "2026-05-18", first=MAY, shifts=(Shift(date(2026, 5, 20), OWN),)),
            KeptRate(0, 1),
            id="by a date we moved ourselves",
        ),
        pytest.param(
            promise(
                KEPT,
                "2026-05-05",
                "2026-05-09",
                first=MAY,
                shifts=(Shift(date(2026, 5, 5), AGREED),),
            ),
            KeptRate(1, 1),
            id="brought forward, yet by the first date",
        ),
        pytest.param(promise(BROKEN, MAY, MAY), KeptRate(0, 1), id="broken"),
        pytest.param(promise(OPEN, "2026-11-20"), KeptRate(0, 1), id="late"),
        pytest.param(promise(OPEN, "2025-01-20"), KeptRate(0, 1), id="late for longer than a year"),
        pytest.param(promise(OPEN, "2026-11-24"), KeptRate(0, 0), id="still time"),
        pytest.param(promise(CANCELLED, MAY, MAY), KeptRate(0, 0), id="cancelled"),
        pytest.param(promise(KEPT, MAY, MAY, to_client=False), KeptRate(0, 0), id="internal"),
        pytest.param(promise(KEPT, MAY, MAY, side=Side.THEIRS), KeptRate(0, 0), id="theirs"),
        pytest.param(promise(KEPT, "2025-11-25", "2025-11-25"), KeptRate(1, 1), id="within the year"),
        pytest.param(promise(KEPT, "2025-11-24", "2025-11-24"), KeptRate(0, 0), id="a year ago to the day"),
        pytest.param(promise(KEPT, "2026-12-24", "2026-11-25"), KeptRate(0, 0), id="closed tomorrow"),
    ],
)
def test_what_counts_in_the_kept_rate(given: Promise, rate: KeptRate) -> None:
    assert kept_rate([given], Side.OURS, MORNING) == rate


def test_the_rate_of_a_side() -> None:
    ours = [promise(KEPT, MAY, MAY)] * 18 + [promise(BROKEN, MAY, "2026-06-10")] * 3
    found = kept_rate([*ours, promise(OPEN, "2026-11-20", side=Side.THEIRS)], Side.OURS, MORNING)
    assert (found, found.rate) == (KeptRate(18, 21), Decimal("0.857143"))
    assert kept_rate([], Side.OURS, MORNING).rate is None


def test_a_year_before_the_29th_of_february() -> None:
    leap_day = datetime(2028, 2, 29, 12, tzinfo=MOSCOW)
    assert kept_rate([promise(KEPT, "2027-03-01", "2027-03-01")], Side.OURS, leap_day).counted == 1
    assert kept_rate([promise(KEPT, "2027-02-28", "2027-02-28")], Side.OURS, leap_day).counted == 0


def test_the_longest_late_come_first() -> None:
    found = latest_first(
        [
            promise(due="2026-11-20", number=1),
            promise(due="2026-11-13", number=2),
            promise(due="2026-11-30", number=3),
            promise(due="2026-11-24", due_at=BY_NINE, number=4),
        ],
        MORNING,
    )
    assert [late.id.int for late in found] == [2, 1, 4]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (promise(due="2026-11-19"), Ageing.LONG_LATE),
        (promise(due="2026-11-20"), Ageing.LATE),
        (promise(due="2026-11-24", due_at=BY_NINE), Ageing.LATE),
        (promise(due="2026-11-24"), Ageing.TODAY),
        (promise(due="2026-11-25"), Ageing.WEEK),
        (promise(due="2026-11-29"), Ageing.WEEK),
        (promise(due="2026-11-30"), Ageing.LATER),
        (promise(), Ageing.UNDATED),
    ],
)
def test_open_promises_stand_by_how_near_their_date_is(given: Promise, expected: Ageing) -> None:
    assert ageing(given, MORNING) is expected


def test_on_a_sunday_nothing_is_left_of_the_week_but_today() -> None:
    sunday = datetime(2026, 11, 29, 10, tzinfo=MOSCOW)
    assert ageing(promise(due="2026-11-29"), sunday) is Ageing.TODAY
    assert ageing(promise(due="2026-11-30"), sunday) is Ageing.LATER


def test_a_promise_as_it_stood_knows_nothing_of_later() -> None:
    moved = Shift(date(2026, 11, 30), agreed=True, on=date(2026, 11, 20), was=date(2026, 11, 18))
    now = promise(KEPT, "2026-11-30", "2026-11-23", first="2026-11-18", shifts=(moved,))
    now = now._replace(made_on=date(2026, 11, 10))
    assert as_it_stood(now, date(2026, 11, 9)) is None
    before = as_it_stood(now, date(2026, 11, 19))
    assert before is not None
    assert (before.status, before.due_on, before.shifts) == (OPEN, date(2026, 11, 18), ())
    assert as_it_stood(now, date(2026, 11, 24)) == now


def test_what_was_late_a_year_ago_counted_then_whatever_became_of_it() -> None:
    then = a_year_before(MORNING)
    assert then.date() == date(2025, 11, 24)
    late_then = promise(KEPT, "2025-11-20", "2025-12-01")._replace(made_on=date(2025, 11, 1))
    assert verdict_then(late_then, then) is False
    assert verdict(late_then, MORNING) is None or verdict(late_then, MORNING) is False
    not_made = promise(KEPT, "2026-01-20", "2026-01-20")._replace(made_on=date(2026, 1, 1))
    assert verdict_then(not_made, then) is None
