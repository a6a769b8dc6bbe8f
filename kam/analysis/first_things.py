"""«Сначала» (First): the up to three worst things to know before a meeting (domain.md §11).

The order is that of ``FirstThingKind``: clocks that are breached, clocks at risk, late promises by us, fallen
attitudes of deciders, contract windows. Every kind that has something to say gets a place for its worst
before any kind gets a second one. The last thing shown of a kind knows how many more of it there are, so that
nothing is hidden behind the three.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.complaint_clocks import ClockReading, urgency
from kam.analysis.contracts import ContractWindow
from kam.analysis.explanation import Reason, Value
from kam.analysis.promises import Promise, latest_first
from kam.analysis.ratings import RatingTrend
from kam.core.vocabulary import Attitude, ClockState, Side, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Iterable


LIMIT = 3


class FirstThingKind(Term):
    """What makes something one of the worst, the worst kind first. A notice and an end are of one kind."""

    CLOCK_BREACHED = "clock_breached", label("first thing", "{number}: {clock} was due {due}")
    CLOCK_AT_RISK = "clock_at_risk", label("first thing", "{number}: {clock} due {due}")
    LATE_PROMISE = "late_promise", label("first thing", "our promise “{text}” was due {due}")
    FALLEN_DECIDER = "fallen_decider", label("first thing", "{name}: {before} → {now}")
    CONTRACT_NOTICE = "contract_notice", label("first thing", "contract {number}: notice by {notice}")
    CONTRACT_ENDS = "contract_ends", label("first thing", "contract {number} ends on {ends}")


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """The pressing clock of an open complaint (``ComplaintClocks.pressing``)."""

    complaint: UUID
    number: str
    reading: ClockReading


@dataclass(frozen=True, slots=True)
class WordedPromise:
    """A promise and its text."""

    promise: Promise
    text: str


@dataclass(frozen=True, slots=True)
class DeciderTrend:
    """A decider's attitude now and before (``rating_trend`` since the last meeting)."""

    stakeholder: UUID
    name: str
    trend: RatingTrend
    influence: int | None = None


@dataclass(frozen=True, slots=True)
class NamedWindow:
    """The open window of a contract and the contract's number or subject."""

    number: str
    window: ContractWindow


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the worst: what it is about, the values to say it with, and how many more of its kind wait.

    ``more`` stands with the last one shown of a kind and counts those that are not shown.
    """

    kind: FirstThingKind
    subject: UUID
    reason: Reason
    more: int = 0


def first_things(
    at: datetime,
    *,
    clocks: Iterable[ComplaintClock] = (),
    promises: Iterable[WordedPromise] = (),
    deciders: Iterable[DeciderTrend] = (),
    windows: Iterable[NamedWindow] = (),
    limit: int = LIMIT,
) -> tuple[FirstThing, ...]:
    """The worst things as of a moment (the start of the meeting, in the workspace's zone).

    All that is known may be passed in: what is on track, kept, not ours, risen or far away is left out here.
    Within a kind: the clock longest over, then the one due first; the promise longest late; the deepest fall,
    of equals to the lowest attitude and of the most influential; the contract with the fewest days left.
    """
    known = list(clocks)
    kinds: list[list[FirstThing]] = [
        _clocks(known, ClockState.BREACHED, FirstThingKind.CLOCK_BREACHED),
        _clocks(known, ClockState.AT_RISK, FirstThingKind.CLOCK_AT_RISK),
        _promises(promises, at),
        _fallen(deciders),
        _contracts(windows),
    ]
    shown = [0] * len(kinds)
    for _ in range(min(limit, sum(map(len, kinds)))):
        waiting = [place for place, things in enumerate(kinds) if shown[place] < len(things)]
        shown[min(waiting, key=lambda place: (shown[place], place))] += 1
    return tuple(
        replace(thing, more=len(things) - count) if thing is things[count - 1] else thing
        for things, count in zip(kinds, shown, strict=True)
        for thing in things[:count]
    )


def _clocks(clocks: Iterable[ComplaintClock], state: ClockState, kind: FirstThingKind) -> list[FirstThing]:
    found = sorted(
        (clock for clock in clocks if clock.reading.is_open and clock.reading.state is state),
        key=lambda clock: (urgency(clock.reading), clock.number),
    )
    return [_thing(kind, clock.complaint, number=clock.number, **_clock_values(clock)) for clock in found]


def _clock_values(clock: ComplaintClock) -> dict[str, Value]:
    reading = clock.reading
    due = {"due": reading.due_at} if reading.due_at is not None else {}
    return {"clock": reading.kind, **due, "remaining": reading.remaining, "over": reading.over_by}


def _promises(promises: Iterable[WordedPromise], at: datetime) -> list[FirstThing]:
    ours = {
        worded.promise.id: worded
        for worded in promises
        if worded.promise.side is Side.OURS and worded.promise.promised_to_client
    }
    late = latest_first((worded.promise for worded in ours.values()), at)
    return [
        _thing(
            FirstThingKind.LATE_PROMISE,
            promise.id,
            text=ours[promise.id].text,
            due=promise.due_at or promise.due_on or at,
            days=promise.days_late(at),
        )
        for promise in late
    ]


def _fallen(deciders: Iterable[DeciderTrend]) -> list[FirstThing]:
    fallen = [(decider, decider.trend.before) for decider in deciders if decider.trend.change < 0]
    fallen.sort(
        key=lambda item: (
            item[0].trend.change,
            item[0].trend.now.value,
            -(item[0].influence or 0),
            item[0].name,
        )
    )
    return [
        _thing(
            FirstThingKind.FALLEN_DECIDER,
            decider.stakeholder,
            name=decider.name,
            before=Attitude.of(before.value),
            now=Attitude.of(decider.trend.now.value),
        )
        for decider, before in fallen
        if before is not None
    ]


def _contracts(windows: Iterable[NamedWindow]) -> list[FirstThing]:
    found = sorted(windows, key=lambda named: (named.window.days_left, named.number))
    return [_contract(named.number, named.window) for named in found]


def _contract(number: str, window: ContractWindow) -> FirstThing:
    if window.notice_by is not None and window.days_left == window.days_to_notice:
        return _thing(
            FirstThingKind.CONTRACT_NOTICE,
            window.contract,
            number=number,
            notice=window.notice_by,
            days=window.days_left,
        )
    return _thing(
        FirstThingKind.CONTRACT_ENDS,
        window.contract,
        number=number,
        ends=window.ends_on,
        days=window.days_left,
    )


def _thing(kind: FirstThingKind, subject: UUID, **values: Value) -> FirstThing:
    return FirstThing(kind, subject, Reason.of(kind, **values))
