"""Retention cases: what a client who leaves would cost, and whether a concession pays (domain.md §9)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.health.retention import LEAVING, judge, leaving_then
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, UserError
from kam.core.field_errors import FieldErrors, refuse
from kam.core.money import Money, minor_digits
from kam.models import Account, RetentionCase
from kam.services.forms import FormField, fill
from kam.services.health.book import health_row
from kam.services.health.retention_rows import (
    RetentionBasis,
    RetentionDraft,
    RetentionRow,
    case_of,
)
from kam.services.portfolio.sales import read_sales
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_NOTE: Final = (FormField("note"),)
_PERMILLE: Final = 10
"""Thousandths in a per cent."""


def retention_basis(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> RetentionBasis:
    """What a case of an account begins with on a day.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = _account(session, account_id)
        profile = read_profile(session)
        sales = read_sales(session, profile.currency, profile.today(as_of), account_id)
        churn = health_row(workspace, session, account_id, as_of).churn
    own = sales.of(account_id)
    leaving = LEAVING[churn.risk]
    sold = account_id in sales.by_account and any(own.months)
    return RetentionBasis(
        account_id=account_id,
        account=account.name,
        currency=profile.currency,
        revenue=_whole(own.revenue, profile.currency) if sold and own.revenue >= 0 else None,
        margin=None if own.margin is None or not sold else _whole(own.margin, profile.currency),
        churn=churn,
        leaving=_percent(leaving),
        leaving_then=_percent(leaving_then(leaving)),
    )


def save_case(
    workspace: Workspace, account_id: UUID, draft: RetentionDraft, *, as_of: datetime | None = None
) -> Outcome[UUID]:
    """Keep a case as it is judged now, dated today; earlier ones stay as they were.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("retention.kept") as unit, unit.no_autoflush:
        _account(unit, account_id)
        profile = read_profile(unit)
        case = case_of(draft, profile.currency)
        kept = RetentionCase(
            account_id=account_id,
            made_on=profile.today(as_of or unit.now),
            currency=profile.currency,
            revenue_minor=case.revenue,
            margin_minor=case.margin,
            leaving_permille=_permille(draft.leaving),
            leaving_then_permille=_permille(draft.leaving_then),
            discount_permille=_permille(draft.discount),
            terms_days=case.concession.terms_days,
            service_minor=case.concession.service,
            capital_permille=_permille(draft.capital),
        )
        refuse(fill(kept, _NOTE, {"note": draft.note}, currency=profile.currency))
        unit.add(kept)
        return Outcome(kept.id, Area.ACCOUNTS)


def remove_case(workspace: Workspace, case_id: UUID) -> Outcome[None]:
    """Delete a kept case; raises NotFoundError ``retention.gone``."""
    with workspace.writing("retention.deleted") as unit:
        if unit.get(RetentionCase, case_id) is None:
            raise NotFoundError("retention.gone")
        unit.remove(RetentionCase, [case_id])
        return Outcome(None, Area.ACCOUNTS)


def read_case(workspace: Workspace, case_id: UUID) -> RetentionRow:
    """A kept case; raises NotFoundError ``retention.gone``."""
    with workspace.reading() as session:
        found = session.execute(_CASES.where(RetentionCase.id == case_id)).one_or_none()
        if found is None:
            raise NotFoundError("retention.gone")
        return _row(*found)


def list_cases(
    workspace: Workspace, account_id: UUID | None = None, *, as_of: datetime | None = None
) -> tuple[RetentionRow, ...]:
    """The cases that were kept, of one account or of all, by the end of a moment's day, the newest first."""
    query = _CASES.order_by(RetentionCase.made_on.desc(), RetentionCase.id.desc())
    if account_id is not None:
        query = query.where(RetentionCase.account_id == account_id)
    with workspace.reading() as session:
        if as_of is not None:
            query = query.where(RetentionCase.made_on <= read_profile(session).today(as_of))
        return tuple(_row(case, name) for case, name in session.execute(query))


_CASES: Final = select(RetentionCase, Account.name).join(Account, Account.id == RetentionCase.account_id)


def _row(kept: RetentionCase, account: str) -> RetentionRow:
    currency = kept.currency
    draft = RetentionDraft(
        revenue=Money(kept.revenue_minor, currency),
        margin=Money(kept.margin_minor, currency),
        leaving=_shown(kept.leaving_permille),
        leaving_then=_shown(kept.leaving_then_permille),
        discount=_shown(kept.discount_permille) or None,
        terms_days=kept.terms_days or None,
        service=Money(kept.service_minor, currency) if kept.service_minor else None,
        capital=_shown(kept.capital_permille),
        note=kept.note,
    )
    try:
        case = case_of(draft, currency)
    except FieldErrors as error:  # no form lets such a case in
        raise UserError("store.damaged_value") from error
    return RetentionRow(kept.id, kept.account_id, account, kept.made_on, currency, draft, case, judge(case))


def _account(session: Session, account_id: UUID) -> Account:
    found = session.get(Account, account_id)
    if found is None:
        raise NotFoundError("account.gone")
    return found


def _whole(minor: int, currency: str) -> Money:
    """A sum without its cents: it is a measure to begin with, and easier to read."""
    unit = 10 ** minor_digits(currency)
    return Money(round(Fraction(minor, unit)) * unit, currency)


def _percent(ratio: Decimal) -> Decimal:
    return (ratio * 100).normalize() + 0


def _permille(percent: Decimal | int | None) -> int:
    return int(Decimal(percent or 0) * _PERMILLE)


def _shown(permille: int) -> Decimal:
    return (Decimal(permille) / _PERMILLE).normalize() + 0
