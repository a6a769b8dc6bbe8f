"""What the demo's owner has decided: signals put off or explained away, retention cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kam.models import Account, RetentionCase, SignalState
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf


def add_put_off(shelf: Shelf, client: Table) -> None:
    """Lines of Today of a client that are not shown: ``until`` a moment, or for good with a ``reason``.

    ``about`` names the record they are about: ``"stakeholder.lapshin"``.
    """
    scope = client["account"]["key"]
    for row in client.get("put_off", ()):
        table, _, handle = row["about"].partition(".")
        if ("until" in row) == ("reason" in row):
            message = f"{scope}: a line is put off until a moment or with a reason: {row['code']!r}"
            raise DemoContentError(message)
        shelf.make(
            SignalState,
            row,
            scope,
            apart=("about",),
            about=shelf.id_of(table, handle, scope),
            account_id=shelf.find(Account, scope, scope).id,
        )


def add_retention(shelf: Shelf, client: Table) -> None:
    """The retention cases of a client as they were judged on their day."""
    scope = client["account"]["key"]
    for row in client.get("retention", ()):
        shelf.make(RetentionCase, row, scope, account_id=shelf.find(Account, scope, scope).id)
