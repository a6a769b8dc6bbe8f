"""Sentences computed for headings, chips and lines of the brief: whole sentences, with the right plural."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kam.core.vocabulary import Attitude, ClockState, Side
from kam.core.words import Label, PluralLabel, Words, label, plural
from kam.reports.content import (
    Change,
    ChangeKind,
    CommitmentLine,
    ComplaintLine,
    FirstKind,
    FirstThing,
    KeptRate,
    MoneyBlock,
    MonthFigure,
    RoleGap,
    UncoveredRole,
)
from kam.reports.kit import Kit
from kam.reports.text import emphasised

_MINUTES: Final = 60
_WHOLE_HOURS_FROM: Final = 24


def days(words: Words, count: int) -> str:
    """«21 день»."""
    return words.say_many("{count} day", "{count} days", count)


def short_days(words: Words, count: int) -> str:
    """«12 дн.» in a narrow cell."""
    if count == 1:
        return words.say_in("narrow", "{count} day", count=count)
    return words.say_in("narrow", "{count} days", count=count)


def late_by(words: Words, count: int) -> str:
    """«+4 дн.» in a chip."""
    return words.say_in("late by", "+{count} d", count=count)


def minutes_long(words: Words, minutes: int) -> str:
    """«60 мин»."""
    return words.say("{count} min", count=minutes)


def duration(words: Words, span: timedelta) -> str:
    """«4 ч 10 мин», «45 мин», from a day on «27 ч»; the sign is left to the sentence."""
    total = abs(int(span.total_seconds())) // _MINUTES
    hours, minutes = divmod(total, _MINUTES)
    if hours and minutes and hours < _WHOLE_HOURS_FROM:
        return words.say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if hours:
        return words.say("{hours} h", hours=hours)
    return words.say("{count} min", count=minutes)


def kept_note(kit: Kit, rate: KeptRate | None) -> str:
    """«сдержано 86 % (18 из 21)»; nothing when nothing came due."""
    if rate is None or not rate.of:
        return ""
    share = kit.formats.percent(Decimal(rate.kept) / rate.of)
    return kit.words.say("kept {share} ({kept} of {total})", share=share, kept=rate.kept, total=rate.of)


def promises_sentence(words: Words, lines: Sequence[CommitmentLine]) -> str:
    """«1 просрочено», «сегодня срок у двух», or that nothing is late."""
    late = sum(line.days_late > 0 for line in lines)
    if late:
        return words.say_many("{count} late", "{count} late", late)
    today = sum(line.due_today for line in lines)
    if today == 1:
        return words.say("one due today")
    if today:
        return words.say_many("{count} due today", "{count} due today", today)
    return words.say("none late")


_BREACHED: Final = (
    label("complaints", "one past its deadline"),
    plural("{count} past its deadline", "{count} past their deadlines"),
)
_DUE_TODAY: Final = (
    label("complaints", "one to be answered today"),
    plural("{count} to be answered today", "{count} to be answered today"),
)
_AT_RISK: Final = (
    label("complaints", "one at risk"),
    plural("{count} at risk", "{count} at risk"),
)


def _of_complaints(words: Words, sentences: tuple[Label, PluralLabel], count: int) -> str:
    """«у одной срок сегодня», «у 3 срок сегодня»."""
    one, many = sentences
    return words.of(one) if count == 1 else words.count(many, count)


def complaints_sentence(words: Words, lines: Sequence[ComplaintLine], day: date, ever: int) -> str:
    """«2 открыты, у одной срок сегодня»."""
    if not lines:
        return words.say("none open") if ever else words.say_in("complaints", "none recorded")
    parts = [words.say_many("{count} open", "{count} open", len(lines))]
    states = [line.clock.state for line in lines if line.clock]
    breached = states.count(ClockState.BREACHED)
    running = (ClockState.ON_TRACK, ClockState.AT_RISK)
    today = sum(
        1
        for line in lines
        if line.clock
        and line.clock.state in running
        and line.clock.due_at
        and line.clock.due_at.date() == day
    )
    if breached:
        parts.append(_of_complaints(words, _BREACHED, breached))
    if today:
        parts.append(_of_complaints(words, _DUE_TODAY, today))
    at_risk = states.count(ClockState.AT_RISK)
    if at_risk and not breached and not today:
        parts.append(_of_complaints(words, _AT_RISK, at_risk))
    return ", ".join(parts)


def change_of(now: int | None, before: int | None) -> Decimal | None:
    """The change on the year before as a share of it; None when either is unknown or there was nothing."""
    if now is None or not before or before < 0:
        return None
    return Decimal(now - before) / before


def recent_fall(months: Sequence[MonthFigure]) -> tuple[Sequence[MonthFigure], Decimal] | None:
    """The latest whole months that all lie below the year before, and by how much together.

    None when the last whole month does not lie below; at most six months are called recent.
    """
    whole = [month for month in months if not month.partial]
    run: list[MonthFigure] = []
    for month in reversed(whole[-6:]):
        if month.revenue is None or not month.year_before or month.revenue >= month.year_before:
            break
        run.insert(0, month)
    if not run:
        return None
    now = sum(month.revenue or 0 for month in run)
    before = sum(month.year_before or 0 for month in run)
    return run, Decimal(now - before) / before


def money_sentence(kit: Kit, money: MoneyBlock) -> str:
    """«84,2 млн ₽ за год, +6 %; но сентябрь–октябрь −10 %»."""
    if money.total is None:
        return ""
    words, formats = kit.words, kit.formats
    total = kit.money(money.total)
    change = change_of(money.total, money.total_before)
    fall = recent_fall(money.months)
    if change is None and any(month.year_before is not None for month in money.months):
        return words.say("{total} in 12 months; the year before is incomplete", total=total)
    if change is None:
        return words.say("{total} in 12 months", total=total)
    said = formats.change(change)
    if fall is None or change < 0:
        return words.say("{total} in 12 months, {change} on the year before", total=total, change=said)
    months = formats.month_range(fall[0][0].month, fall[0][-1].month, long=True)
    if kit.look.spacious:
        return words.say(
            "{total} in 12 months, {change}; but {months} {fall} on the year before",
            total=total,
            change=said,
            months=months,
            fall=formats.change(fall[1]),
        )
    return words.say(
        "{total} in a year, {change}; but {months} {fall}",
        total=total,
        change=said,
        months=months,
        fall=formats.change(fall[1]),
    )


_FELL: Final = label("first", "{name}: **{before} → {after}**")


def first_sentence(kit: Kit, thing: FirstThing, day: date) -> str:  # noqa: PLR0911 - a case each
    """One of the worst things, as the line "First" says it."""
    words = kit.words
    match thing.kind:
        case FirstKind.CLOCK:
            return _clock_first(kit, thing, day)
        case FirstKind.OUR_PROMISE:
            late = days(words, thing.days or 0)
            if thing.count > 1:
                return words.say_many(
                    "{count} promise of ours is late, the longest **by {days}**",
                    "{count} promises of ours are late, the longest **by {days}**",
                    thing.count,
                    days=late,
                )
            if not kit.look.spacious:
                return words.say("a promise of ours is **{days} late**", days=late)
            return words.say("we are **{days} late**: {what}", what=_briefly(thing.subject), days=late)
        case FirstKind.ATTITUDE_FELL:
            after = _level(kit, thing.after)
            return words.of(_FELL, name=thing.subject, before=_level(kit, thing.before), after=after)
        case FirstKind.CONTRACT:
            if thing.days is not None and thing.days < 0:
                return words.say("the contract **ended {days} ago**", days=days(words, -thing.days))
            return words.say("the contract ends **in {days}**", days=days(words, thing.days or 0))
        case FirstKind.OVERDUE_DEBT:
            return words.say("overdue debt **{amount}**", amount=kit.money(thing.amount or 0))


def _clock_first(kit: Kit, thing: FirstThing, day: date) -> str:
    words = kit.words
    if thing.due_at is None or thing.state is ClockState.BREACHED:
        return words.say("{number} — **deadline missed**", number=thing.subject)
    due = kit.local(thing.due_at)
    at = kit.formats.clock(due.time())
    if due.date() == day:
        return words.say("{number} — answer due **today by {time}**", number=thing.subject, time=at)
    when = kit.formats.day_month(due.date())
    return words.say("{number} — answer due **{date} by {time}**", number=thing.subject, date=when, time=at)


_BRIEF_SUBJECT: Final = 40


def _briefly(text: str) -> str:
    """A typed text short enough for a line of several; cut at a word."""
    if len(text) <= _BRIEF_SUBJECT:
        return text
    return text[: _BRIEF_SUBJECT - 1].rsplit(" ", 1)[0].rstrip(" ,;:—") + "…"


def _level(kit: Kit, attitude: Attitude | None) -> str:
    return "?" if attitude is None else kit.formats.signed(int(attitude))


_CHANGES: Final[dict[ChangeKind, Label]] = {
    ChangeKind.ATTITUDE: label("change", "{subject}: attitude {before} → **{after}**"),
    ChangeKind.INFLUENCE: label("change", "{subject}: influence {before} → **{after}**"),
    ChangeKind.HEALTH: label("change", "Health {before} → **{after}**"),
    ChangeKind.STATUS: label("change", "{subject}: {before} → **{after}**"),
    ChangeKind.PERSON_JOINED: label("change", "{subject} has joined"),
    ChangeKind.PERSON_LEFT: label("change", "{subject} leaves on {after}"),
    ChangeKind.TITLE: label("change", "{subject} is now **{after}**"),
    ChangeKind.COMPLAINT_RECEIVED: label("change", "Complaint **{subject}** received"),
    ChangeKind.COMPLAINT_STAGE: label("change", "{subject}: **{after}**"),
    ChangeKind.OPPORTUNITY_NEW: label("change", "New opportunity: {subject}, **{after}**"),
    ChangeKind.OPPORTUNITY_STAGE: label("change", "{subject}: {before} → **{after}**"),
    ChangeKind.COMPETITOR: label("change", "{subject}"),
    ChangeKind.CONTRACT: label("change", "Contract {subject}"),
    ChangeKind.PROMISE_KEPT: label("change", "Kept: {subject}"),
    ChangeKind.PROMISE_BROKEN: label("change", "**Broken**: {subject}"),
    ChangeKind.PROMISE_MOVED: label("change", "Moved {before} → **{after}**: {subject}"),
    ChangeKind.SATISFACTION: label("change", "{subject}: {before} → **{after}**"),
    ChangeKind.FIELD: label("change", "{subject}: {before} → **{after}**"),
}
_THEIRS: Final[dict[ChangeKind, Label]] = {
    ChangeKind.PROMISE_KEPT: label("change", "They kept: {subject}"),
    ChangeKind.PROMISE_BROKEN: label("change", "**They broke**: {subject}"),
    ChangeKind.PROMISE_MOVED: label("change", "They moved {before} → **{after}**: {subject}"),
}
_FIRST_VALUES: Final[dict[ChangeKind, Label]] = {
    ChangeKind.ATTITUDE: label("change", "{subject}: attitude rated **{after}**"),
    ChangeKind.INFLUENCE: label("change", "{subject}: influence rated **{after}**"),
    ChangeKind.HEALTH: label("change", "Health **{after}**"),
    ChangeKind.OPPORTUNITY_STAGE: label("change", "{subject}: **{after}**"),
    ChangeKind.SATISFACTION: label("change", "{subject}: **{after}**"),
    ChangeKind.STATUS: label("change", "{subject}: **{after}**"),
    ChangeKind.FIELD: label("change", "{subject}: **{after}**"),
    ChangeKind.PROMISE_MOVED: label("change", "Moved to **{after}**: {subject}"),
}
_NOTHING_AFTER: Final[dict[ChangeKind, Label]] = {
    ChangeKind.PERSON_LEFT: label("change", "{subject} leaves"),
    ChangeKind.OPPORTUNITY_NEW: label("change", "New opportunity: {subject}"),
    ChangeKind.FIELD: label("change", "{subject}: {before} removed"),
}


def change_sentence(kit: Kit, change: Change) -> str:
    """What changed, in one line; what it changed to is bold."""
    words = kit.words
    if change.kind is ChangeKind.FACT:
        return change.detail
    subject = change.subject
    if change.kind is ChangeKind.SATISFACTION:
        subject = ", ".join(filter(None, (change.detail, change.subject)))
    marked = _CHANGES[change.kind]
    if change.side is Side.THEIRS and change.kind in _THEIRS:
        marked = _THEIRS[change.kind]
    elif change.after is None and change.kind in _NOTHING_AFTER:
        marked = _NOTHING_AFTER[change.kind]
    elif change.before is None and change.kind in _FIRST_VALUES:
        marked = _FIRST_VALUES[change.kind]
    before, after = _value(kit, change, change.before), _value(kit, change, change.after)
    return words.of(marked, subject=subject, before=before, after=after) + _detail(kit, change)


def _detail(kit: Kit, change: Change) -> str:
    """What follows the sentence: a cause after a colon, a successor, a remark."""
    words = kit.words
    match change.kind:
        case ChangeKind.PERSON_LEFT:
            if not change.detail:
                return ", " + words.say("**successor unknown**")
            return ", " + words.say("successor: {name}", name=change.detail)
        case ChangeKind.SATISFACTION:
            return ""
        case ChangeKind.CONTRACT:
            return f" {change.detail}" if change.detail else ""
        case ChangeKind.ATTITUDE | ChangeKind.PERSON_JOINED:
            return f", {change.detail}" if change.detail else ""
        case _:
            return f": {change.detail}" if change.detail else ""


def _value(kit: Kit, change: Change, value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, Attitude):
        return kit.formats.signed(int(value))
    if isinstance(value, date):
        return kit.near(value, change.on)
    if change.kind is ChangeKind.OPPORTUNITY_NEW and isinstance(value, int):
        return kit.money(value)
    marked = getattr(value, "label", None)
    return kit.words.of(marked) if isinstance(marked, Label) else str(value)


_GAPS: Final[dict[RoleGap, Label]] = {
    RoleGap.NOBODY: label("role gap", "**nobody known**"),
    RoleGap.NAME_UNKNOWN: label("role gap", "{who}: **name unknown**"),
    RoleGap.NO_CONTACT: label("role gap", "{who}: **no contact**"),
    RoleGap.NOBODY_OF_OURS: label("role gap", "{who}: nobody of ours assigned"),
    RoleGap.SINGLE_THREAD: label("role gap", "everything hangs on {who}"),
    RoleGap.OVERDUE: label("role gap", "{who}: no contact for **{days}**"),
}


def gap_sentence(kit: Kit, uncovered: UncoveredRole, day: date) -> str:
    """What is missing about a role: «Ратников, ген. директор: контакта нет»."""
    words = kit.words
    # The name is enough beside the department, and where a response follows and leaves less room.
    short = uncovered.area or (kit.look.spacious and uncovered.response)
    title = "" if short and uncovered.person else uncovered.title
    who = ", ".join(filter(None, (uncovered.person, title))) or words.say("somebody")
    if uncovered.attitude is not None and uncovered.attitude < 0:
        who = f"{who} ({kit.formats.signed(int(uncovered.attitude))})"
    if uncovered.since is not None:
        since = kit.near(uncovered.since, day)
        who = words.say("{who}, since {date}", who=who, date=since)
    late = days(words, uncovered.contact_days or 0)
    return words.of(_GAPS[uncovered.gap], who=who, days=late)


def bold_if(text: str, *, yes: bool) -> str:
    """A typed text, bold as a whole when it must be seen."""
    return emphasised(text) if yes else text
