"""Checks of the relationship map: what is missing or dangerous among the people (domain.md §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.explanation import Reason, Value
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactLevel, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class CadenceSettings:
    """Touch every 21, 45 or 90 days by circle, unless someone has a norm of their own (domain.md §3)."""

    core_days: int = 21
    support_days: int = 45
    outer_days: int = 90

    def norm(self, circle: Circle | None, own: int | None = None) -> int | None:
        """Days between touches; None for someone whose circle is not set and who has no norm of their own."""
        if own is not None:
            return own
        by_circle = {
            Circle.CORE: self.core_days,
            Circle.SUPPORT: self.support_days,
            Circle.OUTER: self.outer_days,
        }
        return by_circle[circle] if circle is not None else None


@dataclass(frozen=True, slots=True)
class MapSettings:
    """Measures for words of the plan (domain.md §3) that have none there.

    A contact is live when something was done together within 90 days, the widest cadence, or when the
    contact is rated regular or deep and that rating has not faded. A strong opponent is a sceptic or worse
    with influence of 3 or more. A placeholder may stay open for 30 days.
    """

    live_days: int = 90
    opponent_attitude: int = Attitude.SCEPTIC
    opponent_influence: int = 3
    placeholder_days: int = 30
    rating_days: int = 90


class MapCheck(Term):
    """What a check found, the gravest first."""

    NO_DECIDER = "no_decider", label("map check", "No decider is known")
    OPPONENT_UNASSIGNED = (
        "opponent_unassigned",
        label("map check", "{name}: {attitude}, influence {influence} of 5, and none of us is assigned"),
    )
    NO_LIVE_CONTACT = "no_live_contact", label("map check", "No live contact")
    SINGLE_THREADED = "single_threaded", label("map check", "Only one live contact: {name}")
    NO_CHAMPION = "no_champion", label("map check", "No champion")
    CIRCLE_NOT_COVERED = (
        "circle_not_covered",
        label("map check", "Circle {number} is not covered; people known in it: {people}"),
    )
    NEVER_CONTACTED = (
        "never_contacted",
        label("map check", "{name}: no contact yet, the norm is {norm} days"),
    )
    CADENCE_OVERDUE = (
        "cadence_overdue",
        label("map check", "{name}: no contact for {days} days, the norm is {norm}"),
    )
    PLACEHOLDER_OPEN = (
        "placeholder_open",
        label("map check", "{name}: name unknown for {days} days, the norm is {norm}"),
    )


@dataclass(frozen=True, slots=True)
class MapPerson:
    """A stakeholder as the checks need them. Who has left is not passed in.

    ``name`` is shown in the findings (for a placeholder its job title). ``attitude``, ``influence`` and
    ``contact_level`` are None while never rated. ``touched_on`` is the day of the last *done* interaction;
    ``since`` the day they were entered. ``assigned`` says that a colleague of ours is named as
    answering for them; knowing them is not enough (domain.md §3).
    """

    id: UUID
    name: str
    since: date
    roles: frozenset[BuyingRole] = frozenset()
    circle: Circle | None = None
    attitude: Attitude | None = None
    attitude_rated_on: date | None = None
    influence: int | None = None
    contact_level: ContactLevel | None = None
    contact_rated_on: date | None = None
    touched_on: date | None = None
    own_cadence_days: int | None = None
    assigned: bool = False
    placeholder: bool = False

    def is_live(self, as_of: date, settings: MapSettings) -> bool:
        """Whether we are in touch with them: by deed, or by a rating that has not faded."""
        if self.placeholder:
            return False
        if self.touched_on is not None and (as_of - self.touched_on).days <= settings.live_days:
            return True
        rated = self.contact_rated_on
        fresh = rated is not None and (as_of - rated).days <= settings.rating_days
        return fresh and self.contact_level in {ContactLevel.REGULAR, ContactLevel.DEEP}


@dataclass(frozen=True, slots=True)
class MapFinding:
    """What a check found, whom it is about (nobody: the map as a whole), and the data behind it."""

    check: MapCheck
    people: tuple[UUID, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class CadenceStanding:
    """Days since the last done contact against the norm; ``days`` is None when there never was one.

    On the day of the norm it is not overdue yet. Who was never contacted is overdue a norm after they were
    entered.
    """

    days: int | None
    norm: int | None
    overdue: bool


def cadence_standing(
    person: MapPerson, as_of: date, settings: CadenceSettings = CadenceSettings()
) -> CadenceStanding:
    """How the contact with someone stands against their cadence. A placeholder cannot be touched."""
    return contact_standing(
        settings.norm(person.circle, person.own_cadence_days),
        touched_on=person.touched_on,
        since=person.since,
        as_of=as_of,
        placeholder=person.placeholder,
    )


def contact_standing(
    norm: int | None, *, touched_on: date | None, since: date, as_of: date, placeholder: bool
) -> CadenceStanding:
    """As ``cadence_standing``, of somebody whose norm is known."""
    days = (as_of - touched_on).days if touched_on is not None else None
    waited = days if days is not None else (as_of - since).days
    return CadenceStanding(days, norm, norm is not None and not placeholder and waited > norm)


def check_map(
    people: Iterable[MapPerson],
    as_of: date,
    settings: MapSettings = MapSettings(),
    cadence: CadenceSettings = CadenceSettings(),
) -> tuple[MapFinding, ...]:
    """All findings, in the order of ``MapCheck``; of one check the most influential people first.

    A placeholder is nobody yet: it neither is the decider nor covers a circle, and has a check of its own.
    """
    everybody = sorted(people, key=lambda person: (-(person.influence or 0), person.name, person.id))
    named = [person for person in everybody if not person.placeholder]
    view = _Map(everybody, named, [p for p in named if p.is_live(as_of, settings)], as_of, settings, cadence)
    return tuple(finding for check in _CHECKS for finding in check(view))


@dataclass(frozen=True, slots=True)
class _Map:
    everybody: Sequence[MapPerson]
    named: Sequence[MapPerson]
    live: Sequence[MapPerson]
    as_of: date
    settings: MapSettings
    cadence: CadenceSettings


def _found(check: MapCheck, *people: MapPerson, **values: Value) -> MapFinding:
    if len(people) == 1:
        values = {"name": people[0].name, **values}
    return MapFinding(check, tuple(person.id for person in people), Reason.of(check, **values))


def _no_decider(view: _Map) -> Iterator[MapFinding]:
    if not any(BuyingRole.DECIDER in person.roles for person in view.named):
        yield _found(MapCheck.NO_DECIDER)


def _opponents(view: _Map) -> Iterator[MapFinding]:
    for person in view.named:
        if person.attitude is None or person.influence is None or person.assigned:
            continue
        against = person.attitude <= view.settings.opponent_attitude
        if against and person.influence >= view.settings.opponent_influence:
            yield _found(
                MapCheck.OPPONENT_UNASSIGNED, person, attitude=person.attitude, influence=person.influence
            )


def _threads(view: _Map) -> Iterator[MapFinding]:
    if not view.live:
        yield _found(MapCheck.NO_LIVE_CONTACT)
    elif len(view.live) == 1:
        yield _found(MapCheck.SINGLE_THREADED, view.live[0])


def _no_champion(view: _Map) -> Iterator[MapFinding]:
    if not any(person.attitude is Attitude.CHAMPION for person in view.named):
        yield _found(MapCheck.NO_CHAMPION)


def _circles(view: _Map) -> Iterator[MapFinding]:
    covered = {person.circle for person in view.live}
    for circle in Circle:
        if circle not in covered:
            known = sum(person.circle is circle for person in view.named)
            yield _found(MapCheck.CIRCLE_NOT_COVERED, number=int(circle), people=known)


def _cadence(view: _Map) -> Iterator[MapFinding]:
    standings = [(person, cadence_standing(person, view.as_of, view.cadence)) for person in view.named]
    for person, standing in standings:
        if standing.overdue and standing.days is None and standing.norm is not None:
            yield _found(MapCheck.NEVER_CONTACTED, person, norm=standing.norm)
    for person, standing in standings:
        if standing.overdue and standing.days is not None and standing.norm is not None:
            yield _found(MapCheck.CADENCE_OVERDUE, person, days=standing.days, norm=standing.norm)


def _placeholders(view: _Map) -> Iterator[MapFinding]:
    for person in view.everybody:
        days = (view.as_of - person.since).days
        if person.placeholder and days > view.settings.placeholder_days:
            yield _found(MapCheck.PLACEHOLDER_OPEN, person, days=days, norm=view.settings.placeholder_days)


_CHECKS: tuple[Callable[[_Map], Iterator[MapFinding]], ...] = (
    _no_decider,
    _opponents,
    _threads,
    _no_champion,
    _circles,
    _cadence,
    _placeholders,
)


class RoleGap(Term):
    """How a buying role is not covered."""

    NOBODY = "nobody", label("role gap", "nobody known")
    PLACEHOLDER = "placeholder", label("role gap", "name unknown")
    NO_CONTACT = "no_contact", label("role gap", "no contact")


@dataclass(frozen=True, slots=True)
class UncoveredRole:
    """A role in the decision that nobody we are in touch with plays, and who does play it."""

    role: BuyingRole
    gap: RoleGap
    people: tuple[UUID, ...]


DECISION_ROLES = (
    BuyingRole.DECIDER,
    BuyingRole.APPROVER,
    BuyingRole.INFLUENCER,
    BuyingRole.BUYER,
    BuyingRole.USER,
)
"""The roles that a purchase of any size has; the brief names those that are uncovered (domain.md §11)."""


def uncovered_roles(
    people: Iterable[MapPerson],
    as_of: date,
    settings: MapSettings = MapSettings(),
    roles: Sequence[BuyingRole] = DECISION_ROLES,
) -> tuple[UncoveredRole, ...]:
    """The roles without a live contact: nobody known, a name unknown, or known and not in touch."""
    known = list(people)
    gaps = []
    for role in roles:
        playing = [person for person in known if role in person.roles]
        if any(person.is_live(as_of, settings) for person in playing):
            continue
        if not playing:
            gap = RoleGap.NOBODY
        elif all(person.placeholder for person in playing):
            gap = RoleGap.PLACEHOLDER
        else:
            gap = RoleGap.NO_CONTACT
        gaps.append(UncoveredRole(role, gap, tuple(person.id for person in playing)))
    return tuple(gaps)
