"""Why a factor moved, in the few words that a list has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.score import Moved, Part
from kam.analysis.health.trust import TrustReason
from kam.core.vocabulary import Term
from kam.core.words import Label, label

NUMBER: Final = "number"
"""The value that tells one complaint from another."""
CHANGE: Final = "change"
"""The value that says how revenue went, a ratio."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved a factor most, and which way; ``is_gone`` where it held a month ago and does no more."""

    reason: Reason
    rose: bool
    is_gone: bool = False

    @property
    def brief(self) -> Label | None:
        """The words; None where the factor's own name has to do."""
        if self.is_gone:
            return _GONE.get(self.reason.code)
        change = self.reason.places.get(CHANGE)
        if isinstance(change, Decimal) and change and (change > 0) is not self.rose:
            return _AGAINST[self.rose]
        own = _RISING if self.rose else _FALLING
        return own.get(self.reason.code) or _EITHER_WAY.get(self.reason.code)


def cause_of(moved: Moved) -> Cause | None:
    """The part that moved most in the factor's direction; None where the factor is not known any more."""
    rose = moved.points > 0
    if moved.now is None:
        return None
    before = {_key(part): part for part in (moved.before.parts if moved.before else ())}
    now = {_key(part): part for part in moved.now.parts}
    found = [
        (_moved(part, before.get(key), rose=rose), Cause(part.reason, rose)) for key, part in now.items()
    ]
    found += [
        (-part.points, Cause(part.reason, rose, is_gone=True))
        for key, part in before.items()
        if key not in now and part.points < 0
    ]
    if not found:
        return None
    best = max(found, key=lambda each: each[0] if rose else -each[0])
    return best[1]


def _key(part: Part) -> tuple[Term, object]:
    return part.reason.code, part.reason.places.get(NUMBER)


def _moved(part: Part, before: Part | None, *, rose: bool) -> int:
    """By how much a part moved; a new one by what it brings, or by what it is short of."""
    if before is not None:
        return part.points - before.points
    return part.points if rose else part.points - part.most


_EITHER_WAY: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.YEAR: label("health in brief", "revenue {change}"),
        MoneyReason.QUARTER: label("health in brief", "quarter {change}"),
        MoneyReason.SHARE: label("health in brief", "share of wallet {share}"),
        PeopleReason.ATTITUDE: label("health in brief", "attitude {value}"),
        PeopleReason.IN_TOUCH: label("health in brief", "in touch with {kept} of {people}"),
        PeopleReason.NEGLECTED: label("health in brief", "in touch with {kept} of {people}"),
        TrustReason.ANSWERS: label("health in brief", "answers {answers}, silent {silent}"),
        TrustReason.PROMISES: label("health in brief", "kept {kept} of {counted}"),
    }
)
_FALLING: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.ORDERS: label("health in brief", "no order for {days} d"),
        PeopleReason.NO_DECIDER: label("health in brief", "decider not known"),
        PeopleReason.NO_CHAMPION: label("health in brief", "no champion any more"),
        TrustReason.OPEN: label("health in brief", "{number} is open"),
        TrustReason.BREACHED: label("health in brief", "{number} past its norm"),
        TrustReason.REPEATED: label("health in brief", "came again: {kind}"),
    }
)
_RISING: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.ORDERS: label("health in brief", "ordered {days} d ago"),
        MoneyReason.FROM_NOTHING: label("health in brief", "revenue from nothing"),
        PeopleReason.DECIDER: label("health in brief", "decider known"),
        PeopleReason.CHAMPION: label("health in brief", "a champion for us"),
        TrustReason.NO_COMPLAINTS: label("health in brief", "no complaints"),
    }
)
_AGAINST: Final[Mapping[bool, Label]] = MappingProxyType(
    {
        False: label("health in brief", "growth slows: {change}"),
        True: label("health in brief", "the fall slows: {change}"),
    }
)
"""Revenue that grows by less than it did costs points, and one that falls by less brings some."""
_GONE: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        TrustReason.OPEN: label("health in brief", "{number} is settled"),
        TrustReason.BREACHED: label("health in brief", "{number} is settled"),
        TrustReason.REPEATED: label("health in brief", "does not come again: {kind}"),
    }
)
