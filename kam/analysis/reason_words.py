"""The reasons that calculations give, in words: the sentence of a code with its values filled in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from kam.analysis.explanation import Reason, Value
from kam.analysis.health.churn import ChurnReason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.trust import TrustReason
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import ScaleTerm, Term
from kam.core.words import Words


class Measure(Enum):
    """What a number of a reason counts, where the number alone does not say it."""

    AGO = auto()
    """Days from then to now: «сегодня», «46 дней назад»."""
    NUMBER = auto()
    """As it is, with a tenth where there is one: «20», «20,5»."""
    CHANGE = auto()
    """A ratio that rose or fell: «+6 %», «−12 %»."""
    LEVEL = auto()
    """On a scale from −2 to +2: «+0,6»."""
    MONTHS = auto()
    TIMES = auto()
    POINTS = auto()


_MEASURES: Final[Mapping[Term, Mapping[str, Measure]]] = MappingProxyType(
    {
        MoneyReason.YEAR: {"change": Measure.CHANGE, "months": Measure.MONTHS},
        MoneyReason.QUARTER: {"change": Measure.CHANGE},
        MoneyReason.ORDERS: {"days": Measure.AGO, "usual": Measure.NUMBER},
        MoneyReason.MONTHS: {"usual": Measure.MONTHS},
        PeopleReason.ATTITUDE: {"value": Measure.LEVEL},
        TrustReason.REPEATED: {"count": Measure.TIMES},
        TrustReason.REPEATED_OF_LINE: {"count": Measure.TIMES},
        ChurnReason.SILENT: {"days": Measure.AGO, "usual": Measure.NUMBER},
        ChurnReason.ONCE: {"days": Measure.AGO},
        ChurnReason.FELL: {"points": Measure.POINTS},
    }
)
"""A number that is not named here is a count, a decimal a ratio: 0.38 is 38 %."""


class ReasonTeller:
    """Says reasons in one language for one target."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self._words = words
        self._formats = formats

    def sentence(self, reason: Reason) -> str:
        """A reason as one sentence, without a full stop."""
        return self._words.of(reason.code.label, **self.places(reason))

    def places(self, reason: Reason) -> dict[str, str]:
        """The values of a reason as they stand in its sentence, by name."""
        measures = _MEASURES.get(reason.code, {})
        return {
            name: self._measured(value, measures[name]) if name in measures else self.shown(value)
            for name, value in reason.places.items()
        }

    def shown(self, value: Value) -> str:
        """A value as it stands in a sentence."""
        match value:
            case Term() | ScaleTerm():
                text = self._words.of(value.label)
            case Decimal():
                text = self._percent(value)
            case Money():
                text = self._formats.money(value.minor, value.currency)
            case Month():
                text = self._formats.long_month(value)
            case datetime():
                text = self._formats.moment(value)
            case date():
                text = self._formats.full_date(value)
            case timedelta():
                text = self._formats.number(value.days)
            case int():
                text = self._formats.number(value)
            case _:
                text = str(value)
        return text

    def _measured(self, value: Value, measure: Measure) -> str:
        if not isinstance(value, int | Decimal):
            return self.shown(value)
        words, formats = self._words, self._formats
        match measure:
            case Measure.AGO:
                days = int(value)
                text = (
                    words.say_many("{count} day ago", "{count} days ago", days)
                    if days
                    else words.say("today")
                )
            case Measure.NUMBER:
                text = formats.tidy(value)
            case Measure.CHANGE:
                text = formats.change(Decimal(value), _tenths(Decimal(value)))
            case Measure.LEVEL:
                text = formats.signed(value, 1)
            case Measure.MONTHS:
                text = words.say_many("{count} month", "{count} months", int(value))
            case Measure.TIMES:
                text = words.say_many("{count} time", "{count} times", int(value))
            case Measure.POINTS:
                text = words.say_many("{count} point", "{count} points", int(value))
        return text

    def _percent(self, ratio: Decimal) -> str:
        """With a tenth where there is one: «38 %», «20,8 %»."""
        return self._formats.percent(ratio, _tenths(ratio))


def _tenths(ratio: Decimal) -> int:
    return 1 if (ratio * 1000).to_integral_value() % 10 else 0
