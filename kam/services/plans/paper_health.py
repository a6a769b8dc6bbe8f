"""Health on the paper of a plan: as of the day of its data, which of a version is the day it was frozen."""

from __future__ import annotations

from kam.analysis.health.saying import HealthTeller
from kam.analysis.health.score import WeighedFactor
from kam.core.text import as_sentences
from kam.reports.content.plan import HealthFactorLine, HealthMonth, PlanHealth
from kam.services.health.book import health_row
from kam.services.plans.paper_ground import Ground


def health(ground: Ground) -> PlanHealth | None:
    """The score with its factors, its year, and whether the client may leave; None where nothing is known."""
    scene = ground.scene
    row = health_row(ground.workspace, ground.session, scene.account.id, scene.as_of)
    found = row.health
    if found is None:
        return None
    teller = HealthTeller(ground.words, ground.formats)
    return PlanHealth(
        score=found.score,
        band=found.band,
        known=found.known,
        change=row.change,
        factors=tuple(_factor(each, teller) for each in found.factors),
        unknown=found.unknown,
        raises=tuple(teller.would_raise(found)),
        trend=tuple(HealthMonth(each.on, each.score) for each in row.trend),
        risk=row.churn.risk,
        reasons=tuple(teller.reasons.sentence(each.reason) for each in row.churn.signs),
        is_inertia=row.is_inertia,
    )


def _factor(factor: WeighedFactor, teller: HealthTeller) -> HealthFactorLine:
    return HealthFactorLine(
        factor.factor,
        factor.points,
        factor.points + factor.gain,
        as_sentences(teller.reasons.sentence(part.reason) for part in factor.found.parts),
    )
