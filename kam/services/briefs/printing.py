"""The brief as a PDF."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.core.words import words_for
from kam.services.briefs.collecting import collect_brief
from kam.services.briefs.customer import collect_customer_brief
from kam.services.briefs.meetings import next_meeting
from kam.services.finding import find_account
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.result import PaperResult


def meeting_of(workspace: Workspace, account: str | UUID | None, *, as_of: datetime) -> UUID:
    """The next meeting of an account (a name, an identity as text, or one already known), or of anybody.

    Raises:
        UserError: what ``find_account`` and ``next_meeting`` raise.

    """
    account_id = find_account(workspace, account).id if isinstance(account, str) else account
    return next_meeting(workspace, account_id, as_of=as_of).id


def brief_pdf(
    workspace: Workspace,
    *,
    meeting_id: UUID | None = None,
    account: str | UUID | None = None,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
    customer_safe: bool = False,
    pages: str = "auto",
) -> PaperResult:
    """Draw the brief of a meeting, of the next one of an account, or without either of the next one at all.

    ``account`` is a name, an identity as text, or one already known. ``printed_at`` is ``as_of`` unless it is
    given. ``pages`` is ``auto``, ``1``, ``2`` or ``all``.

    Raises:
        UserError: what ``find_account``, ``next_meeting`` and collecting raise, and
            ``paper.…`` when it needs more pages than asked for.

    """
    meeting_id = meeting_id or meeting_of(workspace, account, as_of=as_of)
    printed_at = printed_at or as_of
    words = words_for(language)
    if customer_safe:
        from kam.reports.customer_brief import draw_customer_brief

        customer = collect_customer_brief(
            workspace, meeting_id, as_of=as_of, printed_at=printed_at, language=language
        )
        return draw_customer_brief(customer, words=words, pages=pages)
    from kam.reports.brief import draw_brief

    content = collect_brief(workspace, meeting_id, as_of=as_of, printed_at=printed_at, language=language)
    return draw_brief(content, words=words, pages=pages)
