"""Our promises to a client as of any day: those that were closed are counted, the others looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from itertools import accumulate
from operator import itemgetter
from uuid import UUID

from kam.analysis.health.score import FactorScore
from kam.analysis.health.trust import promises_kept
from kam.analysis.promises import KeptRate, Promise, as_it_stood, verdict_then, year_before
from kam.core.vocabulary import CommitmentStatus


class PromisesThen:
    """The promises of an account through time.

    What was closed says the same on every later day, so that most promises are counted by their dates alone.
    """

    def __init__(self, promises: Iterable[Promise]) -> None:
        closed: list[tuple[date, int, Promise]] = []
        self._others: list[tuple[int, Promise]] = []
        for number, each in enumerate(promises):
            if each.promised_to_client:
                if each.closed_on is not None and _is_over(each):
                    closed.append((each.closed_on, number, each))
                else:
                    self._others.append((number, each))
        closed.sort(key=itemgetter(0))
        self._closed_on = [on for on, _, _ in closed]
        self._closed = [(number, each) for _, number, each in closed]
        done = [each for _, _, each in closed if each.status is not CommitmentStatus.CANCELLED]
        self._done_on = [on for on, _, each in closed if each.status is not CommitmentStatus.CANCELLED]
        self._kept = [0, *accumulate([each.kept_in_time for each in done])]

    def kept(self, day: date, moment: datetime) -> FactorScore | None:
        """How they were kept as of a day, of which this is the moment."""
        first, last = bisect_right(self._done_on, year_before(day)), bisect_right(self._done_on, day)
        kept, counted = self._kept[last] - self._kept[first], last - first
        latest = self._done_on[last - 1] if counted else None
        late: list[tuple[int, UUID]] = []
        for number, each in self._not_closed(day):
            if not each.shifts and _stood_open(each, day):
                if each.is_past_due(moment):
                    counted += 1
                    late.append((number, each.id))
                    latest = max((on for on in (latest, each.due_on) if on is not None), default=None)
                continue
            verdict = verdict_then(each, moment)
            if verdict is None:
                continue
            kept += verdict
            counted += 1
            closed = each.closed_on if each.closed_on is not None and each.closed_on <= day else None
            if closed is None:
                late.append((number, each.id))
                stood = as_it_stood(each, day)
                closed = None if stood is None else stood.due_on
            latest = max((on for on in (latest, closed) if on is not None), default=None)
        late.sort(key=itemgetter(0))
        return promises_kept(KeptRate(kept, counted), [id_ for _, id_ in late], latest)

    def _not_closed(self, day: date) -> list[tuple[int, Promise]]:
        """What is not counted by its dates, by number: open on the day, or closed and never made."""
        return self._others + self._closed[bisect_right(self._closed_on, day) :]


def _stood_open(promise: Promise, day: date) -> bool:
    """Whether it was made by a day and open at its end; one without shifts was then as it is but for that."""
    if promise.closed_on is None:
        return promise.status is CommitmentStatus.OPEN and _is_made(promise, day)
    return promise.closed_on > day and _is_made(promise, day)


def _is_made(promise: Promise, day: date) -> bool:
    return promise.made_on is None or promise.made_on <= day


def _is_over(promise: Promise) -> bool:
    """Whether it was made and then closed."""
    made, closed = promise.made_on, promise.closed_on
    if promise.status is CommitmentStatus.OPEN or closed is None:
        return False
    return made is None or made <= closed
