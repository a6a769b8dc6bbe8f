"""Commitments of both sides that the demo tells in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kam.core.vocabulary import Side
from kam.models import Account, Commitment, CommitmentShift, Interaction

if TYPE_CHECKING:
    from datetime import date

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_MADE_BEFORE: Final = "-12d"
"""A promise was made so long before its first due date, unless its table says when."""


def add_commitments(shelf: Shelf, client: Table) -> None:
    """The told commitments of a client."""
    scope = client["account"]["key"]
    for table in client.get("commitments", ()):
        add_commitment(shelf, table, scope)


def add_commitment(shelf: Shelf, table: Table, scope: str, **given: Any) -> Commitment:
    """A commitment of ``owner``: a colleague of ours, or a stakeholder of theirs; with its shifts."""
    side = Side.of(table["side"])
    owner = {"owner_colleague" if side is Side.OURS else "owner_stakeholder": table["owner"]}
    row = {key: value for key, value in table.items() if key not in ("owner", "shifts", "made_on")} | owner
    shifts = table.get("shifts", ())
    first_due = shelf.dates.day(shifts[0]["from_due_on"] if shifts else table["due_on"])
    commitment = shelf.make(
        Commitment,
        row,
        scope,
        account_id=shelf.find(Account, scope, scope).id,
        made_on=_made_on(shelf, table, first_due, scope),
        first_due_on=first_due,
        **given,
    )
    for shift in shifts:
        shelf.make(
            CommitmentShift, {"to_due_on": table["due_on"], **shift}, scope, commitment_id=commitment.id
        )
    return commitment


def _made_on(shelf: Shelf, table: Table, first_due: date, scope: str) -> date:
    """As told; else the day of the interaction it was made in; else some days before it fell due."""
    if "made_on" in table:
        return shelf.dates.day(table["made_on"])
    if "interaction" in table:
        return shelf.find(Interaction, table["interaction"], scope).starts_local.date()
    return min(shelf.dates.day(_MADE_BEFORE, first_due), shelf.dates.day("-1w"))
