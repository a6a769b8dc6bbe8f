"""The line "First": the worst things to know before the meeting (domain.md §11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from kam.analysis.first_things import (
    ComplaintClock,
    DeciderTrend,
    FirstThingKind,
    NamedWindow,
    WordedPromise,
    first_things,
)
from kam.analysis.first_things import FirstThing as Computed
from kam.analysis.promises import latest_first
from kam.analysis.ratings import Rated, rating_trend
from kam.core.vocabulary import Attitude, BuyingRole, ClockState, Side
from kam.models import Contract
from kam.reports.content import FirstKind, FirstThing
from kam.services.briefs.complaints import Complaints
from kam.services.briefs.people import People
from kam.services.briefs.promises import Ledger
from kam.services.briefs.scene import Scene
from kam.services.briefs.standing import open_window

_ROOM: Final = 4
"""Two pages have room for four."""


def collect_first(
    scene: Scene, complaints: Complaints, ledger: Ledger, people: People, contracts: Sequence[Contract]
) -> tuple[FirstThing, ...]:
    """Clocks, our late promises, fallen deciders, contract windows; the promises together as one thing."""
    late = latest_first(
        (promise for promise in ledger.promises if promise.side is Side.OURS), scene.starts_at
    )
    windows = {window.window.contract: window for window in _windows(scene, contracts)}
    computed = first_things(
        scene.starts_at,
        clocks=_clocks(complaints),
        promises=[WordedPromise(one, ledger.records[one.id].text) for one in late[:1]],
        deciders=_deciders(scene, people),
        windows=windows.values(),
        limit=_ROOM,
    )
    ends = {key: named.window.days_to_end for key, named in windows.items()}
    return tuple(
        _content(scene, thing, late=len(late), days_to_end=ends.get(thing.subject)) for thing in computed
    )


def _clocks(complaints: Complaints) -> Iterable[ComplaintClock]:
    for file in complaints.open:
        reading = complaints.clocks(file).pressing
        if reading is not None:
            yield ComplaintClock(file.complaint.id, file.complaint.number, reading)


def _deciders(scene: Scene, people: People) -> Iterable[DeciderTrend]:
    if scene.last is None:
        return
    for place in people.present:
        rated = [Rated(rating.on, rating.value) for rating in place.attitudes]
        trend = rating_trend(rated, scene.last.on, scene.day)
        if trend is not None and BuyingRole.DECIDER in place.roles:
            yield DeciderTrend(place.id, place.label, trend, place.influence)


def _windows(scene: Scene, contracts: Sequence[Contract]) -> Iterable[NamedWindow]:
    for contract in contracts:
        window = open_window(scene, contract)
        if window is not None:
            yield NamedWindow(contract.number or contract.subject or "", window)


def _content(scene: Scene, thing: Computed, *, late: int, days_to_end: int | None) -> FirstThing:
    places = thing.reason.places
    match thing.kind:
        case FirstThingKind.CLOCK_BREACHED | FirstThingKind.CLOCK_AT_RISK:
            due = places.get("due")
            breached = thing.kind is FirstThingKind.CLOCK_BREACHED
            return FirstThing(
                FirstKind.CLOCK,
                subject=str(places["number"]),
                state=ClockState.BREACHED if breached else ClockState.AT_RISK,
                due_at=due.astimezone(scene.zone) if isinstance(due, datetime) else None,
            )
        case FirstThingKind.LATE_PROMISE:
            days = places["days"]
            return FirstThing(
                FirstKind.OUR_PROMISE,
                subject=str(places["text"]),
                days=days if isinstance(days, int) else None,
                count=late,
            )
        case FirstThingKind.FALLEN_DECIDER:
            before, now = places["before"], places["now"]
            return FirstThing(
                FirstKind.ATTITUDE_FELL,
                subject=str(places["name"]),
                before=before if isinstance(before, Attitude) else None,
                after=now if isinstance(now, Attitude) else None,
            )
        case FirstThingKind.CONTRACT_NOTICE | FirstThingKind.CONTRACT_ENDS:
            # The paper says when the contract ends, so a near notice counts to the end too.
            return FirstThing(FirstKind.CONTRACT, subject=str(places["number"]), days=days_to_end)
