"""The page of a retention case, drawn in a language."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.health.retention import judge
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.words import words_for
from kam.reports.content.complaints import PaperHead
from kam.reports.content.retention import RetentionPaper
from kam.services.complaints.paper import paper_head
from kam.services.health.retention import read_case, retention_basis
from kam.services.health.retention_rows import RetentionBasis, RetentionDraft, case_of
from kam.services.profile import zone_of
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def retention_page(
    workspace: Workspace,
    account_id: UUID,
    draft: RetentionDraft,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> PaperResult:
    """The page of a case that is being typed.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``account.gone``.

    """
    basis = retention_basis(workspace, account_id, as_of=as_of)
    head = paper_head(workspace, as_of=as_of, printed_at=printed_at)
    today = as_of.astimezone(zone_of(workspace)).date()
    return _drawn(basis, draft, head, today, language)


def kept_retention_page(
    workspace: Workspace,
    case_id: UUID,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> PaperResult:
    """The page of a kept case, as it was judged on its day; the risk of today stands beside it.

    Raises:
        NotFoundError: ``retention.gone``.

    """
    row = read_case(workspace, case_id)
    basis = retention_basis(workspace, row.account_id, as_of=as_of)
    head = paper_head(workspace, as_of=as_of, printed_at=printed_at)
    return _drawn(basis, row.draft, head, row.made_on, language)


def _drawn(
    basis: RetentionBasis, draft: RetentionDraft, head: PaperHead, made_on: date, language: str
) -> PaperResult:
    from kam.reports.retention.page import draw_retention

    words = words_for(language)
    teller = ReasonTeller(words, Formats(language))
    currency = basis.currency if draft.margin is None else draft.margin.currency
    case = case_of(draft, currency)
    content = RetentionPaper(
        head=head,
        account=basis.account,
        made_on=made_on,
        currency=currency,
        case=case,
        verdict=judge(case),
        risk=basis.churn.risk,
        signs=tuple(teller.sentence(sign.reason) for sign in basis.churn.signs),
        note=draft.note,
    )
    return draw_retention(content, words=words)
