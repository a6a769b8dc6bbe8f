"""How the values of complaints are said on paper: norms, clocks, times, states of measures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.text import with_capital
from kam.core.vocabulary import ClockKind, ClockState, CommitmentStatus, NormUnit
from kam.core.words import Label, Words, label
from kam.reports.content.complaints import ActionLine, ClockLine
from kam.reports.kit import Kit
from kam.reports.phrases import duration

_ROUND_FROM: Final = 10
_CLOCKS: Final[dict[ClockKind, Label]] = {
    ClockKind.ACKNOWLEDGEMENT: label("clock on paper", "Acknowledgement"),
    ClockKind.FIRST_RESPONSE: label("clock on paper", "First response"),
    ClockKind.RESOLUTION: label("clock on paper", "Resolution"),
}


def clock_name(words: Words, kind: ClockKind) -> str:
    """What a clock is called at the head of a line."""
    return words.of(_CLOCKS[kind])


def norm(words: Words, clock: ClockLine) -> str:
    """«3 рабочих дня», «15 мин»; nothing given is "at once"."""
    count = clock.norm_amount
    if not count:
        return words.say("at once")
    if clock.norm_unit is NormUnit.WORKING_DAY:
        return words.say_many("{count} working day", "{count} working days", count)
    if clock.norm_unit is NormUnit.HOUR:
        return words.say("{hours} h", hours=count)
    return words.say("{count} min", count=count)


def standing(words: Words, clock: ClockLine) -> str:
    """How a clock stands, in words: what is left or over of its norm, or how long it took."""
    given = norm(words, clock)
    if clock.stopped_at is not None:
        took = duration(words, clock.used)
        if clock.state is ClockState.BREACHED:
            return words.say("took **{time}**, the norm is {norm}", time=took, norm=given)
        return words.say("took {time} of {norm}", time=took, norm=given)
    if clock.state is ClockState.BREACHED:
        return words.say(
            "overrun by **{time}**, the norm is {norm}", time=duration(words, clock.over), norm=given
        )
    left = duration(words, clock.left)
    if clock.state is ClockState.PAUSED:
        return words.say("paused with **{time}** left of {norm}", time=left, norm=given)
    return words.say("**{time}** left of {norm}", time=left, norm=given)


def kept_word(words: Words, *, kept: bool | None) -> str:
    """Whether a norm was kept, in a narrow cell; nothing while its clock runs."""
    if kept is None:
        return ""
    return words.say_in("norm", "in time") if kept else words.say_in("norm", "late")


def working_time(words: Words, formats: Formats, time: timedelta | None, working_day: timedelta) -> str:
    """A median: «1,5 раб. дн.» from one working day on, else hours and minutes."""
    if time is None:
        return ""
    if working_day and time >= working_day:
        days = Decimal(round(time / working_day * _ROUND_FROM)) / _ROUND_FROM
        return words.say_in("paper", "{count} work days", count=formats.tidy(days))
    return duration(words, time)


def money(formats: Formats, amount: Money | None) -> str:
    """A sum, or nothing."""
    return "" if amount is None else formats.money(amount.minor, amount.currency)


def moment(kit: Kit, at: datetime | None) -> str:
    """A whole date with its hour, or nothing."""
    return "" if at is None else kit.formats.moment(kit.local(at))


def short_moment(kit: Kit, at: datetime) -> str:
    """«19.11 14:10»."""
    local = kit.local(at)
    return f"{kit.formats.day_month(local.date())} {kit.formats.clock(local.time())}"


def day_of(kit: Kit, at: datetime) -> date:
    """The date of a moment where the paper is from."""
    return kit.local(at).date()


def sentence(text: str) -> str:
    """With a capital letter."""
    return with_capital(text)


def when_due(kit: Kit, action: ActionLine, today: date) -> str:
    """By when a measure is to be done, or on which day it was."""
    day = action.closed_on if action.status is CommitmentStatus.KEPT else action.due_on
    if day is None:
        return kit.words.say_in("due", "no date") if action.status is CommitmentStatus.OPEN else ""
    said = kit.near(day, today)
    return f"**{said}**" if action.late else said
