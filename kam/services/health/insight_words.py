"""What moved a client's health, in the few words that a list has room for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kam.analysis.explanation import Value
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import Cause, main_cause
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.portfolio_causes import in_brief
from kam.analysis.health.score import HealthFactor, Moved
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.words import Label, Words, label

_IN_BRIEF: Final[dict[HealthFactor, Label]] = {
    HealthFactor.REVENUE: label("health factor in brief", "revenue"),
    HealthFactor.RHYTHM: label("health factor in brief", "orders"),
    HealthFactor.WALLET: label("health factor in brief", "wallet"),
    HealthFactor.PEOPLE: label("health factor in brief", "people"),
    HealthFactor.CONTACT: label("health factor in brief", "contact"),
    HealthFactor.COMPLAINTS: label("health factor in brief", "complaints"),
    HealthFactor.SATISFACTION: label("health factor in brief", "satisfaction"),
    HealthFactor.PROMISES: label("health factor in brief", "promises"),
}
_CHANGES: Final = frozenset({MoneyReason.YEAR, MoneyReason.QUARTER})
_MOST: Final = 2


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
        return self._words.of(_IN_BRIEF[factor])

    def _shown(self, value: Value, code: object) -> str:
        if isinstance(value, Decimal):
            if code in _CHANGES:
                return self._formats.change(value)
            if code is PeopleReason.ATTITUDE:
                return self._formats.signed(value, 1)
        return self._teller.shown(value)
