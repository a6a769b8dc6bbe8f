"""Two versions of a plan side by side, or a version beside the plan as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.plans.compare import PlanChanges, compare
from kam.analysis.plans.content import PlanContent
from kam.models import Interaction, Opportunity, Plan, Stakeholder
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.plans.reading import VersionRow, versions_of
from kam.services.plans.records import plan_of
from kam.services.plans.telling import content_of
from kam.services.plans.versions import version_content
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side: a version, or (``version`` is None) the plan as it stands."""

    content: PlanContent
    version: VersionRow | None = None


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """Both sides and what differs; ``names`` are those of people, opportunities and meetings known now."""

    before: ComparedSide
    after: ComparedSide
    changes: PlanChanges
    names: Mapping[UUID, str]


def compare_versions(
    workspace: Workspace, plan_id: UUID, before: int, after: int | None = None, *, as_of: datetime
) -> PlanComparison:
    """What differs from version ``before`` to version ``after``, or to the plan as it stands.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    with workspace.reading() as session:
        plan = plan_of(session, plan_id)
        colleagues = colleague_names(session)
        rows = {each.number: each for each in versions_of(session, plan.id, colleagues)}
        first = ComparedSide(version_content(session, plan.id, before), rows[before])
        second = (
            ComparedSide(content_of(session, plan, read_profile(session).today(as_of)))
            if after is None
            else ComparedSide(version_content(session, plan.id, after), rows[after])
        )
        return PlanComparison(
            before=first,
            after=second,
            changes=compare(first.content, second.content),
            names=names_around(session, plan, (first.content, second.content), colleagues),
        )


def names_around(
    session: Session, plan: Plan, contents: Iterable[PlanContent], colleagues: Mapping[UUID, str]
) -> dict[UUID, str]:
    """What a plan refers to outside itself, by name: people of both sides, opportunities, meetings."""
    meetings = {each.interaction_id for content in contents for each in content.reviews}
    deals = select(Opportunity.id, Opportunity.title).where(Opportunity.account_id == plan.account_id)
    held = select(Interaction.id, Interaction.subject).where(Interaction.id.in_(meetings - {None}))
    return {
        **colleagues,
        **stakeholder_names(session, Stakeholder.account_id == plan.account_id),
        **{row.id: row.title for row in session.execute(deals)},
        **{row.id: row.subject for row in session.execute(held)},
    }
