"""Where what stands behind a point of health is shown."""

from __future__ import annotations

from uuid import UUID

from kam.analysis.health.score import HealthFactor
from kam.services.health.evidence import Evidence, EvidenceKind
from kam.ui.places import (
    Place,
    account_place,
    account_satisfaction_place,
    complaint_place,
    person_satisfaction_place,
)


def evidence_place(evidence: Evidence) -> Place | None:
    """Where a record is seen; None of the answer of somebody who is gone."""
    account = evidence.account_id
    if evidence.shows is None:
        return None
    match evidence.kind:
        case EvidenceKind.COMPLAINT:
            return complaint_place(evidence.shows)
        case EvidenceKind.PROMISE:
            return Place("promises", account, item_id=evidence.shows)
        case EvidenceKind.CONTRACT:
            return Place("account", account, "dossier", evidence.shows, "contracts")
        case EvidenceKind.ANSWER:
            return person_satisfaction_place(account, evidence.shows)
        case _:
            return account_place(account, "people", evidence.shows)


def factor_place(account_id: UUID, factor: HealthFactor) -> Place:
    """Where the figures and records of a whole factor are seen, and made."""
    match factor:
        case HealthFactor.REVENUE | HealthFactor.RHYTHM:
            return Place("account", account_id, "money", view="figures")
        case HealthFactor.WALLET:
            return Place("account", account_id, "money", view="wallet")
        case HealthFactor.PEOPLE | HealthFactor.CONTACT:
            return account_place(account_id, "people")
        case HealthFactor.COMPLAINTS:
            return account_place(account_id, "complaints")
        case HealthFactor.SATISFACTION:
            return account_satisfaction_place(account_id)
        case HealthFactor.PROMISES:
            return Place("promises", account_id)
