"""Roles in the decision that we do not cover (domain.md §3, §11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kam.analysis.map_checks import MapCheck, MapPerson, check_map, uncovered_roles
from kam.analysis.map_checks import RoleGap as ComputedGap
from kam.core.vocabulary import BuyingRole, ContactLevel
from kam.reports.content import RoleGap, UncoveredRole
from kam.services.briefs.attendees import recent_since
from kam.services.briefs.people import DECIDING, People, Place
from kam.services.briefs.scene import Scene

_GAPS: Final = {
    ComputedGap.NOBODY: RoleGap.NOBODY,
    ComputedGap.PLACEHOLDER: RoleGap.NAME_UNKNOWN,
    ComputedGap.NO_CONTACT: RoleGap.NO_CONTACT,
}
_DANGERS: Final = {
    MapCheck.OPPONENT_UNASSIGNED: RoleGap.NOBODY_OF_OURS,
    MapCheck.SINGLE_THREADED: RoleGap.SINGLE_THREAD,
}


def map_person(scene: Scene, place: Place) -> MapPerson:
    """A stakeholder as the checks of the map need them. Who has no date of entry counts as new.

    Only a colleague who is named as answering for them is assigned: that somebody knows them is no charge.
    """
    stakeholder = place.stakeholder
    levels = place.contact_levels
    return MapPerson(
        id=place.id,
        name=place.label,
        since=stakeholder.placeholder_since or stakeholder.since or scene.day,
        roles=frozenset(place.roles),
        circle=stakeholder.circle,
        attitude=place.attitude,
        influence=place.influence,
        contact_level=ContactLevel.of(levels[-1].value) if levels else None,
        contact_rated_on=levels[-1].on if levels else None,
        touched_on=place.contact.on if place.contact else None,
        own_cadence_days=stakeholder.cadence_days,
        assigned=stakeholder.owner_id is not None,
        placeholder=place.is_placeholder,
    )


def uncovered(scene: Scene, people: People) -> tuple[UncoveredRole, ...]:
    """Who decides out of our reach, roles nobody plays, opponents without one of ours, a single thread.

    A decider whom we never met is a gap even where another one is covered: both have to say yes. Who comes to
    the meeting is not out of reach.
    """
    persons = [map_person(scene, place) for place in people.present]
    return (
        *_out_of_reach(scene, people),
        *_unplayed(scene, people, persons),
        *_dangers(scene, people, persons),
    )


def _out_of_reach(scene: Scene, people: People) -> Iterator[UncoveredRole]:
    attending = {place.id for place in people.attending}
    deciding = [place for place in people.present if place.deciding_role and place.id not in attending]
    deciding.sort(key=lambda place: (_rank(place.deciding_role), -(place.influence or 0)))
    for place in deciding:
        if place.is_placeholder:
            yield _of_place(scene, place, RoleGap.NAME_UNKNOWN)
        elif place.contact is None:
            yield _of_place(scene, place, RoleGap.NO_CONTACT)
        elif place.is_overdue(scene.day):
            yield _of_place(scene, place, RoleGap.OVERDUE)


def _unplayed(scene: Scene, people: People, persons: Sequence[MapPerson]) -> Iterator[UncoveredRole]:
    places = {place.id: place for place in people.present}
    attending = {place.id for place in people.attending}
    for found in uncovered_roles(persons, scene.day, scene.settings.map_checks):
        playing = sorted((places[key] for key in found.people), key=lambda place: -(place.influence or 0))
        if not playing:
            yield UncoveredRole(gap=_GAPS[found.gap], role=found.role)
        elif found.role not in DECIDING and not attending & {place.id for place in playing}:
            yield replace(_of_place(scene, playing[0], _GAPS[found.gap]), role=found.role)


def _dangers(scene: Scene, people: People, persons: Sequence[MapPerson]) -> Iterator[UncoveredRole]:
    places = {place.id: place for place in people.present}
    for finding in check_map(persons, scene.day, scene.settings.map_checks, scene.settings.cadence):
        gap = _DANGERS.get(finding.check)
        if gap is not None:
            place = places[finding.people[0]]
            area = place.stakeholder.department or ""
            yield replace(_of_place(scene, place, gap), role=None if area else place.deciding_role, area=area)


def _rank(role: BuyingRole | None) -> int:
    return DECIDING.index(role) if role in DECIDING else len(DECIDING)


def _of_place(scene: Scene, place: Place, gap: RoleGap) -> UncoveredRole:
    return UncoveredRole(
        gap=gap,
        role=place.deciding_role or next(iter(place.roles), None),
        person=place.name.family or place.name.given,
        title=place.title,
        attitude=place.attitude,
        since=recent_since(scene, place),
        contact_days=place.contact_days(scene.day),
        response=scene.colleague_label(place.stakeholder.owner_id),
    )
