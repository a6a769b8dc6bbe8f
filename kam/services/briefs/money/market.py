"""Where there is something to win, and against whom (domain.md §2, §6)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.analysis.pipeline import Deal, pipeline
from kam.core.money import Money
from kam.core.vocabulary import ServedBy, WhitespaceStage
from kam.models import BusinessUnit, CompetitorPresence, WhitespaceCell
from kam.reports.content import CompetitorLine, OpportunityLine
from kam.services.briefs.records import Dossier
from kam.services.briefs.scene import Scene

_TO_WIN: Final = {
    WhitespaceStage.POTENTIAL: ServedBy.UNKNOWN,
    WhitespaceStage.COMPETITOR: ServedBy.COMPETITOR,
}


def opportunity_lines(scene: Scene, dossier: Dossier) -> tuple[OpportunityLine, ...]:
    """Open opportunities by weighted amount; cells of the whitespace only where there are none."""
    found = {one.id: one for one in dossier.open_opportunities(scene.known_on)}
    if not found:
        return _whitespace(scene, dossier)
    currency = scene.account.currency
    amounts = {
        key: scene.exchange.known(one.amount_minor, one.currency, scene.known_on)
        for key, one in found.items()
    }
    deals = [
        Deal(
            id=key,
            stage=dossier.stage_on(one, scene.known_on),
            amount=_money(amounts[key], currency),
            probability=one.probability,
            expected_on=one.expected_on,
        )
        for key, one in found.items()
    ]
    return tuple(
        OpportunityLine(
            title=found[deal.id].title,
            amount=amounts[deal.id],
            probability=deal.probability,
            stage=deal.stage,
            expected_on=deal.expected_on,
            competitor=dossier.competitor_name(found[deal.id].competitor_id),
            note=found[deal.id].next_step or "",
        )
        for deal in pipeline(deals, currency).deals
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _whitespace(scene: Scene, dossier: Dossier) -> tuple[OpportunityLine, ...]:
    """What could still be won by unit and product line, the largest potential first."""
    units: dict[UUID, str] = {
        unit.id: unit.name
        for unit in scene.session.scalars(
            select(BusinessUnit).where(BusinessUnit.account_id == scene.account.id)
        )
    }
    cells = [
        cell
        for cell in scene.records(WhitespaceCell)
        if cell.stage in _TO_WIN and (cell.on is None or cell.on <= scene.known_on)
    ]
    lines = []
    for cell in cells:
        unit = units.get(cell.unit_id, "") if cell.unit_id else ""
        lines.append(
            OpportunityLine(
                title=", ".join(filter(None, (dossier.line_name(cell.product_line_id), unit))),
                amount=scene.exchange.known(cell.potential_minor, cell.currency, scene.known_on),
                served_by=_TO_WIN[cell.stage],
                competitor=dossier.competitor_name(cell.competitor_id),
                note=cell.note or "",
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.amount is None, -(line.amount or 0), line.title)))


def competitor_lines(scene: Scene, dossier: Dossier) -> tuple[CompetitorLine, ...]:
    """Competitors at the account, each once over its product lines: by threat, the unrated last."""
    found: dict[UUID, list[CompetitorPresence]] = defaultdict(list)
    for presence in dossier.presences:
        found[presence.competitor_id].append(presence)
    lines = [_competitor(scene, dossier, key, presences) for key, presences in found.items()]
    return tuple(sorted(lines, key=lambda line: (-(line.threat or 0), line.name)))


def _competitor(
    scene: Scene, dossier: Dossier, competitor_id: UUID, presences: list[CompetitorPresence]
) -> CompetitorLine:
    presences.sort(key=lambda presence: (-(presence.share_percent or 0), presence.id))
    seen = max((one.seen_on for one in presences if one.seen_on is not None), default=None)
    return CompetitorLine(
        name=dossier.competitor_name(competitor_id),
        threat=max((one.threat for one in presences if one.threat is not None), default=None),
        shares=tuple(
            (dossier.line_name(one.product_line_id), _share(one.share_percent))
            for one in presences
            if one.product_line_id is not None
        ),
        strengths="; ".join(dict.fromkeys(one.strengths for one in presences if one.strengths)),
        weaknesses="; ".join(dict.fromkeys(one.weaknesses for one in presences if one.weaknesses)),
        last_seen=seen,
        stale=_is_stale(scene, seen),
    )


def _share(percent: int | None) -> Decimal | None:
    return None if percent is None else Decimal(percent) / 100


def _is_stale(scene: Scene, seen: date | None) -> bool:
    return seen is None or scene.day - seen > timedelta(days=scene.settings.freshness.section_days)
