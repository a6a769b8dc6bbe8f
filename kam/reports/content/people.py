"""People as the brief shows them: theirs, ours, and those who decide without being there (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kam.core.vocabulary import Attitude, BuyingRole, InteractionKind, TeamRole


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, so that the paper decides the form: to address, to list, to abbreviate."""

    family: str = ""
    given: str = ""
    patronymic: str = ""

    def __bool__(self) -> bool:
        """Whether anything of the name is known."""
        return bool(self.family or self.given or self.patronymic)


@dataclass(frozen=True, slots=True)
class AttendeeCard:
    """One of theirs who comes: what to call them, what they decide, how they stand.

    Order of ``BriefContent.attendees``: deciders first, then by influence, as the service sorts them.
    """

    name: PersonName
    """Empty for a placeholder: then ``title`` stands in its place."""
    title: str = ""
    """Job title, or for a guest named in words whatever is known. Empty = unknown."""
    roles: tuple[BuyingRole, ...] = ()
    """Most telling first. Empty = unknown."""
    influence: int | None = None
    """1…5; None = not rated."""
    attitude: Attitude | None = None
    """The rating in force at the start of the meeting; None = not rated."""
    attitude_at_last_meeting: Attitude | None = None
    """The rating in force when we last met this account; None = none then."""
    attitude_target: Attitude | None = None
    rated_on: date | None = None
    """Date of the attitude's rating."""
    rating_stale: bool = False
    """Older than the workspace's norm (90 days)."""
    evidence: str = ""
    """Why we think so, in the KAM's words."""
    evidence_kind: InteractionKind | None = None
    """The contact the evidence comes from; its date is ``evidence_on``."""
    evidence_on: date | None = None
    contact_days: int | None = None
    """Whole days from the last done contact to the start of the meeting; None = never."""
    contact_norm: int | None = None
    """Cadence in days; more days than this is overdue. None = no norm."""
    last_contact_kind: InteractionKind | None = None
    last_contact_on: date | None = None
    cares_about: str = ""
    avoid: str = ""
    personal_win: str = ""
    is_placeholder: bool = False
    """A place whose person is not known."""
    is_guest: bool = False
    """Named in words only, not on the map: no ratings are expected."""

    @property
    def contact_overdue(self) -> bool:
        """Touched less often than the cadence asks; the day of the norm is in time, never is overdue."""
        if self.is_guest:
            return False
        if self.contact_days is None:
            return True
        return self.contact_norm is not None and self.contact_days > self.contact_norm


@dataclass(frozen=True, slots=True)
class OurAttendee:
    """One of ours who goes, and what they answer for in the room."""

    name: PersonName
    role: TeamRole | None = None
    role_text: str = ""
    """Shown instead of ``role`` where the team says it in its own words ("process engineer")."""
    task: str = ""
    """Empty = no task given."""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class AbsentDecider:
    """A decider or approver of the account who does not come."""

    name: PersonName
    """Empty = name unknown."""
    title: str = ""
    role: BuyingRole | None = None
    since: date | None = None
    """In place from this date, where that lies ahead or was recent."""
    contact_days: int | None = None
    """As in ``AttendeeCard``; None = we never had contact."""
    contact_overdue: bool = False


class RoleGap(StrEnum):
    """What is missing about a role that decides (the map checks of domain.md §3)."""

    NOBODY = "nobody"  # no person in this role is known
    NAME_UNKNOWN = "name_unknown"  # a placeholder stands there
    NO_CONTACT = "no_contact"  # known, but we never had contact
    NOBODY_OF_OURS = "nobody_of_ours"  # an opponent or sceptic with no colleague of ours assigned
    SINGLE_THREAD = "single_thread"  # the account hangs on one live contact
    OVERDUE = "overdue"  # contact longer ago than the cadence


@dataclass(frozen=True, slots=True)
class UncoveredRole:
    """A role, or a person in it, that is not covered by us."""

    gap: RoleGap
    role: BuyingRole | None = None
    area: str = ""
    """What stands at the left when there is no buying role: "Finance", "Quality"."""
    person: str = ""
    """Family name, or empty."""
    title: str = ""
    attitude: Attitude | None = None
    since: date | None = None
    contact_days: int | None = None
    response: str = ""
    """Who closes the gap or what is done: a short text after the arrow on two pages."""
