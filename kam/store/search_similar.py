"""Which documents resemble a text: by the words they share, rare ones counting more."""

from __future__ import annotations

from math import log
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from kam.core.text import fold
from kam.models.types import stored_id
from kam.store.search_query import MOST_TERMS, match_expression
from kam.store.search_tokens import WORD, kind_mark

_SHORTEST: Final = 3
_COMMON: Final = 20
"""A word that more than one in so many documents has says nothing of likeness."""
_FEW: Final = 200
"""Among so few documents no word is common."""


def resembling(connection: Connection, text: str, kind: str, *, limit: int) -> list[tuple[UUID, float]]:
    """The documents of a kind that share words with a text, and the share of its weight that they have.

    The most alike first, of equals the newest; a word weighs the more the fewer documents have it. A word
    that is common, or stands in no document, weighs nothing.
    """
    within = [[kind_mark(kind)]]
    total = connection.exec_driver_sql(
        "SELECT count(*) FROM search_document WHERE kind = ?", (kind,)
    ).scalar()
    cap = max(_FEW, (total or 0) // _COMMON)
    words = dict.fromkeys(word for word in WORD.findall(fold(text)) if len(word) >= _SHORTEST)
    scores: dict[int, float] = {}
    weight = 0.0
    for word in list(words)[:MOST_TERMS]:
        expression = match_expression(f"{word} ", within)
        if expression is None:
            continue
        rows = connection.exec_driver_sql(
            "SELECT rowid FROM search_word WHERE search_word MATCH ? LIMIT ?", (expression, cap + 1)
        ).fetchall()
        if not rows or len(rows) > cap:
            continue
        worth = log(1 + (total or 0) / len(rows))
        weight += worth
        for (rowid,) in rows:
            scores[rowid] = scores.get(rowid, 0.0) + worth
    best = sorted(scores.items(), key=lambda each: (-each[1], -each[0]))[:limit]
    return [(_record(connection, rowid), score / weight) for rowid, score in best]


def _record(connection: Connection, rowid: int) -> UUID:
    row = connection.exec_driver_sql("SELECT record_id FROM search_document WHERE rowid = ?", (rowid,)).one()
    return stored_id(row[0])
