"""Which account a person means by a name, a part of one, a number or an identity."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from kam.core.errors import AmbiguousError, NotFoundError
from kam.core.text import fold, sort_key
from kam.models import Account, Colleague, Stakeholder
from kam.services.lists.shared import stakeholder_names
from kam.store.workspace import Workspace

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """An account that was meant."""

    id: UUID
    name: str
    external_id: str | None


def find_account(workspace: Workspace, name_or_id: str) -> FoundAccount:
    """The account of an identity, a whole name, the beginning or any part of a name, or an external number.

    The first of these that fits decides: a name that is the whole of one account's and a part of another's
    means the first. Case, ё = е and the signs around words do not count.

    Raises:
        AmbiguousError: ``account.ambiguous`` when a name fits several; ``candidates`` lists up to ten of them
            as "name (identity)", ``count`` says how many there are.
        NotFoundError: ``account.not_found``.

    """
    with workspace.reading() as session:
        rows = session.execute(select(Account.id, Account.name, Account.name_key, Account.external_id))
        accounts = [(FoundAccount(key, name, number), name_key) for key, name, name_key, number in rows]
    wanted = name_or_id.strip()
    found = _matching(accounts, wanted)
    if not found:
        raise NotFoundError("account.not_found", name=wanted)
    if len(found) > 1:
        found.sort(key=lambda account: (sort_key(account.name), account.id))
        raise AmbiguousError(
            "account.ambiguous",
            name=wanted,
            count=len(found),
            candidates=[f"{account.name} ({account.id})" for account in found[:_SHOWN]],
        )
    return found[0]


def _matching(accounts: list[tuple[FoundAccount, str]], wanted: str) -> list[FoundAccount]:
    identity = _identity(wanted)
    if identity is not None:
        return [account for account, _ in accounts if account.id == identity]
    key = sort_key(wanted)
    if not key:
        return []
    number = fold(wanted)
    ways = (
        lambda account, _: account.name == wanted,
        lambda _, name_key: name_key == key,
        lambda account, _: account.external_id is not None and fold(account.external_id) == number,
        lambda _, name_key: name_key.startswith(key),
        lambda _, name_key: key in name_key,
    )
    for fits in ways:
        found = [account for account, name_key in accounts if fits(account, name_key)]
        if found:
            return found
    return []


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def find_stakeholder(workspace: Workspace, account_id: UUID, name_or_id: str) -> UUID:
    """The stakeholder of an account that a name, a part of one or an identity means; who left is not meant.

    Raises:
        AmbiguousError: ``person.ambiguous`` with the ``candidates``.
        NotFoundError: ``person.not_found``.

    """
    with workspace.reading() as session:
        here = (Stakeholder.account_id == account_id) & Stakeholder.left_on.is_(None)
        people = list(stakeholder_names(session, here).items())
    return _the_one(people, name_or_id, missing="person.not_found", several="person.ambiguous")


def find_colleague(workspace: Workspace, name_or_id: str) -> UUID:
    """The colleague of ours that a name, a part of one or an identity means.

    Raises:
        AmbiguousError: ``colleague.ambiguous`` with the ``candidates``.
        NotFoundError: ``colleague.not_found``.

    """
    with workspace.reading() as session:
        rows = session.execute(select(Colleague.id, Colleague.name).where(Colleague.left_on.is_(None)))
        people = [(row.id, row.name) for row in rows]
    return _the_one(people, name_or_id, missing="colleague.not_found", several="colleague.ambiguous")


def _the_one(people: list[tuple[UUID, str]], name_or_id: str, *, missing: str, several: str) -> UUID:
    """Every typed word must begin a word of the name, in any order; a whole name wins over a part."""
    identity = _identity(name_or_id.strip())
    words = sort_key(name_or_id).split()
    named = [(key, name, sort_key(name).split()) for key, name in people]
    whole = [(key, name) for key, name, parts in named if sorted(parts) == sorted(words)]
    part = [
        (key, name)
        for key, name, parts in named
        if words and all(any(each.startswith(word) for each in parts) for word in words)
    ]
    found = [(key, name) for key, name in people if key == identity] or whole or part
    if not found:
        raise NotFoundError(missing, name=name_or_id.strip())
    if len(found) > 1:
        candidates = [f"{name} ({key})" for key, name in found[:_SHOWN]]
        raise AmbiguousError(several, name=name_or_id.strip(), count=len(found), candidates=candidates)
    return found[0][0]
