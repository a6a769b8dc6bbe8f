"""The seven checks of a relationship map as a list to work off: worst first, each with what to do next.

``map_checks`` finds what is wrong; here the findings are gathered by what they ask, and what is in order
says why (domain.md §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.map_checks import (
    CadenceSettings,
    MapCheck,
    MapFinding,
    MapPerson,
    MapSettings,
    check_map,
)
from kam.core.vocabulary import Attitude, BuyingRole, Circle, Term
from kam.core.vocabulary.term import label


class CheckState(IntEnum):
    """How a check ended; the worst is the lowest."""

    FAILED = 0
    """The deal is in danger."""
    WARNING = 1
    PASSED = 2


class MapTopic(Term):
    """What a check asks, in the order in which equals are listed; the label is its heading when it passed."""

    OPPONENT = "opponent", label("map topic", "Opponents are looked after")
    DECIDER = "decider", label("map topic", "The decider is known")
    CHAMPION = "champion", label("map topic", "There is a champion")
    CONTACTS = "contacts", label("map topic", "There are several live contacts")
    CADENCE = "cadence", label("map topic", "Contacts are kept up")
    CIRCLES = "circles", label("map topic", "All circles are covered")
    NAMES = "names", label("map topic", "Names are in order")


class MapHeading(Term):
    """The heading of a check that was not passed."""

    OPPONENT = "opponent", label("map heading", "An opponent without one of us")
    DECIDER = "decider", label("map heading", "No decider is known")
    CHAMPION = "champion", label("map heading", "No champion")
    NO_CONTACT = "no_contact", label("map heading", "No live contact")
    SINGLE_CONTACT = "single_contact", label("map heading", "Only one live contact")
    CADENCE = "cadence", label("map heading", "Contact is overdue")
    CIRCLES = "circles", label("map heading", "A circle is not covered")
    NAMES = "names", label("map heading", "Name unknown")


class MapGround(Term):
    """Why a check was passed, or what a finding means."""

    DECIDER_IS = "decider_is", label("map ground", "{name}, influence {influence} of 5, {attitude}")
    DECIDER_UNRATED = "decider_unrated", label("map ground", "{name}, not rated yet")
    CHAMPION_IS = "champion_is", label("map ground", "{name}, rated {days} d ago")
    LIVE = "live", label("map ground", "{count} of them: not all hangs on one person")
    NO_OPPONENTS = "no_opponents", label("map ground", "There is no strong opponent")
    OPPONENTS_ASSIGNED = "opponents_assigned", label("map ground", "Each of them ({count}) has one of us")
    IN_TIME = "in_time", label("map ground", "Nobody has waited longer than their norm")
    COVERED = "covered", label("map ground", "We are in touch with somebody in each")
    NAMED = "named", label("map ground", "Every place on the map has a name")
    NAMES_AWAITED = "names_awaited", label("map ground", "Waiting for a name: {count}, none for too long")
    NOBODY_DECIDES = "nobody_decides", label("map ground", "Nobody on the map has the decider's role")
    NOBODY_FOR_US = "nobody_for_us", label("map ground", "Nobody would stand up for us without us")


class MapAction(Term):
    """The one thing to do about a check; the label is its button."""

    ASSIGN = "assign", label("map action", "Assign")
    SET_ROLE = "set_role", label("map action", "Say who decides")
    SET_TARGET = "set_target", label("map action", "Choose whom to win")
    PLAN_CONTACT = "plan_contact", label("map action", "Plan a contact")
    ADD_PERSON = "add_person", label("map action", "Add a person")
    GIVE_NAME = "give_name", label("map action", "Fill in the name")


@dataclass(frozen=True, slots=True)
class ReviewedCheck:
    """One check of the map: its heading, its explanation line by line, and what to do.

    ``heading`` is a ``MapHeading`` or, passed, a ``MapTopic``. ``action`` is None for a passed one;
    ``people`` are those it is about, the most influential first: the action begins with them.
    """

    topic: MapTopic
    state: CheckState
    heading: Term
    reasons: tuple[Reason, ...]
    people: tuple[UUID, ...] = ()
    action: MapAction | None = None


def review_map(
    people: Iterable[MapPerson],
    as_of: date,
    settings: MapSettings,
    cadence: CadenceSettings,
) -> tuple[ReviewedCheck, ...]:
    """All seven checks, the worst first; empty for a map without anybody on it."""
    everybody = sorted(people, key=lambda person: (-(person.influence or 0), person.name, person.id))
    if not everybody:
        return ()
    findings = check_map(everybody, as_of, settings, cadence)
    view = _View(everybody, findings, as_of, settings)
    return tuple(sorted((check(view) for check in _CHECKS), key=lambda check: check.state))


@dataclass(frozen=True, slots=True)
class _View:
    everybody: Sequence[MapPerson]
    findings: Sequence[MapFinding]
    as_of: date
    settings: MapSettings

    def of(self, *checks: MapCheck) -> list[MapFinding]:
        return [finding for finding in self.findings if finding.check in checks]

    @property
    def named(self) -> list[MapPerson]:
        return [person for person in self.everybody if not person.placeholder]


def _passed(topic: MapTopic, *reasons: Reason, people: Iterable[UUID] = ()) -> ReviewedCheck:
    return ReviewedCheck(topic, CheckState.PASSED, topic, reasons, tuple(people))


def _failed(
    topic: MapTopic,
    heading: MapHeading,
    action: MapAction,
    findings: Sequence[MapFinding],
    *,
    state: CheckState = CheckState.WARNING,
    reason: Reason | None = None,
) -> ReviewedCheck:
    reasons = tuple(finding.reason for finding in findings) if reason is None else (reason,)
    people = tuple(person for finding in findings for person in finding.people)
    return ReviewedCheck(topic, state, heading, reasons, people, action)


def _opponents(view: _View) -> ReviewedCheck:
    found = view.of(MapCheck.OPPONENT_UNASSIGNED)
    if found:
        return _failed(
            MapTopic.OPPONENT, MapHeading.OPPONENT, MapAction.ASSIGN, found, state=CheckState.FAILED
        )
    strong = [
        person
        for person in view.named
        if (person.attitude or 0) <= view.settings.opponent_attitude
        and (person.influence or 0) >= view.settings.opponent_influence
    ]
    if not strong:
        return _passed(MapTopic.OPPONENT, Reason.of(MapGround.NO_OPPONENTS))
    ground = Reason.of(MapGround.OPPONENTS_ASSIGNED, count=len(strong))
    return _passed(MapTopic.OPPONENT, ground, people=[person.id for person in strong])


def _decider(view: _View) -> ReviewedCheck:
    deciding = [person for person in view.named if BuyingRole.DECIDER in person.roles]
    if not deciding:
        return _failed(
            MapTopic.DECIDER,
            MapHeading.DECIDER,
            MapAction.SET_ROLE,
            view.of(MapCheck.NO_DECIDER),
            state=CheckState.FAILED,
            reason=Reason.of(MapGround.NOBODY_DECIDES),
        )
    return _passed(MapTopic.DECIDER, *map(_decides, deciding), people=[person.id for person in deciding])


def _decides(person: MapPerson) -> Reason:
    if person.attitude is None or person.influence is None:
        return Reason.of(MapGround.DECIDER_UNRATED, name=person.name)
    return Reason.of(
        MapGround.DECIDER_IS, name=person.name, influence=person.influence, attitude=person.attitude
    )


def _champion(view: _View) -> ReviewedCheck:
    champions = [person for person in view.named if person.attitude is Attitude.CHAMPION]
    if not champions:
        return _failed(
            MapTopic.CHAMPION,
            MapHeading.CHAMPION,
            MapAction.SET_TARGET,
            view.of(MapCheck.NO_CHAMPION),
            reason=Reason.of(MapGround.NOBODY_FOR_US),
        )
    grounds = [
        Reason.of(MapGround.CHAMPION_IS, name=person.name, days=(view.as_of - person.attitude_rated_on).days)
        for person in champions
        if person.attitude_rated_on is not None
    ]
    return _passed(MapTopic.CHAMPION, *grounds, people=[person.id for person in champions])


def _contacts(view: _View) -> ReviewedCheck:
    none = view.of(MapCheck.NO_LIVE_CONTACT)
    if none:
        return _failed(
            MapTopic.CONTACTS,
            MapHeading.NO_CONTACT,
            MapAction.PLAN_CONTACT,
            none,
            state=CheckState.FAILED,
        )
    single = view.of(MapCheck.SINGLE_THREADED)
    if single:
        return _failed(MapTopic.CONTACTS, MapHeading.SINGLE_CONTACT, MapAction.PLAN_CONTACT, single)
    live = [person.id for person in view.named if person.is_live(view.as_of, view.settings)]
    return _passed(MapTopic.CONTACTS, Reason.of(MapGround.LIVE, count=len(live)), people=live)


def _cadence(view: _View) -> ReviewedCheck:
    found = view.of(MapCheck.CADENCE_OVERDUE, MapCheck.NEVER_CONTACTED)
    if not found:
        return _passed(MapTopic.CADENCE, Reason.of(MapGround.IN_TIME))
    weight = {person.id: rank for rank, person in enumerate(view.everybody)}
    found.sort(key=lambda finding: weight[finding.people[0]])
    return _failed(MapTopic.CADENCE, MapHeading.CADENCE, MapAction.PLAN_CONTACT, found)


def _circles(view: _View) -> ReviewedCheck:
    found = view.of(MapCheck.CIRCLE_NOT_COVERED)
    if not found:
        return _passed(MapTopic.CIRCLES, Reason.of(MapGround.COVERED))
    empty = {Circle.of(int(str(finding.reason.places["number"]))) for finding in found}
    there = tuple(person.id for person in view.named if person.circle in empty)
    action = MapAction.PLAN_CONTACT if there else MapAction.ADD_PERSON
    reasons = tuple(finding.reason for finding in found)
    return ReviewedCheck(MapTopic.CIRCLES, CheckState.WARNING, MapHeading.CIRCLES, reasons, there, action)


def _names(view: _View) -> ReviewedCheck:
    found = view.of(MapCheck.PLACEHOLDER_OPEN)
    if not found:
        waiting = [person.id for person in view.everybody if person.placeholder]
        if not waiting:
            return _passed(MapTopic.NAMES, Reason.of(MapGround.NAMED))
        ground = Reason.of(MapGround.NAMES_AWAITED, count=len(waiting))
        return _passed(MapTopic.NAMES, ground, people=waiting)
    return _failed(MapTopic.NAMES, MapHeading.NAMES, MapAction.GIVE_NAME, found)


_CHECKS: tuple[Callable[[_View], ReviewedCheck], ...] = (
    _opponents,
    _decider,
    _champion,
    _contacts,
    _cadence,
    _circles,
    _names,
)
