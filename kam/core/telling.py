"""Values, errors and steps of the journal in words: the window and the command line say them alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from string import Formatter

from kam.core.errors import UserError
from kam.core.formats import Formats, Scale
from kam.core.money import Money, minor_digits
from kam.core.periods import Month
from kam.core.sentences import FIELD_LABELS, SENTENCES, STEPS
from kam.core.vocabulary import ScaleTerm, Term
from kam.core.words import Label, Words, label

_LONGEST = 500
_UNKNOWN = label("error", "Something is not as expected ({code}).")


class Teller:
    """Says things in one language; what happened in one zone, this computer's unless one is given."""

    def __init__(self, words: Words, formats: Formats, zone: tzinfo | None = None) -> None:
        self._words = words
        self._formats = formats
        self._zone = zone

    def sentence(self, error: UserError) -> str:
        """What an error says; a place that was left out of its details is a dash."""
        sentence = SENTENCES.get(error.code, _UNKNOWN)
        named = [name for _, name, _, _ in Formatter().parse(sentence.text) if name]
        places = dict.fromkeys(named, "–")
        places |= {name: _short(self.shown(value)) for name, value in error.details.items()}
        if (field := error.details.get("field")) in FIELD_LABELS:
            places["field"] = self._words.of(FIELD_LABELS[str(field)])
        return self._words.of(sentence, **{"code": error.code, **places})

    def step(self, code: str) -> str:
        """What a step of the journal is called; a code without words stands for itself."""
        sentence = STEPS.get(code)
        return code if sentence is None else self._words.of(sentence)

    def shown(self, value: object) -> str:
        """A value as a person reads it in a sentence."""
        match value:
            case None:
                text = "–"
            case Term() | ScaleTerm():
                text = self._words.of(value.label)
            case Label():
                text = self._words.of(value)
            case Money():
                text = self.sum(value)
            case bool():
                text = self._words.say("yes") if value else self._words.say("no")
            case date() | Month():
                text = self._time(value)
            case list() | tuple():
                text = ", ".join(self.shown(part) for part in value)
            case _:
                text = str(value)
        return text

    def _time(self, value: date | Month) -> str:
        if isinstance(value, datetime):
            return self._formats.moment(value.astimezone(self._zone) if value.tzinfo is UTC else value)
        if isinstance(value, Month):
            return self._formats.month_year(value.first_day)
        return self._formats.full_date(value)

    def sum(self, money: Money, *, exact: bool = False) -> str:
        """The whole sum; minor units where there are any, or always when it is to be exact."""
        digits = minor_digits(money.currency)
        decimals = digits if exact or money.minor % 10**digits else 0
        return self._formats.money(money.minor, money.currency, Scale(1, ""), decimals)


def _short(text: str) -> str:
    """A place in a sentence stays a place in a sentence, whatever a person typed or a file held."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
