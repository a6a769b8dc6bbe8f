"""The dossier of the account as a brief needs it: contracts, competitors, opportunities, as of its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.core.vocabulary import OpportunityStage
from kam.models import (
    Competitor,
    CompetitorPresence,
    Contract,
    Opportunity,
    OpportunityMove,
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
    moves: dict[UUID, list[OpportunityMove]]
    """How opportunities went from stage to stage, oldest first, also after the moment of the data."""
    lines: dict[UUID, str]
    competitors: dict[UUID, str]

    def line_name(self, line_id: UUID | None) -> str:
        """A product line's name; empty for none."""
        return self.lines.get(line_id, "") if line_id else ""

    def competitor_name(self, competitor_id: UUID | None) -> str:
        """A competitor's name; empty for none."""
        return self.competitors.get(competitor_id, "") if competitor_id else ""

    def stage_on(self, one: Opportunity, day: date) -> OpportunityStage:
        """The stage of an opportunity on a date: by its dated moves, else as the record stood."""
        moves = self.moves.get(one.id, [])
        later = next((move for move in moves if move.on > day), None)
        if later is not None:
            return later.from_stage
        return moves[-1].to_stage if moves else one.stage

    def open_opportunities(self, day: date) -> list[Opportunity]:
        """Those that were neither won nor lost on a date.

        One that was closed later, and whose stage before nobody recorded, is not invented.
        """
        return [one for one in self.opportunities if self.stage_on(one, day) not in CLOSED_STAGES]


def collect_dossier(scene: Scene) -> Dossier:
    """The records, turned back to the moment of the data."""
    session = scene.session
    moves: dict[UUID, list[OpportunityMove]] = {}
    for move in session.scalars(
        select(OpportunityMove)
        .join(Opportunity, Opportunity.id == OpportunityMove.opportunity_id)
        .where(Opportunity.account_id == scene.account.id)
        .order_by(OpportunityMove.on, OpportunityMove.id)
    ):
        moves.setdefault(move.opportunity_id, []).append(move)
    return Dossier(
        contracts=tuple(scene.records(Contract)),
        terms=tuple(scene.records(SpecialTerm)),
        presences=tuple(
            one
            for one in scene.records(CompetitorPresence)
            if one.seen_on is None or one.seen_on <= scene.known_on
        ),
        opportunities=tuple(scene.records(Opportunity)),
        moves=moves,
        lines=dict(session.execute(select(ProductLine.id, ProductLine.name)).all()),
        competitors=dict(session.execute(select(Competitor.id, Competitor.name)).all()),
    )
