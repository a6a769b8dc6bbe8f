"""The map of a client's people as a PDF."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.core.words import Words, words_for
from kam.reports.stakeholder_maps.content import (
    MapColleague,
    MapContent,
    MapFigure,
    MapHead,
    MapLevel,
    MapPaper,
    MapTie,
)
from kam.services.people.map import read_map
from kam.services.people.rows import ColleagueRow, PlaceRow
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def map_content(
    workspace: Workspace,
    account_id: UUID,
    *,
    as_of: datetime,
    words: Words,
    printed_at: datetime | None = None,
) -> MapContent:
    """What the papers of an account's people show as of a moment; raises as ``read_map``."""
    found = read_map(workspace, account_id, as_of=as_of)
    with workspace.reading() as session:
        profile = read_profile(session)
    return MapContent(
        head=MapHead(found.account, profile.company, as_of, printed_at or as_of, str(profile.zone)),
        people=tuple(_figure(row) for row in found.places),
        ties=tuple(MapTie(line.from_id, line.to_id, line.kind) for line in found.relations),
        checks=found.checks,
        attitude=None if found.attitude is None else found.attitude.value,
        attitude_before=None if found.attitude_before is None else found.attitude_before.value,
        colleagues=tuple(_colleague(each, words) for each in found.colleagues),
    )


def map_paper(
    workspace: Workspace,
    account_id: UUID,
    kind: MapPaper,
    language: str,
    as_of: datetime,
    *,
    printed_at: datetime | None = None,
) -> PaperResult:
    """Draw the org chart, the grid or the coverage of an account's people; raises as ``read_map``."""
    words = words_for(language)
    content = map_content(workspace, account_id, as_of=as_of, words=words, printed_at=printed_at)
    if kind is MapPaper.ORG_CHART:
        from kam.reports.stakeholder_maps.chart import draw_org_chart

        return draw_org_chart(content, words=words)
    if kind is MapPaper.COVERAGE:
        from kam.reports.stakeholder_maps.coverage import draw_coverage

        return draw_coverage(content, words=words)
    from kam.reports.stakeholder_maps.grid import draw_grid

    return draw_grid(content, words=words)


def _figure(row: PlaceRow) -> MapFigure:
    given = f"{row.name.given[0]}." if row.name.given and row.name.family else ""
    return MapFigure(
        id=row.id,
        name=" ".join(part for part in (row.name.brief, given) if part),
        initials=row.name.initials or "?",
        title=row.job_title or row.placeholder or "",
        boss=row.reports_to,
        assistant=row.assistant,
        role=row.roles[0] if row.roles else None,
        attitude=row.attitude.value,
        target=row.attitude.target,
        influence=row.influence.value,
        stale=row.attitude.stale,
        open_days=row.open_days,
        circle=row.circle,
        levels=tuple(MapLevel(each.colleague_id, each.level, each.stale, each.target) for each in row.levels),
        owner=row.owner_id,
        contact_days=row.contact_days,
        contact_norm=row.contact_norm,
        overdue=row.overdue,
    )


def _colleague(row: ColleagueRow, words: Words) -> MapColleague:
    part = words.of(row.roles[0].label) if row.roles else row.job_title or ""
    return MapColleague(row.id, row.short, words.say("leads the client") if row.leads else part)
