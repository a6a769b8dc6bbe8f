"""Editing the sections of the dossier that are forms over the account's own fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Table, exists, select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import DossierSection
from kam.models import Account, metadata
from kam.models.columns import OnDelete
from kam.models.types import MinorUnits
from kam.services.dossier.checking import Check, note_check
from kam.services.dossier.holding import is_above
from kam.services.dossier.sections import FIELDS
from kam.services.forms import fill, stamp
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_STEPS: Final[Mapping[DossierSection, str]] = MappingProxyType(
    {
        DossierSection.IDENTITY: "dossier.identity_changed",
        DossierSection.PORTRAIT: "dossier.portrait_changed",
        DossierSection.TERMS: "dossier.terms_changed",
    }
)


def edit_section(
    workspace: Workspace,
    account_id: UUID,
    section: DossierSection,
    values: Mapping[str, Any],
    *,
    version: int,
    verified_by: UUID | None = None,
    verified_on: date | None = None,
) -> Outcome[int]:
    """Set fields of a section (``sections.FIELDS``) and return its new version; all of it or nothing.

    What ``values`` does not name stays. With ``verified_on`` or ``verified_by`` the section counts as
    verified in the same step. Money is ``Money`` in the account's currency, a discount ``Decimal`` per cent,
    phones a tuple of texts; None empties a field.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile`` when the section is not of that version any more.
        NotFoundError: ``account.gone``.

    """
    fields = FIELDS[section]
    with workspace.writing(_STEPS[section]) as unit, unit.no_autoflush:
        account = unit.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        if stamp(account, fields) != version:
            raise ConflictError("dossier.changed_meanwhile")
        faults = [*_faults_of_references(unit, account, values)]
        faults += _fault_of_currency(unit, account, values)
        currency = values.get("currency", account.currency)
        faults += fill(account, fields, values, currency=currency or account.currency)
        refuse(faults)
        if verified_on is not None or verified_by is not None:
            note_check(unit, account_id, section, Check(verified_on, verified_by))
        return Outcome(stamp(account, fields), Area.ACCOUNTS)


def _faults_of_references(
    unit: UnitOfWork, account: Account, values: Mapping[str, Any]
) -> Iterator[FieldError]:
    """A parent that belongs to the account itself, an external number that another account has."""
    parent = values.get("parent_id")
    if parent is not None:
        above = unit.get(Account, parent)
        if above is None:
            yield FieldError("parent_id", "account.gone")
        elif parent != account.id and is_above(unit, account.id, parent):
            yield FieldError("parent_id", "dossier.parent_circle", {"name": above.name})
    number = (values.get("external_id") or "").strip()
    if number:
        query = select(Account.name).where(Account.external_id == number, Account.id != account.id)
        if (holder := unit.scalar(query)) is not None:
            details = {"value": number, "holder": holder}
            yield FieldError("external_id", "import.number_taken", details)


def _fault_of_currency(unit: UnitOfWork, account: Account, values: Mapping[str, Any]) -> Iterator[FieldError]:
    """The account's currency is fixed once it has amounts without one of their own (records.md).

    They would silently become amounts of another currency. Those that the same form sets anew do not count.
    """
    currency = values.get("currency")
    if currency in (None, account.currency):
        return
    limit_stays = account.credit_limit_minor is not None and "credit_limit" not in values
    if limit_stays or account.annual_revenue_minor is not None or _has_bare_amounts(unit, account.id):
        yield FieldError("currency", "dossier.currency_fixed", {"stated": account.currency})


def _has_bare_amounts(session: Session, account_id: UUID) -> bool:
    """Whether a record of the account, or of a plan or complaint of it, has an amount and no currency."""
    for table in metadata.sorted_tables:
        currency = table.columns.get("currency")
        if currency is None or not currency.nullable or (mine := _of_account(table, account_id)) is None:
            continue
        for amount in (column for column in table.columns if isinstance(column.type, MinorUnits)):
            bare = amount.is_not(None) & currency.is_(None) & mine
            if session.scalar(select(exists().where(bare))):
                return True
    return False


def _of_account(table: Table, account_id: UUID) -> ColumnElement[bool] | None:
    """The condition that a table's record belongs to an account, itself or through its owner."""
    if "account_id" in table.columns:
        return table.columns.account_id == account_id
    for key in table.foreign_keys:
        owner = key.column.table
        if key.parent.info.get("on_delete") is OnDelete.OWNED and "account_id" in owner.columns:
            return key.parent.in_(select(owner.columns.id).where(owner.columns.account_id == account_id))
    return None
