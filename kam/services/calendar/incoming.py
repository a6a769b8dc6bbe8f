"""Invitations of other calendars become planned meetings: looked at first, then taken in as one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.vocabulary import ContactKind
from kam.exchange.calendar_in import CalendarEvent, Invited, read_calendar_file
from kam.exchange.calendar_text import LARGEST
from kam.exchange.sources import read_whole
from kam.models import Account, Colleague, ContactPoint, Interaction, Person, Stakeholder
from kam.services.calendar.form_reading import Choosable
from kam.services.calendar.outgoing import OWN_NAMES
from kam.services.calendar.taking import Known, Taken, Writer
from kam.services.people.finding import is_there
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_EVERYBODYS: Final = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "yahoo.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "gmx.de",
        "gmx.net",
        "web.de",
        "aol.com",
        "mail.ru",
        "inbox.ru",
        "list.ru",
        "bk.ru",
        "internet.ru",
        "yandex.ru",
        "yandex.com",
        "ya.ru",
        "rambler.ru",
        "vk.com",
    }
)
"""Where anybody may have an address: it tells no company."""


class Standing(Enum):
    """What becomes of an event."""

    NEW = "new"
    KNOWN = "known"
    CALLED_OFF = "called_off"
    PAST = "past"
    NOT_OURS = "not_ours"  # called off, and never taken in


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    """An event, or a series with all that became of its dates.

    ``starts`` is local time of the workspace. ``account_id`` is the client it is with, None where that has
    to be asked: ``choices`` are those that the people suggest, the likeliest first.
    """

    uid: str
    subject: str
    starts: datetime
    minutes: int
    repeats: bool
    standing: Standing
    people: tuple[str, ...]
    strangers: tuple[str, ...]
    account_id: UUID | None
    account: str
    choices: tuple[Choosable, ...]

    @property
    def must_be_asked(self) -> bool:
        """Whether somebody has to say whose meeting it is."""
        return self.standing is Standing.NEW and self.account_id is None


@dataclass(frozen=True, slots=True)
class Invitations:
    """What a calendar file holds, soonest first."""

    found: tuple[FoundMeeting, ...]
    unreadable: int
    accounts: tuple[Choosable, ...]

    @property
    def taken(self) -> list[FoundMeeting]:
        """Those of which something becomes."""
        return [each for each in self.found if each.standing not in {Standing.PAST, Standing.NOT_OURS}]


def read_invitation_file(path: Path) -> bytes:
    """The bytes of a calendar file; raises UserError for what is no ordinary file or too large."""
    return read_whole(path, LARGEST)


def read_invitations(workspace: Workspace, data: bytes, *, as_of: datetime) -> Invitations:
    """Look at a calendar file; raises UserError where it is none, in one sentence."""
    with workspace.reading() as session:
        zone = read_profile(session).zone
        file = read_calendar_file(data, zone)
        guess = Guessing(session, as_of, zone)
        found = [_found(group, guess, as_of) for group in _groups(file.events)]
        return Invitations(
            tuple(sorted(found, key=lambda each: (each.starts, each.uid))), file.unreadable, guess.accounts()
        )


def import_invitations(
    workspace: Workspace,
    data: bytes,
    accounts: Mapping[str, UUID | None],
    *,
    as_of: datetime,
    untitled: str = "…",
) -> Outcome[Taken]:
    """Take a calendar file in: new meetings are planned, known ones follow it, cancelled ones are called off.

    ``accounts`` says whose meeting each unknown event is, by its uid; None, or one that is neither named nor
    told by its people, is left out. What was over before today is left out, too. One step. ``untitled`` is
    the subject of what has none.

    Raises:
        UserError: the file is no calendar; ``calendar.too_much`` for more meetings than a file may bring.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("calendar.imported") as unit:
        zone = read_profile(unit).zone
        file = read_calendar_file(data, zone)
        guess = Guessing(unit, as_of, zone)
        writer = Writer(unit, zone, as_of, untitled)
        for group in _groups(file.events):
            first = group[0]
            head = guess.known(first.uid)
            account = accounts.get(first.uid, guess.account_of(group)) if head is None else head.account_id
            writer.take(group, head, account, guess.people_of(group))
        return Outcome(writer.taken(file.unreadable), Area.INTERACTIONS)


def _groups(events: Iterable[CalendarEvent]) -> list[list[CalendarEvent]]:
    """The events of each name together, the one without a date of its own first."""
    found: dict[str, list[CalendarEvent]] = defaultdict(list)
    for each in events:
        found[each.uid].append(each)
    for group in found.values():
        group.sort(key=lambda each: (each.instead_of is not None, each.instead_of or date.min))
    return list(found.values())


def _found(group: Sequence[CalendarEvent], guess: Guessing, as_of: datetime) -> FoundMeeting:
    first = group[0]
    head = guess.known(first.uid)
    known = guess.people_of(group)
    account = head.account_id if head is not None else guess.account_of(group)
    starts = first.starts.replace(tzinfo=ZoneInfo(first.zone)).astimezone(guess.zone).replace(tzinfo=None)
    return FoundMeeting(
        uid=first.uid,
        subject=first.subject,
        starts=starts,
        minutes=first.minutes,
        repeats=first.rule is not None,
        standing=_standing(group, head, as_of),
        people=known.names,
        strangers=tuple(each.name or each.address for each in known.strangers),
        account_id=account,
        account=guess.name_of(account),
        choices=guess.choices(group),
    )


def _standing(group: Sequence[CalendarEvent], head: Interaction | None, as_of: datetime) -> Standing:
    called_off = all(each.cancelled for each in group)
    if head is not None:
        return Standing.CALLED_OFF if called_off else Standing.KNOWN
    if called_off:
        return Standing.NOT_OURS
    over = all(each.ends_at < as_of for each in group) and group[0].rule is None
    return Standing.PAST if over else Standing.NEW


class Guessing:
    """Who is who by their addresses, and so whose meeting an event is."""

    def __init__(self, session: Session, as_of: datetime, zone: ZoneInfo) -> None:
        self._session = session
        self.zone = zone
        self._day = as_of.astimezone(zone).date()
        self._names = {
            row.id: row.name
            for row in session.execute(select(Account.id, Account.name).order_by(Account.name_key))
        }
        self._colleagues = {
            (each.email or "").casefold(): each for each in session.scalars(select(Colleague)) if each.email
        }
        self._places: dict[str, list[tuple[Stakeholder, str]]] = defaultdict(list)
        self._domains: dict[str, dict[UUID, int]] = defaultdict(lambda: defaultdict(int))
        self._read_places()

    def _read_places(self) -> None:
        rows = self._session.execute(
            select(Stakeholder, Person.family_name, Person.given_name, ContactPoint.value)
            .join(Person, Person.id == Stakeholder.person_id)
            .join(ContactPoint, ContactPoint.person_id == Person.id)
            .where(ContactPoint.kind == ContactKind.EMAIL, Person.erased_on.is_(None))
            .order_by(Stakeholder.id)
        )
        for place, family, given, address in rows:
            if not is_there(place, self._day):
                continue
            folded = address.strip().casefold()
            name = NameParts.of(family, given, "").listed
            if all(place.id != other.id for other, _ in self._places[folded]):
                self._places[folded].append((place, name))
            domain = folded.rpartition("@")[2]
            if domain not in _EVERYBODYS:
                self._domains[domain][place.account_id] += 1

    def known(self, uid: str) -> Interaction | None:
        """The meeting of that name: one taken in before, or one of ours that went out."""
        found = self._session.scalars(select(Interaction).where(Interaction.external_id == uid)).first()
        if found is not None or not uid.endswith(OWN_NAMES):
            return found
        try:
            return self._session.get(Interaction, UUID(uid.removesuffix(OWN_NAMES)))
        except ValueError:
            return None

    def accounts(self) -> tuple[Choosable, ...]:
        """All clients, by name."""
        return tuple(Choosable(key, name) for key, name in self._names.items())

    def name_of(self, account: UUID | None) -> str:
        """What a client is called."""
        return "" if account is None else self._names.get(account, "")

    def account_of(self, group: Sequence[CalendarEvent]) -> UUID | None:
        """The client of all who are known at one client alone; None where they are of several.

        Nobody known, or only such as serve several clients of ours: nobody can tell but the user.
        """
        firm = {
            places[0][0].account_id
            for each in _invited(group)
            if len(places := self._places.get(each.address, [])) == 1
        }
        if len(firm) == 1:
            return next(iter(firm))
        told = [self._places[each.address] for each in _invited(group) if each.address in self._places]
        several = [{place.account_id for place, _ in places} for places in told]
        shared = set.intersection(*several) if several and not firm else set()
        return next(iter(shared)) if len(shared) == 1 else None

    def choices(self, group: Sequence[CalendarEvent]) -> tuple[Choosable, ...]:
        """The clients that the addresses suggest: those of the people, then those of their companies."""
        weight: dict[UUID, int] = defaultdict(int)
        for each in _invited(group):
            for place, _ in self._places.get(each.address, ()):
                weight[place.account_id] += 1000
            domain = each.address.rpartition("@")[2]
            for account, count in self._domains.get(domain, {}).items():
                weight[account] += min(count, 100)
        ordered = sorted(weight, key=lambda account: (-weight[account], self._names[account]))
        return tuple(Choosable(account, self._names[account]) for account in ordered)

    def people_of(self, group: Sequence[CalendarEvent]) -> Known:
        """Who of those invited is known: places by account, colleagues, strangers."""
        people: list[tuple[tuple[UUID, UUID], ...]] = []
        names: list[str] = []
        colleagues: list[UUID] = []
        strangers: list[Invited] = []
        for each in _invited(group):
            if (colleague := self._colleagues.get(each.address)) is not None:
                colleagues.append(colleague.id)
            elif known := self._places.get(each.address, []):
                people.append(tuple((place.id, place.account_id) for place, _ in known))
                names.append(known[0][1])
            else:
                strangers.append(each)
        return Known(tuple(people), tuple(colleagues), tuple(strangers), tuple(names))


def _invited(group: Sequence[CalendarEvent]) -> list[Invited]:
    found: dict[str, Invited] = {}
    for event in group:
        for each in event.people:
            found.setdefault(each.address, each)
    return list(found.values())
