"""The customer-safe brief: a document of its own, read through the gate of ``released`` (domain.md §11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import BriefSection, CommitmentStatus, Side
from kam.models import (
    Account,
    AgendaItem,
    AskOrOffer,
    Colleague,
    Interaction,
    Participant,
    Person,
    Question,
    Stakeholder,
    WorkspaceProfile,
)
from kam.reports.content import (
    AgendaLine,
    Arrangement,
    Bought,
    CustomerAttendee,
    CustomerBriefContent,
    CustomerHead,
    ObligationState,
    PersonName,
    Proposal,
)
from kam.services.briefs.arrangement import arrangement_of
from kam.services.briefs.complaints import collect_complaints
from kam.services.briefs.customer_record import bought, complaint_record, obligations, open_complaints
from kam.services.briefs.money.sales import collect_sales
from kam.services.briefs.names import split_name
from kam.services.briefs.promises import collect_promises
from kam.services.briefs.released import blob, for_client, person_name, rows
from kam.services.briefs.scene import Scene
from kam.store.workspace import Workspace

_KEPT_LATELY: Final = timedelta(days=30)
_STATES: Final = {CommitmentStatus.KEPT: ObligationState.KEPT, CommitmentStatus.OPEN: ObligationState.OPEN}
_ORDER: Final = list(ObligationState)


def collect_customer_brief(
    workspace: Workspace, meeting_id: UUID, *, as_of: datetime, printed_at: datetime, language: str
) -> CustomerBriefContent:
    """Everything that is handed to the client for a meeting.

    Raises:
        NotFoundError: ``brief.meeting_gone``; ``workspace.no_profile`` in a file without a profile.

    """
    with workspace.reading() as session:
        scene = Scene.of(workspace, session, meeting_id, as_of=as_of, language=language)
        return _content(scene, printed_at)


def _content(scene: Scene, printed_at: datetime) -> CustomerBriefContent:
    """All parts."""
    complaints = collect_complaints(scene)
    ledger = collect_promises(scene)
    theirs, ours = _attendees(scene)
    whole = CustomerBriefContent(
        head=_head(scene, printed_at),
        currency=scene.account.currency,
        agenda=_agenda(scene),
        attendees=theirs,
        ours=ours,
        bought=bought(scene, collect_sales(scene)),
        our_obligations=obligations(scene, ledger, Side.OURS),
        their_obligations=obligations(scene, ledger, Side.THEIRS),
        mark_late=scene.settings.mark_late_promises,
        complaints=open_complaints(scene, complaints),
        complaint_record=complaint_record(scene, complaints),
        proposals=_proposals(scene),
        discussion=_discussion(scene),
    )
    return without_hidden(whole, arrangement_of(scene.session, scene.meeting.id))


def without_hidden(whole: CustomerBriefContent, arrangement: Arrangement) -> CustomerBriefContent:
    """What is left out of our brief is left out of the client's copy; here an empty section is none.

    What was moved stands there in the same order.
    """
    left_out: dict[BriefSection, dict[str, Any]] = {
        BriefSection.AGENDA: {"agenda": ()},
        BriefSection.MONEY: {"bought": Bought()},
        BriefSection.PROMISES: {"our_obligations": (), "their_obligations": ()},
        BriefSection.COMPLAINTS: {"complaints": (), "complaint_record": None},
        BriefSection.ASKS: {"proposals": ()},
        BriefSection.QUESTIONS: {"discussion": ()},
    }
    emptied: dict[str, Any] = {"order": () if arrangement.is_usual_order else arrangement.order}
    for section in arrangement.hidden:
        emptied |= left_out.get(section, {})
    return replace(whole, **emptied)


def _head(scene: Scene, printed_at: datetime) -> CustomerHead:
    [profile] = rows(scene, for_client(WorkspaceProfile.company, WorkspaceProfile.logo_sha256))
    [account] = rows(scene, for_client(Account.name).where(Account.id == scene.account.id))
    [meeting] = rows(
        scene,
        for_client(
            Interaction.subject,
            Interaction.client_purpose,
            Interaction.minutes,
            Interaction.place,
            Interaction.zone,
        ).where(Interaction.id == scene.meeting.id),
    )
    return CustomerHead(
        client=account.name,
        our_company=profile.company,
        our_logo=blob(scene, profile.logo_sha256),
        as_of=scene.as_of,
        printed_at=printed_at,
        zone=meeting.zone,
        subject=meeting.subject,
        purpose=meeting.client_purpose or "",
        starts_at=scene.starts_at,
        minutes=meeting.minutes,
        place=meeting.place or "",
    )


def _agenda(scene: Scene) -> tuple[AgendaLine, ...]:
    """The points that are worded for the client."""
    found = rows(
        scene,
        for_client(AgendaItem.client_wording, AgendaItem.minutes)
        .where(AgendaItem.interaction_id == scene.meeting.id, AgendaItem.client_wording.is_not(None))
        .order_by(AgendaItem.position, AgendaItem.id),
    )
    return tuple(AgendaLine(row.client_wording, row.minutes) for row in found)


def _attendees(scene: Scene) -> tuple[tuple[CustomerAttendee, ...], tuple[CustomerAttendee, ...]]:
    """Theirs, guests after them, and ours. A place whose person is unknown goes by its job title."""
    here = (Participant.interaction_id == scene.meeting.id, Participant.position, Participant.id)
    theirs = rows(
        scene,
        for_client(Person.family_name, Person.given_name, Person.patronymic, Stakeholder.job_title)
        .select_from(Participant)
        .join(Stakeholder, Stakeholder.id == Participant.stakeholder_id)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(here[0])
        .order_by(*here[1:]),
    )
    guests = rows(
        scene,
        for_client(Participant.guest).where(here[0], Participant.guest.is_not(None)).order_by(*here[1:]),
    )
    ours = rows(
        scene,
        for_client(Colleague.name, Colleague.job_title)
        .select_from(Participant)
        .join(Colleague, Colleague.id == Participant.colleague_id)
        .where(here[0])
        .order_by(*here[1:]),
    )
    named = [CustomerAttendee(person_name(row), row.job_title or "") for row in theirs]
    return (
        (
            *[one for one in named if one.name or one.title],
            *[CustomerAttendee(PersonName(), row.guest) for row in guests],
        ),
        tuple(CustomerAttendee(split_name(row.name), row.job_title or "") for row in ours),
    )


def _proposals(scene: Scene) -> tuple[Proposal, ...]:
    """What we ask and give, in its wording for the client; without one it stays with us."""
    found = rows(
        scene,
        for_client(AskOrOffer.client_title, AskOrOffer.client_wording)
        .where(AskOrOffer.interaction_id == scene.meeting.id)
        .order_by(AskOrOffer.position, AskOrOffer.id),
    )
    return tuple(
        Proposal(
            row.client_title or row.client_wording,
            row.client_wording if row.client_title and row.client_wording else "",
        )
        for row in found
        if row.client_title or row.client_wording
    )


def _discussion(scene: Scene) -> tuple[str, ...]:
    """Sayable questions, in their wording for the client or in their own words."""
    found = rows(
        scene,
        for_client(Question.client_wording, Question.text)
        .where(Question.interaction_id == scene.meeting.id)
        .order_by(Question.position, Question.id),
    )
    return tuple(row.client_wording or row.text for row in found)
