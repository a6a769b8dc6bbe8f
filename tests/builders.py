"""Builders: a workspace and records in it, in one line each. A test gives every value that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from kam.core.clock import FixedClock
from kam.core.ids import new_id
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    CommitmentStatus,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    Side,
)
from kam.models import (
    Account,
    Calendar,
    Colleague,
    Commitment,
    Interaction,
    Participant,
    Person,
    Rating,
    Record,
    Stakeholder,
    StakeholderRole,
    WorkspaceProfile,
)
from kam.store.journal import StepKind, read_steps
from kam.store.unit_of_work import writing
from kam.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
ZONE = "Europe/Moscow"

RecordT = TypeVar("RecordT", bound=Record)


@dataclass
class Office:
    """A workspace under a clock that stands still, and short ways to fill it. Each call is one step."""

    workspace: Workspace
    clock: FixedClock
    me: UUID = field(default_factory=new_id)

    @classmethod
    def at(cls, folder: Path, *, name: str = "office.kam", now: datetime = NOW) -> Office:
        """A new workspace with a profile, a calendar and me."""
        clock = FixedClock(now)
        office = cls(Workspace.create(folder / name, clock=clock), clock)
        with writing(office.workspace, "workspace.created", kind=StepKind.AUTOMATIC) as unit:
            unit.add(WorkspaceProfile(company="Вереск Упаковка", zone=ZONE))
            unit.add(Calendar(name="Рабочая неделя", zone=ZONE, is_default=True))
            unit.add(Colleague(id=office.me, name="Мария Кречетова", is_me=True))
        return office

    @property
    def today(self) -> date:
        """The date of the clock in UTC."""
        return self.clock.now().date()

    def last_step(self) -> int:
        """The number of the newest step of the journal."""
        with self.workspace.reading() as session:
            return next(read_steps(session.connection(), limit=1)).seq

    def add(self, record: RecordT, step: str = "test.added") -> RecordT:
        """Store one record."""
        with writing(self.workspace, step) as unit:
            unit.add(record)
        return record

    def add_all(self, *records: Record, step: str = "test.added") -> None:
        """Store several records in one step."""
        with writing(self.workspace, step) as unit:
            unit.add_all(records)

    def change(self, record: Record, step: str = "test.changed", **values: Any) -> None:
        """Set fields of a stored record."""
        with writing(self.workspace, step) as unit:
            stored = unit.get_one(type(record), record.id)
            for name, value in values.items():
                setattr(stored, name, value)

    def remove(self, record: Record, step: str = "test.removed") -> None:
        """Delete a stored record with all it owns."""
        with writing(self.workspace, step) as unit:
            unit.remove(type(record), [record.id])

    def account(self, name: str = "Северогорский метизный завод", **values: Any) -> Account:
        """An account."""
        return self.add(Account(name=name, **values))

    def stakeholder(
        self,
        account: Account,
        given: str = "Ирина",
        family: str = "Левашова",
        *,
        roles: Mapping[BuyingRole, None] | tuple[BuyingRole, ...] = (),
        attitude: Attitude | None = None,
        influence: int | None = None,
        **values: Any,
    ) -> Stakeholder:
        """A person with a place at an account, roles, and ratings of today."""
        person = Person(given_name=given, family_name=family)
        place = Stakeholder(account_id=account.id, person_id=person.id, circle=Circle.CORE, **values)
        records: list[Record] = [person, place]
        records += [StakeholderRole(stakeholder_id=place.id, role=role) for role in roles]
        rated = {RatingKind.ATTITUDE: attitude, RatingKind.INFLUENCE: influence}
        records += [
            Rating(stakeholder_id=place.id, kind=kind, value=int(value), on=self.today)
            for kind, value in rated.items()
            if value is not None
        ]
        self.add_all(*records)
        return place

    def colleague(self, name: str = "Олег Грачёв", **values: Any) -> Colleague:
        """One of us."""
        return self.add(Colleague(name=name, **values))

    def rating(
        self, place: Stakeholder, kind: RatingKind, value: int, *, ago: int = 0, **values: Any
    ) -> Rating:
        """A rating given so many days ago."""
        on = self.today - timedelta(days=ago)
        return self.add(Rating(stakeholder_id=place.id, kind=kind, value=int(value), on=on, **values))

    def meeting(
        self,
        account: Account,
        local: datetime | None = None,
        *attendees: Stakeholder,
        status: InteractionStatus = InteractionStatus.PLANNED,
        kind: InteractionKind = InteractionKind.MEETING,
        **values: Any,
    ) -> Interaction:
        """An interaction at a local time of the workspace's zone (default: tomorrow at ten)."""
        when = local or datetime.combine(self.today + timedelta(days=1), datetime.min.time()).replace(hour=10)
        meeting = Interaction(
            account_id=account.id,
            kind=kind,
            status=status,
            subject=values.pop("subject", "Годовой контракт"),
            **values,
        )
        meeting.schedule(when, ZONE)
        people: list[Record] = [
            Participant(interaction_id=meeting.id, stakeholder_id=place.id, position=number)
            for number, place in enumerate(attendees)
        ]
        self.add_all(meeting, *people)
        return meeting

    def promise(
        self, account: Account, text: str, *, due: date | None = None, side: Side = Side.OURS, **values: Any
    ) -> Commitment:
        """An open promise made today unless said otherwise."""
        values = {"made_on": self.today, "status": CommitmentStatus.OPEN} | values
        return self.add(Commitment(account_id=account.id, text=text, side=side, due_on=due, **values))
