"""Our promises to a client as of any day: those that were closed are counted, the others looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from itertools import accumulate
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
        told = [each for each in promises if each.promised_to_client]
        self._places = {each.id: number for number, each in enumerate(told)}
        closed = [(each.closed_on, each) for each in told if each.closed_on is not None and _is_over(each)]
        closed.sort(key=lambda pair: pair[0])
        done = [(on, each) for on, each in closed if each.status is not CommitmentStatus.CANCELLED]
        self._closed = [each for _, each in closed]
        self._closed_on = [on for on, _ in closed]
        self._done_on = [on for on, _ in done]
        self._kept = [0, *accumulate(each.kept_in_time for _, each in done)]
        over = {each.id for each in self._closed}
        self._others = [each for each in told if each.id not in over]

    def kept(self, day: date, moment: datetime) -> FactorScore | None:
        """How they were kept as of a day, of which this is the moment."""
        first, last = bisect_right(self._done_on, year_before(day)), bisect_right(self._done_on, day)
        kept, counted = self._kept[last] - self._kept[first], last - first
        latest = self._done_on[last - 1] if counted else None
        late: list[UUID] = []
        for each in self._not_closed(day):
            verdict = verdict_then(each, moment)
            if verdict is None:
                continue
            kept += verdict
            counted += 1
            closed = each.closed_on if each.closed_on is not None and each.closed_on <= day else None
            if closed is None:
                late.append(each.id)
                stood = as_it_stood(each, day)
                closed = None if stood is None else stood.due_on
            latest = max((on for on in (latest, closed) if on is not None), default=None)
        late.sort(key=self._places.__getitem__)
        return promises_kept(KeptRate(kept, counted), late, latest)

    def _not_closed(self, day: date) -> list[Promise]:
        """What is not counted by its dates: open on the day, or closed though it was never made."""
        return self._others + self._closed[bisect_right(self._closed_on, day) :]


def _is_over(promise: Promise) -> bool:
    """Whether it was made and then closed."""
    made, closed = promise.made_on, promise.closed_on
    if promise.status is CommitmentStatus.OPEN or closed is None:
        return False
    return made is None or made <= closed
