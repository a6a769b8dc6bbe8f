"""Records that have the words asked for, through the search index, as a condition of a query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select, column, literal, select, table, text

from kam.models.types import Identifier
from kam.store.search_query import match_expression
from kam.store.search_tokens import account_mark, kind_mark

FoundOf: TypeAlias = Callable[[str], Select[Any]]

_document = table("search_document", column("rowid"), column("record_id", Identifier()))
_word = table("search_word", column("rowid"), column("search_word"))


def found_records(typed: str, account_id: UUID | None) -> FoundOf | None:
    """Asked with a kind of hit: the records of that kind which have every word typed.

    None where nothing is typed; a text without a letter or digit finds nothing.
    """
    if not typed.strip():
        return None
    within = [] if account_id is None else [[account_mark(account_id.bytes)]]

    def of_kind(kind: str) -> Select[Any]:
        # A person is found in every account that they have a place at.
        marks = [[kind_mark(kind)], *within]
        expression = match_expression(typed, marks)
        rows = select(_document.c.record_id).join(_word, _word.c.rowid == _document.c.rowid)
        if expression is None:
            return rows.where(text("0"))
        return rows.where(_word.c.search_word.op("MATCH")(literal(expression)))

    return of_kind
