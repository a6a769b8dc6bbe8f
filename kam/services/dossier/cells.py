"""Setting a cell of the whitespace matrix (domain.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money
from kam.core.vocabulary import WhitespaceStage
from kam.models import Account, BusinessUnit, ProductLine, WhitespaceCell
from kam.services.dossier.named import competitor_of_name
from kam.services.forms import FieldKind, FormField, fill
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS = (
    FormField("stage"),
    FormField("potential", FieldKind.MONEY, kept_in="potential_minor"),
    FormField("currency"),
    FormField("competitor_id"),
    FormField("on"),
    FormField("note"),
)


@dataclass(frozen=True, slots=True)
class CellDraft:
    """What is known of a product line in a unit (None: in the whole account). ``on``: today if not said."""

    product_line_id: UUID
    unit_id: UUID | None
    stage: WhitespaceStage
    potential: Money | None = None
    competitor: str | None = None
    on: date | None = None
    note: str | None = None


def set_whitespace_cell(
    workspace: Workspace, account_id: UUID, draft: CellDraft, *, version: int | None
) -> Outcome[UUID]:
    """Set a cell, made where there is none; ``version`` is that of the cell, None for an empty one.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("dossier.whitespace_changed") as unit, unit.no_autoflush:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        refuse(_faults(unit, account_id, draft))
        cell = _cell(unit, account_id, draft.product_line_id, draft.unit_id)
        if (cell.version if cell else None) != version:
            raise ConflictError("dossier.changed_meanwhile")
        cell = cell or WhitespaceCell(
            account_id=account_id, product_line_id=draft.product_line_id, unit_id=draft.unit_id
        )
        competitor, fault = None, None
        if draft.competitor:
            competitor, fault = competitor_of_name(unit, draft.competitor, "competitor")
        currency = draft.potential.currency if draft.potential else None
        values = {
            "stage": draft.stage,
            "potential": draft.potential,
            "currency": currency,
            "competitor_id": competitor,
            "on": draft.on or read_profile(unit).today(unit.now),
            "note": draft.note,
        }
        faults = [fault] if fault else []
        refuse([*faults, *fill(cell, _FIELDS, values, currency=currency or "")])
        unit.add(cell)
        return Outcome(cell.id, Area.ACCOUNTS | Area.OPPORTUNITIES)


def clear_whitespace_cell(
    workspace: Workspace, account_id: UUID, product_line_id: UUID, unit_id: UUID | None
) -> Outcome[bool]:
    """Make a cell unknown again; False when it was."""
    with workspace.writing("dossier.whitespace_changed") as unit:
        cell = _cell(unit, account_id, product_line_id, unit_id)
        if cell is not None:
            unit.remove(WhitespaceCell, [cell.id])
        return Outcome(cell is not None, Area.ACCOUNTS | Area.OPPORTUNITIES)


def _cell(
    unit: UnitOfWork, account_id: UUID, product_line_id: UUID, unit_id: UUID | None
) -> WhitespaceCell | None:
    query = select(WhitespaceCell).where(
        WhitespaceCell.account_id == account_id,
        WhitespaceCell.product_line_id == product_line_id,
        WhitespaceCell.unit_id.is_(None) if unit_id is None else WhitespaceCell.unit_id == unit_id,
    )
    return unit.scalars(query).one_or_none()


def _faults(unit: UnitOfWork, account_id: UUID, draft: CellDraft) -> list[FieldError]:
    faults = []
    if unit.get(ProductLine, draft.product_line_id) is None:
        faults.append(FieldError("product_line_id", "dossier.no_such_product_line"))
    if draft.unit_id is not None:
        theirs = unit.get(BusinessUnit, draft.unit_id)
        if theirs is None or theirs.account_id != account_id:
            faults.append(FieldError("unit_id", "dossier.not_their_unit"))
    return faults
