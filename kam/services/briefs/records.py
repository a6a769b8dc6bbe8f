"""The dossier of the account as a brief needs it: contracts, competitors, opportunities, as of its moment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from kam.models import (
    Competitor,
    CompetitorPresence,
    Contract,
    Opportunity,
    ProductLine,
    SpecialTerm,
)
from kam.models.opportunity import CLOSED_STAGES
from kam.services.briefs.scene import Scene


@dataclass(frozen=True)
class Dossier:
    """Undated records of the account as they stood, and the names they refer to."""

    contracts: tuple[Contract, ...]
    terms: tuple[SpecialTerm, ...]
    presences: tuple[CompetitorPresence, ...]
    opportunities: tuple[Opportunity, ...]
    lines: dict[UUID, str]
    competitors: dict[UUID, str]

    def line_name(self, line_id: UUID | None) -> str:
        """A product line's name; empty for none."""
        return self.lines.get(line_id, "") if line_id else ""

    def competitor_name(self, competitor_id: UUID | None) -> str:
        """A competitor's name; empty for none."""
        return self.competitors.get(competitor_id, "") if competitor_id else ""

    def open_opportunities(self) -> list[Opportunity]:
        """Those that were neither won nor lost by the moment of the data.

        One that was closed later, and whose stage before the journal does not know, is not invented.
        """
        return [one for one in self.opportunities if one.stage not in CLOSED_STAGES]


def collect_dossier(scene: Scene) -> Dossier:
    """The records, turned back to the moment of the data."""
    session = scene.session
    return Dossier(
        contracts=tuple(scene.records(Contract)),
        terms=tuple(scene.records(SpecialTerm)),
        presences=tuple(
            one
            for one in scene.records(CompetitorPresence)
            if one.seen_on is None or one.seen_on <= scene.known_on
        ),
        opportunities=tuple(scene.records(Opportunity)),
        lines=dict(session.execute(select(ProductLine.id, ProductLine.name)).all()),
        competitors=dict(session.execute(select(Competitor.id, Competitor.name)).all()),
    )
