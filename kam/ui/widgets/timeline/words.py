"""How an entry is written: its line, its sign, and the same in words for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kam.core.periods import Month
from kam.core.text import with_capital
from kam.core.vocabulary import (
    Attitude,
    ContactLevel,
    InteractionKind,
    InteractionOutcome,
    PaperKind,
    RatingKind,
    RelationshipLevel,
    Side,
)
from kam.core.words import Words
from kam.services.timeline.rows import Entry, EntryKind, Event, Face, RatingStep
from kam.ui.look import Look

ICONS: Final = {
    EntryKind.MEETING: "users",
    EntryKind.CALL: "phone",
    EntryKind.EMAIL: "mail",
    EntryKind.MESSENGER: "message-circle",
    EntryKind.SITE_VISIT: "truck",
    EntryKind.EVENT: "party-popper",
    EntryKind.BUSINESS_REVIEW: "chart-line",
    EntryKind.GIFT: "gift",
    EntryKind.NOTE: "sticky-note",
    EntryKind.COMPLAINT: "shield-alert",
    EntryKind.PROMISE: "handshake",
    EntryKind.PERSON: "user-plus",
    EntryKind.RATING: "activity",
    EntryKind.CONTRACT: "briefcase",
    EntryKind.SALES: "package",
    EntryKind.DOCUMENT: "paperclip",
    EntryKind.PAPER: "printer",
}


def icon_of(entry: Entry) -> str:
    """The sign in its circle."""
    return "user-x" if entry.event is Event.LEFT else ICONS[entry.kind]


class EntryWords:
    """Writes about entries in the words of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.words: Words = look.words
        self.with_account = False
        """Whether an entry says whose it is: in everybody's timeline and in a person's."""
        self.today = date.max

    # Texts

    def when(self, entry: Entry) -> str:
        """«12 ноя»; of today the hour."""
        if entry.event is Event.PLANNED and entry.at.date() == self.today:
            return self._look.formats.clock(entry.at.time())
        return self.short_day(entry.at.date())

    def short_day(self, day: date) -> str:
        """«12 ноя», "12 Nov"."""
        month = self._look.formats.month_abbreviation(Month.of(day))
        return f"{day.day}\u00a0{month}"

    def headline(self, entry: Entry) -> str:
        """What stands in bold: what the record calls itself, or what happened."""
        say = self.words.say
        if entry.event is Event.SOLD:
            money = entry.amount
            sum_ = "" if money is None else self._look.formats.money(money.minor, money.currency)
            return say("Sales of the month {amount}", amount=sum_)
        if entry.event is Event.PRINTED:
            return with_capital(self.words.of(PaperKind.of(entry.note).label))
        if entry.event is Event.BEGAN and not entry.title:
            return say("Contract in force")
        if entry.event is Event.ENDED and not entry.title:
            return say("Contract ended")
        return entry.title

    def detail(self, entry: Entry) -> str:
        """What follows it: the kind and the hour of a contact, what happened to another record."""
        if entry.kind.is_contact:
            return self._contact(entry)
        parts = [self._happened(entry), "" if entry.event is Event.PRINTED else with_capital(entry.note)]
        return ". ".join(part for part in parts if part)

    def rating(self, step: RatingStep) -> str:
        """«отношение: союзник → скептик»."""
        return self.words.say("{what}: {steps}", what=self.words.of(step.kind.label), steps=self.steps(step))

    def steps(self, step: RatingStep) -> str:
        """«союзник → скептик»; what did not change stands alone."""
        before, after = self._step(step, step.before), self._step(step, step.after)
        return after if before == after else f"{before} → {after}"

    def outcome(self, outcome: InteractionOutcome) -> str:
        """«продвижение»."""
        return self.words.of(outcome.label)

    def mood(self, entry: Entry) -> str:
        """«настроение −1»."""
        if entry.mood is None:
            return ""
        return self.words.say("mood {value}", value=self._look.formats.signed(int(entry.mood)))

    def face(self, face: Face) -> str:
        """The name, said whether one of us."""
        return self.words.say("{name}, one of us", name=face.name) if face.ours else face.name

    def heading(self, month: Month | None, total: int, shown: int, ahead: Sequence[Entry]) -> str:
        """«Ноябрь 2026, 12 записей, показано 8»; «Впереди 3, …»."""
        if month is None:
            return f"{self.words.say('Ahead')}, {self.ahead(total, ahead)}"
        return f"{self.month(month)}, {self.counted(total, shown)}"

    def month(self, month: Month) -> str:
        """«Ноябрь 2026»."""
        return with_capital(self._look.formats.long_month(month))

    def counted(self, total: int, shown: int) -> str:
        """«12 записей, показано 8»."""
        number = self._look.formats.number
        if shown == total:
            return self.words.say_many("{count} entry", "{count} entries", total)
        return self.words.say_many(
            "{count} entry, {shown} shown", "{count} entries, {shown} shown", total, shown=number(shown)
        )

    def ahead(self, total: int, entries: Sequence[Entry]) -> str:
        """«3, ещё 11 дек знакомство и 16 дек обзор»."""
        number = self._look.formats.number(total)
        rest = [f"{self.short_day(each.at.date())} {each.title}" for each in entries[1:3]]
        if not rest:
            return number
        return self.words.say("{count}, then {meetings}", count=number, meetings="; ".join(rest))

    def waiting(self) -> str:
        """An entry that is being read."""
        return self.words.say("Reading…")

    def said(self, entry: Entry) -> str:
        """The whole line for a screen reader."""
        formats = self._look.formats
        parts = [
            formats.full_date(entry.at.date()),
            self.headline(entry),
            self.detail(entry),
            entry.account if self.with_account else "",
            "" if entry.outcome is None else self.outcome(entry.outcome),
            self.mood(entry),
            self.files(entry.files),
            *(self.face(face) for face in entry.faces),
        ]
        return ", ".join(part for part in parts if part)

    def files(self, count: int) -> str:
        """«2 вложения»."""
        return self.words.say_many("{count} attachment", "{count} attachments", count) if count else ""

    # Inside

    def _contact(self, entry: Entry) -> str:
        words, formats = self.words, self._look.formats
        kind = words.of(InteractionKind.of(entry.kind.value).label)
        hours = formats.clock(entry.at.time())
        if entry.minutes:
            hours = formats.time_range(entry.at, entry.at + timedelta(minutes=entry.minutes))
        if entry.event is Event.PLANNED and entry.at.date() == self.today:
            hours = words.say("today")
        tail = {
            Event.WAITING: words.say("no outcome yet"),
            Event.MISSED: words.say("missed"),
            Event.CALLED_OFF: words.say("called off"),
        }.get(entry.event, "")
        parts = [kind, hours, entry.place or "", tail]
        text = ", ".join(part for part in parts if part)
        return f"{text}. {entry.note}" if entry.note and entry.event is not Event.PLANNED else text

    def _happened(self, entry: Entry) -> str:
        if entry.rating is not None:
            return self.rating(entry.rating)
        if entry.event in {Event.KEPT, Event.BROKEN, Event.CANCELLED}:
            return self._promise(entry)
        words = self.words
        told = {
            Event.RECEIVED: words.say_in("complaint", "received"),
            Event.CLOSED: words.say_in("complaint", "closed"),
            Event.REJECTED: words.say_in("complaint", "rejected"),
            Event.REOPENED: words.say_in("complaint", "reopened"),
            Event.JOINED: words.say("joined"),
            Event.LEFT: words.say("left"),
            Event.BEGAN: words.say("contract in force") if entry.title else "",
            Event.ENDED: words.say("contract ended") if entry.title else "",
            Event.ADDED: words.say("document added"),
            Event.PRINTED: entry.title,
        }
        return told.get(entry.event, "")

    def _promise(self, entry: Entry) -> str:
        words, ours = self.words, entry.side is Side.OURS
        if entry.event is Event.KEPT:
            return words.say("our promise kept") if ours else words.say("their promise kept")
        if entry.event is Event.BROKEN:
            return words.say("our promise broken") if ours else words.say("their promise broken")
        return words.say("our promise called off") if ours else words.say("their promise called off")

    def _step(self, step: RatingStep, value: int) -> str:
        if step.kind is RatingKind.ATTITUDE:
            return self.words.of(Attitude.of(value).label)
        if step.kind is RatingKind.CONTACT_LEVEL:
            return self.words.of(ContactLevel.of(value).label)
        if step.kind is RatingKind.RELATIONSHIP_LEVEL:
            return self.words.of(RelationshipLevel.of(value).label)
        return str(value)
