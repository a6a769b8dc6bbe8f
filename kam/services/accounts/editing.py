"""Making, changing and deleting accounts. The sections of a dossier have forms of their own (``dossier``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import AccountStatus, AddressKind, BusinessType, Overridden, Term
from kam.models import Account, Address, Colleague, Interaction, InteractionAccount
from kam.services.forms import FormField, fill
from kam.services.portfolio.overriding import put_override
from kam.services.profile import read_profile
from kam.store.journal import chunks
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

ROW_FIELDS: Final = tuple(
    FormField(name)
    for name in (
        "name", "legal_name", "tax_number", "status", "owner_id", "potential", "industry", "business_type",
        "client_since", "site", "phone", "email",
    )
)  # fmt: skip
"""The fields that can be changed in a row of the portfolio."""
BULK_FIELDS: Final = tuple(
    FormField(name) for name in ("status", "owner_id", "potential", "industry", "business_type")
)
"""The fields that can be set for many accounts at once."""
_NEW_FIELDS: Final = tuple(
    FormField(name)
    for name in (
        "name", "legal_name", "tax_number", "tax_reason_code", "registration_number", "external_id", "status",
        "owner_id", "parent_id", "potential", "industry", "business_type", "site", "phone", "email", "notes",
        "currency",
    )
)  # fmt: skip
_ADDRESS: Final = ("line", "city", "region", "postal_code", "country")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made. Without an owner it is mine, without a currency the workspace's."""

    name: str
    legal_name: str | None = None
    tax_number: str | None = None
    tax_reason_code: str | None = None
    registration_number: str | None = None
    external_id: str | None = None
    status: AccountStatus = AccountStatus.PROSPECT
    owner_id: UUID | None = None
    parent_id: UUID | None = None
    potential: int | None = None
    industry: str | None = None
    business_type: BusinessType | None = None
    site: str | None = None
    phone: str | None = None
    email: str | None = None
    notes: str | None = None
    currency: str | None = None
    line: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


def create_account(workspace: Workspace, new: NewAccount) -> Outcome[UUID]:
    """Make an account, with its legal address where one is given.

    That it may be there already is asked before (``likely_duplicates``); two clients may share a name.

    Raises:
        FieldErrors: one for each field that cannot be as it is; nothing was written.

    """
    with workspace.writing("account.created") as unit, unit.no_autoflush:
        profile = read_profile(unit)
        account = Account(currency=profile.currency)
        values = {each.name: getattr(new, each.name) for each in _NEW_FIELDS}
        values["owner_id"] = new.owner_id or profile.me
        values["currency"] = new.currency or profile.currency
        faults = [*fill(account, _NEW_FIELDS, values, currency=values["currency"])]
        faults += _faults_of_references(unit, account, values)
        address = Address(account_id=account.id, kind=AddressKind.LEGAL)
        written = {name: getattr(new, name) for name in _ADDRESS}
        faults += fill(address, tuple(map(FormField, _ADDRESS)), written, currency=account.currency)
        refuse(faults)
        unit.add(account)
        if any(getattr(address, name) for name in _ADDRESS):
            unit.add(address)
        return Outcome(account.id, Area.ACCOUNTS)


def update_account(
    workspace: Workspace, account_id: UUID, changes: Mapping[str, Any], *, version: int
) -> Outcome[int]:
    """Set fields of a row (``ROW_FIELDS``) and return the account's new version; all of them or none.

    ``version`` is that of the row the change was made in.

    Raises:
        FieldErrors: one for each field that cannot be as it is.
        ConflictError: ``account.changed_meanwhile`` when the account is not of that version any more.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("account.changed") as unit, unit.no_autoflush:
        account = unit.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        if account.version != version:
            raise ConflictError("account.changed_meanwhile", name=account.name)
        faults = fill(account, ROW_FIELDS, changes, currency=account.currency)
        refuse([*faults, *_faults_of_references(unit, account, changes)])
        unit.flush()
        return Outcome(account.version, Area.ACCOUNTS)


def bulk_update(
    workspace: Workspace,
    ids: Collection[UUID],
    changes: Mapping[str, Any],
    by_hand: Mapping[Overridden, Term] = MappingProxyType({}),
    reason: str = "",
) -> Outcome[int]:
    """Set the same fields (``BULK_FIELDS``) of many accounts in one step; returns how many there were.

    Computed values can be set ``by_hand`` in the same step, with their ``reason``. What was deleted meanwhile
    is passed over.

    Raises:
        FieldErrors: one for each field that cannot be so; nothing was written.

    """
    step = "account.changed" if len(ids) == 1 else "accounts.changed"
    with workspace.writing(step, details={"count": len(ids)}) as unit, unit.no_autoflush:
        accounts = [
            account
            for part in chunks(ids)
            for account in unit.scalars(select(Account).where(Account.id.in_(part)))
        ]
        for account in accounts:
            faults = fill(account, BULK_FIELDS, changes, currency=account.currency)
            refuse([*faults, *_faults_of_references(unit, account, changes)])
            try:
                for what, value in by_hand.items():
                    put_override(unit, account.id, what, value, reason)
            except RuleError as error:
                refuse([FieldError.of("reason", error)])
        return Outcome(len(accounts), Area.ACCOUNTS)


def delete_account(workspace: Workspace, account_id: UUID) -> Outcome[int]:
    """Delete an account with all it owns; undo brings everything back. Returns how many records went.

    An interaction that concerns other accounts too stays with the first of them; people stay, without their
    place here; subsidiaries stay, without the parent.

    Raises:
        NotFoundError: ``account.gone``.
        RuleError: ``domain.still_needed``.

    """
    with workspace.writing("account.deleted") as unit:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        _hand_over_shared(unit, account_id)
        return Outcome(unit.remove(Account, [account_id]), Area.EVERYTHING)


def _hand_over_shared(unit: UnitOfWork, account_id: UUID) -> None:
    """Give the interactions that concern further accounts to the first of these."""
    shared = (
        select(InteractionAccount)
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(Interaction.account_id == account_id, InteractionAccount.account_id != account_id)
    )
    handed: set[UUID] = set()
    for further in unit.scalars(shared.order_by(InteractionAccount.id)).all():
        if further.interaction_id not in handed:
            handed.add(further.interaction_id)
            unit.get_one(Interaction, further.interaction_id).account_id = further.account_id
            unit.delete(further)
    unit.flush()


def _faults_of_references(
    unit: UnitOfWork, account: Account, values: Mapping[str, Any]
) -> Iterator[FieldError]:
    """What the fields refer to must be there, and a number belongs to one account."""
    owner, parent = values.get("owner_id"), values.get("parent_id")
    if owner is not None and unit.get(Colleague, owner) is None:
        yield FieldError("owner_id", "colleague.gone")
    if parent is not None and unit.get(Account, parent) is None:
        yield FieldError("parent_id", "account.gone")
    if number := (values.get("external_id") or "").strip():
        query = select(Account.name).where(Account.external_id == number, Account.id != account.id)
        if (holder := unit.scalar(query)) is not None:
            yield FieldError("external_id", "import.number_taken", {"value": number, "holder": holder})
