"""The client's copy of a plan: a document of its own, read through the gate of ``released`` (domain.md §7).

What the plan itself says comes from its content, also from a frozen one, and each field passes the gate by
the column it is kept in. Everything else is selected through the gate from what is stored now: a promise that
is not one between the companies any more, or a person who was erased, is in no version.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from kam.core.vocabulary import Audience, InteractionKind, InteractionStatus, Side
from kam.models import (
    Account,
    AccountTeamMember,
    Colleague,
    Interaction,
    Objective,
    Person,
    Plan,
    Stakeholder,
    WorkspaceProfile,
)
from kam.reports.content.customer import CustomerAttendee, Obligation
from kam.reports.content.plan import (
    CustomerContact,
    CustomerMeeting,
    CustomerObjective,
    CustomerPlanHead,
    CustomerPlanPaper,
)
from kam.services.briefs.complaints import collect_complaints
from kam.services.briefs.customer_record import (
    bought,
    complaint_record,
    in_order,
    obligations,
    obligations_by_id,
    open_complaints,
)
from kam.services.briefs.money.sales import collect_sales
from kam.services.briefs.names import split_name
from kam.services.briefs.promises import Ledger, collect_promises
from kam.services.briefs.released import blob, for_client, person_name, rows
from kam.services.plans.paper import ground_of
from kam.services.plans.paper_ground import Ground
from kam.store.workspace import Workspace

_MEETINGS: Final = (
    InteractionKind.MEETING,
    InteractionKind.CALL,
    InteractionKind.SITE_VISIT,
    InteractionKind.EVENT,
    InteractionKind.BUSINESS_REVIEW,
)
"""What is told to the client as planned."""
_MOST_MEETINGS: Final = 20


def collect_customer_plan(
    workspace: Workspace,
    plan_id: UUID,
    *,
    as_of: datetime,
    printed_at: datetime,
    language: str,
    version: int | None = None,
) -> CustomerPlanPaper:
    """Everything of a plan that the client may see; versions and errors as in ``collect_plan``."""
    with ground_of(workspace, plan_id, as_of=as_of, language=language, version=version) as ground:
        return _paper(ground, printed_at)


def released(column: InstrumentedAttribute[Any], value: str | None) -> str:
    """A value of the content, by the column it is kept in: empty for nothing.

    Raises:
        PermissionError: for a column whose audience is internal: a bug, found by the first test that runs.

    """
    if column.property.columns[0].info.get("audience") is not Audience.CLIENT:
        message = f"{column} is internal"
        raise PermissionError(message)
    return (value or "").strip()


def _paper(ground: Ground, printed_at: datetime) -> CustomerPlanPaper:
    scene, text = ground.scene, ground.content.text
    complaints, ledger = collect_complaints(scene), collect_promises(scene)
    objectives, told = _objectives(ground, ledger)
    return CustomerPlanPaper(
        head=_head(ground, printed_at),
        currency=scene.account.currency,
        goals=released(Plan.client_goals, text.client_goals),
        initiatives=released(Plan.client_initiatives, text.client_initiatives),
        field_of_play=released(Plan.field_of_play, text.field_of_play),
        value_we_bring=released(Plan.value_we_bring, text.value_we_bring),
        how_client_gains=released(Plan.how_client_gains, text.how_client_gains),
        objectives=objectives,
        our_obligations=obligations(scene, ledger, Side.OURS, besides=told),
        their_obligations=obligations(scene, ledger, Side.THEIRS, besides=told),
        mark_late=scene.settings.mark_late_promises,
        bought=bought(scene, collect_sales(scene)),
        complaints=open_complaints(scene, complaints),
        complaint_record=complaint_record(scene, complaints),
        ours=_team(ground),
        contacts=_contacts(ground),
        meetings=_meetings(ground),
    )


def _head(ground: Ground, printed_at: datetime) -> CustomerPlanHead:
    scene = ground.scene
    [profile] = rows(scene, for_client(WorkspaceProfile.company, WorkspaceProfile.logo_sha256))
    [account] = rows(scene, for_client(Account.name).where(Account.id == scene.account.id))
    return CustomerPlanHead(
        client=account.name,
        our_company=profile.company,
        title=released(Plan.title, ground.content.title),
        starts_on=ground.content.starts_on,
        ends_on=ground.content.ends_on,
        as_of=scene.as_of,
        printed_at=printed_at,
        zone=scene.zone.key,
        our_logo=blob(scene, profile.logo_sha256),
    )


def _objectives(ground: Ground, ledger: Ledger) -> tuple[tuple[CustomerObjective, ...], set[UUID]]:
    """The objectives that are worded for the client, and the promises told with them."""
    content, told = ground.content, set[UUID]()
    found = []
    for one in content.objectives:
        wording = released(Objective.client_wording, one.client_wording)
        if not wording:
            continue
        ids = {each.id for each in content.actions_of(one.id)}
        promises: dict[UUID, Obligation] = {}
        for side in Side:
            promises |= obligations_by_id(ground.scene, ledger, side, ids)
        told |= promises.keys()
        found.append(CustomerObjective(wording, in_order(promises.values())))
    return tuple(found), told


def _team(ground: Ground) -> tuple[CustomerAttendee, ...]:
    found = rows(
        ground.scene,
        for_client(Colleague.name, Colleague.job_title)
        .join(AccountTeamMember, AccountTeamMember.colleague_id == Colleague.id)
        .where(AccountTeamMember.account_id == ground.scene.account.id, Colleague.left_on.is_(None))
        .order_by(Colleague.name)
        .distinct(),
    )
    return tuple(CustomerAttendee(split_name(row.name), row.job_title or "") for row in found)


def _contacts(ground: Ground) -> tuple[CustomerContact, ...]:
    """Who is there for whom, by the plan's communication lines."""
    lines = ground.content.contacts
    ours = {
        row.id: CustomerAttendee(split_name(row.name), row.job_title or "")
        for row in rows(
            ground.scene,
            for_client(Colleague.id, Colleague.name, Colleague.job_title).where(
                Colleague.id.in_([each.colleague_id for each in lines])
            ),
        )
    }
    theirs = {
        row.id: CustomerAttendee(person_name(row), row.job_title or "")
        for row in rows(
            ground.scene,
            for_client(
                Stakeholder.id,
                Person.family_name,
                Person.given_name,
                Person.patronymic,
                Stakeholder.job_title,
            )
            .join(Person, Person.id == Stakeholder.person_id)
            .where(
                Stakeholder.id.in_([each.stakeholder_id for each in lines]), Stakeholder.left_on.is_(None)
            ),
        )
    }
    return tuple(
        CustomerContact(ours[each.colleague_id], theirs[each.stakeholder_id])
        for each in lines
        if each.colleague_id in ours and each.stakeholder_id in theirs and theirs[each.stakeholder_id].name
    )


def _meetings(ground: Ground) -> tuple[CustomerMeeting, ...]:
    found = rows(
        ground.scene,
        for_client(Interaction.subject, Interaction.kind, Interaction.starts_at)
        .where(
            Interaction.account_id == ground.scene.account.id,
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.starts_at > ground.scene.as_of,
            Interaction.kind.in_(_MEETINGS),
        )
        .order_by(Interaction.starts_at, Interaction.id)
        .limit(_MOST_MEETINGS),
    )
    return tuple(
        CustomerMeeting(
            ground.scene.local_date(row.starts_at), row.subject, row.kind is InteractionKind.BUSINESS_REVIEW
        )
        for row in found
    )
