"""What stands around the list: months and kinds with their counts, people, and what lies ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.periods import Month
from kam.core.vocabulary import InteractionStatus
from kam.models import Account, Colleague, Interaction, Participant, Person, Stakeholder
from kam.models.types import to_micros
from kam.services.people.map import MapReader
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.timeline.asked import Asked, places_of
from kam.services.timeline.filling import Picked, entries
from kam.services.timeline.local_days import days_of
from kam.services.timeline.rows import (
    Entry,
    EntryKey,
    EntryKind,
    MonthCount,
    Named,
    PersonCount,
    Scope,
    Source,
    TimelineFilters,
    TimelineHead,
)
from kam.services.timeline.sources import Sources
from kam.store.workspace import Workspace

AHEAD: Final = 50
"""So many planned entries are listed; what lies farther is the calendar's."""
_ACCOUNTS: Final = 12

Counts = Counter[tuple[Month, EntryKind]]


def read_head(
    workspace: Workspace, scope: Scope, filters: TimelineFilters, *, as_of: datetime
) -> TimelineHead:
    """Counts as of a moment. Months and kinds are counted by the database, never by reading entries.

    A kind's count is that under all other filters, a bar's that under all but the period.

    Raises:
        NotFoundError: ``account.gone``, ``person.gone``, ``stakeholder.gone``.

    """
    with workspace.reading() as session:
        return _Head(session, scope, filters, as_of).whole()


class _Head:
    def __init__(self, session: Session, scope: Scope, filters: TimelineFilters, as_of: datetime) -> None:
        self._session = session
        self._scope = scope
        self._filters = filters
        self._as_of = as_of
        self._profile = read_profile(session)
        self._days = days_of(self._profile.zone, as_of.year)
        self._places = places_of(session, scope)

    def whole(self) -> TimelineHead:
        """Everything."""
        title = self._title()
        everything = self._count(TimelineFilters())
        open_to_all = replace(self._filters, kinds=None, first=None, last=None)
        found = self._count(open_to_all) if self._filters.narrows else everything
        ahead, in_all = self._ahead()
        return TimelineHead(
            title=title,
            months=self._months(everything, found),
            bars=dict(_by_month(found, self._filters)),
            kinds=dict(self._kinds(found)),
            people=self._people(),
            colleagues=self._colleagues(),
            accounts=self._accounts(),
            ahead=tuple(ahead),
            ahead_in_all=in_all,
            today=self._profile.today(self._as_of),
            our_company=self._profile.company,
        )

    def _asked(self, filters: TimelineFilters) -> Asked:
        return Asked(self._scope, self._places, filters, self._days, self._as_of)

    def _count(self, filters: TimelineFilters) -> Counts:
        """Entries a month and kind."""
        found: Counts = Counter()
        for branch in Sources(self._asked(filters)).branches():
            days = self._days
            month = days.month_of_day(branch.at) if branch.by_day else days.month_of_moment(branch.at)
            kind = type_coerce(branch.kind, String)
            if branch.grouped is not None:  # each group is one entry
                for of_month, of_kind in self._session.execute(branch.rows(month, kind)):
                    found[Month.parse(of_month), EntryKind.of(of_kind)] += 1
                continue
            query = branch.rows(month, kind, func.count()).group_by(month, kind)
            for of_month, of_kind, count in self._session.execute(query):
                found[Month.parse(of_month), EntryKind.of(of_kind)] += count
        return found

    def _months(self, everything: Counts, found: Counts) -> tuple[MonthCount, ...]:
        total = _by_month(everything, TimelineFilters())
        shown = _by_month(found, self._filters)
        return tuple(
            MonthCount(month, total[month], shown[month] if self._filters.spans(month) else 0)
            for month in sorted(total, reverse=True)
        )

    def _kinds(self, found: Counts) -> Counter[EntryKind]:
        kinds: Counter[EntryKind] = Counter()
        for (month, kind), count in found.items():
            if self._filters.spans(month):
                kinds[kind] += count
        return kinds

    def _ahead(self) -> tuple[list[Entry], int]:
        asked = self._asked(self._filters)
        where = asked.ahead()
        query = (
            select(Interaction.id, Interaction.account_id, Interaction.kind, Interaction.starts_at)
            .where(*where)
            .order_by(Interaction.starts_at, Interaction.id)
        )
        rows = [
            Picked(
                EntryKey(to_micros(row.starts_at), Source.INTERACTION, row.id),
                EntryKind.of(row.kind.value),
                row.account_id,
            )
            for row in self._session.execute(query.limit(AHEAD))
        ]
        in_all = len(rows)
        if in_all == AHEAD:
            in_all = self._session.scalar(select(func.count()).select_from(Interaction).where(*where)) or 0
        return entries(self._session, rows, self._days, self._as_of), in_all

    def _title(self) -> str:
        """Whose timeline it is; empty where it is everybody's."""
        scope, session = self._scope, self._session
        if scope.account_id is not None:
            account = session.get(Account, scope.account_id)
            if account is None:
                raise NotFoundError("account.gone")
            return account.name
        if scope.person_id is not None:
            person = session.get(Person, scope.person_id)
            if person is None:
                raise NotFoundError("people.person_gone")
            return NameParts.of(person.family_name, person.given_name, person.patronymic).full
        if scope.stakeholder_id is not None:
            place = session.get(Stakeholder, scope.stakeholder_id)
            if place is None:
                raise NotFoundError("stakeholder.gone")
            return place.placeholder or place.job_title or ""
        return ""

    def _people(self) -> tuple[PersonCount, ...]:
        """The people of the account who are there, by the number of their contacts."""
        if self._scope.account_id is None:
            return ()
        account = self._session.get_one(Account, self._scope.account_id)
        known = MapReader(self._session, account, self._as_of).whole()
        query = (
            select(Participant.stakeholder_id, func.count())
            .join(Interaction, Interaction.id == Participant.interaction_id)
            .where(
                Participant.stakeholder_id.in_([row.id for row in known.places]),
                Interaction.starts_at < self._as_of,
            )
            .group_by(Participant.stakeholder_id)
        )
        counts = {row[0]: row[1] for row in self._session.execute(query)}
        people = [
            PersonCount(
                stakeholder_id=row.id,
                person_id=row.person_id,
                name=row.label,
                initials=row.name.initials,
                days=row.contact_days,
                overdue=row.overdue,
                count=counts.get(row.id, 0),
            )
            for row in known.places
        ]
        return tuple(sorted(people, key=lambda each: (-each.count, each.name)))

    def _colleagues(self) -> tuple[Named, ...]:
        """Ours who took part in anything of the scope."""
        asked = self._asked(TimelineFilters())
        query = (
            select(Colleague.id, Colleague.name, func.count())
            .join(Participant, Participant.colleague_id == Colleague.id)
            .join(Interaction, Interaction.id == Participant.interaction_id)
            .where(Interaction.status == InteractionStatus.DONE, *asked.own_interactions())
            .group_by(Colleague.id)
            .order_by(func.count().desc(), Colleague.name)
        )
        return tuple(Named(*row) for row in self._session.execute(query))

    def _accounts(self) -> tuple[Named, ...]:
        """Of everybody's timeline: those with most contacts under the filters' period."""
        if self._scope.account_id is not None:
            return ()
        asked = self._asked(TimelineFilters(first=self._filters.first, last=self._filters.last))
        contacts = func.count()
        query = (
            select(Interaction.account_id, contacts)
            .where(
                Interaction.status == InteractionStatus.DONE,
                *asked.own_interactions(),
                *asked.in_time(Interaction.starts_at, by_day=False),
            )
            .group_by(Interaction.account_id)
            .order_by(contacts.desc(), Interaction.account_id)
            .limit(_ACCOUNTS)
        )
        counts = {row[0]: row[1] for row in self._session.execute(query)}
        named = select(Account.id, Account.name).where(Account.id.in_(counts)).order_by(Account.name_key)
        found = [Named(row.id, row.name, counts[row.id]) for row in self._session.execute(named)]
        return tuple(sorted(found, key=lambda each: -each.count))


def _by_month(counts: Counts, filters: TimelineFilters) -> Counter[Month]:
    months: Counter[Month] = Counter()
    for (month, kind), count in counts.items():
        if filters.takes(kind):
            months[month] += count
    return months
