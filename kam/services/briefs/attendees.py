"""Who sits at the table, and who decides without being there, as the paper shows them (domain.md §3, §11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.analysis.freshness import Freshness, rating_freshness
from kam.core.vocabulary import (
    BuyingRole,
    TeamRole,
)
from kam.models import (
    AccountTeamMember,
    Interaction,
)
from kam.reports.content import AbsentDecider, AttendeeCard, OurAttendee, PersonName
from kam.services.briefs.people import DECIDING, RECENT_DAYS, Contact, People, Place
from kam.services.briefs.scene import Scene


def attendee_cards(scene: Scene, people: People) -> tuple[AttendeeCard, ...]:
    """Theirs who come: deciders first, then by influence, then as they were listed; guests last."""
    evidence = _evidence(scene, people.attending)
    cards = [_card(scene, place, evidence) for place in people.attending]
    cards.sort(key=lambda card: (BuyingRole.DECIDER not in card.roles, -(card.influence or 0)))
    guests = [AttendeeCard(name=PersonName(), title=guest, is_guest=True) for guest in people.guests]
    return (*cards, *guests)


def _evidence(scene: Scene, places: Iterable[Place]) -> dict[UUID, Contact]:
    """The contacts that the latest attitudes come from."""
    keys = [place.attitudes[-1].interaction_id for place in places if place.attitudes]
    known = [key for key in keys if key is not None]
    if not known:
        return {}
    rows = scene.session.execute(
        select(Interaction.id, Interaction.starts_at, Interaction.kind).where(Interaction.id.in_(known))
    )
    return {key: Contact(scene.local_date(at), kind) for key, at, kind in rows}


def _card(scene: Scene, place: Place, evidence: dict[UUID, Contact]) -> AttendeeCard:
    stakeholder = place.stakeholder
    latest = place.attitudes[-1] if place.attitudes else None
    source = evidence.get(latest.interaction_id) if latest and latest.interaction_id else None
    stale = latest is not None and (
        rating_freshness(latest.on, scene.day, scene.settings.freshness) is Freshness.OLD
    )
    return AttendeeCard(
        name=place.name,
        title=place.title,
        roles=place.roles,
        influence=place.influence,
        attitude=place.attitude,
        attitude_at_last_meeting=place.attitude_on(scene.last.on) if scene.last else None,
        attitude_target=place.attitude_target,
        rated_on=latest.on if latest else None,
        rating_stale=stale,
        evidence=(latest.evidence or "") if latest else "",
        evidence_kind=source.kind if source else None,
        evidence_on=source.on if source else (latest.on if latest and latest.evidence else None),
        contact_days=place.contact_days(scene.day),
        contact_norm=place.norm,
        last_contact_kind=place.contact.kind if place.contact else None,
        last_contact_on=place.contact.on if place.contact else None,
        cares_about=stakeholder.cares_about or "",
        avoid=stakeholder.avoid or "",
        personal_win=stakeholder.personal_win or "",
        is_placeholder=place.is_placeholder,
    )


def our_attendees(scene: Scene, people: People) -> tuple[OurAttendee, ...]:
    """Ours who go, in the order in which they were listed."""
    roles: dict[UUID, TeamRole] = {}
    for member in scene.session.scalars(
        select(AccountTeamMember)
        .where(AccountTeamMember.account_id == scene.account.id)
        .order_by(AccountTeamMember.id)
    ):
        roles.setdefault(member.colleague_id, member.role)
    ours = []
    for one in people.participants:
        colleague = scene.colleagues.get(one.colleague_id) if one.colleague_id else None
        if colleague is None:
            continue
        role = roles.get(colleague.id)
        named = role is not None and role is not TeamRole.OTHER
        ours.append(
            OurAttendee(
                name=scene.colleague_name(colleague.id),
                role=role,
                role_text="" if named else colleague.job_title or "",
                task=one.task or "",
                is_me=colleague.is_me,
            )
        )
    return tuple(ours)


def absent_deciders(scene: Scene, people: People) -> tuple[AbsentDecider, ...]:
    """Deciders, approvers and sponsors who do not come, by role and influence; placeholders too."""
    attending = {place.id for place in people.attending}
    absent = [place for place in people.present if place.deciding_role and place.id not in attending]
    absent.sort(
        key=lambda place: (DECIDING.index(place.deciding_role or DECIDING[0]), -(place.influence or 0))
    )
    return tuple(
        AbsentDecider(
            name=place.name,
            title=place.title,
            role=place.deciding_role,
            since=recent_since(scene, place),
            contact_days=place.contact_days(scene.day),
            contact_overdue=place.is_overdue(scene.day),
        )
        for place in absent
    )


def recent_since(scene: Scene, place: Place) -> date | None:
    """Since when somebody is in place, where that lies ahead or was within the last 90 days."""
    since = place.stakeholder.since
    return since if since is not None and (scene.day - since).days <= RECENT_DAYS else None
