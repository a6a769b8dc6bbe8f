"""How complaints are said in the window: stages, severity, clocks, sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from kam.core.money import Money
from kam.core.text import with_capital
from kam.core.vocabulary import ClockState, ComplaintStage, Severity
from kam.core.words import label
from kam.services.complaints.rows import ClockView, ComplaintCard, Named
from kam.ui.clock_words import clock_length, short_clock_length, short_number
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import ClockGlyph, SeverityGlyph
from kam.ui.widgets.pieces import Line, Run, said

STAGES: Final = (
    ComplaintStage.RECEIVED,
    ComplaintStage.REOPENED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
)
"""The lanes of what is open, from the left."""
ENDED: Final = (ComplaintStage.CLOSED, ComplaintStage.REJECTED)
_BARS: Final = MappingProxyType({Severity.LOW: 1, Severity.NORMAL: 2, Severity.HIGH: 3, Severity.CRITICAL: 4})
_LANES: Final = MappingProxyType(
    {
        ComplaintStage.RESPONSE_OFFERED: label("lane", "Offered"),
        ComplaintStage.DECIDED: label("lane", "Decided"),
    }
)
_TONES: Final = MappingProxyType({ClockState.BREACHED: "red", ClockState.AT_RISK: "amber"})
_GUIDANCE: Final = MappingProxyType(
    {
        Severity.CRITICAL: label(
            "severity guidance", "People or the client's production are in danger, or a line stands still."
        ),
        Severity.HIGH: label(
            "severity guidance",
            "The client loses money or cannot use what was delivered, or it happens again.",
        ),
        Severity.NORMAL: label("severity guidance", "A clear fault; the client can work on meanwhile."),
        Severity.LOW: label("severity guidance", "An inconvenience: nothing is lost but some time."),
    }
)
_DASH: Final = "—"


def stage_text(look: Look, stage: ComplaintStage) -> str:
    """A stage as a heading names it."""
    return with_capital(look.words.of(stage.label))


def lane_text(look: Look, stage: ComplaintStage) -> str:
    """A stage as the head of a lane names it: in one word."""
    return look.words.of(_LANES[stage]) if stage in _LANES else stage_text(look, stage)


def severity_line(look: Look, severity: Severity, role: Type = Type.SECONDARY) -> Line:
    """Bars and the word."""
    grave = severity in {Severity.HIGH, Severity.CRITICAL}
    return (
        SeverityGlyph(_BARS[severity], grave=grave),
        Run(look.words.of(severity.label), role, "text2"),
    )


def severity_rank(severity: Severity) -> int:
    """1 for low to 4 for critical."""
    return _BARS[severity]


def clock_text(look: Look, clock: ClockView, *, short: bool = False) -> str:
    """«+1 ч 20 мин» beyond the norm, «5 ч 40 мин» left, «пауза», «за 4 мин» once it has stopped."""
    words = look.words
    length = short_clock_length if short else clock_length
    day = clock.working_day if clock.in_working_time else None
    if clock.state is ClockState.BREACHED:
        return words.say("+{time}", time=length(words, clock.over, day))
    if clock.state is ClockState.PAUSED:
        return words.say("on hold")
    if clock.state is ClockState.MET:
        return words.say_in("clock", "after {time}", time=length(words, clock.used, day))
    return length(words, clock.left, day)


def clock_tone(clock: ClockView) -> str:
    """The colour of what is left."""
    return _TONES.get(clock.state, "text")


def clock_line(look: Look, clock: ClockView | None, role: Type = Type.STRONG, *, short: bool = False) -> Line:
    """Glyph and time; a dash where nothing runs."""
    if clock is None:
        return (Run(_DASH, role, "text3"),)
    glyph = ClockGlyph(clock.state, min(clock.share, 1.0))
    return (glyph, Run(clock_text(look, clock, short=short), role, clock_tone(clock)))


def clock_told(look: Look, clock: ClockView) -> str:
    """«решение: под угрозой, 5 ч 40 мин»."""
    words = look.words
    return words.say(
        "{clock}: {state}",
        clock=words.of(clock.kind.label),
        state=said(clock_line(look, clock), words),
    )


def age_text(look: Look, days: int) -> str:
    """«сегодня», «5 дней»."""
    words = look.words
    return words.say_many("{count} day", "{count} days", days) if days else words.say("today")


def foot_text(look: Look, card: ComplaintCard) -> str:
    """«решение · 5 дней»: which clock it is, how old the complaint is."""
    days = card.age_days
    age = look.words.say("{count} d", count=look.formats.number(days)) if days else look.words.say("today")
    return f"{look.words.of(card.clock.kind.label)} · {age}" if card.clock is not None else age


def sum_text(look: Look, amount: Money | None) -> str:
    """«380 тыс. ₽»; empty where nothing is at stake."""
    return look.formats.money(amount.minor, amount.currency) if amount is not None else ""


def card_told(look: Look, card: ComplaintCard) -> tuple[str, ...]:
    """A card in words, line by line."""
    words = look.words
    parts = [
        f"{card.number}. {card.summary}",
        card.account,
        f"{words.of(card.stage.label)}, {words.of(card.kind.label)}, {words.of(card.severity.label)}",
        clock_told(look, card.clock) if card.clock is not None else "",
        sum_text(look, card.amount),
        age_text(look, card.age_days),
        card.owner,
    ]
    return tuple(part for part in parts if part)


def name_of(card: ComplaintCard) -> str:
    """«0043 · Биение круга 125»: what a complaint is called where there is room for a line."""
    return f"{short_number(card.number)} · {card.summary}"


def bare(named: Sequence[Named]) -> list[Named]:
    """By name alone: of our own people everybody knows what they do."""
    return [replace(each, detail="") for each in named]


def severity_guidance(look: Look, severity: Severity) -> str:
    """What makes a complaint of this severity."""
    return look.words.of(_GUIDANCE[severity])
