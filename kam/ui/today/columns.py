"""The lines of the four columns, made from what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from kam.analysis.promises import KeptRate
from kam.analysis.signal_words import signal_words
from kam.analysis.signals import Signal, SignalKind
from kam.core.short_names import short_account
from kam.core.text import with_capital
from kam.core.vocabulary import ClockState, Side
from kam.services.calendar.rows import CalendarEntry
from kam.services.commitments.rows import PromiseRow
from kam.services.today import (
    COMPLAINT,
    MEETING,
    PROMISE,
    ClockGroup,
    ClockItem,
    MeetingItem,
    PromiseGroup,
    PutOff,
    Today,
)
from kam.ui.commitments.saying import due_line
from kam.ui.look import Look
from kam.ui.places import Place, account_place, capture_place, complaint_place, health_place, prepare_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.today.lines import Bar, DayLine, Entry, Facts, Heading, Pair, Remark
from kam.ui.today.wording import DayWords
from kam.ui.widgets.glyphs import ClockGlyph, IconGlyph, ReadinessGlyph
from kam.ui.widgets.pieces import Line, Run, said

MEETINGS, PROMISES, CLOCKS, SIGNALS = "meetings", "promises", "clocks", "signals"
COLUMNS: Final = (MEETINGS, PROMISES, CLOCKS, SIGNALS)
SIGNAL_ICONS: Final = MappingProxyType(
    {
        SignalKind.HEALTH_FELL: "trending-down",
        SignalKind.CHURN_ROSE: "shield-alert",
        SignalKind.CHAMPION_LEFT: "user-x",
        SignalKind.CONTRACT_WINDOW: "calendar-clock",
        SignalKind.CONTACT_OVERDUE: "clock",
        SignalKind.CONCENTRATION: "chart-pie",
        SignalKind.STALE_DOSSIER: "file-clock",
        SignalKind.BIRTHDAY: "cake",
    }
)
_STATES: Final = MappingProxyType(
    {
        ClockGroup.BREACHED: (ClockState.BREACHED, "red"),
        ClockGroup.AT_RISK: (ClockState.AT_RISK, "amber"),
        ClockGroup.ON_TRACK: (ClockState.ON_TRACK, "text2"),
        ClockGroup.PAUSED: (ClockState.PAUSED, "text2"),
    }
)
Lines: TypeAlias = Sequence[DayLine]


class DayColumns:
    """Makes the lines of a day in the words of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._words = look.words
        self._say = DayWords(look)

    def of(self, today: Today) -> Mapping[str, Lines]:
        """The lines of every column by its name."""
        made: dict[str, Callable[[Today], Iterator[DayLine]]] = {
            MEETINGS: self._meetings,
            PROMISES: self._promises,
            CLOCKS: self._clocks,
            SIGNALS: self._signals,
        }
        return {name: tuple(make(today)) for name, make in made.items()}

    # Meetings

    def _meetings(self, today: Today) -> Iterator[DayLine]:
        if not any(day == today.day for day, _ in today.meetings):
            yield Heading(self._words.say("Today"), self._free(today))
            yield Remark(self._no_meeting(today))
        for day, items in today.meetings:
            yield Heading(self._say.day(day, today.day), self._free(today) if day == today.day else "")
            for item in items:
                yield self._meeting(item, today)
        if today.more_meetings:
            count = today.more_meetings
            yield Remark(
                self._words.say_many(
                    "{count} more meeting: see the calendar", "{count} more meetings: see the calendar", count
                )
            )
        if today.unrecorded:
            count = len(today.unrecorded) + today.more_unrecorded
            yield Heading(self._words.say("Not written down yet"), self._look.formats.number(count))
            for each in today.unrecorded:
                yield self._unrecorded(each, today.day)

    def _free(self, today: Today) -> str:
        if today.free is None:
            return ""
        hours = self._look.formats.time_range(today.free.start, today.free.end)
        return self._words.say("free {hours}", hours=hours)

    def _no_meeting(self, today: Today) -> str:
        if today.days == 1 or not today.meetings:
            return self._words.say("No meeting is planned.")
        return self._words.say("No meeting is left today.")

    def _meeting(self, item: MeetingItem, today: Today) -> Entry:
        entry = item.entry
        clock = self._look.formats.clock(entry.starts.time())
        kind = self._words.of(entry.kind.label)
        readiness = ReadinessGlyph(entry.ready, entry.to_do)
        side: Line = ()
        if entry.to_do and not item.is_next:
            side = (readiness, Run(f"{entry.ready}/{entry.to_do}", Type.BODY, "text2"))
        title = entry.subject if entry.internal else entry.account
        about = ", ".join(entry.people) if entry.internal else entry.subject
        begins = self._say.begins(item, today.now)
        lacks = self._say.lacks(item)
        facts = None
        if item.is_next:
            rows: list[Line] = [(IconGlyph("clock", "text"), Run(begins, Type.STRONG))]
            if people := self._say.people(entry):
                rows.append((IconGlyph("users", "text2"), Run(people, Type.BODY, "text2")))
            if lacks:
                icon = "circle-dashed" if item.lacks or item.own_lacks else "check"
                rows.append((IconGlyph(icon, "text2"), Run(lacks, Type.BODY, "text2")))
            facts = Facts(item, tuple(rows))
        ready = readiness.say(self._words) if entry.to_do else ""
        told = (
            self._say.day(entry.starts.date(), today.day),
            clock,
            kind,
            title,
            about,
            begins,
            ready,
            lacks,
        )
        return Entry(
            line=PutOff(MEETING, entry.id, entry.account_id),
            place=prepare_place(entry.account_id, entry.id),
            name=entry.subject,
            told=_parts(*told),
            when=((Run(clock, Type.STRONG),), (Run(kind, Type.SECONDARY, "text2"),)),
            pairs=(
                Pair((Run(title, Type.LEAD if item.is_next else Type.STRONG),)),
                Pair((Run(about, Type.BODY, "text2"),)),
            ),
            side=side,
            facts=facts,
        )

    def _unrecorded(self, entry: CalendarEntry, today: date) -> Entry:
        clock = self._look.formats.clock(entry.starts.time())
        day = self._say.ago(entry.starts.date(), today)
        about = self._words.say(
            "{kind}: {subject}",
            kind=with_capital(self._words.of(entry.kind.label)),
            subject=entry.subject,
        )
        record = capture_place(entry.account_id, entry.id)
        return Entry(
            line=PutOff(MEETING, entry.id, entry.account_id),
            place=record,
            name=entry.subject,
            told=_parts(day, clock, entry.account, about, self._words.say("no outcome yet")),
            when=((Run(day, Type.SECONDARY, "text2"),), (Run(clock, Type.SECONDARY, "text2"),)),
            pairs=(Pair((Run(entry.account, Type.STRONG),)), Pair((Run(about, Type.BODY, "text2"),))),
            record=record,
            record_text=self._words.say_in("button", "Record"),
        )

    # Promises

    def _promises(self, today: Today) -> Iterator[DayLine]:
        titles = {
            PromiseGroup.LATE: self._words.say("Late"),
            PromiseGroup.TODAY: self._words.say("Today"),
            PromiseGroup.WEEK: self._words.say("Until Sunday"),
            PromiseGroup.LATER: self._words.say("Later"),
        }
        for group, rows in today.promises:
            count = today.promise_counts[group]
            tone = "red" if group is PromiseGroup.LATE else "text"
            yield Heading(titles[group], self._sides(count.ours, count.theirs), tone)
            for row in rows:
                yield self._promise(row, today.day)
            if more := count.both - len(rows):
                yield Remark(
                    self._words.say_many(
                        "{count} more: see the promises", "{count} more: see the promises", more
                    )
                )
        if not today.promises:
            yield Remark(self._words.say("Nothing promised is due in these days."))

    def _sides(self, ours: int, theirs: int) -> str:
        number = self._look.formats.number
        parts = [
            self._words.say("ours {count}", count=number(ours)) if ours else "",
            self._words.say("theirs {count}", count=number(theirs)) if theirs else "",
        ]
        return ", ".join(part for part in parts if part)

    def _promise(self, row: PromiseRow, today: date) -> Entry:
        ours = row.side is Side.OURS
        side = self._words.say_in("promise", "ours") if ours else self._words.say_in("promise", "theirs")
        about = (
            IconGlyph("arrow-up-right" if ours else "arrow-down-left", "text2", 12),
            Run(f"{side} · {short_account(row.account)}", Type.BODY, "text2", gap=5),
        )
        due = due_line(row, today, self._look)
        return Entry(
            line=PutOff(PROMISE, row.id, row.account_id),
            place=Place("promises", item_id=row.id),
            name=row.text,
            told=_parts(row.text, side, row.account, said(due, self._words)),
            pairs=(Pair((Run(row.text),)), Pair(about, due)),
            promise=row,
        )

    # Clocks

    def _clocks(self, today: Today) -> Iterator[DayLine]:
        titles = {
            ClockGroup.BREACHED: (self._words.say("Breached"), "red"),
            ClockGroup.AT_RISK: (self._words.say("At risk"), "amber"),
            ClockGroup.ON_TRACK: (self._words.say("In time"), "text"),
            ClockGroup.PAUSED: (self._words.say("On hold"), "text"),
        }
        for group, items in today.clocks:
            title, tone = titles[group]
            yield Heading(title, self._look.formats.number(len(items)), tone)
            for item in items:
                yield self._clock(item)
        if not today.clocks:
            yield Remark(self._words.say("No complaint is open."))

    def _clock(self, item: ClockItem) -> Entry:
        state, tone = _STATES[item.group]
        pressing = item.group in {ClockGroup.BREACHED, ClockGroup.AT_RISK}
        left = Run(self._say.clock_left(item), Type.STRONG if pressing else Type.BODY, tone)
        about = self._say.clock_about(item)
        glyph = ClockGlyph(state, min(item.used, 1.0))
        told = _parts(
            item.account,
            item.number,
            item.summary,
            about.partition(" · ")[2],
            glyph.say(self._words),
            left.text,
        )
        fill = "amber_fill" if item.group is ClockGroup.AT_RISK else tone
        return Entry(
            line=PutOff(COMPLAINT, item.id, item.account_id),
            place=complaint_place(item.id),
            name=item.number,
            told=told,
            pairs=(
                Pair((Run(short_account(item.account), Type.STRONG),), (left,)),
                Pair((Run(about, Type.BODY, "text2"),)),
            ),
            glyph=glyph,
            bar=Bar(min(item.used, 1.0), fill) if pressing else None,
        )

    # Signals

    def _signals(self, today: Today) -> Iterator[DayLine]:
        number = self._look.formats.number
        if today.new_signals:
            yield Heading(self._words.say("New since yesterday"), number(len(today.new_signals)))
            yield from (self._signal(each) for each in today.new_signals)
        if today.signals:
            yield Heading(self._words.say("Still true"), number(len(today.signals)))
            yield from (self._signal(each) for each in today.signals)
        if not (today.new_signals or today.signals):
            yield Remark(self._words.say("All is quiet."))

    def _signal(self, each: Signal) -> Entry:
        title, detail = signal_words(each, self._words, self._look.formats)
        return Entry(
            line=PutOff(each.kind.value, each.about, each.account_id),
            place=signal_place(each),
            name=title,
            told=_parts(title, each.account, detail),
            pairs=(
                Pair((Run(title, Type.NAME),)),
                Pair((Run(each.account, Type.SECONDARY, "text2"),)),
                Pair((Run(detail, Type.SECONDARY, "text2"),), wraps=True),
            ),
            glyph=IconGlyph(SIGNAL_ICONS[each.kind], "text2", Size.ICON),
            is_signal=True,
        )

    # Feet

    def kept(self, today: Today) -> str:
        """«Сдержано в срок за год: мы 86 %, они 71 %»."""
        ours, theirs = self._rate(today.our_rate), self._rate(today.their_rate)
        if ours and theirs:
            return self._words.say(
                "Kept in time this year: we {ours}, they {theirs}", ours=ours, theirs=theirs
            )
        if ours:
            return self._words.say("Kept in time this year: we {ours}", ours=ours)
        return self._words.say("Kept in time this year: they {theirs}", theirs=theirs) if theirs else ""

    def answered(self, today: Today) -> str:
        """«Первый ответ в норме: 94 %»."""
        if today.answered_in_time is None:
            return ""
        share = self._look.formats.points(round(today.answered_in_time * 100))
        return self._words.say("First answer in time: {share}", share=share)

    def _rate(self, rate: KeptRate | None) -> str:
        if rate is None or rate.rate is None:
            return ""
        return self._look.formats.points(round(rate.rate * 100))


def signal_place(each: Signal) -> Place:
    """Where a signal is dealt with."""
    if each.kind is SignalKind.CONCENTRATION:
        return Place("accounts", view="concentration")
    if each.kind in {SignalKind.HEALTH_FELL, SignalKind.CHURN_ROSE}:
        return health_place(each.account_id)
    if each.kind in {SignalKind.CONTRACT_WINDOW, SignalKind.STALE_DOSSIER}:
        return account_place(each.account_id, "dossier")
    return account_place(each.account_id, "people", each.about)


def _parts(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
