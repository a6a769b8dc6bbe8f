"""Which backups stay: the last twelve, and behind them one of each earlier day and of each earlier month.

Days and months are counted as they have backups, not back from today. So a file that rests for a year loses
nothing, and a clock that is wrong loses nothing either: what pushes a backup out is newer backups alone.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import date
from typing import Final

KEPT: Final = 12
"""How many of the last backups stay, whenever they were made."""

KEPT_DAYS: Final = 14
"""Of how many days before those the last backup stays."""

KEPT_MONTHS: Final = 12
"""Of how many months before those the last backup stays."""


def staying(days: Sequence[date], last: int = KEPT) -> set[int]:
    """The places of the backups that stay, given the days on which they were made, newest backup first.

    ``last`` is how many of the newest stay whatever their day; fewer than ``KEPT`` is never meant.

    A day or month counts as earlier when nothing that stays already is of it: its last backup is the first
    one met. A backup that leaves the days as the last of its month is the one that its month keeps.
    """
    kept = set(range(min(max(last, KEPT), len(days))))
    kept |= _last_of_each(days, kept, KEPT_DAYS)
    kept |= _last_of_each([(day.year, day.month) for day in days], kept, KEPT_MONTHS)
    return kept


def _last_of_each(spans: Sequence[Hashable], kept: Collection[int], most: int) -> set[int]:
    """The first place of each of the first ``most`` spans that no place kept already is of."""
    covered = {spans[place] for place in kept}
    found: dict[Hashable, int] = {}
    for place, span in enumerate(spans):
        if span not in covered and len(found) < most:
            found.setdefault(span, place)
    return set(found.values())
