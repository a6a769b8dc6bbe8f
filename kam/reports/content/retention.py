"""What the page of a retention case shows (domain.md §9): ours alone, nothing computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.retention import RetentionCase, RetentionVerdict
from kam.reports.content.complaints import PaperHead


@dataclass(frozen=True, slots=True)
class RetentionPaper:
    """A case and its verdict. ``signs`` say, in the paper's language, what speaks for leaving now."""

    head: PaperHead
    account: str
    made_on: date
    currency: str
    case: RetentionCase
    verdict: RetentionVerdict
    risk: ChurnRisk | None = None
    signs: tuple[str, ...] = ()
    note: str | None = None
