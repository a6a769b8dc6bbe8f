"""The whitespace of an account: product lines by business units (domain.md §6)."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select

from kam.core.text import sort_key
from kam.models import BusinessUnit, ProductLine, WhitespaceCell
from kam.services.dossier.rows import Heading, Whitespace, WhitespaceLine
from kam.services.dossier.source import Source
from kam.services.forms import shown_money

NamedT = TypeVar("NamedT", ProductLine, BusinessUnit)


def whitespace_of(source: Source) -> Whitespace:
    """The matrix with all that could stand in it.

    Lines are the leaves of what we sell, and retired ones where something is known of them. Units are the
    account's; the whole account stands before them where something is known of it, and alone where the
    account has no units.
    """
    cells = source.records(WhitespaceCell)
    known_lines = {cell.product_line_id for cell in cells}
    products = source.session.scalars(select(ProductLine)).all()
    branches = {one.parent_id for one in products if one.parent_id is not None}
    lines = [
        one
        for one in products
        if one.id in known_lines
        or (one.id not in branches and (one.retired_on is None or one.retired_on > source.day))
    ]
    units = source.records(BusinessUnit)
    whole = [Heading(None, "")] if not units or any(cell.unit_id is None for cell in cells) else []
    return Whitespace(
        lines=tuple(Heading(one.id, one.name) for one in _by_name(lines)),
        units=(*whole, *(Heading(one.id, one.name) for one in _by_name(units))),
        cells=tuple(_cell(source, cell) for cell in cells),
    )


def _by_name(records: list[NamedT]) -> list[NamedT]:
    return sorted(records, key=lambda one: (sort_key(one.name), one.id))


def _cell(source: Source, cell: WhitespaceCell) -> WhitespaceLine:
    return WhitespaceLine(
        id=cell.id,
        version=cell.version,
        product_line_id=cell.product_line_id,
        unit_id=cell.unit_id,
        stage=cell.stage,
        potential=shown_money(cell.potential_minor, cell.currency or source.account.currency),
        competitor_id=cell.competitor_id,
        competitor=source.competitors.get(cell.competitor_id) if cell.competitor_id else None,
        on=cell.on,
        note=cell.note,
    )
