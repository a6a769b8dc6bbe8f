"""What a signal says, alike in the window, on paper and in the command line."""

from __future__ import annotations

from decimal import Decimal

from kam.analysis.signals import Signal, SignalKind
from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.words import Words


def signal_words(signal: Signal, words: Words, formats: Formats) -> tuple[str, str]:
    """What happened, and what there is to know of it."""
    who = ", ".join(part for part in (signal.person, signal.job_title) if part)
    match signal.kind:
        case SignalKind.CHAMPION_LEFT:
            return words.say("Champion left"), words.say("{who}: a successor is needed", who=who)
        case SignalKind.CONTRACT_WINDOW:
            return _contract(signal, words, formats)
        case SignalKind.CONTACT_OVERDUE:
            norm = words.say("norm {days}", days=signal.limit)
            return _waiting(signal, words), f"{_with_more(who, signal, words)}; {norm}"
        case SignalKind.CONCENTRATION:
            share = formats.percent(signal.share or Decimal(0), 1)
            limit = formats.points(signal.limit or 0)
            return (
                words.say("Share of one client {share}", share=share),
                words.say("above the limit of {limit}", limit=limit),
            )
        case SignalKind.STALE_DOSSIER:
            section = words.of(signal.section.label) if signal.section else ""
            what = words.say("“{section}”", section=with_capital(section))
            since = words.say_many(
                "not verified for {count} day", "not verified for {count} days", signal.days or 0
            )
            return words.say("Dossier out of date"), f"{_with_more(what, signal, words)}: {since}"
        case SignalKind.BIRTHDAY:
            return _birthday(signal, who, words, formats)


def _waiting(signal: Signal, words: Words) -> str:
    if signal.days is None:
        return words.say("No contact yet")
    return words.say_many("No contact for {count} day", "No contact for {count} days", signal.days)


def _birthday(signal: Signal, who: str, words: Words, formats: Formats) -> tuple[str, str]:
    day = formats.day_and_month(signal.until or signal.since)
    title = words.say("Birthday today") if signal.days == 0 else words.say("Birthday {day}", day=day)
    turns = "" if signal.turns is None else words.say_many("turns {count}", "turns {count}", signal.turns)
    return title, ", ".join(part for part in (who, turns) if part)


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
