"""A person's place as a line of a table: the same columns in the directory, at a client and in a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from kam.core.vocabulary import Attitude, BuyingRole, Circle, Term
from kam.core.vocabulary.term import label
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.names import NameParts, colleague_short
from kam.services.people.rows import PlaceRow


class PersonColumn(Term):
    """A column of people, wherever they are listed."""

    NAME = "name", label("people column", "Person")
    ACCOUNT = "account", label("people column", "Client")
    JOB_TITLE = "job_title", label("people column", "Job title")
    DEPARTMENT = "department", label("people column", "Department")
    ROLE = "role", label("people column", "Role")
    CIRCLE = "circle", label("people column", "Circle")
    INFLUENCE = "influence", label("people column", "Influence")
    ATTITUDE = "attitude", label("people column", "Attitude → target")
    CONTACT = "contact", label("people column", "Contact, d")
    NEXT = "next", label("people column", "Coming")
    OWNER = "owner", label("people column", "Answers")
    LEVELS = "levels", label("people column", "Levels")
    PHONE = "phone", label("people column", "Phone")
    EMAIL = "email", label("people column", "E-mail")
    BIRTHDAY = "birthday", label("people column", "Birthday")
    CONSENT = "consent", label("people column", "Consent")
    SINCE = "since", label("people column", "There since")
    CARES = "cares", label("people column", "Cares about")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What the columns say of somebody; what a list does not know of them is empty.

    ``waiting_days`` is how long a place has been waiting for a name, None where there is one.
    """

    id: UUID
    person_id: UUID | None
    name: NameParts
    account: str
    job_title: str | None
    department: str | None
    roles: tuple[BuyingRole, ...]
    circle: Circle | None
    influence: int | None
    attitude: Attitude | None
    target: Attitude | None
    stale: bool
    contact_days: int | None
    contact_norm: int | None
    overdue: bool
    next_contact_at: datetime | None
    waiting_days: int | None
    owner: str | None
    since: date | None
    left_on: date | None
    levels: str = ""
    cares_about: str | None = None
    phone: str | None = None
    email: str | None = None
    birthday: date | None = None
    birthday_year_known: bool = True
    birthday_in: int | None = None
    consent_on: date | None = None

    @property
    def is_nameless(self) -> bool:
        """Whether the place is known but the name is not."""
        return self.person_id is None


AT_A_CLIENT: Final = (
    PersonColumn.NAME,
    PersonColumn.JOB_TITLE,
    PersonColumn.DEPARTMENT,
    PersonColumn.ROLE,
    PersonColumn.CIRCLE,
    PersonColumn.INFLUENCE,
    PersonColumn.ATTITUDE,
    PersonColumn.CONTACT,
    PersonColumn.OWNER,
    PersonColumn.LEVELS,
    PersonColumn.SINCE,
    PersonColumn.CARES,
)
"""The columns of the people of one client."""


def line_of_row(row: DirectoryRow) -> PersonLine:
    """A row of the directory as a line."""
    return PersonLine(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        account=row.account,
        job_title=row.job_title or row.placeholder,
        department=row.department,
        roles=row.roles,
        circle=row.circle,
        influence=row.influence,
        attitude=row.attitude,
        target=row.attitude_target,
        stale=row.stale,
        contact_days=row.contact_days,
        contact_norm=row.contact_norm,
        overdue=row.overdue,
        next_contact_at=row.next_contact_at,
        waiting_days=row.open_days,
        owner=row.owner,
        since=row.since,
        left_on=row.left_on,
        phone=row.phone,
        email=row.email,
        birthday=row.birthday,
        birthday_year_known=row.birthday_year_known,
        birthday_in=row.birthday_in,
        consent_on=row.consent_on,
    )


def line_of_place(row: PlaceRow, account: str = "") -> PersonLine:
    """A place on a client's map as a line."""
    return PersonLine(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        account=account,
        job_title=row.job_title or row.placeholder,
        department=row.department,
        roles=row.roles,
        circle=row.circle,
        influence=row.influence.value,
        attitude=row.attitude.value,
        target=row.attitude.target,
        stale=row.attitude.stale or row.influence.stale,
        contact_days=row.contact_days,
        contact_norm=row.contact_norm,
        overdue=row.overdue,
        next_contact_at=row.next_contact_at,
        waiting_days=row.open_days,
        owner=row.owner,
        since=row.since,
        left_on=row.left_on,
        levels=", ".join(f"{colleague_short(each.colleague)} {int(each.level)}" for each in row.levels),
        cares_about=row.cares_about,
    )
