"""The reasons that calculations give, in words: the sentence of a code with its values filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from kam.analysis.explanation import Reason, Value
from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import ScaleTerm, Term
from kam.core.words import Words


class ReasonTeller:
    """Says reasons in one language for one target. Decimals among their values are ratios: 0.38 is 38 %."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self._words = words
        self._formats = formats

    def sentence(self, reason: Reason) -> str:
        """A reason as one sentence, without a full stop."""
        places = {name: self.shown(value) for name, value in reason.places.items()}
        return self._words.of(reason.code.label, **places)

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

    def _percent(self, ratio: Decimal) -> str:
        """With a tenth where there is one: «38 %», «20,8 %»."""
        tenths = (ratio * 1000).to_integral_value()
        return self._formats.percent(ratio, 1 if tenths % 10 else 0)
