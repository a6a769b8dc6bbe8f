"""An account plan as its paper shows it, in whichever format: resolved and reckoned, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kam.core.words import words_for
from kam.models import WorkspaceProfile
from kam.reports.content.plan import PlanHead, PlanPaper
from kam.reports.stakeholder_maps.content import MapContent
from kam.services.briefs.released import blob
from kam.services.briefs.scene import Scene
from kam.services.briefs.standing import collect_standing
from kam.services.dossier.reading import read_dossier
from kam.services.lists.shared import colleague_names
from kam.services.people.paper import map_content
from kam.services.plans import paper_health, paper_lines, paper_money, paper_standing
from kam.services.plans.paper_ground import Ground, moment_of_data, names_of, printed_content
from kam.services.plans.records import plan_of
from kam.store.workspace import Workspace


def collect_plan(
    workspace: Workspace,
    plan_id: UUID,
    *,
    as_of: datetime,
    printed_at: datetime,
    language: str,
    version: int | None = None,
) -> PlanPaper:
    """Everything that our own document of a plan shows.

    A version is its frozen content in the client's surroundings of the day on which it was submitted; people
    are called as they are called now. Without one it is the plan as it stands at ``as_of``.

    Raises:
        NotFoundError: ``plan.gone``, ``plan.version_gone``; ``workspace.no_profile`` without a profile.
        RuleError: ``plan.version_damaged``, ``plan.version_newer``.

    """
    with ground_of(workspace, plan_id, as_of=as_of, language=language, version=version) as ground:
        return _paper(ground, printed_at)


@contextmanager
def ground_of(
    workspace: Workspace, plan_id: UUID, *, as_of: datetime, language: str, version: int | None
) -> Iterator[Ground]:
    """What the papers of a plan start from, while its session is open; raises as ``collect_plan``."""
    as_of = moment_of_data(workspace, plan_id, version, as_of)
    with workspace.reading() as session:
        account_id = plan_of(session, plan_id).account_id
    people = map_content(workspace, account_id, as_of=as_of, words=words_for(language))
    with workspace.reading() as session:
        scene = Scene.now(workspace, session, account_id, as_of=as_of, language=language)
        colleagues = colleague_names(session)
        printed = printed_content(session, plan_id, version, scene.known_on, colleagues)
        yield Ground(
            workspace=workspace,
            session=session,
            scene=scene,
            printed=printed,
            map=people if people.people else None,
            colleagues=colleagues,
            known_names=names_of(session, printed, colleagues),
        )


def _paper(ground: Ground, printed_at: datetime) -> PlanPaper:
    scene, printed = ground.scene, ground.printed
    money = paper_money.collect_money(ground)
    dossier = read_dossier(ground.workspace, scene.account.id, as_of=scene.as_of)
    previous, changes = printed.previous, paper_standing.changes(ground)
    return PlanPaper(
        head=_head(ground, printed_at),
        currency=scene.account.currency,
        text=ground.content.text,
        approvals=paper_standing.approvals(ground),
        decisions=paper_lines.decision_lines(ground),
        previous_version=None if previous is None or changes is None else previous.number,
        changes=changes or (),
        portrait=paper_standing.portrait(ground, dossier),
        people=_map(ground, printed_at),
        money=money.money,
        whitespace=money.whitespace,
        opportunities=money.opportunities,
        competitors=money.competitors,
        swot=paper_lines.swot_lines(ground),
        objectives=paper_lines.objective_lines(ground),
        risks=paper_lines.risk_lines(ground),
        complaints=paper_standing.complaints(ground),
        team=paper_standing.team(dossier, ground),
        contacts=paper_lines.contact_lines(ground),
        coming=paper_lines.coming_lines(ground),
        reviews=paper_lines.review_lines(ground),
        budget=paper_lines.budget_lines(ground),
        health=paper_health.health(ground),
        completeness=paper_standing.completeness(ground, dossier),
    )


def _map(ground: Ground, printed_at: datetime) -> MapContent | None:
    """The map, printed when the plan is."""
    if ground.map is None:
        return None
    return replace(ground.map, head=replace(ground.map.head, printed_at=printed_at))


def _head(ground: Ground, printed_at: datetime) -> PlanHead:
    scene, printed, content = ground.scene, ground.printed, ground.content
    version, standing = printed.version, collect_standing(scene)
    return PlanHead(
        account=scene.account.name,
        title=content.title,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        as_of=scene.as_of,
        printed_at=printed_at,
        zone=scene.zone.key,
        status=printed.status,
        version=version.number if version is not None else None,
        submitted_on=scene.local_date(version.submitted_at) if version is not None else None,
        approved_on=scene.local_date(version.approved_at) if version and version.approved_at else None,
        strategy=content.strategy,
        owner=ground.ours(content.owner_id),
        segment=standing.segment,
        group=standing.group,
        account_status=scene.account.status,
        our_company=scene.profile.company,
        our_logo=blob(scene, ground.session.scalar(select(WorkspaceProfile.logo_sha256))),
    )
