"""What is asked of a timeline, as conditions on the columns that each source has for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, bindparam, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from kam.core.vocabulary import InteractionStatus
from kam.models import Document, Interaction, InteractionAccount, Participant, SalesFact, Stakeholder
from kam.models.types import Moment, from_micros
from kam.services.timeline.found import found_records
from kam.services.timeline.local_days import LocalDays
from kam.services.timeline.rows import Scope, TimelineFilters

Conditions: TypeAlias = list[ColumnElement[bool]]
Places: TypeAlias = tuple[UUID, ...] | None
"""Where the person that is followed works, or None: nobody is followed."""

AS_OF: Final = bindparam("as_of", type_=Moment())
TODAY: Final = bindparam("today", type_=String())


class Asked:
    """What is asked of a timeline: whose it is, the filters, and up to when."""

    def __init__(
        self,
        scope: Scope,
        places: Places,
        filters: TimelineFilters,
        days: LocalDays,
        as_of: datetime | None = None,
    ) -> None:
        """Without a moment the queries name it: ``AS_OF`` and ``TODAY`` are given when they are run."""
        self.scope = scope
        self.filters = filters
        self.days = days
        self.as_of = AS_OF if as_of is None else literal(as_of, Moment())
        self._today = TODAY if as_of is None else literal(as_of.astimezone(days.zone).date().isoformat())
        self._places = places
        self._found = found_records(filters.text, scope.account_id)

    def ahead(self) -> Conditions:
        """What interactions must be to lie ahead: planned, and not begun."""
        planned = Interaction.status == InteractionStatus.PLANNED
        return [planned, Interaction.starts_at >= self.as_of, *self.own_interactions()]

    def own_interactions(self) -> Conditions:
        """What interactions of the scope are."""
        own = self.of_scope(Interaction.account_id, also=True)
        return [*own, *self.of_interaction(Interaction.id)]

    def in_time(self, at: Any, *, by_day: bool) -> Conditions:
        """Behind us, and in the period."""
        first, last = self.filters.first, self.filters.last
        if by_day:
            text = type_coerce(at, String)
            found: Conditions = [text <= self._today]
            found += [] if first is None else [text >= first.first_day.isoformat()]
            return found + ([] if last is None else [text <= last.last_day.isoformat()])
        found = [at < self.as_of]
        found += [] if first is None else [at >= from_micros(self.days.month_begins(first))]
        return found + ([] if last is None else [at < from_micros(self.days.month_begins(last + 1))])

    def of_months(self) -> Conditions:
        """Sales of the period."""
        first, last = self.filters.first, self.filters.last
        found: Conditions = [] if first is None else [SalesFact.month >= first]
        return found + ([] if last is None else [SalesFact.month <= last])

    def of_scope(self, account_id: Any, *, also: bool = False) -> Conditions:
        """Of the account; with ``also`` interactions that concern it too. A person is asked elsewhere."""
        account = self.scope.account_id
        if account is None:
            return []
        own = account_id == account
        return [or_(own, Interaction.id.in_(concerning(account)))] if also else [own]

    def of_people(self, column: Any) -> Conditions:
        """Of the person followed, and of those asked for."""
        found: Conditions = [] if self._places is None else [column.in_(self._places)]
        return found + ([column.in_(sorted(self.filters.people))] if self.filters.people else [])

    def of_colleagues(self, column: Any) -> Conditions:
        """Of the colleagues asked for."""
        return [column.in_(sorted(self.filters.colleagues))] if self.filters.colleagues else []

    def of_interaction(self, column: Any) -> Conditions:
        """Interactions in which the people and colleagues asked for took part."""
        found: Conditions = []
        for places in (self._places, sorted(self.filters.people) or None):
            if places is not None:
                found.append(column.in_(taking_part(Participant.stakeholder_id.in_(places))))
        if self.filters.colleagues:
            ours = Participant.colleague_id.in_(sorted(self.filters.colleagues))
            found.append(column.in_(taking_part(ours)))
        return found

    def asks_for_people(self) -> bool:
        """Whether what names nobody is left out."""
        return self._places is not None or bool(self.filters.people or self.filters.colleagues)

    def person_found(self) -> Conditions:
        """A place is found by its person; one without a name by itself."""
        if self._found is None:
            return []
        named = Stakeholder.person_id.in_(self._found("person"))
        return [or_(named, Stakeholder.id.in_(self._found("stakeholder")))]

    def in_found(self, kind: str, column: Any) -> Conditions:
        """Records of a kind in which the words asked for stand."""
        return [] if self._found is None else [column.in_(self._found(kind))]


def places_of(session: Session, scope: Scope) -> Places:
    """The places of the person that is followed; None where nobody is."""
    if scope.person_id is not None:
        query = select(Stakeholder.id).where(Stakeholder.person_id == scope.person_id)
        return tuple(sorted(session.scalars(query)))
    return None if scope.stakeholder_id is None else (scope.stakeholder_id,)


def concerning(account_id: UUID) -> Select[Any]:
    """Interactions of other accounts that concern this one too."""
    return select(InteractionAccount.interaction_id).where(InteractionAccount.account_id == account_id)


def taking_part(who: ColumnElement[bool]) -> Select[Any]:
    """Interactions in which somebody took part."""
    return select(Participant.interaction_id).where(who)


def has_files(link: Any, record: Any) -> ColumnElement[bool]:
    """Whether a document hangs on a record."""
    return select(Document.id).where(link == record).exists()
