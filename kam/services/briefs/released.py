"""The gate of the client's copy: only columns that may go to the client can be read through it.

Every column is internal unless its model says otherwise. What is not selected is not in memory, so it cannot
reach the paper. Internal columns may decide *which* rows
go, in a WHERE or an ORDER BY, never *what* they say.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row, Select, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from kam.core.vocabulary import Audience
from kam.models import BlobPiece, Question
from kam.reports.content import PersonName
from kam.services.briefs.scene import Scene

RELEASED_BY_ROW: Final[dict[InstrumentedAttribute[Any], InstrumentedAttribute[bool]]] = {
    Question.text: Question.sayable,
}
"""Internal columns whose row says itself that they may go: a sayable question is sayable in its own words."""


def for_client(*columns: InstrumentedAttribute[Any]) -> Select[Any]:
    """A query for values that the client may see.

    Of a column that its row releases only the released rows come.

    Raises:
        PermissionError: for a column whose audience is internal: a bug, found by the first test that runs.

    """
    query = select(*columns)
    for column in columns:
        if column.property.columns[0].info.get("audience") is Audience.CLIENT:
            continue
        released = RELEASED_BY_ROW.get(column)
        if released is None:
            message = f"{column} is internal"
            raise PermissionError(message)
        query = query.where(released == true())
    return query


def rows(scene: Scene, query: Select[Any]) -> list[Row[Any]]:
    """The rows of such a query."""
    return list(scene.session.execute(query))


def blob(scene: Scene, sha256: bytes | None) -> bytes | None:
    """A file kept in the workspace. It has no audience of its own: the column that names it has."""
    return blob_in(scene.session, sha256)


def blob_in(session: Session, sha256: bytes | None) -> bytes | None:
    """The same in a session."""
    if sha256 is None:
        return None
    pieces = session.scalars(
        select(BlobPiece.bytes).where(BlobPiece.sha256 == sha256).order_by(BlobPiece.number)
    )
    return b"".join(pieces) or None


def person_name(row: Row[Any]) -> PersonName:
    """The name in a row of a person's three columns."""
    return PersonName(row.family_name or "", row.given_name or "", row.patronymic or "")
