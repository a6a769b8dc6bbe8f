"""Competitors and colleagues by the name that was typed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from kam.core.errors import UserError
from kam.core.field_errors import FieldError
from kam.core.text import same_name, sort_key
from kam.models import Colleague, Competitor
from kam.store.unit_of_work import UnitOfWork


def competitor_of_name(unit: UnitOfWork, name: str, field: str) -> tuple[UUID | None, FieldError | None]:
    """The competitor of a name, made where none is called so; None with a fault for a name that is none.

    Case, ё and quotation marks do not count: «Хигитек» is Хигитек.
    """
    text = name.strip()
    if not text:
        return None, FieldError(field, "field.required")
    wanted = same_name(text)
    for row in unit.execute(select(Competitor.id, Competitor.name).order_by(Competitor.id)):
        if same_name(row.name) == wanted:
            return row.id, None
    try:
        made = Competitor(name=text, name_key=sort_key(text))
    except UserError as error:
        return None, FieldError.of(field, error)
    unit.add(made)
    unit.flush()
    return made.id, None


def colleague_of_name(
    unit: UnitOfWork, name: str, field: str, *, make_new: bool
) -> tuple[UUID | None, FieldError | None]:
    """The colleague of a name; None with a fault where nobody or several of us are called so.

    Who has left is meant only where nobody else is.
    """
    text = name.strip()
    if not text:
        return None, FieldError(field, "field.required")
    wanted = same_name(text)
    rows = unit.execute(select(Colleague.id, Colleague.name, Colleague.left_on).order_by(Colleague.id))
    alike = [row for row in rows if same_name(row.name) == wanted]
    found = [row.id for row in alike if row.left_on is None] or [row.id for row in alike]
    if len(found) > 1:
        return None, FieldError(field, "import.several_colleagues", {"value": text})
    if found:
        return found[0], None
    if not make_new:
        return None, FieldError(field, "colleague.not_found", {"name": text})
    try:
        made = Colleague(name=text)
    except UserError as error:
        return None, FieldError.of(field, error)
    unit.add(made)
    unit.flush()
    return made.id, None
