"""What moved a factor (``parts.main_cause``) in the few words that a list has room for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import Cause, MainCause
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.trust import TrustReason
from kam.core.vocabulary import Term
from kam.core.words import Label, label

CHANGE: Final = "change"
"""The value that says how revenue went, a ratio."""
_SEEN: Final = Decimal("0.005")
"""Less than that is told as 0 %, which neither grows nor falls."""


def in_brief(cause: MainCause, *, rose: bool) -> Label | None:
    """The words for a cause whose factor rose or fell; None where the factor's own name has to do."""
    reason = cause.reason
    if reason is None:
        return None
    if cause.cause is Cause.ENDED:
        return _ENDED.get(reason.code)
    change = reason.places.get(CHANGE)
    if isinstance(change, Decimal) and abs(change) >= _SEEN and (change > 0) is not rose:
        return _AGAINST[rose]
    own = (_RISING if rose else _FALLING) if cause.changed else {}
    return own.get(reason.code) or _EITHER_WAY.get(reason.code)


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
        MoneyReason.MONTHLY: label("health in brief", "no purchases for {without} mo"),
        MoneyReason.MONTHS: label("health in brief", "no purchases for {without} mo"),
        MoneyReason.SHARE_MOVED: label("health in brief", "share of wallet shrinks"),
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
        MoneyReason.MONTHLY: label("health in brief", "bought in {month}"),
        MoneyReason.MONTHS: label("health in brief", "bought in {month}"),
        MoneyReason.SHARE_MOVED: label("health in brief", "share of wallet grows"),
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
_ENDED: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        TrustReason.OPEN: label("health in brief", "{number} is settled"),
        TrustReason.BREACHED: label("health in brief", "{number} is settled"),
        TrustReason.REPEATED: label("health in brief", "does not come again: {kind}"),
    }
)
