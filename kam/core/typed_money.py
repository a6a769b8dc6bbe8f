"""Sums and numbers as people type them: «1,2 млн», "84.2M", «14 000 000 ₽», «12к», «8,5 %».

Every reading is exact. Where a mark could be the decimal one or stand between thousands, and the answer would
differ a thousandfold, nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kam.core.errors import UserError
from kam.core.money import CURRENCY_SIGNS, Money, minor_digits
from kam.core.text import fold

LARGEST: Final = Decimal(10**13)
"""Ten trillion: no price, limit or revenue of a client reaches it."""

_LONGEST: Final = 40
_PERCENT_PLACES: Final = 4
_NUMBER_PLACES: Final = 6
_MULTIPLIERS: Final = {
    word: factor
    for factor, words in (
        (10**3, ("к", "k", "т", "тыс", "тысяч", "тысячи", "тысяча", "тр", "thousand")),
        (10**6, ("м", "m", "mn", "mln", "mio", "млн", "миллион", "миллиона", "миллионов", "million")),
        (10**9, ("b", "bn", "bln", "млрд", "миллиард", "миллиарда", "миллиардов", "billion")),
        (10**12, ("трлн", "trn", "триллион", "триллиона", "trillion")),
    )
    for word in words
}
_MULTIPLIER: Final = "|".join(re.escape(word) for word in sorted(_MULTIPLIERS, key=len, reverse=True))
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(CURRENCY_SIGNS, key=len, reverse=True))
_AMOUNT: Final = re.compile(
    rf"(?P<minus>[-−–])?\s*(?:(?P<before>{_SIGN}|[a-z]{{3}})\.?\s*)?(?P<inner>[-−–])?\s*"
    rf"(?P<body>[\d.,'’](?:[\d.,'’ ]*[\d])?[.,]?)\s*"
    rf"(?:(?P<times>{_MULTIPLIER})\.?)?\s*(?:(?P<after>{_SIGN}|[a-z]{{3}})\.?)?"
)
_UNIT: Final = re.compile(
    rf"(?:(?P<before>{_SIGN})\.?\s*)?(?:(?P<times>{_MULTIPLIER})\.?\s*)?(?:(?P<after>{_SIGN}|[a-z]{{3}})\.?)?"
)
_A_YEAR: Final = re.compile(r"\s*(?:/|за|в|per|a)\s*(?:год|г|year|yr|annum)\.?\Z")
_CLEARLY_TIMES: Final = 3
"""A shorter word alone may be metres or tonnes."""
_COUNTED: Final = re.compile(
    r"\s*(?:д|дн|день|дня|дней|чел|человека?|шт|штук[аи]?|лет|days?|people|pcs|years?)\.?\Z"
)
_GROUPS: Final = re.compile(r"\d{1,3}([ '’.,])\d{3}(?:\1\d{3})*")
_THOUSAND_RUBLES: Final = re.compile(r"\bт\. ?р\b")
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
_YUAN_AND_YEN: Final = frozenset({"CNY", "JPY"})


@dataclass(frozen=True, slots=True)
class _Body:
    """A number as written: exact, and whether its one mark might as well stand between thousands."""

    value: Decimal
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A unit in which sums are told: so many of a currency («млн ₽» is a million roubles)."""

    currency: str
    times: int = 1


def parse_money(text: str, currency: str, language: str) -> Money:
    """The sum that is meant, in whole minor units of ``currency``, whose sign may stand beside it.

    ``language`` decides what "1,234" is: thousands in English; in Russian it is asked for, unless the
    currency or a following «млн» can have three decimals.

    Raises:
        UserError: ``typed.not_money``, ``typed.ambiguous_number``, ``field.other_currency``,
            ``field.too_fine`` (kopecks of a kopeck), ``field.too_large``.

    """
    places = minor_digits(currency)
    found = _AMOUNT.fullmatch(_plain(text))
    if found is None or (found["minus"] and found["inner"]) or (found["before"] and found["after"]):
        raise UserError("typed.not_money", text=_quoted(text))
    _must_fit(found["before"] or found["after"], currency)
    times = _MULTIPLIERS[found["times"]] if found["times"] else 1
    body = _read_body(found["body"], language)
    if body is None:
        raise UserError("typed.not_money", text=_quoted(text))
    value = body.value * times
    whole = value.scaleb(places)
    if body.is_doubtful and times == 1 and places < len("234"):
        raise UserError("typed.ambiguous_number", text=_quoted(text))
    if whole != whole.to_integral_value():
        raise UserError("field.too_fine", places=places)
    if value >= LARGEST:
        raise UserError("field.too_large")
    minor = int(whole)
    return Money(-minor if found["minus"] or found["inner"] else minor, currency)


def parse_money_unit(text: str, currency: str) -> MoneyUnit | None:
    """The unit of money that a text names: «₽», «тыс. руб.», «млн ₽ в год», "£m", "USD"; else None.

    A sign that several currencies share is ``currency`` where that is one of them; «млн» alone is of it.
    """
    found = _UNIT.fullmatch(_A_YEAR.sub("", _plain(text)).strip())
    if found is None or (found["before"] and found["after"]):
        return None
    sign, times = found["before"] or found["after"], found["times"]
    if sign is None and (times is None or len(times) < _CLEARLY_TIMES):
        return None
    named = currency if sign is None else CURRENCY_SIGNS.get(sign) or sign.upper()
    if currency in {"$": _DOLLARS, "¥": _YUAN_AND_YEN}.get(sign or "", frozenset()):
        named = currency
    if named != currency and named not in CURRENCY_SIGNS.values():
        return None
    return MoneyUnit(named, _MULTIPLIERS[times] if times else 1)


def parse_percent(text: str, language: str) -> Decimal:
    """A number of per cent, exact: «8,5 %» is 8.5. Both marks are decimal ones.

    Raises:
        UserError: ``typed.not_a_percent``, ``field.too_fine``.

    """
    del language
    body = _plain(text).removesuffix("%").strip().replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"-?(?:\d{1,6}(?:\.\d*)?|\.\d+)", body):
        raise UserError("typed.not_a_percent", text=_quoted(text))
    value = Decimal(body)
    if value != round(value, _PERCENT_PLACES):
        raise UserError("field.too_fine", places=_PERCENT_PLACES)
    return value


def parse_count(text: str, language: str) -> int:
    """A whole number of things: «1 140», «1,2 тыс», "45 days".

    Raises:
        UserError: ``typed.not_a_count``, ``typed.ambiguous_number``, ``field.too_large``.

    """
    value = _parse_figure(text, language, "typed.not_a_count")
    if value != value.to_integral_value():
        raise UserError("typed.not_a_count", text=_quoted(text))
    return int(value)


def parse_number(text: str, language: str) -> Decimal:
    """A number of whatever is measured, exact, with at most six decimals: «−3,1», «1,2 тыс», "0.45".

    Raises:
        UserError: ``typed.not_a_number``, ``typed.ambiguous_number``, ``field.too_fine``,
            ``field.too_large``.

    """
    value = _parse_figure(text, language, "typed.not_a_number")
    if value != round(value, _NUMBER_PLACES):
        raise UserError("field.too_fine", places=_NUMBER_PLACES)
    return value


def _parse_figure(text: str, language: str, refusal: str) -> Decimal:
    found = _AMOUNT.fullmatch(_COUNTED.sub("", _plain(text)))
    body = None if found is None else _read_body(found["body"], language)
    if found is None or body is None or found["before"] or found["after"] or found["inner"]:
        raise UserError(refusal, text=_quoted(text))
    value = body.value * (_MULTIPLIERS[found["times"]] if found["times"] else 1)
    if body.is_doubtful and not found["times"]:
        raise UserError("typed.ambiguous_number", text=_quoted(text))
    if value >= LARGEST:
        raise UserError("field.too_large")
    return -value if found["minus"] else value


def _plain(text: str) -> str:
    return _THOUSAND_RUBLES.sub("тыс р", fold(text)) if len(text) <= _LONGEST * 2 else ""


def _quoted(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _must_fit(sign: str | None, currency: str) -> None:
    """A currency that is named must be the one expected: "$" is any dollar, "¥" yuan or yen."""
    if sign is None:
        return
    named = CURRENCY_SIGNS.get(sign) or sign.upper()
    meant = {"$": _DOLLARS, "¥": _YUAN_AND_YEN}.get(sign, frozenset({named}))
    if currency not in meant:
        raise UserError("field.other_currency", value=named, expected=currency)


def _read_body(body: str, language: str) -> _Body | None:
    """Digits with at most one decimal mark and groups of three, the same sign between all of them."""
    marks = [mark for mark in body if mark in ".,"]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return _joined(body, "")
    whole, _, part = body.rpartition(marks[-1])
    if len(marks) > 1:
        return None if marks[-1] in whole else _joined(whole, part)
    if not _GROUPS.fullmatch(body) or whole.startswith("0"):
        return _joined(whole, part)
    if (language, marks[0]) == ("en", ","):
        return _joined(body, "")
    read = _joined(whole, part)
    return None if read is None else _Body(read.value, is_doubtful=True)


def _joined(whole: str, part: str) -> _Body | None:
    if part and not part.isdecimal():
        return None
    if whole and not whole.isdecimal() and not _GROUPS.fullmatch(whole):
        return None
    digits = re.sub(r"\D", "", whole)
    return _Body(Decimal(f"{digits or 0}.{part or 0}")) if digits or part else None
