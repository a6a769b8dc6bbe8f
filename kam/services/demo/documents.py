"""Files of the clients, as they lie in ``resources/demo/<language>/documents``."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from kam.models import Account, Document
from kam.services.documents.media import HEAD, media_type

if TYPE_CHECKING:
    from pathlib import Path

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf


def add_documents(shelf: Shelf, client: Table, folder: Path) -> Iterator[bytes]:
    """The documents of a client; yields what is in their files."""
    scope = client["account"]["key"]
    account = shelf.find(Account, scope, scope)
    for table in client.get("documents", ()):
        content = (folder / table["file"]).read_bytes()
        shelf.make(
            Document,
            table,
            scope,
            apart=("file",),
            account_id=account.id,
            media_type=media_type(table["name"], content[:HEAD]),
            sha256=sha256(content).digest(),
            size=len(content),
        )
        yield content
