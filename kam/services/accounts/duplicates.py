"""Accounts that may already be there: by another writing of the name, or by tax number (domain.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.company_names import ALIKE_FROM, ComparedName, compared, is_same_script, likeness
from kam.analysis.explanation import Reason
from kam.core.text import sort_key, words
from kam.core.vocabulary import AccountStatus, Term
from kam.core.vocabulary.term import label
from kam.models import Account
from kam.services.lists.shared import colleague_names
from kam.services.remembering import Part, remembered
from kam.store.workspace import Workspace

_NAMES: Final = Part("accounts.names", (Account,))
_SAME, _CERTAIN = 100, 101
"""The certainty of a name that agrees wholly, and of a tax number."""
_SHORTEST: Final = 3
"""Letters of a name from which on it is compared at all: fewer fit half the portfolio."""


class DuplicateReason(Term):
    """Why two accounts may be one."""

    TAX_NUMBER = "tax_number", label("duplicate reason", "the same tax number {number}")
    SAME_NAME = "same_name", label("duplicate reason", "the same name but for form, quotes or case")
    OTHER_ALPHABET = "other_alphabet", label("duplicate reason", "the same name in the other alphabet")
    SIMILAR_NAME = "similar_name", label("duplicate reason", "the names agree to {percent} %")
    LEGAL_NAME = "legal_name", label("duplicate reason", "the legal name is “{name}”")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An account that may be the same, with why; ``certainty`` is 0–100, 101 for a tax number."""

    id: UUID
    name: str
    legal_name: str | None
    tax_number: str | None
    status: AccountStatus
    owner: str | None
    certainty: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """An account as it is compared."""

    id: UUID
    name: str
    legal_name: str | None
    tax_number: str | None
    status: AccountStatus
    owner_id: UUID | None
    compared: ComparedName
    compared_legal: ComparedName | None
    tax_key: str


def likely_duplicates(
    workspace: Workspace,
    name: str,
    tax_number: str | None = None,
    limit: int = 5,
    *,
    besides: UUID | None = None,
) -> tuple[Duplicate, ...]:
    """Accounts that a new one of this name and tax number may be; the likeliest first.

    Legal forms, quotes, case and the alphabet do not count, and neither does a slip of the keys. ``besides``
    is the account that is being looked at itself.
    """
    with workspace.reading() as session:
        known = remembered(workspace, session, _NAMES, None, lambda: _read(session))
        owners = colleague_names(session)
    wanted, tax_key = compared(name), _tax_key(tax_number)
    found = [
        _duplicate(account, owners, reasons)
        for account in known
        if account.id != besides and (reasons := list(_reasons(account, wanted, tax_key)))
    ]
    found.sort(key=lambda each: (-each.certainty, sort_key(each.name), each.id))
    return tuple(found[:limit])


def duplicate_pairs(workspace: Workspace, limit: int = 100) -> tuple[tuple[UUID, Duplicate], ...]:
    """Accounts of the portfolio that may be one: each pair once, the likeliest first.

    Only names that agree wholly and equal tax numbers count here; a slip of the keys is looked for when an
    account is made.
    """
    with workspace.reading() as session:
        known = remembered(workspace, session, _NAMES, None, lambda: _read(session))
        owners = colleague_names(session)
    alike: dict[str, list[_Known]] = {}
    for account in known:
        for key in filter(
            None, {account.compared.sorted, account.compared.joined, f"#{account.tax_key}"} - {"#"}
        ):
            alike.setdefault(key, []).append(account)
    pairs: dict[tuple[UUID, UUID], Duplicate] = {}
    for members in alike.values():
        for number, one in enumerate(members):
            for other in members[number + 1 :]:
                if (one.id, other.id) not in pairs:
                    reasons = list(_reasons(other, one.compared, one.tax_key))
                    pairs[one.id, other.id] = _duplicate(other, owners, reasons)
    found = [(one, duplicate) for (one, _), duplicate in pairs.items() if duplicate.reasons]
    found.sort(key=lambda pair: (-pair[1].certainty, sort_key(pair[1].name), pair[0]))
    return tuple(found[:limit])


def _read(session: Session) -> list[_Known]:
    rows = session.execute(
        select(
            Account.id,
            Account.name,
            Account.legal_name,
            Account.tax_number,
            Account.status,
            Account.owner_id,
        ).order_by(Account.id)
    )
    return [
        _Known(
            *row,
            compared(row.name),
            compared(row.legal_name) if row.legal_name else None,
            _tax_key(row.tax_number),
        )
        for row in rows
    ]


def _tax_key(number: str | None) -> str:
    """Spaces and dashes within a tax number do not count."""
    return "".join(words(number)) if number else ""


def _reasons(account: _Known, wanted: ComparedName, tax_key: str) -> Iterator[tuple[int, Reason]]:
    if tax_key and tax_key == account.tax_key:
        yield _CERTAIN, Reason.of(DuplicateReason.TAX_NUMBER, number=account.tax_number or "")
    if len(wanted.joined) < _SHORTEST:
        return
    by_name = likeness(wanted, account.compared)
    if by_name >= ALIKE_FROM:
        yield by_name, _by_name(wanted, account.compared, by_name)
    if account.compared_legal is not None and by_name < _SAME:
        by_legal = likeness(wanted, account.compared_legal)
        if by_legal >= ALIKE_FROM and by_legal > by_name:
            yield by_legal, Reason.of(DuplicateReason.LEGAL_NAME, name=account.legal_name or "")


def _by_name(wanted: ComparedName, known: ComparedName, percent: int) -> Reason:
    if percent < _SAME:
        return Reason.of(DuplicateReason.SIMILAR_NAME, percent=percent)
    same = is_same_script(wanted, known)
    return Reason.of(DuplicateReason.SAME_NAME if same else DuplicateReason.OTHER_ALPHABET)


def _duplicate(account: _Known, owners: dict[UUID, str], reasons: list[tuple[int, Reason]]) -> Duplicate:
    return Duplicate(
        id=account.id,
        name=account.name,
        legal_name=account.legal_name,
        tax_number=account.tax_number,
        status=account.status,
        owner=owners.get(account.owner_id) if account.owner_id else None,
        certainty=max((certainty for certainty, _ in reasons), default=0),
        reasons=tuple(reason for _, reason in reasons),
    )
