"""What in the client's copy of a plan is for a decision before it is handed out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kam.analysis.capture.names import KnownName, Names, Who
from kam.analysis.client_words import ClientWord, client_words
from kam.core.words import Label, label
from kam.models import Competitor
from kam.reports.content.plan import CustomerPlanPaper
from kam.services.plans.customer import collect_customer_plan
from kam.store.workspace import Workspace


def plan_client_words(
    workspace: Workspace, plan_id: UUID, *, as_of: datetime, language: str, version: int | None = None
) -> tuple[ClientWord, ...]:
    """Competitors' names and words of rating in whatever was typed and stands in the client's copy.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    paper = collect_customer_plan(
        workspace, plan_id, as_of=as_of, printed_at=as_of, language=language, version=version
    )
    with workspace.reading() as session:
        rows = session.execute(select(Competitor.id, Competitor.name).order_by(Competitor.name))
        names = Names(KnownName(Who.COMPETITOR, row.id, row.name) for row in rows)
    return client_words(_texts(paper), names)


def _texts(paper: CustomerPlanPaper) -> Iterator[tuple[Label, str]]:
    yield label("part for the client", "Title"), paper.head.title
    yield label("part for the client", "The client’s goals"), paper.goals
    yield label("part for the client", "The client’s initiatives"), paper.initiatives
    yield label("part for the client", "Field of play"), paper.field_of_play
    yield label("part for the client", "Value we bring"), paper.value_we_bring
    yield label("part for the client", "How the client gains it"), paper.how_client_gains
    promised = [*paper.our_obligations, *paper.their_obligations]
    for objective in paper.objectives:
        yield label("part for the client", "Objectives"), objective.text
        promised += objective.obligations
    for each in promised:
        yield label("part for the client", "Promises"), each.text
    for complaint in paper.complaints:
        for text in (complaint.summary, complaint.waiting_for, complaint.next_step):
            yield label("part for the client", "Complaints"), text
    for meeting in paper.meetings:
        yield label("part for the client", "Meetings"), meeting.subject
