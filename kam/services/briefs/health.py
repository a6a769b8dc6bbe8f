"""Health in the brief: the figure at its head, what moved it since the last meeting, whether they may leave.

As everywhere on the paper, as of the moment of its data.
"""

from __future__ import annotations

from collections.abc import Iterator

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.saying import HealthTeller
from kam.analysis.health.score import HealthSettings, what_moved
from kam.reports.content import Change, ChangeKind, ChurnLine, Health
from kam.services.briefs.scene import Scene
from kam.services.health.book import health_row
from kam.services.health.rows import HealthRow
from kam.services.health.settings import health_settings

_CAUSES = 2


def collect_health(scene: Scene) -> HealthRow:
    """The health of the account at the moment of the data."""
    return health_row(scene.workspace, scene.session, scene.account.id, scene.as_of)


def health_figure(row: HealthRow) -> Health | None:
    """The figure at the head; None where nothing is known."""
    return None if row.score is None else Health(row.score, row.change)


def churn_line(scene: Scene, row: HealthRow) -> ChurnLine | None:
    """What the paper says of a client who may leave; nothing of a low risk."""
    if row.churn.risk is ChurnRisk.LOW:
        return None
    teller = HealthTeller(scene.words, scene.formats)
    reasons = (teller.reasons.sentence(each.reason) for each in row.churn.signs)
    return ChurnLine(row.churn.risk, next(reasons, ""))


def health_changes(scene: Scene, row: HealthRow) -> Iterator[Change]:
    """How health moved since the last meeting, if by as much as is told or into another band."""
    before = health_row(scene.workspace, scene.session, scene.account.id, scene.since).health
    now = row.health
    if before is None or now is None or before.score == now.score:
        return
    settings: HealthSettings = health_settings(scene.profile.settings)
    if abs(now.score - before.score) < settings.signal_fall and now.band is before.band:
        return
    teller, sign = HealthTeller(scene.words, scene.formats), 1 if now.score > before.score else -1
    causes = [each for each in what_moved(before, now) if each.points * sign > 0][:_CAUSES]
    yield Change(
        on=scene.known_on,
        kind=ChangeKind.HEALTH,
        before=before.score,
        after=now.score,
        detail=", ".join(teller.cause(each) for each in causes),
    )
