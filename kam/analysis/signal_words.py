"""What a signal says, alike in the window, on paper and in the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kam.analysis.health.saying import HealthTeller
from kam.analysis.reason_words import ReasonTeller
from kam.analysis.signals import Signal, SignalKind
from kam.core.formats import Formats
from kam.core.text import as_sentences, with_capital
from kam.core.words import Words

_CAUSES: Final = 2
"""So many causes have room beside a signal."""


def signal_words(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    """What happened, and what there is to know of it."""
    return _TOLD[signal.kind](signal, words, formats)


def _champion(signal: Signal, words: Words, _formats: Formats) -> tuple[str, str]:
    return words.say("Champion left"), words.say("{who}: a successor is needed", who=_who(signal))


def _contact(signal: Signal, words: Words, _formats: Formats) -> tuple[str, str]:
    norm = words.say("norm {days}", days=signal.limit)
    return _waiting(signal, words), f"{_with_more(_who(signal), signal, words)}; {norm}"


def _share(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    share = formats.percent(signal.share or Decimal(0), 1)
    limit = formats.points(signal.limit or 0)
    return (
        words.say("Share of one client {share}", share=share),
        words.say("above the limit of {limit}", limit=limit),
    )


def _dossier(signal: Signal, words: Words, _formats: Formats) -> tuple[str, str]:
    section = words.of(signal.section.label) if signal.section else ""
    what = words.say("“{section}”", section=with_capital(section))
    since = words.say_many("not verified for {count} day", "not verified for {count} days", signal.days or 0)
    return words.say("Dossier out of date"), f"{_with_more(what, signal, words)}: {since}"


def _health(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    """The fall, and what made it; where it led into a worse band, that first."""
    title = words.say(
        "Health fell: {before} → {after}",
        before=formats.number(signal.before or 0),
        after=formats.number(signal.score or 0),
    )
    teller = HealthTeller(words, formats)
    causes = ", ".join(teller.cause(each) for each in signal.moved[:_CAUSES])
    if signal.band is None:
        return title, with_capital(causes)
    return title, with_capital(": ".join(filter(None, (words.of(signal.band.label), causes))))


def _churn(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    """The risk as it is now, and what speaks for it."""
    risk = words.of(signal.risk.label) if signal.risk else ""
    teller = ReasonTeller(words, formats)
    reasons = (teller.sentence(each.reason) for each in signal.signs[:_CAUSES])
    return words.say("Churn risk {risk}", risk=risk), as_sentences(reasons)


def _waiting(signal: Signal, words: Words) -> str:
    if signal.days is None:
        return words.say("No contact yet")
    return words.say_many("No contact for {count} day", "No contact for {count} days", signal.days)


def _birthday(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    day = formats.day_and_month(signal.until or signal.since)
    title = words.say("Birthday today") if signal.days == 0 else words.say("Birthday {day}", day=day)
    turns = "" if signal.turns is None else words.say_many("turns {count}", "turns {count}", signal.turns)
    return title, ", ".join(part for part in (_who(signal), turns) if part)


def _who(signal: Signal) -> str:
    return ", ".join(part for part in (signal.person, signal.job_title) if part)


def _contract(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    day = formats.day_and_month(signal.until) if signal.until else ""
    number, left = signal.subject or words.say("contract"), signal.days or 0
    if signal.is_notice:
        return (
            words.say_many("Contract: {count} day to notice", "Contract: {count} days to notice", left),
            words.say("{number}, give notice by {day}", number=number, day=day),
        )
    return (
        words.say_many("Contract ends in {count} day", "Contract ends in {count} days", left),
        words.say("{number}, until {day}", number=number, day=day),
    )


def _with_more(text: str, signal: Signal, words: Words) -> str:
    """Who waits with them is counted."""
    if not signal.more:
        return text
    return words.say("{first} and {count} more", first=text, count=signal.more)


_TOLD: Final[Mapping[SignalKind, Callable[[Signal, Words, Formats], tuple[str, str]]]] = MappingProxyType(
    {
        SignalKind.HEALTH_FELL: _health,
        SignalKind.CHAMPION_LEFT: _champion,
        SignalKind.CONTRACT_WINDOW: _contract,
        SignalKind.CHURN_ROSE: _churn,
        SignalKind.CONTACT_OVERDUE: _contact,
        SignalKind.CONCENTRATION: _share,
        SignalKind.STALE_DOSSIER: _dossier,
        SignalKind.BIRTHDAY: _birthday,
    }
)
