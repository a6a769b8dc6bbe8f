"""What moved a factor (``parts.main_cause``) in the few words that a list has room for.

``saying.HealthTeller.cause`` says the same as a clause of a sentence, with more of its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kam.analysis.explanation import Value
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import Cause, MainCause, main_cause
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.score import HealthFactor, Moved
from kam.analysis.health.trust import TrustReason, tells_ratings
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.vocabulary import Term
from kam.core.words import Label, Words, label

_CHANGE: Final = "change"
"""The value that says how revenue went, a ratio."""
_SEEN: Final = Decimal("0.005")
"""Less than that is told as 0 %, which neither grows nor falls."""
_CHANGES: Final = frozenset({MoneyReason.YEAR, MoneyReason.QUARTER})
_MOST: Final = 2
"""So many factors stand in a cell of a list."""


class CauseTeller:
    """Says causes in one language for one target."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self._words = words
        self._formats = formats
        self._teller = ReasonTeller(words, formats)

    def brief(self, moved: Sequence[Moved]) -> str:
        """«нет союзника, К-0041 просрочена»: the two that moved most in the direction of the whole."""
        total = sum(each.points for each in moved)
        same = [each for each in moved if each.points * total > 0]
        return ", ".join(self.cause(each) for each in same[:_MOST])

    def cause(self, moved: Moved) -> str:
        """«нет союзника»; the factor's name where nothing more is known."""
        cause = main_cause(moved)
        if cause.cause is Cause.NO_LONGER_KNOWN:
            return self._words.say("{factor}: not known any more", factor=self.factor(moved.factor))
        if cause.cause is Cause.NOW_KNOWN:
            return self._words.say("{factor}: known now", factor=self.factor(moved.factor))
        brief = in_brief(cause, rose=moved.points > 0)
        if brief is None or cause.reason is None:
            return self.factor(moved.factor)
        code = cause.reason.code
        places = {name: self._shown(value, code) for name, value in cause.reason.places.items()}
        return self._words.of(brief, **places)

    def full(self, moved: Moved) -> str:
        """«люди: нет союзника»."""
        cause, factor = self.cause(moved), self.factor(moved.factor)
        if cause.startswith(factor):
            return cause
        return self._words.say("{factor}: {cause}", factor=factor, cause=cause)

    def factor(self, factor: HealthFactor) -> str:
        """«люди»."""
        return self._words.of(_FACTORS[factor])

    def _shown(self, value: Value, code: object) -> str:
        if isinstance(value, Decimal):
            if code in _CHANGES:
                return self._formats.change(value)
            if code is PeopleReason.ATTITUDE:
                return self._formats.signed(value, 1)
        return self._teller.shown(value)


def in_brief(cause: MainCause, *, rose: bool) -> Label | None:
    """The words for a cause whose factor rose or fell; None where the factor's own name has to do."""
    reason = cause.reason
    if reason is None:
        return None
    if cause.cause is Cause.ENDED:
        return _ENDED.get(reason.code)
    if tells_ratings(reason, rose=rose):
        return _RATED[rose]
    change = reason.places.get(_CHANGE)
    if isinstance(change, Decimal) and abs(change) >= _SEEN and (change > 0) is not rose:
        return _AGAINST[rose]
    own = (_RISING if rose else _FALLING) if cause.changed else {}
    return own.get(reason.code) or _EITHER_WAY.get(reason.code)


_RATED: Final[Mapping[bool, Label]] = MappingProxyType(
    {True: label("health in brief", "rated higher"), False: label("health in brief", "rated lower")}
)
"""What answers say where nobody is silent; silence brings no points."""
_EITHER_WAY: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.YEAR: label("health in brief", "revenue {change}"),
        MoneyReason.QUARTER: label("health in brief", "quarter {change}"),
        MoneyReason.SHARE: label("health in brief", "share of wallet {share}"),
        PeopleReason.ATTITUDE: label("health in brief", "attitude {value}"),
        PeopleReason.IN_TOUCH: label("health in brief", "in touch with {kept} of {people}"),
        PeopleReason.NEGLECTED: label("health in brief", "in touch with {kept} of {people}"),
        TrustReason.ANSWERS: label("health in brief", "{answers} answered, {silent} silent"),
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
        TrustReason.REPEATED_OF_LINE: label("health in brief", "came again: {kind}"),
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
        TrustReason.REPEATED_OF_LINE: label("health in brief", "does not come again: {kind}"),
    }
)
_FACTORS: Final[Mapping[HealthFactor, Label]] = MappingProxyType(
    {
        HealthFactor.REVENUE: label("health factor in brief", "revenue"),
        HealthFactor.RHYTHM: label("health factor in brief", "orders"),
        HealthFactor.WALLET: label("health factor in brief", "wallet"),
        HealthFactor.PEOPLE: label("health factor in brief", "people"),
        HealthFactor.CONTACT: label("health factor in brief", "contact"),
        HealthFactor.COMPLAINTS: label("health factor in brief", "complaints"),
        HealthFactor.SATISFACTION: label("health factor in brief", "satisfaction"),
        HealthFactor.PROMISES: label("health factor in brief", "promises"),
    }
)
